"""The versions of a contact moment: who recorded which document when."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, bindparam, func, select

from contact_moments.storage.sql.tables import account, version

_RECORDED = (version.c.version, version.c.recorded_at, version.c.client_id, version.c.channel)
# A person is called as their account is now.
_WHO = (func.coalesce(account.c.name, version.c.person).label("who"), version.c.account_id)


def _of_moment(*columns: Any) -> Select[Any]:
    return (
        select(*_RECORDED, *_WHO, *columns)
        .outerjoin(account, account.c.id == version.c.account_id)
        .where(version.c.moment_id == bindparam("moment_id"))
    )


_HISTORY = _of_moment(version.c.document).order_by(version.c.version)
_THESE = _HISTORY.where(version.c.version.in_(bindparam("numbers", expanding=True)))
# Documents can be large, and a page shows few of them.
_LATEST = _of_moment().order_by(version.c.version.desc()).limit(bindparam("most"))


class Recorded(Struct, frozen=True):
    """Who recorded a version, and when. `person` is the account's name or the operator."""

    version: int
    recorded_at: int
    client_id: str | None
    channel: str
    person: str | None
    account_id: str | None


class Version(Recorded, frozen=True):
    """One state of a moment, with its document."""

    document: str


def history(connection: Connection, moment_id: int) -> list[Version]:
    """All versions of a moment, the oldest first."""
    return [Version(*row) for row in connection.execute(_HISTORY, {"moment_id": moment_id})]


def of_numbers(connection: Connection, moment_id: int, numbers: Iterable[int]) -> dict[int, Version]:
    """Those of a moment's versions that have these numbers, by number."""
    bound = {"moment_id": moment_id, "numbers": list(numbers)}
    return {row.version: Version(*row) for row in connection.execute(_THESE, bound)}


def latest(connection: Connection, moment_id: int, most: int) -> list[Recorded]:
    """Who recorded the last versions of a moment, the newest first."""
    return [Recorded(*row) for row in connection.execute(_LATEST, {"moment_id": moment_id, "most": most})]
