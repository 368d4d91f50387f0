"""The follow-up on the page of its contact moment: made, changed, ended, answered, reopened and removed there."""

from collections.abc import Iterator

import pytest

from contact_moments.model import ADD, VIEW
from contact_moments.moments import follow_ups
from contact_moments.moments.follow_up_members import read_plan
from contact_moments.register import Register
from tests.pages.details import fill, made, somebody, with_scopes
from tests.pages.dom import Element, checked
from tests.pages.followed import OPERATOR, clock, ended, followed
from tests.people.browser import Browser, new_register

DATE = "Fill in a date to follow up, for example 2026-11-30, and a time such as 14:30 or none."
LONG = "What to do can have 500 characters at most. Shorten it."
GONE = "Who is to follow up is archived or not in the register. Choose another one."
NOBODY = "Nobody was found who is to follow up. Type a whole name, a relation number or a telephone number."
ON = {"follow_up_on": "2026-12-01"}
NAMED = ON | {"follow_up_by": ""}
WRONG: list[tuple[dict[str, str], str]] = [
    ({}, "Say when to follow up, or take the check away."),
    ({"follow_up_on": "soon"}, DATE),
    ({"follow_up_on": "9999-12-31"}, DATE),
    (ON | {"follow_up_time": "25:00"}, DATE),
    (ON | {"follow_up_note": "x" * 501}, LONG),
    (ON | {"follow_up_by": "999"}, GONE),
    (NAMED | {"follow_up_by_text": "Nobody"}, NOBODY),
    (NAMED | {"follow_up_by_text": "Jan"}, "Choose who is to follow up."),
]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with relations, at a time that stands still."""
    made = new_register(tmp_path_factory.mktemp("follow-ups"), clock=clock)
    fill(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def agent(register: Register) -> Browser:
    """The browser of Noor, who is relation 2 and may register."""
    return somebody(register, "registrar", 2)


def card(page: Element) -> dict[str, str]:
    """The facts of the follow-up on a moment's page."""
    found = page.find("section", id="follow-up")
    return {one.find("dt").words: one.find("dd").words for one in found.all("div") if one.all("dt")}


def test_on_its_page(register: Register, agent: Browser) -> None:
    """Everything about it: when, by whom, the whole note, who asked for it; and what can be done with it."""
    note = "Ask again. " * 40
    moment_id = followed(register, "2026-11-24", note=note)
    page = checked(agent.get(f"/moment/{moment_id}"))
    found = card(page)

    assert found == {
        "When": "Tue 24",
        "By": "Noor Bakker",
        "What to do": note.strip(),
        "Asked for": "26 Nov 2026, 14:00 erin",
    }
    actions = {one["action"] for one in page.find("section", id="follow-up").all("form")}
    assert actions == {f"/moment/{moment_id}/follow-up{one}" for one in ("/end", "#follow-up", "/remove")}
    ended(register, moment_id)
    done = checked(agent.get(f"/moment/{moment_id}"))
    assert card(done)["Done"] == "26 Nov 2026, 14:00 erin"
    assert done.form(f"/moment/{moment_id}/follow-up/reopen")


def test_made_and_changed_on_its_page(register: Register, agent: Browser) -> None:
    """The form makes one; opened again it has what is there, and changes it."""
    moment_id = made(register)
    path = f"/moment/{moment_id}/follow-up#follow-up"
    form = checked(agent.get(f"/moment/{moment_id}")).form(path)
    assert ("follow_up_by", "2") in form.sent()
    answer = form.submit(agent, "Save", follow_up_on="2026-12-01", follow_up_time="9:30", follow_up_note="Call\r\nback")
    assert (answer.status, answer.location) == (303, f"/moment/{moment_id}?follow_up=saved")
    page = checked(agent.get(answer.location))
    assert "The follow-up was saved." in page.texts(role="status")
    again = page.form(path)
    assert {("follow_up_on", "2026-12-01"), ("follow_up_time", "09:30"), ("follow_up_note", "Call\r\nback")} < set(
        again.sent()
    )
    again.submit(agent, "Save", follow_up_time="", follow_up_by="")
    found = follow_ups.get(register.database, moment_id)
    assert found is not None
    assert (found.day, found.by, found.note, found.made_by.name) == ("2026-12-01", None, "Call\nback", "Ada Lovelace")


@pytest.mark.parametrize(("typed", "says"), WRONG)
def test_what_is_wrong_in_it(register: Register, agent: Browser, typed: dict[str, str], says: str) -> None:
    """It is told beside its field and in the summary, with everything typed; nothing is saved."""
    moment_id = made(register)
    path = f"/moment/{moment_id}/follow-up#follow-up"
    page = checked(checked(agent.get(f"/moment/{moment_id}")).form(path).submit(agent, "Save", **typed), 422)

    assert page.find(class_="errors").texts("a") == [says]
    assert page.find(class_="error").words == says
    assert page.find("title").words.startswith("Error: ")
    sent = page.form(path).sent()
    assert {pair for pair in typed.items() if pair[1]} <= {(name, value) for name, value in sent}
    assert follow_ups.get(register.database, moment_id) is None


