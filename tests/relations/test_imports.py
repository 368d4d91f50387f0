"""Imports of relations go on where they stopped, whoever goes on with them, and leave out what is refused."""

import subprocess
import sys

import pytest

from contact_moments.audit import trail
from contact_moments.csv_rows import Form
from contact_moments.errors import ConflictError, InvalidInputError
from contact_moments.register import Register
from contact_moments.relations import imports, undoing
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.putting import put
from contact_moments.storage.questions import uploads as stored_uploads
from contact_moments.storage.transaction import Changes
from contact_moments.uploads import importing, uploads
from contact_moments.uploads.importing import Background
from contact_moments.uploads.uploads import UploadedFile
from tests.relations.importing import BY, ROWS, a_file, an_importer, faults, put_file, there

pytestmark = pytest.mark.both_engines

PLACES = {"id": 0, "name": 1, "externalId": 2}


def test_refused_rows_are_left_out_where_that_is_wanted(register: Register) -> None:
    """And counted; otherwise nothing is imported."""
    file = a_file(more="500;;\n10;Twice;\n")
    with pytest.raises(InvalidInputError, match="line 27: name must not be blank"):
        imports.put(register.database, file, BY)
    one = imports.begin(register.database, file, BY)
    imports.go_on(register.database, file, one.number, BY, skip=True)
    found = imports.get_import(register.database, one.number)

    assert (found.added, found.refused, found.lines, found.state) == (ROWS, 2, ROWS + 2, "complete")


def test_a_row_that_is_refused_keeps_its_external_id(register: Register) -> None:
    """So a row that waits for it is refused too."""
    put(register.database, "NL", 1, {"name": "Noor", "email": "noor@example.org", "externalId": "K"})
    file = CsvFile(UploadedFile("a.csv", b"id;name;email;externalId\n1;Noor;no address;\n2;Els;;K\n"), "NL")
    file.note_faults(register.database)

    assert [(line, fault.findings[0].kind) for line, fault in file.faults] == [(2, "format"), (3, "taken")]


def test_an_interrupted_import_goes_on(register: Register) -> None:
    """The same file goes on where it stopped, and counts nothing twice."""
    file, database = a_file(number=250), register.database

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imports.put(database, file, BY, stop)
    half = imports.all_imports(database)
    number, outcome = imports.put(database, a_file(number=250), BY)
    (whole,) = imports.all_imports(database)

    assert 0 < half[0].done < 250
    assert (whole.number, whole.added, whole.done, whole.state) == (number, 250, 250, "complete")
    assert outcome.added == 250 - half[0].added


def test_a_row_that_is_refused_by_whoever_goes_on(register: Register) -> None:
    """It is counted, so that no row of the file is missing from the result."""
    database, account_id = register.database, an_importer(register).id
    content = b"id;name;externalId\n10;A;X10\n11;B;X11\n12;;\n"
    one = uploads.keep(
        register.database,
        register.clock(),
        account_id,
        "relations",
        "a.csv",
        content,
        Form(places=PLACES, separator=";"),
    )
    file = importing.relations_file(register, one)
    file.note_faults(database)
    number = importing.begin_relations(register.database, one, file, BY)
    put(database, "NL", 1, {"name": "Noor", "externalId": "X11"})
    background = Background(register)
    for _ in range(2):
        background.go_on(lambda _: None)
    done = imports.get_import(database, number)

    assert (done.state, done.lines, done.added, done.done, done.refused) == ("complete", 3, 1, 1, 2)


def test_an_import_that_is_undone_while_it_runs(register: Register) -> None:
    """It stops, and what it had added is gone."""
    file, database = a_file(number=250), register.database
    number = imports.begin(database, file, BY).number

    with pytest.raises(ConflictError, match="has been undone"):
        imports.go_on(database, file, number, BY, lambda _: _undo(register, number))
    assert set(there(register)) == {1}


def _undo(register: Register, number: int) -> None:
    undoing.undo(register.database, number, BY)


