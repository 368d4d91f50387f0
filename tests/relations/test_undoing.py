"""Undoing an import removes what it added and nobody uses, and nothing else."""

from collections.abc import Sequence

import pytest

from contact_moments.accounts import accounts
from contact_moments.csv_rows import Form
from contact_moments.errors import ConflictError, NotFoundError
from contact_moments.model import Call
from contact_moments.moments.merging import begin as begin_merge
from contact_moments.moments.withdrawal import withdraw
from contact_moments.register import Register
from contact_moments.relations import imports, undoing
from contact_moments.relations.csv_file import Change, CsvFile
from contact_moments.relations.putting import put
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import relation_imports as stored
from contact_moments.storage.sql.tables import metadata
from contact_moments.uploads import importing, uploads
from contact_moments.uploads.importing import Background
from contact_moments.uploads.uploads import UploadedFile
from tests.pages.hostile import GRANT, PHONE
from tests.people.browser import add_account
from tests.relations.importing import BY, ROWS, a_file, an_importer, faults, put_file, there

pytestmark = pytest.mark.both_engines

NAMED = {"id": 0, "name": 1}


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
