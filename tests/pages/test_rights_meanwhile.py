"""What somebody changes on a page, if their session or their right has ended a moment before."""

import json
from collections.abc import Callable, Iterator
from functools import partialmethod
from http.client import IncompleteRead
from pathlib import Path
from typing import Any

import pytest

from contact_moments import catalogue, jobs, maintenance, restoring
from contact_moments.accounts import accounts, roles
from contact_moments.audit import trail
from contact_moments.audit.trail import Wanted
from contact_moments.jobs import INTERRUPTED, Jobs
from contact_moments.model import ACCOUNT_EDIT, ALL_SCOPES, Call
from contact_moments.moments import follow_ups
from contact_moments.moments import imports as moment_imports
from contact_moments.moments.export import export_lines
from contact_moments.moments.follow_up_members import read_plan
from contact_moments.moments.search import Searches
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations import imports, undoing
from contact_moments.relations.putting import put
from contact_moments.storage.questions import jobs as stored
from contact_moments.storage.sql.tables import metadata, session
from contact_moments.uploads import importing, uploads
from contact_moments.uploads.importing import Background
from contact_moments.web import export_files
from contact_moments.web.admin import import_result
from contact_moments.web.admin import trail as admin_trail
from contact_moments.web.routes import PAGES
from tests.pages.administering_types import a_file
from tests.pages.dom import checked
from tests.pages.entering import signed_in
from tests.pages.hostile import GRANT, PHONE
from tests.pages.parked_rows import park, parking_client
from tests.pages.uploading import MOMENTS, RELATIONS, form_with, imported, importer, send
from tests.people.browser import OPERATOR, Browser, add_account, new_register

LINE = '{"type": "ContactMomentPhone", "subject": "%s", "senderId": 1, "recipients": [2], "reference": "%s"}\n'
FORMS: dict[str, dict[str, str]] = {
    "/admin/tags": {"name": "New"},
    "/admin/tags/1": {"name": "Other", "was": "One"},
    "/admin/tags/2/remove": {},
    "/admin/actions": {"name": "New", "id": "9"},
    "/admin/actions/7": {"name": "Other", "was": "Seven"},
    "/admin/actions/7/remove": {},
    "/admin/types/Own/remove": {},
    "/admin/state/examine": {},
    "/admin/state/back-up": {},
    "/admin/trail/verify": {},
    "/admin/parked/release": {"id": "1"},
    "/admin/parked/drop": {"id": "1"},
    "/moment/1/withdraw": {"reason": "mistake", "sure": "1"},
    "/moment/1/follow-up/end": {},
    "/moment/1/follow-up/remove": {},
    "/moment/2/follow-up/reopen": {},
    "/relation/2/archive": {},
    "/relation/3/unarchive": {},
    "/relation/new": {"name": "New", "kind": "person"},
}


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """A register with something of each kind."""
    (tmp_path / "backups").mkdir()
    made = new_register(tmp_path, backup_folder=str(tmp_path / "backups"))
    database = made.database
    for id_ in (1, 2, 3):
        put(database, "NL", id_, {"name": f"Relation {id_}", "archived": id_ == 3})
    catalogue.add_tag(database, "One")
    catalogue.add_tag(database, "Two")
    catalogue.put_action(database, 7, "Seven")
    put_type(database, read_type(a_file("Own", "Own")))
    for subject in ("A", "B"):
        made.registrar.register(Call(PHONE, {"subject": subject, "senderId": 1, "recipients": [2]}, GRANT))
    for id_ in (1, 2):
        follow_ups.put(database, id_, read_plan({"on": "2026-12-01"}, made.zone), OPERATOR)
    follow_ups.end(database, 2, OPERATOR)
    park(made, parking_client(made), 99)
    put(database, "NL", 99, {"name": "Late"})
    yield made
    made.close()


@pytest.fixture
def browser(register: Register) -> Browser:
    """A browser of somebody who may do everything, without a second factor."""
    roles.put_role(register.database, "all", frozenset(ALL_SCOPES), False, OPERATOR)
    made = signed_in(register, "all@example.org", "all")
    assert made.get("/help").status == 200
    return made


def signed_out(register: Register) -> None:
    """End all sessions, of which the worker hears nothing."""
    register.database.write(lambda transaction: transaction.connection.execute(session.delete()))


def take_rights(register: Register) -> None:
    """Leave the role nothing but a scope that must not be the last one."""
    roles.put_role(register.database, "all", frozenset({ACCOUNT_EDIT}), False, OPERATOR)


