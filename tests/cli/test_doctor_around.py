"""`doctor` looks at what is around a register on its machine: permissions, clock, cores, log, and backups."""

import ctypes
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contact_moments.clock import SECOND
from contact_moments.people import Actor, Kind
from contact_moments.register import Register
from contact_moments.surroundings import kernel_clock, permissions, room
from tests.cli.command_line import run_here, succeed_here
from tests.engines import Engine
from tests.support import Installation

DAY = 24 * 3600 * SECOND
NOBODY = 65534
KINDS: tuple[Kind, ...] = ("backup", "drill")


@pytest.fixture
def register(installation: Installation) -> Installation:
    """A register in a file, without contact moments."""
    installation.run("migrate")
    return installation


def told(installation: Installation, **settings: str) -> str:
    """What `doctor` says."""
    return run_here(installation, "doctor", **settings).stdout


def secret(folder: Path) -> Path:
    """A file with the address of a mail server."""
    file = folder / "smtp-url"
    file.write_text("smtp://localhost")
    file.chmod(0o640)
    return file


def test_as_it_should_be(register: Installation) -> None:
    """A register as `migrate` makes it is right; a secret that its group may read is too."""
    found = told(register, SMTP_URL_FILE=str(secret(register.folder)))

    assert "ok     Nobody else can read or change the files of the register and its secrets" in found
    assert "WRONG" not in found


PERMISSIONS: dict[str, tuple[Callable[[Installation], None], str]] = {
    "a file beside it": (
        lambda one: one.database.with_name("contact-moments.db.lock").chmod(0o644),
        "WRONG  Others can read contact-moments.db.lock, beside the register",
    ),
    "its folder": (lambda one: one.database.parent.chmod(0o770), "WRONG  Others can replace the register, because"),
    "a secret that all can read": (
        lambda one: secret(one.folder).chmod(0o644),
        "WRONG  Every user of this machine can",
    ),
    "a secret that its group can change": (lambda one: secret(one.folder).chmod(0o660), "WRONG  The group of the file"),
}


@pytest.mark.parametrize(("arrange", "says"), PERMISSIONS.values(), ids=PERMISSIONS)
def test_permissions(arrange: Callable[[Installation], None], says: str, register: Installation) -> None:
    """Whoever can read or change what they should not is told of, without paths, and the exit code is 1."""
    file = secret(register.folder)
    register.run("tag", "add", "Complaint")
    arrange(register)
    done = run_here(register, "doctor", SMTP_URL_FILE=str(file))

    (wrong,) = [line for line in done.stdout.splitlines() if line.startswith("WRONG")]
    assert wrong.startswith(says)
    assert done.returncode == 1
    assert str(register.folder) not in wrong


def test_a_secret_in_a_container(register: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file as `deploy/make-secrets` makes it is right in a container, whose one user must be able to read it."""
    monkeypatch.setenv("container", "oci")
    file = secret(register.folder)
    file.chmod(0o444)
    read = run_here(register, "doctor", SMTP_URL_FILE=str(file))
    file.chmod(0o446)
    changed = run_here(register, "doctor", SMTP_URL_FILE=str(file))

    assert (read.returncode, changed.returncode) == (0, 1), read.stdout
    assert "WRONG  Every user of this machine can read or change the file" in changed.stdout


def test_the_settings_of_a_service(register: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file with a service's settings is looked at, where an installation has it."""
    file = register.folder / "contact-moments.env"
    file.write_text("")
    file.chmod(0o644)
    monkeypatch.setattr(permissions, "SETTINGS_FILE", file)

    assert "WRONG  Every user of this machine can read or change" in told(register)


def give_away(path: Path) -> None:
    """Let a file belong to somebody else; who is not root cannot, and puts a link to root's in its place."""
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)
    else:
        path.unlink()
        path.symlink_to("/etc/passwd")


def test_several_owners(register: Installation) -> None:
    """A file beside the register that belongs to somebody else is wrong: the server may not open it."""
    register.run("tag", "add", "Complaint")
    give_away(register.database.with_name("contact-moments.db.lock"))

    assert "WRONG  contact-moments.db.lock belongs to" in told(register)


