"""Faults of the database on the command line: one sentence with what the driver said, and no statement or value."""

import subprocess
import sys

import pytest

from tests.cli.command_line import assert_refused
from tests.engines import Postgresqls
from tests.postgresql import NEWEST, PostgresqlServer
from tests.support import Installation

NAME = "Wilhelmina Jansen"


@pytest.fixture(scope="module")
def postgresql(postgresqls: Postgresqls) -> PostgresqlServer:
    """A PostgreSQL that tests share."""
    return postgresqls.server(NEWEST)


@pytest.fixture
def register(installation: Installation, postgresql: PostgresqlServer) -> Installation:
    """A register on PostgreSQL that the role `clerk` may read, and write but for relations."""
    installation.settings["DATABASE_URL"] = postgresql.new_database()
    installation.run("migrate")
    installation.sql("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO clerk")
    installation.sql("REVOKE INSERT, DELETE ON relation FROM clerk")
    return installation


@pytest.mark.usefixtures("processes")
def test_a_missing_right(register: Installation) -> None:
    """A role without a right on a table gets exit code 1 and one line that names the table and the right."""
    address = register.settings["DATABASE_URL"].replace("postgres@", "clerk@")
    done = register.try_run("relation", "add", NAME, DATABASE_URL=address)

    assert_refused(done, 1, "permission denied for table relation", "GRANT SELECT, INSERT, UPDATE, DELETE")
    assert len(done.stderr.splitlines()) == 1
    assert NAME not in done.stderr


FAULTS = {
    "a column that is not there": ("ALTER TABLE relation DROP COLUMN email", "column relation.email does not exist"),
    "a value that is refused": (
        f"ALTER TABLE relation ADD CONSTRAINT others CHECK (name <> '{NAME}')",
        'violates check constraint "others"',
    ),
}


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize(("statement", "says"), FAULTS.values(), ids=FAULTS)
def test_any_other_fault(statement: str, says: str, register: Installation) -> None:
    """Whatever the database refuses is told in the driver's first line, without statement, parameters or detail."""
    register.sql(statement)
    done = register.try_run("relation", "add", NAME)

    assert_refused(done, 1, says)
    assert len(done.stderr.splitlines()) == 1
    assert NAME not in done.stderr
    assert "INSERT INTO" not in done.stderr


@pytest.mark.usefixtures("processes")
def test_the_drivers_own_remarks(registered: Installation) -> None:
    """What the driver would log of a connection that it lost is not said beside the message."""
    lines = [
        "import logging",
        "from contact_moments import cli",
        "cli.main(['tag', 'list'], standalone_mode=False)",
        "logging.getLogger('psycopg.pipeline').warning('error ignored terminating a pipeline')",
        "logging.getLogger('another').warning('is said')",
    ]
    words = [sys.executable, "-c", "\n".join(lines)]
    done = subprocess.run(
        words,
        env=registered.environment(),
        cwd=registered.folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "is said\n")
