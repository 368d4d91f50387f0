"""Roles: sets of scopes that accounts have. Five come with the register, and an organisation adds its own.

A role counts as it is now: whoever has it may do what it allows from the next two seconds on (see `clients.Tokens` and
`sessions`).
"""

import re
from typing import Any, Literal

from msgspec.structs import replace

from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError
from contact_moments.model import ALL_SCOPES
from contact_moments.people import Actor, Role
from contact_moments.storage.database import Database
from contact_moments.storage.questions import roles as stored
from contact_moments.storage.transaction import Transaction

MAX_NAME = 64

Outcome = Literal["added", "changed", "unchanged"]

_NAME = re.compile(r"[a-z0-9]+(?:[ -][a-z0-9]+)*", re.ASCII)
_NO_SUCH_ROLE = "There is no such role; contact-moments role list shows them"
_LAST = "Nobody could manage accounts any more; first give somebody else a role with the scope account/edit"


def all_roles(database: Database) -> list[Role]:
    """All roles, by name."""
    return database.read(stored.all_roles)


def get_role(transaction: Transaction, name: str) -> Role:
    """The role with that name. Raises `NotFoundError`."""
    found = stored.find(transaction.connection, name)
    if found is None:
        raise NotFoundError(_NO_SUCH_ROLE)
    return found


def put_role(database: Database, name: str, scopes: frozenset[str], second_factor: bool | None, by: Actor) -> Outcome:
    """Add a role of the organisation, or replace what it allows; returns what came of it.

    Whether it asks for a second factor stays as it is if that is None; a new one does not.

    Raises `InvalidInputError`, or `ConflictError` for a shipped role, and where nobody could manage accounts any more.
    """
    if len(name) > MAX_NAME or not _NAME.fullmatch(name):
        raise InvalidInputError(
            f"A role's name has at most {MAX_NAME} lower-case letters and digits, with single blanks or hyphens between"
        )
    if not scopes or not scopes <= set(ALL_SCOPES):
        raise InvalidInputError(f"Give at least one scope, each one of {', '.join(ALL_SCOPES)}")

    def work(transaction: Transaction) -> Outcome:
        transaction.lock()
        found = stored.find(transaction.connection, name)
        if found is None:
            _add(transaction, Role(name, scopes, bool(second_factor)), by)
            return "added"
        _require_own(found)
        new = replace(
            found, scopes=scopes, second_factor=found.second_factor if second_factor is None else second_factor
        )
        return "changed" if _change(transaction, found, new, by) else "unchanged"

    return database.write(work)


def ask_second_factor(database: Database, name: str, asked: bool, by: Actor) -> bool:
    """Have a role ask for a second factor, or not. False if that is so already. Raises `NotFoundError`."""

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        found = get_role(transaction, name)
        return _change(transaction, found, replace(found, second_factor=asked), by)

    return database.write(work)


def remove_role(database: Database, name: str, by: Actor) -> None:
    """Remove a role of the organisation. Raises `NotFoundError`, or `ConflictError` while somebody has it."""

    def work(transaction: Transaction) -> None:
        transaction.lock()
        found = get_role(transaction, name)
        _require_own(found)
        if stored.is_given(transaction.connection, name):
            raise ConflictError("Somebody has this role; give them another one first")
        stored.remove(transaction.connection, name)
        transaction.record(by.event("role_removed", name, **_detail(found)))

    database.write(work)


def require_administrator(transaction: Transaction) -> None:
    """Raise `ConflictError` where, after what this transaction has changed, nobody can manage accounts any more."""
    if not stored.has_administrator(transaction.connection):
        raise ConflictError(_LAST)


def _require_own(role: Role) -> None:
    if role.built_in:
        raise ConflictError("This role comes with the register and cannot be changed or removed; add one of your own")


def _add(transaction: Transaction, new: Role, by: Actor) -> None:
    stored.add(transaction.connection, new)
    transaction.record(by.event("role_added", new.name, **_detail(new)))


def _change(transaction: Transaction, before: Role, new: Role, by: Actor) -> bool:
    """Store what a role allows and asks for; false if that is so already."""
    if new == before:
        return False
    had = stored.has_administrator(transaction.connection)
    stored.change(transaction.connection, new)
    if had:
        require_administrator(transaction)
    transaction.record(by.event("role_changed", new.name, **_detail(new), before=_detail(before)))
    return True


def _detail(role: Role) -> dict[str, Any]:
    return {"scopes": sorted(role.scopes), "second_factor": role.second_factor}
