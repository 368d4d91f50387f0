"""The state of the list: numbers with points between them, of which one changes whenever any page of the list does.

Every page comes with the state of its own snapshot. So a client that has seen a state need not read a page again as
long as it stays the same, and finding that out reads one small row. It may change without a page that does.
"""

from sqlalchemy import ColumnElement, Connection, bindparam, case, func, literal_column, select, update

from contact_moments.clock import system_clock
from contact_moments.storage.sql.prepared import FetchRow, SingleRow, one_row
from contact_moments.storage.sql.tables import register, relation_tick

_POINT: ColumnElement[str] = literal_column("'.'")
_PARTS = (
    register.c.last_change_no,
    register.c.last_relation_change,
    # After `restore` the same numbers are given again. It sets this one to the time.
    register.c.types_version,
    # A file may be put back without `restore`: then they are given again in later seconds.
    register.c.last_second,
    func.coalesce(select(func.max(relation_tick.c.second)).scalar_subquery(), literal_column("0")),
    register.c.tags_version,
)
_STATE = select(func.concat(_PARTS[0], *(text for part in _PARTS[1:] for text in (_POINT, part))))

STATE = _STATE.scalar_subquery().label("state")
_NOW = SingleRow(_STATE)
_LATER = bindparam("instant", type_=register.c.tags_version.type)
_COUNT_CHANGE = update(register).values(
    tags_version=case((register.c.tags_version < _LATER, _LATER), else_=register.c.tags_version + 1)
)


def now(fetch_row: FetchRow) -> str:
    """The state as it is now."""
    state: str = one_row(fetch_row(_NOW, {}))[0]
    return state


def count_change(connection: Connection) -> None:
    """Count a change of what pages show that has no change number: another name of a tag, other gaps to skip."""
    # By the time, so that after a file was put back no number is given again.
    connection.execute(_COUNT_CHANGE, {"instant": system_clock()})
