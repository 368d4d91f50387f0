"""Follow-ups in the forms of a contact moment: asked for, kept as a draft, and corrected."""

from collections.abc import Iterator
from typing import Any

import pytest

from contact_moments.accounts import accounts, entries
from contact_moments.moments import follow_ups
from contact_moments.moments.details import details
from contact_moments.moments.follow_up_members import read_plan
from contact_moments.register import Register
from tests.pages.details import fill, made, somebody
from tests.pages.dom import Element, Form, checked
from tests.pages.entering import encoded, opened, problems, values
from tests.pages.followed import OPERATOR, clock, follow_up, followed, moment_of
from tests.people.browser import Browser, add_account, new_register

ON = {"follow_up": "1", "follow_up_on": "2026-12-01"}
NO_NUMBERS = (str(2**63), "9" * 5000, "-1", "1e3")
NOT_THERE = "Who is to follow up is archived or not in the register. Choose another one."
TYPED = {"recipient": "1", "subject": "Cancels"}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with relations, at a time that stands still."""
    made = new_register(tmp_path_factory.mktemp("follow-up-forms"), clock=clock)
    fill(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def agent(register: Register) -> Browser:
    """The browser of Noor, who is relation 2 and an editor."""
    return somebody(register, "editor", 2)


def corrected(browser: Browser, moment_id: int) -> Form:
    """The form that corrects a moment."""
    return checked(browser.get(f"/moment/{moment_id}/correct")).form(f"/moment/{moment_id}/correct")


def test_it_is_asked_for(register: Register, agent: Browser) -> None:
    """With a check, a day and a note; by who registers, unless somebody else is chosen."""
    form = opened(agent)
    assert (values(form, "follow_up"), values(form, "follow_up_by")) == ([], ["2"])
    id_ = moment_of(register, form, agent, **TYPED, **ON, follow_up_time="9:30", follow_up_note="Ask\r\nagain")
    found = follow_up(register, id_)
    at = "2026-12-01T09:30:00"
    assert (found.due_at, found.by, found.note) == (read_plan({"on": at}, register.zone).due_at, 2, "Ask\nagain")
    assert found.made_by.name == "Ada Lovelace"

    other = moment_of(register, opened(agent), agent, **TYPED, **ON, follow_up_by=[], follow_up_by_text="3")
    assert (follow_up(register, other).by, follow_up(register, other).day) == (3, "2026-12-01")


def test_without_a_check(register: Register, agent: Browser) -> None:
    """Nothing is asked for, whatever stands in the fields that are not shown then."""
    typed = TYPED | {"follow_up_on": "nonsense", "follow_up_by_text": "Nobody"}

    assert follow_ups.get(register.database, moment_of(register, opened(agent), agent, **typed)) is None


WRONG: dict[str, tuple[dict[str, Any], list[str]]] = {
    "no day": ({"follow_up": "1"}, ["Say when to follow up, or take the check away."]),
    "no day, a time": (
        {"follow_up": "1", "follow_up_time": "9:30"},
        ["Say when to follow up, or take the check away."],
    ),
    "a day that is none": (
        ON | {"follow_up_on": "31-2-2026"},
        ["Fill in a date to follow up, for example 2026-11-30, and a time such as 14:30 or none."],
    ),
    "a year that is refused": (
        ON | {"follow_up_on": "9999-12-31"},
        ["Fill in a date to follow up, for example 2026-11-30, and a time such as 14:30 or none."],
    ),
    "nobody": (
        ON | {"follow_up_by": [], "follow_up_by_text": "Somebody Else"},
        ["Nobody was found who is to follow up. Type a whole name, a relation number or a telephone number."],
    ),
    "several": (
        ON | {"follow_up_by": [], "follow_up_by_text": "Jan Jansen"},
        ["Choose who is to follow up."],
    ),
    "who is not there": (ON | {"follow_up_by": "999"}, [NOT_THERE]),
    **{f"the number {one[:20]}": (ON | {"follow_up_by": one}, [NOT_THERE]) for one in NO_NUMBERS},
    "a long note": (
        ON | {"follow_up_note": "é" * 501},
        ["What to do can have 500 characters at most. Shorten it."],
    ),
    "something else too": (
        {"follow_up": "1", "subject": " "},
        ["Fill in what it was about.", "Say when to follow up, or take the check away."],
    ),
}


@pytest.mark.parametrize(("typed", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong(register: Register, agent: Browser, typed: dict[str, Any], says: list[str]) -> None:
    """It is told beside its field and in the summary, everything typed is there again, and nothing is saved."""
    page = checked(opened(agent).submit(agent, "Save", **(TYPED | typed)), 422)
    assert problems(page) == says
    form = page.form("/register")
    for name, value in typed.items():
        # What cannot be a number of a relation is none that the form could show.
        expected = [] if value in NO_NUMBERS else [value] if isinstance(value, str) else value
        assert values(form, name) == expected

    again = moment_of(register, form, agent, **TYPED, **ON, follow_up_by="3", follow_up_by_text="", follow_up_note="")
    assert follow_up(register, again).by == 3


def test_it_is_kept_as_a_draft(register: Register, agent: Browser) -> None:
    """With everything else that was typed; opened again, it is all there."""
    form = opened(agent)
    body, headers = encoded(form, **TYPED, **ON, follow_up_time="15:45", follow_up_note="Ask again", follow_up_by="3")
    kept = agent.send("POST", "/entries", body, headers)
    assert kept.status == 200
    account = agent.get("/account")
    assert account.status == 200
    (entry,) = values(form, "entry")
    again = opened(agent, f"?entry={entry}")

    sent = dict(again.sent())
    assert sent | ON | {"follow_up_time": "15:45", "follow_up_note": "Ask again", "follow_up_by": "3"} == sent


def test_a_check_alone_is_kept(register: Register, agent: Browser) -> None:
    """It is something that somebody said; a form in which nothing was said is no draft."""
    for typed, state in (({}, 0), ({"follow_up": "1"}, 1)):
        form = opened(agent)
        body, headers = encoded(form, **typed)
        assert agent.send("POST", "/entries", body, headers).status == 200
        (entry,) = values(form, "entry")
        owner = next(iter(register.sessions._cached.values()))[1].person.id
        found = [one for one in entries.of(register.database, owner) if one.id == entry]
        assert len(found) == state


def test_without_a_script(register: Register, agent: Browser) -> None:
    """Buttons of the form take somebody away and add oneself; what else was typed stays."""
    form = opened(agent)
    without = checked(form.submit(agent, "follow_up_by:2", **TYPED, **ON)).form("/register")
    assert (values(without, "follow_up_by"), values(without, "follow_up")) == ([], ["1"])
    back = checked(without.submit(agent, "follow_up_by:2")).form("/register")
    assert values(back, "follow_up_by") == ["2"]
    several = checked(back.submit(agent, "Save", follow_up_by=[], follow_up_by_text="Jan Jansen"), 422).form(
        "/register"
    )

    assert follow_up(register, moment_of(register, several, agent, follow_up_by_choice="4")).by == 4


def test_the_quick_log(register: Register, agent: Browser) -> None:
    """It asks for a follow-up by oneself; what is wrong is shown in the whole form."""
    form = checked(agent.get("/relation/1")).form("/relation/1/log")
    wrong = checked(form.submit(agent, "Save", subject="Calls", follow_up="1", follow_up_note="Ask"), 422)
    assert problems(wrong) == ["Say when to follow up, or take the check away."]
    assert values(wrong.form("/register"), "follow_up_note") == ["Ask"]
    answer = form.submit(agent, "Save", subject="Calls", **ON)
    moment_id = int(answer.location.rpartition("=")[2])

    assert (follow_up(register, moment_id).by, follow_up(register, moment_id).day) == (2, "2026-12-01")


def test_who_follows_up_in_the_quick_log(register: Register, agent: Browser) -> None:
    """Oneself, unless anybody or another one who has an account is chosen."""
    colleague = add_account(register, email="colleague@example.org", role="editor")
    accounts.set_relation(register.database, colleague.id, 3, OPERATOR)

    def form() -> Form:
        return checked(agent.get("/relation/1")).form("/relation/1/log")

    offered = [one["value"] for one in form().element.find("select", name="follow_up_by").all("option")]
    made = [form().submit(agent, "Save", subject=f"By {who}", follow_up_by=who, **ON) for who in offered]
    found = [follow_up(register, int(one.location.rpartition("=")[2])).by for one in made]

    assert offered[:2] == ["2", ""]
    assert "3" in offered
    assert found == [int(one) if one else None for one in offered]


def test_correcting(register: Register, agent: Browser) -> None:
    """The form has what is there, changes it, and takes it away with the check; no version is made of that."""
    id_ = followed(register, "2026-12-01T09:30:00", 3, "Ask")
    form = corrected(agent, id_)
    at, who = ("2026-12-01", "09:30"), ("3", "Ask")
    sent = dict(form.sent())
    assert (sent["follow_up"], sent["follow_up_on"], sent["follow_up_time"]) == ("1", *at)
    assert (sent["follow_up_by"], sent["follow_up_note"]) == who
    made_at = follow_up(register, id_).made_at
    form.submit(agent, "Save", subject="Corrected")
    assert follow_up(register, id_).made_at == made_at
    corrected(agent, id_).submit(agent, "Save", follow_up_note="Ask twice", follow_up_by="2")
    assert (follow_up(register, id_).note, follow_up(register, id_).by) == ("Ask twice", 2)
    corrected(agent, id_).submit(agent, "Save", follow_up=[])

    assert follow_ups.get(register.database, id_) is None
    assert len(details(register.database, register.zone, id_)["versions"]) == 2


def test_correcting_leaves_one_that_is_done(register: Register, agent: Browser) -> None:
    """The form has no check then: without one it stays, and with one another follow-up takes its place."""
    id_ = followed(register, "2026-11-01")
    follow_ups.end(register.database, id_, OPERATOR)
    form = corrected(agent, id_)
    assert values(form, "follow_up") == []
    form.submit(agent, "Save", subject="Other")
    assert follow_up(register, id_).is_done
    corrected(agent, id_).submit(agent, "Save", **ON)

    assert (follow_up(register, id_).is_done, follow_up(register, id_).day) == (False, "2026-12-01")


def told(page: Element) -> str:
    """What is said of somebody else's change."""
    return page.find("section", class_="errors").words


