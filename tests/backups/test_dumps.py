"""Backups by pg_dump: made in the same way, and restored by way of a database that is dropped again."""

import os
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from contact_moments.backups.making import Order, make
from contact_moments.backups.retention import Keep
from contact_moments.contract.support import add_people
from contact_moments.drills import Trial, drill
from contact_moments.errors import InvalidInputError
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.restoring import opened_backup
from contact_moments.storage.whole import dumps  # noqa: TID253
from tests.backups.keys import new_key
from tests.backups.test_making import backups
from tests.clock import Clock
from tests.engines import POSTGRESQL, Engine, Postgresqls
from tests.postgresql import ROOT

pytestmark = pytest.mark.slow

BY = Actor(operator="Ford")


@pytest.fixture
def engine(postgresqls: Postgresqls, tmp_path: Path) -> Engine:
    """PostgreSQL only."""
    return Engine(POSTGRESQL, lambda: postgresqls.server("18"))


@pytest.fixture
def on_server(engine: Engine, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """A register with two relations, and PostgreSQL's programs to be found."""
    monkeypatch.setenv("PATH", f"{ROOT}/.venv/postgresql/18/bin:{os.environ['PATH']}")
    (tmp_path / "place").mkdir()
    made = Register(engine.register(tmp_path / "place").settings_here(), clock)
    add_people(made, 1, 2)
    yield made
    made.close()


def databases(postgresqls: Postgresqls) -> list[str]:
    """The databases that are left of a restore."""
    with psycopg.connect(postgresqls.server("18").url("postgres")) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'contact%'").fetchall()
    return [name for (name,) in rows]


def test_a_dump(on_server: Register, folder: Path, clock: Clock, postgresqls: Postgresqls, tmp_path: Path) -> None:
    """It is kept, encrypted and removed as other backups are, and a drill and `restore` read it."""
    order = Order(folder, None, Keep(days=2), by_pg_dump=True)
    first = make(on_server, order, BY)
    clock.second += 24 * 3600
    second = make(on_server, order._replace(recipients=new_key(tmp_path / "key")), BY)
    found = [
        drill(on_server, Trial(first.file), BY),
        drill(on_server, Trial(second.file, tmp_path / "key"), BY),
    ]
    with opened_backup(on_server, first.file) as backup:
        restorable = backup.contents
    clock.second += 24 * 3600
    third = make(on_server, order, BY)

    assert first.file.name.endswith("Z.pgdump")
    assert first.file.parent == folder
    assert second.file.name.endswith("Z.pgdump.age")
    assert (first.contents.relations, first.wrong, restorable.relations) == (2, (), 2)
    assert [(one.relations, one.wrong) for one in found] == [(2, []), (2, [])]
    assert third.removed == (first.file.name,)
    assert stat.S_IMODE(third.file.stat().st_mode) == 0o600
    assert len(backups(folder)) == 2
    assert databases(postgresqls) == []


def test_no_pg_dump(on_server: Register, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not there, the message says what to install; nothing is made."""
    monkeypatch.setenv("PATH", str(folder))

    with pytest.raises(InvalidInputError, match="pg_dump is not there; install"):
        make(on_server, Order(folder, by_pg_dump=True), BY)
    assert backups(folder) == []


def test_an_older_pg_dump(on_server: Register, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is older than the server is refused before it is tried."""
    monkeypatch.setenv("PATH", f"{ROOT}/.venv/postgresql/15/bin")

    with pytest.raises(InvalidInputError, match="pg_dump is 15, and the server is 18; install pg_dump 18"):
        make(on_server, Order(folder, by_pg_dump=True), BY)
    assert backups(folder) == []


SPEAKS_GERMAN = """#!/bin/sh
if [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) 18.1"; exit 0; fi
if [ "$LC_ALL" = C ]; then echo "pg_dump: error: no room" >&2; else echo "pg_dump: Fehler: kein Platz" >&2; fi
exit 1
"""


def test_a_language_that_is_not_english(
    on_server: Register, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why pg_dump fails is told whatever language the operator reads."""
    program = tmp_path / "pg_dump"
    program.write_text(SPEAKS_GERMAN)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")

    with pytest.raises(InvalidInputError, match="pg_dump failed: no room"):
        make(on_server, Order(folder, by_pg_dump=True), BY)


def test_a_dump_that_is_damaged(on_server: Register, folder: Path, postgresqls: Postgresqls) -> None:
    """What pg_restore cannot read is refused, and the database for it is dropped."""
    made = make(on_server, Order(folder, by_pg_dump=True), BY).file
    file = made.with_name("copied.pgdump")
    file.write_bytes(made.read_bytes()[:9000])

    with pytest.raises(InvalidInputError, match="pg_restore failed"):
        drill(on_server, Trial(file), BY)
    assert databases(postgresqls) == []


def test_a_dump_that_was_altered(on_server: Register, folder: Path, postgresqls: Postgresqls) -> None:
    """What is not the dump that the register has made is not given to pg_restore, which would run what is in it."""
    file = make(on_server, Order(folder, by_pg_dump=True), BY).file
    file.write_bytes(file.read_bytes() + b"x")

    with pytest.raises(InvalidInputError, match="is not the dump that was made"):
        drill(on_server, Trial(file), BY)
    with pytest.raises(InvalidInputError, match="is not the dump that was made"), opened_backup(on_server, file):
        pass
    assert databases(postgresqls) == []


def test_an_older_server(on_server: Register, folder: Path, postgresqls: Postgresqls) -> None:
    """Where pg_restore is of another release than the server, and fails, the message says so."""
    file = make(on_server, Order(folder, by_pg_dump=True), BY).file

    with pytest.raises(
        InvalidInputError, match=r"pg_restore failed: .*pg_restore is 18, and the server is 15; use that"
    ):
        drill(on_server, Trial(file, url=postgresqls.server("15").url("postgres")), BY)


def test_room_for_what_is_in_a_dump(on_server: Register, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dump is compressed: how much is in it shows in the database, and is asked before it is copied from there."""
    file = make(on_server, Order(folder, by_pg_dump=True), BY).file
    usage = shutil.disk_usage(folder)._replace(free=3 * file.stat().st_size)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    with pytest.raises(InvalidInputError, match=r"what is in the dump may need \d+ MiB"):
        drill(on_server, Trial(file), BY)


def test_a_name_that_begins_as_an_option(on_server: Register, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is never taken for an option of pg_restore."""
    make(on_server, Order(folder, by_pg_dump=True), BY).file.rename(folder / "--list")
    monkeypatch.chdir(folder)

    assert drill(on_server, Trial(Path("--list")), BY).relations == 2


def test_what_a_killed_run_has_left(on_server: Register, folder: Path, postgresqls: Postgresqls) -> None:
    """A database for a dump is dropped when it is a day old; one that somebody may work in stays."""
    file, server = make(on_server, Order(folder, by_pg_dump=True), BY).file, postgresqls.server("18")
    left, young = (f"{dumps.PREFIX}{second:08x}_{0:016x}" for second in (1, int(time.time()) - 60))
    for name in (left, young):
        server.run_sql(f"CREATE DATABASE {name}")
    drill(on_server, Trial(file), BY)
    found = databases(postgresqls)
    server.run_sql(f"DROP DATABASE {young}")

    assert found == [young]


def test_what_the_server_refuses(on_server: Register) -> None:
    """It is told in the server's words."""
    address = make_url(on_server.settings.database_url)

    with (
        pytest.raises(InvalidInputError, match=r"a database of its own .*syntax error"),
        dumps._connected(address) as one,
    ):
        one.execute("CREATE DATABASE")


def test_a_user_who_may_not_make_a_database(on_server: Register, folder: Path, postgresqls: Postgresqls) -> None:
    """The message says which right is needed."""
    file = make(on_server, Order(folder, by_pg_dump=True), BY).file
    url = postgresqls.server("18").url("postgres").replace("postgres@", "clerk@")

    with pytest.raises(InvalidInputError, match="grant it CREATEDB"):
        drill(on_server, Trial(file, url=url), BY)


@pytest.mark.parametrize("more", ["&host=other.example.org", "&search_path=one"])
def test_addresses_that_the_programs_do_not_know(more: str, on_server: Register, folder: Path) -> None:
    """An address with several hosts or with a schema is refused before anything is asked of a server."""
    url = on_server.settings.database_url + more
    file = make(on_server, Order(folder, by_pg_dump=True), BY).file

    with pytest.raises(InvalidInputError, match="need an address with one host"):
        drill(on_server, Trial(file, url=url), BY)


def test_a_password_is_no_word_of_the_command() -> None:
    """Others on the machine can read the words of a command."""
    query = "sslpassword=Vertrouwelijk&sslmode=require"
    url = make_url(f"postgresql://clerk:Vertrouwelijk@db.example.org:5433/register?{query}")

    assert dumps._password(make_url("postgresql://db.example.org/register?password=Geheim")) == "Geheim"
    assert dumps._conninfo(url) == "user=clerk host=db.example.org port=5433 dbname=register sslmode=require"


def test_a_register_in_a_file(on_server: Register, folder: Path, tmp_path: Path) -> None:
    """Only a register on PostgreSQL has a dump; one in a file reads a dump where a server is named."""
    file = make(on_server, Order(folder, by_pg_dump=True), BY).file
    (tmp_path / "data").mkdir()
    in_a_file = Register(on_server.settings.replaced(database_url=f"sqlite:///{tmp_path}/data/register.db"))
    in_a_file.prepare()
    with pytest.raises(InvalidInputError, match="need a register or a server on PostgreSQL"):
        make(in_a_file, Order(folder, by_pg_dump=True), BY)
    with pytest.raises(InvalidInputError, match="need a register or a server on PostgreSQL"):
        drill(in_a_file, Trial(file), BY)
    found = drill(in_a_file, Trial(file, url=on_server.settings.database_url), BY)
    in_a_file.close()

    assert (found.relations, found.wrong) == (2, [])
