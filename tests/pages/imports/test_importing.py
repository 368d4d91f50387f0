"""An import and its undo do once what was seen before, whoever else works on it, and go on after a fault."""

import pytest

from contact_moments.accounts import accounts
from contact_moments.accounts.accounts import find
from contact_moments.moments import imports as moment_imports
from contact_moments.moments.list import number_of_moments
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations import imports, undoing
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.putting import put
from contact_moments.relations.relations import archive, unarchive
from contact_moments.uploads import importing, uploads
from contact_moments.uploads.importing import Background
from contact_moments.uploads.uploads import UploadedFile
from tests.pages.dom import checked
from tests.pages.uploading import (
    LINE,
    MOMENTS,
    PEOPLE,
    RELATIONS,
    counts,
    facts,
    imported,
    importer,
    names,
    pieces,
    preview,
)
from tests.people.browser import Browser


def _account(register: Register) -> str:
    return find(register.database, "importer@example.org").id


def test_importing_twice(register: Register, browser: Browser) -> None:
    """The same form, sent again, leads to the one import."""
    address, page = preview(browser, PEOPLE)
    form = page.form(f"{address}/import")

    assert [form.submit(browser, "Import").location for _ in range(3)] == [f"{RELATIONS}/1"] * 3
    assert browser.get(address).location == f"{RELATIONS}/1"
    assert browser.get(f"{address}/preview").location == f"{RELATIONS}/1"
    assert len(names(register)) == 4


def test_what_was_seen_is_what_is_imported(register: Register, browser: Browser) -> None:
    """If the numbers have changed since, the page shows them, and nothing is imported."""
    address, page = preview(browser, PEOPLE)
    put(register.database, "NL", 10, {"name": "Els"})
    page = checked(page.form(f"{address}/import").submit(browser, "Import"), 409)

    assert counts(page) == {"added": "1", "changed": "1", "unchanged": "0", "refused": "0"}
    assert len(names(register)) == 3
    assert page.form(f"{address}/import").submit(browser, "Import").status == 303


def test_two_administrators(register: Register, browser: Browser) -> None:
    """Each sees their own files only, and what the other one is importing."""
    other = importer(register, "other@example.org")
    mine, page = preview(browser, PEOPLE)
    theirs, shown = preview(other, "id;name\n20;Piet\n", "theirs.csv")
    for path in ("", "/preview", "/errors"):
        assert other.get(mine + path).status == 404
    for path in ("/import", "/drop", ""):
        assert other.post(mine + path).status == 404
    one = uploads.get(register.database, _account(register), mine.rpartition("/")[2], "relations")
    importing.begin_relations(
        register.database, one, importing.relations_file(register, one), Actor(account_id=one.account_id)
    )
    told = checked(other.get(f"{theirs}/preview"))

    assert "Ada Lovelace has begun import 1, which is not complete." in told.words
    assert "has begun" not in shown.words + page.words


def test_an_import_goes_on_by_itself(register: Register, browser: Browser) -> None:
    """A server goes on with what a request has begun, and the page tells how far it is."""
    address, _ = preview(browser, PEOPLE)
    one = uploads.get(register.database, _account(register), address.rpartition("/")[2], "relations")
    importing.begin_relations(
        register.database, one, importing.relations_file(register, one), Actor(account_id=one.account_id)
    )
    page = checked(browser.get(f"{RELATIONS}/1"))
    assert page.find("progress")["value"] == "0"
    assert page.find(id="progress")["hx-get"] == f"{RELATIONS}/1/progress"
    background = Background(register)
    for _ in range(2):
        background.go_on(lambda _: None)

    done = checked(browser.get(f"{RELATIONS}/1/progress"))
    assert "The import is complete" in done.words
    assert not done.all("progress")
    assert len(names(register)) == 4


def test_an_import_that_a_fault_stops(register: Register, browser: Browser) -> None:
    """The page says so. Once it is right somebody lets it go on, or undoes it."""
    address, _ = preview(browser, LINE % ("One", "a"), "calls.jsonl", MOMENTS)
    one = uploads.get(register.database, _account(register), address.rpartition("/")[2], "moments")
    importing.begin_moments(
        register.database, one, importing.moments_file(register, one), Actor(account_id=one.account_id)
    )
    archive(register.database, 2)
    background = Background(register)
    for _ in range(2):
        background.go_on(lambda _: None)
    page = checked(browser.get(f"{MOMENTS}/1"))
    assert "The import has stopped" in page.words
    assert number_of_moments(register.database) == 0
    unarchive(register.database, 2)
    page.form(f"{MOMENTS}/1/go-on").submit(browser, "Go on")

    assert "The import is complete" in checked(browser.get(f"{MOMENTS}/1")).words
    assert number_of_moments(register.database) == 1
    assert pieces(register) == 0


def test_an_undo_that_was_seen_otherwise(register: Register, browser: Browser) -> None:
    """If others would go than the person has seen, nothing is undone; sent twice, it is done once."""
    result = imported(browser, PEOPLE)
    form = checked(browser.get(f"{result}/undo")).form(f"{result}/undo")
    put(register.database, "NL", 10, {"name": "Elsje"})
    page = checked(form.submit(browser, "Remove"), 409)
    assert len(names(register)) == 4
    again = page.form(f"{result}/undo")

    assert [again.submit(browser, "Remove").status for _ in range(2)] == [303, 303]
    assert names(register) == {1: "Noor", 2: "Betty", 10: "Elsje"}
    assert "1 relation stays: it has changed since." in checked(browser.get(result)).words


def test_an_undone_import_that_was_seen_otherwise(register: Register, browser: Browser) -> None:
    """What has stayed and is not used any more is removed once somebody has seen that, and not by an old page."""
    result = imported(browser, PEOPLE)
    account = find(register.database, "importer@example.org")
    accounts.set_relation(register.database, account.id, 10, Actor())
    form = checked(browser.get(f"{result}/undo")).form(f"{result}/undo")
    form.submit(browser, "Remove")
    accounts.set_relation(register.database, account.id, None, Actor())
    page = checked(form.submit(browser, "Remove"), 409)
    assert set(names(register)) == {1, 2, 10}
    page.form(f"{result}/undo").submit(browser, "Remove")

    assert set(names(register)) == {1, 2}


def test_the_page_of_an_import_looks_for_no_uses(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """That would take a minute for an import of a million; it counts what is there."""
    results = [imported(browser, PEOPLE), imported(browser, LINE % ("One", "a"), "calls.jsonl", MOMENTS)]
    for domain in (undoing, moment_imports):
        monkeypatch.delattr(domain, "prospect")

    assert [facts(checked(browser.get(result)))["Still there"] for result in results] == ["2", "1"]


def test_an_import_by_a_command_is_in_the_list(register: Register, browser: Browser) -> None:
    """With who gave the command."""
    file = CsvFile(UploadedFile("nightly.csv", PEOPLE.encode()), "NL")
    imports.put(register.database, file, Actor(operator="root"))

    assert "nightly.csv" in checked(browser.get(RELATIONS)).words
    assert facts(checked(browser.get(f"{RELATIONS}/1")))["Who"] == "root, with a command"
