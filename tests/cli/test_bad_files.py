"""Files with faults in them: every fault is named with its line, and nothing of the file is taken."""

import json

import pytest

from contact_moments.model import MAX_ID
from tests.cli.command_line import assert_refused, contents, run_here
from tests.cli.conftest import ARCHIVED, MERGED, OTHER
from tests.cli.lines import a_line
from tests.support import RECIPIENT, SENDER, Installation, a_call

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

HEADER = ("first line must be", "id,kind,name,email,phone")
CSV: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "empty": (b"", ("relations.csv is empty", "nothing to import")),
    "blank": (b"\xef\xbb\xbf \r\n\r\n", ("relations.csv is empty",)),
    "separators only": (b";;\n;;\n", ("first line cannot be read: it is blank",)),
    "no header": (b"7,person,Gert,,\n", HEADER),
    "no name column": (b"id,kind\n7,person\n", HEADER),
    "no id column": (b"name\nGert\n", HEADER),
    "unknown column": (b"id,name,birthday\n7,Gert,1970-01-01\n", ('"birthday" is not known', "--column", *HEADER)),
    "column without a heading": (b"id,,name\n7,x,Gert\n", ("column 2, without a heading,", *HEADER)),
    "column twice": (b"id,name,Name\n7,Gert,Gert\n", ('"Name" is there twice', *HEADER)),
    # Tabs are no fault: Excel writes them as "Unicode Text".
    "colons between": (b"id:name\n7:Gert\n", HEADER),
    "quote open in the header": (b'"id,name\n7,Gert\n', ("first line", "quotation mark is opened here")),
    "id twice": (b"id,name\n7,Gert\n8,Hans\n7,Gerard\n", ("line 4", "relation 7", "twice")),
    "id twice, with zeros": (b"id,name\n7,Gert\n007,Bond\n", ("line 3", "twice")),
    "no id": (b"id,name\n,Gert\n", ("line 2", "id must be a positive integer")),
    "id a word": (b"id,name\nseven,Gert\n", ("line 2", "id must be a positive integer")),
    "id negative": (b"id,name\n-7,Gert\n", ("line 2", "id must be a positive integer")),
    "id a fraction": (b"id,name\n7.0,Gert\n", ("line 2", "id must be a positive integer")),
    "id 0": (b"id,name\n0,Gert\n", ("line 2", "between 1 and")),
    "id 2^53": (f"id,name\n{MAX_ID + 1},Gert\n".encode(), ("line 2", "between 1 and")),
    "id of 5,000 digits": (b"id,name\n" + b"9" * 5000 + b",Gert\n", ("line 2", "between 1 and")),
    "id 0, with many zeros": (b"id,name\n" + b"0" * 5000 + b",Gert\n", ("line 2", "between 1 and")),
    "id too large, with many zeros": (b"id,name\n" + b"0" * 30 + b"1" * 20 + b",Gert\n", ("line 2", "between 1 and")),
    "id that was shortened": (b'id;name\n"1,00E+05";Gert\n', ("line 2", "id has a number that a spreadsheet")),
    "phone that was shortened": (b"id;name;phone\n7;Gert;3,16123E+10\n", ("line 2", "phone has a number")),
    "kind": (b"id,name,kind\n7,Gert,company\n", ("line 2", "kind must be person or organisation")),
    "no name": (b"id,name\n7,\n", ("line 2", "name must not be blank")),
    "blank name": (b"id,name\n7, \n", ("line 2", "name must not be blank")),
    "cell too many": (b"id,name\n7,Gert,x\n", ("line 2", "more or fewer cells")),
    "cell too few": (b"id,name,email\n7,Gert\n", ("line 2", "more or fewer cells")),
    "NUL": (b"id,name\n7,Ge\x00rt\n", ("line 2", "NUL")),
    "quote open": (b'id,name\n7,Gert\n8,"Hans\n9,Inge\n', ("line 3: a quotation mark is opened here",)),
    "text after a quote": (b'id,name\n7,"Gert"s\n', ("line 2: text follows a closing quotation mark",)),
    "huge cell": (b"id,name\n7," + b"x" * 200_000 + b"\n", ("line 2: a cell has more than 131072 characters",)),
    "Latin-1": ("id,name\n7,Gé\n".encode("latin-1"), ("is not UTF-8", "save it as", "--encoding windows-1252")),
    "UTF-16": ("id,name\n7,Gert\n".encode("utf-16"), ("relations.csv is not UTF-8 but UTF-16", "save it as")),
    "UTF-16 without a mark": ("id,name\n7,Gert\n".encode("utf-16-le"), ("not UTF-8 but UTF-16",)),
    "UTF-16, the other way": ("id,name\n7,Gert\n".encode("utf-16-be"), ("not UTF-8 but UTF-16",)),
    "several faults": (b"id,name\n0,Gert\n8,Hans\n9,\n", ("line 2: id", "line 4: name")),
}


