"""Sessions: in which browsers people have signed in. A session is found by the hash of what its cookie has."""

from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from contact_moments.people import Person, Session, Stage
from contact_moments.storage.questions import jobs, uploads
from contact_moments.storage.sql.tables import account, role, session

_ADD = insert(session)
_FIND = (
    select(
        session,
        account.c.name,
        account.c.email,
        account.c.language,
        account.c.role,
        account.c.relation_id,
        account.c.theme,
        account.c.single_keys,
        account.c.totp_secret,
        role.c.scopes,
        role.c.second_factor,
    )
    .select_from(session)
    .join(account)
    .join(role)
    .where(
        session.c.hash == bindparam("token_hash"),
        session.c.expires_at > bindparam("now"),
        account.c.disabled_at.is_(None),
    )
)
_TOUCH = (
    update(session)
    .where(session.c.hash == bindparam("token_hash"), session.c.seen_at < bindparam("at"))
    .values(seen_at=bindparam("at"), expires_at=bindparam("until"))
)
_FAIL = update(session).where(session.c.hash == bindparam("token_hash")).values(failures=session.c.failures + 1)
_FAILURES = select(session.c.failures).where(session.c.hash == bindparam("token_hash"))
_SET_SECRET = update(session).where(session.c.hash == bindparam("token_hash")).values(new_totp_secret=bindparam("new"))
_DROP = delete(session).where(session.c.hash == bindparam("token_hash"))
_DROP_OF = delete(session).where(session.c.account_id == bindparam("of_account"))
_DROP_ONE = _DROP_OF.where(session.c.id == bindparam("session_id"))
_OF = (
    select(session)
    .where(
        session.c.account_id == bindparam("of_account"),
        session.c.expires_at > bindparam("now"),
        session.c.stage != "code",
    )
    .order_by(session.c.seen_at.desc(), session.c.id)
)

_NUMBER = select(func.count()).where(session.c.expires_at > bindparam("now"), session.c.stage == "full")


class KeptSession(Struct, frozen=True):
    """A session with what only signing in asks about. `new_totp_secret` is that of a second factor being set up.

    `began_as` is the stage that is stored; that of `session` follows what the role asks for now.
    """

    session: Session
    began_as: Stage
    created_at: int
    failures: int
    new_totp_secret: str | None


class Browser(Struct, frozen=True):
    """A session as its owner sees it in a list. Instants."""

    id: str
    created_at: int
    seen_at: int
    address: str
    agent: str


def number(connection: Connection, now: int) -> int:
    """In how many browsers somebody has signed in."""
    return int(connection.execute(_NUMBER, {"now": now}).scalar_one())


def add(connection: Connection, row: dict[str, Any]) -> None:
    """Add a session; `row` has a value for each column but `failures`."""
    connection.execute(_ADD, row)


def find(connection: Connection, token_hash: str, now: int) -> KeptSession | None:
    """A session; None where there is none, where it has ended, or its account is disabled."""
    row = connection.execute(_FIND, {"token_hash": token_hash, "now": now}).one_or_none()
    return None if row is None else _kept(row)


def touch(connection: Connection, token_hash: str, at: int, until: int) -> None:
    """Note that somebody was there, and until when the session lasts now."""
    connection.execute(_TOUCH, {"token_hash": token_hash, "at": at, "until": until})


def add_failure(connection: Connection, token_hash: str) -> int:
    """Count a wrong code; returns how many there were in this session."""
    connection.execute(_FAIL, {"token_hash": token_hash})
    return int(connection.execute(_FAILURES, {"token_hash": token_hash}).scalar() or 0)


def set_new_secret(connection: Connection, token_hash: str, secret: str | None) -> None:
    """Keep the secret of a second factor until a code shows that somebody has it."""
    connection.execute(_SET_SECRET, {"token_hash": token_hash, "new": secret})


def drop(connection: Connection, token_hash: str) -> bool:
    """End a session; false if there is none."""
    return connection.execute(_DROP, {"token_hash": token_hash}).rowcount == 1


def drop_of(connection: Connection, account_id: str) -> int:
    """End all sessions of an account, and stop what goes on in its name; returns how many sessions there were.

    Else a stranger whom an administrator has thrown out would go on importing.
    """
    uploads.stop_of(connection, account_id)
    jobs.stop_of(connection, account_id)
    return connection.execute(_DROP_OF, {"of_account": account_id}).rowcount


def drop_one(connection: Connection, account_id: str, session_id: str) -> bool:
    """End one session of an account; false if it has no such session."""
    return connection.execute(_DROP_ONE, {"of_account": account_id, "session_id": session_id}).rowcount == 1


def of_account(connection: Connection, account_id: str, now: int) -> list[Browser]:
    """The sessions of an account that somebody has signed in to, the one used last first."""
    rows = connection.execute(_OF, {"of_account": account_id, "now": now})
    return [Browser(row.id, row.created_at, row.seen_at, row.address, row.agent) for row in rows]


def _kept(row: Row[Any]) -> KeptSession:
    names = (row.account_id, row.name, row.email, row.language, row.role)
    person = Person(*names, row.relation_id, row.theme, bool(row.single_keys))
    scopes = frozenset(row.scopes.split())
    found = Session(row.id, person, _stage(row), scopes, row.seen_at, row.expires_at)
    return KeptSession(found, row.stage, row.created_at, row.failures, row.new_totp_secret)


def _stage(row: Row[Any]) -> Stage:
    """How far somebody has come, by what their role asks for now."""
    if row.stage == "code" or (row.stage == "set_up" and row.totp_secret is not None):
        return "code"
    return "set_up" if row.second_factor and row.totp_secret is None else "full"
