"""The moments of a register once more, under ids that follow: so a large register is made in a minute or two."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, create_engine, make_url, text

from contact_moments.storage.backends.sqlite.driver import dbapi2
from contact_moments.storage.questions.tallies import count_anew
from contact_moments.storage.sql.tables import link, moment, moment_text, version

_PRAGMAS = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-4000000", "temp_store=MEMORY")
_ENDS = (
    "CREATE TEMPORARY TABLE ends AS SELECT relation_id, max(n) AS last_n FROM link GROUP BY relation_id",
    "CREATE UNIQUE INDEX ends_relation ON ends (relation_id)",
)
# What a copy has otherwise than its moment. Its time is a few microseconds later.
_OTHERWISE = {
    "id": "id + :shift",
    "moment_id": "moment_id + :shift",
    "change_no": "change_no + :changes",
    "happened_at": "happened_at + :copy",
    "json_front": "'{\"id\":' || CAST(id + :shift AS TEXT) || substr(json_front, 7 + length(CAST(id AS TEXT)))",
    "name_at": "name_at + length(CAST(id + :shift AS TEXT)) - length(CAST(id AS TEXT))",
    "n": "n + (SELECT last_n FROM ends WHERE ends.relation_id = link.relation_id)",
    "reference": "reference || '-' || CAST(CAST(:copy AS INTEGER) AS TEXT)",
}
# Indexes that are made anew at the end, each with what makes it: those of search.
_ON_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix\\_%\\_time' ESCAPE '\\'"
_ON_POSTGRESQL = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE indexname LIKE 'ix\\_%\\_time' OR indexname = 'ix_moment_words'"
)


def multiply(url: str, times: int, *, with_search: bool = True) -> int:
    """Copy all moments until there are `times` as many; returns how many there are.

    Without search neither its indexes nor its words are there afterwards. Nothing is durable meanwhile: an interruption
    spoils the register.
    """
    with _unsafe(url) as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        indexes = connection.execute(text(_ON_SQLITE if on_sqlite else _ON_POSTGRESQL)).fetchall()
        for name, _ in indexes:
            connection.exec_driver_sql(f"DROP INDEX {name}")
        moments, changes = connection.execute(text("SELECT max(id), max(change_no) FROM moment")).one()
        for copy in range(1, times):
            bound = {"shift": copy * moments, "changes": copy * changes, "copy": copy, "moments": moments}
            _copy(connection, bound, (moment, version, link, *((moment_text,) if with_search else ())))
        numbers = {"moments": times * moments, "changes": times * changes}
        connection.execute(text("UPDATE register SET last_moment_id = :moments, last_change_no = :changes"), numbers)
        if with_search:
            for _, made in indexes:
                connection.exec_driver_sql(made)
            if on_sqlite:
                connection.exec_driver_sql("INSERT INTO moment_words (moment_words) VALUES ('rebuild')")
        count_anew(connection)
        return int(connection.execute(text("SELECT count(*) FROM moment")).scalar_one())


def _copy(connection: Connection, bound: dict[str, int], tables: tuple[Table, ...]) -> None:
    for statement in _ENDS:
        connection.exec_driver_sql(statement)
    for table in tables:
        names = [column.name for column in table.columns]
        key = "id" if table is moment else "moment_id"
        values = ", ".join(_OTHERWISE.get(name, name) for name in names)
        rows = f"SELECT {values} FROM {table.name} WHERE {key} <= :moments"
        connection.execute(text(f"INSERT INTO {table.name} ({', '.join(names)}) {rows}"), bound)
    connection.exec_driver_sql("DROP TABLE ends")


@contextmanager
def _unsafe(url: str) -> Iterator[Connection]:
    """A connection in a transaction that is fast, and not durable on SQLite."""
    place = make_url(url)
    if place.get_backend_name() != "sqlite":
        engine = create_engine(place.set(drivername="postgresql+psycopg"))
        with engine.begin() as connection:
            yield connection
        engine.dispose()
        return
    file = Path(str(place.database))
    engine = create_engine("sqlite://", creator=lambda: dbapi2.connect(str(file), isolation_level=None))
    with engine.connect() as connection:
        for pragma in _PRAGMAS:
            connection.exec_driver_sql(f"PRAGMA {pragma}").close()
        connection.exec_driver_sql("BEGIN")
        yield connection
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA journal_mode=WAL").close()
    engine.dispose()
