"""PostgreSQL and SQLite that fail in passing: what was acknowledged is kept once, and everything comes back by itself.

Runs on a PostgreSQL of its own, whatever `--engine` says, because it is stopped and started here.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from sqlalchemy import text

from contact_moments import clients
from contact_moments.errors import UnavailableError
from contact_moments.model import ADD
from contact_moments.people import Actor
from tests.faults import (
    Clerk,
    Commit,
    Commits,
    Visitors,
    a_clerk,
    busy,
    deadlocked,
    in_turn,
    lost_after,
    lost_before,
    lost_under_way,
    not_serialised,
    some_fail,
)
from tests.postgresql import PostgresqlServer, running_server
from tests.support import RECIPIENT, SENDER, Api, Installation, Server

pytestmark = [pytest.mark.usefixtures("processes"), pytest.mark.long]

OPTIONS = "-c fsync=off"

# A client takes half a second to commit.
SLOW = "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END'"
SLOW_CLIENTS = (
    "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON client DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW EXECUTE FUNCTION slow()"
)


@pytest.fixture(scope="module")
def postgresql() -> Iterator[PostgresqlServer]:
    """A PostgreSQL that these tests may stop and start."""
    with running_server("18", OPTIONS) as server:
        yield server


@pytest.fixture
def clerk(postgresql: PostgresqlServer) -> Iterator[Clerk]:
    """A clerk of a new register on PostgreSQL."""
    with a_clerk(postgresql.new_database()) as clerk:
        yield clerk


@pytest.fixture
def installed(tmp_path: Path, postgresql: PostgresqlServer) -> Installation:
    """An installation with an empty register on PostgreSQL."""
    made = Installation(tmp_path, {"DATABASE_URL": postgresql.new_database()})
    made.run("migrate")
    return made


def test_connections_lost_during_commit(clerk: Clerk) -> None:
    """Where three of ten commits lose their connection, half of them although they happen, all is registered once."""
    commits = Commits(clerk.engine, some_fail(1, lost_before, lost_before, lost_after, lost_under_way))
    ids = clerk.post_many(2000)

    assert {"lost_before", "lost_after", "lost_under_way"} == set(commits.faults)
    assert clerk.kept() == sorted(ids.items(), key=lambda item: item[1])
    assert sorted(ids.values()) == list(range(1, 2001))


def test_busy_during_commit(tmp_path: Path) -> None:
    """Where SQLite is busy at three of ten commits, everything is registered once."""
    with a_clerk(f"sqlite:///{tmp_path}/register.db") as clerk:
        commits = Commits(clerk.engine, some_fail(2, busy))
        ids = clerk.post_many(2000)
        kept = clerk.kept()

    assert commits.faults["busy"] > 20
    assert kept == sorted(ids.items(), key=lambda item: item[1])
    assert sorted(ids.values()) == list(range(1, 2001))


@pytest.mark.parametrize("fault", [not_serialised, deadlocked])
def test_serialisation_failures(clerk: Clerk, fault: Commit) -> None:
    """What the server rolled back because of others is run again, once for each time."""
    commits = Commits(clerk.engine, in_turn(fault, None))
    ids = {f"reference-{number}": clerk.post(f"reference-{number}") for number in range(50)}

    assert (commits.tried, sum(commits.faults.values())) == (100, 50)
    assert clerk.kept() == list(ids.items())


@pytest.mark.parametrize("fault", [not_serialised, lost_before])
def test_five_attempts(clerk: Clerk, fault: Commit) -> None:
    """What fails five times is told as unavailable with nothing registered, and can be posted again."""
    commits = Commits(clerk.engine, in_turn(*[fault] * 5, None))
    with pytest.raises(UnavailableError):
        clerk.post("reference")
    tried, before = commits.tried, clerk.kept()
    moment_id = clerk.post("reference")

    assert (tried, before) == (5, [])
    assert clerk.kept() == [("reference", moment_id)]


@pytest.mark.parametrize("fault", [lost_after, lost_under_way])
def test_a_commit_in_doubt_is_looked_up(clerk: Clerk, fault: Commit) -> None:
    """A commit that happened is found out about, however many commits after it fail."""
    Commits(clerk.engine, in_turn(fault, *[lost_before] * 5))
    moment_id = clerk.post("reference")

    assert clerk.kept() == [("reference", moment_id)]


def test_a_slow_commit_is_waited_for(clerk: Clerk, postgresql: PostgresqlServer) -> None:
    """A commit that the server is still busy with when the connection is lost is not done again, whatever it wrote."""
    database = str(clerk.engine.url.database)
    postgresql.run_sql(SLOW, database)
    postgresql.run_sql(SLOW_CLIENTS, database)
    Commits(clerk.engine, in_turn(lost_under_way, None))
    added, _ = clients.add(clerk.register.database, "Slow", frozenset({ADD}), clerk.register.clock(), Actor())

    assert [one.id for one in clients.all_clients(clerk.register.database) if one.name == "Slow"] == [added.id]


def kept(installation: Installation) -> list[tuple[str, int]]:
    """Reference and id of every moment."""
    rows = installation.sql("SELECT document::json ->> 'reference', moment_id FROM version ORDER BY moment_id")
    return [(reference, moment_id) for reference, moment_id in rows]


def ready(server: Server) -> int:
    """The status of the answer to whether it is ready."""
    return requests.get(f"{server.url}/health/ready", timeout=30).status_code


def test_an_outage(installed: Installation, postgresql: PostgresqlServer) -> None:
    """While PostgreSQL is down answers are 503, and soon after all is well; posting again doubles nothing."""
    installed.add_relations(SENDER, RECIPIENT)
    with installed.serving() as server:
        token = server.token(installed.add_client())
        with Visitors(server.url, token) as visitors:
            visitors.wait_for_more(50)
            postgresql.stop("immediate")
            try:
                began = time.monotonic()
                visitors.wait_for_answers(began, 1.5)
                health = requests.get(f"{server.url}/health/live", timeout=30).status_code, ready(server)
            finally:
                ended = time.monotonic()
                postgresql.start(OPTIONS)
            seconds = visitors.wait_for_more(50)
        with ThreadPoolExecutor(32) as pool:
            after = list(pool.map(lambda _: Api(server.url, token).get().status_code, range(100)))
    outage = visitors.between(began, ended)
    registered = kept(installed)

    assert visitors.failures == []
    assert len(outage) > 10
    assert {one.response.status_code for one in outage} == {503}
    assert [one.response.text for one in visitors.answers if not one.is_plain] == []
    assert health == (200, 503)
    assert seconds < 10
    assert set(after) == {200}
    assert len(dict(registered)) == len(registered)
    assert visitors.acknowledged.items() <= set(registered)


def test_cut_connections(installed: Installation, postgresql: PostgresqlServer) -> None:
    """While connections are cut over and over, answers are 200 or 503; posting again after a 503 doubles nothing."""
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname <> 'postgres'"
    installed.add_relations(SENDER, RECIPIENT)
    with (
        installed.serving() as server,
        Visitors(server.url, server.token(installed.add_client())) as visitors,
    ):
        visitors.wait_for_more(20)
        for _ in range(40):
            postgresql.run_sql(cut)
            time.sleep(0.05)
        visitors.wait_for_more(20)
    registered = kept(installed)

    assert visitors.failures == []
    assert [one.response.text for one in visitors.answers if not one.is_plain] == []
    assert len(dict(registered)) == len(registered)
    assert visitors.acknowledged.items() <= set(registered)


def test_starting_before_the_database(installed: Installation, postgresql: PostgresqlServer) -> None:
    """A server that starts while PostgreSQL is away is live, and ready by itself later."""
    installed.add_relations(SENDER, RECIPIENT)
    postgresql.stop()
    try:
        server = installed.start()
        before = requests.get(f"{server.url}/health/live", timeout=30).status_code, ready(server)
    finally:
        postgresql.start(OPTIONS)
    deadline = time.monotonic() + 10
    while ready(server) != 200 and time.monotonic() < deadline:
        time.sleep(0.05)
    listed = server.api().get().status_code

    assert before == (200, 503)
    assert (listed, server.stop()) == (200, 0)


@pytest.mark.parametrize("prepared", [False, True])
def test_prepared_statements(postgresql: PostgresqlServer, prepared: bool) -> None:
    """Statements are prepared on the server unless that is switched off."""
    with a_clerk(postgresql.new_database(), prepared_statements=prepared) as clerk:
        for number in range(20):
            clerk.post(f"reference-{number}")
        with clerk.engine.connect() as connection:
            found = connection.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar_one()

    assert (found > 0) == prepared
