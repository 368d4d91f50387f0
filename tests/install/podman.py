"""Podman for the tests: the image that deploy/Containerfile makes, and containers of it.

The base is a small Debian in place of Python's own image, because no registry of images is asked. `make test-install`
makes it, with the locked packages for its Python.
"""

import contextlib
import json
import os
import resource
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support import free_port

ROOT = Path(__file__).parent.parent.parent
MADE = ROOT / ".venv" / "container"
IMAGE = "contact-moments"
PUBLIC = "register.example.org"
TEMPORARY = Path("/", "tmp")
# Where both kinds of control groups are mounted, crun wants only one: a namespace of its own has only one.
_BOTH_CGROUPS = Path("/sys/fs/cgroup/unified")
_WITH_ONE = ("unshare", "--mount", "sh", "-c", f'umount {_BOTH_CGROUPS} && exec "$0" "$@"')
# As docs/containers.md and the files for compose and Kubernetes have it. The network is the machine's own, because
# others need a name server and a firewall. The limits are those of this process: a test may not raise its own.
_FILES = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
CONFINED = (
    *(
        "--read-only",
        "--read-only-tmpfs=false",
        f"--mount=type=tmpfs,destination={TEMPORARY},tmpfs-size=64m",
        "--cap-drop",
        "all",
    ),
    *("--security-opt", "no-new-privileges", "--network", "host", "--health-interval", "disable"),
    *("--ulimit", f"nofile={_FILES}:{_FILES}", "--ulimit", "nproc=4096:4096"),
)


@dataclass
class Podman:
    """Podman with a store of its own."""

    store: Path

    def try_run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run podman, whatever comes of it. What it says about systemd, where there is none, is left out."""
        command = ["podman", "--root", f"{self.store}/root", "--runroot", f"{self.store}/run", "--cgroup-manager"]
        command += ["cgroupfs", "--events-backend", "file", "--log-level", "fatal", *words]
        wrapped = _WITH_ONE if _BOTH_CGROUPS.exists() else ()
        return subprocess.run([*wrapped, *command], cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    def run(self, *words: str) -> str:
        """Run podman, which must succeed; returns its stdout."""
        done = self.try_run(*words)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def build(self) -> None:
        """Make the image from what is in this folder; the packages come from the wheels that were fetched."""
        assert os.geteuid() == 0, "Building the image needs root: run make test-install as root"
        assert (MADE / "stamp").exists(), "Run make test-install, which makes the base of the image first"
        self.run("import", str(MADE / "base.tar"), "base")
        settings = self.store / "pip.conf"
        settings.write_text("[global]\nno-index = true\nfind-links = /wheels\n")
        mounts = ("--volume", f"{MADE}/wheels:/wheels:ro", "--volume", f"{settings}:/etc/pip.conf:ro")
        options = (
            "--format",
            "docker",
            "--isolation",
            "chroot",
            "--layers=false",
            "--build-arg",
            "BASE=localhost/base",
        )
        self.run("build", *options, *mounts, "--file", "deploy/Containerfile", "--tag", IMAGE, ".")

    def inspect(self, kind: str, name: str) -> Any:
        """What podman says of an image or a container."""
        return json.loads(self.run(kind, "inspect", name))[0]


@dataclass
class Register:
    """A register in a container: its volumes, and how the image is run on them."""

    podman: Podman
    name: str

    @property
    def volumes(self) -> tuple[str, ...]:
        """The options that give a container this register's volumes, which are made when they are first named."""
        places = {"data": "/var/lib/contact-moments", "backups": "/var/backups/contact-moments"}
        return tuple(f"--volume={self.name}-{volume}:{path}" for volume, path in places.items())

    def command(self, *words: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run a command of the register in a container of its own, whatever comes of it."""
        return self.podman.try_run("run", "--rm", *CONFINED, *self.volumes, *options, IMAGE, *words)

    @contextlib.contextmanager
    def serving(self, *options: str) -> Iterator["RunningContainer"]:
        """The server in a container, as the image starts it, until it is healthy; removed at the end."""
        port = free_port()
        settings = {"PUBLIC_URL": f"https://{PUBLIC}", "PORT": str(port)}
        given = [f"--env=CONTACT_MOMENTS_{name}={value}" for name, value in settings.items()]
        self.podman.run("run", "--detach", "--name", self.name, *CONFINED, *self.volumes, *given, *options, IMAGE)
        try:
            yield RunningContainer(self.podman, self.name, port)
        finally:
            self.podman.run("rm", "--force", "--time", "0", self.name)


@dataclass
class RunningContainer:
    """A container in which the server runs."""

    podman: Podman
    name: str
    port: int

    def try_exec(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run something in the container, whatever comes of it."""
        return self.podman.try_run("exec", self.name, *words)

    def exec(self, *words: str) -> str:
        """Run something in the container that must succeed; returns its stdout."""
        done = self.try_exec(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def is_healthy(self) -> bool:
        """What the image's own check says now."""
        return self.podman.try_run("healthcheck", "run", self.name).returncode == 0

    def logs(self) -> str:
        """Everything that the server has written."""
        done = self.podman.try_run("logs", self.name)
        return done.stdout + done.stderr
