"""What is built to be installed, from the files that are here now, and the programs that the tests of it need."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MACHINE = platform.machine()
WHEELS = ROOT / ".venv" / "wheels" / MACHINE


def wheels() -> Path:
    """The wheels of the locked libraries; fails with the command that brings them."""
    assert (WHEELS / "stamp").exists(), f"make .venv/wheels/{MACHINE}/stamp"
    return WHEELS


def build(tool: str, *words: str | Path, environment: dict[str, str] | None = None, umask: int = 0o022) -> None:
    """Run a tool that builds something."""
    subprocess.run(
        [sys.executable, ROOT / "tools" / tool, *words],
        check=True,
        umask=umask,
        stdout=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
        timeout=300,
    )


def build_dist(folder: Path) -> tuple[Path, Path]:
    """Build the wheel and the sdist into a folder."""
    build("make-dist", folder)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


def program(name: str, command: str) -> str:
    """Where a program is, here or in the environment; fails with the command that brings it."""
    found = shutil.which(name, path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert found is not None, f"{name} is missing: {command}"
    return found
