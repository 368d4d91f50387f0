"""A server beside the schema of another release: it answers 503 and says why, and goes on once the schema fits."""

import time
from pathlib import Path

import pytest
import requests

from contact_moments.storage.whole.schema import NEWEST
from tests.cli.command_line import run_here
from tests.engines import Engine
from tests.storage.earlier.kept import load
from tests.support import LIST, RECIPIENT, SENDER, Installation, Server, a_call, fetch, ready

pytestmark = [pytest.mark.both_engines, pytest.mark.slow, pytest.mark.usefixtures("processes")]

NEWER = f"{int(NEWEST) + 1:04d}"
SET = "update alembic_version set version_num = '{version}'"


def not_ready(server: Server) -> requests.Response:
    """The answer to whether the server is ready, asked until it changes to no, for five seconds at most."""
    deadline = time.monotonic() + 5
    answer = fetch("GET", f"{server.url}/health/ready")
    while answer.status_code == 200 and time.monotonic() < deadline:
        time.sleep(0.1)
        answer = fetch("GET", f"{server.url}/health/ready")
    return answer


def test_an_old_server_beside_a_newer_schema(registered: Installation) -> None:
    """A later release has migrated: readiness, calls, tokens and pages are refused, and name the cause."""
    with registered.serving() as server:
        assert ready(server).status_code == 200
        registered.sql(SET.format(version=NEWER))
        answers = [
            not_ready(server),
            fetch("GET", f"{server.url}{LIST}"),
            fetch("POST", f"{server.url}/l/oauth2/token"),
        ]
        page = fetch("GET", f"{server.url}/sign-in", headers={"Accept": "text/html"})
        registered.sql(SET.format(version=NEWEST))
        again = ready(server)

    assert [answer.status_code for answer in (*answers, page)] == [503] * 4
    assert ["newer release" in answer.text for answer in answers] == [True] * 3
    assert again.status_code == 200


def test_no_registration_in_a_newer_schema(registered: Installation) -> None:
    """Not even within the second for which a server knows that it is ready: the rows would lack what is new."""
    registered.add_relations(SENDER, RECIPIENT)
    registered.run("action", "add", "2", "Campaign")
    with registered.served_here() as served:
        api = served.api()
        api.register()
        # What `migrate` of a later release does at its end.
        registered.sql(SET.format(version=NEWER))
        registered.sql("update register set types_version = types_version + 1")
        refused = api.post(a_call(reference="later"))

    assert (refused.status_code, "newer release" in refused.text) == (503, True)
    assert registered.sql("select count(*) from moment") == [(1,)]


def test_a_new_server_on_an_old_schema(engine: Engine, tmp_path: Path) -> None:
    """It answers 503 and names `migrate`; once that has run the server is ready, without a restart."""
    older = load(engine, "0010", tmp_path).installation
    with older.serving() as server:
        refused = [fetch("GET", f"{server.url}{path}") for path in ("/health/ready", LIST)]
        said = server.log()
        older.run("migrate", "--no-backup")
        again = ready(server)

    assert [answer.status_code for answer in refused] == [503, 503]
    assert ["contact-moments migrate" in answer.text for answer in refused] == [True, True]
    assert "Not ready yet: The database's schema is out of date; run: contact-moments migrate" in said
    assert again.status_code == 200


@pytest.mark.parametrize("words", [("migrate",), ("migrate", "--plan"), ("doctor",)])
def test_an_old_program_on_a_newer_schema(words: tuple[str, ...], registered: Installation) -> None:
    """There is no way down: it refuses, says what to install, and changes nothing."""
    registered.sql(SET.format(version=NEWER))
    done = run_here(registered, *words)

    assert done.returncode == 1
    assert "newer release of this program; install that" in done.stdout + done.stderr
    assert registered.sql("select version_num from alembic_version") == [(NEWER,)]
