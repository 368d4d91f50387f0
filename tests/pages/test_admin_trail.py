"""The audit trail on a page: every event in words, found by filters, and as a file."""

import csv
import io
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest

from contact_moments.accounts import accounts, roles
from contact_moments.audit import looking, trail
from contact_moments.audit.looking import Sought
from contact_moments.clock import SECOND
from contact_moments.model import AUDIT_VIEW, PARKED_EDIT
from contact_moments.pages.words import words_in
from contact_moments.people import KINDS, Actor, Event
from contact_moments.register import Register
from contact_moments.storage.questions import audit_pages
from contact_moments.storage.transaction import Transaction
from contact_moments.web.admin.trail_events import value_text
from tests.pages.dom import Element, checked
from tests.pages.entering import signed_in
from tests.pages.hostile import strings
from tests.people.browser import OPERATOR, Browser

PATH = "/admin/trail"
LARGE = 100_000  # bytes: long texts in every row
SOMEBODY = "somebody@example.org"


@pytest.fixture(scope="module")
def auditor(register: Register) -> Browser:
    """A browser of somebody who may see the audit trail, and nothing else of the administration."""
    roles.put_role(register.database, "auditor", frozenset({AUDIT_VIEW}), False, OPERATOR)
    return signed_in(register, "auditor@example.org", "auditor")


@pytest.fixture(scope="module")
def somebody(register: Register) -> str:
    """The id of an account with an event of its own."""
    signed_in(register, SOMEBODY, "reader")
    return accounts.find(register.database, SOMEBODY).id


def record(register: Register, *events: Event) -> None:
    """Record events."""

    def work(transaction: Transaction) -> None:
        for one in events:
            transaction.record(one)

    register.database.write(work)


def rows(page: Element) -> list[list[str]]:
    """What, when, who, about what and from where, of each row."""
    return [[one.words for one in row.children if isinstance(one, Element)] for row in page.find("tbody").all("tr")]


def test_every_event_in_words(register: Register, auditor: Browser) -> None:
    """In both languages; the newest comes first, with who did it, from where, and what else is known."""
    record(register, Actor("gone", address="192.0.2.7").event("role_given", "reader", role="editor", before=["a", 1]))
    for language, what, detail in (("en", "Role given", "Role: editor"), ("nl", "Rol gegeven", "Rol: editor")):
        first = rows(checked(auditor.get(f"{PATH}?lang={language}")))[0]

        assert first[0].startswith(what)
        assert detail in first[0]
        assert first[2:] == ["gone", "reader", "192.0.2.7"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_kind_has_words(register: Register, auditor: Browser, language: str) -> None:
    """No event is told by its code, and each kind can be chosen."""
    record(register, *(OPERATOR.event(kind) for kind in KINDS))
    page = checked(auditor.get(f"{PATH}?lang={language}"))

    told = {row[0] for row in rows(page)}
    assert told & set(KINDS) == set()
    assert {one["value"] for one in page.find("select", id="kind").all("option")} == {"", *KINDS}


def test_filters(register: Register, auditor: Browser, somebody: str) -> None:
    """By who did it, about what, and what; an e-mail address becomes an id, which is in the address."""
    record(register, Actor(operator="Douglas").event("backup", "one.db"))

    def found(query: str) -> list[str]:
        return [row[0].split(" ")[0] for row in rows(checked(auditor.get(f"{PATH}?{query}")))]

    answer = auditor.get(f"{PATH}?who={SOMEBODY.upper()}&kind=sign_in")
    assert (answer.status, answer.location) == (303, f"{PATH}?who={somebody}&kind=sign_in")
    page = checked(auditor.get(answer.location))
    assert page.find("input", id="who")["value"] == SOMEBODY
    assert {row[2] for row in rows(page)} == {SOMEBODY}
    assert found("who=Douglas") == found("subject=one.db") == found("kind=backup&who=Douglas") == ["Backup"]
    assert "Nothing found" in auditor.get(f"{PATH}?who=Nobody").text


def test_an_address_in_a_filter(register: Register, auditor: Browser, somebody: str) -> None:
    """The form sends it in its body, and the answer leads to an address with the account's id."""
    form = checked(auditor.get(PATH)).form(f"{PATH}/find")
    found = form.submit(auditor, "Show", who=SOMEBODY.upper(), subject=SOMEBODY, kind="sign_in")

    assert (found.status, found.location) == (303, f"{PATH}?who={somebody}&kind=sign_in&subject={somebody}")


def test_an_address_that_nobody_has(register: Register, auditor: Browser) -> None:
    """It is told beside the field, and in no address; an operator's name is sought, whatever it looks like."""
    record(register, Actor(operator="erin@example.org").event("backup", "one.db"))
    form = checked(auditor.get(PATH)).form(f"{PATH}/find")
    answer = form.submit(auditor, "Show", who="nobody@example.org", kind="backup")
    page = checked(answer, 422)

    assert page.find(id="who-error").words == "No account has this e-mail address."
    assert page.find("input", id="who")["value"] == "nobody@example.org"
    assert page.find("select", id="kind").find("option", selected="")["value"] == "backup"
    named = form.submit(auditor, "Show", who="erin@example.org")
    assert (named.status, named.location) == (303, f"{PATH}?who=erin%40example.org")


def test_days(register: Register, auditor: Browser) -> None:
    """Both are included, and are those of the organisation's zone."""
    day = datetime.fromtimestamp(register.clock() // SECOND, register.zone.info).date()

    assert rows(checked(auditor.get(f"{PATH}?from={day}&to={day}")))
    assert "Nothing found" in auditor.get(f"{PATH}?to={day - timedelta(days=1)}").text
    assert "Nothing found" in auditor.get(f"{PATH}?from={day + timedelta(days=1)}").text


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=x", "from"),
        ("to=0001-01-01", "to"),
        ("from=9999-12-31", "from"),
        ("from=2026-02-02&to=2026-02-01", "to"),
        ("kind=nonsense", "kind"),
    ],
)
def test_a_filter_that_cannot_be(auditor: Browser, query: str, field: str) -> None:
    """It is told beside its field, with status 400, and there is no file of it."""
    page = checked(auditor.get(f"{PATH}?{query}"), 400)

    assert page.find(id=f"{field}-error").words
    assert auditor.get(f"{PATH}/csv?{query}").status == 400


