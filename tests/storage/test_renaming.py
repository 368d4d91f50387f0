"""Renaming: the next read shows the new name, whatever was rendered with the old one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, column, table, update

from contact_moments import maintenance, relations
from contact_moments.contract.support import NOTE, TEXT, add_note, add_notes, add_people, items_of
from contact_moments.model import Filter
from contact_moments.moments import merging, renaming
from contact_moments.moments.details import details
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.imports import put as put_file
from contact_moments.settings import Settings
from contact_moments.storage import batches
from contact_moments.storage.questions import runs
from contact_moments.storage.sql.json_text import json_text
from contact_moments.storage.whole import schema
from tests.engines import Engine
from tests.older import add_row, make_older

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

EVERY_ORDER = [Filter(), Filter(since=0), Filter(relation_ids=(2,)), Filter(relation_ids=(1, 2))]


@pytest.fixture
def url(engine: Engine, tmp_path: Path) -> str:
    """The address of a new database, on each engine."""
    return engine.new_url(tmp_path)


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register with three people."""
    register = Register(Settings(database_url=engine.register_url(tmp_path)))
    register.prepare()
    add_people(register, 1, 2, 3)
    yield register
    register.close()


def begin(register: Register, relation_id: int, name: str) -> None:
    """Rename, and be interrupted before the name is put in place."""
    relations.rename(register.database, relation_id, name)


def senders(register: Register, wanted: Filter) -> list[str]:
    """The senders' names as a list shows them."""
    return [item["sender"] for item in items_of(register, wanted)]


def under_way(register: Register) -> list[int]:
    """The relations whose renaming is not finished."""
    return register.database.read(runs.renamings)


@pytest.mark.parametrize("name", [TEXT, "X", "Jansen, “J.” 🚲", "é" * 255])
def test_the_next_read_shows_it(register: Register, name: str) -> None:
    """In every order and in a moment's details, during the renaming and afterwards, equal to the last byte."""
    id_ = add_note(register, subject=TEXT)
    add_note(register, senderId=2, recipients=[1])
    begin(register, 1, name)
    shown = [items_of(register, wanted) for wanted in EVERY_ORDER]
    meanwhile = under_way(register)
    renaming.finish_renaming(register.database)

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
    """A sync need not read a moment again when its sender gets another name."""
    add_notes(register, 3)
    before = items_changed(register)
    relations.rename(register.database, 1, "Another")
    renaming.finish_renaming(register.database)

    assert items_changed(register) == before


def items_changed(register: Register) -> list[int]:
    """The number of the last change of each moment."""
    with register.database.snapshot() as connection:
        return list(connection.exec_driver_sql("SELECT change_no FROM moment ORDER BY id").scalars())


def rename_some(register: Register, size: int) -> None:
    """Put a name in place in so many moments, and be interrupted."""
    register.database.write(lambda transaction: renaming.rename_batch(0, transaction, size))


def test_names_that_change_again_meanwhile(register: Register) -> None:
    """The last name stands, however far the renaming before had come."""
    add_notes(register, 40)
    begin(register, 1, "Another")
    rename_some(register, 7)
    begin(register, 1, "The last")
    halfway = senders(register, Filter())
    steps: list[int] = []
    renaming.finish_renaming(register.database, steps.append)

    assert halfway == senders(register, Filter()) == ["The last"] * 40
    assert (sum(steps), under_way(register)) == (40, [])


