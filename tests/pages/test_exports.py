"""Files of what a timeline finds: for spreadsheets and for programs, with exactly what is filtered."""

import csv
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore

import pytest

from contact_moments import catalogue
from contact_moments.accounts import roles
from contact_moments.audit.trail import read
from contact_moments.contract.support import add_people, register_together
from contact_moments.errors import UnavailableError
from contact_moments.model import EXPORT, VIEW
from contact_moments.moments import follow_ups
from contact_moments.moments.export import Exported, export_lines
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.pages import headers
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.questions.audit import Wanted
from contact_moments.times import Zone
from contact_moments.web import export_files
from tests.people.browser import OPERATOR, Browser, add_account
from tests.people.browser import Answer as Page

ZONE = Zone("Europe/Amsterdam")
FORMULAS = ["=1+1", "+31612345678", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")', "＝1", "a=1", 'é;"x"\ny']


@pytest.fixture(scope="module", autouse=True)
def _filled(register: Register) -> None:
    """Texts that a spreadsheet would calculate, in subjects and contents."""
    add_people(register, 1, 2)
    catalogue.add_tag(register.database, "=Paid", 3)
    bodies = [{"subject": f"x{one}" if one[0] == "\t" else one, "contents": one} for one in FORMULAS]
    register_together(register, [one | {"dateTime": f"2024-05-01T10:00:0{at}"} for at, one in enumerate(bodies)])
    register_together(register, [{"subject": "Other", "tagIds": [3], "action_code": -1, "dateTime": "2020-01-01"}])
    roles.put_role(register.database, "lister", frozenset({VIEW, EXPORT}), False, OPERATOR)


def signed_in(register: Register, role: str = "editor", language: str = "en") -> Browser:
    """A browser of somebody who may export."""
    email = f"{role}-{language}@example.org"
    add_account(register, email, role)
    browser = Browser(register)
    browser.sign_in(email)
    return browser


@pytest.fixture(scope="module")
def editor(register: Register) -> Browser:
    """Somebody who may export, with details."""
    return signed_in(register)


def table(answer: Page, separator: str = ",") -> list[dict[str, str]]:
    """The rows of a CSV file by their headings."""
    assert answer.status == 200
    assert answer.text.startswith("\ufeff")
    assert answer.text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(answer.text[1:], newline=""), delimiter=separator))


def test_csv_has_no_formula(editor: Browser) -> None:
    """A mark stands before each text that a spreadsheet would calculate; numbers stay numbers."""
    answer = editor.get("/export/csv")
    found = table(answer)

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="contact-moments-')
    expected = [one if one[0] in "aé" else f"'{one}" for one in reversed(FORMULAS)]
    assert [row["Contents"] for row in found[:-1]] == expected
    last = found[-1]
    assert (last["Action"], last["Tags"], last["Sender"]) == ("-1", "'=Paid", "Relation 1")
    assert (last["Date and time"], last["Type"], last["Recipients, numbers"]) == ("2020-01-01 00:00:00", "Note", "2")


HIDDEN = [
    *(
        "hello;=1+1",
        "a, =1",
        "x\n=cmd|'/c calc'!A1;=HYPERLINK(\"http://x\")",
        'q";"=1',
        "t\t-1",
        "a\r\n@x",
        'a;\n "+1',
        "b;＝1",
    ),
    *(" =1", '"=1"', "\ufeff=1", "\u3000;\xa0－1"),
]


def listed(subject: str) -> dict[str, object]:
    """An item of the list."""
    parties = {"senderId": 1, "sender": "=X", "recipients": [2], "action": None, "tags": {"3": "a;=1"}}
    return {"id": 1, "dateTime": "2019-05-01T00:00:00", "type": "Note", "subject": subject} | parties


