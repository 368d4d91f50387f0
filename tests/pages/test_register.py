"""The form of a contact moment, as people without a script use it; a script sends the same."""

from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import Connection, func, select

from contact_moments import catalogue, model
from contact_moments.accounts import accounts, entries, roles
from contact_moments.clock import SECOND
from contact_moments.errors import UnavailableError, UnwritableError
from contact_moments.moments.details import details
from contact_moments.moments.idempotency import KEY_LIFETIME
from contact_moments.moments.registration import Registrar
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.pages.forms import HOME
from contact_moments.register import Register
from contact_moments.relations.putting import put
from contact_moments.relations.relations import archive
from contact_moments.storage.sql import tables
from tests.pages.dom import Element, Form, check_part, checked, parsed
from tests.people.browser import OPERATOR, Answer, Browser, add_account
from tests.people.rows import change_rows

PEOPLE = {
    1516: {"name": "Noor Bakker"},
    429000: {"name": "Betty van der Linden", "phones": ["06 1234 5678"]},
    429001: {"name": "Jan van der Linden", "phones": ["0612345678"]},
    429002: {"name": "Zoë Smit", "phones": ["020 7654321"]},
    429003: {"name": "Gone Away"},
}
DETAILS = """{"id": "Survey", "title": "Survey", "schema": {"required": ["score"], "properties": {
    "score": {"type": "integer", "title": "Score", "minimum": 1, "maximum": 10, "default": 5},
    "wants": {"type": "array", "title": "Wants", "items": {"enum": ["news", "visit"]}},
    "paid": {"type": "boolean", "title": "Paid"}, "since": {"type": "string", "format": "date", "title": "Since"},
    "lines": {"type": "object", "title": "Lines"}}}}"""


@pytest.fixture(scope="module")
def agent(register: Register) -> Browser:
    """A browser in which an editor has signed in, who is relation 1516."""
    for id_, body in PEOPLE.items():
        put(register.database, "NL", id_, body)
    archive(register.database, 429003)
    for name in ("Lidmaatschap", "Nabéllen"):
        catalogue.add_tag(register.database, name)
    catalogue.put_action(register.database, 7, "Welkomstronde")
    put_type(register.database, read_type(DETAILS.encode()))
    return signed_in(register, "noor@example.org", "editor", 1516)


def signed_in(register: Register, email: str, role: str, relation: int | None = None) -> Browser:
    """A browser of somebody with this role."""
    add_account(register, email, role)
    browser = Browser(register)
    browser.sign_in(email)
    if relation is not None:
        browser.post("/account/profile", name="Noor Bakker", language="en", relation=str(relation))
    return browser


def form_on(page: Element) -> Form:
    """The form on a page."""
    return page.form("/register")


def opened(browser: Browser, query: str = "") -> Form:
    """The form that an address opens."""
    return form_on(checked(browser.get(f"/register{query}")))


def saved(register: Register, answer: Answer) -> dict[str, Any]:
    """The details of what was registered."""
    assert answer.status == 303, answer.text
    return details(register.database, register.zone, int(answer.location.split("/")[2].partition("?")[0]))


def values(form: Form, name: str) -> list[str]:
    """What a form would send of a field."""
    return [value for field, value in form.sent() if field == name]


def problems(page: Element) -> list[str]:
    """What the summary says; the same is said beside each field, and the title begins with it."""
    summary = page.find(class_="errors")
    assert page.find("title").words.startswith("Error: ")
    found = [(one["href"][1:], one.words) for one in summary.all("a")]
    for field, text in found:
        assert page.find(id=f"{field}-error").words == text
    assert len(page.all(class_="error")) == len(found)
    return [text for _, text in found]


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


@pytest.mark.parametrize("phone", ["anonymous", "%2B", "x"])
def test_a_number_that_is_none(agent: Browser, phone: str) -> None:
    """It is said, and somebody can be sought."""
    page = checked(agent.get(f"/register?phone={phone}"))

    assert page.all(class_="call")
    assert values(form_on(page), "sender") == []


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


def test_a_needed_field_that_cannot_be_drawn(register: Register, agent: Browser) -> None:
    """It is said, and there is nothing to save."""
    schema = '{"required": ["it"], "properties": {"it": {"type": "object", "title": "The thing"}}}'
    put_type(register.database, read_type(f'{{"id": "Odd", "title": "Odd", "schema": {schema}}}'.encode()))

    page = checked(agent.get("/register?type=Odd"))

    assert "The thing" in page.find(id="entry").find(class_="notice").words
    assert not page.all("button", id="save")


