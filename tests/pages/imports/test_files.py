"""Which files are taken on a page, how much room they have, and when they are gone."""

import pytest

from contact_moments.clock import SECOND
from contact_moments.csv_rows import CsvRows, beginning
from contact_moments.errors import InvalidInputError
from contact_moments.register import Register
from contact_moments.uploads import importing, uploads
from contact_moments.uploads.uploads import MOST_BYTES
from tests import in_process
from tests.pages.dom import checked
from tests.pages.uploading import (
    MOMENTS,
    PEOPLE,
    RELATIONS,
    form_with,
    imported,
    pieces,
    preview,
    send,
    upload,
)
from tests.people.browser import Browser

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


def test_nothing_of_a_file_is_logged(browser: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither its name nor what is in it, also where it is refused."""
    secret = "Zebedee"
    imported(browser, f"id;name;email\n30;{secret};{secret}\n31;{secret};\n", f"{secret}.csv")
    send(browser, RELATIONS, form_with(f"{secret}.csv", f'"{secret}'.encode()))
    preview(browser, f'{{"{secret}": 1}}\n', f"{secret}.jsonl", MOMENTS)

    said = capsys.readouterr()
    assert secret not in said.out + said.err
