"""What monitoring asks of a register every few seconds: each answer is found in an index, whatever is stored."""

from msgspec import Struct
from sqlalchemy import Connection, bindparam, func, select

from contact_moments.storage.sql.tables import audit_event, audit_head, parked

MOST = 10_000  # that are counted of anything

_PARKED = select(func.count()).select_from(select(parked.c.id).limit(MOST).subquery())
_HEAD = select(audit_head.c.number).limit(1)
_LAST_EVENT = select(audit_event.c.happened_at).order_by(audit_event.c.number.desc()).limit(1)
_LAST_OF_KIND = (
    select(audit_event.c.happened_at)
    .where(audit_event.c.kind == bindparam("of_kind"))
    .order_by(audit_event.c.happened_at.desc())
    .limit(1)
)


class Watched(Struct, frozen=True):
    """How many registrations are parked, the last event's number, and the instants of events."""

    parked: int
    last_event: int | None
    last_event_at: int | None
    last_backup_at: int | None
    last_drill_at: int | None


def watched(connection: Connection) -> Watched:
    """All of it. An instant is None where there was no such event, or it has expired."""
    return Watched(
        parked=connection.execute(_PARKED).scalar_one(),
        last_event=connection.execute(_HEAD).scalar_one_or_none(),
        last_event_at=connection.execute(_LAST_EVENT).scalar_one_or_none(),
        last_backup_at=connection.execute(_LAST_OF_KIND, {"of_kind": "backup"}).scalar_one_or_none(),
        last_drill_at=connection.execute(_LAST_OF_KIND, {"of_kind": "drill"}).scalar_one_or_none(),
    )
