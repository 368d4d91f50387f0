"""The register's file is moved, removed or replaced while it is open: nothing is acknowledged, or answered from it."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from contact_moments.clock import SECOND, system_clock
from contact_moments.errors import UnavailableError
from contact_moments.http_server import readiness
from contact_moments.storage.backends.sqlite.backend import SqliteBackend
from contact_moments.storage.database import Database
from contact_moments.storage.transaction import Transaction
from tests.engines import Engine
from tests.support import RECIPIENT, SENDER, Api, Installation, a_call, fetch

pytestmark = pytest.mark.slow

Spoil = Callable[[Path], None]


def beside(file: Path, end: str) -> Path:
    """The file that SQLite keeps beside the register's."""
    return file.with_name(file.name + end)


def replace(file: Path) -> None:
    """Put another register in the file's place, as `mv` does."""
    other = file.with_name("other.db")
    shutil.copy(file, other)
    other.replace(file)


def replace_folder(file: Path) -> None:
    """Rename the folder, and put one with another register in its place."""
    file.parent.rename(file.parent.with_name("former"))
    shutil.copytree(file.parent.with_name("former"), file.parent)


SPOILED: dict[str, Spoil] = {
    "moved": lambda file: void(file.rename(file.with_name("moved.db"))),
    "removed": Path.unlink,
    "replaced": replace,
    "folder moved": lambda file: void(file.parent.rename(file.parent.with_name("moved"))),
    "folder replaced": replace_folder,
    "-wal removed": lambda file: beside(file, "-wal").unlink(),
    "-wal replaced": lambda file: replace(beside(file, "-wal")),
    "-shm removed": lambda file: beside(file, "-shm").unlink(),
    "-shm replaced": lambda file: replace(beside(file, "-shm")),
}


def void(_: object) -> None:
    """Nothing is made of it."""


@contextmanager
def served(installation: Installation) -> Iterator[Api]:
    """The register served in this process, with one contact moment in it."""
    installation.add_relations(SENDER, RECIPIENT)
    with installation.served_here() as server:
        api = server.api()
        api.register(reference="before")
        yield api


def ready(api: Api) -> int:
    """The status of readiness, once it is checked anew."""
    time.sleep(readiness.CHECKED_EVERY / SECOND)
    return fetch("GET", f"{api.url}/health/ready").status_code


@pytest.fixture
def often_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is served in this process is checked fifty times a second, not once."""
    monkeypatch.setattr(readiness, "CHECKED_EVERY", SECOND // 50)


@pytest.mark.usefixtures("often_checked")
@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_nothing_is_acknowledged(spoil: Spoil, registered: Installation) -> None:
    """Whatever happens to the files, registering gets 503 that says which one it was; so do reading and readiness."""
    with served(registered) as api:
        spoil(registered.database)
        refused = api.post(a_call(reference="after"))
        statuses = [ready(api), api.get().status_code]

    assert (refused.status_code, "moved, removed or replaced" in refused.json()["errors"]) == (503, True)
    assert refused.json()["errors"].startswith(registered.database.name)
    assert statuses == [503, 503]


@pytest.mark.usefixtures("often_checked")
def test_a_file_that_is_put_back(registered: Installation) -> None:
    """Once the same file is back the register goes on by itself, with everything that it acknowledged."""
    file, away = registered.database, registered.folder / "away.db"
    with served(registered) as api:
        file.rename(away)
        refused = api.post(a_call(reference="meanwhile")).status_code
        shutil.copy(away, file)
        replaced = api.post(a_call(reference="meanwhile")).status_code
        away.replace(file)
        after = ready(api)
        api.register(reference="after")
        found = len(api.items())

    assert [refused, replaced, after, found] == [503, 503, 200, 2]


def test_a_connection_that_is_made_meanwhile(registered: Installation) -> None:
    """A connection that is made while another file is in place reads neither then nor later from that one."""
    file, away = registered.database, registered.folder / "away.db"
    database = Database(f"sqlite:///{file}", system_clock)
    database.read(seconds)
    file.rename(away)
    shutil.copy(away, file)
    with pytest.raises(UnavailableError, match="moved, removed or replaced"), database.snapshot():
        database.read(seconds)  # the first connection is in use, so this is another one
    away.replace(file)

    assert database.read(seconds) == 0
    database.close()


def seconds(connection: Connection) -> int:
    """A value that a register has."""
    return int(connection.execute(text("SELECT last_second FROM register")).scalar_one())


def test_a_file_that_is_replaced_during_a_change(registered: Installation) -> None:
    """A change is not acknowledged if the file is replaced before it is committed, and may be lost, which is said."""
    database = Database(f"sqlite:///{registered.database}", system_clock)

    def change(transaction: Transaction) -> None:
        transaction.next_change()
        replace_folder(registered.database)

    with pytest.raises(UnavailableError, match="whether that is kept is not known"):
        database.write(change)

    assert registered.sql("SELECT last_change_no FROM register") == [(0,)]
    database.close()


def test_what_was_in_a_log_that_is_removed(registered: Installation) -> None:
    """What was acknowledged before the -wal file was removed is saved in the register's file."""
    with served(registered) as api:
        beside(registered.database, "-wal").unlink()
        api.post(a_call(reference="after"))
        shutil.copy(registered.database, registered.folder / "copy.db")
    registered.settings["DATABASE_URL"] = f"sqlite:///{registered.folder}/copy.db"

    assert registered.sql("SELECT id FROM moment") == [(1,)]