@pytest.mark.parametrize("written", [",", ";"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_formula_wherever_cells_are_split(written: str, separator: str) -> None:
    """Excel splits at the list separator of Windows, which may be another one than that of the file."""
    names = export_files.columns(["contents"], True)
    sheet = export_files.Sheet({name: f"{name};=1" for name in names}, {}, {}, written, ZONE)
    rows = [Exported(listed(one), {"contents": one, "reference": one}) for one in HIDDEN]
    text = b"".join(export_files.csv_pieces(iter([rows]), sheet)).decode()
    split = csv.reader(io.StringIO(text[1:], newline=""), delimiter=separator)
    found = [cell.lstrip(' \t\r\n"\ufeff\xa0\u3000') for row in split for cell in row]

    assert len(found) > len(HIDDEN)
    assert [one for one in found if one.startswith(tuple("=+-@＝＋－＠"))] == []


def test_plain_text_stays() -> None:
    """A sign within words is no formula, and a long run of what may stand between cells takes no time."""
    kept = ["a - b", "a+b=c", "ada@example.org", 'say "-"', "1;2,3", f"x{' ;' * 50_000}y"]
    assert [export_files._csv_cell(one) for one in kept] == kept
    assert export_files._csv_cell("a, -5; b") == "a, '-5; b"


def test_csv_in_dutch(editor: Browser) -> None:
    """Semicolons, as Excel expects there, and headings in the language."""
    found = table(editor.get("/export/csv?lang=nl&tag=3"), ";")
    assert [one["Onderwerp"] for one in found] == ["Other"]


def test_exactly_what_is_filtered(editor: Browser) -> None:
    """By the query of the timeline; what cannot be is refused, and an unknown format is not there."""
    assert len(table(editor.get("/export/csv?from=2024-01-01&q=sum"))) == 1
    assert editor.get("/export/csv?type=Other").status == 400
    assert editor.get("/export/pdf").status == 404


def test_json_lines_can_be_imported(register: Register, editor: Browser) -> None:
    """The same lines as `moment export` writes, the newest first."""
    lines = editor.get("/export/jsonl").text.splitlines()
    assert sorted(lines) == sorted(export_lines(register.database, Actor()))
    assert json.loads(lines[-1])["subject"] == "Other"


def test_without_details(register: Register) -> None:
    """Nine columns, and items of the list."""
    browser = signed_in(register, "lister")
    (row,) = table(browser.get("/export/csv?tag=3"))
    assert len(row) == 9
    (line,) = browser.get("/export/jsonl?tag=3").text.splitlines()
    assert len(json.loads(line)) == 9


def xlsx(browser: Browser, query: str = "") -> bytes:
    """An XLSX file."""
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    headers = [("host", b"127.0.0.1"), ("cookie", cookie.encode())]
    answer = browser.application.send("GET", f"/export/xlsx{query}", headers, b"", browser.peer)
    assert answer.status == 200
    return answer.content


def test_xlsx(editor: Browser) -> None:
    """Texts are texts, whatever they begin with, and nothing is a formula or a link."""
    with zipfile.ZipFile(io.BytesIO(xlsx(editor))) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert sheet.count("<row ") == len(FORMULAS) + 2
    assert "=1+1" in sheet


def test_too_many_rows_for_xlsx(editor: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is refused before anything is sent, and no file is left."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(export_files, "MOST_ROWS", 5)
    answer = editor.get("/export/xlsx")
    assert answer.status == 409
    assert "choose CSV" in answer.text
    assert list(tmp_path.iterdir()) == []
    assert xlsx(editor, "?tag=3").startswith(b"PK")


def test_a_register_too_large_for_xlsx_is_not_read(
    register: Register, editor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused by the number of ids: no row is written, and nothing was exported for the audit trail."""
    editor.get("/")
    before = len(list(read(register.database, Wanted(kind="export"))))
    monkeypatch.setattr(export_files, "MOST_ROWS", 5)
    monkeypatch.setattr(export_files, "_write_xlsx", None)
    assert editor.get("/export/xlsx").status == 409
    assert len(list(read(register.database, Wanted(kind="export")))) == before


def test_too_many_bytes_for_xlsx(editor: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Few rows can have long texts: the file on disk is limited, and none is left."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(export_files, "MOST_BYTES", -1)  # few bytes wait in a buffer
    answer = editor.get("/export/xlsx")
    assert answer.status == 409
    assert "too large" in answer.text
    assert list(tmp_path.iterdir()) == []


def test_one_xlsx_at_a_time(editor: Browser) -> None:
    """Another one is told to wait; the next can be made."""
    with export_files._turn:
        assert editor.get("/export/xlsx").status == 503


def test_who_reads_slowly_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a file is sent, others are made, as many as there is disk for; who has got theirs gives the place back."""
    monkeypatch.setattr(export_files, "_places", BoundedSemaphore(2))
    sheet = export_files.Sheet({"id": "Number"}, {}, {}, ",", ZONE)
    slow, other, third, last = (export_files.xlsx_pieces(iter([]), sheet) for _ in range(4))
    assert next(slow) + next(other)
    with pytest.raises(UnavailableError):
        next(third)
    assert [list(slow), b"".join(last)[:2], list(other)] == [[], b"PK", []]


def test_headers_of_a_file(editor: Browser) -> None:
    """Those of a page."""
    found = editor.get("/export/csv").headers
    assert {name: found[name] for name, _ in headers.of()} == dict(headers.of())


@pytest.mark.parametrize(("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200)])
def test_no_other_site_has_a_file_made(register: Register, editor: Browser, site: str, status: int) -> None:
    """It would stand in the audit trail under the person's name."""
    before = len(list(read(register.database, Wanted(kind="export"))))
    assert editor.get("/export/jsonl", **{"sec-fetch-site": site}).status == status
    assert len(list(read(register.database, Wanted(kind="export")))) == before + (status == 200)


def test_the_audit_trail_tells_of_it(register: Register, editor: Browser) -> None:
    """Who has exported, and by which filters, but not their values."""
    editor.get("/export/csv?q=secret&sender=1")
    *_, last = read(register.database, Wanted(kind="export"))
    assert last.account_id is not None
    assert last.detail == {"filters": ["question", "senders"]}


def test_who_may_not_export(register: Register) -> None:
    """A reader gets no file, and sees no button."""
    browser = signed_in(register, "reader")
    assert browser.get("/export/csv").status == 403
    assert "/export/" not in browser.get("/").text


def test_a_field_of_several_types_is_called_as_the_first_calls_it(register: Register, editor: Browser) -> None:
    """An operator's type that calls `contents` otherwise does not rename the column of all others; alone it does."""
    own = {
        "id": "ContactMomentReport",
        "title": "Report",
        "schema": {"properties": {"contents": {"title": "Findings"}}},
    }
    put_type(register.database, read_type(json.dumps(own).encode()))

    assert {"Contents"} <= table(editor.get("/export/csv"))[0].keys()
    heading = editor.get("/export/csv?type=ContactMomentReport").text
    assert ("Findings" in heading, "Contents" in heading) == (True, False)


def test_follow_ups_have_columns(register: Register, editor: Browser) -> None:
    """A day stays a date, a time is a local one, and a note that a spreadsheet would calculate is marked."""
    rows = {
        "day": {"on": "2024-05-06", "by": 1, "note": "=1+1"},
        "time": {"on": "2024-05-06T08:00:00Z", "done": True},
        "none": None,
        "end": {"on": "2024-05-06"},
    }
    bodies = [{"subject": f"Follow {name}", "followUp": one} for name, one in rows.items()]
    ids = dict(zip(rows, register_together(register, bodies), strict=True))
    assert isinstance(ids["end"], int)
    assert isinstance(ids["none"], int)
    follow_ups.end(register.database, ids["end"], OPERATOR, ids["none"])

    found = {row["Subject"]: list(row.values())[-6:] for row in table(editor.get("/export/csv?q=follow"))}

    ended = found["Follow time"][-2]
    datetime.fromisoformat(ended)
    assert list(table(editor.get("/export/csv?q=follow"))[0])[-6:] == [
        "Follow-up on",
        "Follow-up by, number",
        "Follow-up, note",
        "Follow-up done",
        "Follow-up ended",
        "Follow-up answered by contact moment",
    ]
    assert found == {
        "Follow day": ["2024-05-06", "1", "'=1+1", "false", "", ""],
        "Follow time": ["2024-05-06 10:00:00", "", "", "true", ended, ""],
        "Follow none": [""] * 6,
        "Follow end": ["2024-05-06", "", "", "true", found["Follow end"][-2], str(ids["none"])],
    }
