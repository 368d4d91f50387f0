"""The audit trail: its head, its events by person, time and kind, and the removal of those that have expired."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, insert, or_, select, update

from contact_moments.people import Kind
from contact_moments.storage.audit_chain import HeadLostError
from contact_moments.storage.sql.audit_tables import OF_FAILURE
from contact_moments.storage.sql.tables import account, audit_event, audit_head

CHUNK = 2000  # events
# What is in the trail of a register that nobody has used yet: starts, and strangers who guess.
_UNUSED = ("settings", "sign_in_failed")

_HEAD = select(
    audit_head.c.number,
    audit_head.c.hash,
    audit_head.c.removed_number,
    audit_head.c.removed_hash,
    audit_head.c.settings,
)
_CHAIN = select(audit_event).order_by(audit_event.c.number)
_OTHER = account.alias()
_SHOWN = (
    select(audit_event, account.c.email, _OTHER.c.email.label("subject_email"))
    .outerjoin(account, account.c.id == audit_event.c.account_id)
    .outerjoin(_OTHER, _OTHER.c.id == audit_event.c.subject)
    .order_by(audit_event.c.number)
)
_SET_SETTINGS = update(audit_head).values(settings=bindparam("new_settings"))
_NEXT = (
    select(audit_event.c.number, audit_event.c.happened_at)
    .where(audit_event.c.number > bindparam("after"))
    .order_by(audit_event.c.number)
    .limit(bindparam("size"))
)
_LAST_THROUGH = (
    select(audit_event.c.number, audit_event.c.hash)
    .where(audit_event.c.number <= bindparam("through"))
    .order_by(audit_event.c.number.desc())
    .limit(1)
)
_REMOVE = delete(audit_event).where(audit_event.c.number <= bindparam("through"))
_MOVE_BEGINNING = update(audit_head).values(removed_number=bindparam("through"), removed_hash=bindparam("last_hash"))
_OLD_ADDRESSES = (
    select(audit_event.c.number)
    .where(
        audit_event.c.happened_at < bindparam("before"),
        OF_FAILURE,
    )
    .limit(bindparam("size"))
)
_DROP_ADDRESSES = (
    update(audit_event)
    .where(audit_event.c.number.in_(bindparam("numbers", expanding=True)))
    .values(address=None, address_salt=None)
)
_USED = select(audit_event.c.number).where(audit_event.c.kind.not_in(_UNUSED)).limit(1)
_ALL_AFTER = delete(audit_event).where(audit_event.c.number > bindparam("last"))
_SET_HEAD = update(audit_head).values({column: bindparam(f"new_{column.name}") for column in _HEAD.selected_columns})


class Head(Struct, frozen=True):
    """Number and hash of the last event, and of the last one that has expired and was removed.

    `settings` is the JSON of those that a server had when it was last started.
    """

    number: int
    hash: bytes
    removed_number: int
    removed_hash: bytes
    settings: str


class Wanted(Struct, frozen=True):
    """Which events are to be read: those in which an account did something or had something done to it; of a kind.

    `since` and `until` are instants; an event at `until` is not read.
    """

    account_id: str | None = None
    since: int | None = None
    until: int | None = None
    kind: Kind | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """What holds of such an event."""
        if self.account_id is not None:
            yield or_(audit_event.c.account_id == self.account_id, audit_event.c.subject == self.account_id)
        if self.since is not None:
            yield audit_event.c.happened_at >= self.since
        if self.until is not None:
            yield audit_event.c.happened_at < self.until
        if self.kind is not None:
            yield audit_event.c.kind == self.kind


def head(connection: Connection) -> Head:
    """The head of the trail. Raises `HeadLostError`."""
    rows = connection.execute(_HEAD).all()
    if len(rows) != 1:
        raise HeadLostError
    (row,) = rows
    return Head(int(row.number), bytes(row.hash), int(row.removed_number), bytes(row.removed_hash), row.settings)


def chain(connection: Connection) -> Iterator[Row[Any]]:
    """Every event with all its columns, the oldest first."""
    return iter(connection.execute(_CHAIN, execution_options={"yield_per": CHUNK}))


def events(connection: Connection, wanted: Wanted) -> Iterator[Row[Any]]:
    """The events that are wanted, the oldest first; each with the `email` of its account and `subject_email`."""
    statement = _SHOWN.where(*wanted.conditions())
    return iter(connection.execute(statement, execution_options={"yield_per": CHUNK}))


def set_settings(connection: Connection, settings: str) -> None:
    """Note the settings with which a server was started."""
    connection.execute(_SET_SETTINGS, {"new_settings": settings})


def next_events(connection: Connection, after: int, size: int) -> list[tuple[int, int]]:
    """Number and time of at most `size` events after a number, in their order."""
    return [(number, at) for number, at in connection.execute(_NEXT, {"after": after, "size": size})]


def remove_through(connection: Connection, number: int) -> tuple[int, bytes] | None:
    """Remove the events up to this number; returns number and hash of the last of them, if there were any."""
    last = connection.execute(_LAST_THROUGH, {"through": number}).one_or_none()
    if last is None:
        return None
    removed = {"through": int(last.number), "last_hash": bytes(last.hash)}
    connection.execute(_REMOVE, {"through": removed["through"]})
    connection.execute(_MOVE_BEGINNING, removed)
    return int(last.number), bytes(last.hash)


def old_addresses(connection: Connection, before: int, size: int) -> list[int]:
    """The numbers of at most `size` failures from before an instant that have their address still."""
    return list(connection.execute(_OLD_ADDRESSES, {"before": before, "size": size}).scalars())


def drop_addresses(connection: Connection, numbers: list[int]) -> None:
    """Delete the addresses of these events; their seals stay."""
    connection.execute(_DROP_ADDRESSES, {"numbers": numbers})


def is_used(connection: Connection) -> bool:
    """Whether the trail tells of anything but starts and guesses, or has ever done so; false if its head is lost."""
    heads = connection.execute(_HEAD).all()
    return len(heads) == 1 and (heads[0].removed_number > 0 or connection.execute(_USED).first() is not None)


def cut(connection: Connection, last: Head) -> None:
    """Cut off what came after an earlier head."""
    connection.execute(_ALL_AFTER, {"last": last.number})
    connection.execute(_SET_HEAD, {f"new_{name}": getattr(last, name) for name in last.__struct_fields__})


def replace_by(connection: Connection, source: Connection) -> None:
    """Replace the whole trail by that of another register."""
    cut(connection, head(source))
    connection.execute(delete(audit_event))
    found = source.execute(_CHAIN, execution_options={"yield_per": CHUNK})
    for rows in found.mappings().partitions(CHUNK):
        connection.execute(insert(audit_event), [dict(row) for row in rows])
