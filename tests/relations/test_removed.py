"""Removed relations: whoever keeps a copy is told of each, until it is added again."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from contact_moments import relations
from contact_moments.contract.support import START
from contact_moments.errors import InvalidInputError
from contact_moments.maintenance import broken
from contact_moments.model import FIRST_CHOSEN_ID, Relation
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations import imports, undoing
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.lines import RelationLines
from contact_moments.relations.list import page_by_number as page_of_relations
from contact_moments.relations.profile import create
from contact_moments.relations.putting import put
from contact_moments.relations.removed import page_after, page_by_number
from contact_moments.settings import Settings
from contact_moments.uploads.uploads import UploadedFile
from tests.engines import Engine
from tests.relations.copies import Copy
from tests.relations.copies import all_by_id as there

pytestmark = pytest.mark.both_engines

BY = Actor(operator="operator")


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register with relation 1."""
    made = Register(Settings(database_url=engine.register_url(tmp_path)))
    made.prepare()
    put(made.database, "NL", 1, {"name": "Noor"})
    yield made
    made.close()


def add_by_import(register: Register, *ids: int) -> int:
    """Import a file with these relations; returns the number of the import."""
    rows = "".join(f"{id_};Person {id_}\n" for id_ in ids)
    number, _ = imports.put(
        register.database, CsvFile(UploadedFile("people.csv", f"id;name\n{rows}".encode()), "NL"), BY
    )
    assert number is not None
    return number


def remove(register: Register, *ids: int) -> None:
    """Add relations by an import, and undo it."""
    undoing.undo(register.database, add_by_import(register, *ids), BY)


def ids_after(register: Register, position: int = 0) -> list[int]:
    """The ids of the first page after a position."""
    return [one.relation_id for one in page_after(register.database, position)[0]]


def faults(register: Register) -> list[str]:
    """What does not hold."""
    return register.database.read_snapshot(lambda connection: broken(connection, register))


def test_what_is_removed_is_listed(register: Register) -> None:
    """In the order of removal, each with a number among the changes of relations; what stays is not listed."""
    number = add_by_import(register, 10, 11, 12)
    put(register.database, "NL", 11, {"name": "Another"})
    undoing.undo(register.database, number, BY)
    put(register.database, "NL", 2, {"name": "Els"})
    found, _ = page_by_number(register.database, None, 1)

    assert [(one.relation_id, one.position, one.change) for one in found] == [(10, 1, 6), (12, 2, 7)]
    assert there(register)[2].change == 8
    assert faults(register) == []


def test_an_interrupted_undo(register: Register) -> None:
    """What it has removed so far is told; the rest is once it goes on."""
    number = add_by_import(register, *range(10, 260))

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        undoing.undo(register.database, number, BY, stop)
    half = Copy(register)
    half.catch_up()
    left = set(there(register))
    undoing.undo(register.database, number, BY)
    half.catch_up()

    assert 1 < len(left) < 251
    assert half.told == set(range(10, 260))
    assert set(half.relations) == {1}


def test_one_that_is_added_again(register: Register) -> None:
    """It leaves the list, however it is added; when it is removed again it comes at the end, at a new position."""
    remove(register, *range(10, 16))
    put(register.database, "NL", 12, {"name": "Again"})
    by_hand = ids_after(register)
    number = add_by_import(register, 11, 15, 20)
    by_import = ids_after(register)
    undoing.undo(register.database, number, BY)

    assert (by_hand, by_import) == ([10, 11, 13, 14, 15], [10, 13, 14])
    assert ids_after(register) == [10, 13, 14, 11, 15, 20]
    assert ids_after(register, 6) == [11, 15, 20]
    assert faults(register) == []


def test_a_position_is_never_used_again(register: Register) -> None:
    """Whoever has read up to the last removal is told of the next, also if all before it were added again."""
    remove(register, 10, 11)
    last = page_by_number(register.database, None, 1)[0][-1].position
    add_by_import(register, 10, 11)
    assert ids_after(register) == []
    remove(register, 12)

    assert ids_after(register, last) == [12]
    assert faults(register) == []


