"""The cost of a search, counted instead of timed: a page reads a limited number of rows, whatever is asked.

The conditions are adversarial: common ones that never meet, rare ones beside common ones, and periods long ago. Pages
read a hundred rows here instead of a thousand, so that a register of a few thousand moments is a large one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from contact_moments import catalogue
from contact_moments.contract.support import add_people
from contact_moments.model import Author, Rights, Search, Submission
from contact_moments.moments import search as searching
from contact_moments.moments.drafts import read_draft
from contact_moments.moments.search import Extras, Found
from contact_moments.moments.search_query import read_question
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.backends.postgresql import word_index as on_postgresql_words
from contact_moments.storage.backends.postgresql import word_sample
from contact_moments.storage.questions.pages import PAGE_SIZE
from tests.engines import Postgresqls
from tests.postgresql import NEWEST
from tests.storage.meters import PostgresqlMeter, SqliteMeter, rows_in

pytestmark = pytest.mark.slow

MOMENTS, MOST, COUNTED = 1_500, 60, 200
HALF = MOMENTS // 2
RIGHTS = Rights(details=True, parties=True)
EARLY = {"types": ("ContactMomentPhone",), "tags": (1,), "senders": (2,), "actions": (1,), "follow_ups": ("open",)}
LATE = {"types": ("ContactMomentNote",), "tags": (2,), "senders": (3,), "actions": (2,), "follow_ups": ("done",)}
# Between both halves, and at noon of a day in the first one.
MIDDLE, DAY = 1_700_000_000_000_000, 1_583_150_400_000_000
# When all that is open is due, and when ten of them are.
NOW, EARLY_NOW = 1_735_689_600_000_000, 1_577_829_600_000_000 + 10 * 86_400_000_000

SEVERAL_TYPES = tuple(f"T{number}" for number in range(20))

# None of these is rare, and nothing meets both.
NEVER = {
    f"{one} and {other}": Search(**{one: EARLY[one], other: LATE[other]})  # type: ignore[arg-type]
    for one in EARLY
    for other in LATE
    if one != other
} | {
    "an early word and a late type": Search(question=read_question("early"), types=("ContactMomentNote",)),
    "an early word and a late one": Search(question=read_question("early late")),
    "a busy relation without what it has": Search(question=read_question("-early -late"), relations=(1,)),
    "an early type, late": Search(types=("ContactMomentPhone",), first=MIDDLE),
    "a late type, early, from the start": Search(types=("ContactMomentNote",), until=MIDDLE, newest=False),
    "early types, late": Search(types=("ContactMomentPhone", "ContactMomentVisit"), first=MIDDLE),
    "late senders, early": Search(senders=(3, 4), until=MIDDLE),
    "many types, late": Search(types=("ContactMomentPhone", *SEVERAL_TYPES), first=MIDDLE),
    "many late senders, early, from the start": Search(senders=(3, *range(10, 30)), until=MIDDLE, newest=False),
    "what is due, late": Search(follow_ups=("due",), first=MIDDLE, now=NOW),
    "what is due, with a late type": Search(follow_ups=("due",), types=("ContactMomentNote",), now=NOW),
    "a follow-up by an early relation, late": Search(follow_up_by=(2,), first=MIDDLE),
    "a follow-up by many, late": Search(follow_up_by=(2, *range(10, 30)), follow_ups=("open",), first=MIDDLE),
    "a name of the other half": Search(question=read_question("Relation"), types=("ContactMomentVisit",)),
}
# These are rare, or what they are limited to is.
RARE = {
    "a rare word and a common tag": Search(question=read_question("rare"), tags=(2,)),
    "a rare word and common words": Search(question=read_question("rare early call")),
    "a common tag and a rare channel": Search(tags=(1,), channels=("command",)),
    "a rare relation and a common word": Search(relations=(4,), question=read_question("call")),
    "a short period of a busy relation": Search(relations=(1,), first=DAY, until=DAY + 3_600_000_000),
    "what is due by somebody who has little": Search(follow_ups=("due",), follow_up_by=(4,), tags=(1,), now=NOW),
    "what is done by somebody who has little": Search(follow_ups=("done",), follow_up_by=(4,), actions=(2,)),
    "the little that is due": Search(follow_ups=("due",), types=("ContactMomentPhone",), now=EARLY_NOW),
    "a reference and everything": Search(references=("R7",), types=("ContactMomentPhone",), tags=(1,), relations=(1,)),
}
COMMON = {
    "everything": Search(),
    "a word": Search(question=read_question("call")),
    "a beginning": Search(question=read_question("ca")),
    "a busy relation": Search(relations=(1,)),
    "relations": Search(relations=(1, 2, 3)),
    "many types": Search(types=("ContactMomentNote", "ContactMomentPhone", *SEVERAL_TYPES)),
    "what is open": Search(follow_ups=("open",)),
    "what is due": Search(follow_ups=("due",), now=NOW),
    "what is due or done": Search(follow_ups=("due", "done"), now=NOW),
    "follow-ups by two": Search(follow_up_by=(2, 3)),
    "many relations": Search(relations=(1, 2, 3, *range(10, 30))),
}
NO_EXTRAS = Extras()
# Steps of SQLite's machine, and rows of PostgreSQL, for each row that a condition may read.
STEPS, ROWS = 250, 8


def filled(url: str) -> Register:
    """Moments of which the earlier half has nothing that the later half has."""
    register = Register(Settings(database_url=url, log_level="error"))
    register.prepare()
    add_people(register, 1, 2, 3, 4)
    for tag in (1, 2):
        catalogue.add_tag(register.database, f"Tag {tag}", tag)
    submit(register, [a_submission(register, number) for number in range(MOMENTS)])
    return register


def submit(register: Register, work: list[Submission]) -> None:
    """Register moments, some in each transaction."""
    for start in range(0, len(work), 500):
        register.database.write(partial(register.registrar.submit_all, submissions=work[start : start + 500]))


def a_submission(register: Register, number: int) -> Submission:
    """The moment with a number in the order of time."""
    early, rare = number < HALF, number % 125 == 0
    day = f"20{20 + number // HALF * 5}-{1 + number % HALF // 75:02}-{1 + number % 28:02}"
    body = {
        "subject": f"{'early' if early else 'late'} call {'rare' if rare else ''}",
        "dateTime": f"{day}T12:{number % 60:02}:00Z",
        "senderId": 2 if early else 3,
        "recipients": [1, 4] if rare else [1],
        "tagIds": [1 if early else 2],
        "action_code": 1 if early else 2,
        "reference": f"R{number}",
        "followUp": {
            "on": f"{date(2020, 1, 1) + timedelta(days=number)}",
            "by": 4 if rare else 2 if early else 3,
            "done": not early,
        },
    }
    known = register.types.get("ContactMomentPhone" if early else "ContactMomentNote")
    draft = read_draft(known, body, register.zone, register.clock())
    return Submission(draft, Author(None, "command" if number == 7 else "import"))


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page reads fewer rows than usual."""
    monkeypatch.setattr(searching, "MOST", MOST)
    monkeypatch.setattr(searching, "MOST_COUNTED", COUNTED)
    monkeypatch.setattr(on_postgresql_words, "SMALL", MOST)
    monkeypatch.setattr(on_postgresql_words, "MOST_ENTRIES", 10 * MOST)
    monkeypatch.setattr(word_sample, "MANY", MOST)


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, SqliteMeter]]:
    """The register on SQLite, watched."""
    folder: Path = tmp_path_factory.mktemp("cost")
    with SqliteMeter().in_place() as meter:
        register = filled(f"sqlite:///{folder}/register.db")
        yield register, meter
        register.close()


