"""Tags and actions: the organisation's own lists, which contact moments refer to. Both are empty by default."""

from functools import lru_cache

from contact_moments.errors import ChangedMeanwhileError, ConflictError, InvalidInputError, NotFoundError
from contact_moments.model import MAX_ID
from contact_moments.people import NOBODY, Actor
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import actions as stored_actions
from contact_moments.storage.questions import tags as stored_tags
from contact_moments.storage.transaction import Transaction
from contact_moments.strict_json import refuse_unstorable
from contact_moments.visible import is_blank
from contact_moments.words import plain

MAX_NAME = 255  # characters of a new name
MAX_CODE = 2**63 - 1
MIN_CODE = -(2**63)


def tags(database: Database) -> dict[int, str]:
    """All tags, id to name, by id."""
    return database.read(stored_tags.all_tags)


def used_tags(database: Database, ids: list[int]) -> set[int]:
    """Those of these tags that contact moments have or had."""
    return database.read(lambda connection: stored_tags.used(connection, ids))


def add_tag(database: Database, name: str, tag_id: int | None = None, by: Actor = NOBODY) -> int:
    """Add a tag; without an id it gets the next one. Returns its id. Raises `ConflictError` if the id is in use."""
    _check_name(name)

    def work(transaction: Transaction) -> int:
        transaction.lock()
        connection = transaction.connection
        new = tag_id or stored_tags.last_id(connection) + 1
        if not 1 <= new <= MAX_ID:
            raise InvalidInputError(f"The id must lie between 1 and {MAX_ID}")
        if new in stored_tags.of_ids(connection, [new]):
            raise ConflictError(f"Tag {new} exists already; rename it, or choose another id")
        stored_tags.add(connection, new, name)
        transaction.record(by.event("tag_added", str(new), name=name))
        return new

    return database.write(work)


def rename_tag(database: Database, tag_id: int, name: str, by: Actor = NOBODY, expected: str | None = None) -> None:
    """Give a tag another name; the next read shows it. `expected` is the name that it is renamed from; None is any.

    Raises `NotFoundError`, or `ChangedMeanwhileError` if it has another name than the expected one.
    """
    _check_name(name)

    def work(transaction: Transaction) -> None:
        transaction.lock()
        before = _tag_name(transaction.connection, tag_id)
        if before == name:
            return
        _require_expected(before, expected)
        stored_tags.rename(transaction.connection, tag_id, name)
        transaction.record(by.event("tag_renamed", str(tag_id), name=name, before=before))

    database.write(work)


def remove_tag(database: Database, tag_id: int, by: Actor = NOBODY) -> None:
    """Remove a tag.

    Raises `NotFoundError`, or `ConflictError` if contact moments have or had it, or something parked has.
    """

    def work(transaction: Transaction) -> None:
        transaction.lock()
        before = _tag_name(transaction.connection, tag_id)
        # Versions and what is parked keep the id, so it must not come to mean something else.
        if stored_tags.is_used(transaction.connection, tag_id):
            raise ConflictError(f"Contact moments have or had tag {tag_id}, or something parked has; rename it instead")
        stored_tags.remove(transaction.connection, tag_id)
        transaction.record(by.event("tag_removed", str(tag_id), name=before))

    database.write(work)


def _tag_name(connection: Connection, tag_id: int) -> str:
    found = stored_tags.of_ids(connection, [tag_id])
    if not found:
        raise NotFoundError(f"There is no tag {tag_id}; contact-moments tag list shows them")
    return found[tag_id]


def actions(database: Database) -> dict[int, str]:
    """All actions, code to name, by code."""
    return database.read(stored_actions.all_actions)


def used_actions(database: Database, codes: list[int]) -> set[int]:
    """Those of these actions that contact moments have now."""
    return database.read(lambda connection: stored_actions.used(connection, codes))