def test_a_removed_id_is_given_to_nobody(register: Register) -> None:
    """The register leaves it out when it gives the next id itself, however; who asks for this id gets it."""
    remove(register, 2, 4, 5, 8)
    lines = "".join(f'{{"externalId": "{name}", "name": "{name}"}}\n' for name in "abc")
    first = relations.add(register.database, "By a command").id
    answers = RelationLines(lines.encode()).put(register.database, "NL")
    added = [
        first,
        *(json.loads(answer)["id"] for answer in b"".join(answers).splitlines()),
        create(register.database, {"name": "By a form"}).id,
    ]
    chosen = put(register.database, "NL", 4, {"name": "Chosen"}).relation.id

    assert (added, chosen) == ([3, 6, 7, 9, 10], 4)
    assert ids_after(register) == [2, 5, 8]


def test_removed_ids_up_to_the_last_one(register: Register) -> None:
    """Where the register has no next id left, that is refused; ids that only the organisation gives do not count."""
    remove(register, FIRST_CHOSEN_ID, FIRST_CHOSEN_ID + 1)
    second = relations.add(register.database, "Second").id
    put(register.database, "NL", FIRST_CHOSEN_ID - 2, {"name": "The last but one"})
    remove(register, FIRST_CHOSEN_ID - 1)

    assert second == 2
    with pytest.raises(InvalidInputError, match="no next one; give an id"):
        relations.add(register.database, "None left")


def test_ids_beside_a_chosen_one(register: Register) -> None:
    """An id that the organisation gives in the same lines is not the one that the register counts on from."""
    lines = f'{{"id": {FIRST_CHOSEN_ID}, "name": "Chosen"}}\n{{"externalId": "a", "name": "Next"}}\n'
    answers = b"".join(RelationLines(lines.encode()).put(register.database, "NL")).splitlines()

    assert [json.loads(answer)["id"] for answer in answers] == [FIRST_CHOSEN_ID, 2]


def test_pages(register: Register) -> None:
    """25 a page, by numbers and by positions alike; past the end there is nothing."""
    remove(register, *range(10, 70))
    first, after = page_by_number(register.database, None, 1)
    assert after is not None
    second, following = page_after(register.database, after)
    assert following is not None
    third, last = page_after(register.database, following)

    assert [one.relation_id for one in first + second + third] == list(range(10, 70))
    assert ([len(first), len(second), len(third)], last) == ([25, 25, 10], None)
    for since in (None, 0):
        numbered = [page_by_number(register.database, since, number)[0] for number in (1, 2, 3, 4)]
        assert numbered == [first, second, third, []]
    assert page_by_number(register.database, None, 2**53 - 1) == ([], None)


@pytest.mark.parametrize("since", [None, 0, START])
def test_a_walk_by_number_skips_none(register: Register, since: int | None) -> None:
    """Whatever is added again between two pages, all that stay removed are seen; some may be seen twice."""
    remove(register, 200, 201)
    ids = list(range(10, 110))
    remove(register, *ids)
    seen, number, again = set[int](), 1, [200, 10, 35, 36, 37, 61, 109, 201]
    while found := page_by_number(register.database, since, number)[0]:
        seen |= {one.relation_id for one in found}
        put(register.database, "NL", again[number % len(again)], {"name": "Again"})
        number += 1

    assert set(ids) - {*again} <= seen
    assert number < 10


def test_the_list_of_relations_while_an_import_is_undone(register: Register) -> None:
    """A walk by page numbers sees all that stay, and is not over where very many have left."""
    number = add_by_import(register, *range(100, 300))
    stay = {1, 299, *range(300, 340)}
    put(register.database, "NL", 299, {"name": "Changed"})
    for id_ in range(300, 340):
        put(register.database, "NL", id_, {"name": "Added later"})
    seen, page = {one.id for one in page_of_relations(register.database, None, 1)[0]}, 2
    undoing.undo(register.database, number, BY)
    while found := page_of_relations(register.database, None, page)[0]:
        seen |= {one.id for one in found}
        page += 1

    assert stay <= seen
    assert set(there(register)) == stay