def test_pages(register: Register, auditor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each event is on one, also where a page looks no further for a while."""
    monkeypatch.setattr(looking, "PAGE_SIZE", 4)
    monkeypatch.setattr(audit_pages, "LOOKED_AT", 5)
    actor = Actor(operator="Marvin")
    record(register, *(actor.event(kind, "x") for _ in range(6) for kind in ("export", "copy")))
    for query, number in (("subject=x", 12), ("who=Marvin&kind=copy", 6)):
        target, seen = f"{PATH}?{query}", 0
        while target:
            page = checked(auditor.get(target))
            seen += len(rows(page)) if page.all("tbody") else 0
            more = page.all("a", rel="next")
            target = more[0]["href"] if more else ""
        assert seen == number, query


def test_links(register: Register, auditor: Browser) -> None:
    """An event about something that the person may open leads there; others lead to more events about the same."""
    roles.put_role(register.database, "sorter", frozenset({AUDIT_VIEW, PARKED_EDIT}), False, OPERATOR)
    record(register, OPERATOR.event("parked_released", "parked registration 7", count=1))
    sorter = signed_in(register, "sorter@example.org", "sorter")

    def link(browser: Browser) -> str:
        row = checked(browser.get(f"{PATH}?kind=parked_released")).find("tbody").find("tr")
        return row.all("a")[-1]["href"]

    assert link(sorter) == "/admin/parked/7"
    assert link(auditor) == f"{PATH}?subject=parked%20registration%207"


def test_the_link_to_the_file(auditor: Browser, somebody: str) -> None:
    """It leads to a file of what the page shows, by the ids that the page's address has."""
    page = checked(auditor.get(f"{PATH}?who={somebody}&kind=sign_in"))
    (link,) = (one["href"] for one in page.all("a") if one["href"].startswith(f"{PATH}/csv"))

    assert link == f"{PATH}/csv?who={somebody}&kind=sign_in"


def test_the_file(register: Register, auditor: Browser) -> None:
    """It has everything that is found, without a formula, and is an event itself, which names the filters."""
    record(register, Actor(operator="=1+1").event("copy", "@place", count=2))

    answer = auditor.get(f"{PATH}/csv?who=%3D1%2B1")
    found = list(csv.DictReader(io.StringIO(answer.text[1:], newline="")))

    assert answer.headers["content-disposition"].startswith('attachment; filename="audit-trail-')
    assert [(row["What"], row["Operator"], row["About"]) for row in found] == [
        ("Copied to another database", "'=1+1", "'@place")
    ]
    last = looking.page(register.database, Sought(kind="export")).events[0]
    assert (last.subject, last.email, last.detail) == ("audit trail", "auditor@example.org", {"filters": ["operator"]})


def test_a_link_on_another_site(auditor: Browser) -> None:
    """It makes no file."""
    assert auditor.get(f"{PATH}/csv", sec_fetch_site="cross-site").status == 403


def test_hostile_texts(register: Register, auditor: Browser) -> None:
    """Whatever somebody has named themselves, and whatever stands in a filter, is a text."""
    record(register, Actor(operator="Quiet").event("copy", "quiet", note="quiet"))
    quiet = shape(checked(auditor.get(f"{PATH}?kind=copy&who=Quiet")))
    for text in strings()[::25]:
        record(register, Actor(operator=text, address=text).event("copy", text, note=text))
        event = looking.page(register.database, Sought(kind="copy")).events[0]
        page = checked(auditor.get(f"{PATH}?{urlencode({'who': event.operator, 'kind': 'copy'})}"))
        assert shape(page) == quiet, text


def shape(page: Element) -> list[str]:
    """The elements of a page."""
    return [one.tag for one in page.everything()]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x", "x"),
        ([1, "a"], "1, a"),
        ({"a": [1]}, '{"a": [1]}'),
        (list(range(30)), ", ".join(map(str, range(20))) + " … (30)"),
        ("x" * 300, "x" * 199 + "…"),
        (True, "yes"),
    ],
)
def test_a_value(value: object, text: str) -> None:
    """It is short, and no more like a program's than it must be."""
    assert value_text(words_in("en"), value) == text


def test_who_may_see_it(register: Register, auditor: Browser) -> None:
    """A privacy officer may; an editor may not."""
    editor = signed_in(register, "editor@example.org", "editor")

    assert {editor.get(f"{PATH}{end}").status for end in ("", "/csv")} == {403}
    assert [one.words for one in checked(auditor.get(PATH), largest=LARGE).find(class_="subnav").all("a")] == [
        "Audit trail"
    ]


def test_nothing_is_told_of_looking(register: Register, auditor: Browser) -> None:
    """Looking at the trail is no event; each would be one more to look at."""
    before = trail.verify(register.database).number
    auditor.get(PATH)

    assert trail.verify(register.database).number == before
