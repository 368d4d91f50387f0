"""Portable SQL: what every statement and the schema keep to, so that engines that speak PostgreSQL's SQL can serve.

Statements are parsed, not searched as text. The two exceptions are named here: the lock of who changes the schema, and
that of who replaces everything, never taken on the path of a request. Here are the statements that modules keep;
`test_sent_statements` has those that are really sent.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import ClauseElement, create_mock_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import DDLElement, FetchedValue, SchemaItem
from sqlalchemy.sql.elements import False_, True_

from contact_moments import storage
from contact_moments.storage.sql.tables import metadata
from tests.storage.portability import breaches

SOURCES = sorted(Path(storage.__path__[0]).rglob("*.py"))
# Only ever taken to make or migrate the schema, and to copy or restore everything.
EXCEPTIONS = {
    "contact_moments.storage.backends.postgresql.backend._LOCK_SCHEMA": "advisory lock",
    "contact_moments.storage.backends.postgresql.commit_marks.LOCK_MARKS": "lock",
}

_SAVEPOINT = re.compile(r"savepoint|begin_nested", re.IGNORECASE)


def statements() -> Iterator[tuple[str, str]]:
    """Every statement of the storage by the name of its constant, and the schema's, as PostgreSQL gets them."""
    for found in pkgutil.walk_packages(storage.__path__, storage.__name__ + "."):
        if ".migrations" in found.name:
            continue
        for name, kept in vars(importlib.import_module(found.name)).items():
            for value in kept if isinstance(kept, tuple) else (kept,):
                if isinstance(value, ClauseElement) and not isinstance(value, SchemaItem) and value.supports_execution:
                    yield f"{found.name}.{name}", compiled(value)
    yield from ((f"schema: {statement.split('(')[0].strip()}", statement) for statement in schema())


def schema() -> list[str]:
    """What makes the tables."""
    made: list[str] = []
    engine = create_mock_engine("postgresql+psycopg://", lambda ddl, *_, **__: made.append(compiled(ddl)))
    metadata.create_all(engine, checkfirst=False)
    return made


def compiled(statement: ClauseElement | DDLElement) -> str:
    """A statement's text on PostgreSQL, its parameters as `:name`."""
    text = str(statement.compile(dialect=postgresql.dialect(paramstyle="named")))  # type: ignore[no-untyped-call]
    text = re.sub(r"\(__\[POSTCOMPILE_\w+\]\)", "(:many)", text)
    # A parameter may have the name of an SQL keyword, which would confuse the parser.
    return re.sub(r"(?<!:):(\w+)", r":given_\1", text)


STATEMENTS = dict(statements())


def test_every_module_of_statements_is_looked_at() -> None:
    """The statements of every subject are found, and the tables."""
    modules = {name.rpartition(".")[0].rpartition(".")[2] for name in STATEMENTS}

    subjects = {"actions", "clients", "links", "moments", "pages", "parked", "relations", "runs", "tags", "types"}
    assert subjects | {"commit_marks", "schema", "transaction", "transfer"} <= modules
    assert sum(name.startswith("schema: CREATE TABLE") for name in STATEMENTS) == len(metadata.tables)
    assert len(STATEMENTS) > 80


@pytest.mark.parametrize("name", sorted(STATEMENTS.keys() - EXCEPTIONS))
def test_the_statement_is_portable(name: str) -> None:
    """No statement, and nothing in the schema, uses what engines that speak PostgreSQL's SQL often lack."""
    found = breaches(STATEMENTS[name])

    assert found == set()


@pytest.mark.parametrize(("name", "rule"), EXCEPTIONS.items())
def test_the_exception_is_still_one(name: str, rule: str) -> None:
    """An exception still breaks its rule; when it no longer does, it must be removed here."""
    found = breaches(STATEMENTS[name])

    assert found == {rule}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_nobody_sets_a_savepoint(source: Path) -> None:
    """SQLAlchemy sets savepoints by a method, not by a statement that could be parsed."""
    text = source.read_text(encoding="utf-8")

    assert _SAVEPOINT.findall(text) == []


