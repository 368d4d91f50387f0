"""Correcting on a page: what was changed is saved, all else stays, and nobody overwrites somebody else unknowingly."""

from typing import Any

import pytest

from contact_moments.model import ADD, EDIT, Call, Grant
from contact_moments.moments.details import details, version_of
from contact_moments.moments.merging import merge
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations.putting import put
from contact_moments.relations.relations import archive
from contact_moments.storage.sql import tables
from tests.pages.dom import Element, Form, checked
from tests.people.browser import Answer, Browser, add_account
from tests.people.rows import add_row

GRANT = Grant(None, frozenset({ADD, EDIT}), 2**60)
OBJECTS = """{"id": "Order", "title": "Order", "schema": {"properties": {
    "lines": {"type": "array", "items": {"type": "object"}, "title": "Lines"},
    "price": {"type": "number", "title": "Price"}, "note": {"type": "string", "maxLength": 50, "title": "Note"}}}}"""


@pytest.fixture(scope="module")
def editor(register: Register) -> Browser:
    """A browser in which an editor has signed in."""
    for id_ in range(1, 130):
        put(register.database, "NL", id_, {"name": f"Person {id_}"})
    put_type(register.database, read_type(OBJECTS.encode()))
    return signed_in(register, "ed@example.org", "editor")


def signed_in(register: Register, email: str, role: str) -> Browser:
    """A browser of somebody with this role."""
    add_account(register, email, role)
    browser = Browser(register)
    browser.sign_in(email)
    return browser


def registered(register: Register, type_id: str = "ContactMomentPhone", **changes: Any) -> int:
    """A contact moment that a client registered."""
    body = {"subject": "As it was", "senderId": 1, "recipients": [2], "dateTime": "2026-07-01T09:15:42.5+05:00"}
    return register.registrar.register(Call(type_id, body | changes, GRANT))


def form_on(page: Element, moment_id: int) -> Form:
    """The form on a page."""
    return page.form(f"/moment/{moment_id}/correct")


def opened(browser: Browser, moment_id: int) -> Form:
    """The form of a contact moment."""
    return form_on(checked(browser.get(f"/moment/{moment_id}/correct")), moment_id)


def corrected(register: Register, answer: Answer, moment_id: int) -> dict[str, Any]:
    """What a moment says after a correction that was taken."""
    assert (answer.status, answer.location) == (303, f"/moment/{moment_id}?saved=1"), answer.text
    return version_of(register.database, moment_id).document


def versions(register: Register, moment_id: int) -> int:
    """How many versions a moment has."""
    return len(details(register.database, register.zone, moment_id)["versions"])


def test_a_subject_is_corrected(register: Register, editor: Browser) -> None:
    """Seconds and offset of the time stay, as do contents and the reference."""
    moment_id = registered(register, contents="a\r\nb", reference="R1", durationMinutes=2.50)

    found = corrected(register, opened(editor, moment_id).submit(editor, "Save", subject="As it is"), moment_id)

    assert found == {
        "dateTime": "2026-07-01T09:15:42.500000+05:00",
        "subject": "As it is",
        "senderId": 1,
        "recipients": [2],
        "reference": "R1",
        "contents": "a\r\nb",
        "durationMinutes": 2.5,
    }
    told = details(register.database, register.zone, moment_id)["versions"][-1]
    assert (told["channel"], told["clientId"]) == ("page", None)
    assert told["accountId"]


def test_a_correction_of_nothing_makes_no_version(register: Register, editor: Browser) -> None:
    """Not even where a party has been merged, or archived, since."""
    moment_id = registered(register, senderId=3, recipients=[4, 5])
    merge(register.database, register.zone, 3, 6)
    archive(register.database, 5)
    page = checked(editor.get(f"/moment/{moment_id}/correct"))
    assert "Person 6" in page.find(id="sender-field").words

    corrected(register, form_on(page, moment_id).submit(editor, "Save"), moment_id)

    assert versions(register, moment_id) == 1


def test_what_the_form_cannot_show_stays(register: Register, editor: Browser) -> None:
    """It is named, and kept."""
    lines = [{"product": "seeds", "number": 2}]
    moment_id = registered(register, "Order", lines=lines, price=1e300, note="a\nb")
    page = checked(editor.get(f"/moment/{moment_id}/correct"))
    notice = page.find(id="entry").find(class_="notice").words
    assert "Lines" in notice
    assert "Price" in notice

    found = corrected(register, form_on(page, moment_id).submit(editor, "Save", subject="Other"), moment_id)

    assert (found["lines"], found["price"], found["note"]) == (lines, 1e300, "a\nb")


