"""The databases that a test's registers are in: files of SQLite, or databases of a PostgreSQL that a worker shares."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from contact_moments.register import made
from contact_moments.settings import read_settings
from tests.postgresql import PostgresqlServer, running_server
from tests.support import Installation

SQLITE = "sqlite"
POSTGRESQL = "postgresql-18"
STRICT = "postgresql-15-serializable"

# The machine does not crash; servers that do lose nothing. Their files may be in memory, so the log stays small.
# Without autovacuum: it comes once in a minute, and after it the planner may choose another plan in the midst of a test
# that counts rows. Such tests ask for statistics themselves.
_FAST = "-c fsync=off -c full_page_writes=off -c max_wal_size=128MB -c autovacuum=off"
_OPTIONS = {
    "": [_FAST],
    "serializable": [_FAST, "-c default_transaction_isolation=serializable"],
    "as-it-comes": [],
}


class Postgresqls:
    """The PostgreSQL servers of one test process, each started when it is first asked for."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._servers: dict[str, PostgresqlServer] = {}

    def server(self, name: str) -> PostgresqlServer:
        """The server of a version such as `18`; `18-as-it-comes` has fsync, `15-serializable` is strict.

        Each has a role `clerk` that may do nothing yet.
        """
        if name not in self._servers:
            version, _, kind = name.partition("-")
            server = self._stack.enter_context(running_server(version, *_OPTIONS[kind]))
            server.run_sql("CREATE ROLE clerk LOGIN")
            self._servers[name] = server
        return self._servers[name]

    @contextlib.contextmanager
    def cleared(self) -> Iterator[None]:
        """Drop the databases that are made meanwhile: each takes 8 MB, also an empty one."""
        kept = {name: len(server.databases) for name, server in self._servers.items()}
        yield
        for name, server in self._servers.items():
            server.drop_databases(kept.get(name, 0))

    def close(self) -> None:
        """Stop them all."""
        self._stack.close()


@dataclass
class Engine:
    """The engine that the registers of a test are on."""

    name: str
    server: Callable[[], PostgresqlServer]
    # The address of an empty register on PostgreSQL, of which the others are copies.
    _empty: str | None = field(default=None, init=False)

    def installation(self, folder: Path) -> Installation:
        """An installation that has no register yet."""
        return Installation(folder, {} if self.name == SQLITE else {"DATABASE_URL": self.new_url(folder)})

    def register(self, folder: Path) -> Installation:
        """An installation with an empty register."""
        if self.name != SQLITE:
            return self.copy(self._empty_register(), folder)
        installation = Installation(folder)
        installation.database.parent.mkdir(parents=True)
        write_empty_register(installation.database)
        return installation

    def copy(self, url: str, folder: Path) -> Installation:
        """An installation with a copy of the register at an address, which nobody is using."""
        if self.name != SQLITE:
            return Installation(folder, {"DATABASE_URL": self.server().new_database(url)})
        copy = Installation(folder)
        copy.database.parent.mkdir(parents=True)
        shutil.copy(_file(url), copy.database)
        return copy

    def new_url(self, folder: Path) -> str:
        """The address of an empty database, which is in a folder if it is a file."""
        return f"sqlite:///{folder}/register.db" if self.name == SQLITE else self.server().new_database()

    def kept_url(self, folder: Path) -> str:
        """As `new_url`, of a database that is there for as long as the engine: to be copied."""
        return self.new_url(folder) if self.name == SQLITE else self.server().keep_database()

    def register_url(self, folder: Path) -> str:
        """The address of an empty register, which is in a folder if it is a file."""
        if self.name != SQLITE:
            return self.server().new_database(self._empty_register())
        write_empty_register(folder / "register.db")
        return self.new_url(folder)

    def _empty_register(self) -> str:
        if self._empty is None:
            self._empty = self.server().keep_database()
            with made(read_settings(database_url=self._empty)):
                pass
        return self._empty


def write_empty_register(file: Path) -> None:
    """Write the file of an empty register, as all tests of this process have it."""
    file.touch(0o600)
    file.write_bytes(_empty_register())


@cache
def _empty_register() -> bytes:
    # Making one by all migrations takes longer than most tests.
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        with made(read_settings(database_url=url)):
            pass
        return _file(url).read_bytes()


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))