def test_changed_meanwhile(register: Register, agent: Browser) -> None:
    """Somebody else's follow-up is not overwritten without a word; saving once more is meant."""
    id_ = followed(register, "2026-12-01", 3, "First")
    form = corrected(agent, id_)
    plan = read_plan({"on": "2026-12-24", "by": 3, "note": "Second"}, register.zone)
    follow_ups.put(register.database, id_, plan, OPERATOR)
    page = checked(form.submit(agent, "Save", follow_up_note="Mine"), 409)
    assert "There now: 24 Dec, Jan Jansen: Second" in told(page)
    assert follow_up(register, id_).note == "Second"
    page.form(f"/moment/{id_}/correct").submit(agent, "Save mine all the same")

    assert (follow_up(register, id_).note, follow_up(register, id_).day) == ("Mine", "2026-12-01")


@pytest.mark.parametrize("on", ["2026-12-01T09:30:45", "2026-10-25T02:30:00+01:00"])
def test_what_a_form_cannot_show(register: Register, agent: Browser, on: str) -> None:
    """Seconds, the later of two equal times, and line ends stay as they are where nobody changed the follow-up."""
    id_ = followed(register, on, note="a\r\nb\rc")
    before = follow_up(register, id_)
    assert corrected(agent, id_).submit(agent, "Save", subject="Other").status == 303
    card = checked(agent.get(f"/moment/{id_}")).form(f"/moment/{id_}/follow-up#follow-up")
    assert card.submit(agent, "Save").status == 303

    assert follow_up(register, id_) == before


def test_made_meanwhile(register: Register, agent: Browser) -> None:
    """A form without a check does not take away what it did not show."""
    id_ = made(register)
    form = corrected(agent, id_)
    follow_ups.put(register.database, id_, read_plan({"on": "2026-12-24"}, register.zone), OPERATOR)
    assert form.submit(agent, "Save", subject="Other").status == 303

    assert follow_up(register, id_).day == "2026-12-24"


@pytest.mark.parametrize(("change", "says"), [("end", "It is done."), ("remove", "It was removed.")])
def test_ended_meanwhile(register: Register, agent: Browser, change: str, says: str) -> None:
    """Neither is one that somebody has ended or removed opened again without a word."""
    id_ = followed(register, "2026-12-01")
    form = corrected(agent, id_)
    getattr(follow_ups, change)(register.database, id_, OPERATOR)

    assert says in told(checked(form.submit(agent, "Save", follow_up_note="Mine"), 409))