def test_a_removed_relation_of_an_earlier_copy(register: Register) -> None:
    """A copy is equal to the register after a round, whichever of its relations were removed and added meanwhile."""
    copy = Copy(register)
    numbers = [add_by_import(register, *range(first, first + 40)) for first in (100, 200, 300)]
    copy.catch_up()
    undoing.undo(register.database, numbers[0], BY)
    copy.catch_up()
    first = copy.relations == there(register)
    add_by_import(register, *range(90, 120))
    undoing.undo(register.database, numbers[1], BY)
    put(register.database, "NL", 205, {"name": "Somebody else"})
    copy.catch_up()

    assert (first, copy.relations == there(register)) == (True, True)
    assert (100 in copy.relations, copy.relations[205].name, 206 in copy.relations) == (True, "Somebody else", False)


def test_one_that_is_removed_during_a_round(register: Register) -> None:
    """Between the list and what was removed, and the other way round: the round and the next one end right."""
    copy, numbers = Copy(register), [add_by_import(register, first, first + 1) for first in (10, 20)]

    def remove_both() -> None:
        for number in numbers:
            undoing.undo(register.database, number, BY)

    copy.catch_up(between=remove_both)
    assert copy.relations == there(register)
    copy.catch_up(between=lambda: put(register.database, "NL", 10, {"name": "Again"}))
    copy.catch_up(between=lambda: remove(register, 30))

    assert copy.relations == there(register)
    assert set(copy.relations) == {1, 10}


# Undoes an import and is killed after a batch, as a power cut would end it.
KILLED = """
import os, signal, sys
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations.undoing import undo
from contact_moments.settings import Settings
register = Register(Settings(database_url=sys.argv[1]))
undo(register.database, int(sys.argv[2]), Actor(operator="operator"), lambda _: os.kill(os.getpid(), signal.SIGKILL))
"""


@pytest.mark.usefixtures("processes")
@pytest.mark.slow
def test_kill_9_during_an_undo(register: Register) -> None:
    """A copy has what the register has after each of two such ends, and once the undo is complete."""
    number, copy, left = add_by_import(register, *range(10, 710)), Copy(register), [701]
    copy.catch_up()
    for _ in range(2):
        command = [sys.executable, "-c", KILLED, register.settings.database_url, str(number)]
        killed = subprocess.run(command, capture_output=True, check=False, timeout=60)
        assert killed.returncode == -9, killed.stderr
        copy.catch_up()
        assert copy.relations == there(register)
        left.append(len(copy.relations))
    undoing.undo(register.database, number, BY)
    copy.catch_up()

    assert left[0] > left[1] > left[2] > 1
    assert (set(copy.relations), copy.told) == ({1}, set(range(10, 710)))
    assert faults(register) == []


def test_the_import_is_known(register: Register) -> None:
    """Which import a relation was removed with is kept beside it, and nothing that it said."""
    add_by_import(register, 5)
    remove(register, 10)
    with register.database.snapshot() as connection:
        rows = connection.execute(text("SELECT * FROM removed_relation")).mappings().all()

    assert [dict(row) for row in rows] == [{"relation_id": 10, "n": 1, "change_no": 4, "import_number": 2}]


def test_an_import_of_which_nothing_is_removed(register: Register) -> None:
    """Its undo tells of no relation, and uses no number."""
    number = add_by_import(register, 10)
    put(register.database, "NL", 10, {"name": "Another"})
    undoing.undo(register.database, number, BY)
    put(register.database, "NL", 2, {"name": "Els"})

    assert (ids_after(register), there(register)[2].change) == ([], 4)
    assert there(register)[10] == Relation(10, "person", "Another", change=3)
