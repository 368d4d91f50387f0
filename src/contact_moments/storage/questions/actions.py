"""Actions: the codes that a moment may name."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from contact_moments.storage.sql.tables import action, moment, parked, version

_ALL = select(action.c.code, action.c.name).order_by(action.c.code)
_EXISTING = select(action.c.code).where(action.c.code.in_(bindparam("codes", expanding=True)))
_NAMED = select(action.c.code, action.c.name).where(action.c.code.in_(bindparam("codes", expanding=True)))
# The first moment with this code or a later one: so both engines seek it, however many moments there are.
_FIRST_USED = (
    select(moment.c.action).where(moment.c.action >= action.c.code).order_by(moment.c.action).limit(1).scalar_subquery()
)
_USED = select(action.c.code).where(action.c.code.in_(bindparam("codes", expanding=True)), action.c.code == _FIRST_USED)
_ADD = insert(action)
_RENAME = update(action).where(action.c.code == bindparam("action_code")).values(name=bindparam("new_name"))

_MOMENT_WITH = select(moment.c.id).where(moment.c.action == bindparam("action_code")).limit(1)
# Documents that may name it: also as a longer code, or in a field of their own.
_CORRECTED = (
    select(version.c.document).join(moment).where(moment.c.version > 1, version.c.document.contains(bindparam("named")))
)
_PARKED = select(parked.c.document).where(parked.c.document.contains(bindparam("named")))
_REMOVE = delete(action).where(action.c.code == bindparam("action_code"))


def all_actions(connection: Connection) -> dict[int, str]:
    """All actions, code to name, by code."""
    return {code: name for code, name in connection.execute(_ALL)}


def existing(connection: Connection, codes: Iterable[int]) -> set[int]:
    """Those of `codes` that exist."""
    return set(connection.execute(_EXISTING, {"codes": list(codes)}).scalars())


def named(connection: Connection, codes: Iterable[int]) -> dict[int, str]:
    """Those of `codes` that exist, code to name."""
    return {code: name for code, name in connection.execute(_NAMED, {"codes": list(codes)})}


def used(connection: Connection, codes: Iterable[int]) -> set[int]:
    """Those of these actions that moments have now."""
    return set(connection.execute(_USED, {"codes": list(codes)}).scalars())


def add(connection: Connection, code: int, name: str) -> None:
    """Add an action whose code is not in use."""
    connection.execute(_ADD, {"code": code, "name": name})


def rename(connection: Connection, code: int, name: str) -> None:
    """Give an action another name."""
    connection.execute(_RENAME, {"action_code": code, "new_name": name})


def is_used(connection: Connection, code: int) -> bool:
    """Whether a moment has or had an action, or something parked has. Looks at all of them if none has."""
    if connection.execute(_MOMENT_WITH, {"action_code": code}).first() is not None:
        return True
    named = {"named": f'"action_code":{code}'}
    documents = (text for one in (_PARKED, _CORRECTED) for text in connection.execute(one, named).scalars())
    return any(msgspec.json.decode(text).get("action_code") == code for text in documents)


def remove(connection: Connection, code: int) -> None:
    """Remove an action."""
    connection.execute(_REMOVE, {"action_code": code})
