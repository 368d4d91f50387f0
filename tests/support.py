"""An installation of the register as an operator has it: a folder, commands, the API.

Nothing is mocked. The database is a real one. The API and the commands run in the test's process by their real entry
(`served_here`, `run`), or as processes with sockets where a test is about those (`serving`, `start`, `try_run`).
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import psycopg
import requests
from sqlalchemy import Connection, Engine, NullPool, create_engine, text

from contact_moments.settings import Settings, read_settings
from contact_moments.storage.backends.sqlite.driver import dbapi2
from tests.canaries import require_none
from tests.forking import Forked, fork
from tests.in_process import new_session, run_command, served_in_process

VENDOR = "application/vnd.procurios.contact_moment+json; version=1"
LIST = "/l/contact_moment_api/contact_moment"
PHONE = f"{LIST}/type/ContactMomentPhone"
TOKEN = "/l/oauth2/token"
PATIENCE = 60.0  # seconds for which a server may start, or write something into its log: a machine can be busy
PROGRAM = ("-m", "contact_moments")
ALL_SCOPES = tuple(f"contact_moment/{name}" for name in ("view", "add", "edit", "details"))

# The relations of the API's own examples.
SENDER, RECIPIENT = 1516, 429000

Json = Any
Process = subprocess.Popen[bytes] | Forked


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def a_call(**changes: Json) -> dict[str, Json]:
    """The documented retention call, with changes; a value of None leaves the member out."""
    body = {
        "subject": "Retention call",
        "dateTime": "2018-11-13T20:20:39+02:00",
        "senderId": SENDER,
        "recipients": [RECIPIENT],
        "contents": "We had a good call and the person decided to stay a member",
        "action_code": 2,
        "reference": "MyRefernce0123",
    }
    return {name: value for name, value in (body | changes).items() if value is not None}


@dataclass
class Installation:
    """A folder with a register in it, and the settings that its commands run with."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    # What Python runs as the program.
    program: tuple[str, ...] = PROGRAM
    # Whether its servers are forks of a process that has loaded the program. What is measured starts as operators do.
    forks: bool = True

    @property
    def database(self) -> Path:
        """The register's file."""
        return self.folder / "data" / "contact-moments.db"

    def environment(self, **settings: str) -> dict[str, str]:
        """The environment of this installation's processes: nobody else's settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CONTACT_MOMENTS_")}
        given = {f"CONTACT_MOMENTS_{name}": value for name, value in (self.settings | settings).items()}
        return kept | given

    def try_run(self, *words: str, stdin: str | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run a command as a process, whatever comes of it."""
        return subprocess.run(
            [sys.executable, *self.program, *words],
            cwd=self.folder,
            env=self.environment(**settings),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def run(self, *words: str, **settings: str) -> str:
        """Run a command in this process that must succeed; returns its stdout. Not for several threads at once."""
        if self.program != PROGRAM:
            return self.run_apart(*words, **settings)
        return self._succeeded(run_command(self.folder, self.settings | settings, words))

    def run_apart(self, *words: str, **settings: str) -> str:
        """As `run`, as a process."""
        return self._succeeded(self.try_run(*words, **settings))

    def _succeeded(self, done: subprocess.CompletedProcess[str]) -> str:
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sql(self, statement: str, **bound: Json) -> list[tuple[Json, ...]]:
        """Run a statement behind the register's back, on whichever engine it is; returns the rows, if it has any."""
        with self._connected() as connection:
            result = connection.execute(text(statement), bound)
            return [tuple(row) for row in result] if result.returns_rows else []

    def tables(self) -> dict[str, list[tuple[Json, ...]]]:
        """The rows of every table by its name; nothing when there is no register yet."""
        if not (self.on_postgresql or self.database.exists()):
            return {}
        return _tables_of_server(self.url) if self.on_postgresql else _tables(self.url.removeprefix("sqlite:///"))

    @property
    def on_postgresql(self) -> bool:
        """Whether the register is on PostgreSQL, not in a file."""
        return self.settings.get("DATABASE_URL", "").startswith("postgresql:")

    @property
    def url(self) -> str:
        """The database's address, wherever it is asked from."""
        url = self.settings.get("DATABASE_URL", f"sqlite:///{self.database}")
        return url.replace("sqlite:///data/", f"sqlite:///{self.folder}/data/")

    @contextlib.contextmanager
    def _connected(self) -> Iterator[Connection]:
        with _engine(self.url).begin() as connection:
            yield connection

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep everybody who writes waiting meanwhile, on whichever engine it is."""
        with self._connected() as connection:
            connection.execute(text("UPDATE register SET types_version = types_version"))
            yield

    def everything_kept(self) -> bytes:
        """Every byte that is kept: the files beside the database, or on PostgreSQL every row of every table."""
        if not self.on_postgresql:
            return b"".join(_read(file) for file in self.database.parent.iterdir())
        return repr(self.tables()).encode()

    def add_client(self, *scopes: str) -> dict[str, str]:
        """Add an API client (with every scope, unless some are named); returns id, secret and scope."""
        options = [word for scope in scopes or ALL_SCOPES for word in ("--scope", scope)]
        credentials: dict[str, str] = json.loads(self.run("client", "add", "Test", *options, "--json"))
        return credentials

    def add_relations(self, *ids: int) -> None:
        """Add people with these ids, named `Relation <id>`."""
        file = self.folder / "relations.csv"
        file.write_text("id,name\n" + "".join(f"{id_},Relation {id_}\n" for id_ in ids), encoding="utf-8")
        self.run("relation", "import", str(file))

    def settings_here(self, **settings: str) -> Settings:
        """The settings of this installation, for use in this process; only errors are logged."""
        given = {"LOG_LEVEL": "error"} | self.settings | settings
        return read_settings(**{name.lower(): value for name, value in given.items()} | {"database_url": self.url})

    @contextlib.contextmanager
    def served_here(self, workers: int = 1, **settings: str) -> Iterator["Served"]:
        """This register served in this process, without sockets; several workers take turns."""
        self.database.parent.mkdir(parents=True, exist_ok=True)
        with served_in_process(self.settings_here(**settings), workers) as address:
            yield Served(self, address)

    @contextlib.contextmanager
    def serving(self, *words: str, **settings: str) -> Iterator["Server"]:
        """A server of this register on a free port; stopped, and its exit code checked, at the end."""
        server = self.start(*words, **settings)
        try:
            yield server
        finally:
            code = server.stop()
        assert code == 0, server.log()

    def start(self, *words: str, **settings: str) -> "Server":
        """Start a server and wait until it is live; whoever starts it stops it."""
        port = free_port()
        log = self.folder / f"server-{port}.log"
        with log.open("wb") as out:
            process = self._begun(["serve", "--port", str(port), *words], self.environment(**settings), out)
        server = Server(self, f"http://127.0.0.1:{port}", process, log)
        try:
            server.wait_until_live()
        except BaseException:
            # Nobody else could stop it, and it would slow down what comes after.
            server.kill()
            raise
        return server

    def _begun(self, words: list[str], environment: dict[str, str], out: BinaryIO) -> Process:
        if self.forks and self.program == PROGRAM:
            return fork(words, self.folder, environment, out)
        return subprocess.Popen(
            [sys.executable, *self.program, *words],
            cwd=self.folder,
            env=environment,
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )


@lru_cache(20)
def _engine(url: str) -> Engine:
    # A new one asks a server what it is and what types it has. Connections are not kept.
    if url.startswith("postgresql:"):
        by_driver = url.replace("postgresql:", "postgresql+psycopg:")
        return create_engine(by_driver, poolclass=NullPool, use_native_hstore=False)
    # The SQLite that the register has: an older one beside it can damage the file.
    return create_engine(url, poolclass=NullPool, module=dbapi2)


def _tables_of_server(url: str) -> dict[str, list[tuple[Json, ...]]]:
    with psycopg.connect(url) as connection:
        names = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
        ).fetchall()
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}  # noqa: S608


def _tables(file: str) -> dict[str, list[tuple[Json, ...]]]:
    # By the driver, which a hundred tests ask twice: SQLAlchemy takes several times as long to ask what there is.
    with contextlib.closing(dbapi2.connect(file)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names.fetchall()}  # noqa: S608


def _read(file: Path) -> bytes:
    # The file stays open: closing it would take from this process every lock that its registers have on it (POSIX).
    descriptor = os.open(file, os.O_RDONLY)
    return b"".join(iter(lambda: os.read(descriptor, 2**20), b""))


def fetch(method: str, url: str, **options: Any) -> requests.Response:
    """A request on a connection of its own, with no headers but those that are given and those of `requests`."""
    with new_session() as session:
        return session.request(method, url, timeout=30, **options)


@dataclass
class Served:
    """A register that can be called at an address."""

    installation: Installation
    url: str

    def token(self, credentials: dict[str, str], **form: str) -> str:
        """An access token for a client."""
        fields = {
            "grant_type": "client_credentials",
            "client_id": credentials["client_id"],
            "client_secret": credentials["client_secret"],
        }
        answer = fetch("POST", self.url + TOKEN, data=fields | form)
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["access_token"]
        return token

    def as_client(self, token: str) -> "Api":
        """The API with this token."""
        return Api(self.url, token)

    def api(self, *scopes: str) -> "Api":
        """The API as a new client with these scopes (all, unless some are named) sees it."""
        return Api(self.url, self.token(self.installation.add_client(*scopes)))


@dataclass
class Server(Served):
    """A running server."""

    process: Process
    log_file: Path

    def log(self) -> str:
        """Everything that it has written so far."""
        return self.log_file.read_text()

    def wait_for(self, text: str) -> str:
        """Everything that it has written, once a text is in it."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.log():
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.02)
        return self.log()

    def wait_until_live(self) -> None:
        """Return once it answers; fail with its log when it does not in time."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log()
            # On a busy machine a connection may wait for the first worker.
            with contextlib.suppress(requests.ConnectionError, requests.Timeout):
                requests.get(f"{self.url}/health/live", timeout=5)
                return
            time.sleep(0.02)
        raise AssertionError(f"not live: {self.log()}")

    def stop(self) -> int:
        """Ask it to stop (SIGTERM); returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=40)
        require_none("the server's log", self.log())
        return code

    def kill(self) -> None:
        """End all its processes at once, as a power cut would (SIGKILL)."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)


class Api:
    """The API with a token."""

    def __init__(self, url: str, token: str | None) -> None:
        self.url = url
        self.session = new_session()
        self.session.headers["Accept"] = VENDOR
        if token is not None:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        """Any request; `path` is from the root of the server."""
        return self.session.request(method, self.url + path, timeout=30, **options)

    def get(self, path: str = LIST, **options: Any) -> requests.Response:
        """GET, by default of the list."""
        return self.call("GET", path, **options)

    def post(self, body: Json, path: str = PHONE) -> requests.Response:
        """POST a JSON body, by default of a phone call."""
        return self.call("POST", path, json=body)

    def register(self, **changes: Json) -> int:
        """Register the documented call with changes; returns its id."""
        answer = self.post(a_call(**changes))
        assert answer.status_code == 200, answer.text
        moment_id: int = answer.json()["contactMomentId"]
        return moment_id

    def items(self, query: str = "") -> list[Json]:
        """The items of one page of the list."""
        answer = self.get(f"{LIST}?{query}")
        assert answer.status_code == 200, answer.text
        items: list[Json] = answer.json()
        return items


def ready(server: Server) -> requests.Response:
    """The answer to whether the server is ready, asked until it changes to yes, for three seconds at most."""
    deadline = time.monotonic() + 3
    answer = requests.get(f"{server.url}/health/ready", timeout=20)
    while answer.status_code != 200 and time.monotonic() < deadline:
        time.sleep(0.1)
        answer = requests.get(f"{server.url}/health/ready", timeout=20)
    return answer
