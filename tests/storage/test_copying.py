"""Copying a register into another database, and backing one up: all or nothing, and never over something else."""

import gc
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from contact_moments import maintenance, relations
from contact_moments.errors import ConflictError, InvalidInputError, RegisterError
from contact_moments.moments.type_files import read_shipped, read_type, shipped_types, type_file
from contact_moments.moments.types import put_type
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations import imports, undoing
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.removed import page_by_number
from contact_moments.settings import Settings
from contact_moments.storage.backends.sqlite.driver import dbapi2
from contact_moments.storage.whole import backups, transfer
from contact_moments.storage.whole.transfer import Digest, digest_of, is_empty
from contact_moments.uploads.uploads import UploadedFile
from tests.postgresql import NEWEST, PostgresqlServer, running_server

IDLE_SECONDS = 0.6  # for which a slow machine does not leave a transaction idle by itself
OWN_TYPE = b'{"id": "ContactMomentChat", "title": "Chat", "schema": {"properties": {}}}'


@pytest.fixture(scope="module")
def postgresql(processes: None) -> Iterator[PostgresqlServer]:
    """A PostgreSQL that soon ends idle transactions."""
    idle = f"-c idle_in_transaction_session_timeout={IDLE_SECONDS * 1000:.0f}"
    with running_server(NEWEST, "-c fsync=off", idle) as server:
        yield server


@contextmanager
def a_register(url: str) -> Iterator[Register]:
    """The register at an address; it is made if there is none."""
    register = Register(Settings(database_url=url))
    try:
        register.prepare()
        yield register
    finally:
        register.close()


@pytest.fixture(scope="module")
def empty(postgresql: PostgresqlServer) -> str:
    """The address of an empty register, which is copied and never used."""
    url = postgresql.keep_database()
    with a_register(url):
        return url


@pytest.fixture
def source(postgresql: PostgresqlServer, empty: str) -> Iterator[Register]:
    """A register with a relation in it."""
    with a_register(postgresql.new_database(empty)) as register:
        relations.add(register.database, "Somebody", "person", 1)
        yield register


@pytest.fixture(params=["postgresql", "sqlite"])
def target(
    request: pytest.FixtureRequest, postgresql: PostgresqlServer, empty: str, tmp_path: Path
) -> Iterator[Register]:
    """A register with nothing in it."""
    url = postgresql.new_database(empty) if request.param == "postgresql" else f"sqlite:///{tmp_path}/target.db"
    with a_register(url) as register:
        yield register


def names(register: Register) -> list[str]:
    """The names of all relations."""
    statement = "SELECT name FROM relation ORDER BY id"
    return register.database.read(lambda connection: [name for (name,) in connection.exec_driver_sql(statement)])


def test_a_slow_copy(source: Register, target: Register) -> None:
    """A copy that is slower than the server's limit for idle transactions goes through, and both are equal."""
    url = target.settings.database_url
    digest = maintenance.copy_to(source, url, Actor(), lambda _: time.sleep(1.5 * IDLE_SECONDS))

    assert target.database.read_snapshot(digest_of) == digest == source.database.read_snapshot(digest_of)
    assert names(target) == ["Somebody"]


def test_a_cut_connection(source: Register, recwarn: pytest.WarningsRecorder) -> None:
    """If the server ends the connection during a read, the read is retried, and no cursor stays open."""
    tries = []

    def slowly_at_first(rows: Connection) -> Digest:
        tries.append(rows)
        return digest_of(rows, lambda _: time.sleep(1.5 * IDLE_SECONDS if len(tries) == 1 else 0))

    digest = source.database.read_snapshot(slowly_at_first)
    gc.collect()

    assert len(tries) == 2
    assert digest == source.database.read_snapshot(digest_of)
    assert [str(warning.message) for warning in recwarn] == []


