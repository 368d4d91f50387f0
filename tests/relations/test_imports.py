"""Imports of relations: they go on where they stopped, and undoing one removes what it added and nobody uses."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from contact_moments.accounts import accounts, roles
from contact_moments.audit import trail
from contact_moments.csv_rows import Form
from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError
from contact_moments.maintenance import broken
from contact_moments.model import Call, Relation
from contact_moments.moments.merging import begin as begin_merge
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Account, Actor
from contact_moments.register import Register
from contact_moments.relations import imports, undoing
from contact_moments.relations.csv_file import Change, CsvFile
from contact_moments.relations.export import all_relations
from contact_moments.relations.putting import put
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import relation_imports as stored
from contact_moments.storage.questions import uploads as stored_uploads
from contact_moments.storage.sql.tables import metadata
from contact_moments.storage.transaction import Changes
from contact_moments.uploads import importing, uploads
from contact_moments.uploads.importing import Background
from contact_moments.uploads.uploads import UploadedFile
from tests.engines import Engine
from tests.pages.hostile import GRANT, PHONE
from tests.people.browser import add_account, new_register

pytestmark = pytest.mark.both_engines

BY = Actor(operator="operator")
ROWS = 25
PLACES = {"id": 0, "name": 1, "externalId": 2}
NAMED = {"id": 0, "name": 1}


def an_importer(register: Register) -> Account:
    """Somebody who may import relations."""
    roles.put_role(register.database, "importer", importing.RIGHTS["relations"], False, BY)
    return add_account(register, role="importer")


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register with relation 1."""
    made = new_register(tmp_path, engine.new_url(tmp_path))
    put(made.database, "NL", 1, {"name": "Noor"})
    yield made
    made.close()


def a_file(first: int = 10, number: int = ROWS, more: str = "") -> CsvFile:
    """A file with so many relations."""
    rows = "".join(f"{id_};Person {id_};06{id_:08}\n" for id_ in range(first, first + number))
    return CsvFile(UploadedFile("people.csv", f"id;name;phone\n{rows}{more}".encode()), "NL")


def put_file(register: Register, file: CsvFile) -> int:
    """Import a file; returns the number of the import."""
    number, _ = imports.put(register.database, file, BY)
    assert number is not None
    return number


def there(register: Register) -> dict[int, Relation]:
    """All relations by id."""
    return {one.id: one for one in all_relations(register.database)}


def faults(register: Register) -> list[str]:
    """What does not hold."""
    return register.database.read_snapshot(lambda connection: broken(connection, register))


def a_moment(register: Register, relation_id: int) -> int:
    """Register a contact moment with a relation."""
    body = {"subject": "Hello", "senderId": 1, "recipients": [relation_id]}
    return register.registrar.register(Call(PHONE, body, GRANT))