def test_a_second_press_registers_nothing_twice(register: Register, agent: Browser) -> None:
    """Nor does Back and the same again."""
    form = opened(agent)

    places = {form.submit(agent, "Save", recipient="429001", subject="Once").location for _ in range(3)}

    assert len(places) == 1


def test_the_same_form_with_other_content(register: Register, agent: Browser) -> None:
    """It says what was saved, keeps what was typed, and saves it as another one if that is wanted."""
    form = opened(agent)
    first = saved(register, form.submit(agent, "Save", recipient="429001", subject="First"))

    page = checked(form.submit(agent, "Save", recipient="429001", subject="Second"), 409)

    assert page.form("/register").element.find("a")["href"] == f"/moment/{first['id']}"
    second = saved(register, page.form("/register").submit(agent, "Save as another one"))
    assert second["id"] != first["id"]
    assert second["subject"] == "Second"


def test_save_and_new(register: Register, agent: Browser) -> None:
    """An empty form follows, with the number of what was saved."""
    answer = opened(agent).submit(agent, "Save and new", recipient="429001", subject="One of many")
    page = checked(agent.get(answer.location))

    number = answer.location.partition("saved=")[2]
    assert f"/moment/{number}" in [one.get("href") for one in page.all("a")]
    assert values(form_on(page), "subject") == [""]


def account_of(browser: Browser) -> str:
    """The id of who has signed in."""
    return accounts.find(browser.register.database, "noor@example.org").id


def test_what_was_not_saved_is_kept(register: Register, agent: Browser) -> None:
    """Without a script at each answer that does not save; the form opens with it again, and saving drops it."""
    page = checked(opened(agent).submit(agent, "Save", subject="Half a moment"), 422)
    entry = values(form_on(page), "entry")[0]

    again = opened(agent, f"?entry={entry}")
    assert (values(again, "subject"), values(again, "entry")) == (["Half a moment"], [entry])
    saved(register, again.submit(agent, "Save", recipient="429001"))

    assert entries.get(register.database, account_of(agent), entry) is None


def test_a_script_keeps_what_is_typed(register: Register, agent: Browser) -> None:
    """It says when, and tells the script what to send next time."""
    form = opened(agent)
    first = agent.send("POST", "/entries", *encoded(form, subject="A"))
    part = parsed(first.text).find("span")
    assert (part["data-entry"], part["data-revision"]) == (values(form, "entry")[0], "1")

    # Another window sends the same revision.
    other = parsed(agent.send("POST", "/entries", *encoded(form, subject="B")).text).find("span")

    assert other["data-entry"] != part["data-entry"]
    kept = entries.of(register.database, account_of(agent))
    assert {'"A"' in one.content or '"B"' in one.content for one in kept[:2]} == {True}


def encoded(form: Form, **typed: str) -> tuple[bytes, dict[str, str]]:
    """A form as a script sends it: body and headers."""
    headers = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
    return urlencode(form.sent(**typed)).encode(), headers | {"hx-request": "true"}


def test_an_entry_that_was_saved_is_not_kept_again(register: Register, agent: Browser) -> None:
    """Back and typing on tells what it was saved as."""
    form = opened(agent)
    number = saved(register, form.submit(agent, "Save", recipient="429001", subject="Saved"))["id"]

    answer = agent.send("POST", "/entries", *encoded(form, subject="Typed on"))

    assert str(number) in answer.text
    assert entries.get(register.database, account_of(agent), values(form, "entry")[0]) is None


def test_an_entry_of_somebody_else(register: Register, agent: Browser) -> None:
    """It opens an empty form, and is neither changed nor dropped."""
    page = checked(opened(agent).submit(agent, "Save", subject="Mine alone"), 422)
    entry = values(form_on(page), "entry")[0]
    other = signed_in(register, "eve@example.org", "editor", 1516)

    assert "Mine alone" not in other.get(f"/register?entry={entry}").text
    other.post(f"/entries/{entry}/drop")
    other.send("POST", "/entries", *encoded(form_on(page), subject="Theirs"))

    kept = entries.get(register.database, account_of(agent), entry)
    assert kept is not None
    assert "Mine alone" in kept.content