@pytest.fixture(scope="module")
def on_postgresql(postgresqls: Postgresqls) -> Iterator[tuple[Register, PostgresqlMeter]]:
    """The register on PostgreSQL, watched."""
    with watched(postgresqls, filled) as register_and_meter:
        yield register_and_meter


@contextmanager
def watched(postgresqls: Postgresqls, fill: Callable[[str], Register]) -> Iterator[tuple[Register, PostgresqlMeter]]:
    """A register on PostgreSQL that a function has filled, with what the planner knows of it."""
    with PostgresqlMeter().in_place() as meter:
        register = fill(postgresqls.server(NEWEST).keep_database())
        register.database.change_schema(lambda connection: connection.exec_driver_sql("ANALYZE"))
        yield register, meter
        register.close()


def page(register: Register, wanted: Search, cursor: str | None = None, extras: Extras = NO_EXTRAS) -> Found:
    """A page of a search."""
    return register.searches.page(wanted, RIGHTS, cursor, extras)


def conditions(wanted: Search) -> int:
    """How many conditions a search has, and the time; that something is due is one more."""
    names = [name for name in wanted.__struct_fields__ if name not in {"newest", "now"}]
    return 1 + sum(getattr(wanted, name) is not None for name in names) + (wanted.now > 0)


def rows_visited(register: Register, meter: PostgresqlMeter, wanted: Search, cursor: str | None = None) -> float:
    """How many rows PostgreSQL visits for a page, in all its statements."""
    meter.sent.clear()
    page(register, wanted, cursor)
    sent, visited = [one for one in meter.sent if one[0].startswith(("SELECT", "WITH"))], 0.0
    assert any(f"FROM {table}" in statement for statement, _ in sent for table in ("moment", "link", "follow_up"))
    with register.database.snapshot() as connection:
        for statement, parameters in sent:
            if "set_config" in statement:
                connection.exec_driver_sql(statement, parameters)
                continue
            explained = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"
            plan = connection.exec_driver_sql(explained, parameters).scalar_one()
            visited += sum(rows_in(plan[0]["Plan"]))
    return visited


