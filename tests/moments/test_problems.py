"""Everything that is wrong with a call is found at once, field by field, and nothing is written."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from contact_moments.contract.support import add_people
from contact_moments.errors import Finding, InvalidInputError
from contact_moments.model import ADD, EDIT, Call, Grant
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from contact_moments.relations.relations import archive
from tests.people.browser import new_register

FIELDS: dict[str, Any] = {
    "place": {"type": "string", "maxLength": 5, "minLength": 2},
    "code": {"type": "string", "pattern": "^[a-z]+$"},
    "size": {"type": "number", "minimum": 1, "exclusiveMaximum": 10},
    "colour": {"enum": ["red"]},
    "lines": {
        "type": "array",
        "maxItems": 2,
        "uniqueItems": True,
        "items": {"type": "object", "required": ["product"], "properties": {"product": {"type": "string"}}},
    },
    "some": {"type": "array", "minItems": 1, "items": {"type": "string"}},
    "pair": {"type": "array", "minItems": 2, "items": {"type": "string"}},
}
GRANT = Grant(None, frozenset({ADD, EDIT}), 2**60)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with three people, of whom the third is archived, and a type of its own."""
    register = new_register(tmp_path_factory.mktemp("problems"), action_codes="listed")
    add_people(register, 1, 2, 3)
    schema = {"properties": FIELDS, "required": ["place"]}
    put_type(register.database, read_type(json.dumps({"id": "T", "title": "T", "schema": schema}).encode()))
    yield register
    register.close()


def call(**changes: Any) -> Call:
    """A call that is right but for these members; None leaves one out."""
    body = {"subject": "Hello", "senderId": 1, "recipients": [2], "place": "here"} | changes
    return Call("T", {name: value for name, value in body.items() if value is not None}, GRANT)


WRONG = {
    "nothing": ({}, []),
    "a text that is too long": ({"place": "too long"}, [Finding("place", "max_length", 5)]),
    "a text that is too short": ({"place": "x"}, [Finding("place", "min_length", 2)]),
    "a field that is left out": ({"place": None}, [Finding("place", "required")]),
    "another form": ({"code": "X"}, [Finding("code", "pattern")]),
    "a number that is too small": ({"size": 0.5}, [Finding("size", "minimum", 1)]),
    "a number that is too large": ({"size": 10}, [Finding("size", "maximum", 10)]),
    "a text for a number": ({"size": "1"}, [Finding("size", "type", "number")]),
    "no choice": ({"colour": "green"}, [Finding("colour", "enum")]),
    "no recipient": ({"recipients": []}, [Finding("recipients", "required")]),
    "nothing in a list": ({"some": []}, [Finding("some", "required")]),
    "too little in a list": ({"pair": ["a"]}, [Finding("pair", "min_items", 2)]),
    "too much in a list": ({"lines": [{"product": str(n)} for n in range(3)]}, [Finding("lines", "max_items", 2)]),
    "twice the same": ({"lines": [{"product": "a"}] * 2}, [Finding("lines", "unique")]),
    "something inside": ({"lines": [{"product": "a"}, {}]}, [Finding("lines[1].product", "required")]),
    "a blank subject": ({"subject": " "}, [Finding("subject", "required")]),
    "a subject that cannot be seen": ({"subject": "\u3164"}, [Finding("subject", "required")]),
    "no date": ({"dateTime": "soon"}, [Finding("dateTime", "format")]),
    "an id that cannot be": ({"senderId": 0}, [Finding("senderId", "other")]),
    "a sender who is not there": ({"senderId": 9}, [Finding("senderId", "not_available")]),
    "everything that is not there": (
        {"senderId": 9, "recipients": [2, 9], "tagIds": [5], "action_code": 7},
        [Finding(name, "not_available") for name in ("senderId", "recipients", "tagIds", "action_code")],
    ),
}


@pytest.mark.parametrize(("changes", "findings"), WRONG.values(), ids=WRONG)
def test_what_is_wrong(register: Register, changes: dict[str, Any], findings: list[Finding]) -> None:
    """It is told by field and kind, with the limit, and never with the value."""
    assert register.registrar.problems(call(**changes)) == findings


@pytest.mark.parametrize("changes", [one for one, findings in WRONG.values() if findings], ids=list(WRONG)[1:])
def test_a_refusal_tells_the_same(register: Register, changes: dict[str, Any]) -> None:
    """What registering refuses has its findings with it: the first of them, where several are not there."""
    with pytest.raises(InvalidInputError) as refused:
        register.registrar.register(call(**changes))

    found = register.registrar.problems(call(**changes))
    assert list(refused.value.findings) == found[: len(refused.value.findings)] != []


def test_a_party_of_a_correction_may_stay(register: Register) -> None:
    """Somebody who was archived since is no reason to refuse the correction."""
    moment_id = register.registrar.register(call(recipients=[3]))
    archive(register.database, 3)

    assert register.registrar.problems(call(contactMomentId=moment_id, recipients=[3])) == []
    assert register.registrar.problems(call(recipients=[3])) == [Finding("recipients", "not_available")]
