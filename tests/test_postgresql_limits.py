"""Time limits on PostgreSQL, and what counts as passing: nothing hangs, and nothing that happened is done again."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, text

from contact_moments.clock import system_clock
from contact_moments.errors import UnavailableError
from contact_moments.storage.database import Database
from tests.faults import Clerk, Commit, Commits, a_clerk, in_turn, lost_before
from tests.postgresql import NEWEST, PostgresqlServer, running_server
from tests.silence import forwarding

pytestmark = [pytest.mark.usefixtures("processes"), pytest.mark.long]

OPTIONS = "-c fsync=off"
LIMITS = text("SELECT current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout')")


@pytest.fixture(scope="module")
def postgresql() -> Iterator[PostgresqlServer]:
    """A PostgreSQL that these tests may stop and start."""
    with running_server(NEWEST, OPTIONS) as server:
        yield server


@pytest.fixture
def url(postgresql: PostgresqlServer) -> str:
    """The address of a new, empty database."""
    return postgresql.new_database()


@pytest.fixture
def clerk(url: str) -> Iterator[Clerk]:
    """A clerk of a new register."""
    with a_clerk(url) as clerk:
        yield clerk


def limits(connection: Connection) -> tuple[str, str]:
    """How long a transaction waits for a lock, and how long the server lets it be idle."""
    lock, idle = connection.execute(LIMITS).one()
    return lock, idle


def test_a_lock_is_waited_for_ten_seconds(clerk: Clerk, url: str) -> None:
    """While somebody else holds the register's row a registration is refused in time, and afterwards it succeeds."""
    with psycopg.connect(url) as foreign:
        foreign.execute("SELECT * FROM register FOR UPDATE")
        began = time.monotonic()
        with pytest.raises(UnavailableError):
            clerk.post("reference")
        seconds = time.monotonic() - began
        foreign.rollback()
    moment_id = clerk.post("reference")

    assert 9 < seconds < 12
    assert clerk.kept() == [("reference", moment_id)]


def test_limits_hold_for_a_transaction(clerk: Clerk) -> None:
    """A write has both limits; what may take long is never ended for being idle; nothing is left in the session."""
    database = clerk.register.database
    written = database.write(lambda transaction: limits(transaction.connection))
    changed = database.change_schema(limits)
    replaced = database.replace_all(limits)
    with database.frozen() as connection:
        held = limits(connection)
    with database.snapshot() as connection:
        still = limits(connection)

    assert written == ("10s", "30s")
    assert replaced == ("10s", "0")
    assert [idle for _, idle in (changed, held, still)] == ["0"] * 3
    assert database.read(limits) == ("0", "0")


def test_writers_wait_ten_seconds_for_a_long_transaction(clerk: Clerk) -> None:
    """While all writers are kept waiting for long, one that waits is refused in time and registers afterwards."""
    began = time.monotonic()
    with clerk.register.database.frozen(), pytest.raises(UnavailableError):
        clerk.post("reference")
    seconds = time.monotonic() - began
    moment_id = clerk.post("reference")

    assert 9 < seconds < 12
    assert clerk.kept() == [("reference", moment_id)]


def test_a_silent_connection(postgresql: PostgresqlServer, url: str) -> None:
    """When the connections that there are go silent, which nobody tells, registering goes on within 15 seconds."""
    database = url.partition("@/")[2].partition("?")[0]
    with (
        forwarding(postgresql.folder / ".s.PGSQL.5432") as forwarder,
        a_clerk(f"postgresql://postgres@127.0.0.1:{forwarder.port}/{database}") as clerk,
    ):
        before = clerk.post("before")
        forwarder.go_silent()
        began = time.monotonic()
        after = clerk.post_until_done("after")
        seconds = time.monotonic() - began
        kept = clerk.kept()

    assert 5 < seconds < 15
    assert kept == [("before", before), ("after", after)]


def parameters(url: str) -> dict[str, str]:
    """What a register's connection to this address was made with."""
    database = Database(url, system_clock)
    try:
        engine: Any = database._backend
        with engine.read() as connection:
            found: dict[str, str] = connection.connection.dbapi_connection.info.get_parameters()
            return found
    finally:
        database.close()


