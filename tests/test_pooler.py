"""A pooler in transaction mode before PostgreSQL: everything works, over fewer connections than there are clients.

PgBouncer, with two connections to each database, whatever `--engine` says.
"""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from contact_moments import contract
from contact_moments.storage.whole.temporary_database import PREFIX
from tests.cli.command_line import RESTORE, succeed_here
from tests.cli.posting import a_posted_call
from tests.faults import Visitors, a_clerk
from tests.pgbouncer import SERVER_CONNECTIONS, Pooler, running_pooler
from tests.postgresql import NEWEST, PostgresqlServer, running_server
from tests.support import RECIPIENT, SENDER, Api, Installation

pytestmark = [pytest.mark.usefixtures("processes"), pytest.mark.long]

OPTION = "-c log_statement=all"
CLIENTS = 8
CALLS = 10

SET_CONFIG = re.compile(r"set_config\([^)]*?(\w+)\)")
SENT = r"LOG:  (?:statement|execute ([^:]*)): *(\S.*)"

# `selftest` runs all of them through the pooler, in a schema: its single statements are transactions. Those that use
# single statements, snapshots and writes most are run without one as well; all of them would cost a third of the time.
ALONE = (
    contract.keeping.tokens_end,
    contract.keeping.restores_beside_writers,
    contract.writing.threads_share_commits,
    contract.writing.two_programs_share_numbers,
    contract.writing.imports_resume,
    contract.reading.snapshots_stand_still,
)

# What a session of PostgreSQL has that is not gone with a transaction.
STATE = """
    SELECT 'set: ' || name FROM pg_settings WHERE source = 'session'
    UNION ALL SELECT 'prepared: ' || name FROM pg_prepared_statements
    UNION ALL SELECT 'cursor: ' || name FROM pg_cursors
    UNION ALL SELECT 'lock: ' || objid FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
    UNION ALL SELECT 'temporary: ' || relname FROM pg_class WHERE relpersistence = 't'
    UNION ALL SELECT 'listening: ' || pg_listening_channels()
    UNION ALL SELECT 'read only' WHERE current_setting('transaction_read_only') = 'on'
    UNION ALL SELECT 'isolation' WHERE current_setting('transaction_isolation') <> 'read committed'
"""


@pytest.fixture(scope="module")
def postgresql() -> Iterator[PostgresqlServer]:
    """A PostgreSQL that logs every statement, and that these tests may stop and start."""
    with running_server(NEWEST, OPTION) as server:
        yield server


@pytest.fixture(scope="module")
def pooler(postgresql: PostgresqlServer) -> Iterator[Pooler]:
    """A pooler before it."""
    with running_pooler(postgresql) as running:
        yield running


@pytest.fixture
def url(postgresql: PostgresqlServer, pooler: Pooler) -> str:
    """The address, by way of the pooler, of a new, empty database."""
    return pooler.url(postgresql.new_database())


@pytest.fixture
def installed(tmp_path: Path, url: str) -> Installation:
    """An empty register behind the pooler, set as the docs say."""
    made = Installation(tmp_path, {"DATABASE_URL": url, "PREPARED_STATEMENTS": "false"})
    made.run("migrate")
    return made


def left_behind(url: str) -> list[list[str]]:
    """What is left in each of the pooler's sessions of a database: all are held at the same time to ask."""
    with ExitStack() as stack:
        found = []
        for _ in range(SERVER_CONNECTIONS):
            connection = stack.enter_context(psycopg.connect(url, prepare_threshold=None))
            found.append([text for (text,) in connection.execute(STATE)])
    return found


def visit(api: Api, name: str) -> dict[str, int]:
    """Register and list in turns; returns the id of each reference that was acknowledged."""
    acknowledged = {}
    for number in range(CALLS):
        reference = f"{name}-{number}"
        posted = api.post(a_posted_call(reference))
        assert posted.status_code == 200, posted.text
        acknowledged[reference] = posted.json()["contactMomentId"]
        assert api.get().status_code == 200
    return acknowledged


def kept(installation: Installation) -> dict[str, int]:
    """Reference and id of every moment."""
    rows = installation.sql("SELECT document::json ->> 'reference', moment_id FROM version ORDER BY moment_id")
    assert len(dict(rows)) == len(rows), "a reference is there twice"
    return dict(rows)


