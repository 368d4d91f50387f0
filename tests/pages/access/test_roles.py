"""Roles in the administration: an organisation's own are made and changed, those of the register stay as they are."""

import pytest

from contact_moments.accounts import accounts, roles
from contact_moments.errors import ChangedMeanwhileError
from contact_moments.model import ACCOUNT_EDIT, EXPORT, VIEW
from contact_moments.people import Role
from contact_moments.register import Register
from tests.pages.administering import events, followed, keeper, notice
from tests.pages.dom import checked
from tests.people.browser import OPERATOR, PASSWORD, Answer, Browser, add_account

pytestmark = pytest.mark.both_engines

ROLES, NEW = "/admin/roles", "/admin/new-role"


def role(register: Register, name: str) -> Role | None:
    """A role as it is now."""
    return next((one for one in roles.all_roles(register.database) if one.name == name), None)


def sent(browser: Browser, path: str, button: str, **typed: str | list[str]) -> Answer:
    """Fill in the form of a role, and save it."""
    fields: dict[str, str | list[str]] = {"password": PASSWORD}
    return checked(browser.get(path)).form(path).submit(browser, button, **(fields | typed))


def test_adding_a_role(register: Register, browser: Browser) -> None:
    """With what it allows, in words; the same form sent twice changes nothing."""
    form = checked(browser.get(NEW)).form(NEW)
    typed: dict[str, str | list[str]] = {"name": "team lead", "scope": [VIEW, EXPORT], "password": PASSWORD}
    page = followed(browser, form.submit(browser, "Add role", **typed))
    again = followed(browser, form.submit(browser, "Add role", **typed))
    row = next(one for one in page.find("tbody").all("tr") if one.find("th").words == "team lead")

    assert notice(page) == "The role “team lead” was added."
    assert notice(again) == "The role “team lead” is so already."
    assert row.texts("td")[:3] == ["see contact moments, export", "not asked", "0"]
    assert role(register, "team lead") == Role("team lead", frozenset({VIEW, EXPORT}))
    told = {"scopes": sorted([VIEW, EXPORT]), "second_factor": False}
    assert events(register, "team lead") == [("role_added", told)]


def test_changing_and_removing_a_role(register: Register, browser: Browser) -> None:
    """What it allows and whether it asks for a second factor; it is removed while nobody has it."""
    roles.put_role(register.database, "team lead", frozenset({VIEW}), False, OPERATOR)
    add_account(register, role="team lead")
    path = f"{ROLES}/team%20lead"
    page = followed(browser, sent(browser, path, "Save", scope=[VIEW, EXPORT], second_factor="on"))
    given = followed(browser, browser.post(f"{path}/remove"))
    roles.put_role(register.database, "unused", frozenset({VIEW}), False, OPERATOR)
    menu = checked(browser.get(ROLES)).form(f"{ROLES}/unused/remove")
    removed = followed(browser, menu.submit(browser, "Remove"))

    assert notice(page) == "The role “team lead” was changed."
    assert role(register, "team lead") == Role("team lead", frozenset({VIEW, EXPORT}), second_factor=True)
    assert notice(given).startswith("Somebody has the role “team lead”.")
    assert notice(removed) == "The role “unused” was removed."
    assert role(register, "unused") is None


def test_two_administrators_change_a_role(register: Register, browser: Browser) -> None:
    """What one has taken away is not given back by the other, who sees it first, and may mean it all the same."""
    roles.put_role(register.database, "team lead", frozenset({VIEW, EXPORT}), False, OPERATOR)
    path = f"{ROLES}/team%20lead"
    form = checked(browser.get(path)).form(path)
    roles.put_role(register.database, "team lead", frozenset({VIEW}), False, OPERATOR)

    page = checked(form.submit(browser, "Save", second_factor="on", password=PASSWORD), 409)
    kept = role(register, "team lead")
    meant = page.form(path).submit(browser, "Save", password=PASSWORD)

    told = page.find(class_="errors").words
    assert told.startswith("Somebody else has changed this role")
    assert "May: see contact moments Second factor: not asked" in told
    assert kept == Role("team lead", frozenset({VIEW}))
    assert notice(followed(browser, meant)) == "The role “team lead” was changed."
    assert role(register, "team lead") == Role("team lead", frozenset({VIEW, EXPORT}), second_factor=True)


