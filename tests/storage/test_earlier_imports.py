"""Imports of releases that gave them no numbers and their lines no keys: after migrating, their lines are known."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from contact_moments import maintenance, restoring
from contact_moments.clock import SECOND
from contact_moments.contract.support import NOTE
from contact_moments.moments.files import Imported, MomentsFile
from contact_moments.moments.imports import all_imports, undo
from contact_moments.moments.list import number_of_moments
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.times import exact_text
from tests.engines import Engine
from tests.older import add_row, make_older

pytestmark = pytest.mark.both_engines

RECORDED = 1_600_000_000 * SECOND
Document = dict[str, Any]


def a_note(reference: str | None, **changes: Any) -> Document:
    """A line of a file, or what a version of the release before has of it."""
    note = {"dateTime": "2020-01-31T13:45:00+01:00", "subject": "Note", "senderId": 1, "recipients": [2]}
    return note | ({} if reference is None else {"reference": reference}) | changes


def a_line(note: Document, **changes: Any) -> str:
    """A note as a line of a file; None leaves a member out."""
    return json.dumps({"type": NOTE} | {name: one for name, one in (note | changes).items() if one is not None})


TWICE, CORRECTED, BARE, POSTED = a_note("twice"), a_note("corrected"), a_note(None), a_note("posted")
UNDATED = a_note("undated", dateTime=exact_text(RECORDED - 2))
DATED = a_note("dated", dateTime="2020-09-13T14:26:39+02:00")
IMPORTED = [TWICE, UNDATED, CORRECTED, TWICE, BARE, DATED]


def older(url: str) -> Register:
    """A register of the release before, with imported moments, of which one was corrected, and one from the API."""
    register = Register(Settings(database_url=url))
    make_older(register, "0006", 1, 2)
    register.database.change_schema(fill)
    return register


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """Such a register on each engine."""
    register = older(engine.new_url(tmp_path))
    yield register
    register.close()


def fill(connection: Connection) -> None:
    """Write the moments as the release before did."""
    for id_, document in enumerate([*IMPORTED, POSTED], 1):
        add_row(connection, "moment", a_row_of_moment(id_, 2 if document is CORRECTED else 1))
        add_row(connection, "link", {"relation_id": 1, "n": id_, "moment_id": id_})
        add_version(connection, id_, 1, document, "api" if document is POSTED else "import")
        if document is CORRECTED:
            add_version(connection, id_, 2, document | {"subject": "Corrected"}, "command")
    add_row(connection, "tick", {"second": RECORDED // SECOND, "first_change": 1})
    numbers = "UPDATE register SET last_moment_id = 7, last_change_no = 7, last_second = :second"
    connection.execute(text(numbers), {"second": RECORDED // SECOND})


def a_row_of_moment(id_: int, version: int) -> dict[str, Any]:
    """A row of `moment`; what the list shows of it does not matter here, beyond what every item has."""
    fixed = {"type": NOTE, "sender_id": 1, "happened_at": 0, "tagset_id": 0, "json_tail": "}"}
    before, name = f'{{"id":{id_},"sender":', '"Relation 1"'
    front = f'{before}{name},"type":"{NOTE}","dateTime":"2020-01-31T00:00:00","tags":'
    fixed |= {"name_at": len(before), "name_length": len(name)}
    return fixed | {"id": id_, "change_no": id_, "version": version, "day": "2020-01-31", "json_front": front}


def add_version(connection: Connection, id_: int, version: int, document: Document, channel: str) -> None:
    """Add a version of a moment."""
    row = {"moment_id": id_, "version": version, "recorded_at": RECORDED, "channel": channel}
    add_row(connection, "version", row | {"document": json.dumps(document)})


def put(register: Register, folder: Path, *lines: str) -> Imported:
    """Import a file of these lines, which are right."""
    path = folder / "history.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines))
    file = MomentsFile(path, register.database, register.types, register.registrar)
    assert file.check(lambda _: None).lines() == []
    return file.register(Actor(), lambda _: None)


def test_a_history_is_known_after_migrating(register: Register, tmp_path: Path) -> None:
    """Its lines are not registered again: those with a dateTime and without, equal ones, what was corrected since."""
    before, _ = maintenance.migrate(register)
    history = [a_line(one) for one in (TWICE, CORRECTED, TWICE, DATED)] + [a_line(UNDATED, dateTime=None)]
    again = put(register, tmp_path, *history)
    more = put(register, tmp_path, *history, a_line(TWICE), a_line(BARE), a_line(POSTED), a_line(UNDATED))

    assert before == "0006"
    assert (again.registered, again.known) == (0, 5)
    assert (more.registered, more.known) == (3, 6)
    assert number_of_moments(register.database) == 10


def test_it_is_made_once(register: Register, tmp_path: Path) -> None:
    """Migrating again neither takes the keys of later imports nor gives back those that were released."""
    maintenance.migrate(register)
    put(register, tmp_path, a_line(a_note("new")))
    undo(register.database, 1, also_corrected=False, by=Actor())
    maintenance.migrate(register)

    assert put(register, tmp_path, a_line(a_note("new")), a_line(TWICE)).registered == 1


def test_an_import_that_was_interrupted_before(register: Register, tmp_path: Path) -> None:
    """It goes on where the release before stopped, and gets a number; undoing it withdraws what is new."""
    lines = [a_line(BARE), a_line(TWICE), a_line(a_note("new"))]
    digest = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    register.database.change_schema(lambda connection: add_row(connection, "import_run", {"digest": digest, "done": 2}))
    maintenance.migrate(register)
    done = put(register, tmp_path, *lines)

    assert (done.number, done.registered, done.known) == (1, 1, 2)
    assert [(one.added, one.state) for one in all_imports(register.database)] == [(1, "complete")]
    assert undo(register.database, 1, also_corrected=False, by=Actor()).withdrawn == 1


def test_a_restored_backup(engine: Engine, tmp_path: Path) -> None:
    """The lines in a backup of the release before are known once it is restored."""
    before = older(f"sqlite:///{tmp_path}/older.db")
    before.database.back_up(tmp_path / "backup.db")
    before.close()
    register = Register(Settings(database_url=engine.register_url(tmp_path)))
    register.prepare()
    restoring.restore(register, tmp_path / "backup.db", Actor())

    assert put(register, tmp_path, a_line(TWICE), a_line(TWICE)).registered == 0
    register.close()
