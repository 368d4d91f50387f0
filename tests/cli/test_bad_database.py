"""Databases and backups that cannot be used: refused with the reason, and the register is as it was."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite

from tests.cli.command_line import assert_refused, contents, run_here, succeed_here
from tests.cli.lines import export, import_lines, numbered
from tests.support import Installation, free_port

Spoil = Callable[[Path], None]


def in_file(path: Path, *statements: str) -> None:
    """Run statements on a SQLite file, which is made where there is none."""
    connection = sqlite.connect(str(path), isolation_level=None)
    for statement in statements:
        connection.execute(statement).close()
    connection.close()


def overwrite(path: Path, start: int, raw: bytes) -> None:
    """Put other bytes into a file."""
    content = bytearray(path.read_bytes())
    content[start : start + len(raw)] = raw
    path.write_bytes(content)


def truncate(path: Path, part: float) -> None:
    """Keep only the first part of a file."""
    os.truncate(path, int(path.stat().st_size * part))


def anew(path: Path, content: bytes) -> None:
    """Put something else in the place of a file."""
    path.write_bytes(content)


def other_program(path: Path) -> None:
    """Put another program's SQLite file in the place of a file."""
    path.unlink()
    in_file(path, "create table invoice (id integer primary key, amount integer)", "insert into invoice values (1, 2)")


def marked_but_empty(path: Path) -> None:
    """Put a SQLite file with a register's mark and no tables in the place of a file."""
    path.unlink()
    in_file(path, f"pragma application_id = {0x434D6F6D}", "vacuum")


DAMAGED = ("is damaged",)
NOT_OURS = ("not of a contact moments register",)
BACKUPS: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "pages overwritten": (lambda path: overwrite(path, 3 * 4096, b"\xff" * 20 * 4096), DAMAGED),
    "header overwritten": (lambda path: overwrite(path, 0, b"\0" * 512), DAMAGED),
    "half of it": (lambda path: truncate(path, 0.5), DAMAGED),
    "nearly all of it": (lambda path: truncate(path, 0.99), DAMAGED),
    "its first bytes": (lambda path: truncate(path, 0.001), DAMAGED),
    "text": (lambda path: anew(path, b"Dear Sir, Madam,\n" * 99), ("not a SQLite file",)),
    "compressed": (lambda path: anew(path, b"\x1f\x8b\x08" + bytes(range(256)) * 9), ("not a SQLite file",)),
    "empty": (lambda path: anew(path, b""), ("backup.db",)),
    "of another program": (other_program, NOT_OURS),
    "a register's mark alone": (marked_but_empty, ("register",)),
    "of a newer release": (
        lambda path: in_file(path, "update alembic_version set version_num = '9999'"),
        ("newer release",),
    ),
}


@pytest.mark.parametrize(("spoil", "says"), BACKUPS.values(), ids=BACKUPS)
def test_a_backup_that_cannot_be_restored(spoil: Spoil, says: tuple[str, ...], furnished: Installation) -> None:
    """A file that is no whole backup of a register is refused with the reason; the register stays as it is."""
    import_lines(furnished, *numbered(30))
    succeed_here(furnished, "backup", "backup.db")
    spoil(furnished.folder / "backup.db")
    before = contents(furnished)

    done = run_here(furnished, "restore", "backup.db")

    assert_refused(done, 1, *says)
    assert contents(furnished) == before


def test_a_process_that_refuses_a_backup(furnished: Installation) -> None:
    """A process of its own exits 1, and the export before and after is the same."""
    import_lines(furnished, *numbered(30))
    (furnished.folder / "notes.txt").write_text("Dear Sir, Madam")
    before = furnished.run("moment", "export")

    done = furnished.try_run("restore", "notes.txt")

    assert_refused(done, 1, "notes.txt is not a SQLite file")
    assert furnished.run("moment", "export") == before


def test_a_refused_restore_leaves_no_files(furnished: Installation) -> None:
    """A restore that is refused leaves nothing beside the register."""
    succeed_here(furnished, "backup", "backup.db")
    in_file(furnished.folder / "backup.db", "update alembic_version set version_num = '9999'")
    before = sorted(furnished.database.parent.iterdir())

    run_here(furnished, "restore", "backup.db")

    assert sorted(furnished.database.parent.iterdir()) == before


@pytest.mark.parametrize("end", ["", ".lock"], ids=["the file", "its lock"])
@pytest.mark.parametrize("link", ["no link", "symbolic link", "hard link"])
def test_a_backup_over_the_register(end: str, link: str, furnished: Installation) -> None:
    """The register's own files are never the target of a backup, by whatever name."""
    import_lines(furnished, *numbered(3))
    target = own = furnished.database.with_name(furnished.database.name + end)
    if link != "no link":
        target = furnished.folder / "link.db"
        target.symlink_to(own) if link == "symbolic link" else target.hardlink_to(own)
    before = contents(furnished)

    done = run_here(furnished, "backup", str(target))

    assert_refused(done, 1, "register's own file", "another name")
    assert contents(furnished) == before