def test_a_role_that_was_removed_meanwhile(register: Register, browser: Browser) -> None:
    """A form that changes a role never adds it again; nor does one without the mark of a role change it."""
    with pytest.raises(ChangedMeanwhileError):
        roles.put_role(register.database, "team lead", frozenset({VIEW}), False, OPERATOR, "0" * 32)
    roles.put_role(register.database, "team lead", frozenset({VIEW}), False, OPERATOR)

    answer = browser.post(f"{ROLES}/team%20lead", scope=EXPORT, password=PASSWORD)

    assert answer.status == 409
    assert role(register, "team lead") == Role("team lead", frozenset({VIEW}))


def test_a_role_of_the_register(register: Register, browser: Browser) -> None:
    """Only its second factor is changed, whatever is sent."""
    path = f"{ROLES}/editor"
    before = role(register, "editor")
    page = checked(browser.get(path))
    assert page.all("input", name="scope") == []

    answer = browser.post(path, scope=VIEW, second_factor="on", password=PASSWORD)

    assert before is not None
    assert notice(followed(browser, answer)) == "The role “editor” was changed."
    assert role(register, "editor") == Role("editor", before.scopes, second_factor=True, built_in=True)
    assert "cannot be removed" in notice(followed(browser, browser.post(f"{path}/remove")))


def test_what_is_wrong(register: Register, browser: Browser) -> None:
    """Each fault stands beside its field; the password is asked last."""
    page = checked(sent(browser, NEW, "Add role", name="Team Lead", scope=[]), 422)
    taken = checked(sent(browser, NEW, "Add role", name="editor", scope=[VIEW]), 422)
    wrong = checked(sent(browser, NEW, "Add role", name="team lead", scope=[VIEW], password="x"), 422)
    unknown = checked(browser.post(NEW, name="x", scope="all", password=PASSWORD), 422)

    assert [one["href"] for one in page.find(class_="errors").all("a")] == ["#name", "#scopes"]
    assert page.find(id="name")["value"] == "Team Lead"
    assert taken.find(id="name-error").words == "There is a role with this name already."
    assert wrong.find(id="password-error").words == "Enter your own password; it is not right."
    assert unknown.find(id="scopes-error").words == "Choose at least one thing that the role allows."
    assert role(register, "team lead") is None


def test_nobody_gives_more_than_they_have(register: Register) -> None:
    """Whoever only manages accounts adds no role that allows more, and changes none that does; not even their own."""
    theirs = keeper(register, ACCOUNT_EDIT, VIEW)
    roles.put_role(register.database, "exporter", frozenset({EXPORT}), True, OPERATOR)
    page = checked(theirs.get(NEW))
    offered = [one["value"] for one in page.all("input", name="scope")]
    tried = [
        theirs.post(NEW, name="mine", scope=EXPORT, password=PASSWORD),
        theirs.post(f"{ROLES}/keeper", scope=EXPORT, password=PASSWORD),
        theirs.post(f"{ROLES}/exporter", scope=VIEW, password=PASSWORD),
        theirs.post(f"{ROLES}/administrator", password=PASSWORD),
    ]

    assert offered == [VIEW, ACCOUNT_EDIT]
    assert "You can give only what your own role allows." in page.words
    assert [one.status for one in tried] == [403] * 4
    assert role(register, "exporter") == Role("exporter", frozenset({EXPORT}), second_factor=True)
    assert role(register, "administrator") is not None


def test_somebody_must_manage_accounts(register: Register) -> None:
    """The last role that lets somebody do so keeps that."""
    theirs = keeper(register, ACCOUNT_EDIT, VIEW)
    administrator = accounts.find(register.database, "administrator@example.org").id
    accounts.disable(register.database, administrator, register.clock(), OPERATOR)

    page = checked(sent(theirs, f"{ROLES}/keeper", "Save", scope=[VIEW]), 422)

    assert page.find(id="scopes-error").words.startswith("Nobody could manage accounts any more.")


@pytest.mark.parametrize("name", ["x", "Team%20Lead", "%F0%9F%98%80", "a" * 300])
def test_a_role_that_there_is_not(browser: Browser, name: str) -> None:
    """It is not found."""
    assert browser.get(f"{ROLES}/{name}").status == 404
    assert browser.post(f"{ROLES}/{name}", scope=VIEW, password=PASSWORD).status == 404
    assert browser.post(f"{ROLES}/{name}/remove").status == 404


def test_people_and_roles_lead_to_each_other(browser: Browser) -> None:
    """Both are one section."""
    for path, other in (("/admin/people", ROLES), (ROLES, "/admin/people")):
        page = checked(browser.get(path))
        assert page.find("main").all("a", href=other)
        assert page.find("nav", class_="subnav").find("a", **{"aria-current": "page"}).words == "People and roles"
