"""Roles: those that come with the register, an organisation's own, and what nobody can do to them."""

import getpass
import json
from pathlib import Path
from typing import Any

import pytest

from contact_moments import doctor
from contact_moments.accounts import accounts
from contact_moments.accounts.shipped_roles import SHIPPED_ROLES
from contact_moments.errors import ConflictError
from contact_moments.model import ACCOUNT_EDIT, ALL_SCOPES, VIEW
from contact_moments.people import Actor
from contact_moments.register import made
from contact_moments.settings import read_settings
from contact_moments.storage.questions.roles import has_administrator
from contact_moments.storage.sql import tables
from tests.cli.command_line import assert_refused, run_here, succeed_here
from tests.people.rows import add_person, change_rows
from tests.support import Installation

OWN = ("role", "add", "team lead", "--scope", VIEW)

_DETAILS = "SELECT detail FROM audit_event ORDER BY number"


def roles(installation: Installation) -> dict[str, Any]:
    """The roles as the command lists them, by name."""
    return {one.pop("name"): one for one in json.loads(succeed_here(installation, "role", "list", "--json"))}


def with_person(installation: Installation, role: str) -> None:
    """Give somebody a role."""
    with made(installation.settings_here()) as (register, _):
        add_person(register, role)


def test_five_roles_come_with_the_register(registered: Installation) -> None:
    """Each is listed with what it allows; together they allow everything."""
    found = roles(registered)

    assert {name: frozenset(one["scope"].split()) for name, one in found.items()} == {
        one.name: one.scopes for one in SHIPPED_ROLES
    }
    assert [name for name, one in found.items() if one["second_factor"]] == ["administrator", "privacy officer"]
    assert frozenset().union(*(one.scopes for one in SHIPPED_ROLES)) == frozenset(ALL_SCOPES)


@pytest.mark.both_engines
def test_an_organisation_has_its_own_roles(registered: Installation) -> None:
    """Added, changed by the same command, and removed; a change keeps the second factor. The trail has who did it."""
    added = succeed_here(registered, *OWN)
    changed = succeed_here(registered, *OWN, "--scope", "audit/view", "--second-factor")
    unchanged = succeed_here(registered, *OWN, "--scope", "audit/view")
    own = roles(registered)["team lead"]
    succeed_here(registered, "role", "remove", "team lead")
    trail = registered.sql("SELECT kind, subject, operator FROM audit_event ORDER BY number")

    assert (added, changed) == ("Added role team lead\n", "Changed role team lead\n")
    assert unchanged == "Role team lead is so already\n"
    assert own == {"scope": "audit/view contact_moment/view", "second_factor": True, "built_in": False}
    assert len(roles(registered)) == 5
    kinds = ["role_added", "role_changed", "role_removed"]
    assert trail == [(kind, "team lead", getpass.getuser()) for kind in kinds]
    first, second, removed = [json.loads(detail) for (detail,) in registered.sql(_DETAILS)]
    assert first == {"scopes": [VIEW], "second_factor": False}
    assert removed == {"scopes": ["audit/view", VIEW], "second_factor": True}
    assert second == removed | {"before": first}


def test_any_role_can_ask_for_a_second_factor(registered: Installation) -> None:
    """Or not ask for one, those that come with the register too; and a migration leaves that as it is."""
    succeed_here(registered, "role", "second-factor", "reader", "on")
    assert "already" in succeed_here(registered, "role", "second-factor", "reader", "on")
    succeed_here(registered, "role", "second-factor", "administrator", "off")
    with made(registered.settings_here()) as (register, _):
        register.database.change_schema(register._fill)
    found = roles(registered)

    assert [found[name]["second_factor"] for name in ("reader", "administrator")] == [True, False]
    assert registered.sql("SELECT subject FROM audit_event ORDER BY number") == [("reader",), ("administrator",)]


REFUSED = {
    "change a role that comes with the register": ((*OWN[:2], "reader", *OWN[3:]), "one of your own"),
    "remove one": (("role", "remove", "reader"), "cannot be changed or removed"),
    "remove one that there is not": (("role", "remove", "nobody"), "no such role"),
    "ask a role that there is not": (("role", "second-factor", "nobody", "on"), "no such role"),
    "a name in capitals": ((*OWN[:2], "Reader", *OWN[3:]), "lower-case"),
    "a blank name": ((*OWN[:2], " ", *OWN[3:]), "lower-case"),
    "a name with two blanks": ((*OWN[:2], "team  lead", *OWN[3:]), "lower-case"),
    "a long name": ((*OWN[:2], "a" * 65, *OWN[3:]), "64"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_refusals(registered: Installation, why: str) -> None:
    """Nothing is changed, and a message says what helps."""
    words, says = REFUSED[why]
    before = roles(registered)

    assert_refused(run_here(registered, *words), 1, says)
    assert roles(registered) == before


def test_a_role_that_somebody_has_stays(registered: Installation) -> None:
    """It can be changed, not removed."""
    succeed_here(registered, *OWN)
    with_person(registered, "team lead")

    assert_refused(run_here(registered, "role", "remove", "team lead"), 1, "give them another one first")
    succeed_here(registered, *OWN, "--scope", "audit/view")


def test_somebody_can_always_manage_accounts(registered: Installation) -> None:
    """The last role that allows it to somebody keeps that; somebody who is disabled does not count."""
    manages = (*OWN, "--scope", ACCOUNT_EDIT)
    succeed_here(registered, *manages)
    with_person(registered, "team lead")

    assert_refused(run_here(registered, *OWN), 1, ACCOUNT_EDIT)
    assert ACCOUNT_EDIT in roles(registered)["team lead"]["scope"]
    with_person(registered, "administrator")
    succeed_here(registered, *OWN)


@pytest.mark.parametrize("lacks", [{"disabled_at": 1}, {"password_hash": None}], ids=["disabled", "invited"])
def test_whoever_cannot_sign_in_manages_nothing(tmp_path: Path, lacks: dict[str, Any]) -> None:
    """An account that is disabled does not count, and neither does one whose invitation nobody has accepted."""
    with made(read_settings(database_url=f"sqlite:///{tmp_path}/register.db")) as (register, _):
        add_person(register, "administrator")
        change_rows(register, tables.account, **lacks)
        add_person(register, "editor")
        without = register.database.read(has_administrator)
        told = [said for _, said in doctor._people(register)]
        administrator = add_person(register, "administrator")

        assert (without, register.database.read(has_administrator)) == (False, True)
        assert "Nobody can sign in" in told[0]
        with pytest.raises(ConflictError):
            accounts.disable(register.database, administrator, 1, Actor())
