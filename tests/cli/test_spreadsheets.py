"""Files as spreadsheets write them, of relations and of contact moments."""

import json

import pytest

from tests.cli.command_line import assert_refused, contents, run_here, succeed_here
from tests.cli.conftest import COMPANY, OTHER
from tests.cli.lines import export
from tests.support import RECIPIENT, SENDER, Installation, Json

pytestmark = pytest.mark.both_engines

Words = tuple[str, ...]

MAPPED: Words = ("--column", "id=Nr", "--column", "name=Naam, voluit")
RELATIONS: dict[str, tuple[str | bytes, Words]] = {
    "separator after the last cell": ("id;name;\r\n7;Gé;\r\n8;Hans, J.;\r\n", ()),
    "separators after the last cell": ("id,name,,\n7,Gé,,\n8,'Hans, J.',\n".replace("'", '"'), ()),
    "sep": ("sep=;\r\nid;name\r\n7;Gé\r\n8;Hans, J.\r\n", ()),
    "sep in quotes": ('"sep=;"\r\nid;name\r\n7;Gé\r\n8;Hans, J.\r\n', ()),
    "sep after a mark": ("\ufeffsep=;\nid;name\n7;Gé\n8;Hans, J.\n", ()),
    "sep with a tab": ("sep=\t\nid\tname\n7\tGé\n8\tHans, J.\n", ()),
    "sep that is saved again": ('sep=,,\nid,name\n7,Gé\n8,"Hans, J."\n', ()),
    "rows of separators": (";;\nid;name\n;;\n7;Gé\n ; \n8;Hans, J.\n;\n;;;;\n", ()),
    "carriage returns alone": ("id,name\r7,Gé\r8,'Hans, J.'\r".replace("'", '"'), ()),
    "mixed line ends": ("id;name\r\n7;Gé\n8;Hans, J.\r", ()),
    "windows-1252": ("id;name\n7;Gé\n8;Hans, J.\n".encode("cp1252"), ("--encoding", "windows-1252")),
    "another name of it": ("id;name\n7;Gé\n8;Hans, J.\n".encode("cp1252"), ("--encoding", "CP1252")),
    "of a Mac": ("id;name\r7;Gé\r8;Hans, J.\r".encode("mac-roman"), ("--encoding", "macintosh")),
    "UTF-16 that is named": ("id;name\n7;Gé\n8;Hans, J.\n".encode("utf-16"), ("--encoding", "utf-16")),
    "Unicode Text of Excel": ("id\tname\r\n7\tGé\r\n8\tHans, J.\r\n".encode("utf-16"), ("--encoding", "UTF-16")),
    "UTF-16, big-endian": ("id\tname\n7\tGé\n8\tHans, J.\n".encode("utf-16-be"), ("--encoding", "UTF-16")),
    "UTF-16, little-endian": ("id\tname\n7\tGé\n8\tHans, J.\n".encode("utf-16-le"), ("--encoding", "UTF-16")),
    "tabs in UTF-8": ("id\tname\n7\tGé\n8\tHans, J.\n", ()),
    "own headings": ("Naam, voluit;Nr\nGé;7\nHans, J.;8\n", MAPPED),
    "own headings in quotes": ('Nr,"Naam, voluit"\n7,Gé\n8,"Hans, J."\n', MAPPED),
    "further columns": ("Nr;Geboren;naam,  VOLUIT;\n7;1970;Gé;\n8;;Hans, J.;x\n".replace(";x", ";"), MAPPED),
    "many leading zeros": (f"id;name\n{'0' * 5000}7;Gé\n{'0' * 19}8;Hans, J.\n", ()),
    "a column of the usual name that is not meant": (
        "id;Nr;name\n1;7;Gé\n2;8;Hans, J.\n",
        ("--column", "id=Nr", "--column", "name=name"),
    ),
}


def names(installation: Installation) -> list[tuple[int, str]]:
    """The relations by id with their names."""
    return [(id_, name) for id_, name in installation.sql("select id, name from relation order by id")]


@pytest.mark.parametrize(("content", "words"), RELATIONS.values(), ids=RELATIONS)
def test_relations(content: str | bytes, words: Words, registered: Installation) -> None:
    """What a spreadsheet adds around the cells does not matter."""
    (registered.folder / "file.csv").write_bytes(content if isinstance(content, bytes) else content.encode())

    says = succeed_here(registered, "relation", "import", "file.csv", *words)

    assert says == "2 added, 0 changed, 0 unchanged\n"
    assert names(registered) == [(7, "Gé"), (8, "Hans, J.")]