@pytest.mark.parametrize(("content", "says"), CSV.values(), ids=CSV)
def test_relations_with_a_fault(content: bytes, says: tuple[str, ...], unchanged: Installation) -> None:
    """A CSV file with a fault is refused as a whole: the message says where and why, and no relation is added."""
    (unchanged.folder / "relations.csv").write_bytes(content)
    before = contents(unchanged)

    done = run_here(unchanged, "relation", "import", "relations.csv")

    assert_refused(done, 1, *says)
    assert contents(unchanged) == before


def with_member(text: str) -> str:
    """A good line with another member, as JSON text, at its end."""
    return f"{a_line()[:-1]}, {text}}}"


OBJECT = "must be an object with a"
BETWEEN = "must lie between 1 and"
LINES: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "no JSON": ("Dear Sir, Madam,", ("is not JSON",)),
    "half an object": (a_line()[:-20], ("is not JSON",)),
    "two objects": (f"{a_line()} {a_line()}", ("is not JSON",)),
    "single quotes": (a_line().replace('"', "'"), ("is not JSON",)),
    "array": (f"[{a_line()}]", (OBJECT,)),
    "null": ("null", (OBJECT,)),
    "text": ('"ContactMomentPhone"', (OBJECT,)),
    "byte order mark": (f"\ufeff{a_line()}", ("byte order mark",)),
    "Latin-1": (a_line(subject="Één").encode("latin-1"), ("not UTF-8",)),
    "NUL": (a_line(subject="a\x00b"), ("NUL",)),
    "lone surrogate": (with_member('"x": "\\ud83d"'), ("surrogate",)),
    "NaN": (with_member('"x": NaN'), ("NaN",)),
    "1e400": (with_member('"x": 1e400'), ("too large",)),
    "5,000 digits": (with_member(f'"x": {"9" * 5000}'), ("too many digits",)),
    "too deep": (with_member(f'"x": {"[" * 70}{"]" * 70}'), ("nested deeper",)),
    "member twice": (with_member('"subject": "Another"'), ("same member twice",)),
    "member twice, deeper": (with_member('"x": {"a": 1, "a": 1}'), ("same member twice",)),
    "no type": (json.dumps(a_call()), (OBJECT, '"type"')),
    "type a number": (a_line(type=1), (OBJECT, '"type"')),
    "type unknown": (a_line(type="ContactMomentDream"), ("type is not known", "type list")),
    "type in other letters": (a_line(type="contactmomentphone"), ("type is not known",)),
    "no subject": (a_line(subject=None), ("subject is required",)),
    "no sender": (a_line(senderId=None), ("senderId is required",)),
    "no recipients": (a_line(recipients=None), ("recipients is required",)),
    "several missing": (a_line(subject=None, senderId=None), ("subject is required", "senderId is required")),
    "subject a number": (a_line(subject=1), ("subject",)),
    "subject blank": (a_line(subject=" "), ("subject must not be blank",)),
    "sender a text": (a_line(senderId=str(SENDER)), ("senderId",)),
    "sender a fraction": (a_line(senderId=1.5), ("senderId",)),
    "sender true": (a_line(senderId=True), ("senderId",)),
    "sender 0": (a_line(senderId=0), (f"senderId {BETWEEN}",)),
    "sender 2^53": (a_line(senderId=MAX_ID + 1), (f"senderId {BETWEEN}",)),
    "recipients empty": (a_line(recipients=[]), ("recipients",)),
    "recipients a number": (a_line(recipients=RECIPIENT), ("recipients",)),
    "recipient a text": (a_line(recipients=["x"]), ("recipients[0]",)),
    "recipient twice": (a_line(recipients=[RECIPIENT, RECIPIENT]), ("recipients",)),
    "recipient 0": (a_line(recipients=[0]), (f"recipients {BETWEEN}",)),
    "date": (a_line(dateTime="yesterday"), ("dateTime must be a date and time like",)),
    "date, 30 February": (a_line(dateTime="2020-02-30T00:00:00"), ("dateTime must be a date and time like",)),
    "date, 24:00": (a_line(dateTime="2020-01-01T24:00:00"), ("dateTime must be a date and time like",)),
    "date, year 1": (a_line(dateTime="0001-01-01T00:00:00"), ("dateTime must lie between",)),
    "date a number": (a_line(dateTime=1577836800), ("dateTime",)),
    "action a text": (a_line(action_code="2"), ("action_code",)),
    "action 2^63": (a_line(action_code=2**63), ("action_code must fit 64 bits",)),
    "tag unknown": (a_line(tagIds=[3, 99]), ("Not all tags are available",)),
    "tag a text": (a_line(tagIds=["3"]), ("tagIds[0]",)),
    "tag twice": (a_line(tagIds=[3, 3]), ("tagIds",)),
    "tag 0": (a_line(tagIds=[0]), (f"tagIds {BETWEEN}",)),
    "reference of 256": (a_line(reference="x" * 256), ("reference",)),
    "contents a list": (a_line(contents=["x"]), ("contents",)),
    "own field of the type": (a_line(type="ContactMomentVisit", location="x" * 256), ("location",)),
    "an id of its own": (a_line(contactMomentId=1), ("contactMomentId",)),
    "sender unknown": (a_line(senderId=99), ("Sender is not available in CRM",)),
    "sender archived": (a_line(senderId=ARCHIVED), ("Sender is not available in CRM",)),
    "sender merged away": (a_line(senderId=MERGED), ("Sender is not available in CRM",)),
    "recipient unknown": (a_line(recipients=[OTHER, 99]), ("Not all recipients are available in CRM",)),
    "recipient archived": (a_line(recipients=[ARCHIVED]), ("Not all recipients are available in CRM",)),
}