def test_a_copy_that_differs(source: Register, target: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy that differs from the register is refused, and leaves the target empty."""
    monkeypatch.setattr(transfer, "digest_of", lambda *_: dict(digest_of(*_), relation=(0, "another")))
    with pytest.raises(RegisterError, match="differs in relation"):
        maintenance.copy_to(source, target.settings.database_url, Actor(), lambda _: None)

    assert target.database.read(lambda connection: is_empty(connection, shipped_types())) is True


def changed_type() -> bytes:
    """The file of a shipped type with one more field."""
    file = type_file(read_shipped("ContactMomentPhone"))
    file["schema"]["properties"]["channel"] = {"type": "string"}
    return json.dumps(file).encode()


@pytest.mark.parametrize("own_type", [OWN_TYPE, changed_type()], ids=["own", "changed"])
def test_a_copy_over_an_own_type(own_type: bytes, source: Register, target: Register) -> None:
    """A target with a type of its own, or with a shipped one that was changed, is not empty, and keeps it."""
    own = read_type(own_type)
    put_type(target.database, own)
    with pytest.raises(ConflictError, match="empty database"):
        maintenance.copy_to(source, target.settings.database_url, Actor(), lambda _: None)

    assert target.types.by_id()[own.id].data == own
    assert names(target) == []


def remove(register: Register, *ids: int) -> None:
    """Add relations by an import, and undo it."""
    content = "id;name\n" + "".join(f"{id_};A\n" for id_ in ids)
    number, _ = imports.put(register.database, CsvFile(UploadedFile("a.csv", content.encode()), "NL"), Actor())
    undoing.undo(register.database, number or 0, Actor())


def test_removed_relations_are_copied(source: Register, target: Register) -> None:
    """The copy lists them in the same order, and goes on where the register had come to."""
    remove(source, 7, 5)
    relations.add(source.database, "Again", "person", 7)
    maintenance.copy_to(source, target.settings.database_url, Actor(), lambda _: None)
    remove(target, 9)
    found, _ = page_by_number(target.database, None, 1)

    assert [(one.relation_id, one.position) for one in found] == [(5, 1), (9, 3)]


def test_a_copy_over_removed_relations(source: Register, target: Register) -> None:
    """A target that has nothing but removed relations is not empty: followers of it may know them."""
    remove(target, 5)
    with pytest.raises(ConflictError, match="empty database"):
        maintenance.copy_to(source, target.settings.database_url, Actor(), lambda _: None)


def test_a_copy_over_what_has_just_come(source: Register, target: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relation that is added to the target just before its writers have to wait is found, and stays."""
    frozen = source.database.frozen

    @contextmanager
    def later() -> Iterator[Connection]:
        with frozen() as connection:
            relations.add(target.database, "Just come", "person", 2)
            yield connection

    monkeypatch.setattr(source.database, "frozen", later)
    with pytest.raises(ConflictError, match="empty database"):
        maintenance.copy_to(source, target.settings.database_url, Actor(), lambda _: None)

    assert names(target) == ["Just come"]


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "filled"])
def test_a_copy_onto_itself(target: Register, filled: bool) -> None:
    """A register is not copied onto itself: the command is refused at once, and the register stays as it is."""
    if filled:
        relations.add(target.database, "Somebody", "person", 1)
    began = time.monotonic()
    with pytest.raises(ConflictError, match="own database"):
        maintenance.copy_to(target, target.settings.database_url, Actor(), lambda _: None)

    assert time.monotonic() - began < 5
    assert names(target) == ["Somebody"] * filled


def test_a_file_by_another_name(tmp_path: Path) -> None:
    """A link to the register's file is the register itself."""
    with a_register(f"sqlite:///{tmp_path}/register.db") as register:
        (tmp_path / "link.db").symlink_to(tmp_path / "register.db")
        with pytest.raises(ConflictError, match="own database"):
            maintenance.copy_to(register, f"sqlite:///{tmp_path}/link.db", Actor(), lambda _: None)


def test_a_backup_is_one_file(source: Register, tmp_path: Path) -> None:
    """A backup of PostgreSQL needs no file beside it, and does not make one when it is read."""
    backups.back_up(source.database, tmp_path / "backup.db")
    header = (tmp_path / "backup.db").read_bytes()[:20]

    assert header[18:20] == b"\x01\x01"
    assert [file.name for file in tmp_path.iterdir()] == ["backup.db"]


def test_a_backup_without_room(source: Register, tmp_path: Path) -> None:
    """A backup for which the disk is too full is refused with that reason, and leaves nothing behind."""

    def limit(connection: Any, _: Any) -> None:
        if isinstance(connection, dbapi2.Connection):
            connection.execute("PRAGMA max_page_count=20")

    event.listen(Engine, "connect", limit)
    try:
        with pytest.raises(InvalidInputError, match=rf"disk that {tmp_path}/backup\.db is on is full"):
            backups.back_up(source.database, tmp_path / "backup.db")
    finally:
        event.remove(Engine, "connect", limit)

    assert list(tmp_path.iterdir()) == []