def shown_subjects(register: Register) -> list[str]:
    """The subjects of all contact moments."""
    return [str(json.loads(line)["subject"]) for line in export_lines(register.database, OPERATOR)]


def become_another(register: Register) -> None:
    """Let the session be somebody else's, as no session ever is: what a cookie means is looked up each time."""
    add_account(register, "bob@example.org", "all")
    other = accounts.find(register.database, "bob@example.org").id
    register.database.write(
        lambda transaction: transaction.connection.execute(session.update().values(account_id=other))
    )


def everything(register: Register) -> dict[str, Any]:
    """The rows of all tables but sessions."""
    tables = [one for one in metadata.sorted_tables if one is not session]
    return register.database.read(
        lambda connection: {one.name: connection.execute(one.select()).all() for one in tables}
    )


@pytest.mark.parametrize(("end", "status"), [(signed_out, 401), (take_rights, 403)])
@pytest.mark.parametrize("path", FORMS)
def test_nothing_is_changed(
    register: Register, browser: Browser, path: str, end: Callable[[Register], None], status: int
) -> None:
    """Also where a worker still has the session in its cache, with what the role allowed."""
    end(register)
    before = everything(register)
    answer = browser.post(path, **FORMS[path])

    assert answer.status == status
    assert everything(register) == before


@pytest.mark.parametrize("path", FORMS)
def test_each_form_changes_something(register: Register, browser: Browser, path: str) -> None:
    """The forms of the test above would change the register if the session had not ended."""
    before = everything(register)
    answer = browser.post(path, **FORMS[path])

    assert answer.status == 303, answer.text
    assert everything(register) != before


def asked_by(path: str) -> frozenset[str]:
    """What the form at a path asks for."""
    (found,) = (one for one in PAGES if (one.method, one.path) == ("POST", path))
    return frozenset({found.scope, *found.further})


def test_long_work_asks_for_what_its_form_asks() -> None:
    """What goes on without a request needs the same rights as the request that began it."""
    assert {
        "relations": asked_by(f"{RELATIONS}/file/{{upload_id}}/import"),
        "moments": asked_by(f"{MOMENTS}/file/{{upload_id}}/import"),
    } == importing.RIGHTS
    assert {
        "backup": asked_by("/admin/state/back-up"),
        "undo relations": asked_by(f"{RELATIONS}/{{number:int}}/undo"),
        "undo moments": asked_by(f"{MOMENTS}/{{number:int}}/undo"),
    } == jobs.RIGHTS


@pytest.mark.parametrize(("end", "status"), [(signed_out, 401), (take_rights, 403)])
def test_no_file_is_kept(register: Register, browser: Browser, end: Callable[[Register], None], status: int) -> None:
    """An upload is looked at in the same way."""
    end(register)
    before = everything(register)
    answer = send(browser, RELATIONS, form_with("people.csv", b"id;name\n10;Els\n"))

    assert (answer.status, everything(register) == before) == (status, True)


