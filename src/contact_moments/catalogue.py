"""Tags and actions: the organisation's own lists, which contact moments refer to. Both are empty by default."""

from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError
from contact_moments.model import MAX_ID
from contact_moments.storage.database import Database
from contact_moments.storage.questions import actions as stored_actions
from contact_moments.storage.questions import tags as stored_tags
from contact_moments.storage.transaction import Transaction
from contact_moments.strict_json import refuse_unstorable
from contact_moments.visible import is_blank


def tags(database: Database) -> dict[int, str]:
    """All tags, id to name, by id."""
    return database.read(stored_tags.all_tags)


def add_tag(database: Database, name: str, tag_id: int | None = None) -> int:
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
        return new

    return database.write(work)


def rename_tag(database: Database, tag_id: int, name: str) -> None:
    """Give a tag another name; the next read shows it. Raises `NotFoundError`."""
    _check_name(name)

    def work(transaction: Transaction) -> None:
        transaction.lock()
        if not stored_tags.of_ids(transaction.connection, [tag_id]):
            raise NotFoundError(f"There is no tag {tag_id}; contact-moments tag list shows them")
        stored_tags.rename(transaction.connection, tag_id, name)

    database.write(work)


def remove_tag(database: Database, tag_id: int) -> None:
    """Remove a tag.

    Raises `NotFoundError`, or `ConflictError` if contact moments have or had it, or something parked has.
    """

    def work(transaction: Transaction) -> None:
        transaction.lock()
        if not stored_tags.of_ids(transaction.connection, [tag_id]):
            raise NotFoundError(f"There is no tag {tag_id}; contact-moments tag list shows them")
        # Versions and what is parked keep the id, so it must not come to mean something else.
        if stored_tags.is_used(transaction.connection, tag_id):
            raise ConflictError(f"Contact moments have or had tag {tag_id}, or something parked has; rename it instead")
        stored_tags.remove(transaction.connection, tag_id)

    database.write(work)


def actions(database: Database) -> dict[int, str]:
    """All actions, code to name, by code."""
    return database.read(stored_actions.all_actions)


def put_action(database: Database, code: int, name: str) -> bool:
    """Add an action, or rename the one with that code; returns whether it is new. Raises `InvalidInputError`."""
    _check_name(name)
    if not -(2**63) <= code < 2**63:
        raise InvalidInputError("The code must fit 64 bits")

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        new = not stored_actions.existing(transaction.connection, [code])
        (stored_actions.add if new else stored_actions.rename)(transaction.connection, code, name)
        return new

    return database.write(work)


def remove_action(database: Database, code: int) -> None:
    """Remove an action.

    Raises `NotFoundError`, or `ConflictError` if contact moments have or had it, or something parked has.
    """

    def work(transaction: Transaction) -> None:
        transaction.lock()
        if not stored_actions.existing(transaction.connection, [code]):
            raise NotFoundError(f"There is no action {code}; contact-moments action list shows them")
        if stored_actions.is_used(transaction.connection, code):
            raise ConflictError(
                f"Contact moments have or had action {code}, or something parked has; rename it instead"
            )
        stored_actions.remove(transaction.connection, code)

    database.write(work)


def _check_name(name: str) -> None:
    refuse_unstorable(name)
    if is_blank(name):
        raise InvalidInputError("The name must not be blank")
