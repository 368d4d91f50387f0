"""What monitoring asks of a register every few seconds: each answer is found in an index, whatever is stored."""

import json

from msgspec import Struct
from sqlalchemy import Connection, bindparam, func, select

from contact_moments.storage.sql.tables import audit_event, audit_head, parked

MOST = 10_000  # that are counted of anything
MOST_EVENTS = 20  # of a kind that are looked at, the newest first

_PARKED = select(func.count()).select_from(select(parked.c.id).limit(MOST).subquery())
_HEAD = select(audit_head.c.number).limit(1)
_LAST_EVENT = select(audit_event.c.happened_at).order_by(audit_event.c.number.desc()).limit(1)
_LAST_OF_KIND = (
    select(audit_event.c.happened_at, audit_event.c.detail)
    .where(audit_event.c.kind == bindparam("of_kind"), audit_event.c.happened_at <= bindparam("now"))
    .order_by(audit_event.c.happened_at.desc())
    .limit(MOST_EVENTS)
)


class Watched(Struct, frozen=True):
    """How many registrations are parked, the last event's number, and the instants of events.

    A backup that `restore` would refuse does not count, nor a drill in which anything was wrong.
    """

    parked: int
    last_event: int | None
    last_event_at: int | None
    last_backup_at: int | None
    last_drill_at: int | None


def watched(connection: Connection, now: int) -> Watched:
    """All of it. An instant is None where there was no such event, or it has expired.

    A backup or drill that is dated after the instant `now` does not count: a clock was wrong, and while it did count
    nobody would hear that there are no more.
    """
    return Watched(
        parked=connection.execute(_PARKED).scalar_one(),
        last_event=connection.execute(_HEAD).scalar_one_or_none(),
        last_event_at=connection.execute(_LAST_EVENT).scalar_one_or_none(),
        # Earlier releases did not note of a backup whether it can be restored.
        last_backup_at=_last_good(connection, "backup", now, where_not_noted=True),
        last_drill_at=_last_good(connection, "drill", now, where_not_noted=False),
    )


def _last_good(connection: Connection, kind: str, now: int, where_not_noted: bool) -> int | None:
    rows = connection.execute(_LAST_OF_KIND, {"of_kind": kind, "now": now}).all()
    return next((at for at, detail in rows if json.loads(detail).get("restorable", where_not_noted)), None)
