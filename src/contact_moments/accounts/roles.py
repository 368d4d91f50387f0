"""Roles: sets of scopes that accounts have. Five come with the register, and an organisation adds its own.

A role counts as it is now: whoever has it may do what it allows from the next two seconds on (see `clients.Tokens` and
`sessions`).
"""

import re
from typing import Any, Literal

from msgspec.structs import replace

from contact_moments.errors import ChangedMeanwhileError, ConflictError, InvalidInputError, NotFoundError
from contact_moments.model import ACCOUNT_EDIT, ALL_SCOPES
from contact_moments.people import Actor, Role
from contact_moments.rights import require_within
from contact_moments.storage.database import Database
from contact_moments.storage.questions import roles as stored
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.writing import Writes
from contact_moments.tokens import hash_of

MAX_NAME = 64

Outcome = Literal["added", "changed", "unchanged"]

_NAME = re.compile(r"[a-z0-9]+(?:[ -][a-z0-9]+)*", re.ASCII)
_NO_SUCH_ROLE = "There is no such role; contact-moments role list shows them"
_LAST = "Nobody could manage accounts any more; first give somebody else a role with the scope account/edit"


def all_roles(database: Database) -> list[Role]:
    """All roles, by name."""
    return database.read(stored.all_roles)


def holders(database: Database) -> dict[str, int]:
    """How many accounts have each role that anybody has, disabled accounts too."""
    return database.read(stored.count_holders)


def get_role(transaction: Transaction, name: str) -> Role:
    """The role with that name. Raises `NotFoundError`."""
    found = stored.find(transaction.connection, name)
    if found is None:
        raise NotFoundError(_NO_SUCH_ROLE)
    return found


def put_role(
    database: Writes,
    name: str,
    scopes: frozenset[str],
    second_factor: bool | None,
    by: Actor,
    expected: str | None = None,
) -> Outcome:
    """Add a role of the organisation, or replace what it allows; returns what came of it.

    Whether it asks for a second factor stays as it is if that is None; a new one does not. `expected` is the mark (see
    `mark_of`) of the role that it replaces; it is empty for a role that must be new, and None for any.

    Raises `InvalidInputError`, `BeyondOwnRightsError`, `ChangedMeanwhileError` if the role is another one now or gone,
    or `ConflictError` for a shipped role, for a new one whose name is taken, and where nobody could manage accounts any
    more.
    """
    check_name(name)
    check_scopes(scopes)

    def work(transaction: Transaction) -> Outcome:
        transaction.lock()
        found = stored.find(transaction.connection, name)
        require_within(transaction, by, ACCOUNT_EDIT, scopes if found is None else scopes | found.scopes)
        if found is None:
            if expected:
                raise ChangedMeanwhileError("Somebody has removed this role meanwhile", "role_gone")
            _add(transaction, Role(name, scopes, bool(second_factor)), by)
            return "added"
        new = replace(
            found, scopes=scopes, second_factor=found.second_factor if second_factor is None else second_factor
        )
        _require_expected(found, new, expected)
        _require_own(found)
        return "changed" if _change(transaction, found, new, by) else "unchanged"

    return database.write(work)


def mark_of(role: Role) -> str:
    """What tells one state of a role from the next: what a form was opened with."""
    return hash_of("\n".join([*sorted(role.scopes), str(role.second_factor)]))[:32]


def _require_expected(found: Role, new: Role, expected: str | None) -> None:
    if expected is None or new == found:
        return
    if not expected:
        raise ConflictError("There is a role with this name already", "role_taken")
    if mark_of(found) != expected:
        raise ChangedMeanwhileError("Somebody has changed this role meanwhile")


def check_name(name: str) -> None:
    """Raise `InvalidInputError` unless a role can have this name."""
    if not is_name(name):
        raise InvalidInputError(
            f"A role's name has at most {MAX_NAME} lower-case letters and digits, with single blanks or "
            "hyphens between",
            "role_name",
        )


def is_name(name: str) -> bool:
    """Whether a role can have this name."""
    return len(name) <= MAX_NAME and _NAME.fullmatch(name) is not None


def check_scopes(scopes: frozenset[str]) -> None:
    """Raise `InvalidInputError` unless a role can have these scopes."""
    if not scopes or not scopes <= set(ALL_SCOPES):
        raise InvalidInputError(f"Give at least one scope, each one of {', '.join(ALL_SCOPES)}", "scopes")


def ask_second_factor(database: Writes, name: str, asked: bool, by: Actor) -> bool:
    """Have a role ask for a second factor, or not. False if that is so already. Raises `NotFoundError`."""

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        found = get_role(transaction, name)
        require_within(transaction, by, ACCOUNT_EDIT, found.scopes)
        return _change(transaction, found, replace(found, second_factor=asked), by)

    return database.write(work)


def remove_role(database: Writes, name: str, by: Actor) -> None:
    """Remove a role of the organisation. Raises `NotFoundError`, or `ConflictError` while somebody has it."""

    def work(transaction: Transaction) -> None:
        transaction.lock()
        found = get_role(transaction, name)
        require_within(transaction, by, ACCOUNT_EDIT)
        _require_own(found)
        if stored.is_given(transaction.connection, name):
            raise ConflictError("Somebody has this role; give them another one first", "role_given")
        stored.remove(transaction.connection, name)
        transaction.record(by.event("role_removed", name, **_detail(found)))

    database.write(work)


def require_administrator(transaction: Transaction) -> None:
    """Raise `ConflictError` where, after what this transaction has changed, nobody can manage accounts any more."""
    if not stored.has_administrator(transaction.connection):
        raise ConflictError(_LAST, "last_administrator")


def _require_own(role: Role) -> None:
    if role.built_in:
        raise ConflictError(
            "This role comes with the register and cannot be changed or removed; add one of your own", "built_in"
        )


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
