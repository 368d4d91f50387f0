"""The pages on which files are imported: upload, columns, preview, import and undo; each step has an address."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from contact_moments.accounts import accounts
from contact_moments.accounts.accounts import find
from contact_moments.clock import SECOND
from contact_moments.csv_rows import CsvRows, beginning
from contact_moments.errors import InvalidInputError
from contact_moments.model import Call
from contact_moments.moments import imports as moment_imports
from contact_moments.moments.list import number_of_moments
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations import imports, undoing
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.export import all_relations
from contact_moments.relations.putting import put
from contact_moments.relations.relations import archive, unarchive
from contact_moments.storage.sql.tables import upload_piece
from contact_moments.uploads import importing, uploads
from contact_moments.uploads.importing import Background
from contact_moments.uploads.uploads import MOST_BYTES, UploadedFile
from tests import in_process
from tests.pages.dom import checked
from tests.pages.entering import problems, signed_in
from tests.pages.hostile import GRANT, PHONE
from tests.pages.uploading import (
    MOMENTS,
    RELATIONS,
    counts,
    facts,
    form_with,
    imported,
    importer,
    preview,
    send,
    upload,
)
from tests.people.browser import Browser, new_register

PEOPLE = "id;name;email\n10;Els;els@example.org\n11;Jan;\n"
LINE = '{"type": "ContactMomentPhone", "subject": "%s", "senderId": 1, "recipients": [2], "reference": "%s"}\n'


@pytest.fixture
def register(tmp_path: Path) -> Any:
    """A register with relations 1 and 2."""
    made = new_register(tmp_path)
    put(made.database, "NL", 1, {"name": "Noor"})
    put(made.database, "NL", 2, {"name": "Betty", "email": "betty@example.org"})
    yield made
    made.close()


@pytest.fixture
def browser(register: Register) -> Browser:
    """A browser of somebody who may import."""
    return importer(register)


def names(register: Register) -> dict[int, str]:
    """The names of all relations by id."""
    return {one.id: one.name for one in all_relations(register.database)}


def chosen(browser: Browser, address: str) -> dict[str, str]:
    """What the columns of a file are taken for, by their headings."""
    page = checked(browser.get(address))
    rows = page.find("tbody").all("tr")
    return {row.find("th").words: (row.all("option", selected="") or row.all("option"))[0]["value"] for row in rows}


def test_columns_are_matched_by_name(browser: Browser) -> None:
    """In both languages, however they are written; what is not known is left out."""
    english = upload(browser, "Relation number,Full name,E-mail address,Mobile,Birthday\n1,A,,,\n")
    dutch = upload(browser, "Lidnummer;NAAM;e-mail;Telefoonnummers;Geboortedatum\n1;A;;;\n")

    matched = ["id", "name", "email", "phone", ""]
    assert list(chosen(browser, english).values()) == matched
    assert list(chosen(browser, dutch).values()) == matched


def test_from_a_file_to_an_import_and_back(register: Register, browser: Browser) -> None:
    """What the preview says is what happens, the result tells it, and undoing takes it back."""
    address = upload(browser, "nr;wie;x\n2;Betty B;1\n10;Els;1\n11;;1\n")
    columns = checked(browser.get(address)).form(address)
    answer = columns.submit(browser, "To the preview", **{"column-0": "id", "column-1": "name"})
    page = checked(browser.get(answer.location))
    assert counts(page) == {"added": "1", "changed": "1", "unchanged": "0", "refused": "1"}
    assert "Name is empty." in page.words
    assert "now Betty" in page.words
    answer = page.form(f"{address}/import").submit(browser, "Import 2 rows")
    result = checked(browser.get(answer.location))

    assert {name: facts(result)[name] for name in ("Rows", "Added", "Changed", "Refused", "Still there")} == {
        "Rows": "3",
        "Added": "1",
        "Changed": "1",
        "Refused": "1",
        "Still there": "1",
    }
    assert facts(result)["Who"] == "Ada Lovelace"
    assert names(register) == {1: "Noor", 2: "Betty B", 10: "Els"}
    question = checked(browser.get(f"{answer.location}/undo"))
    assert "1 relation is removed." in question.words
    question.form(f"{answer.location}/undo").submit(browser, "Remove")
    assert "The import is undone" in checked(browser.get(answer.location)).words
    assert names(register) == {1: "Noor", 2: "Betty B"}


def test_steps_can_be_resumed(browser: Browser) -> None:
    """A file that waits is in the list of who has uploaded it, with what they have chosen."""
    address = upload(browser, "a;b\n1;A\n")
    checked(browser.get(address)).form(address).submit(
        browser, "To the preview", **{"column-0": "id", "column-1": "name"}
    )

    assert checked(browser.get(RELATIONS)).all("a", href=address)
    assert chosen(browser, address) == {"a": "id", "b": "name"}


def test_columns_that_are_not_right(browser: Browser) -> None:
    """Each is told beside its column, with everything that was chosen."""
    address = upload(browser, PEOPLE)
    form = checked(browser.get(address)).form(address)
    page = checked(form.submit(browser, "To the preview", **{"column-0": "email"}), 422)

    assert problems(page) == [
        "E-mail address is chosen twice. Leave one of them out.",
        "Choose the column that is Relation number.",
    ]
    assert dict(page.form(address).sent())["column-0"] == "email"


def test_another_encoding(browser: Browser) -> None:
    """What a spreadsheet on Windows saves is recognised, and the encoding can be chosen."""
    answer = send(browser, RELATIONS, form_with("a.csv", "id;name\n1;Zoë €\n".encode("cp1252")))
    page = checked(browser.get(answer.location))
    assert "Zoë €" in page.words
    form = page.form(answer.location)
    form.submit(browser, "Read again", encoding="mac-roman")
    assert "Zoë €" not in checked(browser.get(answer.location)).words
    wrong = checked(form.submit(browser, "Read again", encoding="utf-8"), 422)

    assert wrong.find(id="encoding-error").words.startswith("The file has another encoding.")


FAULTS = {
    "no file": (form_with("", b""), 422, "Choose a file first."),
    "another field": (form_with("a.csv", b"id\n", "other"), 422, "Choose a file first."),
    "an empty file": (form_with("a.csv", b" \r\n"), 422, "The file is empty. Choose another one."),
    "a workbook": (form_with("a.xlsx", b"PK\x03\x04..."), 422, "This is a workbook of a spreadsheet."),
    "columns without an end": (form_with("a.csv", b"a;" * 200 + b"\n"), 422, "The file has more than 100 columns."),
    "a quotation mark": (form_with("a.csv", b'"id;name\n'), 422, "The first line cannot be read"),
    "a large file": (form_with("a.csv", b"a" * (MOST_BYTES + 1)), 422, "The file is larger than 10 MB."),
    "a larger file": (form_with("a.csv", b"a" * (MOST_BYTES + 50_000)), 413, "The file is larger than 10 MB."),
}


@pytest.mark.parametrize(("body", "status", "text"), FAULTS.values(), ids=FAULTS)
def test_a_file_that_is_not_taken(browser: Browser, body: bytes, status: int, text: str) -> None:
    """The page says why, beside the field, and nothing is kept."""
    page = checked(send(browser, RELATIONS, body), status)

    assert page.find(id="file-error").words.startswith(text)
    assert "Your files that wait" not in page.words


def test_a_file_with_too_many_rows(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused before any of its rows is looked at: hundreds of thousands would take memory and minutes."""
    monkeypatch.setattr(importing, "MOST_ROWS", 3)
    looked_at = list[object]()
    monkeypatch.setattr(CsvRows, "_row", lambda _, cells: looked_at.append(cells))
    columns = "type;subject;senderId;recipients\n"
    for content, path in (("id;name\n" + "1;A\n" * 4, RELATIONS), (columns + "x;y;1;2\n" * 4, MOMENTS)):
        page = checked(browser.get(upload(browser, content, "a.csv", path) + "/preview"), 422)
        assert "The file has more than 50,000 rows." in page.words

    assert looked_at == []


