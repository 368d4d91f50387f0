"""Roles, and what hangs on them: which accounts have one, and who can still manage accounts."""

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, insert, literal, select, update

from contact_moments.model import ACCOUNT_EDIT
from contact_moments.people import Role
from contact_moments.storage.sql.tables import account, role

_ALL = select(role).order_by(role.c.name)
_ONE = select(role).where(role.c.name == bindparam("wanted"))
_ADD = insert(role)
_CHANGE = (
    update(role)
    .where(role.c.name == bindparam("wanted"))
    .values(scopes=bindparam("new_scopes"), second_factor=bindparam("asks"))
)
_REMOVE = delete(role).where(role.c.name == bindparam("wanted"))
_IS_GIVEN = select(exists().where(account.c.role == bindparam("wanted")))
_HOLDERS = select(account.c.role, func.count()).group_by(account.c.role)
_HAS_ADMINISTRATOR = select(
    exists().where(
        account.c.role == role.c.name,
        account.c.disabled_at.is_(None),
        account.c.password_hash.is_not(None),
        (literal(" ") + role.c.scopes + literal(" ")).like(f"% {ACCOUNT_EDIT} %"),
    )
)


def all_roles(connection: Connection) -> list[Role]:
    """All roles, by name."""
    return [_role(row) for row in connection.execute(_ALL)]


def find(connection: Connection, name: str) -> Role | None:
    """The role with that name; None if there is none."""
    row = connection.execute(_ONE, {"wanted": name}).one_or_none()
    return None if row is None else _role(row)


def add(connection: Connection, new: Role) -> None:
    """Add a role."""
    connection.execute(
        _ADD,
        {
            "name": new.name,
            "scopes": scope_text(new.scopes),
            "second_factor": new.second_factor,
            "built_in": new.built_in,
        },
    )


def change(connection: Connection, changed: Role) -> None:
    """Replace what a role allows and asks for."""
    bound = {"wanted": changed.name, "new_scopes": scope_text(changed.scopes), "asks": changed.second_factor}
    connection.execute(_CHANGE, bound)


def remove(connection: Connection, name: str) -> None:
    """Remove a role that nobody has."""
    connection.execute(_REMOVE, {"wanted": name})


def is_given(connection: Connection, name: str) -> bool:
    """Whether an account has this role."""
    return bool(connection.execute(_IS_GIVEN, {"wanted": name}).scalar_one())


def count_holders(connection: Connection) -> dict[str, int]:
    """How many accounts have each role that anybody has."""
    return {name: int(count) for name, count in connection.execute(_HOLDERS)}


def has_administrator(connection: Connection) -> bool:
    """Whether somebody can sign in and manage accounts: an account that is enabled and has a password, by its role."""
    return bool(connection.execute(_HAS_ADMINISTRATOR).scalar_one())


def scope_text(scopes: frozenset[str]) -> str:
    """Scopes as they are stored: ascending, with blanks between them."""
    return " ".join(sorted(scopes))


def _role(row: Row[tuple[str, ...]]) -> Role:
    return Role(row.name, frozenset(row.scopes.split()), bool(row.second_factor), bool(row.built_in))
