"""Search: how long a page takes by what is asked, and what search costs an import.

Each question is asked again and again, as a client does, with the register that all others are measured on; the words
and tags of its moments are common and rare ones. The slowest question of each kind is told.
"""

import itertools
import json
import shutil
import statistics
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.large import BUSY

from bench.ceilings import write_bare
from bench.load import SERVER_CORE
from bench.measured import Figure
from bench.registers import Filled
from bench.served import kept_on
from contact_moments.model import Rights, Search
from contact_moments.moments.search import Searches
from contact_moments.moments.search_query import read_question
from contact_moments.moments.search_words import words_of
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.backends.sqlite.driver import dbapi2

ROUNDS = 20
RIGHTS = Rights(details=True, parties=True)
PHONE, YEAR = "ContactMomentPhone", 31_536_000_000_000
START = 1_420_070_400_000_000  # 2015
CONDITIONS: dict[str, dict[str, object]] = {
    "a type": {"types": (PHONE,)},
    "a tag": {"tags": (3,)},
    "a busy relation": {"relations": (BUSY,)},
    "a sender": {"senders": (77,)},
    "an action": {"actions": (2,)},
    "a reference": {"references": ("Import4711",)},
    "a channel": {"channels": ("import",)},
    "a year": {"first": START, "until": START + YEAR},
    "a word of all": {"question": read_question("member")},
    "a word of many": {"question": read_question("wordaab")},
    "a rare word": {"question": read_question("wordbgq")},
    "a beginning": {"question": read_question("wordc")},
}
COMMON = ("a type", "a tag", "a busy relation", "an action", "a channel", "a year", "a word of many")
# What is there for search only: indexes, and tables with their contents.
_INDEXES = "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix\\_%\\_time' ESCAPE '\\'"
_WORDS = "SELECT moment_id, words, happened_at FROM moment_text WHERE moment_id BETWEEN ? AND ?"
WRITTEN, CHUNK = 16_000, 500  # moments whose rows are written again, and those of a commit


def figures(filled: Filled) -> list[Figure]:
    """The slowest question of one condition, of any two, and of all of them; on SQLite also what importing loses."""
    with closing(Register(Settings(database_url=filled.url))) as register:
        if not filled.in_a_file:
            register.database.change_schema(lambda connection: connection.exec_driver_sql("ANALYZE"))
        found = [
            _slowest(register, f"search, {filled.name}, one condition", 5, ((name,) for name in CONDITIONS)),
            _slowest(register, f"search, {filled.name}, a pair", 30, _pairs()),
            _slowest(register, f"search, {filled.name}, any combination", 100, _combinations()),
        ]
    return [*found, _import(filled)] if filled.in_a_file else found


def _pairs() -> Iterable[tuple[str, ...]]:
    pairs = itertools.combinations(CONDITIONS, 2)
    return (pair for pair in pairs if not CONDITIONS[pair[0]].keys() & CONDITIONS[pair[1]].keys())


def _combinations() -> Iterable[tuple[str, ...]]:
    return (names for size in range(3, len(COMMON) + 1) for names in itertools.combinations(COMMON, size))


def _slowest(register: Register, what: str, asked: float, each: Iterable[tuple[str, ...]]) -> Figure:
    times = {names: _milliseconds(register, names) for names in each}
    slowest = max(times, key=lambda names: times[names])
    median = statistics.median(times.values())
    how = f"{len(times)} questions, the median one {median:.1f} ms, the slowest {' and '.join(slowest)}"
    return Figure(what, times[slowest], asked, "most", how, " ms")


def _milliseconds(register: Register, names: tuple[str, ...]) -> float:
    """The median time of a page, without HTTP."""
    wanted = Search(**{name: value for one in names for name, value in CONDITIONS[one].items()})  # type: ignore[arg-type]
    searches = Searches(register.database)
    return 1000 * statistics.median(_seconds(lambda: searches.page(wanted, RIGHTS)) for _ in range(ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _import(filled: Filled) -> Figure:
    """The import's rate with search against the rate without: less what search alone takes for a moment."""
    with TemporaryDirectory() as folder, kept_on(SERVER_CORE):
        with_it, without = (Path(shutil.copy(filled.file, Path(folder) / name)) for name in ("with.db", "without.db"))
        words = _drop_search(without)
        rows = [1 / write_bare(file, 1, WRITTEN, CHUNK) for file in (with_it, without)]
        index = _write_words(with_it)
    whole = 1 / filled.rate
    search = rows[0] - rows[1] + index + words
    how = f"{1e6 * (whole - search):.0f} / {1e6 * whole:.0f} µs a moment: indexes, words and their index are less"
    return Figure("`moment import`, SQLite, with search / without", (whole - search) / whole, 0.8, "least", how)


def _drop_search(file: Path) -> float:
    """Drop what search has; returns the seconds that the words of a moment take to make."""
    with closing(dbapi2.connect(file, isolation_level=None)) as connection:
        for (name,) in connection.execute(_INDEXES).fetchall():
            connection.execute(f"DROP INDEX {name}")
        rows = connection.execute("SELECT document FROM version WHERE moment_id <= ?", (WRITTEN,))
        documents = [json.loads(document) for (document,) in rows]
    return _seconds(lambda: [words_of(one) for one in documents]) / len(documents)


def _write_words(file: Path) -> float:
    """Write the words of moments again, and index them; returns the seconds for a moment."""
    with closing(dbapi2.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        rows = connection.execute(_WORDS, (1, WRITTEN)).fetchall()
        connection.execute("BEGIN IMMEDIATE")
        gone = [("delete", *row[:2]) for row in rows]
        connection.executemany("INSERT INTO moment_words (moment_words, rowid, words) VALUES (?, ?, ?)", gone)
        connection.execute("DELETE FROM moment_text WHERE moment_id <= ?", (WRITTEN,))
        connection.execute("COMMIT")
        return _seconds(lambda: _write(connection, rows)) / len(rows)


def _write(connection: dbapi2.Connection, rows: list[tuple[int, str, int]]) -> None:
    for some in (rows[at : at + CHUNK] for at in range(0, len(rows), CHUNK)):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO moment_text (moment_id, words, happened_at) VALUES (?, ?, ?)", some)
        connection.executemany("INSERT INTO moment_words (rowid, words) VALUES (?, ?)", [row[:2] for row in some])
        connection.execute("COMMIT")
