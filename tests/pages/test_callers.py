"""The form of a call: who is calling, by the number that a telephone system hands over."""

import pytest

from contact_moments.register import Register
from tests.pages.dom import checked
from tests.pages.entering import form_on, opened, problems, saved, signed_in, values
from tests.people.browser import Browser


def test_a_call_of_one_relation(agent: Browser) -> None:
    """They are the sender, and it is said who calls; a plus that arrived as a blank is understood."""
    for query in ("?phone=+31207654321", "?phone=%2B31207654321", "?phone=0207654321&type=ContactMomentPhone"):
        form = opened(agent, query)

        assert values(form, "sender") == ["429002"]
        assert values(form, "recipient") == ["1516"]
        assert values(form, "own.direction") == ["in"]


def test_a_call_of_several_relations(register: Register, agent: Browser) -> None:
    """All who share the number are offered; the one who is chosen is the sender."""
    form = opened(agent, "?phone=0612345678")
    assert values(form, "caller") == ["429000"]

    found = saved(register, form.submit(agent, "Save", caller="429001", subject="A call"))

    assert found["senderId"] == 429001


def test_a_call_of_somebody_else(register: Register, agent: Browser) -> None:
    """Who is typed comes before who was offered."""
    form = opened(agent, "?phone=0612345678")
    nobody = checked(form.submit(agent, "Save", caller="other", subject="A call"), 422)
    assert problems(nobody) == ["Say who began the contact."]

    answer = form_on(nobody).submit(agent, "Save", sender_text="429002")

    assert saved(register, answer)["senderId"] == 429002


def test_a_call_of_somebody_new(register: Register, agent: Browser) -> None:
    """They are added with their number, once, however often the button is pressed."""
    form = opened(agent, "?phone=+31687654321")

    answers = [form.submit(agent, "Save", caller_name="Ada King", subject="Who are you?") for _ in range(2)]

    assert answers[0].location == answers[1].location
    assert values(opened(agent, "?phone=0687654321"), "sender") == [str(saved(register, answers[0])["senderId"])]


def test_two_agents_and_one_unknown_caller(register: Register, agent: Browser) -> None:
    """Whoever saves second adds nobody: the first one's caller is the sender then, and it is said why."""
    first, second = opened(agent, "?phone=0633333333"), opened(agent, "?phone=0633333333")
    added = saved(register, first.submit(agent, "Save", caller_name="Ada", subject="First"))["senderId"]

    page = checked(second.submit(agent, "Save", caller_name="Adah", subject="Second"), 422)

    assert "added a moment ago" in problems(page)[0]
    assert values(form_on(page), "sender") == [str(added)]
    assert saved(register, form_on(page).submit(agent, "Save"))["senderId"] == added


def test_a_new_caller_whose_call_is_refused(register: Register, agent: Browser) -> None:
    """Nobody is added, and the name is still there."""
    form = opened(agent, "?phone=0611111111")

    page = checked(form.submit(agent, "Save", caller_name="Eve", subject=" "), 422)

    assert problems(page) == ["Fill in what it was about."]
    assert values(form_on(page), "caller_name") == ["Eve"]
    assert values(opened(agent, "?phone=0611111111"), "caller_name") == [""]


def test_a_new_caller_and_what_else_is_wrong(agent: Browser) -> None:
    """Nothing is said of the sender, who will be added."""
    form = opened(agent, "?phone=0611111111")

    page = checked(form.submit(agent, "Save", caller_name="x" * 256, subject="A call", recipient="429003"), 422)

    assert problems(page) == [
        "The name can have 255 characters at most. Shorten it.",
        "A recipient is archived or not in the register. Choose another one.",
    ]


def test_who_may_not_add_relations_adds_no_caller(register: Register, agent: Browser) -> None:
    """The form does not ask, and what is sent all the same counts for nothing."""
    registrar = signed_in(register, "rob@example.org", "registrar", 1516)
    form = opened(registrar, "?phone=0622222222")
    assert values(form, "caller_name") == []

    answer = form.submit(registrar, "Save", caller_name="Eve", recipient="1516", subject="A call")

    assert problems(checked(answer, 422)) == ["Say who began the contact."]


def test_a_new_caller_and_a_sender(register: Register, agent: Browser) -> None:
    """Neither of them is thrown away: one of them has to be chosen."""
    form = opened(agent, "?phone=0644444444")

    page = checked(form.submit(agent, "Save", caller_name="Eve", sender="429002", subject="A call"), 422)

    assert problems(page) == ["Choose: the new caller, or the sender below. Empty this name, or remove that sender."]
    assert values(form_on(page), "caller_name") == ["Eve"]
    answer = form_on(page).submit(agent, "Save", caller_name="")
    assert saved(register, answer)["senderId"] == 429002


def test_an_unknown_caller_without_a_name(agent: Browser) -> None:
    """The name is asked for, where it is to be typed."""
    page = checked(opened(agent, "?phone=0644444445").submit(agent, "Save", subject="A call"), 422)

    assert problems(page) == ["Fill in the caller's name, or choose a sender."]


def test_numbers_are_written_in_one_way(agent: Browser) -> None:
    """As on the page of a relation."""
    assert "+31 20 765 4321 is calling" in checked(agent.get("/register?phone=0207654321")).words
    assert "+31 20 765 4321" in checked(agent.get("/relation/429002")).words


@pytest.mark.parametrize("phone", ["anonymous", "%2B", "x", "blah"])
def test_a_number_that_is_none(agent: Browser, phone: str) -> None:
    """It is said, nobody is added with it, and somebody can be sought."""
    page = checked(agent.get(f"/register?phone={phone}"))

    assert "The number is unknown." in page.find(class_="call").words
    assert not page.all(id="caller_name")
    assert values(form_on(page), "sender") == []
