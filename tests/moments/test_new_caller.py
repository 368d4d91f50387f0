"""A call of somebody who is not known yet: the relation and the moment come together, or not at all."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from contact_moments.contract.support import add_people
from contact_moments.errors import Finding, InvalidInputError, KeyReusedError
from contact_moments.model import ADD, Call, Grant
from contact_moments.moments.details import version_of
from contact_moments.moments.merging import merge
from contact_moments.moments.new_caller import register_with_caller
from contact_moments.moments.types import put_type
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor, Person
from contact_moments.register import Register
from contact_moments.relations.finding import Asked, find
from contact_moments.settings import Settings
from contact_moments.storage.questions.relations import last_id
from contact_moments.tokens import new_id
from tests.engines import Engine
from tests.people.rows import add_person

pytestmark = pytest.mark.both_engines

CALLER: dict[str, Any] = {"name": "Ada King", "kind": "person"}
_NUMBERS = itertools.count(87654321)


@pytest.fixture(scope="module")
def register(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with one person, who takes the calls."""
    register = Register(Settings(database_url=engine.new_url(tmp_path_factory.mktemp("callers"))))
    register.prepare()
    add_people(register, 1)
    yield register
    register.close()


@pytest.fixture(scope="module")
def grant(register: Register) -> Grant:
    """What somebody may do who has signed in."""
    account = add_person(register, "editor")
    return Grant(None, frozenset({ADD}), 2**60, Person(account, "Ann", "a@example.org", "en", "editor"))


def call(grant: Grant, key: str, **changes: Any) -> Call:
    """A call, by the form with this id."""
    body = {"subject": "Who are you?", "recipients": [1]} | changes
    return Call("ContactMomentPhone", body, grant, key, "page")


def registered(register: Register, one: Call, caller: dict[str, Any] = CALLER, phone: str = "") -> int:
    """Register a call with a new caller, of a number that nobody has unless `phone` says it."""
    caller = caller | {"phones": [phone or f"06{next(_NUMBERS)}"]}
    return register_with_caller(register.registrar, register.database, "NL", one, caller)


def sender(register: Register, moment_id: int) -> int:
    """Who sent a moment, as its document says."""
    found: int = version_of(register.database, moment_id).document["senderId"]
    return found


def highest(register: Register) -> int:
    """The highest id of a relation."""
    return register.database.read(last_id)


def test_both_are_there(register: Register, grant: Grant) -> None:
    """The caller is found by the number from then on."""
    moment_id = registered(register, call(grant, new_id()), phone="06 11223344")

    (found,) = find(register.database, register.settings, Asked("phone", "+31611223344"))
    assert (found.name, found.id) == ("Ada King", sender(register, moment_id))


def test_the_same_again_adds_nobody(register: Register, grant: Grant) -> None:
    """Not even when the caller was merged away meanwhile."""
    one = call(grant, new_id())
    moment_id = registered(register, one)
    merge(register.database, register.zone, sender(register, moment_id), 1)
    before = highest(register)

    assert registered(register, one) == moment_id
    assert highest(register) == before


def test_the_same_key_with_other_content(register: Register, grant: Grant) -> None:
    """It is refused, with the moment that the key made."""
    key = new_id()
    moment_id = registered(register, call(grant, key))
    before = highest(register)

    with pytest.raises(KeyReusedError) as refused:
        registered(register, call(grant, key, subject="Something else"))

    assert refused.value.moment_id == moment_id
    assert highest(register) == before


REFUSED = {
    "a recipient who is not there": ({"recipients": [999]}, CALLER),
    "a blank subject": ({"subject": " "}, CALLER),
    "a name that is too long": ({}, CALLER | {"name": "x" * 256}),
}


@pytest.mark.parametrize(("changes", "caller"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_adds_nobody(
    register: Register, grant: Grant, changes: dict[str, Any], caller: dict[str, Any]
) -> None:
    """Both or neither."""
    before = highest(register)

    with pytest.raises(InvalidInputError):
        registered(register, call(grant, new_id(), **changes), caller)

    assert highest(register) == before


def test_what_was_withdrawn_is_not_made_again(register: Register, grant: Grant) -> None:
    """The same press does not bring it back."""
    one = call(grant, new_id())
    withdraw(register.database, [registered(register, one)], "mistake", Actor(operator="test"))

    with pytest.raises(KeyReusedError):
        registered(register, one)


def test_two_who_are_told_of_one_call(register: Register, grant: Grant) -> None:
    """The second adds nobody, and is told that somebody has the number."""
    registered(register, call(grant, new_id()), phone="0622334455")
    before = highest(register)

    with pytest.raises(InvalidInputError) as refused:
        registered(register, call(grant, new_id()), phone="+31 6 22 33 44 55")

    assert refused.value.findings == (Finding("senderId", "taken"),)
    assert highest(register) == before


def test_types_that_changed_meanwhile(register: Register, grant: Grant) -> None:
    """The call is checked with those that there are now."""
    register.types.cached()
    put_type(register.database, register.types.get("ContactMomentNote").data)

    assert registered(register, call(grant, new_id())) > 0
