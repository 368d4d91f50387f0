"""Engines that speak PostgreSQL's protocol, simulated by PostgreSQL: another name, and missing locks."""

from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, event, make_url

from contact_moments import catalogue, maintenance
from contact_moments import contract as selftest
from contact_moments.cli import main
from contact_moments.errors import UnavailableError
from contact_moments.register import Register, made
from contact_moments.settings import read_settings
from tests.cli.command_line import RESTORE, run_here, succeed_here
from tests.engines import Postgresqls
from tests.postgresql import NEWEST, PostgresqlServer
from tests.support import Installation

COCKROACH = "CockroachDB CCL v24.3.1 (x86_64-pc-linux-gnu, built 2024/12/10 17:00:00, go1.22.8)"
# SQLAlchemy calls it by its full name, so it is replaced in place.
OTHER_NAME = (
    "ALTER FUNCTION pg_catalog.version() RENAME TO version_of_postgresql",
    f"CREATE FUNCTION pg_catalog.version() RETURNS text LANGUAGE sql AS $$ SELECT '{COCKROACH}' $$",
)
NO_ADVISORY_LOCKS = (
    "ALTER FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) RENAME TO advisory_lock_of_postgresql",
    """CREATE FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'advisory locks are not yet implemented' USING ERRCODE = '{}'; END $$""",
)
ALONE = "LOCK TABLE commit_mark IN EXCLUSIVE MODE"


@pytest.fixture(scope="module")
def postgresql(postgresqls: Postgresqls) -> PostgresqlServer:
    """A PostgreSQL whose databases tests may spoil."""
    return postgresqls.server(NEWEST)


def acted(server: PostgresqlServer, *statements: str) -> str:
    """The address of a new database, which these statements turn into another engine's."""
    url = server.new_database()
    for statement in statements:
        server.run_sql(statement, str(make_url(url).database))
    return url


def a_register(url: str) -> Register:
    """The register at an address."""
    return Register(read_settings(database_url=url))


def test_another_name(
    postgresql: PostgresqlServer, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An engine that does not call itself PostgreSQL is used all the same, and named by `selftest` and `doctor`."""
    url = acted(postgresql, *OTHER_NAME)
    monkeypatch.setattr(selftest, "PROMISES", (selftest.keeping.is_ready, selftest.writing.numbers_are_dense))
    tried = CliRunner().invoke(main, ["selftest", "--database", url])
    succeed_here(installation, "migrate", DATABASE_URL=url)
    examined = run_here(installation, "doctor", DATABASE_URL=url)

    assert tried.stdout.splitlines() == [
        "Trying  CockroachDB CCL v24.3.1",
        "ok      is ready",
        "ok      numbers are dense",
    ]
    assert tried.exit_code == 0
    assert f"ok     The engine is {COCKROACH}, which is not run by us" in examined.stdout


@pytest.mark.parametrize("state", ["0A000", "42883"])
def test_no_advisory_locks(postgresql: PostgresqlServer, state: str) -> None:
    """The schema is made and migrated without its lock where the engine has none."""
    create = NO_ADVISORY_LOCKS[1].format(state)
    with made(read_settings(database_url=acted(postgresql, NO_ADVISORY_LOCKS[0], create))) as (register, _):
        before, after = maintenance.migrate(register)
        tag_id = catalogue.add_tag(register.database, "Complaint")

    assert (before, tag_id) == (after, 1)


def test_a_lock_that_fails(postgresql: PostgresqlServer) -> None:
    """Every other fault of the lock is a fault of the command: the schema is not made without the lock."""
    create = NO_ADVISORY_LOCKS[1].format("XX000")
    register = a_register(acted(postgresql, NO_ADVISORY_LOCKS[0], create))
    with pytest.raises(Exception, match="not yet implemented"):
        register.prepare()
    with pytest.raises(UnavailableError) as refusal:
        register.require()
    register.close()

    assert "There is no register" in refusal.value.message


def test_no_locks_on_tables(postgresql: PostgresqlServer, installation: Installation) -> None:
    """A register is copied and restored without the lock on a table where the engine has none."""
    url = postgresql.new_database()
    refused = []

    def misspell(_: Any, __: Any, statement: str, given: Any, *___: Any) -> tuple[str, Any]:
        if statement != ALONE:
            return statement, given
        refused.append(statement)
        return "LOCK THE TABLE commit_mark", given

    installation.settings["DATABASE_URL"] = "sqlite:///data/contact-moments.db"
    succeed_here(installation, "migrate")
    succeed_here(installation, "tag", "add", "Complaint")
    event.listen(Engine, "before_cursor_execute", misspell, retval=True)
    try:
        succeed_here(installation, "copy", "--to", url)
        succeed_here(installation, "backup", "backup.db", DATABASE_URL=url)
        succeed_here(installation, "tag", "add", "Thanks", DATABASE_URL=url)
        succeed_here(installation, *RESTORE, "backup.db", DATABASE_URL=url)
        succeed_here(installation, "copy", "--to", "sqlite:///back.db", DATABASE_URL=url)
    finally:
        event.remove(Engine, "before_cursor_execute", misspell)
    tags = [succeed_here(installation, "tag", "list", DATABASE_URL=at) for at in (url, "sqlite:///back.db")]

    assert tags == ["1\tComplaint\n"] * 2
    assert len(refused) == 3
