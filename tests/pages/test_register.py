"""The form of a contact moment, as people without a script use it; a script sends the same."""

from pathlib import Path

import pytest

from contact_moments import model
from contact_moments.accounts import roles
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from contact_moments.storage.sql import tables
from tests.pages.dom import Element, check_part, checked, parsed
from tests.pages.entering import form_on, opened, problems, saved, signed_in, values
from tests.people.browser import OPERATOR, Browser, new_register
from tests.people.rows import change_rows


def test_a_moment_is_registered(register: Register, agent: Browser) -> None:
    """Me to somebody, now, with what the type asks for; the page of the moment follows."""
    form = opened(agent)

    answer = form.submit(
        agent,
        "Save",
        recipients_text="zoe smit",
        subject="Hello",
        tags_text="lidmaatschap, NABELLEN",
        action="7",
        **{"own.contents": "One\r\nTwo", "own.durationMinutes": "7.5", "own.outcome": "spoke"},
    )

    found = saved(register, answer)
    assert answer.location == f"/moment/{found['id']}?saved=1"
    assert (found["senderId"], found["recipients"]) == (1516, [429002])
    assert (found["contents"], found["durationMinutes"], found["direction"]) == ("One\nTwo", 7.5, "out")
    assert list(found["tags"].values()) == ["Lidmaatschap", "Nabéllen"]
    assert [one["channel"] for one in found["versions"]] == ["page"]


def test_everything_that_is_wrong_is_said_at_once(agent: Browser) -> None:
    """In a summary and beside each field; everything typed is still there."""
    typed = {
        "recipients_text": "nobody at all",
        "subject": " ",
        "date": "2199-01-01",
        "own.durationMinutes": "a quarter",
    }

    page = checked(opened(agent).submit(agent, "Save", tags_text="unknown", **typed), 422)

    assert problems(page) == [
        "Nobody was found for the recipient. Type a whole name, a relation number or a telephone number.",
        "Fill in what it was about.",
        "There are no tags with these names. Leave them out, or ask an administrator to add them.",
        "The date lies in the future. Choose now or earlier.",
        "Fill in a number for Duration in minutes, for example 2.5.",
    ]
    again = form_on(page)
    assert {name: values(again, name) for name in typed} == {name: [value] for name, value in typed.items()}
    assert values(again, "tags_text") == ["unknown"]


def test_another_type_without_a_script(register: Register, agent: Browser) -> None:
    """Its fields are drawn, with what was typed into those that both have."""
    form = opened(agent)
    shown = form_on(
        checked(form.submit(agent, "Show", type="ContactMomentVisit", subject="Hi", **{"own.contents": "Coffee"}))
    )
    assert values(shown, "own.contents") == ["Coffee"]

    found = saved(register, shown.submit(agent, "Save", recipient="429001", **{"own.location": "Hall"}))

    assert (found["type"], found["location"]) == ("ContactMomentVisit", "Hall")


def test_a_script_gets_the_fields_alone(agent: Browser) -> None:
    """What changes with the type, and nothing around it."""
    sent = opened(agent).sent(type="ContactMomentNote")
    headers = {"sec-fetch-site": "same-origin", "hx-request": "true", "hx-target": "div#entry"}

    answer = agent.post_with(headers, "/register/form", **dict(sent))

    part = parsed(answer.text)
    check_part(part)
    assert [one["id"] for one in part.children if isinstance(one, Element)] == ["entry"]
    assert not part.all("fieldset", id="types")


def test_the_form_of_an_own_type(register: Register, agent: Browser) -> None:
    """It comes from the schema: defaults, choices, and what cannot be drawn is named."""
    page = checked(agent.get("/register?type=Survey"))
    form = form_on(page)
    assert values(form, "own.score") == ["5"]
    assert "Lines" in page.find(id="entry").find(class_="notice").words

    wrong = form.submit(agent, "Save", recipient="429001", subject="How was it?", **{"own.score": "11"})
    assert problems(checked(wrong, 422)) == ["Score can be 10 at most."]
    typed: dict[str, str | list[str]] = {
        "own.score": "9",
        "own.wants": ["news"],
        "own.paid": "true",
        "own.since": "2026-02-01",
    }
    found = saved(register, form_on(parsed(wrong.text)).submit(agent, "Save", **typed))

    assert (found["score"], found["wants"], found["paid"], found["since"]) == (9, ["news"], True, "2026-02-01")


def test_what_is_not_chosen(agent: Browser) -> None:
    """A needed choice asks for one; another one may be left."""
    page = checked(agent.get("/register?type=Survey"))

    assert page.find(id="own.agreed").find("option").words == "Choose …"
    assert page.find(id="own.sure").find("option").words == "Not given"
    assert page.find(id="own.paid").find("option").words == "Not given"
    assert page.find(id="entry").find(class_="notice").words == "This form cannot ask for Lines."


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1\n\nmany", "Fill in a number for Scores (line 3), for example 2.5."),
        ("1\n\n3\n11", "Scores (line 4) can be 10 at most."),
    ],
)
def test_a_line_that_is_wrong(agent: Browser, typed: str, told: str) -> None:
    """It is named, as it is on the page: blank lines count."""
    fields = {"own.scores": typed, "recipient": "429001", "subject": "x"}

    page = checked(opened(agent, "?type=Survey").submit(agent, "Save", **fields), 422)

    assert problems(page) == [told]


