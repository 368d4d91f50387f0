"""Tags and actions: the organisation's own lists that contact moments refer to. There are none by default."""

from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError
from contact_moments.model import MAX_ID
from contact_moments.storage.database import Database
from contact_moments.storage.questions import catalogue as stored
from contact_moments.storage.transaction import Transaction
from contact_moments.strict_json import refuse_unstorable


def tags(database: Database) -> dict[int, str]:
    """All tags, id to name, by id."""
    return database.read(stored.tags)


def add_tag(database: Database, name: str, tag_id: int | None = None) -> int:
    """Add a tag; without an id it gets the next one. Raises `ConflictError` when the id is in use."""
    _check_name(name)

    def work(transaction: Transaction) -> int:
        transaction.lock()
        connection = transaction.connection
        new = tag_id or stored.last_tag(connection) + 1
        if not 1 <= new <= MAX_ID:
            raise InvalidInputError(f"The id must lie between 1 and {MAX_ID}")
        if new in stored.tags_of_ids(connection, [new]):
            raise ConflictError(f"Tag {new} exists already; rename it, or choose another id")
        stored.add_tag(connection, new, name)
        return new

    return database.write(work)


def rename_tag(database: Database, tag_id: int, name: str) -> None:
    """Give a tag another name, which shows in the next read. Raises `NotFoundError`."""
    _check_name(name)

    def work(transaction: Transaction) -> None:
        transaction.lock()
        if not stored.tags_of_ids(transaction.connection, [tag_id]):
            raise NotFoundError(f"There is no tag {tag_id}; contact-moments tag list shows them")
        stored.rename_tag(transaction.connection, tag_id, name)

    database.write(work)


def actions(database: Database) -> dict[int, str]:
    """All actions, code to name, by code."""
    return database.read(stored.actions)


def put_action(database: Database, code: int, name: str) -> bool:
    """Add an action, or rename the one with that code; returns whether it is new."""
    _check_name(name)
    if not -(2**63) <= code < 2**63:
        raise InvalidInputError("The code must fit 64 bits")

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        new = not stored.known_actions(transaction.connection, [code])
        (stored.add_action if new else stored.rename_action)(transaction.connection, code, name)
        return new

    return database.write(work)


def _check_name(name: str) -> None:
    refuse_unstorable(name)
    if not name.strip():
        raise InvalidInputError("The name must not be blank")
