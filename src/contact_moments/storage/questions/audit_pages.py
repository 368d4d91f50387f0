"""Pages of the audit trail, the newest event first: found by seeking in the order of time, whatever is filtered."""

from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery, func, literal, select

from contact_moments.people import Kind
from contact_moments.storage.sql.portable import Pair, between, within
from contact_moments.storage.sql.tables import account, audit_event

LOOKED_AT = 2000  # events that a page looks through where more than one thing is filtered
LAST = (2**63 - 1, 0)

_OTHER = account.alias()
Place = tuple[int, int]  # when an event happened, and its number


class Sought(Struct, frozen=True):
    """Which events are sought: done by an account, a client or an operator, about something, of a kind, in a time.

    `since` and `until` are instants; an event at `until` is not found.
    """

    account_id: str | None = None
    client_id: str | None = None
    operator: str | None = None
    subject: str | None = None
    kind: Kind | None = None
    since: int | None = None
    until: int | None = None


class Found(Struct, frozen=True):
    """The rows of a page, and the place after which there may be more; None where there is nothing more.

    `partial` says that the page would have been full if it had looked further.
    """

    rows: list[Row[Any]]
    more: Place | None
    partial: bool


def page(connection: Connection, sought: Sought, after: Place | None, size: int) -> Found:
    """At most `size` events from a place on, each with the `email` of its account and `subject_email`."""
    given = _given(sought)
    seek, rest = given[:1], given[1:]
    low, high = (sought.since or 0, 0), after or ((sought.until, 0) if sought.until is not None else LAST)
    pair, ends = (audit_event.c.happened_at, audit_event.c.number), (_literals(low), _literals(high))
    places = [within(audit_event.c[name], value, pair, *ends) for name, value in seek] or [between(pair, *ends)]
    # In the order of the index, of which PostgreSQL does not see that its first column has one value.
    order = (*(audit_event.c[name] for name, _ in seek), *pair)
    statement = select(audit_event).where(*places).order_by(*(one.desc() for one in order))
    if not rest:
        rows = _shown(connection, statement.limit(size + 1).subquery(), size + 1)
        return Found(rows[:size], _place(rows[size - 1]) if len(rows) > size else None, False)
    return _filtered(connection, statement.limit(LOOKED_AT).subquery(), rest, size)


def _given(sought: Sought) -> list[tuple[str, str]]:
    """What is filtered, besides the time: names of columns and their values. The first is sought in an index."""
    names = ("subject", "account_id", "client_id", "operator", "kind")
    return [(name, value) for name in names if (value := getattr(sought, name)) is not None]


def _literals(place: Place) -> Pair:
    return literal(place[0]), literal(place[1])


def _shown(connection: Connection, some: Subquery, size: int, *conditions: ColumnElement[bool]) -> list[Row[Any]]:
    statement: Select[Any] = (
        select(some, account.c.email, _OTHER.c.email.label("subject_email"))
        .outerjoin(account, account.c.id == some.c.account_id)
        .outerjoin(_OTHER, _OTHER.c.id == some.c.subject)
        .where(*conditions)
        .order_by(some.c.happened_at.desc(), some.c.number.desc())
        .limit(size)
    )
    return list(connection.execute(statement))


def _filtered(connection: Connection, some: Subquery, rest: list[tuple[str, str]], size: int) -> Found:
    """What fits of the events that are looked through, and how far that was."""
    conditions = [some.c[name] == value for name, value in rest]
    rows = _shown(connection, some, size + 1, *conditions)
    if len(rows) > size:
        return Found(rows[:size], _place(rows[size - 1]), False)
    ends = select(func.count(), func.min(some.c.happened_at)).select_from(some)
    looked_at, earliest = connection.execute(ends).one()
    if looked_at < LOOKED_AT:
        return Found(rows, None, False)
    number = select(func.min(some.c.number)).where(some.c.happened_at == earliest)
    return Found(rows, (int(earliest), int(connection.execute(number).scalar_one())), True)


def _place(row: Row[Any]) -> Place:
    return int(row.happened_at), int(row.number)
