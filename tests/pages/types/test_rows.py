"""The rows of fields of which a page makes a type: every kind, added, moved and removed, with what is wrong."""

from typing import Any

import pytest

from contact_moments.moments.type_files import type_file
from contact_moments.register import Register
from tests.pages.administering_types import (
    LARGE,
    NEW,
    form_page,
    make,
    rows,
    type_form,
)
from tests.pages.dom import checked
from tests.pages.entering import problems
from tests.people.browser import Answer, Browser

EVERY: dict[str, tuple[dict[str, str], Any]] = {
    "text": ({"most": "40"}, {"type": "string", "maxLength": 40}),
    "a text without a limit": ({"kind": "text"}, {"type": "string", "maxLength": 255}),
    "long": ({"least": "3"}, {"type": "string", "minLength": 3}),
    "email": ({}, {"type": "string", "format": "email"}),
    "date": ({}, {"type": "string", "format": "date"}),
    "integer": ({"least": "-5"}, {"type": "integer", "minimum": -5}),
    "number": ({"most": "2.5"}, {"type": "number", "maximum": 2.5}),
    "yes_no": ({}, {"type": "boolean"}),
    "choice": ({"options": "a\n\nb"}, {"type": "string", "enum": ["a", "b"]}),
    "offered": ({"options": "a\nb"}, {"examples": ["a", "b"]}),
    "choices": ({"options": "a\nb", "most": "1"}, {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}}),
    "texts": ({"most": "3"}, {"type": "array", "items": {"type": "string"}, "maxItems": 3}),
    "numbers": ({}, {"type": "array", "items": {"type": "number"}}),
    "any_number": ({"options": "5\n15"}, {"examples": [5, 15]}),
}
EVERY["choices"][1]["maxItems"] = 1


@pytest.mark.usefixtures("processes")
def test_every_kind_of_field(register: Register, admin: Browser) -> None:
    """Each becomes the schema that a form draws so, is previewed, and opens as the same rows again."""
    described = [{"name": f"f{at}", "kind": name} | row for at, (name, (row, _)) in enumerate(EVERY.items())]
    form = type_form(admin)
    typed: dict[str, str | list[str]] = rows(*described, id="Every", title="Every kind")

    preview = form_page(form.submit(admin, "Preview", **typed)).find(id="preview")
    answer = form.submit(admin, "Save", **typed)

    assert answer.status == 303, answer.text
    own = type_file(register.types.get("Every").data)["schema"]["properties"]
    assert list(own.values()) == [schema for _, schema in EVERY.values()]
    assert len(preview.all(class_="field")) == len(EVERY)
    again = type_form(admin, "/admin/types/Every").sent("Save")
    before = register.types.get("Every").data
    assert [value for name, value in again if name.endswith(".kind")] == [one["kind"] for one in described]
    form_sent(admin, "/admin/types/Every")
    assert register.types.get("Every").data == before


def form_sent(admin: Browser, path: str) -> Answer:
    """A form that is saved as it is."""
    return type_form(admin, path).submit(admin, "Save")


@pytest.mark.parametrize("name", ["Phone", "Visit", "Letter", "Email", "Note"])
def test_shipped_types_open_as_rows(register: Register, admin: Browser, name: str) -> None:
    """Saved as it is, one stays as it is; what the page says in Dutch is not taken into it."""
    type_id = f"ContactMoment{name}"
    before = register.types.get(type_id).data
    form = checked(admin.get(f"/admin/types/{type_id}?lang=nl"), largest=LARGE).form(f"/admin/types/{type_id}")

    assert form.submit(admin, "Opslaan").status == 303
    assert register.types.get(type_id).data == before


def test_rows_are_added_moved_and_removed(admin: Browser) -> None:
    """By buttons of the form, with everything typed still there, and nothing is saved."""
    path = "/admin/types/new"
    page = form_page(type_form(admin).submit(admin, "Add a field", id="Moving", title="Moving"))
    page = form_page(page.form(path).submit(admin, "Add a field", **{"f0.name": "one"}))
    page = form_page(page.form(path).submit(admin, "up:1", **{"f1.name": "two", "f1.kind": "date"}))
    sent = dict(page.form(path).sent())
    assert (sent["f0.name"], sent["f0.kind"], sent["f1.name"]) == ("two", "date", "one")

    page = form_page(page.form(path).submit(admin, "remove:0"))
    sent = dict(page.form(path).sent())
    assert (sent["f0.name"], "f1.name" in sent, sent["id"]) == ("one", False, "Moving")
    assert admin.get("/admin/types/Moving").status == 404


