"""A root directory in which packages can be installed: this machine's own files, and changes that nobody else sees."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

# Mounts end with the process that made them, and processes with the first of their namespace.
ENTER = """
set -e
mount -t overlay overlay -o "lowerdir=/,upperdir=$0/upper,workdir=$0/work" "$0/root"
mount -t proc proc "$0/root/proc"
mount --bind /dev "$0/root/dev"
exec chroot "$0/root" /bin/sh -c "$1"
"""
# Says that every unit is enabled, and notes what it is asked.
SYSTEMCTL = """#!/bin/sh
echo "$@" >>/srv/asked
case $* in *--quiet*) ;; *is-enabled*) echo enabled ;; esac
"""


@dataclass(frozen=True)
class ScratchRoot:
    """A root directory below a folder. systemd does not run in it."""

    folder: Path

    def __post_init__(self) -> None:
        """Make the folders."""
        assert os.getuid() == 0, "The packages are installed in a root directory: run make test-install as root"
        for name in ("upper/srv", "upper/run/systemd", "work", "root"):
            (self.folder / name).mkdir(parents=True)

    def add(self, file: Path) -> str:
        """Put a file in; returns its path there."""
        shutil.copy(file, self.folder / "upper" / "srv")
        return f"/srv/{file.name}"

    def pretend_systemd(self) -> None:
        """Let packages find a systemd that runs, of which there is only a program that they ask."""
        (self.folder / "systemctl").write_text(SYSTEMCTL)
        placed = self.add(self.folder / "systemctl")
        self.run(f"mkdir /run/systemd/system; install -m 755 {placed} /usr/sbin/systemctl; rm -f /usr/sbin/policy-rc.d")

    def command(self, script: str) -> list[str]:
        """The command that runs a shell script there."""
        unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"]
        return [*unshare, "sh", "-c", ENTER, str(self.folder), script]

    def try_run(self, script: str) -> subprocess.CompletedProcess[str]:
        """Run a shell script there, whatever comes of it."""
        given = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        return subprocess.run(self.command(script), env=given, capture_output=True, text=True, check=False, timeout=300)

    def run(self, script: str) -> str:
        """Run a shell script there that must succeed; returns what it prints."""
        done = self.try_run(script)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout
