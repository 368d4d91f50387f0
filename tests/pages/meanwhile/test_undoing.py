"""Undoing an import goes on by itself, and stops once whoever asked for it may not go on."""

import json

import pytest

from contact_moments import jobs
from contact_moments.accounts import accounts
from contact_moments.jobs import INTERRUPTED, Jobs
from contact_moments.model import Call
from contact_moments.moments import imports as moment_imports
from contact_moments.moments.export import export_lines
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations import imports, undoing
from contact_moments.storage.questions import jobs as stored
from contact_moments.web.admin import import_result
from tests.pages.dom import checked
from tests.pages.entering import signed_in
from tests.pages.hostile import GRANT, PHONE
from tests.pages.meanwhile.ends import ENDS, End
from tests.pages.uploading import MOMENTS, RELATIONS, imported, importer
from tests.people.browser import OPERATOR, Browser

LINE = '{"type": "ContactMomentPhone", "subject": "%s", "senderId": 1, "recipients": [2], "reference": "%s"}\n'


def shown_subjects(register: Register) -> list[str]:
    """The subjects of all contact moments."""
    return [str(json.loads(line)["subject"]) for line in export_lines(register.database, OPERATOR)]


def undoing_begun(register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin to undo an import of four relations, by two in a batch; a server is to go on."""
    imported(browser, "id;name\n10;A\n11;B\n12;C\n13;D\n")
    monkeypatch.setattr(undoing, "MOST", 2)
    monkeypatch.setattr(import_result, "UNDO_AT_ONCE", -1.0)
    page = checked(browser.get(f"{RELATIONS}/1/undo"))
    assert page.form(f"{RELATIONS}/1/undo").submit(browser, "Remove").status == 303


def test_an_undo_goes_on_by_itself(register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server does the rest, and the page tells how far it is."""
    undoing_begun(register, browser, monkeypatch)
    page = checked(browser.get(f"{RELATIONS}/1"))
    assert "It goes on by itself." in page.words
    assert page.find(id="progress")["hx-get"] == f"{RELATIONS}/1/progress"
    assert imports.get_import(register.database, 1).state == "undoing"
    Jobs(register).finish()

    assert "The import is undone" in checked(browser.get(f"{RELATIONS}/1")).words
    assert undoing.number_left(register.database, 1) == 0


@pytest.mark.parametrize(("also", "left"), [({}, {"C"}), ({"corrected": "yes"}, set())])
def test_an_undo_of_contact_moments_goes_on(
    register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch, also: dict[str, str], left: set[str]
) -> None:
    """A server does the rest of it as it was asked for: with those that were corrected since, or without."""
    there = set(shown_subjects(register))
    lines = "".join(LINE % (subject, f"own-{subject}") for subject in "XYZ")
    result = imported(browser, lines, "calls.jsonl", MOMENTS)
    corrected = {"subject": "C", "senderId": 1, "recipients": [2], "contactMomentId": 5}
    register.registrar.register(Call(PHONE, corrected, GRANT))
    monkeypatch.setattr(moment_imports, "MOST", 1)
    monkeypatch.setattr(import_result, "UNDO_AT_ONCE", -1.0)
    page = checked(browser.get(f"{result}/undo"))
    page.form(f"{result}/undo").submit(browser, "Withdraw", **also)
    begun = set(shown_subjects(register)) - there
    Jobs(register).finish()

    assert begun == {"Y", "C"}
    assert set(shown_subjects(register)) - there == left


def test_asking_for_an_undo_again(register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it has begun, fewer are left than the person has seen: that is no reason to ask whether they mean it."""
    imported(browser, "id;name\n10;A\n11;B\n12;C\n13;D\n")
    monkeypatch.setattr(undoing, "MOST", 1)
    monkeypatch.setattr(import_result, "UNDO_AT_ONCE", -1.0)
    form = checked(browser.get(f"{RELATIONS}/1/undo")).form(f"{RELATIONS}/1/undo")
    answers = [form.submit(browser, "Remove").status for _ in range(2)]

    assert (answers, undoing.number_left(register.database, 1)) == ([303, 303], 2)


@pytest.mark.parametrize(("end", "_"), ENDS)
def test_an_undo_stops(
    register: Register,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
    end: End,
    _: str,
) -> None:
    """When whoever has asked for it may not go on. Somebody else goes on with it."""
    undoing_begun(register, browser, monkeypatch)
    another = importer(register)
    signed_in(register, "last@example.org", "all")  # somebody has to stay who manages accounts
    end(register)
    Jobs(register).finish()
    stopped = checked(another.get(f"{RELATIONS}/1"))
    left = undoing.number_left(register.database, 1)
    question = checked(another.get(f"{RELATIONS}/1/undo"))
    question.form(f"{RELATIONS}/1/undo").submit(another, "Remove")
    Jobs(register).finish()

    assert "No server is at it now" in stopped.words
    assert left == 2
    assert undoing.number_left(register.database, 1) == 0


def test_what_signing_somebody_out_leaves(
    register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What others undo goes on, and so does a look at the register that the person has asked for."""
    undoing_begun(register, browser, monkeypatch)
    another = importer(register)
    someone = accounts.find(register.database, "importer@example.org").id
    jobs.ask(register.database, "verification", Actor(someone), register.clock())
    assert another.get("/help").status == 200
    register.sessions.end_all(someone, OPERATOR)
    now = register.clock()

    assert jobs.state(register.database, "undo relations", now).state == "waiting"
    assert jobs.state(register.database, "verification", now).state == "waiting"


def test_a_server_that_was_thought_dead(register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """It undoes no more once somebody has asked for the same again, in whose name another server does it."""
    undoing_begun(register, browser, monkeypatch)
    database, name = register.database, "undo relations"
    asked = database.read(lambda connection: stored.of_name(connection, name))
    assert asked is not None
    late = asked.asked_at + INTERRUPTED + 1
    jobs.ask(database, "undo relations", Actor("another"), late, json.loads(asked.result or "{}"))
    assert database.write(lambda transaction: stored.claim(transaction.connection, name, late + 1))
    jobs._Run(register, "undo relations", asked.asked_at, asked).run()
    now = database.read(lambda connection: stored.of_name(connection, name))

    assert undoing.number_left(database, 1) == 2
    assert now is not None
    assert (now.account_id, now.ended_at) == ("another", None)


def test_one_undo_after_another(register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another import waits until the first is undone, and its page says so."""
    imported(browser, "id;name\n20;A\n21;B\n22;C\n")
    monkeypatch.setattr(undoing, "MOST", 2)
    monkeypatch.setattr(import_result, "UNDO_AT_ONCE", -1.0)
    imported(browser, "id;name\n10;A\n11;B\n12;C\n13;D\n")
    for number in (2, 1):
        page = checked(browser.get(f"{RELATIONS}/{number}/undo"))
        page.form(f"{RELATIONS}/{number}/undo").submit(browser, "Remove")

    assert "Import 2 is being undone first." in checked(browser.get(f"{RELATIONS}/1")).words


@pytest.mark.parametrize("kind", ["relations", "moments"])
def test_the_question_looks_at_a_bounded_number(
    register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Of a very large import the question tells the numbers of the first ones, and says so."""
    path, _ = (RELATIONS, imported(browser, "id;name\n10;A\n11;B\n12;C\n"))
    if kind == "moments":
        lines = "".join(LINE % (subject, subject) for subject in "ABC")
        path, _ = (MOMENTS, imported(browser, lines, "calls.jsonl", MOMENTS))
    for module in (undoing, moment_imports):
        monkeypatch.setattr(module, "MOST_LOOKED_AT", 2)
    monkeypatch.setattr(undoing, "MOST", 1)
    page = checked(browser.get(f"{path}/1/undo"))
    answer = page.form(f"{path}/1/undo").submit(browser, "Remove" if kind == "relations" else "Withdraw")

    assert "these are the numbers of the first 20,000" in page.words
    assert "2 relations are removed." in page.words or "2 contact moments are withdrawn" in page.words
    assert answer.status == 303
    assert "is undone" in checked(browser.get(f"{path}/1")).words
