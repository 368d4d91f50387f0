"""Whom and what a typed text means: who is offered, and what is taken."""

import pytest

from contact_moments.register import Register
from tests.pages.dom import check_part, checked, parsed
from tests.pages.entering import form_on, opened, problems, saved, values
from tests.people.browser import Browser


def test_a_name_that_several_have(register: Register, agent: Browser) -> None:
    """They are offered, and the choice is taken."""
    page = checked(opened(agent).submit(agent, "Save", recipients_text="linden", subject="Hello"), 422)
    assert problems(page) == ["Choose who the recipient is."]
    assert [one["value"] for one in page.all("input", name="recipient_choice")] == ["429000", "429001"]

    answer = form_on(page).submit(agent, "Save", recipient_choice=["429000", "429001"])

    assert saved(register, answer)["recipients"] == [429000, 429001]


def test_somebody_who_is_archived(agent: Browser) -> None:
    """They cannot be chosen by name, and their number is refused beside the field."""
    by_number = opened(agent).submit(agent, "Save", recipient="429003", subject="Hello")

    assert problems(checked(by_number, 422)) == ["A recipient is archived or not in the register. Choose another one."]


def test_tokens_come_and_go_without_a_script(agent: Browser) -> None:
    """Each button draws the form again, and keeps the rest."""
    form = opened(agent)
    added = form_on(checked(form.submit(agent, "Add", recipients_text="429001", subject="Hello")))
    assert (values(added, "recipient"), values(added, "recipients_text")) == (["429001"], [""])

    gone = form_on(checked(added.submit(agent, "Remove Noor Bakker")))
    assert (values(gone, "sender"), values(gone, "subject")) == ([], ["Hello"])

    back = form_on(checked(gone.submit(agent, "sender:1516")))
    assert values(back, "sender") == ["1516"]


FOUND = {
    "a name": ("relations?for=recipients_text&recipients_text=linden", ["429000", "429001"]),
    "by another name": ("relations?q=zo", ["429002"]),
    "a telephone number": ("relations?q=06-12345678", ["429000", "429001"]),
    "one digit": ("relations?q=9", []),
    "who is archived": ("relations?q=gone", []),
    "tags": ("tags?for=tags_text&tags_text=x, nab", ["2"]),
}


@pytest.mark.parametrize(("query", "ids"), FOUND.values(), ids=FOUND)
def test_what_is_offered_while_typing(agent: Browser, query: str, ids: list[str]) -> None:
    """Options of a list, each with the id that is taken; a sentence if there is none."""
    answer = agent.get(f"/choices/{query}".replace(" ", "%20"))

    part = parsed(answer.text)
    check_part(part)
    assert [one["data-id"] for one in part.all("li", role="option") if one.get("data-id")] == ids
    assert ids or part.find("li").words


@pytest.mark.parametrize("query", ["relations?q=z", "relations?q=", "tags?q=%20", "relations"])
def test_too_little_to_offer_anything(agent: Browser, query: str) -> None:
    """Nothing is answered."""
    assert agent.get(f"/choices/{query}").status == 204
