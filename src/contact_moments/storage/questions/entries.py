"""Entries: what people typed into the form of a contact moment and have not saved."""

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from contact_moments.storage.sql.tables import entry

_ONE = entry.c.id == bindparam("entry_id")
_FIND = select(entry).where(_ONE)
_OF = select(entry).where(entry.c.account_id == bindparam("of_account")).order_by(entry.c.saved_at.desc(), entry.c.id)
_ADD = insert(entry)
_CHANGE = (
    update(entry)
    .where(_ONE, entry.c.revision == bindparam("before"))
    .values(revision=bindparam("after"), content=bindparam("new_content"), saved_at=bindparam("now"))
)
_DROP = delete(entry).where(entry.c.id == bindparam("entry_id"), entry.c.account_id == bindparam("of_account"))


class Entry(Struct, frozen=True):
    """An entry of an account. `content` is JSON text; `revision` counts from 1 how often it was kept."""

    id: str
    account_id: str
    revision: int
    content: str
    saved_at: int


def find(connection: Connection, entry_id: str) -> Entry | None:
    """The entry with this id, whosever it is."""
    row = connection.execute(_FIND, {"entry_id": entry_id}).first()
    return None if row is None else Entry(*row)


def of_account(connection: Connection, account_id: str) -> list[Entry]:
    """The entries of an account, the last one first."""
    return [Entry(*row) for row in connection.execute(_OF, {"of_account": account_id})]


def add(connection: Connection, new: Entry) -> None:
    """Add an entry whose id is not in use."""
    row = {"id": new.id, "account_id": new.account_id, "revision": new.revision}
    connection.execute(_ADD, row | {"content": new.content, "saved_at": new.saved_at})


def change(connection: Connection, new: Entry) -> bool:
    """Let an entry have a later revision; false if somebody else was faster."""
    values = {"entry_id": new.id, "before": new.revision - 1, "after": new.revision}
    return connection.execute(_CHANGE, values | {"new_content": new.content, "now": new.saved_at}).rowcount == 1


def drop(connection: Connection, account_id: str, entry_id: str) -> None:
    """Delete an entry of an account, if it is there."""
    connection.execute(_DROP, {"entry_id": entry_id, "of_account": account_id})