@pytest.mark.parametrize("change", ["put", "end", "remove"])
def test_changed_meanwhile(register: Register, agent: Browser, change: str) -> None:
    """What somebody else changed, ended or removed is told first; saving once more is meant."""
    moment_id = followed(register, "2026-12-01", 3, "First")
    path = f"/moment/{moment_id}/follow-up#follow-up"
    form = checked(agent.get(f"/moment/{moment_id}")).form(path)
    plan = read_plan({"on": "2026-12-24", "by": 3, "note": "Second"}, register.zone)
    more = (plan,) if change == "put" else ()
    getattr(follow_ups, change)(register.database, moment_id, *more, OPERATOR)
    before = follow_ups.get(register.database, moment_id)
    page = checked(form.submit(agent, "Save", follow_up_note="Mine"), 409)
    assert follow_ups.get(register.database, moment_id) == before
    assert "Somebody else has changed the follow-up meanwhile" in page.find("main").words
    again = page.form(path)
    assert again.submit(agent, "Save").status == 303
    saved = follow_ups.get(register.database, moment_id)
    assert again.submit(agent, "Save").status == form.submit(agent, "Save", follow_up_note="Mine").status == 303
    ended(register, moment_id)

    assert saved is not None
    assert (saved.note, saved.day, saved.is_done) == ("Mine", "2026-12-01", False)


def test_the_same_once_more(register: Register, agent: Browser) -> None:
    """Who sees that it is done, and asks for the same again, gets it open; a second press changes nothing."""
    moment_id = followed(register, "2026-12-01")
    follow_ups.end(register.database, moment_id, OPERATOR)
    form = checked(agent.get(f"/moment/{moment_id}")).form(f"/moment/{moment_id}/follow-up#follow-up")
    first = form.submit(agent, "Save", **ON)
    opened = follow_ups.get(register.database, moment_id)
    second = form.submit(agent, "Save", **ON)
    assert follow_ups.get(register.database, moment_id) == opened
    ended(register, moment_id)

    assert first.status == second.status == 303
    assert opened is not None
    assert not opened.is_done


def test_without_a_script(register: Register, agent: Browser) -> None:
    """Buttons take somebody away, add oneself, and choose one of several whom a name may mean."""
    moment_id = made(register)
    path = f"/moment/{moment_id}/follow-up#follow-up"
    form = checked(agent.get(f"/moment/{moment_id}")).form(path)
    without = checked(form.submit(agent, "follow_up_by:2", follow_up_on="2026-12-01", follow_up_note="Kept"))
    assert ("follow_up_by", "2") not in without.form(path).sent()
    assert {("follow_up_on", "2026-12-01"), ("follow_up_note", "Kept")} < set(without.form(path).sent())
    back = checked(without.form(path).submit(agent, "follow_up_by:2"))
    assert ("follow_up_by", "2") in back.form(path).sent()
    several = checked(back.form(path).submit(agent, "Save", follow_up_by=[], follow_up_by_text="Jan Jansen"), 422)
    assert [one["value"] for one in several.all("input", name="follow_up_by_choice")] == ["3", "4"]
    several.form(path).submit(agent, "Save", follow_up_by_choice="4")

    found = follow_ups.get(register.database, moment_id)
    assert found is not None
    assert (found.by, found.note) == (4, "Kept")


def test_an_answer_that_is_there(register: Register, agent: Browser) -> None:
    """One of the latest contact moments with the same relation can be the answer; both pages say so."""
    moment_id, answer_id = followed(register, "2026-11-24"), made(register, subject="They called back")
    path = f"/moment/{moment_id}/follow-up/end"
    page = checked(agent.get(f"/moment/{moment_id}"))
    chooser = next(one for one in page.all("form", action=path) if one.all("select"))
    assert "They called back" in chooser.text
    assert str(moment_id) not in [one["value"] for one in chooser.all("option")]

    answer = agent.post(path, answer=str(answer_id))
    assert answer.location == f"/moment/{moment_id}?ended={moment_id}"
    assert card(checked(agent.get(answer.location)))["Answer"] == f"contact moment {answer_id}"
    told = checked(agent.get(f"/moment/{answer_id}")).find("section", id="follow-up")
    assert f"Answers the follow-up of contact moment {moment_id}" in told.words
    refused = agent.post(path, answer=str(made(register)))
    assert refused.location.endswith("follow_up=answered")
    assert "another answer" in checked(agent.get(refused.location)).find("main").words


@pytest.mark.parametrize("answer", ["999999", "x", "9999999999999999", "-1"])
def test_an_answer_that_is_not_there(register: Register, agent: Browser, answer: str) -> None:
    """It is told, and the follow-up stays open."""
    moment_id = followed(register, "2026-11-24")
    told = agent.post(f"/moment/{moment_id}/follow-up/end", answer=answer)

    assert "Choose a contact moment" in checked(agent.get(told.location)).find("main").words
    assert not follow_ups.get(register.database, moment_id).is_done  # type: ignore[union-attr]
    ended(register, moment_id)


def test_removed_on_its_page(register: Register, agent: Browser) -> None:
    """It is gone, and the page says so; a second press changes nothing."""
    moment_id = followed(register, "2026-11-24")
    form = checked(agent.get(f"/moment/{moment_id}")).form(f"/moment/{moment_id}/follow-up/remove")
    assert form.submit(agent, "Remove").location == f"/moment/{moment_id}?follow_up=removed"
    assert form.submit(agent, "Remove").status == 303

    assert "The follow-up was removed." in checked(agent.get(f"/moment/{moment_id}?follow_up=removed")).text
    assert follow_ups.get(register.database, moment_id) is None


def test_the_page_of_who_may_not_change_it(register: Register) -> None:
    """A reader sees it, and has no form; without details nobody makes one on the page."""
    moment_id = followed(register, "2026-11-24", 4)
    page = checked(somebody(register, "reader", None).get(f"/moment/{moment_id}"))
    assert card(page)["When"] == "Tue 24"
    assert page.find("section", id="follow-up").all("form") == []

    blind = with_scopes(register, "blind", VIEW, ADD)
    assert blind.post(f"/moment/{moment_id}/follow-up", follow_up_on="2026-12-01").status == 404
    ended(register, moment_id)
