"""Relations as JSON lines: an answer for each line, in batches, and again without a further effect (wire rule 37)."""

import json
import random
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import delete

from contact_moments import relations
from contact_moments.contract.support import add_note, beside, items_of
from contact_moments.errors import InvalidInputError, UnavailableError
from contact_moments.model import FIRST_CHOSEN_ID, MAX_ID, Filter, Relation
from contact_moments.moments import merging
from contact_moments.register import Register
from contact_moments.relations import lines
from contact_moments.relations.lines import MAX_LINE, MAX_LINES, RelationLines
from contact_moments.relations.list import get, page_by_number
from contact_moments.relations.putting import put
from contact_moments.settings import Settings
from contact_moments.storage import batches
from contact_moments.storage.sql.tables import relation, relation_phone
from contact_moments.storage.transaction import Transaction
from tests.engines import Engine
from tests.support import Json

pytestmark = pytest.mark.both_engines


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """An empty register."""
    register = Register(Settings(database_url=engine.register_url(tmp_path)))
    register.prepare()
    yield register
    register.close()


def body(*rows: Json) -> bytes:
    """Lines of JSON; a text stands for itself."""
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows).encode()


def answers(register: Register, *rows: Json) -> list[Json]:
    """Put these lines; returns their answers."""
    return read(RelationLines(body(*rows)).put(register.database, "NL"))


def read(pieces: Iterable[bytes]) -> list[Json]:
    """The answers in these pieces."""
    return [json.loads(line) for piece in pieces for line in piece.splitlines()]


def said(register: Register, *rows: Json) -> list[Json]:
    """As `answers`: (id, status) or the first word of what is wrong."""
    return [
        one["errors"].partition(" ")[0] if "errors" in one else (one["id"], one["status"])
        for one in answers(register, *rows)
    ]


def all_relations(register: Register) -> list[Relation]:
    """The relations in their order; there are at most 25."""
    return page_by_number(register.database, None, 1)[0]


def test_each_line_is_answered(register: Register) -> None:
    """In the order of the lines: added, changed, unchanged; the same lines again change nothing."""
    rows = [
        {"id": 5, "name": "Ann", "phones": ["06-12345678"]},
        {"externalId": "crm-1", "name": "Bob"},
        {"id": 5, "email": "ann@example.org"},
        {"id": 5, "phones": ["+31612345678"]},
    ]
    first, again = said(register, *rows), said(register, *rows)

    assert first == [(5, "added"), (6, "added"), (5, "changed"), (5, "unchanged")]
    assert again == [(5, "unchanged"), (6, "unchanged"), (5, "unchanged"), (5, "unchanged")]
    assert [(one.id, one.name, one.email) for one in all_relations(register)] == [
        (5, "Ann", "ann@example.org"),
        (6, "Bob", None),
    ]


def test_external_ids(register: Register) -> None:
    """Without an id it is the relation of that external id, or a new one with the next id; equal ones are the same."""
    found = said(
        register,
        {"externalId": "a", "name": "First"},
        {"externalId": "b", "name": "Second"},
        {"externalId": "a", "name": "Renamed"},
        {"id": 70, "name": "Seventy"},
        {"externalId": "c", "name": "Third"},
        {"externalId": "d"},
        {"name": "Nobody"},
        {"id": None, "externalId": "b"},
    )

    assert found[:5] == [(1, "added"), (2, "added"), (1, "changed"), (70, "added"), (71, "added")]
    assert found[5:] == ["name", "Give", (2, "unchanged")]
    assert [one.name for one in all_relations(register)] == ["Renamed", "Second", "Seventy", "Third"]


def test_external_ids_that_change_hands(register: Register) -> None:
    """One that is in use is refused, unless an earlier line gave it up: so two relations can swap theirs."""
    rows = [{"id": 1, "name": "A", "externalId": "a"}, {"id": 2, "name": "B", "externalId": "b"}]
    swap = [{"id": 1, "externalId": None}, {"id": 2, "externalId": "a"}, {"id": 1, "externalId": "b"}]
    both = said(register, *rows)
    taken = said(register, {"id": 2, "externalId": "a"}, {"id": 3, "externalId": "a", "name": "C"})
    swapped = said(register, *swap, {"externalId": "a", "name": "B"}, {"externalId": "b", "name": "A"})

    assert (both, taken) == ([(1, "added"), (2, "added")], ["externalId", "externalId"])
    assert swapped == [(1, "changed"), (2, "changed"), (1, "changed"), (2, "unchanged"), (1, "unchanged")]


