"""The contact moment that answers a follow-up: its form is filled in, and saving it ends the follow-up."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from contact_moments.moments import follow_ups
from contact_moments.moments.details import details
from contact_moments.moments.withdrawal import withdraw
from contact_moments.register import Register
from contact_moments.storage.sql import tables
from tests.pages.details import fill, somebody
from tests.pages.dom import checked
from tests.pages.entering import encoded, opened, values
from tests.pages.followed import OPERATOR, clock, follow_up, followed, moment_of
from tests.people.browser import Browser, new_register


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


def test_the_answer(register: Register, agent: Browser) -> None:
    """Its form is filled in; saving it registers it and ends the follow-up, both in one."""
    id_ = followed(register, "2026-11-20", 2, "Ask again", subject="Wants to pause")
    page = checked(agent.get(f"/register?answers={id_}"))
    form = page.form("/register")
    assert "When you save this, the follow-up is done: Wants to pause Ask again" in page.find("main").words
    sent = dict(form.sent())
    assert (sent["type"], sent["sender"], sent["recipient"], sent["subject"]) == (
        *("ContactMomentPhone", "2", "1", "Wants to pause"),
    )
    answer = moment_of(register, form, agent)
    assert (follow_up(register, id_).is_done, follow_up(register, id_).answer_id) == (True, answer)
    assert moment_of(register, form, agent) == answer

    assert details(register.database, register.zone, answer)["subject"] == "Wants to pause"


def test_the_answer_is_wrong(register: Register, agent: Browser) -> None:
    """What is wrong in it, or another type, loses neither what was typed nor which follow-up it answers."""
    id_ = followed(register, "2026-11-20")
    wrong = checked(opened(agent, f"?answers={id_}").submit(agent, "Save", subject=""), 422).form("/register")
    assert not follow_up(register, id_).is_done
    form = checked(wrong.submit(agent, "Show", type="ContactMomentVisit")).form("/register")
    answer = moment_of(register, form, agent, subject="Came by")

    assert follow_up(register, id_).answer_id == answer


def moments_in(register: Register) -> int:
    """How many moments there are."""
    counting = select(func.count()).select_from(tables.moment)
    return register.database.read(lambda connection: connection.execute(counting).scalar_one())


@pytest.mark.parametrize("change", ["end", "remove", "withdraw"])
def test_the_answer_comes_too_late(register: Register, agent: Browser, change: str) -> None:
    """One that was ended, removed or withdrawn meanwhile is told; nothing is lost, and saving again registers it."""
    id_ = followed(register, "2026-11-20")
    form = opened(agent, f"?answers={id_}")
    before = moments_in(register)
    if change == "withdraw":
        withdraw(register.database, [id_], "mistake", OPERATOR)
    else:
        getattr(follow_ups, change)(register.database, id_, OPERATOR)
    page = checked(form.submit(agent, "Save", subject="They called"), 409)
    assert "Somebody has ended this follow-up meanwhile" in page.find("main").words
    assert moments_in(register) == before - (change == "withdraw")

    assert moment_of(register, page.form("/register"), agent, subject="They called") > id_


def test_an_answer_that_is_kept(register: Register, agent: Browser) -> None:
    """A draft of it still answers its follow-up; one that was ended before is told when it is opened."""
    id_ = followed(register, "2026-11-20")
    form = opened(agent, f"?answers={id_}")
    body, headers = encoded(form, subject="A draft")
    assert agent.send("POST", "/entries", body, headers).status == 200
    (entry,) = values(form, "entry")
    assert values(opened(agent, f"?entry={entry}"), "answers") == [str(id_)]
    follow_ups.end(register.database, id_, OPERATOR)
    page = checked(agent.get(f"/register?entry={entry}"))

    assert values(page.form("/register"), "answers") == []
    assert "This follow-up was ended already" in page.find("main").words


@pytest.mark.parametrize("answers", ["0", "x", "999999", "9" * 16, "9" * 400, "-1", "%00"])
def test_an_answer_to_nothing(register: Register, agent: Browser, answers: str) -> None:
    """Its form can be opened, or is refused as an address that is wrong; it is no fault of the server."""
    assert agent.get(f"/register?answers={answers}").status in {200, 400}


def test_an_answer_with_a_new_caller(register: Register, agent: Browser) -> None:
    """The caller is added, the call registered and the follow-up ended; or nothing of it is."""
    id_ = followed(register, "2026-11-20")
    form = opened(agent, f"?answers={id_}&phone=0201234567")
    typed = {"caller_name": "Zoë Smit", "sender": "", "subject": "Calls back"}
    answer = moment_of(register, form, agent, **typed)

    assert follow_up(register, id_).answer_id == answer
    assert details(register.database, register.zone, answer)["sender"] == "Zoë Smit"
