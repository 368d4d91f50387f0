"""Processes that migrate the same register at once, or are killed while they do: it is migrated once, as a whole."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from contact_moments.storage.backends.sqlite.driver import dbapi2
from contact_moments.storage.whole.schema import NEWEST
from tests.cli.command_line import run_here, succeed_here
from tests.engines import SQLITE, Engine
from tests.storage.earlier.kept import Kept, load
from tests.storage.earlier.reading import lacking, read_everything, token_of
from tests.support import Installation

pytestmark = [pytest.mark.both_engines, pytest.mark.slow, pytest.mark.usefixtures("processes")]

OLDER = "0010"
# The program, which waits for a line after the last migration, before it commits.
HELD = """
import sys
from contact_moments import maintenance
from contact_moments.cli import main
fill = maintenance.fill
def held(*words):
    print("in the middle", flush=True)
    sys.stdin.readline()
    return fill(*words)
maintenance.fill = held
main()
"""

# The program, which waits for a line after the backup, before the first migration.
HELD_AFTER_BACKUP = """
import sys
from contact_moments import maintenance
from contact_moments.cli import main
back_up = maintenance.back_up
def held(*words):
    made = back_up(*words)
    print("backed up", flush=True)
    sys.stdin.readline()
    return made
maintenance.back_up = held
main()
"""

# The program, whose patience with a lock is shorter than the migration.
IMPATIENT = """
from contact_moments.storage.backends.sqlite import file_lock
file_lock.LONGEST_WAIT = 0.2
from contact_moments.cli import main
main()
"""

Started = subprocess.Popen[str]
Start = Callable[..., Started]


@pytest.fixture
def kept(engine: Engine, tmp_path: Path) -> Kept:
    """A register of an earlier release, with a folder for backups."""
    found = load(engine, OLDER, tmp_path)
    if engine.name != SQLITE:
        found.installation.settings["BACKUP_FOLDER"] = str(tmp_path)
    return found


@contextmanager
def started(installation: Installation, *program: str) -> Iterator[Started]:
    """A process that migrates."""
    process = subprocess.Popen(
        [sys.executable, *program, "migrate"],
        cwd=installation.folder,
        env=installation.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def read_line(process: Started, error: bool = False) -> str:
    """The next line that a process prints."""
    pipe = process.stderr if error else process.stdout
    assert pipe is not None
    return pipe.readline()


def test_two_at_once(kept: Kept) -> None:
    """The second one says that it waits, for as long as the first one needs; one of them migrates, after one backup."""
    older = kept.installation
    with started(older, "-c", HELD) as first:
        assert read_line(first) == "in the middle\n"
        with started(older, "-c", IMPATIENT) as second:
            waits = read_line(second, error=True)
            time.sleep(1)
            first_told, _ = first.communicate("\n", timeout=60)
            second_told, _ = second.communicate(timeout=60)

    assert "waiting until it is done" in waits
    assert first_told == f"The schema is at version {NEWEST} (was {OLDER})\n"
    assert second_told == f"The schema is at version {NEWEST}\n"
    assert len(list(older.folder.rglob("contact-moments.schema-*.db"))) == 1


def test_one_that_is_killed(kept: Kept) -> None:
    """A migration that is killed has changed nothing; the next one completes it, and everything is read as before.

    Nothing is left of its backup: a service whose migration is killed again and again does not fill the disk.
    """
    older = kept.installation
    for _ in range(2):
        with started(older, "-c", HELD) as first:
            assert read_line(first) == "in the middle\n"
            first.kill()
            first.wait(timeout=20)
    version = older.sql("select version_num from alembic_version")
    succeed_here(older, "migrate")
    with older.served_here() as served:
        now = read_everything(served.url, token_of(served.url, kept.client))

    assert version == [(OLDER,)]
    assert len(list(older.folder.rglob("*.schema-*"))) == 1
    assert list(older.folder.rglob(".contact-moments-backup-*")) == []
    assert lacking(kept.read, now) == []
    assert "It does not hold together" not in run_here(older, "doctor").stdout


def test_nobody_writes_between_the_backup_and_the_migration(kept: Kept) -> None:
    """A server that runs on waits: what it kept then would be in no backup."""
    older = kept.installation
    with started(older, "-c", HELD_AFTER_BACKUP) as migrating:
        assert read_line(migrating) == "backed up\n"
        refusal = refused(older)
        told, _ = migrating.communicate("\n", timeout=60)

    assert refusal in {"database is locked", "canceling statement due to lock timeout"}
    assert told == f"The schema is at version {NEWEST} (was {OLDER})\n"


def refused(older: Installation) -> str:
    """Why a writer is refused that has little patience, and begins with its mark as those of every release do."""
    mark = "INSERT INTO commit_mark (token, marked_at) VALUES (1, 1)"
    if older.on_postgresql:
        with psycopg.connect(older.url, options="-c lock_timeout=200ms") as connection:
            return why(lambda: connection.execute(mark))
    with closing(dbapi2.connect(older.database, timeout=0.2)) as file:
        return why(lambda: file.execute(mark))


def why(write: Callable[[], object]) -> str:
    """What the engine says of a change that it refuses."""
    try:
        write()
    except (psycopg.Error, dbapi2.Error) as fault:
        return str(fault).splitlines()[0]
    return "not refused"