def test_a_survivor_takes_an_external_id(register: Register) -> None:
    """From a relation that was merged into it; a later line of the same batch finds the survivor by it."""
    said(register, {"id": 1, "name": "A", "externalId": "a"}, {"id": 2, "name": "B"}, {"id": 3, "name": "C"})
    merging.begin(register.database, 1, 2)
    rename, other = {"externalId": "a", "name": "Anna"}, {"id": 3, "externalId": "a"}
    found = said(register, rename, other, {"id": 2, "externalId": "a"}, rename, other)

    assert found == ["Relation", "externalId", (2, "changed"), (2, "changed"), "externalId"]
    assert [(one.name, one.external_id) for one in all_relations(register)] == [
        ("A", None),
        ("Anna", "a"),
        ("C", None),
    ]


def test_one_that_is_refused_takes_nobody_along(register: Register) -> None:
    """Each fault is told in its own line, and the lines around it are put."""
    relations.add(register.database, "Merged", "person", 8)
    relations.add(register.database, "Survivor", "person", 9)
    merging.begin(register.database, 8, 9)
    wrong = [
        "",
        "{",
        "[]",
        "5",
        '{"id": 3, "id": 4, "name": "X"}',
        {"id": 0, "name": "X"},
        {"id": MAX_ID + 1, "name": "X"},
        {"id": "3", "name": "X"},
        {"id": 3, "name": ""},
        {"id": 3, "name": "X", "email": "nobody"},
        {"id": 8, "name": "X"},
        json.dumps({"id": 3, "name": "X" * MAX_LINE}),
        '{"id": 3, "name": "\\ud800"}',
    ]
    mixed = [one for number, row in enumerate(wrong) for one in (row, {"id": 100 + number, "name": "Right"})]
    found = answers(register, *mixed)

    assert [list(one) for one in found[::2]] == [["errors"]] * len(wrong)
    assert found[1::2] == [{"id": 100 + number, "status": "added"} for number in range(len(wrong))]
    assert sorted(one.id for one in all_relations(register)) == [8, 9, *range(100, 100 + len(wrong))]


def test_when_there_is_no_next_id(register: Register) -> None:
    """With the last id that the register gives in use, a new relation needs an id; the others of the file are put."""
    found = said(
        register,
        {"id": FIRST_CHOSEN_ID - 1, "name": "The last"},
        {"externalId": "a", "name": "A"},
        {"id": 1, "name": "B"},
    )

    assert found == [(FIRST_CHOSEN_ID - 1, "added"), "The", (1, "added")]


@pytest.mark.parametrize(
    "sent", [b"", b"\n", b" \r\n\t", b"{}\n" * (MAX_LINES + 1)], ids=["none", "n", "blank", "many"]
)
def test_no_lines_and_too_many(sent: bytes) -> None:
    """Both are refused as a whole."""
    with pytest.raises(InvalidInputError, match="lines"):
        RelationLines(sent)


def test_line_ends(register: Register) -> None:
    """The last line may lack its end, and lines may end as on Windows."""
    put_ = RelationLines(b'{"id": 1, "name": "A"}\r\n{"id": 2, "name": "B"}').put(register.database, "NL")

    assert [one["status"] for one in read(put_)] == ["added", "added"]


def test_unknown_members_are_named() -> None:
    """The first of them, each once, of all lines."""
    rows = [{"id": 1, "nmae": 1}, {"id": 2, "nmae": 1, "adress": 2, "available": True}, "{", "[]"]

    assert RelationLines(body(*rows)).unknown_members == ["nmae", "adress"]
    assert len(RelationLines(body(*({f"x{n}": 1} for n in range(900)))).unknown_members) < 100