def test_a_column_that_is_shifted_by_a_row(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where each row waits for the external id of the next and the last is refused, all are; each is looked at once."""
    header, many = "id;name;externalId\n", range(10, 510)
    put_file(register, CsvFile(UploadedFile("a.csv", (header + "510;P;X510\n").encode()), "NL"))
    rows = "".join(f"{id_};P;X{id_}\n" for id_ in many)
    put_file(register, CsvFile(UploadedFile("a.csv", (header + rows).encode()), "NL"))
    shifted = "".join(f"{id_};P;X{id_ + 1}\n" for id_ in many) + "1;Nora;\n"
    file, looked_at = CsvFile(UploadedFile("a.csv", (header + shifted).encode()), "NL"), list[int]()
    compare = CsvFile.compare

    def count(self: CsvFile, connection: Connection, ids: Sequence[int]) -> list[Change]:
        looked_at.extend(ids)
        return compare(self, connection, ids)

    monkeypatch.setattr(CsvFile, "compare", count)
    file.note_faults(register.database)

    assert [line for line, _ in file.faults] == [*range(2, 502)]
    assert {fault.findings[0].limit for _, fault in file.faults} == {*range(11, 511)}
    assert file.ids(0, 10) == [1]
    assert len(looked_at) == 501


def test_undo_removes_what_was_added(register: Register) -> None:
    """Everything of it; what was there before stays, also what the import changed."""
    number = put_file(register, a_file(more="1;Nora;\n"))
    done = undoing.undo(register.database, number, BY)

    assert (done.removed, done.reasons, done.kept) == (ROWS, {}, {})
    assert [one.name for one in there(register).values()] == ["Nora"]
    assert imports.get_import(register.database, number).state == "undone"
    assert faults(register) == []


def test_what_is_used_stays(register: Register) -> None:
    """With the reason: contact moments, also withdrawn ones, an account, a merge on either side, and a change."""
    number, database = put_file(register, a_file()), register.database
    a_moment(register, 10)
    withdraw(database, [a_moment(register, 11)], "mistake", BY)
    accounts.set_relation(database, an_importer(register).id, 12, BY)
    begin_merge(database, 13, 14)
    put(database, "NL", 15, {"name": "Somebody else"})
    expected = {10: "moments", 11: "moments", 12: "account", 13: "merge", 14: "merge", 15: "changed"}
    foreseen = undoing.prospect(database, number)
    done = undoing.undo(database, number, BY)

    assert done.kept == expected
    assert (foreseen.removed, foreseen.reasons) == (done.removed, done.reasons)
    assert set(there(register)) == {1, *expected}
    assert faults(register) == []


def test_whatever_refers_to_a_relation_keeps_it() -> None:
    """Each table that refers to relations is looked at, or is removed together with them."""
    referring = {
        table.name
        for table in metadata.sorted_tables
        for column in table.c
        if any(key.column.table.name == "relation" for key in column.foreign_keys)
    }
    looked_at = {column.table.name for column in stored.REFERRING}

    assert referring - looked_at == {"relation_phone", "rename_run"}


def test_a_removed_relation_is_sought_in_large_tables() -> None:
    """A database looks for it in each table that refers to it: by an index, wherever there can be many rows."""
    without = {
        f"{column.table.name}.{column.name}"
        for column in stored.REFERRING
        if column.foreign_keys
        and column is not next(iter(column.table.primary_key))
        and column.name not in {next(iter(index.columns)).name for index in column.table.indexes}
    }

    assert without == {"account.relation_id", "merge_run.into_id"}


def test_a_change_that_was_turned_back_is_a_change(register: Register) -> None:
    """Somebody has had it in their hands."""
    number = put_file(register, a_file())
    for name in ("Another", "Person 10"):
        put(register.database, "NL", 10, {"name": name})

    assert undoing.undo(register.database, number, BY).kept == {10: "changed"}


def test_undo_again_removes_what_is_not_used_any_more(register: Register) -> None:
    """What is left can be undone later; and with nothing left it is refused."""
    number, database = put_file(register, a_file()), register.database
    account = add_account(register)
    accounts.set_relation(database, account.id, 12, BY)
    undoing.undo(database, number, BY)
    accounts.set_relation(database, account.id, None, BY)

    assert undoing.undo(database, number, BY).removed == 1
    with pytest.raises(ConflictError):
        undoing.undo(database, number, BY)
    with pytest.raises(NotFoundError):
        undoing.undo(database, 99, BY)


def test_two_imports_are_undone_apart(register: Register) -> None:
    """Each removes its own, in whatever order."""
    first, second = put_file(register, a_file(10)), put_file(register, a_file(100))
    undoing.undo(register.database, first, BY)

    assert set(there(register)) == {1, *range(100, 100 + ROWS)}
    assert undoing.undo(register.database, second, BY).removed == ROWS


def test_a_removed_relation_can_be_imported_again(register: Register) -> None:
    """With the same id and external id, and look-ups find it."""
    file = CsvFile(UploadedFile("a.csv", b"id;name;externalId\n7;Els;K-1\n"), "NL")
    undoing.undo(register.database, put_file(register, file), BY)
    put_file(register, file)

    assert there(register)[7].external_id == "K-1"
    assert faults(register) == []


def test_positions_and_changes_are_not_used_again(register: Register) -> None:
    """A client that goes on where it was gets what is added after an undo."""
    number = put_file(register, a_file())
    last = max(one.change for one in there(register).values())
    undoing.undo(register.database, number, BY)

    assert put(register.database, "NL", 500, {"name": "Later"}).relation.change > last


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


def test_a_mistake_in_one_import(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stops that import and is raised for the log once; the other imports go on."""
    account_id, begun = an_importer(register).id, list[str]()
    for first in (10, 20):
        content = f"id;name\n{first};A\n".encode()
        one = uploads.keep(
            register.database,
            register.clock(),
            account_id,
            "relations",
            f"{first}.csv",
            content,
            Form(places=NAMED, separator=";"),
        )
        importing.begin_relations(register.database, one, importing.relations_file(register, one), BY)
        begun.append(one.id)
    relations_file = importing.relations_file

    def fail(of: Register, one: uploads.Upload) -> CsvFile:
        if one.id == begun[1]:
            raise ZeroDivisionError
        return relations_file(of, one)

    monkeypatch.setattr(importing, "relations_file", fail)
    background, raised = Background(register), 0
    for _ in range(4):
        try:
            background.go_on(lambda _: None)
        except ZeroDivisionError:
            raised += 1

    assert (raised, set(there(register))) == (1, {1, 10})
    assert uploads.get(register.database, account_id, begun[1], "relations").state == "stopped"


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


def test_an_interrupted_undo_goes_on(register: Register) -> None:
    """The same call removes the rest."""
    number, database = put_file(register, a_file(number=250)), register.database

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        undoing.undo(database, number, BY, stop)
    left = len(there(register)) - 1
    assert 0 < left < 250
    assert imports.get_import(database, number).state == "undoing"

    assert undoing.undo(database, number, BY).removed == left
    assert imports.get_import(database, number).state == "undone"


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
