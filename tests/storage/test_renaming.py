"""Renaming: the next read shows the new name, whatever has been rendered with the old one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import column, insert, table

from contact_moments import relations
from contact_moments.model import Filter
from contact_moments.moments import merging
from contact_moments.moments.details import details
from contact_moments.register import Register
from contact_moments.selftest.support import NOTE, TEXT, add_note, add_notes, add_people, items_of
from contact_moments.settings import Settings
from contact_moments.storage import relations as stored
from contact_moments.storage import schema
from contact_moments.storage.attempts import TooLateError
from contact_moments.storage.migrating import upgrade
from contact_moments.storage.transaction import Transaction
from tests.postgresql import PostgresqlServer, running_server

EVERY_ORDER = [Filter(), Filter(since=0), Filter(relation_ids=(2,)), Filter(relation_ids=(1, 2))]


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresqlServer]:
    """A PostgreSQL of this module's own."""
    with running_server("18", "-c fsync=off") as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, server: PostgresqlServer) -> str:
    """The address of a new database, on each engine."""
    return f"sqlite:///{tmp_path}/register.db" if request.param == "sqlite" else server.new_database()


@pytest.fixture
def register(url: str) -> Iterator[Register]:
    """A register with three people."""
    register = Register(Settings(database_url=url))
    register.prepare()
    add_people(register, 1, 2, 3)
    yield register
    register.close()


def begin(register: Register, relation_id: int, name: str) -> None:
    """Rename, and be interrupted before a moment is rendered anew."""
    relations._change(register.database, relation_id, name=name)


def senders(register: Register, wanted: Filter) -> list[str]:
    """The senders' names as a list shows them."""
    return [item["sender"] for item in items_of(register, wanted)]


def under_way(register: Register) -> list[int]:
    """The relations whose renaming is not finished."""
    return register.database.read(stored.being_renamed)


@pytest.mark.parametrize("name", [TEXT, "X", "Jansen, “J.” 🚲", "é" * 300])
def test_the_next_read_shows_it(register: Register, name: str) -> None:
    """In every order and in a moment's details, while renaming is under way and afterwards, to the last byte alike."""
    id_ = add_note(register, subject=TEXT)
    add_note(register, senderId=2, recipients=[1])
    begin(register, 1, name)
    shown = [items_of(register, wanted) for wanted in EVERY_ORDER]
    meanwhile = under_way(register)
    relations.finish_renaming(register.database)

    assert [[item["sender"] for item in items] for items in shown] == [[name, "Relation 2"]] * 4
    assert details(register.database, register.zone, id_)["sender"] == name
    assert [items_of(register, wanted) for wanted in EVERY_ORDER] == shown
    assert (meanwhile, under_way(register)) == ([1], [])


def test_what_was_not_renamed_is_left_alone(register: Register) -> None:
    """A relation that keeps its name, or has no moments, leaves nothing to do."""
    add_notes(register, 2)
    begin(register, 1, "Relation 1")
    begin(register, 3, "Another")
    relations.archive(register.database, 2)

    assert under_way(register) == []


def test_it_is_no_change(register: Register) -> None:
    """A sync need not read a moment again because its sender has another name now."""
    add_notes(register, 3)
    before = items_changed(register)
    relations.rename(register.database, 1, "Another")

    assert items_changed(register) == before


def items_changed(register: Register) -> list[int]:
    """The number of the last change of each moment."""
    with register.database.snapshot() as connection:
        return list(connection.exec_driver_sql("SELECT change_no FROM moment ORDER BY id").scalars())


def test_names_that_change_again_meanwhile(register: Register) -> None:
    """The last name stands, however far the renaming before had come."""
    add_notes(register, 40)
    begin(register, 1, "Another")
    register.database.write(lambda transaction: relations._continue_renaming(transaction, 7))
    begin(register, 1, "The last")
    halfway = senders(register, Filter())
    steps: list[int] = []
    relations.finish_renaming(register.database, steps.append)

    assert halfway == senders(register, Filter()) == ["The last"] * 25 + ["The last"] * 15
    assert (sum(steps), under_way(register)) == (40, [])


