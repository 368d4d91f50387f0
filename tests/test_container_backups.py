"""The containers that make a backup every day, of compose and of Kubernetes: what they run is run here."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.support import Installation
from tests.test_container_files import COMPOSE, image_settings, services
from tests.test_kubernetes_files import KUBERNETES, job_template, pod

pytestmark = pytest.mark.usefixtures("processes")

# In Kubernetes, where one pod alone has the disk; on PostgreSQL it is a job.
ON_SQLITE, ON_POSTGRESQL = KUBERNETES
FOLDER = image_settings()["CONTACT_MOMENTS_BACKUP_FOLDER"]
REGISTER = Path(sys.prefix) / "bin" / "contact-moments"
SLEEP = """#!/bin/sh
echo "waits $1"
[ "$1" = 86400 ] || exec /bin/sleep 0.2
exec /bin/sleep "$1"
"""
HANGING = """#!/bin/sh
trap 'echo is told to stop; exit 1' TERM
echo makes a backup
/bin/sleep 60 & wait
"""

by_file = pytest.mark.parametrize("file", [*COMPOSE, ON_SQLITE], ids=lambda path: path.name)


def command_of(file: Path) -> list[str]:
    """What the container runs."""
    if file in COMPOSE:
        one = services(file)["backup"]
        assert one["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        return [*one["entrypoint"], *(word.replace("$$", "$") for word in one["command"])]
    (one,) = [one for one in pod(file)["containers"] if one["name"] == "backup"]
    return [*one["command"], *one["args"]]


@contextmanager
def running(file: Path, registered: Installation, folder: Path, program: str = "") -> Iterator[subprocess.Popen[str]]:
    """What the container runs, with a folder in place of the volume, and perhaps a program in place of ours."""
    shell, option, script = command_of(file)
    (volume := folder / "volume").mkdir()
    (programs := folder / "bin").mkdir()
    for name, text in {"sleep": SLEEP, "contact-moments": program}.items():
        (programs / name).write_text(text or f'#!/bin/sh\nexec {REGISTER} "$@"\n')
        (programs / name).chmod(0o755)
    with subprocess.Popen(
        [shell, option, script.replace(FOLDER, str(volume))],
        cwd=registered.folder,
        env={**registered.environment(), "PATH": f"{programs}:{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
    ) as started:
        try:
            yield started
        finally:
            with suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)


def next_line(started: subprocess.Popen[str]) -> str:
    """What it says next."""
    assert started.stdout is not None
    return started.stdout.readline()


def stopped(started: subprocess.Popen[str]) -> int:
    """Its exit code, once it is told to stop."""
    started.terminate()
    return started.wait(timeout=20)


@by_file
def test_a_backup_every_day(file: Path, registered: Installation, tmp_path: Path) -> None:
    """There is one at once, in the volume, and old ones are removed; SIGTERM ends it, also while it waits."""
    assert f"--to {FOLDER} --keep " in command_of(file)[-1]

    with running(file, registered, tmp_path) as started:
        said = [next_line(started) for _ in range(2)]
        code = stopped(started)

    assert said[0].startswith(f"Backed up to {tmp_path}/volume/contact-moments-")
    assert (said[1], code) == ("waits 86400\n", 0)


@by_file
def test_a_backup_that_is_stopped(file: Path, registered: Installation, tmp_path: Path) -> None:
    """SIGTERM reaches a backup that is being made, and all ends at once, before the platform kills it."""
    program = HANGING.replace("echo makes", '[ "$1" = backup ] || exit 0\necho makes')
    with running(file, registered, tmp_path, program) as started:
        begun = next_line(started)
        code = stopped(started)
        last = next_line(started)

    assert (begun, last, code) == ("makes a backup\n", "is told to stop\n", 0)


def test_postgresql_that_comes_later(registered: Installation, tmp_path: Path) -> None:
    """After a restart of the machine the backup is made as soon as the database answers, and not a day later."""
    away = registered.database.rename(registered.folder / "away.db")
    registered.database.write_text("This is no database, and cannot be read either.")
    with running(COMPOSE[1], registered, tmp_path) as started:
        assert next_line(started) == "waits 60\n"
        away.replace(registered.database)
        while (said := next_line(started)) == "waits 60\n":
            pass

    assert said.startswith(f"Backed up to {tmp_path}/volume/contact-moments-")


def test_the_job_on_postgresql(registered: Installation, tmp_path: Path) -> None:
    """In Kubernetes the job makes a backup in the volume, and removes old ones."""
    made = job_template(ON_POSTGRESQL)
    assert made is not None
    (backup,) = made["spec"]["containers"]
    words = [word.replace(FOLDER, str(tmp_path)) for word in backup["args"]]

    assert registered.run(*words).startswith(f"Backed up to {tmp_path}/contact-moments-")
    assert "--keep" in words
