"""A server whose register is on a disk of its own that is soon full, without being root.

The disk is in memory and belongs to the server's processes only: it is mounted in a namespace of theirs.
"""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support import Installation, Server, free_port

PROGRAM = (sys.executable, "-m", "contact_moments")
_NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
_MOUNT = (
    'cp -r data before && mount -t tmpfs -o size={size}m none data && cp before/* data && rm -r before && exec "$@"'
)


@dataclass
class OnSmallDisk(Server):
    """A server with a disk of its own."""

    @property
    def disk(self) -> Path:
        """The folder of its database, as others reach it."""
        return Path(f"/proc/{self.process.pid}/root{self.installation.database.parent}")

    def fill(self) -> None:
        """Leave no room on the disk."""
        with (self.disk / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
            while True:
                filler.write(bytes(4096))

    def make_room(self) -> None:
        """Undo it."""
        (self.disk / "filler").unlink()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command where the disk is."""
        enter = ("nsenter", "--user", "--mount", "--preserve-credentials", "--target", str(self.process.pid))
        return subprocess.run(
            [*enter, "sh", "-c", 'cd "$0" && exec "$@"', str(self.installation.folder), *PROGRAM, *words],
            env=self.installation.environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@contextlib.contextmanager
def serving_on_a_small_disk(installation: Installation, megabytes: int) -> Iterator[OnSmallDisk]:
    """Serve a register on a disk of this size; what changes there is gone at the end.

    Fails where the machine lets nobody make namespaces: see `small_place`.
    """
    port, log = free_port(), installation.folder / "server.log"
    program = (*PROGRAM, "serve", "--port", str(port))
    with log.open("w") as out:
        process = subprocess.Popen(
            [*_NAMESPACE, "sh", "-c", _MOUNT.format(size=megabytes), "sh", *program],
            cwd=installation.folder,
            env=installation.environment(),
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    server = OnSmallDisk(installation, f"http://127.0.0.1:{port}", process, log)
    server.wait_until_live()
    try:
        yield server
    finally:
        server.stop()
