"""A command loads what it needs and no more, because loading is most of the time that it takes."""

import subprocess
import sys

import pytest

from tests.support import Installation

FRAMEWORKS = ("authlib", "httptools", "pydantic", "rich", "structlog")
STORAGE = ("sqlalchemy", "alembic", "pysqlite3", "sqlean", "psycopg", "jsonschema_rs", "msgspec")
OWN = tuple(f"contact_moments.{name}" for name in ("api", "http_server", "oauth", "contract", "demo", "doctor"))
pytestmark = pytest.mark.usefixtures("processes")

SCRIPT = """
import runpy, sys
try:
    runpy.run_module("contact_moments", run_name="__main__", alter_sys=True)
except SystemExit as end:
    print("exit code", end.code)
print(*sys.modules)
"""


def loaded(installation: Installation, *words: str) -> set[str]:
    """The modules that a command has loaded, in a process of its own, at its end."""
    installation.program = ("-c", SCRIPT)
    done = installation.try_run(*words)
    assert "exit code 0\n" in done.stdout, done.stderr
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "words", [("--version",), ("--help",), ("relation", "--help"), ("moment", "--help")], ids=" ".join
)
def test_help_of_a_group(words: tuple[str, ...], installation: Installation) -> None:
    """`--version`, and the `--help` of the program and of its groups, load neither storage nor a command."""
    names = loaded(installation, *words)

    assert names.isdisjoint((*STORAGE, *FRAMEWORKS, *OWN))
    assert {name for name in names if name.startswith("contact_moments.")} <= {
        "contact_moments.cli",
        "contact_moments.cli.frame",
        "contact_moments.errors",
        "contact_moments.visible",
    }


def test_the_settings(installation: Installation) -> None:
    """`settings` loads nothing of the storage."""
    assert loaded(installation, "settings").isdisjoint((*FRAMEWORKS, *OWN, "sqlalchemy", "jsonschema_rs", "psycopg"))


@pytest.mark.parametrize(
    "words",
    [("tag", "list"), ("client", "list"), ("relation", "add", "Ann"), ("moment", "export"), ("parked", "list")],
    ids=" ".join,
)
def test_a_command_on_a_file(words: tuple[str, ...], installation: Installation) -> None:
    """What asks a register in an SQLite file loads no migrations, server, other driver or demo data."""
    installation.settings["DATABASE_URL"] = "sqlite:///data/contact-moments.db"
    installation.run("migrate")
    names = loaded(installation, *words)

    assert "sqlalchemy" in names
    assert names.isdisjoint((*FRAMEWORKS, *OWN, "alembic", "phonenumbers", "psycopg", "sqlalchemy.dialects.postgresql"))


def test_a_server(installation: Installation) -> None:
    """What a server loads before it opens a register has no driver of PostgreSQL: each worker would keep it."""
    program = [sys.executable, "-c", "import sys, contact_moments.server, contact_moments.routes; print(*sys.modules)"]
    done = subprocess.run(program, cwd=installation.folder, capture_output=True, text=True, timeout=30, check=True)
    names = set(done.stdout.split())

    assert "sqlalchemy" in names
    assert names.isdisjoint(("alembic", "psycopg", "psycopg_c", "sqlalchemy.dialects.postgresql"))