def begun(register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin to import four relations, by two in a batch; a server is to go on."""
    monkeypatch.setattr(imports, "MOST", 2)
    monkeypatch.setattr(importing, "AT_ONCE", -1.0)
    imported(browser, "id;name\n10;A\n11;B\n12;C\n13;D\n")


def go_on(register: Register) -> None:
    """What a server does by itself of the imports that are in progress."""
    background = Background(register)
    for _ in range(2):
        background.go_on(lambda _: None)


def disable(register: Register) -> None:
    """Disable the account."""
    account = accounts.find(register.database, "all@example.org")
    accounts.disable(register.database, account.id, register.clock(), OPERATOR)


def end_sessions(register: Register) -> None:
    """End the sessions of the account, as an administrator or an operator does."""
    register.sessions.end_all(accounts.find(register.database, "all@example.org").id, OPERATOR)


ENDS = [
    (disable, "Whoever began it was signed out"),
    (end_sessions, "Whoever began it was signed out"),
    (take_rights, "Whoever began it may not import any more"),
]


@pytest.mark.parametrize(("end", "told"), ENDS)
def test_an_import_stops(
    register: Register,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
    end: Callable[[Register], None],
    told: str,
) -> None:
    """Between two batches, when its owner may not go on. Somebody else goes on with it, in their own name."""
    begun(register, browser, monkeypatch)
    another = importer(register)
    signed_in(register, "last@example.org", "all")  # somebody has to stay who manages accounts
    end(register)
    go_on(register)
    stopped = checked(another.get(f"{RELATIONS}/1"))
    done = imports.get_import(register.database, 1).done
    stopped.form(f"{RELATIONS}/1/go-on").submit(another, "Go on")
    go_on(register)

    assert told in stopped.words
    assert done == 2
    assert "The import is complete" in checked(another.get(f"{RELATIONS}/1")).words
    who = [one.email for one in trail.read(register.database, Wanted(kind="import"))]
    assert who == ["all@example.org", "importer@example.org", "importer@example.org"]


def test_an_import_in_a_restored_register(
    register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What went on when the backup was made goes on only if somebody says so: it may be why one restores."""
    begun(register, browser, monkeypatch)
    maintenance.back_up(register, tmp_path / "backup.db", OPERATOR)
    restoring.restore(register, tmp_path / "backup.db", OPERATOR)
    go_on(register)
    another, done = importer(register), imports.get_import(register.database, 1).done
    stopped = checked(another.get(f"{RELATIONS}/1"))
    stopped.form(f"{RELATIONS}/1/go-on").submit(another, "Go on")
    go_on(register)

    assert done == 2
    assert "The register was restored from a backup" in stopped.words
    assert "The import is complete" in checked(another.get(f"{RELATIONS}/1")).words


def test_a_server_that_is_at_it_stops(register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the owner was signed out only, and may still import: the rest waits for somebody to go on with it."""
    begun(register, browser, monkeypatch)
    one = uploads.of_import(register.database, "relations", 1)
    assert one is not None
    end_sessions(register)
    importing._go_on(register, one, lambda _: None)

    now = uploads.of_import(register.database, "relations", 1)
    assert now is not None
    assert (now.state, now.fault, imports.get_import(register.database, 1).done) == ("stopped", "signed_out", 2)


def test_whoever_was_stopped_stops_nobody_else(
    register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that is at an import in one person's name leaves it alone once somebody else has it go on."""
    begun(register, browser, monkeypatch)
    another = importer(register)
    signed_in(register, "last@example.org", "all")
    one = uploads.of_import(register.database, "relations", 1)
    assert one is not None
    disable(register)
    monkeypatch.setattr(imports, "MOST", 1)
    page = checked(another.get(f"{RELATIONS}/1"))
    page.form(f"{RELATIONS}/1/go-on").submit(another, "Go on")
    importing._go_on(register, one, lambda _: None)

    now = uploads.of_import(register.database, "relations", 1)
    assert now is not None
    assert (now.state, now.account_id) == ("importing", accounts.find(register.database, "importer@example.org").id)


def test_signing_out_oneself_stops_no_import(
    register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody has asked for goes on when they leave their desk."""
    begun(register, browser, monkeypatch)
    browser.post("/sign-out")
    go_on(register)

    assert imports.get_import(register.database, 1).state == "complete"


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
    end: Callable[[Register], None],
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


@pytest.mark.parametrize("end", [signed_out, take_rights, become_another])
def test_a_file_breaks_off(
    register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch, end: Callable[[Register], None]
) -> None:
    """An export goes no further than to its next part, once its owner is signed out or may not have it any more."""
    monkeypatch.setattr(export_files, "PIECE", 1)
    monkeypatch.setattr(Searches, "walk", partialmethod(Searches.walk, size=1))
    made = export_files.MAKERS["csv"]

    def ended(chunks: Iterator[Any], sheet: Any) -> Iterator[bytes]:
        next(chunks)  # the export is in the trail, and the first contact moment is read
        yield b"first"
        end(register)
        register.sessions.forget(accounts.find(register.database, "all@example.org").id)
        yield from made(chunks, sheet)

    monkeypatch.setitem(export_files.MAKERS, "csv", ended)
    with pytest.raises(IncompleteRead):
        browser.get("/export/csv", sec_fetch_site="same-origin")


@pytest.mark.parametrize("end", [signed_out, take_rights])
def test_the_file_of_the_trail_breaks_off(
    register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch, end: Callable[[Register], None]
) -> None:
    """In the same way."""
    monkeypatch.setattr(export_files, "PIECE", 1)
    lines = admin_trail._lines

    def ended(*given: Any) -> Iterator[str]:
        made = lines(*given)
        yield next(made)
        yield next(made)  # the first event: that the trail is taken away is in it by now
        end(register)
        register.sessions.forget(accounts.find(register.database, "all@example.org").id)
        yield from made

    monkeypatch.setattr(admin_trail, "_lines", ended)
    with pytest.raises(IncompleteRead):
        browser.get("/admin/trail/csv", sec_fetch_site="same-origin")
