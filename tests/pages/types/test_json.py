"""A schema that rows cannot hold is a text of JSON on the page."""

import json

import pytest

from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from tests.pages.administering_types import (
    CHANNEL,
    CHAT,
    NEW,
    SIZE,
    a_file,
    form_page,
    rows,
    type_form,
)
from tests.pages.entering import problems
from tests.people.browser import Browser

OBJECT = {"properties": {"lines": {"type": "object"}}, "allOf": [{"required": ["reference"]}]}


def test_a_schema_that_rows_cannot_hold(register: Register, admin: Browser) -> None:
    """It opens as JSON, is changed so, and says why it cannot be shown as fields."""
    put_type(register.database, read_type(a_file("Objects", "Objects", **OBJECT)))
    form = type_form(admin, "/admin/types/Objects")
    shown = dict(form.sent())["json"]

    (text,) = problems(form_page(form.submit(admin, "Edit as fields"), 422))
    answer = form.submit(admin, "Save", json=shown.replace("lines", "rows"))

    assert json.loads(shown) == OBJECT
    assert text.startswith("This says more than fields can")
    assert answer.status == 303
    assert "rows" in register.types.get("Objects").data.schema["properties"]


def test_rows_become_json_and_rows_again(admin: Browser) -> None:
    """Nothing is lost on the way."""
    first = type_form(admin).sent(None, id="Ways", title="Ways", **rows(CHANNEL, SIZE))
    page = form_page(admin.post(NEW, **dict(first), do="json"))
    assert json.loads(dict(page.form(NEW).sent())["json"])["properties"] == CHAT["properties"]

    page = form_page(page.form(NEW).submit(admin, "Edit as fields"))
    sent = {name: value for name, value in page.form(NEW).sent() if name.startswith("f")}
    assert sent == {name: value.replace("\n", "\r\n") for name, value in first if name.startswith("f")}


BROKEN = {
    "no JSON": ("{", "The register cannot use this"),
    "a list": ("[]", "The register cannot use this"),
    "a field of every type": (
        '{"properties": {"subject": {}}}',
        "The register cannot use this: Every type has subject",
    ),
    "a reserved name": (
        '{"properties": {"sender": {}}}',
        "The register cannot use this: Fields cannot be named sender",
    ),
    "half a character": ('{"title": "\\ud800"}', "The register cannot use this: A text has half"),
    "too deep": ('{"not": ' * 300 + "{}" + "}" * 300, "The register cannot use this"),
    "too much": (
        json.dumps({"properties": {"x": {"items": {"enum": [[n] for n in range(1000)]}}}}),
        "The register cannot use this: Checking a contact moment against this schema can take too long",
    ),
    "look-around": ('{"properties": {"x": {"pattern": "(?=a)"}}}', "The register cannot use this: Patterns of x"),
}


@pytest.mark.parametrize(("text", "says"), BROKEN.values(), ids=BROKEN)
def test_json_that_cannot_be_used(admin: Browser, text: str, says: str) -> None:
    """The checks are those of a type file; the reason stands beside it, whichever button is pressed."""
    typed = {"id": "Json", "title": "Json", "mode": "json", "place": "1", "icon": "note", "hue": "note", "json": text}
    for button in ("save", "preview", "rows"):
        page = form_page(admin.post(NEW, **typed, do=button), 422)
        assert problems(page)[0].startswith(says) or button == "rows"


@pytest.mark.usefixtures("processes")
def test_a_pattern_that_takes_too_long(admin: Browser) -> None:
    """It is tried in a program of its own, and refused."""
    slow = json.dumps({"properties": {"x": {"pattern": r"[\p{L}\d]{200}!"}}})
    typed = {"id": "Slow", "title": "Slow", "mode": "json", "place": "1", "icon": "note", "hue": "note", "json": slow}

    assert "take too long" in problems(form_page(admin.post(NEW, **typed, do="save"), 422))[0]


def test_a_schema_that_is_too_large_for_a_form(register: Register, admin: Browser) -> None:
    """The page says which command changes it."""
    large = {"x": {"type": "object", "description": "x" * 120_000}}
    put_type(register.database, read_type(a_file("Large", "Large", properties=large)))
    page = form_page(admin.get("/admin/types/Large"))

    assert "contact-moments type show" in page.find(class_="split").find(class_="notice").words
    assert not page.all("form", action="/admin/types/Large")