@pytest.mark.parametrize(("line", "says"), LINES.values(), ids=LINES)
def test_moments_with_a_fault(line: str | bytes, says: tuple[str, ...], unchanged: Installation) -> None:
    """One bad line between good ones: it is named by its number in the file with the reason, and nothing is written."""
    faulty = line.encode() if isinstance(line, str) else line
    (unchanged.folder / "calls.jsonl").write_bytes(b"\n".join([a_line().encode(), b"", faulty, a_line().encode(), b""]))
    before = contents(unchanged)

    done = run_here(unchanged, "moment", "import", "calls.jsonl")

    assert_refused(done, 1, "Error: Nothing was imported: 1 line of 3 rejected")
    (rejection,) = [text for text in done.stderr.splitlines() if text.startswith("line ")]
    assert rejection.startswith("line 3: ")
    assert [words for words in says if words not in rejection] == []
    assert contents(unchanged) == before


def test_every_rejected_line_is_named(furnished: Installation) -> None:
    """Bad lines far apart, of different kinds, are all told, in the order of the file."""
    bad = {2: "no JSON", 600: a_line(subject=None), 601: a_line(senderId=99), 1200: a_line(recipients=[99])}
    lines = [bad.get(number, a_line()) for number in range(1, 1301)]
    (furnished.folder / "calls.jsonl").write_text("\n".join(lines), encoding="utf-8")

    done = run_here(furnished, "moment", "import", "calls.jsonl")

    assert_refused(done, 1, "4 lines of 1300 rejected")
    assert [text.partition(":")[0] for text in done.stderr.splitlines()[:4]] == [f"line {number}" for number in bad]


@pytest.mark.parametrize("command", ["relation", "moment"])
def test_very_many_faulty_lines(command: str, furnished: Installation) -> None:
    """Of 8,000 faulty lines the first 20 are told, and how many more there are; nothing of the file is taken."""
    good = f"{SENDER};Anna;\n"
    (furnished.folder / "relation").write_text("id;name;email\n" + good + "x;;\n" * 8000)
    (furnished.folder / "moment").write_text(f"{a_line()}\n\n" + "{}\n" * 8000)
    before = contents(furnished)

    done = run_here(furnished, command, "import", command)

    told = [line for line in done.stderr.splitlines() if line.startswith("line ")]
    assert (done.returncode, [line.partition(":")[0] for line in told]) == (1, [f"line {n}" for n in range(3, 23)])
    assert "and 7980 more" in done.stderr
    assert contents(furnished) == before


def test_an_action_that_the_organisation_does_not_keep(furnished: Installation) -> None:
    """With listed action codes, an import refuses a line whose action is not on the list, as the API would."""
    (furnished.folder / "calls.jsonl").write_text(f"{a_line(action_code=2)}\n{a_line(action_code=7)}\n")
    before = contents(furnished)

    done = run_here(furnished, "moment", "import", "calls.jsonl", ACTION_CODES="listed")

    assert_refused(done, 1, "line 2: Action is not available", "1 line of 2 rejected")
    assert contents(furnished) == before


@pytest.mark.usefixtures("processes")
def test_a_process_that_rejects_lines(furnished: Installation) -> None:
    """A process of its own names the rejected lines on stderr, repeats nothing of what they say, and exits 1."""
    (furnished.folder / "calls.jsonl").write_text(f"{a_line(subject=['Private matter'])}\n{a_line()}\n")

    done = furnished.try_run("moment", "import", "calls.jsonl")

    assert_refused(done, 1, "line 1: subject", "1 line of 2 rejected")
    assert "Private matter" not in done.stderr


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("command", ["relation", "moment"])
def test_a_pipe_is_not_taken_for_an_empty_file(command: str, furnished: Installation) -> None:
    """What comes through a pipe is either imported or refused; it is never lost with exit code 0."""
    table, text = {"relation": ("relation", "id,name\n77,Gert\n"), "moment": ("moment", f"{a_line()}\n")}[command]
    before = len(contents(furnished)[table])

    done = furnished.try_run(command, "import", "/dev/stdin", stdin=text)

    assert (done.returncode, len(contents(furnished)[table]) - before) in {(0, 1), (1, 0), (2, 0)}