@pytest.mark.parametrize("separator", [b";", b",", b"\t"])
def test_a_first_line_without_an_end(browser: Browser, separator: bytes) -> None:
    """A hundred thousand columns are told as too many, before anything is done with each."""
    content = (b"a" + separator) * 100_000
    page = checked(send(browser, RELATIONS, form_with("a.csv", content)), 422)

    assert page.find(id="file-error").words.startswith("The file has more than 100 columns.")
    with pytest.raises(InvalidInputError, match="more than 10000 columns"):
        beginning(content, "a.csv", "utf-8", {}, 0)


def test_uploads_leave_room_for_others(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they would take more than their part of the memory, they are refused; other bodies still come."""
    monkeypatch.setattr(in_process, "MAX_HELD_BY_STREAMS", 30_000)
    body = form_with("a.csv", b"id;name\n" * 5_000)

    assert send(browser, RELATIONS, body).status == 503
    assert browser.post("/account/profile", name="Ada", language="en", relation="", more="x" * 40_000).status == 303


def test_a_broken_form(browser: Browser) -> None:
    """It gets an answer that says what to do."""
    page = checked(send(browser, RELATIONS, form_with("a.csv", b"id;name\n")[:-20]), 422)

    assert page.find(id="file-error").words == "The file has not arrived as a whole. Upload it again."


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


def _account(register: Register) -> str:
    return find(register.database, "importer@example.org").id


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


def test_a_preview_before_the_columns_are_right(browser: Browser) -> None:
    """It leads to the columns."""
    address = upload(browser, "a;b\n1;2\n")

    assert browser.get(f"{address}/preview").location == address
    assert browser.post(f"{address}/import", seen="1-0-0-0").location == address


def test_long_texts(browser: Browser) -> None:
    """A preview stays small, whatever is in the cells."""
    phones = "|".join(f"06{number:08}" for number in range(100))
    rows = "".join(f"{number};{'x' * 255};{phones};{'y' * 240}{number}\n" for number in range(10, 40))
    checked(browser.get(upload(browser, f"id;name;phone;externalId\n{rows}") + "/preview"))
    unknown = "".join(f'{{"type": "ContactMomentPhone", "{"z" * 5000}{number}": 1}}\n' for number in range(40))

    checked(browser.get(upload(browser, unknown, "calls.jsonl", MOMENTS)))


def pieces(register: Register) -> int:
    """How many pieces of files wait in the register."""
    counted = select(func.count()).select_from(upload_piece)
    return int(register.database.read(lambda connection: connection.execute(counted).scalar_one()))


def test_a_file_is_gone_once_it_is_imported(register: Register, browser: Browser) -> None:
    """So is one that nobody wants, and one that nobody decides about, after a day."""
    imported(browser, PEOPLE)
    address, page = preview(browser, PEOPLE)
    page.form(f"{address}/import").submit(browser, "Delete the file")
    upload(browser, PEOPLE)
    assert pieces(register) == 1
    uploads.expire(register.database, register.clock() + 24 * 3600 * SECOND + 1)

    assert pieces(register) == 0
    assert "Your files that wait" not in checked(browser.get(RELATIONS)).words


def test_old_files_go_one_by_one(register: Register, browser: Browser) -> None:
    """Each in a transaction of its own, with a rest after it: others write in between."""
    for _ in range(3):
        upload(browser, PEOPLE)
    left = list[int]()
    later = register.clock() + 24 * 3600 * SECOND + 1
    uploads.expire(register.database, later, lambda _: left.append(pieces(register)))

    assert left == [2, 1, 0]


def test_an_account_has_ten_files_that_wait(register: Register, browser: Browser) -> None:
    """The oldest goes."""
    first = upload(browser, PEOPLE)
    for _ in range(10):
        upload(browser, PEOPLE)

    assert browser.get(first).status == 404
    assert len(checked(browser.get(RELATIONS)).find("section", class_="card").all("li")) == 10


def test_all_faults_as_a_file(browser: Browser) -> None:
    """In the language of the page, without what a spreadsheet would calculate; from a page of the register only."""
    address, page = preview(browser, "id;name;email\n1;A;=cmd\n2;;\n3;B\n" + "".join(f"x{n};B;\n" for n in range(30)))
    file = browser.get(f"{address}/errors?lang=nl").text
    elsewhere = browser.send("GET", f"{address}/errors", b"", {"sec-fetch-site": "cross-site"})

    assert len(page.find("section", aria_labelledby="faults").all("td")) == 60
    assert file.startswith("\ufeffRij;Kolom;Wat er mis is\r\n2;E-mailadres;E-mailadres is geen e-mailadres.")
    assert "4;;De rij heeft meer of minder cellen dan de eerste regel.\r\n" in file
    assert file.count("\r\n") == 34
    assert "=cmd" not in file
    assert elsewhere.status == 403


def test_moments(register: Register, browser: Browser) -> None:
    """JSON lines have no columns; the preview, the import and its undo tell how many."""
    address, page = preview(browser, LINE % ("One", "a") + LINE % ("Two", "b"), "calls.jsonl", MOMENTS)
    assert counts(page) == {"registered": "2", "registered before": "0", "refused": "0"}
    assert page.find("ol", class_="steps").texts("li") == ["File", "Preview", "Import"]
    result = page.form(f"{address}/import").submit(browser, "Import 2 rows").location
    again = preview(browser, LINE % ("One", "a") + LINE % ("Three", "c"), "calls.jsonl", MOMENTS)[1]
    assert counts(again) == {"registered": "1", "registered before": "1", "refused": "0"}
    assert number_of_moments(register.database) == 2
    question = checked(browser.get(f"{result}/undo"))
    assert "2 contact moments are withdrawn, as mistakes." in question.words
    question.form(f"{result}/undo").submit(browser, "Withdraw")

    assert facts(checked(browser.get(result)))["Still there"] == "0"
    assert number_of_moments(register.database) == 0


def test_moments_of_a_spreadsheet(register: Register, browser: Browser) -> None:
    """Columns are matched by the titles of the fields too."""
    heading = "Soort contact;Onderwerp;Verzender;Ontvangers;Datum en tijd;Outcome"
    rows = f"{heading}\nContactMomentPhone;Hello;1;2|1;2020-01-31 13:45:00;spoke\n"
    address = upload(browser, rows, "calls.csv", MOMENTS)
    assert list(chosen(browser, address).values()) == [
        "type",
        "subject",
        "senderId",
        "recipients",
        "dateTime",
        "outcome",
    ]
    page = checked(browser.get(f"{address}/preview"))

    assert counts(page)["registered"] == "1"
    assert "31 Jan 2020, 13:45" in page.words
    assert page.form(f"{address}/import").submit(browser, "Import 1 row").location == f"{MOMENTS}/1"
    assert number_of_moments(register.database) == 1


def test_moments_with_a_fault(register: Register, browser: Browser) -> None:
    """Nothing of the file is imported; each line is told with what is wrong."""
    lines = LINE % ("One", "a") + '{"type": "Other"}\nno json\n' + LINE.replace("[2]", "[99]") % ("Two", "b")
    address, page = preview(browser, lines, "calls.jsonl", MOMENTS)

    assert counts(page)["refused"] == "3"
    assert "Nothing is imported as long as a line is refused." in page.words
    assert not page.all("button", class_="primary")
    assert checked(browser.post(f"{address}/import", seen="1-0-3"), 409)
    assert number_of_moments(register.database) == 0


def test_corrected_moments(register: Register, browser: Browser) -> None:
    """They stay, unless somebody wants them withdrawn too."""
    result = imported(browser, LINE % ("One", "a"), "calls.jsonl", MOMENTS)
    body = {"subject": "Other", "senderId": 1, "recipients": [2], "contactMomentId": 1}
    register.registrar.register(Call(PHONE, body, GRANT))
    question = checked(browser.get(f"{result}/undo"))
    assert "1 contact moment stays: it was corrected since." in question.words
    question.form(f"{result}/undo").submit(browser, "Withdraw")
    assert number_of_moments(register.database) == 1
    left = checked(browser.get(f"{result}/undo"))
    left.form(f"{result}/undo").submit(browser, "Withdraw", corrected="yes")

    assert number_of_moments(register.database) == 0


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


def test_nobody_else_may_import(register: Register) -> None:
    """An editor may change relations, but not import them."""
    editor = signed_in(register, "editor@example.org", "editor")

    assert editor.get(RELATIONS).status == 403
    assert send(editor, RELATIONS, form_with("a.csv", b"id;name\n")).status == 403


def test_addresses_that_lead_nowhere(browser: Browser) -> None:
    """Files and imports that are not there."""
    for path in ("file/x", "file/x/preview", "file/x/errors", "99", "99/undo", str(2**63)):
        assert browser.get(f"{RELATIONS}/{path}").status == 404
    for path in ("file/x", "file/x/import", "file/x/drop", "99/undo"):
        assert browser.post(f"{RELATIONS}/{path}").status == 404


def test_an_import_of_the_other_kind(browser: Browser) -> None:
    """A file of relations is none of contact moments."""
    address = upload(browser, PEOPLE)

    assert browser.get(address.replace("relations", "moments")).status == 404


def test_nothing_of_a_file_is_logged(browser: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither its name nor what is in it, also where it is refused."""
    secret = "Zebedee"
    imported(browser, f"id;name;email\n30;{secret};{secret}\n31;{secret};\n", f"{secret}.csv")
    send(browser, RELATIONS, form_with(f"{secret}.csv", f'"{secret}'.encode()))
    preview(browser, f'{{"{secret}": 1}}\n', f"{secret}.jsonl", MOMENTS)

    said = capsys.readouterr()
    assert secret not in said.out + said.err


def test_the_pages_in_dutch(browser: Browser) -> None:
    """Every step."""
    address, _ = preview(browser, PEOPLE)
    result = imported(browser, "id;name\n40;A\n")
    for path in (RELATIONS, MOMENTS, address, f"{address}/preview", result, f"{result}/undo"):
        page = checked(browser.get(f"{path}?lang=nl"))
        assert page.find("html")["lang"] == "nl"