@pytest.mark.parametrize(("longest", "largest"), [(0, 1), (100, 20)])
def test_in_batches(register: Register, longest: float, largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches shrink when there is no more time for them, and grow to their largest size; nothing is left out."""
    monkeypatch.setattr(batches, "LONGEST", longest)
    monkeypatch.setattr(renaming, "MOST", 20)
    people = [1, *range(4, 30)]
    add_people(register, *people[1:])
    for relation_id in people[1:]:
        add_note(register, senderId=relation_id, recipients=[1])
    add_notes(register, 40)
    for relation_id in people:
        begin(register, relation_id, f"Renamed {relation_id}")
    steps: list[int] = []
    renaming.finish_renaming(register.database, steps.append)

    assert set(senders(register, Filter())) == {f"Renamed {relation_id}" for relation_id in people}
    assert (under_way(register), max(steps[5:] or steps)) == ([], largest)


def test_a_file_of_relations(register: Register, tmp_path: Path) -> None:
    """An import renames those of its relations that have another name."""
    add_notes(register, 2)
    add_note(register, senderId=2, recipients=[1])
    (tmp_path / "people.csv").write_text("id,name\n1,Relation 1\n2,Another\n3,Third\n")
    put_file(register.database, CsvFile(tmp_path / "people.csv", "NL"), Actor())

    assert (under_way(register), senders(register, Filter())) == ([2], ["Relation 1", "Relation 1", "Another"])


def test_beside_a_merge(register: Register) -> None:
    """During a merge its moments show the merged relation's present name, and then the survivor's."""
    add_notes(register, 3)
    begin(register, 1, "Before")
    merging.begin(register.database, 1, 3)
    begin(register, 1, "Merged away")
    renaming.finish_renaming(register.database)
    meanwhile = senders(register, Filter()), senders(register, Filter(relation_ids=(3,)))
    begin(register, 3, "Survivor")
    merging.finish_merges(register.database, register.zone)
    merged, left = senders(register, Filter()), under_way(register)
    renaming.finish_renaming(register.database)

    assert meanwhile == (["Merged away"] * 3, ["Merged away"] * 3)
    assert merged == senders(register, Filter()) == ["Survivor"] * 3
    assert (left, under_way(register)) == ([3], [])


def test_a_chain_of_merges(register: Register) -> None:
    """A survivor can be merged while its own merge is in progress; moments show the present name until the end."""
    add_notes(register, 3)
    begin(register, 1, "Renamed")
    merging.begin(register.database, 1, 2)
    merging.begin(register.database, 2, 3)
    meanwhile = senders(register, Filter())
    in_progress = register.database.read(runs.merges)
    merging.finish_merges(register.database, register.zone)

    assert (meanwhile, sorted(run[:2] for run in in_progress)) == (["Renamed"] * 3, [(1, 3), (2, 3)])
    assert senders(register, Filter()) == ["Relation 3"] * 3
    assert (under_way(register), register.database.read(runs.merges)) == ([], [])


@pytest.mark.parametrize("done", [0, 1, 2, 5])
def test_a_chain_that_is_half_done(register: Register, done: int) -> None:
    """However far the first merge of a chain has come when the second begins, every moment ends at the last one."""
    add_people(register, 4)
    add_notes(register, 2)
    add_note(register, senderId=2, recipients=[4])
    add_note(register, senderId=3, recipients=[1, 2])
    begin(register, 1, "Renamed")
    merging.begin(register.database, 1, 2)
    if done:
        register.database.write(lambda transaction: merging.render_batch(register.zone, 0, transaction, done))
    merging.begin(register.database, 2, 3)
    relations.rename(register.database, 3, "Survivor")
    merging.merge(register.database, register.zone, 4, 3)

    items = items_of(register, Filter(relation_ids=(1,)))
    shown = [(item["senderId"], item["sender"], item["recipients"]) for item in items]
    assert shown == [(3, "Survivor", [3])] * 4
    assert items_of(register, Filter()) == sorted(items, key=lambda item: int(item["id"]))
    assert register.database.read(runs.merges) == []


@pytest.mark.parametrize("size", [1, 4, 100])
def test_many_merges_into_one(register: Register, size: int) -> None:
    """Each moment that moved changes once, whatever the batches; one registered for the survivor meanwhile does not."""
    many = range(10, 22)
    for relation_id in many:
        add_people(register, relation_id)
        add_note(register, senderId=relation_id, recipients=[1])
    meanwhile = []
    for relation_id in many:
        merging.begin(register.database, relation_id, 3)
        meanwhile.append(add_note(register, senderId=3, recipients=[1]))
    before = items_changed(register)
    while (
        register.database.write(lambda transaction: merging.render_batch(register.zone, 0, transaction, size))[1] == 0
    ):
        pass
    after = items_changed(register)

    assert set(senders(register, Filter())) == {"Relation 3"}
    assert sorted(after)[len(meanwhile) :] == [max(before) + n for n in range(1, len(many) + 1)]
    assert [change for id_, change in enumerate(after, 1) if id_ in meanwhile] == before[len(many) :]


def test_a_chain_of_merges_renders_once(register: Register) -> None:
    """A moment that two merges moved before either was completed changes once; a renaming in between is completed."""
    add_notes(register, 5)
    begin(register, 1, "Renamed")
    merging.begin(register.database, 1, 2)
    merging.begin(register.database, 2, 3)
    before = items_changed(register)
    merging.finish_merges(register.database, register.zone)

    assert items_changed(register) == [max(before) + n for n in range(1, 6)]
    assert under_way(register) == []


def test_a_register_of_the_release_before(url: str) -> None:
    """After migrating, the list shows the same, with names in place and with names that are looked up."""
    register = Register(Settings(database_url=url))
    make_older(register, "0004", 1, 2)
    moment = {
        "id": 1,
        "change_no": 1,
        "version": 1,
        "type": NOTE,
        "sender_id": 2,
        "happened_at": 0,
        "tagset_id": 0,
        "json_head": f'{{"id":1,"subject":{json_text(TEXT)},"senderId":2,"sender":',
        "json_middle": f',"type":"{NOTE}","dateTime":"2020-01-31T00:00:00","tags":',
        "json_tail": ',"r":[]}',
        "day": "2020-01-31",
    }
    rows: dict[str, dict[str, Any]] = {"moment": moment, "link": {"relation_id": 2, "n": 1, "moment_id": 1}}

    def fill(connection: Connection) -> None:
        connection.execute(update(table("relation", column("name_json"))).values(name_json=json_text(TEXT)))
        for name, row in rows.items():
            add_row(connection, name, row)

    register.database.change_schema(fill)
    before, after = maintenance.migrate(register)
    item = {"id": 1, "subject": TEXT, "senderId": 2, "sender": TEXT, "type": NOTE, "dateTime": "2020-01-31T00:00:00"}
    item |= {"tags": {}, "r": []}
    migrated = items_of(register, Filter())
    begin(register, 2, "Another")
    renamed = under_way(register), items_of(register, Filter())
    renaming.finish_renaming(register.database)
    done = under_way(register), items_of(register, Filter())
    register.close()

    assert (before, after) == ("0004", schema.NEWEST)
    assert migrated == [item]
    assert renamed == ([2], [item | {"sender": "Another"}])
    assert done == ([], [item | {"sender": "Another"}])
