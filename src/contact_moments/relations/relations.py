"""Adding, renaming and archiving relations."""

from collections.abc import Iterable

import msgspec

from contact_moments.errors import ConflictError, Finding, InvalidInputError, NotFoundError
from contact_moments.model import MAX_ID, Kind, Phone, Relation
from contact_moments.phones import number_key
from contact_moments.relations.next_ids import NextIds
from contact_moments.storage.database import Database
from contact_moments.storage.questions import relations as stored
from contact_moments.storage.questions import runs
from contact_moments.storage.transaction import Transaction
from contact_moments.strict_json import refuse_unstorable
from contact_moments.visible import is_blank

MAX_EMAIL = 254  # characters
MAX_NAME = 255  # characters; a renaming writes the name into each contact moment of the relation


def add(database: Database, name: str, kind: Kind = "person", relation_id: int | None = None) -> Relation:
    """Add a relation; without an id it gets the next one. Returns it. Raises `ConflictError` if the id is in use."""
    check_name(name)
    check_length(name)

    def work(transaction: Transaction) -> Relation:
        transaction.lock()
        connection = transaction.connection
        new = Relation(check_id(relation_id or NextIds(connection).next()), kind, name)
        if stored.of_ids(connection, [new.id]):
            raise ConflictError(f"Relation {new.id} exists already; rename it, or choose another id")
        (added,) = stored.add(transaction, [new])
        return added

    return database.write(work)


def add_all(database: Database, region: str, new: list[Relation]) -> None:
    """Add relations that are known to be right and whose ids are not in use, in one transaction.

    The keys of their telephone numbers are made for `region`.
    """
    keyed = [msgspec.structs.replace(one, phones=phones((it.number for it in one.phones), region)) for one in new]

    def work(transaction: Transaction) -> None:
        transaction.lock()
        stored.add(transaction, keyed)

    database.write(work)


def rename(database: Database, relation_id: int, name: str | None) -> Relation:
    """Give a relation another name, or keep the one it has; the next read shows it. Raises `NotFoundError`.

    Call `moments.renaming.finish_renaming` afterwards.
    """
    if name is None:
        return _change(database, relation_id)
    check_name(name)
    return _change(database, relation_id, name=name)


def archive(database: Database, relation_id: int) -> Relation:
    """Keep a relation out of new contact moments. Raises `NotFoundError`."""
    return _change(database, relation_id, archived=True)


def unarchive(database: Database, relation_id: int) -> Relation:
    """Let an archived relation into new contact moments again; one that is merged stays so. Raises `NotFoundError`."""
    return _change(database, relation_id, archived=False)


def _change(database: Database, relation_id: int, **fields: str | bool) -> Relation:
    def work(transaction: Transaction) -> Relation:
        transaction.lock()
        found = stored.of_ids(transaction.connection, [relation_id]).get(relation_id)
        if found is None:
            raise NotFoundError(f"There is no relation {relation_id}")
        wanted = msgspec.structs.replace(found, **fields)
        if wanted == found:
            return found
        if wanted.name != found.name:
            check_length(wanted.name)
        (changed,) = stored.change(transaction, [wanted])
        if changed.name != found.name:
            runs.begin_renaming(transaction.connection, [relation_id])
        return changed

    return database.write(work)


def phones(numbers: Iterable[str], region: str) -> tuple[Phone, ...]:
    """Telephone numbers as a relation has them; those without a country code are of `region`."""
    return stored.in_order(Phone(number, number_key(number, region)) for number in numbers)


def check_name(name: str) -> None:
    """Raise `InvalidInputError` for a name that is blank, or that cannot be stored."""
    refuse_unstorable(name)
    if is_blank(name):
        raise InvalidInputError("name must not be blank", findings=(Finding("name", "required"),))


def check_length(name: str) -> None:
    """Raise `InvalidInputError` for a new name that is too long. One that is stored already may be as it is."""
    if len(name) > MAX_NAME:
        finding = Finding("name", "max_length", MAX_NAME)
        raise InvalidInputError(f"name has more than {MAX_NAME} characters", findings=(finding,))


def check_email(email: str) -> None:
    """Raise `InvalidInputError` for what cannot be an e-mail address.

    Only as far as that is safe: there is one `@` with something on both sides, no blank, and no more characters than an
    address can have (RFC 5321). All else is for the mail server to judge.
    """
    refuse_unstorable(email)
    local, _, domain = email.partition("@")
    if not local or not domain or "@" in domain or any(map(str.isspace, email)):
        message = "email must have one @, with something on both sides, and no blanks"
        raise InvalidInputError(message, findings=(Finding("email", "format", "email"),))
    if len(email) > MAX_EMAIL:
        finding = Finding("email", "max_length", MAX_EMAIL)
        raise InvalidInputError(f"email has more than {MAX_EMAIL} characters", findings=(finding,))


def check_id(relation_id: int) -> int:
    """The id. Raises `InvalidInputError` unless it lies between 1 and 2^53 - 1."""
    if not 1 <= relation_id <= MAX_ID:
        raise InvalidInputError(f"id must lie between 1 and {MAX_ID}", findings=(Finding("id", "maximum", MAX_ID),))
    return relation_id
