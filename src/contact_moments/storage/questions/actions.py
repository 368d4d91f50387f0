"""Actions: the codes that a moment may name."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, insert, select, update

from contact_moments.storage.sql.tables import action

_ALL = select(action.c.code, action.c.name).order_by(action.c.code)
_EXISTING = select(action.c.code).where(action.c.code.in_(bindparam("codes", expanding=True)))
_ADD = insert(action)
_RENAME = update(action).where(action.c.code == bindparam("action_code")).values(name=bindparam("new_name"))


def all_actions(connection: Connection) -> dict[int, str]:
    """All actions, code to name, by code."""
    return {code: name for code, name in connection.execute(_ALL)}


def existing(connection: Connection, codes: Iterable[int]) -> set[int]:
    """Those of `codes` that exist."""
    return set(connection.execute(_EXISTING, {"codes": list(codes)}).scalars())


def add(connection: Connection, code: int, name: str) -> None:
    """Add an action whose code is not in use."""
    connection.execute(_ADD, {"code": code, "name": name})


def rename(connection: Connection, code: int, name: str) -> None:
    """Give an action another name."""
    connection.execute(_RENAME, {"action_code": code, "new_name": name})
