"""A command loads what it needs and no more, because loading is most of the time that it takes."""

import pytest

from tests.support import Installation

HEAVY = ("alembic", "falcon", "granian", "psycopg", "rich", "contact_moments.demo", "contact_moments.contract")
SCRIPT = f"""
import sys
from contact_moments.cli import main
main(["tag", "list"], standalone_mode=False)
print([name for name in {HEAVY} if name in sys.modules])
"""


@pytest.mark.usefixtures("processes")
def test_a_command_on_a_file(installation: Installation) -> None:
    """What lists something in an SQLite file loads no migrations, server, other driver or progress bar."""
    installation.settings["DATABASE_URL"] = "sqlite:///data/contact-moments.db"
    installation.run("migrate")
    installation.run("tag", "add", "Complaint")
    installation.program = ("-c", SCRIPT)

    assert installation.run() == "1\tComplaint\n[]\n"
