"""Databases and backups that cannot be used: refused with the reason, and the register is as it was."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command_line import RESTORE, assert_refused, contents, run_here, succeed_here
from tests.cli.lines import import_lines, numbered
from tests.cli.spoiling import Spoil, anew, in_file, marked_but_empty, other_program, overwrite, truncate
from tests.support import Installation, fetch, free_port

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

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

    done = run_here(furnished, *RESTORE, "backup.db")

    assert_refused(done, 1, *says)
    assert contents(furnished) == before


@pytest.mark.usefixtures("processes")
def test_a_process_that_refuses_a_backup(furnished: Installation) -> None:
    """A process of its own exits 1, and the export before and after is the same."""
    import_lines(furnished, *numbered(30))
    (furnished.folder / "notes.txt").write_text("Dear Sir, Madam")
    before = furnished.run("moment", "export")

    done = furnished.try_run(*RESTORE, "notes.txt")

    assert_refused(done, 1, "notes.txt is not a SQLite file")
    assert furnished.run("moment", "export") == before


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


# What they listen on has nothing to do with the engine.
@pytest.fixture
def new(tmp_path: Path) -> Installation:
    """An installation with an empty register in a file."""
    made = Installation(tmp_path)
    made.run("migrate")
    return made


@pytest.mark.usefixtures("processes")
def test_a_port_that_is_in_use(new: Installation) -> None:
    """A server whose port somebody else listens on exits 1 and names the port and the options that help."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        done = new.try_run("serve", "--port", port)

    assert_refused(done, 1, port, "in use", "--port")
    assert "Serving" not in done.stderr


@pytest.mark.usefixtures("processes")
def test_a_second_server_on_a_port(new: Installation) -> None:
    """A second server on the first one's port exits 1, and the first goes on."""
    with new.serving() as server:
        done = new.try_run("serve", "--port", server.url.rpartition(":")[2])
        code = server.process.poll()

    assert_refused(done, 1, "in use")
    assert code is None


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize(
    "host", ["nowhere.invalid", "192.0.2.1", "x" * 64], ids=["no such name", "not ours", "no name at all"]
)
def test_an_address_that_cannot_be_listened_on(host: str, new: Installation) -> None:
    """A server on an address that this machine does not have exits 1 and names it."""
    done = new.try_run("serve", "--host", host, "--port", str(free_port()), PUBLIC_URL="https://register.example.org")

    assert_refused(done, 1, f"Cannot listen on {host}", "--host")


@pytest.mark.usefixtures("processes")
def test_an_ipv6_address(new: Installation) -> None:
    """The URL that a server prints, once its port is taken, has brackets around an IPv6 address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "contact_moments", "serve", "--host", "::1", "--port", str(port)],
        cwd=new.folder,
        env=new.environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    line = process.stderr.readline()
    # At once: whoever has read the line can send requests.
    live = fetch("GET", f"http://[::1]:{port}/health/live")
    process.terminate()
    process.communicate(timeout=20)

    assert (line, live.status_code) == (f"Serving on http://[::1]:{port} (stop with Ctrl-C)\n", 200)