def test_a_mailing_keeps_its_recipients(register: Register, editor: Browser) -> None:
    """The form shows fifty of them."""
    moment_id = registered(register, recipients=list(range(10, 125)))
    page = checked(editor.get(f"/moment/{moment_id}/correct"))
    assert "65 more" in page.find(id="recipients-field").words

    found = corrected(register, form_on(page, moment_id).submit(editor, "Save", subject="Other"), moment_id)

    assert len(found["recipients"]) == 115


def test_somebody_else_was_faster(register: Register, editor: Browser) -> None:
    """Both are shown; saving once more is meant, and what the other one changed elsewhere was seen."""
    moment_id = registered(register, contents="Old")
    mine, theirs = opened(editor, moment_id), opened(editor, moment_id)
    corrected(register, theirs.submit(editor, "Save", subject="Theirs"), moment_id)

    page = checked(mine.submit(editor, "Save", subject="Mine"), 409)

    table = page.find("table")
    assert [one.words for one in table.all("td")] == ["added: Mine", "removed: Theirs"]
    assert versions(register, moment_id) == 2
    found = corrected(register, form_on(page, moment_id).submit(editor, "Save mine"), moment_id)
    assert (found["subject"], versions(register, moment_id)) == ("Mine", 3)


def test_a_second_press_makes_one_version(register: Register, editor: Browser) -> None:
    """The second one finds what it wants."""
    moment_id = registered(register)
    form = opened(editor, moment_id)

    for _ in range(2):
        corrected(register, form.submit(editor, "Save", subject="Once"), moment_id)

    assert versions(register, moment_id) == 2


def test_what_is_wrong_is_told(register: Register, editor: Browser) -> None:
    """Beside its field, with everything still there, and nothing is saved."""
    moment_id = registered(register)

    page = checked(opened(editor, moment_id).submit(editor, "Save", subject=" ", date="soon"), 422)

    assert [one["href"] for one in page.find(class_="errors").all("a")] == ["#subject", "#date"]
    assert ("date", "soon") in form_on(page, moment_id).sent()
    assert versions(register, moment_id) == 1


def test_tokens_without_a_script(register: Register, editor: Browser) -> None:
    """Somebody is left out and somebody is added, and then it is saved."""
    moment_id = registered(register)
    less = checked(opened(editor, moment_id).submit(editor, "Remove Person 2"))
    more = checked(form_on(less, moment_id).submit(editor, "Add", recipients_text="7"))

    found = corrected(register, form_on(more, moment_id).submit(editor, "Save"), moment_id)

    assert found["recipients"] == [7]


def test_a_session_that_ended_loses_nothing(register: Register, editor: Browser) -> None:
    """What was typed comes back, and is saved after signing in."""
    moment_id = registered(register)

    page = checked(opened(editor, moment_id).submit(Browser(register), None, subject="Later"), 401)

    assert versions(register, moment_id) == 1
    found = corrected(register, form_on(page, moment_id).submit(editor, "Save now"), moment_id)
    assert found["subject"] == "Later"


def test_who_sees_no_contents_corrects_nothing(register: Register, editor: Browser) -> None:
    """For them the page does not exist, whatever they send."""
    moment_id = registered(register)
    add_row(
        register,
        tables.role,
        name="half",
        scopes=f"{ADD} {EDIT} contact_moment/view",
        second_factor=False,
        built_in=False,
    )
    half = signed_in(register, "half@example.org", "half")
    reader = signed_in(register, "reader@example.org", "reader")

    assert half.get(f"/moment/{moment_id}/correct").status == 404
    assert half.post(f"/moment/{moment_id}/correct", subject="x").status == 404
    assert reader.get(f"/moment/{moment_id}/correct").status == 403
    assert reader.post(f"/moment/{moment_id}/correct", subject="x").status == 403
    assert versions(register, moment_id) == 1


def test_what_cannot_be_corrected(register: Register, editor: Browser) -> None:
    """What is not there, what was withdrawn, and a type of which nothing can be added."""
    gone = registered(register)
    withdraw(register.database, [gone], "mistake", Actor(operator="test"))
    type_ = register.types.get("Order").data
    closed = registered(register, "Order")
    put_type(register.database, type(type_)(type_.id, type_.title, False, type_.schema))
    try:
        statuses = [editor.get(f"/moment/{one}/correct").status for one in (99999, gone, closed)]
    finally:
        put_type(register.database, type_)

    assert statuses[0] == 404
    assert statuses[1] in (404, 410)
    assert statuses[2] == 404


def test_a_page_of_another_site_corrects_nothing(register: Register, editor: Browser) -> None:
    """Whoever is signed in."""
    moment_id = registered(register)
    sent = dict(opened(editor, moment_id).sent(subject="Forged"))
    headers = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}

    assert editor.post_with(headers, f"/moment/{moment_id}/correct", **sent).status == 403
    assert versions(register, moment_id) == 1