@pytest.mark.parametrize("name", NEVER | RARE | COMMON)
def test_sqlite_reads_a_limited_number_of_rows(on_sqlite: tuple[Register, SqliteMeter], name: str) -> None:
    """The steps for a page grow with the rows that a page may read, not with the register."""
    register, meter = on_sqlite
    wanted = (NEVER | RARE | COMMON)[name]

    assert 0 < meter.visits(lambda: page(register, wanted)) <= STEPS * MOST * conditions(wanted)


@pytest.mark.parametrize("name", NEVER | RARE | COMMON)
def test_postgresql_reads_a_limited_number_of_rows(on_postgresql: tuple[Register, PostgresqlMeter], name: str) -> None:
    """The rows that PostgreSQL visits for a page grow with those that a page may read, not with the register."""
    register, meter = on_postgresql
    wanted = (NEVER | RARE | COMMON)[name]

    # Where an index shows at once that there is nothing, no row is visited.
    assert (name not in NEVER) <= rows_visited(register, meter, wanted) <= ROWS * MOST * conditions(wanted)


@pytest.mark.usefixtures("postgresqls")
@pytest.mark.parametrize("engine_name", ["on_sqlite", "on_postgresql"])
def test_a_rare_condition_makes_the_first_answer_complete(engine_name: str, request: pytest.FixtureRequest) -> None:
    """Where any condition is rare, the first page is full or the last; where none is, pages go on to the end."""
    register, _ = request.getfixturevalue(engine_name)
    for name, wanted in RARE.items():
        found = page(register, wanted)
        assert found.items, name
        assert found.cursor is None or len(found.items) == PAGE_SIZE, name
    for name, wanted in NEVER.items():
        found, pages = page(register, wanted), 1
        while found.cursor is not None:
            assert found.items == [], name
            found, pages = page(register, wanted, found.cursor), pages + 1
        assert pages <= 1 + MOMENTS / MOST, name


@pytest.mark.usefixtures("postgresqls")
@pytest.mark.parametrize("engine_name", ["on_sqlite", "on_postgresql"])
def test_a_total_is_exact_or_at_least(engine_name: str, request: pytest.FixtureRequest) -> None:
    """Counting reads a limited number of rows too: more of them are a plus."""
    register, _ = request.getfixturevalue(engine_name)
    asked = [
        Search(),
        RARE["a rare word and a common tag"],
        NEVER["an early word and a late type"],
        Search(senders=(4,)),
    ]

    assert [page(register, one, extras=Extras(total=True)).total for one in asked] == [f"{COUNTED}+", "6", "0+", "0"]