def test_who_is_not_the_owner(register: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs commands and does not own the register is warned: what they make the server cannot open."""
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000)

    assert "and this runs as user 4000000; run commands as its owner" in told(register)


def test_the_folder_for_backups(register: Installation) -> None:
    """One that is missing, or in which everybody can remove files, is wrong; room in it is told."""
    folder = register.folder / "backups"
    missing = told(register, BACKUP_FOLDER=str(folder))
    folder.mkdir()
    folder.chmod(0o777)
    shared = told(register, BACKUP_FOLDER=str(folder))
    folder.chmod(0o700)
    private = told(register, BACKUP_FOLDER=str(folder))

    assert "WRONG  The folder of CONTACT_MOMENTS_BACKUP_FOLDER cannot be used: No such file" in missing
    assert "WRONG  Every user can remove backups from the folder of" in shared
    assert "WRONG" not in private
    assert "MiB are free for backups, of a database of 0 MiB" in private


@pytest.mark.usefixtures("processes")
def test_a_folder_for_backups_that_cannot_be_written(register: Installation) -> None:
    """A folder on a disk that can only be read is wrong, before a backup fails at night; and so is a file."""
    (folder := register.folder / "backups").mkdir(mode=0o700)
    (file := register.folder / "file").touch(mode=0o600)
    steps = 'mount -t tmpfs -o ro,mode=700 none backups && exec "$0" -m contact_moments doctor'
    enter = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", steps]
    program = f"import os, sys; os.execvp('unshare', [*{enter}, sys.executable])"

    read_only = Installation(register.folder, {"BACKUP_FOLDER": str(folder)}, ("-c", program)).try_run().stdout

    assert "WRONG  Nothing can be written into the folder of CONTACT_MOMENTS_BACKUP_FOLDER" in read_only
    assert "WRONG  What CONTACT_MOMENTS_BACKUP_FOLDER names is no folder" in told(register, BACKUP_FOLDER=str(file))


def test_little_room_for_a_backup(register: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Less room than one more backup takes is a warning."""
    (folder := register.folder / "backups").mkdir(mode=0o700)
    monkeypatch.setattr("shutil.disk_usage", lambda _: _Usage)

    assert "warn   0 MiB are free for backups" in told(register, BACKUP_FOLDER=str(folder))


class _Usage:
    free = 1000


CLOCKS = {
    "kept right": (True, "ok     Something keeps this machine's clock right"),
    "not kept": (False, "warn   The system does not know of anything that keeps this machine's clock right"),
    "not told": (None, "ok     The system does not tell whether something keeps this machine's clock right"),
}


@pytest.mark.parametrize(("known", "says"), CLOCKS.values(), ids=CLOCKS)
def test_what_keeps_the_clock(
    known: bool | None, says: str, register: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that nothing keeps right is a warning, and no fault."""
    monkeypatch.setattr(kernel_clock, "is_synchronised", lambda: known)
    done = run_here(register, "doctor")

    assert says in done.stdout
    assert done.returncode == 0


def test_the_kernel_is_asked() -> None:
    """The kernel's own answer is read from the place where it puts it: its error's bound fits the state."""
    asked = kernel_clock.Timex()
    state = ctypes.CDLL(None).adjtimex(ctypes.byref(asked))

    assert kernel_clock.is_synchronised() is (None if state < 0 else not asked.status & 0x40)
    assert state < 0 or 0 <= asked.maxerror <= 16_000_000  # microseconds: NTP_PHASE_LIMIT of the kernel


def test_too_many_workers(register: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """More workers than cores, or than the limit of a container allows, is a warning with the number that fits."""
    limit = register.folder / "cpu.max"
    limit.write_text("150000 100000\n")
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)))
    enough = told(register, WORKERS="8")
    monkeypatch.setattr(room, "CPU_LIMIT", limit)
    limited = told(register, WORKERS="8")

    assert "ok     There is a core for each worker (8 of 8)" in enough
    assert "warn   There are 8 workers for 1.5 cores, which is no faster: set CONTACT_MOMENTS_WORKERS to 1" in limited


def test_the_cores_of_a_worker(register: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker, which is kept on one core, counts those of the process that has started it."""
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {0} if process == 0 else {0, 1, 2, 3})

    assert "ok     There is a core for each worker (4 of 4)" in told(register, WORKERS="4")


def test_a_log_that_has_grown(register: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's log is small; a large one is a warning that says who makes it grow."""
    monkeypatch.setattr(room, "LARGEST_LOG", -1)

    assert "because somebody has read one state of the register for long" in told(register)


@pytest.mark.usefixtures("processes")
def test_the_age_of_backups(register: Installation) -> None:
    """Nothing to back up, no backup, a fresh one, and one that is a week old and older than a change."""
    empty = told(register)
    register.add_relations(1, 2)
    none = told(register)
    succeed_here(register, "backup", "night.db")
    fresh = told(register)
    succeed_here(register, "relation", "rename", "1", "Another")

    assert "ok     There is nothing to back up yet" in empty
    assert "warn   No backup was made: contact-moments backup --to FOLDER, every day" in none
    assert "ok     The newest backup is less than a day old" in fresh
    assert "warn   The newest backup is 8 days old; see why none is made" in later_told(register, 8)


def test_backups_that_restore_would_refuse(register: Installation) -> None:
    """They are none: where there are no others, that is a warning."""
    register.add_relations(1, 2)
    opened = Register(register.settings_here())
    made = Actor(operator="Ford").event("backup", "night.db", restorable=False)
    opened.database.write(lambda transaction: transaction.record(made))
    opened.close()

    assert "warn   The register was not as it should be when backups were made" in told(register)


def test_backups_that_a_wrong_clock_has_dated(register: Installation) -> None:
    """What is dated years ahead is neither a fresh backup nor a fresh drill: it would hide that there are no more."""
    register.add_relations(1, 2)
    opened = Register(register.settings_here())
    ahead = Register(register.settings_here(), lambda: opened.clock() + 3650 * DAY)
    backup, drill = (Actor(operator="Ford").event(kind, "night.db", restorable=True) for kind in KINDS)
    ahead.database.write(lambda transaction: transaction.record(backup))
    ahead.database.write(lambda transaction: transaction.record(drill))
    ahead.close()
    opened.close()

    found = told(register)
    assert "warn   No backup was made" in found
    assert "in the last 90 days" not in found


@pytest.mark.usefixtures("processes")
def test_copies_that_were_kept(register: Installation) -> None:
    """What an upgrade or a restore has kept is a warning after a month: nobody else deletes it."""
    for name in ("schema-0019-20261129T120000Z.db", "before-restore-20261129T120000Z.db", "mine.db"):
        (register.database.parent / f"{register.database.stem}.{name}").touch()

    assert "is a copy of the register" not in later_told(register, 29)
    assert (
        later_told(register, 31).count("is a copy of the register that an upgrade or a restore has kept 31 days") == 2
    )


def test_a_folder_that_cannot_be_read(register: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told as that, and not as a fault of what is stored. The tests are root, whom nothing is refused."""

    def refuse(_: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)

    found = told(register)
    assert "WRONG  A file or folder cannot be read (Permission denied); see who owns it" in found
    assert "What is stored cannot be read" not in found


@pytest.mark.both_engines
def test_copies_in_the_folder_for_backups(engine: Engine, tmp_path: Path) -> None:
    """On PostgreSQL the backup before an upgrade is in that folder, perhaps encrypted, and no rule removes it there."""
    kept = engine.installation(tmp_path)
    folder = tmp_path / "backups"
    folder.mkdir()
    kept.settings["BACKUP_FOLDER"] = str(folder)
    kept.run("migrate")
    old = (
        folder if kept.on_postgresql else kept.database.parent
    ) / "contact-moments.schema-0019-20261129T120000Z.db.age"
    old.touch()
    os.utime(old, (0, 0))

    assert f"warn   {old.name} is a copy of the register" in told(kept)


def later_told(register: Installation, days: int) -> str:
    """What `doctor` says so many days later, in a process whose clock is ahead."""
    program = (
        "import sys; from contact_moments import register, cli; clock = register.system_clock; "
        "made = register.Register.__init__; "
        f"made.__defaults__ = (lambda: clock() + {days * DAY}, *made.__defaults__[1:]); cli.main(['doctor'])"
    )
    return Installation(register.folder, register.settings, ("-c", program)).try_run().stdout