def test_answers_come_when_their_lines_are_durable(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first batch others see its relations and no more; who stops listening stops the rest."""
    monkeypatch.setattr(batches, "FIRST", 3)
    monkeypatch.setattr(lines, "MOST", 3)
    streamed = RelationLines(body(*({"id": n, "name": "A"} for n in range(1, 11)))).put(register.database, "NL")
    first = read([next(streamed)])
    with beside(register) as other:
        seen = [one.id for one in all_relations(other)]
        streamed.close()  # type: ignore[attr-defined]
        kept = [one.id for one in all_relations(other)]

    assert [one["id"] for one in first] == [1, 2, 3]
    assert (seen, kept) == ([1, 2, 3], [1, 2, 3])


def test_a_fault_under_way(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was answered is kept, the fault is raised, and the same lines again complete it."""
    monkeypatch.setattr(lines, "MOST", 3)
    rows = [{"externalId": f"{n}", "name": f"Relation {n}"} for n in range(10)]
    streamed = RelationLines(body(*rows)).put(register.database, "NL")
    first = read([next(streamed)])
    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "lock", fail)
        with pytest.raises(UnavailableError):
            next(streamed)

    assert [one["status"] for one in first] == ["added"] * 3
    assert [status for _, status in said(register, *rows)] == ["unchanged"] * 3 + ["added"] * 7


def fail(_: Transaction) -> None:
    """As if the database were away."""
    raise UnavailableError("locked")


def test_a_batch_that_misses_its_deadline(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is put again in halves, and every line is answered once."""
    monkeypatch.setattr(batches, "FIRST", 20)
    late = [True, True]
    monkeypatch.setattr(Transaction, "is_late", lambda _: bool(late) and late.pop(0))
    rows = [{"externalId": f"{n}", "name": "A", "phones": [f"06-123456{n:02}"]} for n in range(30)]
    found = said(register, *rows)
    monkeypatch.undo()

    assert (found, late) == ([(n, "added") for n in range(1, 31)], [])
    assert [one.phones[0].key for one in all_relations(register)] == [f"+316123456{n:02}" for n in range(25)]


def test_renamed_relations_show_at_once(register: Register) -> None:
    """A line that renames shows in the list with the next read."""
    said(register, {"id": 1, "name": "Before"}, {"id": 2, "name": "Other"})
    add_note(register)
    said(register, {"id": 1, "name": "Between"}, {"id": 1, "name": "After"})

    assert [item["sender"] for item in items_of(register, Filter())] == ["After"]


def test_two_writers_with_the_same_external_id(register: Register) -> None:
    """Of writers that come at the same time one adds the relation, and the others find it or are refused."""
    with beside(register) as other, ThreadPoolExecutor(8) as pool:
        both = (register, other)
        rows = [{"externalId": f"{n}", "name": "A"} for n in range(20)]
        found = list(pool.map(lambda n: said(both[n % 2], *rows), range(4)))
        single = [
            pool.submit(put, both[n % 2].database, "NL", 500 + n, {"name": "A", "externalId": "x"}) for n in range(8)
        ]
        outcomes = [one.exception() for one in single]

    assert all([id_ for id_, _ in one] == [id_ for id_, _ in found[0]] for one in found)
    assert sorted(status for one in found for _, status in one) == ["added"] * 20 + ["unchanged"] * 60
    assert sum(one is None for one in outcomes) == 1
    assert {type(one) for one in outcomes if one is not None} == {InvalidInputError}


@pytest.mark.parametrize("seed", range(3))
def test_any_lines_leave_what_one_by_one_would(register: Register, seed: int) -> None:
    """However lines about the same relations are mixed, all together leave what each put by itself leaves."""
    chance = random.Random(seed)  # noqa: S311 - the same ones every time
    rows = [a_row(chance) for _ in range(60)]
    together = answers(register, *rows)
    state = [get(register.database, one.id) for one in all_relations(register)]
    register.database.write(_clear)
    alone = [one for row in rows for one in answers(register, row)]

    assert together == alone
    assert [strip(get(register.database, one.id)) for one in all_relations(register)] == [strip(one) for one in state]


def a_row(chance: random.Random) -> Json:
    """A line about one of a few relations and external ids."""
    members = {
        "id": chance.randrange(1, 6),
        "externalId": chance.choice(["a", "b", "c", None]),
        "name": chance.choice(["Ann", "Bob", ""]),
        "phones": chance.choice([[], ["06-12345678"], ["+31612345678", "020 6241111"]]),
        "archived": chance.random() < 0.3,
    }
    return {name: value for name, value in members.items() if chance.random() < 0.6}


def strip(one: Relation) -> tuple[object, ...]:
    """A relation without the number of its change."""
    return (one.id, one.name, one.external_id, one.phones, one.archived)


def _clear(transaction: Transaction) -> None:
    transaction.connection.execute(delete(relation_phone))
    transaction.connection.execute(delete(relation))