def test_a_semicolon_in_a_value(registered: Installation) -> None:
    """With carriage returns alone, the first line decides on the separator, not what stands in the cells."""
    (registered.folder / "file.csv").write_bytes(b'id,name\r7,Gert; G.\r8,"Hans;\rJ."\r')
    succeed_here(registered, "relation", "import", "file.csv")

    assert names(registered) == [(7, "Gert; G."), (8, "Hans;\rJ.")]


def test_a_column_that_is_left_out_is_named(registered: Installation) -> None:
    """With --column, columns that are not known are left out, and told."""
    (registered.folder / "file.csv").write_text("Nr;naam;Geboren\n7;Gert;1970\n")

    done = run_here(registered, "relation", "import", "file.csv", "--column", "id=Nr", "--column", "name=Naam")

    assert (done.returncode, done.stderr) == (0, 'Columns that were left out: "Geboren"\n')


CSV = "file.csv"
WRONG: dict[str, tuple[bytes, Words, int, Words]] = {
    "no such heading": (b"Nr;name\n7;Gert\n", ("--column", "id=Nummer"), 1, ('no column "Nummer"',)),
    "no such column": (b"Nr;name\n7;Gert\n", ("--column", "nr=Nr"), 1, ('no column "nr" to import', "id, kind, name")),
    "no heading": (b"id;name\n7;Gert\n", ("--column", "name"), 2, ("NAME=HEADING",)),
    "two headings": (b"id;name\n", ("--column", "id=a", "--column", "id=b"), 2, ("each column has one heading",)),
    "two columns": (b"id;name\n", ("--column", "id=a", "--column", "name=A"), 2, ("each column has one heading",)),
    "no such encoding": (b"id;name\n", ("--encoding", "rot13"), 2, ("UTF-8", "windows-1252")),
    "UTF-8 after all": ("id;name\n7;Gé\n".encode(), ("--encoding", "windows-1252"), 1, ("leave --encoding out",)),
    "a byte that is no character": (b"id;name\n7;\x81\n", ("--encoding", "windows-1252"), 1, ("is not windows-1252",)),
}


@pytest.mark.parametrize(("content", "words", "code", "says"), WRONG.values(), ids=WRONG)
def test_options_that_do_not_fit(content: bytes, words: Words, code: int, says: Words, unchanged: Installation) -> None:
    """An encoding or a heading that is not the file's is refused, and nothing is imported."""
    (unchanged.folder / CSV).write_bytes(content)
    before = contents(unchanged)

    assert_refused(run_here(unchanged, "relation", "import", CSV, *words), code, *says)
    assert contents(unchanged) == before


HEADER = "type;subject;dateTime;senderId;recipients;action_code;tagIds;reference;contents;location"
FULL = f"ContactMomentPhone;Één vraag;2020-01-31 13:45:00;0{SENDER};{OTHER}|{RECIPIENT};-7;5 | 3;R-1;Tekst; \n"
SHORT = f"ContactMomentVisit;Bezoek;;{SENDER};{COMPANY};;;;;Aan huis\n"
MOMENTS: list[dict[str, Json]] = [
    {
        "type": "ContactMomentPhone",
        "dateTime": "2020-01-31T12:45:00Z",
        "subject": "Één vraag",
        "senderId": SENDER,
        "recipients": sorted([OTHER, RECIPIENT]),
        "action_code": -7,
        "tagIds": [3, 5],
        "reference": "R-1",
        "contents": "Tekst",
    },
    {
        "type": "ContactMomentVisit",
        "subject": "Bezoek",
        "senderId": SENDER,
        "recipients": [COMPANY],
        "location": "Aan huis",
    },
]
FILES: dict[str, tuple[str, str | bytes, Words]] = {
    "CSV": ("calls.csv", f"{HEADER}\n{FULL}{SHORT}", ()),
    "another name": ("calls.txt", f"{HEADER}\n{FULL}{SHORT}", ()),
    "everything that Excel adds": (
        "CALLS.CSV",
        f"\ufeffsep=;\n{HEADER};;\n;;;\n{FULL}{SHORT};;;;;;;\n".replace("\n", "\r\n"),
        (),
    ),
    "windows-1252": ("calls.csv", f"{HEADER}\n{FULL}{SHORT}".encode("cp1252"), ("--encoding", "windows-1252")),
    "own headings": (
        "calls.csv",
        f"{HEADER.replace('subject', 'Onderwerp').replace('location', 'Waar')}\n{FULL}{SHORT}",
        ("--column", "subject=onderwerp", "--column", "location=Waar"),
    ),
}


