"""Types are made and changed on a page: the same as from a file, with a preview, and nothing is overwritten."""

import json
from typing import Any

import pytest

from contact_moments.accounts import roles
from contact_moments.errors import InvalidInputError, UnavailableError
from contact_moments.model import CATALOGUE_EDIT, MomentType
from contact_moments.moments.type_files import read_type, type_file, version_of
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from contact_moments.web.admin import type_changes
from tests.in_process import call
from tests.pages.administering import administrator
from tests.pages.administering_types import LARGE, NEW, a_file, api_headers, make, rows, told, type_form
from tests.pages.details import made
from tests.pages.dom import Element, checked
from tests.pages.entering import problems, signed_in
from tests.people.browser import OPERATOR, Answer, Browser

LIST = "/l/contact_moment_api/contact_moment"
CHANNEL = {"name": "channel", "title": "Channel", "kind": "choice", "options": "web\napp\nshop\ndesk"}
SIZE = {"name": "size", "title": "Size", "kind": "integer", "hint": "In people", "least": "1", "most": "9"}
CHAT: dict[str, Any] = {
    "properties": {
        "channel": {"title": "Channel", "type": "string", "enum": ["web", "app", "shop", "desk"]},
        "size": {"title": "Size", "description": "In people", "type": "integer", "minimum": 1, "maximum": 9},
    },
    "required": ["channel"],
}


@pytest.fixture(scope="module")
def admin(register: Register, agent: Browser) -> Browser:
    """A browser of an administrator, on a register with people in it."""
    assert agent
    return administrator(register)


def made_chat(admin: Browser, type_id: str, title: str) -> Answer:
    """A type with a choice that is required, and a number."""
    return make(admin, type_id, title, CHANNEL, SIZE, **{"f0.required": "on"})


def form_page(answer: Answer, status: int = 200) -> Element:
    """The page of a form, whatever its size."""
    return checked(answer, status, LARGE)


def test_the_list(admin: Browser) -> None:
    """It has every type in its order, with its id, whether it can be registered, and how many own fields it has."""
    page = checked(admin.get("/admin/types"))

    found = [[cell.words for cell in row.all("td")][:4] for row in page.find("tbody").all("tr")]
    assert found[0] == ["ContactMomentPhone", "Yes", "4", "1"]
    assert found[3] == ["ContactMomentEmail", "No", "2", "4"]
    assert page.find("tbody").texts("th")[:2] == ["Phone", "Visit"]


def test_a_type_of_the_page_is_that_of_a_file(register: Register, admin: Browser) -> None:
    """What is made of rows is equal to what `type add` makes of a file."""
    answer = made_chat(admin, "PageChat", "Page chat")

    assert (answer.status, answer.location) == (303, "/admin/types?done=added&of=PageChat")
    assert register.types.get("PageChat").data == read_type(a_file("PageChat", "Page chat", **CHAT))
    assert "“Page chat” is added" in checked(admin.get(answer.location)).find(role="status").words


def test_it_is_served_enforced_and_shown(register: Register, admin: Browser, agent: Browser) -> None:
    """The API serves its schema and refuses what does not fit; the page Register has its form."""
    made_chat(admin, "ServedChat", "Served chat")
    headers = api_headers(register)
    body = {"subject": "Hello", "senderId": 1516, "recipients": [429000]}

    def post(**own: Any) -> int:
        return call(register, "POST", f"{LIST}/type/ServedChat", json.dumps(body | own).encode(), **headers).status

    served = call(register, "GET", f"{LIST}/type/ServedChat/schema", b"", **headers).json()[0]
    assert served["properties"]["channel"] == CHAT["properties"]["channel"]
    assert (post(channel="fax"), post(), post(channel="web", size=10), post(channel="web")) == (400, 400, 400, 200)
    page = checked(agent.get("/register?type=ServedChat"))
    assert [one["value"] for one in page.find(id="own.channel").all("option")] == ["", "web", "app", "shop", "desk"]


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


def test_two_who_change_the_same_type(register: Register, admin: Browser) -> None:
    """The second is told, with both, and overwrites nothing before they save once more."""
    made_chat(admin, "Both", "Both")
    first, second = (type_form(admin, "/admin/types/Both") for _ in range(2))
    assert first.submit(admin, "Save", title="First").status == 303

    page = form_page(second.submit(admin, "Save", title="Second"), 409)
    assert register.types.get("Both").data.title == "First"
    assert [cell.words for cell in page.find(class_="diff").all("td")] == ["Second", "First"]
    assert page.form("/admin/types/Both").submit(admin, "Save mine").status == 303
    assert register.types.get("Both").data.title == "Second"


