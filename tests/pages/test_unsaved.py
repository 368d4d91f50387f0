"""What was typed and not saved, and what is sent twice: nothing is lost, and nothing is there twice."""

from urllib.parse import urlencode

import pytest
from sqlalchemy import Connection, func, select

from contact_moments import model
from contact_moments.accounts import accounts, entries
from contact_moments.clock import SECOND
from contact_moments.errors import UnavailableError, UnwritableError
from contact_moments.moments.entry import Typed
from contact_moments.moments.idempotency import KEY_LIFETIME
from contact_moments.moments.registration import Registrar
from contact_moments.pages.forms import HOME
from contact_moments.register import Register
from contact_moments.storage.sql import tables
from contact_moments.web.entries import LONGEST
from contact_moments.web.typed import to_text
from tests.pages.dom import checked, parsed
from tests.pages.entering import account_of, encoded, form_on, opened, saved, signed_in, values
from tests.people.browser import Browser


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


def test_what_was_not_saved_is_kept(register: Register, agent: Browser) -> None:
    """Without a script at each answer that does not save; the form opens with it again, and saving drops it."""
    page = checked(opened(agent).submit(agent, "Save", subject="Half a moment"), 422)
    entry = values(form_on(page), "entry")[0]

    again = opened(agent, f"?entry={entry}")
    assert (values(again, "subject"), values(again, "entry")) == (["Half a moment"], [entry])
    saved(register, again.submit(agent, "Save", recipient="429001"))

    assert entries.get(register.database, account_of(agent), entry) is None


def test_somebody_else_has_signed_in_since(register: Register, agent: Browser) -> None:
    """What one person typed is not saved in another's name, nor kept among their drafts, unless they say so."""
    form, other = opened(agent), signed_in(register, "other@example.org", "editor", 1516)
    typed = {"recipient": "429001", "subject": "Typed by the agent"}

    kept = other.send("POST", "/entries", *encoded(form, **typed))
    page = checked(form.submit(other, "Save", **typed), 409)

    assert "somebody else" in kept.text
    assert entries.of(register.database, accounts.find(register.database, "other@example.org").id) == []
    name = accounts.find(register.database, "other@example.org").name
    again = saved(register, page.form("/register").submit(other, f"Save as {name}"))
    assert again["subject"] == "Typed by the agent"


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


def test_nothing_typed_is_no_draft(register: Register, agent: Browser) -> None:
    """A form as it came, or with spaces only, is not kept; a text is."""
    form = opened(agent)
    before = len(entries.of(register.database, account_of(agent)))
    for subject in ("", "  "):
        answer = agent.send("POST", "/entries", *encoded(form, subject=subject))
        assert (answer.status, answer.text.count("Draft")) == (200, 0)
        form.submit(agent, "Save", subject=subject)
    assert len(entries.of(register.database, account_of(agent))) == before

    agent.send("POST", "/entries", *encoded(form, **{"own.contents": "Said"}))

    assert len(entries.of(register.database, account_of(agent))) == before + 1


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


def test_a_role_that_changed_loses_nothing(register: Register, agent: Browser) -> None:
    """Everything comes back, and can be saved once the role allows it."""
    form = opened(agent)
    reader = signed_in(register, "was@example.org", "reader")

    page = checked(form.submit(reader, None, recipient="429001", subject="Typed long"), 403)

    assert "role" in page.find("h1").words
    answer = page.form("/register").submit(agent, "Save now")
    assert saved(register, answer)["subject"] == "Typed long"


def test_a_stranger_gets_no_fields_that_no_form_has(register: Register) -> None:
    """Nor more of one than a form has."""
    sent = urlencode([*((f"x{one}", "") for one in range(500)), ("own." + "x" * 300, ""), *[("subject", "1")] * 1500])
    headers = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}

    page = checked(Browser(register).send("POST", "/register", sent.encode(), headers), 401)

    given = page.form("/register").sent()
    assert {name for name, _ in given} == {"subject"}
    assert len(given) == 1


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


def test_a_form_that_was_saved_and_is_wrong_now(register: Register, agent: Browser) -> None:
    """It is still the form of what was saved: put right, it says so."""
    form = form_on(checked(opened(agent).submit(agent, "Save", subject="", recipient="429001"), 422))
    number = saved(register, form.submit(agent, "Save", subject="First"))["id"]
    wrong = form_on(checked(form.submit(agent, "Save", subject=""), 422))

    page = checked(wrong.submit(agent, "Save", subject="Second"), 409)

    assert f"/moment/{number}" in [one["href"] for one in page.find("main").all("a")]


def test_large_entries_in_the_list(register: Register) -> None:
    """Of each its type and the beginning of its subject, whatever else was typed."""
    browser = signed_in(register, "large@example.org", "editor")
    account, now = accounts.find(register.database, "large@example.org").id, register.clock()
    for at in range(entries.MOST):
        typed = Typed(
            "ContactMomentPhone",
            {"subject": f"{at} \u202e{'x' * 10_000}", "own.contents": "y" * 10_000},
            {"tag": ["1"]},
        )
        entries.keep(register.database, account, f"{at:032}", 0, to_text(typed), now)
    page = checked(browser.get("/"), largest=70_000)
    listed = page.find("section", **{"aria-labelledby": "drafts"}).all("a")
    assert len(listed) == entries.MOST
    assert {len(one.words) for one in listed} <= set(range(LONGEST, LONGEST + 10))
