"""A command in the wrong folder: it names the place where it looked, and makes nothing."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import click
import pytest
import requests

from contact_moments.storage.backends.sqlite.driver import dbapi2 as sqlite
from tests.cli.command_line import COMMANDS, Words, assert_refused, run_here, succeed_here
from tests.cli.spoiling import in_file
from tests.engines import SQLITE, Engine, Postgresqls
from tests.postgresql import NEWEST
from tests.support import Installation, ready

MAKE_ONE = {("migrate",), ("demo",), ("restore",)}
NEED_NONE = {("settings",), ("selftest",), ("drill",), ("health",), ("completion",)}
# Of what is not required some is needed: a file or a folder.
MORE: dict[Words, Words] = {("backup",): ("output",)}
OTHERS = [path for path in COMMANDS if path not in MAKE_ONE | NEED_NONE]

DROP = "drop table a"  # the encoding of a file stays that of its first table
PLACES: dict[str, Callable[[Path], object]] = {
    "no folder": lambda _: None,
    "an empty folder": lambda path: path.parent.mkdir(),
    "a folder of that name": lambda path: path.mkdir(parents=True),
    "an empty file": lambda path: in_folder(path).touch(),
    "text": lambda path: in_folder(path).write_text("Dear Sir, Madam"),
    "a file without tables": lambda path: in_file(in_folder(path), "pragma journal_mode = wal"),
    "another program's file": lambda path: in_file(in_folder(path), "pragma journal_mode = wal", "create table a (b)"),
    "another program's file in use": lambda path: left_by_another_program(in_folder(path)),
    "text in UTF-16": lambda path: in_file(in_folder(path), "pragma encoding = 'UTF-16le'", "create table a (b)", DROP),
    "a register's mark alone": lambda path: in_file(in_folder(path), f"pragma application_id = {0x434D6F6D}", "vacuum"),
}


def in_folder(path: Path) -> Path:
    """The path, whose folder is made."""
    path.parent.mkdir()
    return path


def left_by_another_program(path: Path) -> None:
    """A file of another program that was killed: its table is in the log only."""
    made = path.with_name("made.db")
    connection = sqlite.connect(str(made), isolation_level=None)
    for statement in ("pragma journal_mode = wal", "create table invoice (id integer)"):
        connection.execute(statement).close()
    for end in ("", "-wal"):
        shutil.copy(f"{made}{end}", f"{path}{end}")
    connection.close()
    made.unlink()


def words_for(path: Words, folder: Path) -> Words:
    """A command with a value for each argument and option without which it would be wrong usage."""
    words = list(path)
    for parameter in COMMANDS[path].params:
        if parameter.required or parameter.nargs == -1:
            words += [*parameter.opts[:1]] if isinstance(parameter, click.Option) else []
            words.append(value_for(parameter.type, folder))
    return (*words, *MORE.get(path, ()))


def value_for(kind: click.ParamType[Any], folder: Path) -> str:
    """A value of a parameter."""
    if isinstance(kind, click.Choice):
        return str(kind.choices[0])
    if isinstance(kind, click.Path):
        if kind.exists:
            (folder / "input").touch()
        return "input" if kind.exists else "output"
    return {"integer range": "1", "url": "sqlite:///other.db"}.get(kind.name, "x")


def files(folder: Path) -> dict[str, bytes | None]:
    """Everything in a folder and below it."""
    found = sorted(folder.rglob("*"))
    return {str(path): path.read_bytes() if path.is_file() else None for path in found if path.name != "input"}


def assert_no_register(done: CompletedProcess[str], *says: str) -> None:
    """Exit code 1, and one sentence with what helps."""
    told = done.stdout + done.stderr
    assert (done.returncode, "Traceback" in told) == (1, False), told
    assert [words for words in ("contact-moments migrate", *says) if words not in told] == [], told


# Every command in two of the places, and two commands in every place: one that reads and one that writes.
WRONG_PLACES = {
    f"{' '.join(path)}, {name}": (path, PLACES[name])
    for path in OTHERS
    for name in PLACES
    if name in {"no folder", "another program's file in use"} or path in {("moment", "export"), ("tag", "add")}
}


@pytest.mark.parametrize(("path", "arrange"), WRONG_PLACES.values(), ids=WRONG_PLACES)
def test_no_register(path: Words, arrange: Callable[[Path], object], installation: Installation) -> None:
    """Every command that is not for making a register says where there is none, and leaves the folder as it is."""
    arrange(installation.database)
    before = files(installation.folder)

    done = run_here(installation, *words_for(path, installation.folder))

    assert_no_register(done, f"There is no register at {installation.database}: ")
    assert files(installation.folder) == before


@pytest.fixture
def on_postgresql(installation: Installation, postgresqls: Postgresqls) -> Installation:
    """An installation with an empty database on PostgreSQL."""
    installation.settings["DATABASE_URL"] = postgresqls.server(NEWEST).new_database()
    return installation


@pytest.fixture(scope="module")
def empty_database(postgresqls: Postgresqls) -> str:
    """The address of an empty database on PostgreSQL that no command may change."""
    return postgresqls.server(NEWEST).keep_database()


@pytest.mark.parametrize("path", [path for path in OTHERS if path != ("serve",)], ids=" ".join)
def test_no_register_on_postgresql(path: Words, empty_database: str, installation: Installation) -> None:
    """On PostgreSQL every such command names the database, and makes no table in it."""
    installation.settings["DATABASE_URL"] = empty_database

    done = run_here(installation, *words_for(path, installation.folder))

    assert_no_register(done, "There is no register at postgresql://postgres@")
    assert installation.tables() == {}
    assert files(installation.folder) == {}


@pytest.mark.usefixtures("processes")
def test_a_server_without_a_register_on_postgresql(on_postgresql: Installation) -> None:
    """A server on an empty database stays up, is not ready, and gets ready when `migrate` has made the register."""
    with on_postgresql.serving() as server:
        before = requests.get(f"{server.url}/health/ready", timeout=20)
        made = on_postgresql.tables()
        on_postgresql.run("migrate")
        after = ready(server)

    assert (before.status_code, after.status_code) == (503, 200)
    assert "contact-moments migrate" in before.json()["errors"]
    assert made == {}
    assert "Not ready yet: There is no register at postgresql://" in server.log()


@pytest.mark.usefixtures("processes")
def test_a_server_without_its_database(on_postgresql: Installation) -> None:
    """So does a server whose database is not there yet: 503 until it has been made."""
    url = on_postgresql.settings["DATABASE_URL"].replace("/register_", "/unknown_")
    with on_postgresql.serving(DATABASE_URL=url) as server:
        answer = requests.get(f"{server.url}/health/ready", timeout=20)

    assert answer.status_code == 503


MAKERS: dict[str, Words] = {
    "migrate": ("migrate",),
    "demo": ("demo", "--relations", "2", "--moments", "1"),
    "restore": ("restore", "backup.db"),
}


@pytest.mark.both_engines
@pytest.mark.parametrize("words", MAKERS.values(), ids=MAKERS)
def test_a_new_register(
    words: Words, installation: Installation, engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What makes a register says where it is, once; it has the shipped types and is ready."""
    elsewhere = engine.register(tmp_path_factory.mktemp("elsewhere"))
    succeed_here(elsewhere, "backup", str(installation.folder / "backup.db"))

    done = run_here(installation, *words)

    place = installation.database if engine.name == SQLITE else "postgresql://"
    assert (done.returncode, done.stderr.count(f"Made a new register: {place}")) == (0, 1), done.stderr
    assert len(json.loads(succeed_here(installation, "type", "list", "--json"))) == (6 if "demo" in words else 5)
    assert "Made" not in run_here(installation, "migrate").stderr


def test_a_copy_says_where(registered: Installation) -> None:
    """So does `copy`, of its target."""
    done = run_here(registered, "copy", "--to", "sqlite:///other.db")

    assert f"Made a new register: {registered.folder / 'other.db'}" in done.stderr
    assert succeed_here(registered, "tag", "list", DATABASE_URL="sqlite:///other.db") == ""


@pytest.mark.parametrize("name", ["a folder of that name", "text", "another program's file", "text in UTF-16"])
@pytest.mark.parametrize("words", [MAKERS["migrate"], MAKERS["demo"]], ids=" ".join)
def test_no_register_can_be_made(words: Words, name: str, installation: Installation) -> None:
    """Where something else is, no register is made, and what is there stays as it is."""
    PLACES[name](installation.database)
    before = files(installation.folder)

    done = run_here(installation, *words)

    assert_refused(done, 1, f"A register cannot be made at {installation.database}: ", "choose another place")
    assert files(installation.folder) == before
