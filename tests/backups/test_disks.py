"""Disks that cannot take a backup: mounted for one command, in a namespace of its own, without being root."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import Installation

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("processes")]

_NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")


@pytest.mark.parametrize(
    ("options", "says"),
    [("size=8m", "and the backup may need 1"), ("ro", "Read-only file system")],
    ids=["small", "read-only"],
)
def test_a_disk_that_cannot_take_a_backup(options: str, says: str, registered: Installation, folder: Path) -> None:
    """A disk that is too small, or can only be read, is refused in a line that says so."""
    program = f'mount -t tmpfs -o {options} none "$0" && exec "$@"'
    words = (str(folder), sys.executable, "-m", "contact_moments", "backup", "--to", str(folder))
    done = subprocess.run(
        [*_NAMESPACE, "sh", "-c", program, *words],
        cwd=registered.folder,
        env=registered.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1), done.stderr
    assert says in done.stderr
    assert list(folder.iterdir()) == []
