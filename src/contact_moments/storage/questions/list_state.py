"""The state of the list: numbers with points between them, of which one changes whenever any page of the list does.

Every page comes with the state of its own snapshot. So a client that has seen a state need not read a page again as
long as it stays the same, and finding that out reads one small row. It may change without a page that does.
"""

from sqlalchemy import ColumnElement, Connection, func, literal_column, select, update

from contact_moments.storage.sql.prepared import FetchRow, SingleRow, one_row
from contact_moments.storage.sql.tables import register

_POINT: ColumnElement[str] = literal_column("'.'")
_PARTS = (
    register.c.last_change_no,
    register.c.last_relation_change,
    # After `restore` the same numbers are given again. It sets this one to the time.
    register.c.types_version,
    # A file may be put back without `restore`: then they are given again in later seconds.
    register.c.last_second,
    register.c.tags_version,
)
_STATE = select(func.concat(_PARTS[0], *(text for part in _PARTS[1:] for text in (_POINT, part))))

STATE = _STATE.scalar_subquery().label("state")
_NOW = SingleRow(_STATE)
_COUNT_CHANGE = update(register).values(tags_version=register.c.tags_version + 1)


def now(fetch_row: FetchRow) -> str:
    """The state as it is now."""
    state: str = one_row(fetch_row(_NOW, {}))[0]
    return state


def count_change(connection: Connection) -> None:
    """Count a change of what pages show that has no change number: another name of a tag, other gaps to skip."""
    connection.execute(_COUNT_CHANGE)