@pytest.mark.parametrize(
    "button", ["up:0", "down:1", "up:99", "remove:77", "down:", "up:x", "remove:99999999999999999"]
)
def test_a_button_for_a_row_that_is_not_there(admin: Browser, button: str) -> None:
    """It leaves the rows as they are."""
    sent = dict(type_form(admin).sent(None, id="T", title="T", **rows({"name": "a"}, {"name": "b"})))
    page = form_page(admin.post(NEW, **sent | {"do": button}))

    names = [value for name, value in page.form(NEW).sent() if name.endswith(".name")]
    assert names == ["a", "b"]


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "no name": ({"name": " "}, "Field 1: give it a name."),
    "a name with a blank": ({"name": "a b"}, "Field 1: a name has letters"),
    "a name of every type": ({"name": "subject"}, "Field 1: every type has"),
    "a name of the register": ({"name": "tags"}, "Field 1: the register uses this name itself"),
    "no such kind": ({"name": "a", "kind": "object"}, "Field 1: choose a kind."),
    "no choice": ({"name": "a", "kind": "choice"}, "Field 1: give at least one choice."),
    "a choice twice": ({"name": "a", "kind": "choices", "options": "x\nx"}, "Field 1: a choice is there twice"),
    "a choice that is no number": ({"name": "a", "kind": "any_number", "options": "x"}, "Field 1: give numbers only"),
    "a limit that is no number": ({"name": "a", "kind": "number", "least": "x"}, "Field 1: give a number for"),
    "a negative length": ({"name": "a", "kind": "long", "least": "-1"}, "Field 1: give a whole number from 0"),
    "a long line": ({"name": "a", "kind": "text", "most": "256"}, "Field 1: a text of one line has"),
    "limits the wrong way": ({"name": "a", "kind": "integer", "least": "5", "most": "4"}, "Field 1: “At most” is less"),
}


@pytest.mark.parametrize(("row", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_field(register: Register, admin: Browser, row: dict[str, str], says: str) -> None:
    """It stands beside it and in the summary, with everything typed still there; nothing is saved."""
    page = form_page(make(admin, "Wrong", "Wrong", {"kind": "text"} | row), 422)

    (text,) = problems(page)
    assert text.startswith(says)
    assert dict(page.form(NEW).sent())["f0.name"] == row["name"]
    assert "Wrong" not in register.types.by_id()


@pytest.mark.parametrize(
    ("type_id", "title", "says"),
    [
        ("", "T", "Give the type an id."),
        ("a-b", "T", "The id has letters"),
        ("new", "T", "The id has letters"),
        ("ContactMomentPhone", "T", "Another type has this id"),
        ("T", " ", "Give the type a title."),
        ("T", "Telephone call", "Another type has this title"),
        ("T", "x" * 101, "The title can have 100"),
    ],
)
def test_what_is_wrong_with_a_type(admin: Browser, type_id: str, title: str, says: str) -> None:
    """The id and the title."""
    (text,) = problems(form_page(make(admin, type_id, title), 422))

    assert text.startswith(says)


def test_names_twice(admin: Browser) -> None:
    """Two fields with one name are told at the second."""
    page = form_page(make(admin, "Twice", "Twice", {"name": "a", "kind": "text"}, {"name": "a", "kind": "text"}), 422)

    assert [one["href"] for one in page.find(class_="errors").all("a")] == ["#f1.name"]


def test_a_decimal_sign_is_that_of_the_language(register: Register, admin: Browser) -> None:
    """In Dutch a limit of 2,5 is two and a half."""
    path = f"{NEW}?lang=nl"
    form = checked(admin.get(path), largest=LARGE).form(NEW)
    sent = dict(form.sent("Opslaan", id="Comma", title="Komma", lang="nl")) | {
        name: value[0] for name, value in rows({"name": "a", "kind": "number", "most": "2,5"}).items()
    }

    assert admin.post(NEW, **sent).status == 303
    assert register.types.get("Comma").data.schema["properties"]["a"]["maximum"] == 2.5
