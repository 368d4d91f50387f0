"""A machine with the files of deploy/ in place, below a folder; the paths in them are changed to match."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.places import DEPLOY
from tests.support import Installation

UNITS = ("contact-moments.service", "contact-moments-backup.service", "contact-moments-backup.timer")
PROGRAM = Path(sys.prefix) / "bin" / "contact-moments"


@dataclass
class Machine:
    """A machine on which docs/deploying.md was followed, below a folder."""

    root: Path

    def __post_init__(self) -> None:
        """Lay everything out."""
        for folder in ("etc", "var", "backups", "bin"):
            (self.root / folder).mkdir()
        (self.root / "bin" / "contact-moments").symlink_to(PROGRAM)
        self.settings.write_text(self._at_home((DEPLOY / "contact-moments.env").read_text()))
        for unit in UNITS:
            (self.root / unit).write_text(self._at_home((DEPLOY / unit).read_text()))
        (self.root / "command").write_text(
            self._at_home((DEPLOY / "contact-moments").read_text()).replace("user=contact-moments", "user=$(id -un)")
        )

    def _at_home(self, text: str) -> str:
        moves = {
            "/opt/contact-moments/bin": f"{self.root}/bin",
            "/etc/contact-moments": f"{self.root}/etc",
            "/var/lib/contact-moments": f"{self.root}/var",
            "/var/backups/contact-moments": f"{self.root}/backups",
        }
        for old, new in moves.items():
            text = text.replace(old, new)
        return text

    @property
    def settings(self) -> Path:
        """The file with the settings."""
        return self.root / "etc" / "contact-moments.env"

    def lines(self, unit: str, name: str) -> list[str]:
        """The values of one key of a unit."""
        return re.findall(f"^{name}=(.+)$", (self.root / unit).read_text(), re.MULTILINE)

    def environment(self) -> dict[str, str]:
        """What systemd reads from the file that the service names."""
        (file,) = self.lines("contact-moments.service", "EnvironmentFile")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CONTACT_MOMENTS_")}
        lines = [line for line in Path(file).read_text().splitlines() if line and not line.startswith("#")]
        return kept | dict(line.split("=", 1) for line in lines)

    def run(self, unit: str, name: str) -> subprocess.CompletedProcess[str]:
        """Run one command of a unit as the unit says, but for its user and its sandbox."""
        (command,), (folder,) = self.lines(unit, name), self.lines(unit, "WorkingDirectory")
        return subprocess.run(
            command.split(), cwd=folder, env=self.environment(), capture_output=True, text=True, check=False, timeout=60
        )

    def command(self, *words: str, **exported: str) -> str:
        """Run the register's command as the operator does, in a folder that does not matter."""
        done = subprocess.run(
            ["sh", str(self.root / "command"), *words],
            cwd=self.root,
            env={"PATH": os.environ["PATH"]} | exported,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def installation(self, **settings: str) -> Installation:
        """The register of this machine, with the service's settings."""
        prefix = "CONTACT_MOMENTS_"
        given = {name.removeprefix(prefix): value for name, value in self.environment().items() if prefix in name}
        return Installation(self.root / "var", given | settings)