def test_the_address_has_the_last_word(url: str) -> None:
    """Limits of connections are ours where the address does not name others."""
    ours = parameters(url)
    given = parameters(f"{url}&connect_timeout=3&keepalives_idle=60&tcp_user_timeout=7000")

    names = ("connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout")
    assert [ours[name] for name in names] == ["5", "5", "2", "3", "10000"]
    assert [given[name] for name in names] == ["3", "60", "2", "3", "7000"]


def test_several_hosts(postgresql: PostgresqlServer, url: str) -> None:
    """An address with several hosts leads to the first that answers and can be written to."""
    several = url.replace("?host=", "?host=/nowhere,") + "&port=5432,5432&target_session_attrs=read-write"
    with a_clerk(several) as clerk:
        moment_id = clerk.post("reference")

    assert parameters(several)["host"] == str(postgresql.folder)
    assert moment_id == 1


@pytest.mark.parametrize("state", ["40001", "40003", "08007", "25P03", "25P04", "55P03", "57P01"])
def test_what_passes_is_asked_again(clerk: Clerk, state: str) -> None:
    """A fault that says nothing of the question itself is not told: the question is asked again."""
    asked = []

    def question(connection: Connection) -> str:
        asked.append(state)
        if len(asked) == 1:
            connection.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'passing' USING ERRCODE = '{state}'; END $$"))
        return "answer"

    answer = clerk.register.database.read(question)

    assert (answer, len(asked)) == ("answer", 2)


def unknown(connection: Any) -> None:
    """The commit happens, and the server says that it does not know."""
    connection.dbapi_connection.commit()
    raise psycopg.errors.StatementCompletionUnknown("statement completion unknown")


def unresolved(connection: Any) -> None:
    """The commit happens, and the server says that it cannot tell."""
    connection.dbapi_connection.commit()
    raise psycopg.errors.TransactionResolutionUnknown("transaction resolution unknown")


def open_and_unknown(connection: Any) -> None:
    """Nothing is committed, the server does not know, and the transaction is still open."""
    raise psycopg.errors.StatementCompletionUnknown("statement completion unknown")


def lost_with_a_state(connection: Any) -> None:
    """The commit happens, and the connection is lost with an error of its own."""
    connection.dbapi_connection.commit()
    connection.dbapi_connection.close()
    raise psycopg.errors.InternalError_("something else")


@pytest.mark.parametrize("fault", [unknown, unresolved, open_and_unknown, lost_with_a_state])
def test_a_commit_that_nobody_knows_of(clerk: Clerk, fault: Commit) -> None:
    """Whatever a commit in doubt is told as, it is looked up, and registered once."""
    Commits(clerk.engine, in_turn(fault, None))
    began = time.monotonic()
    moment_id = clerk.post("reference")

    assert clerk.kept() == [("reference", moment_id)]
    assert time.monotonic() - began < 5


def test_an_outage_right_after_a_commit(clerk: Clerk, postgresql: PostgresqlServer) -> None:
    """A commit that happened just before PostgreSQL went away is found when it is back, and not done again."""
    back = threading.Timer(1.5, postgresql.start, [OPTIONS])

    def gone_after(connection: Any) -> None:
        connection.dbapi_connection.commit()
        postgresql.stop("immediate")
        back.start()
        lost_before(connection)

    Commits(clerk.engine, in_turn(gone_after, None))
    moment_id = clerk.post("reference")
    back.join()

    assert clerk.kept() == [("reference", moment_id)]


def test_a_server_that_became_a_standby(clerk: Clerk) -> None:
    """When writes are refused because the server became a standby, connections are made anew, and it is registered."""
    with ExitStack() as stack:
        for _ in range(clerk.engine.pool.checkedin()):  # type: ignore[attr-defined]
            connection = stack.enter_context(clerk.engine.connect())
            connection.exec_driver_sql("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
            connection.commit()
    moment_id = clerk.post("reference")

    assert clerk.kept() == [("reference", moment_id)]
