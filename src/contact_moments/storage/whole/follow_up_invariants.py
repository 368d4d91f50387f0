"""What must hold among follow-ups, besides keys and references (see `invariants`)."""

from datetime import date
from typing import Any

from sqlalchemy import case, or_, select

from contact_moments.storage.sql.tables import account, follow_up, moment, relation

_LONGEST_NOTE = 500

_IS_DONE = case((follow_up.c.is_done, 1), else_=0)
_ENDED = (follow_up.c.done_client_id, follow_up.c.done_account_id, follow_up.c.done_person, follow_up.c.answer_id)
_STATE_WRONG = select(follow_up.c.moment_id).where(
    or_(
        follow_up.c.is_done != follow_up.c.done_at.is_not(None),
        follow_up.c.done_at.is_(None) & or_(*(one.is_not(None) for one in _ENDED)),
        follow_up.c.answer_id == follow_up.c.moment_id,
    )
)
_BY = case((follow_up.c.by_id.is_(None), 0), else_=follow_up.c.by_id)
_BY_WRONG = select(follow_up.c.moment_id).where(follow_up.c.by_state != 2 * _BY + _IS_DONE)
_OF_MERGED = (
    select(follow_up.c.moment_id)
    .join(relation, relation.c.id == follow_up.c.by_id)
    .where(relation.c.merged_into.is_not(None))
)
_AT_ANOTHER_TIME = (
    select(follow_up.c.moment_id)
    .join(moment, moment.c.id == follow_up.c.moment_id)
    .where(follow_up.c.happened_at != moment.c.happened_at)
)


def _without_account(column: Any) -> Any:
    return select(column).where(column.is_not(None), ~select(account.c.id).where(account.c.id == column).exists())


_TEXTS = select(follow_up.c.day, follow_up.c.note)


def _can_be_read(row: Any) -> bool:
    if len(row.note) > _LONGEST_NOTE:
        return False
    try:
        return row.day is None or date.fromisoformat(row.day).isoformat() == row.day
    except ValueError:
        return False


RULES = (
    (_STATE_WRONG, "a follow-up is done and has not ended, or has ended and is not done"),
    (_BY_WRONG, "a follow-up is sought under another relation or state than it has"),
    (_OF_MERGED, "a follow-up is by a relation that is merged"),
    (_AT_ANOTHER_TIME, "search has a follow-up at another time than its contact moment happened"),
    (_without_account(follow_up.c.account_id), "a follow-up names an account that there is not"),
    (_without_account(follow_up.c.done_account_id), "a follow-up was ended by an account that there is not"),
)
TEXTS = ((_TEXTS, _can_be_read, "a follow-up has a day or a note that cannot be read"),)