def test_an_entry_is_thrown_away(register: Register, agent: Browser) -> None:
    """And one goes back to where the button was, if that is here."""
    for place, after in (("/account", "/account"), ("https://evil.example/", HOME), ("//evil.example", HOME)):
        page = checked(opened(agent).submit(agent, "Save", subject="No"), 422)
        entry = values(form_on(page), "entry")[0]

        assert agent.post(f"/entries/{entry}/drop", next=place).location == after
        assert entries.get(register.database, account_of(agent), entry) is None


@pytest.mark.parametrize("path", ["/register", "/register/form"])
def test_a_session_that_ended_loses_nothing(register: Register, agent: Browser, path: str) -> None:
    """Everything comes back to be sent again; nothing is stored, and saving works once somebody has signed in."""
    form = opened(agent)
    form.element.attributes["action"] = path
    before = len(entries.of(register.database, account_of(agent)))
    stranger = Browser(register)

    page = checked(
        form.submit(stranger, None, recipient="429001", subject='A "quoted" <b>', **{"own.contents": "a\r\nb"}), 401
    )

    assert len(entries.of(register.database, account_of(agent))) == before
    kept = page.form(path)
    assert values(kept, "subject") == ['A "quoted" <b>']
    answer = kept.submit(agent, "Save now")
    found = saved(register, answer if path == "/register" else form_on(checked(answer)).submit(agent, "Save"))
    assert (found["subject"], found["contents"]) == ('A "quoted" <b>', "a\nb")


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


def test_a_register_that_takes_nothing(agent: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is still there, and it is said what to do."""

    def full(*_: object) -> int:
        raise UnwritableError("The disk is full")

    form = opened(agent)
    monkeypatch.setattr(Registrar, "register", full)

    page = checked(form.submit(agent, "Save", recipient="429001", subject="Still here"), 503)

    assert page.all(role="alert")
    assert values(form_on(page), "subject") == ["Still here"]


def test_nobody_knows_whether_it_was_saved(register: Register, agent: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form stays the same one, also if another window has changed its entry: sent again it is saved once."""
    register_as_ever = Registrar.register

    def cut_off(registrar: Registrar, call: model.Call) -> int:
        register_as_ever(registrar, call)
        raise UnavailableError("The connection was lost")

    form = opened(agent)
    agent.send("POST", "/entries", *encoded(form, subject="In another window"))
    with monkeypatch.context() as patched:
        patched.setattr(Registrar, "register", cut_off)
        page = checked(form.submit(agent, "Save", recipient="429001", subject="Once"), 503)
    before = register.database.read(last_moment)
    found = saved(register, form_on(page).submit(agent, "Save"))

    assert (found["subject"], found["id"]) == ("Once", before)


def last_moment(connection: Connection) -> int:
    """The highest id of a moment."""
    return int(connection.execute(select(func.max(tables.moment.c.id))).scalar_one())


def test_a_form_is_recognised_for_as_long_as_it_may_come_back(register: Register, agent: Browser) -> None:
    """What was typed is offered again for fourteen days."""
    form = opened(agent)
    first = form.submit(agent, "Save", recipient="429001", subject="Old")
    with register.database.snapshot() as connection:
        used = connection.execute(select(func.max(tables.idempotency_key.c.used_at))).scalar_one()

    assert first.status == 303
    assert used + KEY_LIFETIME - register.clock() >= 14 * 24 * 3600 * SECOND


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

    answer = form.submit(
        browser,
        "Save",
        recipient="429001",
        sender="429002",
        subject="x",
        quick="429001" if model.VIEW in scopes and model.DETAILS not in scopes else "",
    )

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


def test_a_form_that_was_saved_and_is_wrong_now(register: Register, agent: Browser) -> None:
    """It is still the form of what was saved: put right, it says so."""
    form = form_on(checked(opened(agent).submit(agent, "Save", subject="", recipient="429001"), 422))
    number = saved(register, form.submit(agent, "Save", subject="First"))["id"]
    wrong = form_on(checked(form.submit(agent, "Save", subject=""), 422))

    page = checked(wrong.submit(agent, "Save", subject="Second"), 409)

    assert f"/moment/{number}" in [one["href"] for one in page.find("main").all("a")]