def test_a_process_that_refuses_to_back_up_over_the_register(furnished: Installation) -> None:
    """A process of its own refuses to back up over the live file, also while it is served."""
    with furnished.serving():
        done = furnished.try_run("backup", "data/contact-moments.db-wal")

    assert_refused(done, 1, "register's own file")


TARGETS = {
    "below a file": "notes.txt/backup.db",
    "name too long": f"{'x' * 300}.db",
    "where nothing can be made": "/proc/contact-moments/backup.db",
}


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_a_backup_that_cannot_be_written(target: str, furnished: Installation) -> None:
    """A backup that cannot be written where it is wanted is refused, by the name that was given."""
    (furnished.folder / "notes.txt").touch()

    done = run_here(furnished, "backup", target)

    assert_refused(done, 1, target)


def test_a_backup_in_the_place_of_something_special(furnished: Installation) -> None:
    """A pipe or a device is not replaced by a backup: as root that would be /dev/null."""
    pipe = furnished.folder / "pipe"
    os.mkfifo(pipe)

    done = run_here(furnished, "backup", "pipe")

    assert pipe.is_fifo()
    assert_refused(done, 1, "pipe")


def test_a_backup_keeps_an_earlier_one_when_it_fails(furnished: Installation) -> None:
    """Where the register is damaged no backup is made, and the earlier one stays."""
    import_lines(furnished, *numbered(30))
    succeed_here(furnished, "backup", "backup.db")
    earlier = (furnished.folder / "backup.db").read_bytes()
    overwrite(furnished.database, 10 * 4096, b"\xff" * 9 * 4096)

    done = run_here(furnished, "backup", "backup.db")

    assert_refused(done, 1)
    assert (furnished.folder / "backup.db").read_bytes() == earlier


LIVE: dict[str, Spoil] = {
    "text": lambda path: anew(path, b"Dear Sir, Madam,\n" * 99),
    "pages overwritten": lambda path: overwrite(path, 4096, b"\xff" * 30 * 4096),
    "half of it": lambda path: truncate(path, 0.5),
    "of another program": other_program,
}


@pytest.mark.parametrize("spoil", LIVE.values(), ids=LIVE)
def test_a_register_that_cannot_be_read(spoil: Spoil, furnished: Installation) -> None:
    """A database file that is damaged or no register at all is refused by its name, and stays as it is."""
    spoil(furnished.database)
    before = furnished.database.read_bytes()

    done = run_here(furnished, "tag", "list")

    assert_refused(done, 1)
    assert furnished.database.read_bytes() == before


@pytest.mark.parametrize("spoil", [LIVE["text"], LIVE["half of it"]], ids=["text", "half of it"])
def test_a_damaged_register_is_restored_or_refused(spoil: Spoil, furnished: Installation) -> None:
    """Restoring a good backup over a damaged register brings it back, or says what to do; never a traceback."""
    import_lines(furnished, *numbered(3))
    succeed_here(furnished, "backup", "backup.db")
    spoil(furnished.database)

    done = run_here(furnished, "restore", "backup.db")

    if done.returncode == 0:
        assert len(export(furnished)) == 3
    else:
        assert_refused(done, 1)


URLS = {
    "a folder": ("sqlite:///folder", "folder"),
    "below a file": ("sqlite:///notes.txt/register.db", "notes.txt"),
    "where nothing can be made": ("sqlite:////proc/contact-moments/register.db", "/proc/contact-moments"),
    "name too long": (f"sqlite:///{'x' * 300}.db", "xxx"),
}


@pytest.mark.parametrize(("url", "says"), URLS.values(), ids=URLS)
def test_a_database_that_cannot_be_opened(url: str, says: str, installation: Installation) -> None:
    """An address where no database can be made is refused, by its path."""
    (installation.folder / "folder").mkdir()
    (installation.folder / "notes.txt").touch()

    done = run_here(installation, "tag", "add", "X", DATABASE_URL=url)

    assert_refused(done, 1, says, "cannot be opened")


def test_a_port_that_is_in_use(installation: Installation) -> None:
    """A server whose port somebody else listens on exits 1 and names the port and the options that help."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        done = installation.try_run("serve", "--port", port)

    assert_refused(done, 1, port, "in use", "--port")


def test_a_second_server_on_a_port(installation: Installation) -> None:
    """A second server on the first one's port exits 1, and the first goes on."""
    with installation.serving() as server:
        done = installation.try_run("serve", "--port", server.url.rpartition(":")[2])
        code = server.process.poll()

    assert_refused(done, 1, "in use")
    assert code is None


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1"], ids=["no such name", "not ours"])
def test_an_address_that_cannot_be_listened_on(host: str, installation: Installation) -> None:
    """A server on an address that this machine does not have exits 1 and names it."""
    done = installation.try_run("serve", "--host", host, "--port", str(free_port()))

    assert_refused(done, 1, f"Cannot listen on {host}", "--host")
