"""Readiness: nobody is told that the register is ready before a check has said so, or after one has failed."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
import requests

from contact_moments.clock import system_clock
from contact_moments.errors import InvalidInputError, UnavailableError
from contact_moments.http_server.readiness import CHECKED_EVERY, Readiness
from tests.engines import Postgresqls
from tests.postgresql import NEWEST
from tests.small_place import fill, running_with_a_small_place
from tests.support import LIST, RECIPIENT, SENDER, Api, Installation, Served, a_call, fetch


@pytest.fixture
def installed(tmp_path: Path, postgresqls: Postgresqls) -> Installation:
    """An installation with an empty database on PostgreSQL."""
    return Installation(tmp_path, {"DATABASE_URL": postgresqls.server(NEWEST).new_database()})


def health(server: Served) -> requests.Response:
    """The answer to whether the server is ready."""
    return fetch("GET", f"{server.url}/health/ready")


def waiting(installation: Installation) -> bool:
    """Whether somebody waits for a lock in the database."""
    found = installation.sql(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    return found != []


def until(true: Callable[[], bool]) -> None:
    """Return once it is true; fail when it is not within ten seconds."""
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_during_the_first_check(installed: Installation) -> None:
    """While the first check is under way, others get 503 with Retry-After, and 200 once it has succeeded."""
    installed.run("migrate")
    address = installed.settings["DATABASE_URL"]
    with installed.served_here() as server, ThreadPoolExecutor() as pool, psycopg.connect(address) as blocker:
        blocker.execute("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")
        first = pool.submit(health, server)
        until(lambda: waiting(installed))
        others = [health(server), Api(server.url, "token").get(LIST)]
        blocker.rollback()
        after = [first.result(), health(server)]

    assert [(one.status_code, one.headers.get("Retry-After")) for one in others] == [(503, "1")] * 2
    assert ["not checked yet" in one.json()["errors"] for one in others] == [True, True]
    assert [one.status_code for one in after] == [200, 200]


SPOILED = {
    "tables of another program": (
        "DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE invoice (id int)",
        "tables of another program",
    ),
    "a column that is not there": (
        "ALTER TABLE register RENAME COLUMN rendering TO rendered",
        "contact-moments doctor",
    ),
}


@pytest.mark.parametrize(("statements", "says"), SPOILED.values(), ids=SPOILED)
def test_a_database_that_cannot_be_used(statements: str, says: str, installed: Installation) -> None:
    """A database that cannot be used as it is means 503 for every request, not for one a second; mended, 200."""
    with installed.served_here() as server:
        before = health(server)
        for statement in statements.split("; "):
            installed.sql(statement)
        until(lambda: health(server).status_code != 200)
        answers = []
        for _ in range(30):
            answers += [health(server), Api(server.url, "token").get(LIST)]
            time.sleep(0.05)

    assert before.status_code == 200
    assert {(one.status_code, one.headers.get("Retry-After")) for one in answers} == {(503, "1")}
    assert [one.json()["errors"] for one in answers if says not in one.json()["errors"]] == []


FAULTS = {
    "unavailable": UnavailableError("away"),
    "refused": InvalidInputError("tables of another program"),
    "other": RuntimeError("broken"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_every_fault_is_remembered(fault: Exception) -> None:
    """Until the next check has succeeded, whatever the last one raised is told as not ready."""
    now = [100 * CHECKED_EVERY]
    faults: list[Exception | None] = [fault, None]

    def check() -> None:
        found = faults.pop(0)
        if found is not None:
            raise found

    readiness = Readiness(check, lambda: now[0])
    for _ in range(3):
        with pytest.raises(UnavailableError):
            readiness.require()
    now[0] += CHECKED_EVERY
    readiness.require()

    assert faults == []


def test_who_comes_during_the_first_check_waits_for_it() -> None:
    """Requests that reach a new worker together are all answered: none is told that nothing was checked yet."""
    asked: list[float] = []

    def check() -> None:
        asked.append(time.monotonic())
        time.sleep(0.2)

    readiness = Readiness(check, system_clock)
    with ThreadPoolExecutor(4) as pool:
        for one in [pool.submit(readiness.require) for _ in range(4)]:
            one.result()

    assert len(asked) == 1


def told(server: Served, says: str) -> bool:
    """Whether it is not ready, and says so."""
    answer = health(server)
    return answer.status_code == 503 and says in answer.json()["errors"]


@pytest.mark.slow
def test_a_database_that_can_only_be_read(installed: Installation) -> None:
    """While PostgreSQL can only be read the register says so and is not ready; reads are answered; later it is ready.

    So does a standby answer.
    """
    installed.run("migrate")
    installed.add_relations(SENDER, RECIPIENT)
    (name,) = installed.sql("SELECT current_database()")[0]
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with installed.served_here() as server:
        api = server.api()
        before = api.post(a_call(reference="before")).status_code, health(server).status_code
        installed.sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        installed.sql(f"SELECT pg_terminate_backend(pid) {others}")
        refused = api.post(a_call(reference="meanwhile"))
        until(lambda: told(server, "can only be read"))
        listed = api.get().status_code
        writable = "-c default_transaction_read_only=off"
        with psycopg.connect(installed.settings["DATABASE_URL"], options=writable) as other:
            other.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        until(lambda: health(server).status_code == 200)
        after = api.post(a_call(reference="after")).status_code

    assert (before, listed, after) == ((200, 200), 200, 200)
    assert (refused.status_code, "can only be read" in refused.json()["errors"]) == (503, True)


@pytest.mark.slow
def test_a_full_disk_of_postgresql(tmp_path: Path, processes: None) -> None:
    """While the disk of PostgreSQL's tables is full the register says so and is not ready; reads are answered."""
    with running_with_a_small_place(24) as postgresql:
        url = postgresql.new_database(options="TABLESPACE small")
        installed = Installation(tmp_path, {"DATABASE_URL": url})
        installed.run("migrate")
        installed.add_relations(SENDER, RECIPIENT)
        with installed.served_here() as server:
            api = server.api()
            before = api.post(a_call(reference="before")).status_code, health(server).status_code
            fill(url)
            until(lambda: told(server, "no room left"))
            listed = api.get().status_code
            installed.sql("DROP TABLE filler")
            until(lambda: health(server).status_code == 200)
            after = api.post(a_call(reference="after")).status_code

    assert (before, listed, after) == ((200, 200), 200, 200)