def test_two_go_on_with_one_import(register: Register) -> None:
    """One of them leaves it to the other, and each row is put once."""
    file, database = a_file(number=250), register.database
    number = imports.begin(database, file, BY).number

    with pytest.raises(ConflictError) as refused:
        imports.go_on(database, file, number, BY, lambda _: _finish(register, file, number))
    assert refused.value.code == imports.ELSEWHERE
    assert imports.get_import(database, number).added == 250


def _finish(register: Register, file: CsvFile, number: int) -> None:
    imports.go_on(register.database, file, number, BY)


def test_changes_that_are_dated_anew_are_none(register: Register) -> None:
    """What a slow commit does to the numbers of an import is no change of its relations."""
    database, number = register.database, put_file(register, a_file())
    numbers = [one.change for one in there(register).values() if one.id >= 10]
    database.write(lambda transaction: transaction.redate(Changes(relations=range(min(numbers), max(numbers) + 1))))

    assert min(one.change for one in there(register).values() if one.id >= 10) > max(numbers)
    assert undoing.undo(database, number, BY).removed == ROWS


def test_the_last_batch_that_is_dated_anew(register: Register) -> None:
    """Nor is it one where the relations of an earlier batch keep their numbers."""
    database, number = register.database, put_file(register, a_file())
    numbers = sorted(one.change for one in there(register).values() if one.id >= 10)
    database.write(lambda transaction: transaction.redate(Changes(relations=range(numbers[10], numbers[-1] + 1))))
    put(database, "NL", 12, {"name": "Another"})
    put(database, "NL", 30, {"name": "Another"})

    assert undoing.undo(database, number, BY).kept == {12: "changed", 30: "changed"}


def test_the_trail_has_numbers_only(register: Register) -> None:
    """Which import, how many rows, and what became of them; no name and no file."""
    number = put_file(register, a_file())
    undoing.undo(register.database, number, BY)
    events = list(trail.read(register.database, trail.Wanted()))
    told = [one.detail for one in events if one.kind in ("import", "import_undone")]

    assert told[0]["lines"] == ROWS
    assert told[1] == {"number": number, "lines": ROWS, "done": ROWS, "added": ROWS, "changed": 0, "refused": 0}
    assert told[2:] == [{"number": number}, {"number": number, "removed": ROWS}]
    assert "Person" not in str(events)
    assert "people.csv" not in str(events)


# Goes on with an upload and is killed after a batch, as a power cut would end it.
KILLED = """
import os, signal, sys
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.uploads.importing import Background
register = Register(Settings(database_url=sys.argv[1]))
background = Background(register)
kill = lambda _: os.kill(os.getpid(), signal.SIGKILL)
background.go_on(kill)
background.go_on(kill)
"""


@pytest.mark.usefixtures("processes")
def test_an_import_goes_on_after_kill_9(register: Register) -> None:
    """Whoever goes on with it loses nothing, and adds nothing twice."""
    database, rows = register.database, range(10, 610)
    content = "id;name\n" + "".join(f"{id_};Person {id_}\n" for id_ in rows)
    form = Form(places={"id": 0, "name": 1})
    one = uploads.keep(
        register.database, register.clock(), an_importer(register).id, "relations", "people.csv", content.encode(), form
    )
    number = importing.begin_relations(register.database, one, importing.relations_file(register, one), BY)
    reached = []
    for _ in range(2):
        command = [sys.executable, "-c", KILLED, register.settings.database_url]
        killed = subprocess.run(command, capture_output=True, check=False, timeout=60)
        assert killed.returncode == -9, killed.stderr
        reached.append(imports.get_import(database, number).done)
    background = Background(register)
    for _ in range(2):
        background.go_on(lambda _: None)
    whole = imports.get_import(database, number)

    assert 0 < reached[0] < reached[1] < len(rows)
    assert (whole.added, whole.done, whole.state) == (len(rows), len(rows), "complete")
    assert set(there(register)) == {1, *rows}
    assert register.database.read(lambda connection: stored_uploads.content(connection, one.id)) == b""
    assert faults(register) == []