def add_action(database: Database, name: str, code: int | None, by: Actor = NOBODY) -> int:
    """Add an action; returns its code. Raises `InvalidInputError`, or `ConflictError` if the code is in use."""
    _check_name(name)
    if code is None:
        raise InvalidInputError("An action needs a code")
    _check_code(code)

    def work(transaction: Transaction) -> int:
        transaction.lock()
        if stored_actions.named(transaction.connection, [code]):
            raise ConflictError(f"Action {code} exists already; rename it, or choose another code")
        _add_action(transaction, code, name, by)
        return code

    return database.write(work)


def put_action(database: Database, code: int, name: str, by: Actor = NOBODY) -> bool:
    """Add an action, or rename the one with that code; returns whether it is new. Raises `InvalidInputError`."""
    _check_name(name)
    _check_code(code)

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        before = stored_actions.named(transaction.connection, [code])
        if not before:
            _add_action(transaction, code, name, by)
        elif before[code] != name:
            _rename_action(transaction, code, before[code], name, by)
        return not before

    return database.write(work)


def rename_action(database: Database, code: int, name: str, by: Actor = NOBODY, expected: str | None = None) -> None:
    """Give an action another name. Raises `NotFoundError`, and `ChangedMeanwhileError` as `rename_tag` does."""
    _check_name(name)

    def work(transaction: Transaction) -> None:
        transaction.lock()
        before = _action_name(transaction.connection, code)
        if before != name:
            _require_expected(before, expected)
            _rename_action(transaction, code, before, name, by)

    database.write(work)


def remove_action(database: Database, code: int, by: Actor = NOBODY) -> None:
    """Remove an action.

    Raises `NotFoundError`, or `ConflictError` if contact moments have or had it, or something parked has.
    """

    def work(transaction: Transaction) -> None:
        transaction.lock()
        before = _action_name(transaction.connection, code)
        if stored_actions.is_used(transaction.connection, code):
            raise ConflictError(
                f"Contact moments have or had action {code}, or something parked has; rename it instead"
            )
        stored_actions.remove(transaction.connection, code)
        transaction.record(by.event("action_removed", str(code), name=before))

    database.write(work)


# A page compares all names, of which there may be thousands.
@lru_cache(maxsize=20_000)
def words_of(name: str) -> str:
    """The words of a name as `plain` gives them, by which names are compared and sought."""
    return plain(name)


def same_name(named: dict[int, str], name: str, but: int | None = None) -> int | None:
    """The first of these tags or actions that has the words of a name, other than the one with the id `but`."""
    wanted = _compared(name)
    return next((id_ for id_, one in named.items() if id_ != but and _compared(one) == wanted), None)


def doubles(named: dict[int, str]) -> set[int]:
    """Those of these tags or actions whose name another one has too."""
    by_name: dict[str, list[int]] = {}
    for id_, name in named.items():
        by_name.setdefault(_compared(name), []).append(id_)
    return {id_ for ids in by_name.values() if len(ids) > 1 for id_ in ids}


def _compared(name: str) -> str:
    # A name of signs only has no words.
    return words_of(name) or name.strip()


def _add_action(transaction: Transaction, code: int, name: str, by: Actor) -> None:
    stored_actions.add(transaction.connection, code, name)
    transaction.record(by.event("action_added", str(code), name=name))


def _rename_action(transaction: Transaction, code: int, before: str, name: str, by: Actor) -> None:
    stored_actions.rename(transaction.connection, code, name)
    transaction.record(by.event("action_renamed", str(code), name=name, before=before))


def _action_name(connection: Connection, code: int) -> str:
    found = stored_actions.named(connection, [code])
    if not found:
        raise NotFoundError(f"There is no action {code}; contact-moments action list shows them")
    return found[code]


def _require_expected(now: str, expected: str | None) -> None:
    if expected is not None and now != expected:
        raise ChangedMeanwhileError("Somebody else has renamed it since it was read; look at it again")


def _check_code(code: int) -> None:
    if not MIN_CODE <= code <= MAX_CODE:
        raise InvalidInputError("The code must fit 64 bits")


def _check_name(name: str) -> None:
    refuse_unstorable(name)
    if is_blank(name):
        raise InvalidInputError("The name must not be blank")
    if len(name) > MAX_NAME:
        raise InvalidInputError(f"The name can have {MAX_NAME} characters at most", "name_long")
