"""What must hold among the rows of the people who sign in, besides keys and references (see `invariants`)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, select

from contact_moments.model import ALL_SCOPES
from contact_moments.people import LANGUAGES, PURPOSES, STAGES, THEMES
from contact_moments.storage.sql.tables import account, consent, one_time_link, parked, role, session, token, version

_ROLES = select(role.c.scopes)


def _not_in(column: ColumnElement[str], values: tuple[str, ...]) -> Select[Any]:
    return select(column).where(column.not_in(values))


def _without(column: ColumnElement[Any], key: ColumnElement[str]) -> Select[Any]:
    """The rows that name an account or a consent that is not there. These columns refer to it without a foreign key."""
    return select(column).where(column.is_not(None), ~select(key).where(key == column).exists())


def _is_role(row: Any) -> bool:
    scopes = row.scopes.split(" ") if row.scopes else []
    return set(scopes) <= set(ALL_SCOPES) and scopes == sorted(set(scopes))


RULES = (
    (_not_in(account.c.language, LANGUAGES), "an account has a language that there is not"),
    (_not_in(account.c.theme, THEMES), "an account has a theme that there is not"),
    (_not_in(session.c.stage, STAGES), "a session has a stage that there is not"),
    (_not_in(one_time_link.c.purpose, PURPOSES), "a one-time link has a purpose that there is not"),
    (_without(version.c.account_id, account.c.id), "a version names an account that there is not"),
    (_without(parked.c.account_id, account.c.id), "what is parked names an account that there is not"),
    (_without(token.c.consent_id, consent.c.id), "a token names a consent that there is not"),
)
TEXTS = ((_ROLES, _is_role, "a role has a scope that there is not"),)
