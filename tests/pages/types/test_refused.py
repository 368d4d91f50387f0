"""Nothing is overwritten, and nothing is changed twice, by others, or by forms that no page has."""

import pytest

from contact_moments.accounts import roles
from contact_moments.errors import InvalidInputError, UnavailableError
from contact_moments.model import CATALOGUE_EDIT, MomentType
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from contact_moments.web.admin import type_changes
from tests.pages.administering import administrator
from tests.pages.administering_types import LARGE, NEW, SIZE, a_file, form_page, made_chat, make, rows, told, type_form
from tests.pages.details import made
from tests.pages.dom import checked
from tests.pages.entering import problems, signed_in
from tests.people.browser import OPERATOR, Browser


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


def test_a_place_that_nobody_chose(register: Register, admin: Browser) -> None:
    """A type that is saved stays where others have moved it meanwhile."""
    made_chat(admin, "Staying", "Staying")
    form = type_form(admin, "/admin/types/Staying")
    put_type(register.database, register.types.get("Staying").data, place=1)

    assert form.submit(admin, "Save", title="Still staying").status == 303
    assert next(iter(register.types.by_id())) == "Staying"
    admin.post("/admin/types/Staying/remove")


@pytest.mark.parametrize("member", ['"x-icon": "skull"', '"x-hue": "#ff0000"', '"x-icon": 1'])
def test_a_look_that_there_is_not(member: str) -> None:
    """A file is refused that names one."""
    with pytest.raises(InvalidInputError, match="must be one of phone"):
        read_type(f'{{"id": "T", "title": "T", "schema": {{{member}}}}}'.encode())


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


def test_nothing_is_changed_by_who_may_not(register: Register, admin: Browser, agent: Browser) -> None:
    """An editor gets 403; the scope alone is enough, and then no link leads to contact moments."""
    made_chat(admin, "Kept", "Kept")
    made(register, "Kept", senderId=1516, recipients=[429000], channel="web", size=3)
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