def test_in_portions(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many relations are done together, one with many moments in several transactions, and nothing is left out."""
    add_people(register, *range(4, 30))
    for relation_id in range(4, 30):
        add_note(register, senderId=relation_id, recipients=[1])
    add_notes(register, 40)
    for relation_id in (1, *range(4, 30)):
        begin(register, relation_id, f"Renamed {relation_id}")
    hurry = Transaction.finish

    def finish(self: Transaction) -> None:
        if steps and steps[-1] > 7:
            raise TooLateError
        hurry(self)

    steps: list[int] = []
    carry_on = relations._continue_renaming

    def watched(transaction: Transaction, size: int) -> int | None:
        done = carry_on(transaction, size)
        steps.append(done or 0)
        return done

    monkeypatch.setattr(relations, "_continue_renaming", watched)
    monkeypatch.setattr(Transaction, "finish", finish)
    relations.finish_renaming(register.database)
    monkeypatch.undo()

    assert set(senders(register, Filter())) == {f"Renamed {id_}" for id_ in (1, *range(4, 30))}
    assert under_way(register) == []


def test_a_file_of_relations(register: Register, tmp_path: Path) -> None:
    """An import renames those of its relations that have another name."""
    add_notes(register, 2)
    add_note(register, senderId=2, recipients=[1])
    (tmp_path / "people.csv").write_text("id,name\n1,Relation 1\n2,Another\n3,Third\n")
    relations.CsvFile(tmp_path / "people.csv").put(register.database, lambda _: None)

    assert (under_way(register), senders(register, Filter())) == ([2], ["Relation 1", "Relation 1", "Another"])


def test_beside_a_merge(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a merge is under way its moments show the merged relation's name of now, and then the survivor's."""
    add_notes(register, 3)
    begin(register, 1, "Before")
    with monkeypatch.context() as patch:
        patch.setattr(merging, "finish_merges", lambda *_: 0)
        merging.merge(register.database, register.zone, 1, 3)
    begin(register, 1, "Merged away")
    relations.finish_renaming(register.database)
    meanwhile = senders(register, Filter()), senders(register, Filter(relation_ids=(3,)))
    begin(register, 3, "Survivor")
    merging.finish_merges(register.database, register.zone)
    merged = senders(register, Filter())
    relations.finish_renaming(register.database)

    assert meanwhile == (["Merged away"] * 3, ["Merged away"] * 3)
    assert merged == senders(register, Filter()) == ["Survivor"] * 3
    assert under_way(register) == []


def test_a_register_of_the_release_before(url: str) -> None:
    """Migrated, the list shows what it showed, with names in place and where they have to be looked up."""
    register = Register(Settings(database_url=url))
    register.database.change_schema(lambda connection: upgrade(connection, "0004"))
    register.database.change_schema(register._fill)
    add_people(register, 1, 2)
    moment = {
        "id": 1,
        "change_no": 1,
        "version": 1,
        "type": NOTE,
        "sender_id": 2,
        "happened_at": 0,
        "tagset_id": 0,
        "json_head": f'{{"id":1,"subject":{json.dumps(TEXT)},"senderId":2,"sender":',
        "json_middle": ',"type":"x","tags":',
        "json_tail": ',"r":[]}',
        "day": "2020-01-31",
    }
    old = table("moment", *map(column, moment))
    register.database.write(lambda transaction: transaction.connection.execute(insert(old).values(moment)))
    before, after = register.migrate()
    shown = items_of(register, Filter())
    begin(register, 2, "Another")
    register.close()

    assert (before, after) == ("0004", schema.NEWEST)
    assert shown == [
        {"id": 1, "subject": TEXT, "senderId": 2, "sender": "Relation 2", "type": "x", "tags": {}, "r": []}
    ]
