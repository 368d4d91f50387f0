"""`docs/postgresql.md` is typed: a new register, and one that moves there from SQLite."""

from pathlib import Path

import pytest

from tests.engines import Postgresqls
from tests.postgresql import PostgresqlServer
from tests.support import Installation
from tests.test_tour import blocks, steps, typed

pytestmark = pytest.mark.usefixtures("processes")

PAGE = Path(__file__).parent.parent.parent / "docs" / "postgresql.md"


def section(heading: str, target: str = "") -> list[str]:
    """The commands of a section, with an address in them."""
    return [command.replace("TARGET", target) for block in blocks(heading, PAGE) for command, _ in steps(block)]


@pytest.fixture(scope="module")
def server(postgresqls: Postgresqls) -> PostgresqlServer:
    """A PostgreSQL."""
    return postgresqls.server("18-as-it-comes")


def test_a_new_register(server: PostgresqlServer, installation: Installation) -> None:
    """`migrate` makes a register in an empty database, `doctor` finds nothing wrong, and a backup is made."""
    installation.settings["DATABASE_URL"] = server.new_database()
    answers = typed(installation, [*section("A new register"), *section("Backups")])

    assert "WRONG" not in answers[1]
    assert (installation.folder / "night.db").exists()


def test_moving_there(server: PostgresqlServer, installation: Installation) -> None:
    """Every contact moment of an SQLite file is in the new database after `copy`."""
    installation.run("demo", "--relations", "5", "--moments", "20")
    answers = typed(installation, section("Moving a register from SQLite", server.new_database()))

    assert "WRONG" not in answers[2]
    assert answers[3].strip() == "20"