def test_a_type_that_was_removed_meanwhile(register: Register, admin: Browser) -> None:
    """It is told, with everything typed still there."""
    made_chat(admin, "Leaving", "Leaving")
    form = type_form(admin, "/admin/types/Leaving")
    assert admin.post("/admin/types/Leaving/remove").status == 303

    page = form_page(form.submit(admin, "Save", title="Stays"), 422)
    assert problems(page)[0].startswith("Somebody else has removed this type meanwhile")
    assert dict(page.form("/admin/types/Leaving").sent())["title"] == "Stays"
    assert "Leaving" not in register.types.by_id()


def test_a_double_press(register: Register, admin: Browser) -> None:
    """The same form twice makes one type, and one event."""
    form = type_form(admin)
    typed: dict[str, str | list[str]] = rows(SIZE, id="Double", title="Double")
    answers = [form.submit(admin, "Save", **typed).status for _ in range(2)]

    assert answers == [303, 303]
    assert [subject for subject, _ in told(register, "type_added")].count("Double") == 1
    assert "Double" not in [subject for subject, _ in told(register, "type_changed")]


def test_a_form_of_somebody_else(register: Register, admin: Browser) -> None:
    """It is not saved in the name of who has signed in meanwhile, before they say so; everything is still there."""
    form = type_form(admin)
    other = administrator(register, "other@example.org")
    typed = rows(SIZE, id="Others", title="Others")

    page = form_page(form.submit(other, "Save", **typed), 409)
    assert "is signed in in this browser now" in page.words
    assert "Others" not in register.types.by_id()
    assert page.form(NEW).submit(other, "Save as").status == 303