def test_symbolic_links(engine: Engine, tmp_path: Path) -> None:
    """A link to the file is as good as the file, until it leads to another one."""
    registered = engine.register(tmp_path)
    file, other = registered.database, tmp_path / "other.db"
    real = file.rename(tmp_path / "real.db")
    shutil.copy(real, other)
    file.symlink_to(real)
    with served(registered) as api:
        before = [api.post(a_call(reference=str(number))).status_code for number in range(3)]
        file.unlink()
        file.symlink_to(other)
        after = api.post(a_call(reference="after")).status_code

    assert (before, after) == ([200] * 3, 503)


@pytest.mark.parametrize("end", ["-wal", "-shm"])
def test_nothing_more_is_committed(end: str, registered: Installation) -> None:
    """After a commit has found that a file is another one, no further change is committed."""
    database, numbers = Database(f"sqlite:///{registered.database}", system_clock), []
    database.write(lambda transaction: void(transaction.next_change()))
    replace(beside(registered.database, end))
    for _ in range(3):
        with pytest.raises(UnavailableError, match="moved, removed or replaced"):
            database.write(lambda transaction: numbers.append(transaction.next_change()))
    database.close()

    assert len(numbers) == {"-wal": 0, "-shm": 1}[end]


def test_a_file_that_is_overwritten(registered: Installation) -> None:
    """Once reading finds that the file was damaged, nothing is registered, and readiness says what helps."""
    with served(registered) as api:
        with registered.database.open("r+b") as file:  # in place, as `cp` does
            file.write(bytes(registered.database.stat().st_size))
        read = api.get()
        refused = api.post(a_call(reference="after"))
        health = fetch("GET", f"{api.url}/health/ready")

    assert [read.status_code, refused.status_code, health.status_code] == [503, 503, 503]
    for answer in (refused, health):
        assert "contact-moments restore" in answer.json()["errors"]


@pytest.mark.usefixtures("processes")
def test_a_worker_that_is_replaced(registered: Installation) -> None:
    """A worker that takes the place of one that died does not go on in another file than the former."""
    registered.add_relations(SENDER, RECIPIENT)
    with registered.serving() as server:
        api = server.api()
        api.register(reference="before")
        replace_folder(registered.database)
        worker = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text()
        os.kill(int(worker), signal.SIGKILL)
        server.wait_until_live()
        statuses = [ready(api), api.post(a_call(reference="after")).status_code]

    assert statuses == [503, 503]
    assert registered.sql("SELECT count(*) FROM moment") == [(1,)]


def test_connections_for_a_moment(registered: Installation) -> None:
    """SQLite removes -wal and -shm with the last connection. That is no fault, and the next one has new ones."""
    database = Database(f"sqlite:///{registered.database}", system_clock)
    backend = SqliteBackend(f"sqlite:///{registered.database}", 2)
    log = beside(registered.database, "-wal")
    there = []
    for _ in range(2):
        database.write(lambda transaction: transaction.lock())
        there.append(log.exists())
        database.close()
        with backend.read() as connection:
            connection.exec_driver_sql("PRAGMA user_version")
        there.append(log.exists())
        backend.reader.dispose()
        there.append(log.exists())
        backend.require_in_place()
    backend.close()

    assert there == [True, True, False] * 2


def test_a_log_that_is_cut_before_anything_else(registered: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server whose first connection, and only one, looked after a large log goes on with the next one."""
    database = Database(f"sqlite:///{registered.database}", system_clock)
    monkeypatch.setattr("contact_moments.storage.backends.sqlite.backend.LOG_LIMIT", -1)
    monkeypatch.setattr("contact_moments.storage.backends.sqlite.backend._FEW", -1)
    beside(registered.database, "-wal").touch()
    database.look_after()
    gone = not beside(registered.database, "-wal").exists()
    database.require_in_place()
    database.write(lambda transaction: transaction.lock())
    database.close()

    assert gone