@pytest.mark.parametrize(("name", "content", "words"), FILES.values(), ids=FILES)
def test_moments(name: str, content: str | bytes, words: Words, furnished: Installation) -> None:
    """A CSV file of contact moments: columns as the members of the POST, lists with | between, empty cells left out."""
    (furnished.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    says = succeed_here(furnished, "moment", "import", name, *words)

    full, short = export(furnished)
    del short["dateTime"]  # it is now
    assert says == "2 contact moments registered (import 1)\n"
    assert [full, short] == MOMENTS


def test_a_row_and_a_line_are_the_same(furnished: Installation) -> None:
    """A row of a CSV file is known as the line of JSON that says the same."""
    (furnished.folder / "calls.csv").write_text(f"{HEADER}\n{FULL}", encoding="utf-8")
    (furnished.folder / "calls.jsonl").write_text(json.dumps(MOMENTS[0]), encoding="utf-8")
    succeed_here(furnished, "moment", "import", "calls.csv")

    says = succeed_here(furnished, "moment", "import", "calls.jsonl")
    assert says == "0 contact moments registered, 1 there already (import 2)\n"


def test_a_follow_up_in_columns(furnished: Installation) -> None:
    """Four columns make one member, of a row that has any of them."""
    header = "type;subject;senderId;recipients;followUpOn;FollowUpBy;followUpNote;followUpDone"
    start = f"ContactMomentNote;Vraag;{SENDER};{OTHER}"
    rows = [f"{start};2024-05-06;{OTHER};Bel | terug;", f"{start};2024-05-06 09:30:00;;;TRUE", f"{start};;;;"]
    (furnished.folder / "calls.csv").write_text("\n".join([header, *rows]), encoding="utf-8")

    succeed_here(furnished, "moment", "import", "calls.csv")

    made = [one.get("followUp", {}) for one in export(furnished)]
    assert made[1].pop("ended")
    assert made == [
        {"on": "2024-05-06", "by": OTHER, "note": "Bel | terug"},
        {"on": "2024-05-06T07:30:00Z", "done": True},
        {},
    ]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ("6-5-2024;;", "followUpOn must be a date and time like"),
        (";1516;", "followUp.on is required"),
        ("2024-05-06;x;", "followUp.by must be the id of a relation"),
        ("2024-05-06;;perhaps", "followUp.done must be true or false"),
    ],
)
def test_a_wrong_follow_up_in_columns(cells: str, says: str, furnished: Installation) -> None:
    """It is named as the member of the API is."""
    header = "type;subject;senderId;recipients;followUpOn;followUpBy;followUpDone"
    row = f"ContactMomentNote;Vraag;{SENDER};{OTHER};{cells}"
    (furnished.folder / "calls.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    done = run_here(furnished, "moment", "import", "calls.csv")

    assert (done.returncode, says in done.stderr) == (1, True), done.stderr


def test_own_fields_of_every_kind(furnished: Installation) -> None:
    """A cell becomes what the field's schema asks for: a number, true or false, a list, a text of digits."""
    fields = {
        "minutes": {"type": "number"},
        "solved": {"type": "boolean"},
        "lines": {"type": "array", "items": {"type": "string"}},
        "code": {"type": ["string", "null"]},
        "count": {"$ref": "#/definitions/tally"},
        "marks": {"type": "array", "items": {"$ref": "#/definitions/number"}},
    }
    definitions = {"tally": {"$ref": "#/definitions/number"}, "number": {"type": "integer"}}
    schema = {"id": "Chat", "title": "Chat", "schema": {"properties": fields, "definitions": definitions}}
    (furnished.folder / "chat.json").write_text(json.dumps(schema))
    succeed_here(furnished, "type", "add", "chat.json")
    text = "type;subject;senderId;recipients;minutes;solved;lines;code;count;marks\n"
    text += f"Chat;X;{SENDER};{OTHER};1,5;TRUE;a|7;007;12;3|4\n"
    (furnished.folder / "calls.csv").write_text(text)
    succeed_here(furnished, "moment", "import", "calls.csv")

    (found,) = export(furnished)
    assert [found[name] for name in fields] == [1.5, True, ["a", "7"], "007", 12, [3, 4]]


ROWS: dict[str, tuple[str, str]] = {
    "a day first": ("type;subject;dateTime;senderId;recipients\nX;Y;31-12-2024 13:45;1;2", "yyyy-mm-dd hh:mm:ss"),
    "no seconds": ("type;subject;dateTime;senderId;recipients\nX;Y;2024-12-31 13:45;1;2", "dateTime must be"),
    "American": ("type;subject;dateTime;senderId;recipients\nX;Y;12/31/2024 1:45 PM;1;2", "dateTime must be"),
    "no such day": ("type;subject;dateTime;senderId;recipients\nX;Y;2024-02-30;1;2", "dateTime must be"),
    "reference that was shortened": (
        "type;subject;senderId;recipients;reference\nX;Y;1;2;1,23457E+15",
        "reference has a number that a spreadsheet has shortened",
    ),
    "sender with a fraction": ("type;subject;senderId;recipients\nX;Y;1,0;2", "senderId"),
    "recipients with commas": ("type;subject;senderId;recipients\nX;Y;1;2,3", "recipients[0]"),
    "no type": ("type;subject;senderId;recipients\n;Y;1;2", '"type"'),
    "cell too few": ("type;subject;senderId;recipients\nX;Y;1", "more or fewer cells"),
    "quote open": ('type;subject;senderId;recipients\nX;"Y;1;2\n', "quotation mark is opened here"),
}


@pytest.mark.parametrize(("content", "says"), ROWS.values(), ids=ROWS)
def test_moments_with_a_fault(content: str, says: str, unchanged: Installation) -> None:
    """A row that cannot be read is named with its line and the reason, and nothing is imported."""
    (unchanged.folder / CSV).write_text(content.replace("\nX;", "\nContactMomentNote;"))
    before = contents(unchanged)

    done = run_here(unchanged, "moment", "import", CSV)

    assert_refused(done, 1, "line 2: ", says, "1 line of 1 rejected")
    assert contents(unchanged) == before


HEADERS: dict[str, tuple[str, bytes, Words, Words]] = {
    "empty": ("calls.csv", b"", (), ("calls.csv is empty",)),
    "UTF-16": ("calls.csv", "type;subject".encode("utf-16"), (), ("not UTF-8 but UTF-16",)),
    "UTF-16, JSON": ("calls.jsonl", '{"type": "X"}'.encode("utf-16"), (), ("calls.jsonl is not UTF-8 but UTF-16",)),
    "workbook": ("calls.xlsx", b"PK\x03\x04\x14\x00\x06", (), ("calls.xlsx is a workbook", "save it as CSV UTF-8")),
    "old workbook": ("calls.xls", b"\xd0\xcf\x11\xe0\xa1", (), ("calls.xls is a workbook",)),
    "unknown column": ("calls.csv", b"type;subject;senderId;recipients;Wie\n", (), ('"Wie" is not known', "--column")),
    "no column of recipients": ("calls.csv", b"type;subject;senderId\n", (), ("recipients is missing",)),
    "JSON with an encoding": ("calls.jsonl", b"{}", ("--encoding", "cp1252"), ("--encoding and --column are for CSV",)),
}


@pytest.mark.parametrize(("name", "content", "words", "says"), HEADERS.values(), ids=HEADERS)
def test_files_that_cannot_be_read(
    name: str, content: bytes, words: Words, says: Words, unchanged: Installation
) -> None:
    """A file that is no file of contact moments gets a sentence of its own."""
    (unchanged.folder / name).write_bytes(content)

    assert_refused(run_here(unchanged, "moment", "import", name, *words), 1, *says)


def test_an_empty_file_of_lines(furnished: Installation) -> None:
    """It is an export of an empty register: there is nothing to import, and that is said."""
    (furnished.folder / "calls.jsonl").write_bytes(b"\n")

    done = run_here(furnished, "moment", "import", "calls.jsonl")

    assert (done.returncode, done.stdout) == (0, "0 contact moments registered\n")
    assert "The file is empty" in done.stderr


def test_a_mark_before_the_first_line(furnished: Installation) -> None:
    """A byte order mark at the beginning of a file of JSON lines is read as if it was not there."""
    (furnished.folder / "calls.jsonl").write_text(f"\ufeff{json.dumps(MOMENTS[0])}\n", encoding="utf-8")

    says = succeed_here(furnished, "moment", "import", "calls.jsonl")
    assert says == "1 contact moment registered (import 1)\n"