def test_a_register_that_is_busy(admin: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything typed is still there, with 503."""

    def busy(_: bytes) -> MomentType:
        raise UnavailableError("busy")

    monkeypatch.setattr(type_changes, "read_and_try", busy)
    page = form_page(make(admin, "Busy", "Busy", SIZE), 503)
    assert "Press Save again" in page.find(class_="split").find(role="alert").words
    assert dict(page.form(NEW).sent())["f0.name"] == "size"


def test_a_schema_that_is_too_large_for_a_form(register: Register, admin: Browser) -> None:
    """The page says which command changes it."""
    large = {"x": {"type": "object", "description": "x" * 120_000}}
    put_type(register.database, read_type(a_file("Large", "Large", properties=large)))
    page = form_page(admin.get("/admin/types/Large"))

    assert "contact-moments type show" in page.find(class_="split").find(class_="notice").words
    assert not page.all("form", action="/admin/types/Large")


def test_the_place_of_a_type(register: Register, admin: Browser) -> None:
    """It is the place in every list; the others keep their order."""
    made_chat(admin, "Placed", "Placed")
    before = [one for one in register.types.by_id() if one != "Placed"]
    type_form(admin, "/admin/types/Placed").submit(admin, "Save", place="2")

    assert list(register.types.by_id()) == [before[0], "Placed", *before[1:]]
    assert ("Placed", ["place"]) in [(one, detail["changed"]) for one, detail in told(register, "type_changed")]


def test_a_place_that_nobody_chose(register: Register, admin: Browser) -> None:
    """A type that is saved stays where others have moved it meanwhile."""
    made_chat(admin, "Staying", "Staying")
    form = type_form(admin, "/admin/types/Staying")
    put_type(register.database, register.types.get("Staying").data, place=1)

    assert form.submit(admin, "Save", title="Still staying").status == 303
    assert next(iter(register.types.by_id())) == "Staying"
    admin.post("/admin/types/Staying/remove")


def test_the_look_of_a_type(register: Register, admin: Browser, agent: Browser) -> None:
    """Icon and colour are in its schema, and on the pages that show it."""
    make(admin, "Looking", "Looking", icon="clock", hue="visit")
    schema = register.types.get("Looking").data.schema
    toggle = checked(agent.get("/register")).find("input", type_="radio", value="Looking").parent

    assert (schema["x-icon"], schema["x-hue"]) == ("clock", "visit")
    assert toggle is not None
    assert "t-visit" in toggle.classes
    assert toggle.find("use")["href"].endswith("#clock")


@pytest.mark.parametrize("member", ['"x-icon": "skull"', '"x-hue": "#ff0000"', '"x-icon": 1'])
def test_a_look_that_there_is_not(member: str) -> None:
    """A file is refused that names one."""
    with pytest.raises(InvalidInputError, match="must be one of phone"):
        read_type(f'{{"id": "T", "title": "T", "schema": {{{member}}}}}'.encode())


def test_moments_stay_as_they_are(register: Register, admin: Browser, agent: Browser) -> None:
    """The page says how many there are; a removed field is still shown, and the type cannot be removed."""
    made_chat(admin, "Kept", "Kept")
    id_ = made(register, "Kept", senderId=1516, recipients=[429000], channel="web", size=3)
    form = type_form(admin, "/admin/types/Kept")

    page = form_page(admin.get("/admin/types/Kept"))
    assert page.find(class_="split").find(class_="notice").words.startswith("1 contact moment has this type.")
    assert not page.all("form", action="/admin/types/Kept/remove")
    form_page(admin.post("/admin/types/Kept/remove"), 409)
    removed = form_page(form.submit(admin, "remove:1"))
    assert removed.form("/admin/types/Kept").submit(admin, "Save", **{"f0.required": "on"}).status == 303
    assert "web" in checked(agent.get(f"/moment/{id_}")).words
    assert "size" in checked(agent.get(f"/moment/{id_}")).words


def test_the_trail(register: Register, admin: Browser) -> None:
    """Every change is in it, with who made it, the names of the fields and the version before."""
    made_chat(admin, "Traced", "Traced")
    before = register.types.get("Traced").data
    type_form(admin, "/admin/types/Traced").submit(admin, "Save", title="Traced 2")
    admin.post("/admin/types/Traced/remove")

    assert dict(told(register, "type_added"))["Traced"] == {
        "version": version_of(before),
        "fields": ["channel", "size"],
    }
    changed = dict(told(register, "type_changed"))["Traced"]
    assert (changed["changed"], changed["before"]["version"]) == (["title"], version_of(before))
    assert "Traced" in dict(told(register, "type_removed"))


def test_a_type_whose_schema_cannot_be_used(register: Register, admin: Browser) -> None:
    """One of an earlier release is told in the list, and opens."""
    schema = read_type(a_file("Old", "Old")).schema
    put_type(register.database, MomentType("Old", "Old", True, schema | {"properties": {"x": {"pattern": "("}}}))
    try:
        row = next(one for one in checked(admin.get("/admin/types")).all("tr") if "Old" in one.words)
        assert "Cannot be used" in row.words
        assert admin.get("/admin/types/Old").status == 200
    finally:
        admin.post("/admin/types/Old/remove")


def test_nothing_is_changed_by_who_may_not(register: Register, agent: Browser) -> None:
    """An editor gets 403; the scope alone is enough, and then no link leads to contact moments."""
    assert agent.get("/admin/types").status == 403
    assert agent.post(NEW, id="X", title="X").status == 403
    roles.put_role(register.database, "catalogue", frozenset({CATALOGUE_EDIT}), None, OPERATOR)
    alone = signed_in(register, "catalogue@example.org", "catalogue")
    for path in ("/admin/types/Kept", "/admin/types", "/admin/tags"):
        links = [one["href"] for one in checked(alone.get(path), largest=LARGE).find("main").all("a")]
        assert all(one.startswith("/admin/") or "/sign-in" in one for one in links)


@pytest.mark.parametrize("sent", [{}, {"do": "save", "f0.name": "x" * 9000}, {"place": "9" * 40}, {"f999.name": "a"}])
def test_forms_that_no_page_has(admin: Browser, sent: dict[str, str]) -> None:
    """They are told what is missing, and never fail."""
    assert admin.post(NEW, **sent).status == 422
    assert admin.post("/admin/types/ContactMomentNote", **sent, version="x").status == 422


def test_a_removed_type_twice(admin: Browser) -> None:
    """The second press is no fault; a page of what is not there says so."""
    make(admin, "Gone", "Gone")
    assert [admin.post("/admin/types/Gone/remove").status for _ in range(2)] == [303, 303]
    page = checked(admin.get("/admin/types/Gone"), 404)
    assert "There is no type “Gone”" in page.words
