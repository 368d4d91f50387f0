"""The first page at ten million moments against the first page at ten thousand, on SQLite."""

import shutil
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from pysqlite3 import dbapi2
from tests.large import BUSY

from bench.measured import Figure
from bench.registers import Filled, on_sqlite
from bench.searching import TIME_INDEXES
from contact_moments.model import Filter, Page
from contact_moments.moments.list import page_by_number
from contact_moments.register import Register
from contact_moments.settings import Settings

SMALL, TIMES = 10_000, 10
ROUNDS = 300
LISTS = {
    "the whole list": Filter(),
    "since": Filter(since=1_000_000_000_000_000),
    "a busy relation": Filter(relation_ids=(BUSY,)),
}

_MOMENT = (
    "id, change_no, version, type, sender_id, happened_at, action, tagset_id, json_front, json_tail, day, name_at,"
    " name_length, client_id, channel"
)
# The moments once more, under ids that follow. Nothing here is durable: a copy is thrown away. What search has is left
# out, with its indexes: the documented lists do not read it.
_AGAIN = (
    "CREATE TEMP TABLE ends AS SELECT relation_id, max(n) AS last_n FROM link GROUP BY relation_id",
    "CREATE UNIQUE INDEX temp.ends_relation ON ends (relation_id)",
    (
        f"INSERT INTO moment ({_MOMENT}) SELECT id + :shift, change_no + :changes, version, type, sender_id,"
        " happened_at, action, tagset_id, '{\"id\":' || (id + :shift) || substr(json_front, instr(json_front, ',')),"
        " json_tail, day, name_at + length(id + :shift) - length(id), name_length, client_id, channel FROM moment"
        " WHERE id <= :moments"
    ),
    (
        "INSERT INTO version (moment_id, version, recorded_at, client_id, channel, document)"
        " SELECT moment_id + :shift, version, recorded_at, client_id, channel, document FROM version"
        " WHERE moment_id <= :moments"
    ),
    (
        "INSERT INTO link (relation_id, n, moment_id, happened_at)"
        " SELECT relation_id, n + last_n, moment_id + :shift, happened_at FROM link JOIN ends USING (relation_id)"
        " WHERE moment_id <= :moments"
    ),
    "DROP TABLE temp.ends",
)


def figures(filled: Filled) -> list[Figure]:
    """A figure for each list; `filled` has a million."""
    with TemporaryDirectory() as folder, on_sqlite(SMALL, SMALL // 10) as small:
        file = Path(folder) / "large.db"
        shutil.copyfile(filled.file, file)
        moments = _multiply(file, filled.moments)
        registers = [Register(Settings(database_url=url)) for url in (small.url, f"sqlite:///{file}")]
        try:
            return [_figure(name, wanted, moments, *registers) for name, wanted in LISTS.items()]
        finally:
            for register in registers:
                register.close()


def _multiply(file: Path, moments: int) -> int:
    with closing(dbapi2.connect(file, isolation_level=None)) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-4000000", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        for (name,) in connection.execute(TIME_INDEXES).fetchall():
            connection.execute(f"DROP INDEX {name}")
        (changes,) = connection.execute("SELECT max(change_no) FROM moment").fetchone()
        connection.execute("BEGIN")
        for time_ in range(1, TIMES):
            bound = {"shift": time_ * moments, "changes": time_ * changes, "moments": moments}
            for statement in _AGAIN:
                connection.execute(statement, {name: bound[name] for name in bound if f":{name}" in statement})
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL").fetchall()
        (found,) = connection.execute("SELECT count(*) FROM moment").fetchone()
        return int(found)


def _figure(name: str, wanted: Filter, moments: int, small: Register, large: Register) -> Figure:
    few, many = _medians(
        lambda: page_by_number(small.database, wanted, 1), lambda: page_by_number(large.database, wanted, 1)
    )
    return Figure(
        f"first page at {moments:,} / at {SMALL:,}, {name}", many / few, 1.3, "most", f"{many:.0f} / {few:.0f} µs"
    )


def _medians(*readings: Callable[[], Page]) -> list[float]:
    taken: list[list[float]] = [[] for _ in readings]
    for _ in range(ROUNDS):
        for reading, times in zip(readings, taken, strict=True):
            began = time.perf_counter()
            assert reading().body.count(b'"recipients"') == 25
            times.append((time.perf_counter() - began) * 1e6)
    return [statistics.median(times) for times in taken]
