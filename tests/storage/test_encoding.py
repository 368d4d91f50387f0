"""Text of any language is kept, whatever the environment says; a database that cannot keep it is refused."""

import json

import pytest

from contact_moments.register import Register
from contact_moments.settings import read_settings
from tests.cli.command_line import assert_refused, run_here, succeed_here
from tests.engines import Postgresqls
from tests.in_process import call
from tests.postgresql import NEWEST, PostgresqlServer
from tests.support import LIST, RECIPIENT, SENDER, Installation, a_call

SUBJECT = "Één gesprek 😀 שלום"
HELPS = "ENCODING 'UTF8' TEMPLATE template0"


@pytest.fixture(scope="module")
def postgresql(postgresqls: Postgresqls) -> PostgresqlServer:
    """A PostgreSQL that tests share."""
    return postgresqls.server(NEWEST)


@pytest.fixture(params=["LATIN1", "SQL_ASCII"])
def other(request: pytest.FixtureRequest, postgresql: PostgresqlServer) -> tuple[str, str]:
    """An encoding that cannot keep every text, and the address of a database with it."""
    encoding = str(request.param)
    return encoding, postgresql.new_database(options=f"ENCODING '{encoding}' LOCALE 'C'")


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize(
    "words", [("tag", "list"), ("migrate",), ("serve",), ("copy", "--to"), ("selftest", "--database")], ids=" ".join
)
def test_no_register_in_another_encoding(
    words: tuple[str, ...], other: tuple[str, str], installation: Installation
) -> None:
    """A database whose encoding is not UTF8 is refused in one sentence, which says how to make one that is."""
    encoding, url = other
    if words[-1].startswith("--"):
        installation.settings["DATABASE_URL"] = "sqlite:///data/contact-moments.db"
        succeed_here(installation, "migrate")
        words = (*words, url)
    else:
        installation.settings["DATABASE_URL"] = url
    # A server in a process of its own: if it were not refused, it would go on.
    done = installation.try_run(*words) if words == ("serve",) else run_here(installation, *words)

    assert_refused(done, 1, f"encoding is {encoding}", HELPS)
    assert len(done.stderr.splitlines()) == 1


def test_doctor_finds_another_encoding(other: tuple[str, str], installation: Installation) -> None:
    """`doctor` finds it as well."""
    encoding, url = other
    done = run_here(installation, "doctor", DATABASE_URL=url)

    (line,) = [line for line in done.stdout.splitlines() if line.startswith("WRONG")]
    assert (done.returncode, line.startswith(f"WRONG  The database's encoding is {encoding}")) == (1, True)
    assert HELPS in line


def test_the_api_in_another_encoding(other: tuple[str, str]) -> None:
    """A server on such a database answers 503, and says why."""
    register = Register(read_settings(database_url=other[1]))
    answer = call(register, "GET", LIST)
    register.close()

    assert (answer.status, HELPS in answer.json()["errors"]) == (503, True)


@pytest.mark.usefixtures("processes")
def test_the_environments_encoding(
    postgresql: PostgresqlServer, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any text is registered, listed and exported whatever encoding the environment, the role and the URL want."""
    monkeypatch.setenv("PGCLIENTENCODING", "latin1")
    postgresql.run_sql("ALTER ROLE postgres SET client_encoding = 'latin1'")
    installation.settings["DATABASE_URL"] = postgresql.new_database() + "&client_encoding=latin1"
    try:
        installation.run("migrate")
        installation.add_relations(SENDER, RECIPIENT)
        succeed_here(installation, "tag", "add", SUBJECT)
        with installation.serving() as server:
            api = server.api()
            posted = api.post(a_call(subject=SUBJECT))
            shown = api.items()
        exported = json.loads(installation.run("moment", "export"))
    finally:
        postgresql.run_sql("ALTER ROLE postgres RESET client_encoding")

    assert posted.status_code == 200
    assert [item["subject"] for item in shown] == [SUBJECT]
    assert exported["subject"] == SUBJECT
