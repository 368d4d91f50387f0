"""A type of a page is the same as one from a file: served, enforced, shown, in its place and with its look."""

import json
from typing import Any

from contact_moments.moments.type_files import read_type, version_of
from contact_moments.register import Register
from tests.in_process import call
from tests.pages.administering_types import (
    CHAT,
    a_file,
    api_headers,
    form_page,
    made_chat,
    make,
    told,
    type_form,
)
from tests.pages.details import made
from tests.pages.dom import checked
from tests.people.browser import Browser

LIST = "/l/contact_moment_api/contact_moment"


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


def test_the_place_of_a_type(register: Register, admin: Browser) -> None:
    """It is the place in every list; the others keep their order."""
    made_chat(admin, "Placed", "Placed")
    before = [one for one in register.types.by_id() if one != "Placed"]
    type_form(admin, "/admin/types/Placed").submit(admin, "Save", place="2")

    assert list(register.types.by_id()) == [before[0], "Placed", *before[1:]]
    assert ("Placed", ["place"]) in [(one, detail["changed"]) for one, detail in told(register, "type_changed")]


def test_the_look_of_a_type(register: Register, admin: Browser, agent: Browser) -> None:
    """Icon and colour are in its schema, and on the pages that show it."""
    make(admin, "Looking", "Looking", icon="clock", hue="visit")
    schema = register.types.get("Looking").data.schema
    toggle = checked(agent.get("/register")).find("input", type_="radio", value="Looking").parent

    assert (schema["x-icon"], schema["x-hue"]) == ("clock", "visit")
    assert toggle is not None
    assert "t-visit" in toggle.classes
    assert toggle.find("use")["href"].endswith("#clock")


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
