"""A real PgBouncer for the tests: the installed one, or that of a package, unpacked by `make` (see the Makefile).

It hands transactions, not sessions, of a PostgreSQL server to its clients, over very few connections.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.postgresql import NOBODY, ROOT, PostgresqlServer

SERVER_CONNECTIONS = 2

CONFIGURATION = """
[databases]
* = host={server} user=postgres
[pgbouncer]
listen_addr =
unix_socket_dir = {folder}
logfile = {folder}/log
auth_type = any
admin_users = postgres
pool_mode = transaction
default_pool_size = {connections}
server_login_retry = 1
"""


@dataclass
class Pooler:
    """A running pooler, in transaction mode."""

    folder: Path

    def url(self, direct: str) -> str:
        """The address, by way of the pooler, of the database at the address `direct`."""
        database = direct.partition("@/")[2].partition("?")[0]
        return f"postgresql://postgres@/{database}?host={self.folder}&port=6432"

    def connections(self, url: str) -> tuple[int, int]:
        """How many clients a database has at this moment, and how many connections to the server."""
        database = url.partition("@/")[2].partition("?")[0]
        with psycopg.connect(self.url("@/pgbouncer"), autocommit=True) as console:
            # The console knows simple queries only.
            counts = []
            for what in (b"SHOW CLIENTS", b"SHOW SERVERS"):
                found = console.pgconn.exec_(what)
                column = [found.fname(n) for n in range(found.nfields)].index(b"database")
                counts.append([found.get_value(n, column) for n in range(found.ntuples)].count(database.encode()))
        return counts[0], counts[1]


@contextlib.contextmanager
def running_pooler(server: PostgresqlServer) -> Iterator[Pooler]:
    """A pooler before this server, with two connections to each database, gone at the end."""
    programs = ROOT / ".venv" / "pgbouncer"
    assert (programs / "bin" / "pgbouncer").is_file(), "PgBouncer is missing; this brings it: make .venv/dev.stamp"
    folder = Path(tempfile.mkdtemp(prefix="contact-moments-"))
    try:
        # The checkout may be where only root can read, and PgBouncer refuses to run as root.
        programs = Path(shutil.copytree(programs, folder / "programs"))
        configuration = folder / "configuration"
        text = CONFIGURATION.format(server=server.folder, folder=folder, connections=SERVER_CONNECTIONS)
        configuration.write_text(text, encoding="utf-8")
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        if user:
            os.chown(folder, NOBODY, NOBODY)
            folder.chmod(0o755)
        process = subprocess.Popen(
            [programs / "bin" / "pgbouncer", "--quiet", configuration],
            env=os.environ | {"LD_LIBRARY_PATH": str(programs / "lib")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **user,  # type: ignore[call-overload]
        )
        try:
            pooler = Pooler(folder)
            _wait_for(pooler, process)
            yield pooler
        finally:
            process.kill()
            process.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(pooler: Pooler, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 10
    while not (pooler.folder / ".s.PGSQL.6432").exists():
        assert process.poll() is None, (pooler.folder / "log").read_text()
        assert time.monotonic() < deadline, "PgBouncer does not listen"
        time.sleep(0.01)
    psycopg.connect(pooler.url("@/postgres")).close()