def test_many_recipients_stay_while_the_form_is_drawn_again(agent: Browser) -> None:
    """All that were chosen, also above what a form shows of a moment."""
    ids = [str(one) for one in range(5001, 5061)]

    again = form_on(checked(opened(agent).submit(agent, "Add", recipient=ids)))

    assert values(again, "recipient") == ids


def test_nobody_to_choose(tmp_path: Path) -> None:
    """An empty register says how there come to be recipients; who may not add any is told whom to ask."""
    empty = new_register(tmp_path)
    try:
        editor = signed_in(empty, "noor@example.org", "editor")
        page, home, search = (checked(editor.get(one)) for one in ("/register", "/", "/?q=eve"))
        asks = checked(signed_in(empty, "rob@example.org", "registrar").get("/register"))
    finally:
        empty.close()

    assert "nobody else in the register" in page.words
    assert page.find(class_="notice").all("a", href="/relation/new") or page.find("main").all("a", href="/relation/new")
    assert "Ask an administrator to add relations." in asks.words
    assert not asks.all("a", href="/relation/new")
    assert home.find(class_="empty").all("a", href="/relation/new")
    assert search.find("details").all("a", href="/relation/new")


def test_a_needed_field_that_cannot_be_drawn(register: Register, agent: Browser) -> None:
    """It is said, and there is nothing to save."""
    schema = '{"required": ["it"], "properties": {"it": {"type": "object", "title": "The thing"}}}'
    put_type(register.database, read_type(f'{{"id": "Odd", "title": "Odd", "schema": {schema}}}'.encode()))

    page = checked(agent.get("/register?type=Odd"))

    assert "The thing" in page.find(id="entry").find(class_="notice").words
    assert not page.all("button", id="save")


def test_save_and_new(register: Register, agent: Browser) -> None:
    """An empty form follows, with the number of what was saved."""
    answer = opened(agent).submit(agent, "Save and new", recipient="429001", subject="One of many")
    page = checked(agent.get(answer.location))

    number = answer.location.partition("saved=")[2]
    assert f"/moment/{number}" in [one.get("href") for one in page.all("a")]
    assert values(form_on(page), "subject") == [""]


def test_a_page_of_another_site_registers_nothing(register: Register, agent: Browser) -> None:
    """Whoever is signed in."""
    sent = dict(opened(agent).sent(recipient="429001", subject="Forged"))
    headers = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}

    for path in ("/register", "/register/form", "/entries"):
        assert agent.post_with(headers, path, **sent).status == 403


def test_who_may_not_register(register: Register, browser: Browser) -> None:
    """A reader gets no form, and nothing that they send is taken."""
    assert [browser.get("/register").status, browser.post("/register", subject="x").status] == [403, 403]
    assert [browser.post("/register/form").status, browser.post("/entries").status] == [403, 403]


@pytest.mark.parametrize(
    ("scopes", "place"),
    [
        ((), "/register?saved="),
        ((model.DETAILS,), "/register?saved="),
        ((model.VIEW,), "/?saved="),
        ((model.VIEW, model.DETAILS), "/moment/"),
        ((model.VIEW, model.RELATION_VIEW), "/relation/429001?saved="),
    ],
)
@pytest.mark.usefixtures("agent")
def test_where_somebody_goes_on(register: Register, scopes: tuple[str, ...], place: str) -> None:
    """After saving comes a page that the role opens."""
    name = "-".join(["adds", *(one.partition("/")[2] for one in scopes), str(len(scopes))])
    roles.put_role(register.database, name, frozenset({model.ADD, *scopes}), None, OPERATOR)
    browser = signed_in(register, f"{name}@example.org", name)
    quick = "429001" if model.VIEW in scopes and model.DETAILS not in scopes else ""
    form = opened(browser)

    answer = form.submit(browser, "Save", recipient="429001", sender="429002", subject="x", quick=quick)

    assert answer.location.startswith(place)
    assert browser.get(answer.location).status == 200
    odd = opened(browser).submit(browser, "Save", recipient="429001", sender="429002", subject="y", quick="\u0663")
    assert odd.status == 303


def test_without_an_own_relation(register: Register, agent: Browser) -> None:
    """Nobody is filled in, and it is said why."""
    browser = signed_in(register, "new@example.org", "editor")

    page = checked(browser.get("/register"))

    assert values(form_on(page), "sender") == []
    assert "relation number" in page.find(class_="hint").words


def test_a_type_that_there_is_not(agent: Browser) -> None:
    """A link that names one opens the form all the same; sending one is a refusal."""
    assert values(opened(agent, "?type=Gone"), "type") == ["ContactMomentPhone"]
    assert agent.post("/register", type="Gone", subject="x").status == 404


def test_in_dutch(register: Register, agent: Browser) -> None:
    """Titles of shipped types are translated, and numbers are written with a comma."""
    change_rows(register, tables.account, language="nl")
    register.sessions._cached.clear()
    try:
        page = checked(agent.get("/register"))
        answer = form_on(page).submit(
            agent, "Opslaan", recipient="429001", subject="x", **{"own.durationMinutes": "2,5"}
        )
    finally:
        change_rows(register, tables.account, language="en")
        register.sessions._cached.clear()

    assert "Telefoon" in page.find(id="types").words
    assert "Zij namen contact op" in page.find(id="own.direction").words
    assert saved(register, answer)["durationMinutes"] == 2.5