@pytest.mark.parametrize("prepared", ["false", "true"])
def test_many_clients(installed: Installation, pooler: Pooler, prepared: str) -> None:
    """Eight clients of two workers register and list over two connections, set to prepare statements or not."""
    url = installed.settings["DATABASE_URL"]
    installed.settings["PREPARED_STATEMENTS"] = prepared
    installed.add_relations(SENDER, RECIPIENT)
    with installed.serving("--workers", "2") as server:
        token = server.token(installed.add_client())
        with ThreadPoolExecutor(CLIENTS) as pool:
            visits = list(pool.map(lambda n: visit(Api(server.url, token), f"client-{n}"), range(CLIENTS)))
        clients, connections = pooler.connections(url)
    acknowledged = {reference: id_ for one in visits for reference, id_ in one.items()}

    assert clients > SERVER_CONNECTIONS >= connections > 0
    assert sorted(acknowledged.values()) == list(range(1, CLIENTS * CALLS + 1))
    assert kept(installed) == acknowledged
    assert left_behind(url) == [[], []]


def test_the_environments_encoding(installed: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any text goes through the pooler whatever encoding the environment wants, and no session is left with another."""
    name = "Één gesprek 😀 שלום"
    with monkeypatch.context() as patch:
        patch.setenv("PGCLIENTENCODING", "latin1")
        succeed_here(installed, "tag", "add", name)
        listed = succeed_here(installed, "tag", "list")

    assert listed == f"1\t{name}\n"
    assert left_behind(installed.settings["DATABASE_URL"]) == [[], []]


def test_commands(installed: Installation, postgresql: PostgresqlServer, pooler: Pooler) -> None:
    """Commands do their work behind a pooler as in a file, and `doctor` finds nothing wrong."""
    succeed_here(installed, "demo", "--relations", "60", "--moments", "700", DATABASE_URL="sqlite:///register.db")
    there = succeed_here(
        installed, "copy", "--to", installed.settings["DATABASE_URL"], DATABASE_URL="sqlite:///register.db"
    )
    again = succeed_here(installed, "copy", "--to", pooler.url(postgresql.new_database()))
    succeed_here(installed, "backup", "backup.db")
    restored = {"DATABASE_URL": pooler.url(postgresql.new_database())}
    succeed_here(installed, *RESTORE, "backup.db", **restored)
    exported = succeed_here(installed, "moment", "export", DATABASE_URL="sqlite:///register.db")
    from_pooler = [succeed_here(installed, "moment", "export"), succeed_here(installed, "moment", "export", **restored)]
    installed.add_relations(SENDER, RECIPIENT)
    examined = succeed_here(installed, "doctor")

    # But for the audit trail, which tells of the second copy too.
    same = [[line for line in one.splitlines() if "audit_" not in line] for one in (there, again)]
    assert same[0] == same[1]
    assert from_pooler == [exported, exported]
    assert installed.sql("SELECT id FROM relation WHERE id IN (1516, 429000) ORDER BY id") == [(SENDER,), (RECIPIENT,)]
    assert "WRONG" not in examined
    assert left_behind(installed.settings["DATABASE_URL"]) == [[], []]


@dataclass
class SelfTested:
    """A register whose database `selftest` was run on, what was kept before, and what was sent to PostgreSQL."""

    installation: Installation
    before: bytes
    lines: list[str]
    sent: list[tuple[str, str]]


@pytest.fixture(scope="module")
def self_tested(tmp_path_factory: pytest.TempPathFactory, postgresql: PostgresqlServer, pooler: Pooler) -> SelfTested:
    """`selftest` by way of the pooler, on the database of a register with demo data."""
    url = pooler.url(postgresql.new_database())
    installed = Installation(tmp_path_factory.mktemp("selftest"), {"DATABASE_URL": url, "PREPARED_STATEMENTS": "false"})
    log = postgresql.folder / "log"
    begin = log.stat().st_size
    succeed_here(installed, "demo", "--relations", "60", "--moments", "100")
    sent = log.read_bytes()[begin:]
    # Between the two is what the tests themselves ask.
    before = installed.everything_kept()
    begin = log.stat().st_size
    lines = succeed_here(installed, "selftest", "--database", url).splitlines()
    sent += log.read_bytes()[begin:]
    return SelfTested(installed, before, lines, re.findall(SENT, sent.decode()))


def test_the_self_test(self_tested: SelfTested) -> None:
    """`selftest` by way of the pooler keeps every promise, and to a schema of its own: the register stays as it is."""
    installed = self_tested.installation
    schemas = installed.sql("SELECT nspname FROM pg_namespace WHERE nspname LIKE :like", like=PREFIX + "%")

    assert self_tested.lines[1:] == [f"ok      {promise.__name__.replace('_', ' ')}" for promise in contract.PROMISES]
    assert installed.everything_kept() == self_tested.before
    assert schemas == []
    assert left_behind(installed.settings["DATABASE_URL"]) == [[], []]


def test_what_is_sent(self_tested: SelfTested) -> None:
    """Nothing that is sent to PostgreSQL sets, prepares or keeps something in a session, also when connecting."""
    firsts = {" ".join(statement.upper().split()[:2]).rstrip(";") for _, statement in self_tested.sent}
    words = {first.split()[0] for first in firsts}
    kept = [call for _, statement in self_tested.sent for call in SET_CONFIG.findall(statement) if call != "true"]

    assert len(self_tested.sent) > 1000
    assert {name for name, _ in self_tested.sent} == {"", "<unnamed>"}
    assert {first for first in firsts if first.startswith("SET")} == {"SET LOCAL"}
    assert words.isdisjoint({"RESET", "DISCARD", "PREPARE", "LISTEN", "LOAD", "SAVEPOINT", "RELEASE"})
    assert kept == []


@pytest.mark.parametrize("promise", ALONE, ids=lambda promise: promise.__name__)
def test_the_promise_is_kept(url: str, promise: contract.Promise) -> None:
    """Promises of writing and reading hold behind a pooler also without a schema set, in a database of their own."""
    reason = contract.broken_at(promise, url)

    assert reason is None
    assert left_behind(url) == [[], []]


def test_a_snapshot_leaves_nothing_behind(url: str) -> None:
    """A session that a read-only snapshot went through is no more read-only, or frozen, for whoever has it next."""
    asked = "SELECT current_setting('transaction_read_only'), current_setting('transaction_isolation')"
    with a_clerk(url) as clerk:
        with clerk.register.database.snapshot() as connection:
            inside = connection.exec_driver_sql(asked).one()
        left = left_behind(url)
        moment_id = clerk.post("reference")

    assert tuple(inside) == ("on", "repeatable read")
    assert left == [[], []]
    assert moment_id == 1


def test_a_commit_in_doubt(url: str, postgresql: PostgresqlServer) -> None:
    """A commit that happened, and of which the pooler says that the server is gone, is not done again."""
    waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    with (
        a_clerk(url) as clerk,
        ThreadPoolExecutor(1) as pool,
        psycopg.connect(postgresql.url("postgres"), autocommit=True) as direct,
    ):
        # Commits now happen, and then wait for another server that is not there.
        direct.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        direct.execute("SELECT pg_reload_conf()")
        try:
            deadline = time.monotonic() + 10
            while direct.execute("SHOW synchronous_standby_names").fetchone() != ("nobody",):
                assert time.monotonic() < deadline
                time.sleep(0.01)
            posted = pool.submit(clerk.post, "reference")
            while not (pids := direct.execute(waiting).fetchall()) and time.monotonic() < deadline:
                time.sleep(0.01)
            direct.execute("SELECT pg_terminate_backend(%s)", pids[0])
            moment_id = posted.result(timeout=10)
        finally:
            direct.execute("ALTER SYSTEM RESET synchronous_standby_names")
            direct.execute("SELECT pg_reload_conf()")
        found = clerk.kept()

    assert len(pids) == 1
    assert found == [("reference", moment_id)]


def test_an_outage(installed: Installation, postgresql: PostgresqlServer) -> None:
    """Through an outage behind the pooler, which keeps calls waiting, answers are 200 or 503, and all is well after."""
    installed.add_relations(SENDER, RECIPIENT)
    with (
        installed.serving("--workers", "2") as server,
        Visitors(server.url, server.token(installed.add_client())) as visitors,
    ):
        visitors.wait_for_more(20)
        postgresql.stop("immediate")
        try:
            time.sleep(1.5)
        finally:
            postgresql.start(OPTION)
        seconds = visitors.wait_for_more(20)

    assert visitors.failures == []
    assert [one.response.text for one in visitors.answers if not one.is_plain] == []
    assert seconds < 10
    assert visitors.acknowledged.items() <= kept(installed).items()