def is_computed(default: FetchedValue | None) -> bool:
    """Whether a column's default is anything but a constant, which a column that was added later needs."""
    return default is not None and not isinstance(getattr(default, "arg", None), (str, False_, True_))


def test_no_column_is_filled_by_the_server() -> None:
    """Numbers are the register's own: no column has a sequence, an identity or a default that the engine computes."""
    filled = [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if column.identity or is_computed(column.server_default) or table.autoincrement_column is not None
    ]

    assert filled == []


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("trigger", "CREATE TRIGGER t AFTER INSERT ON moment FOR EACH ROW EXECUTE FUNCTION f()"),
        ("notification", "LISTEN changes"),
        ("notification", "NOTIFY changes, 'x'"),
        ("notification", "SELECT pg_notify('changes', 'x')"),
        ("advisory lock", "SELECT pg_advisory_lock(1)"),
        ("advisory lock", "WITH a AS (SELECT pg_try_advisory_xact_lock(1) AS ok) SELECT ok FROM a"),
        ("savepoint", "SAVEPOINT a"),
        ("savepoint", "RELEASE SAVEPOINT a"),
        ("savepoint", "ROLLBACK TO SAVEPOINT a"),
        ("savepoint", "rollback work to a"),
        ("session setting", "SET search_path TO x"),
        ("session setting", "SET SESSION work_mem = '8MB'"),
        ("session setting", "RESET ALL"),
        ("session setting", "DISCARD ALL"),
        ("session setting", "SELECT set_config('work_mem', '8MB', false)"),
        ("temporary table", "CREATE TEMP TABLE t (id BIGINT PRIMARY KEY)"),
        ("temporary table", "CREATE TEMPORARY TABLE t (id BIGINT PRIMARY KEY)"),
        ("stored procedure", "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'"),
        ("stored procedure", "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'"),
        ("stored procedure", "DO $$ BEGIN NULL; END $$"),
        ("stored procedure", "CALL p()"),
        ("sequence", "CREATE SEQUENCE s"),
        ("sequence", "SELECT nextval('s')"),
        ("sequence", "CREATE TABLE t (id SERIAL PRIMARY KEY)"),
        ("sequence", "CREATE TABLE t (id BIGSERIAL, PRIMARY KEY (id))"),
        ("sequence", "CREATE TABLE t (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY)"),
        ("sequence", "CREATE TABLE t (id BIGINT DEFAULT nextval('s') PRIMARY KEY)"),
        ("no primary key", "CREATE TABLE t (id BIGINT NOT NULL)"),
        ("lock", "LOCK TABLE register"),
        ("notification", "/* why */ LISTEN x"),
        ("savepoint", "-- why\nSAVEPOINT a"),
        ("temporary table", "-- why\nCREATE /* not */ TEMP TABLE t (id BIGINT PRIMARY KEY)"),
        ("notification", "SELECT 1; LISTEN x"),
    ],
)
def test_a_breach_is_found(rule: str, statement: str) -> None:
    """Each rule finds what it forbids, and nothing else."""
    found = breaches(statement)

    assert found == {rule}


@pytest.mark.parametrize(
    "statement",
    [
        "SET LOCAL search_path TO x",
        "SET TRANSACTION READ ONLY",
        "SELECT set_config('work_mem', '8MB', true)",
        "UPDATE tag SET name = '-- LISTEN' /* SAVEPOINT a */",
        "ROLLBACK",
    ],
)
def test_what_ends_with_the_transaction_is_no_breach(statement: str) -> None:
    """A setting of the transaction is portable, and words in comments and in texts are only words."""
    found = breaches(statement)

    assert found == set()


@pytest.mark.parametrize("text", ["connection.begin_nested()", 'text("SAVEPOINT a")', 'text("release savepoint a")'])
def test_a_savepoint_in_the_source_is_found(text: str) -> None:
    """The search of the sources finds both the method and the statement."""
    found = _SAVEPOINT.findall(text)

    assert found != []
