"""The reference of the API: every call has a page that says what the document says, and programs that can be run."""

import ast
import json
import shlex
from importlib import resources
from typing import Any

import pytest

from contact_moments.model import MomentType
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from contact_moments.web.reference_calls import MOST_FIELDS, Field, find_call, groups_of
from contact_moments.web.reference_examples import examples_of
from tests.pages.dom import checked
from tests.people.browser import Browser

DOCUMENT: dict[str, Any] = json.loads((resources.files("contact_moments.api") / "openapi.json").read_text())
CALLS = [one.id for group in groups_of(DOCUMENT) for one in group.calls]


def test_the_overview(register: Register) -> None:
    """It leads to every call, also for who has not signed in."""
    page = checked(Browser(register).get("/docs"))

    assert {f"/docs/{one}" for one in CALLS} <= {one["href"] for one in page.find("main").all("a")}
    assert page.find("h1").words == "API reference"


@pytest.mark.parametrize("call_id", CALLS)
def test_each_call(register: Register, call_id: str) -> None:
    """Its page has its path, parameters, answers and three programs."""
    page = checked(Browser(register).get(f"/docs/{call_id}"))
    call = find_call(DOCUMENT, call_id)
    assert call is not None

    assert page.find("h1").words == call.title
    assert call.path in page.text
    assert [one for one in page.texts("h3") if one.isdigit()] == [one.status for one in call.answers]
    for one in call.parameters:
        assert f"{one.name}" in " ".join(page.texts("code"))
    assert page.texts("summary")[-3:] == ["curl", "Python", "JavaScript"]


@pytest.mark.parametrize("call_id", CALLS)
def test_the_programs_can_be_read(call_id: str) -> None:
    """Those in Python by Python, those for a shell as words."""
    call = find_call(DOCUMENT, call_id)
    assert call is not None
    curl, python, javascript = (one.code for one in examples_of(call, "https://register.example"))

    ast.parse(python)
    words = shlex.split(curl.replace("\\\n", ""))
    assert words[:2] == ["curl", words[1]]
    assert words[1].startswith("https://register.example/")
    assert "{" not in words[1]
    assert javascript.count("{") == javascript.count("}")
    assert ("Bearer" in curl) == ("Bearer" in python) == ("Bearer" in javascript) == (call.scopes is not None)


def test_a_form_is_sent_as_a_form() -> None:
    """And JSON as JSON."""
    token, moment = find_call(DOCUMENT, "getAccessToken"), find_call(DOCUMENT, "registerContactMoment")
    assert token is not None
    assert moment is not None
    by_form, by_json = (examples_of(one, "") for one in (token, moment))

    assert "--data-urlencode grant_type=client_credentials" in by_form[0].code
    assert "data={'grant_type'" in by_form[1].code
    assert "json={'subject'" in by_json[1].code


def test_a_call_that_there_is_not(register: Register) -> None:
    """It is unknown."""
    assert Browser(register).get("/docs/nothing").status == 404


def count(fields: list[Field]) -> int:
    """How many fields there are, those in fields too."""
    return sum(1 + count(one.fields) for one in fields)


def test_a_type_of_an_operator(register: Register) -> None:
    """Its fields are told, escaped, and up to a number."""
    many = {f"field{number}": {"type": "string"} for number in range(2 * MOST_FIELDS)}
    properties = {"<b>own</b>": {"type": "string", "description": "<i>x</i>"}} | many
    put_type(register.database, MomentType("Own", "<u>Own</u>", True, a_schema(properties)))
    page = checked(Browser(register).get("/docs/registerContactMoment"))

    assert page.all("b") == page.all("i") == page.all("u") == []


def a_schema(properties: dict[str, Any]) -> dict[str, Any]:
    """A type's whole schema."""
    return read_type(json.dumps({"id": "Own", "title": "x", "schema": {"properties": properties}}).encode()).schema


def test_fields_are_bounded() -> None:
    """Whatever is in a document, a page stays small."""
    for call_id in CALLS:
        call = find_call(DOCUMENT, call_id)
        assert call is not None
        told = [*call.answers, *([call.body] if call.body else [])]
        assert sum(count(one.fields) for one in told) <= MOST_FIELDS
