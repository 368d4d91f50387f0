"""Whoever signed in, or has a client act for them, is in the versions of what they register, and in the log."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contact_moments import relations
from contact_moments.model import SCOPES, Grant, Submission
from contact_moments.moments.details import details
from contact_moments.moments.registration import author_of
from contact_moments.moments.releasing import release
from contact_moments.people import Actor, Person
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.sql import tables
from tests.engines import Engine
from tests.in_process import call
from tests.people.rows import add_person, add_row, add_token, change_rows
from tests.support import PHONE, Json, a_call

ALL = frozenset(SCOPES)


@pytest.fixture(scope="module")
def register(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with a client that parks, and the people of a call."""
    folder: Path = tmp_path_factory.mktemp("authors")
    register = Register(Settings(database_url=engine.register_url(folder), log_format="json"))
    for id_ in (1516, 429000):
        relations.add(register.database, f"Relation {id_}", "person", id_)
    scope = " ".join(sorted(ALL))
    add_row(
        register, tables.client, id="c", name="c", secret_hash="0", scope=scope, created_at=1, parks=True, public=False
    )
    yield register
    register.close()


def sent(register: Register, token: str, body: Json) -> Any:
    """The answer to a registration, decoded."""
    return call(register, "POST", PHONE, json.dumps(body).encode(), authorization=f"Bearer {token}").json()


def authors(register: Register, moment_id: int) -> list[tuple[Any, ...]]:
    """Who recorded each version of a moment."""
    versions = details(register.database, register.zone, moment_id)["versions"]
    return [(one["clientId"], one["person"], one["accountId"], one["channel"]) for one in versions]


@pytest.mark.both_engines
def test_versions_have_the_person(register: Register) -> None:
    """Each its own, by the name that their account has now, with the client that acted for them."""
    registrar, editor = (add_person(register, role) for role in ("registrar", "editor"))
    first, second = (add_token(register, "c", account_id, ALL) for account_id in (registrar, editor))
    moment_id = sent(register, first, a_call())["contactMomentId"]
    sent(register, second, a_call(subject="Corrected", contactMomentId=moment_id))
    change_rows(register, tables.account, name="Their new name")

    assert authors(register, moment_id) == [
        ("c", "Their new name", registrar, "api"),
        ("c", "Their new name", editor, "api"),
    ]


@pytest.mark.both_engines
def test_what_is_parked_keeps_its_person(register: Register) -> None:
    """Released, it is registered in their name and in that of the client."""
    account_id = add_person(register, "registrar")
    refused = sent(register, add_token(register, "c", account_id, ALL), a_call(recipients=[7]))
    relations.add(register.database, "Come later", "person", 7)
    ((_, moment_id),) = release(register.database, register.registrar, [1], Actor()).items()

    assert "errors" in refused
    assert isinstance(moment_id, int)
    assert authors(register, moment_id) == [("c", "Somebody who is registrar", account_id, "api")]


def test_a_person_without_a_client_sends_once(register: Register) -> None:
    """An Idempotency-Key is theirs: the same key again is the same registration, of somebody else another one."""
    draft = register.registrar.read(register.types.get("ContactMomentPhone"), a_call())
    grants = [
        Grant(None, ALL, 2**52, Person(add_person(register, "registrar"), "A", "a@example.org", "en", "registrar"))
        for _ in range(2)
    ]
    first, again, other = (
        register.registrar.submit(Submission(draft, author_of(grant, "api"), "key"))
        for grant in (grants[0], grants[0], grants[1])
    )

    assert (first == again, first == other) == (True, False)
    assert authors(register, first)[0][0] is None


def test_a_role_without_the_scope_registers_nothing(register: Register) -> None:
    """Though the token was given it; and a correction needs its own."""
    reader, registrar = (add_token(register, "c", add_person(register, role), ALL) for role in ("reader", "registrar"))
    moment_id = sent(register, registrar, a_call())["contactMomentId"]

    assert "contact_moment/add" in sent(register, reader, a_call())["errors"]
    assert "contact_moment/edit" in sent(register, registrar, a_call(contactMomentId=moment_id))["errors"]


def test_the_log_names_the_account(register: Register, capfd: pytest.CaptureFixture[str]) -> None:
    """By its id only; a line of a client by itself has the members that it always had."""
    account_id = add_person(register, "reader")
    call(
        register,
        "GET",
        PHONE.partition("/type")[0],
        authorization=f"Bearer {add_token(register, 'c', account_id, ALL)}",
    )
    call(register, "GET", "/openapi.json")
    of_person, of_nobody = (json.loads(line) for line in capfd.readouterr().err.splitlines())

    assert (of_person["account_id"], of_person["client_id"]) == (account_id, "c")
    assert "account_id" not in of_nobody
    assert "example.org" not in json.dumps(of_person)
