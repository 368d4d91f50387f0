"""The wheel, installed by pip, pipx and uv into an environment of its own, without a network."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.install.building import build_dist, program, wheels
from tests.support import LIST, TOKEN, VENDOR, free_port

pytestmark = pytest.mark.usefixtures("processes")

BRINGS = "make .venv/dev.stamp"


@dataclass(frozen=True)
class Home:
    """The folder of somebody who has nothing but Python."""

    folder: Path

    def run(self, *words: str | Path, **environment: str) -> str:
        """Run a program there; it has to succeed."""
        done = subprocess.run(
            words, cwd=self.folder, env=self.environment(**environment), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def environment(self, **more: str) -> dict[str, str]:
        """An environment without any setting of the register, and without this environment's programs."""
        return {"HOME": str(self.folder), "PATH": os.defpath, "LANG": "C.UTF-8", **more}


def by_pip(home: Home, wheel: Path) -> Path:
    """`pip install`, into a virtual environment."""
    home.run(sys.executable, "-m", "venv", "--without-pip", "env")
    pip = [sys.executable, "-m", "pip", "--python", "env/bin/python", "--disable-pip-version-check"]
    home.run(*pip, "install", "--no-index", "--find-links", wheels(), "--no-compile", wheel)
    return home.folder / "env" / "bin"


def by_pipx(home: Home, wheel: Path) -> Path:
    """`pipx install`."""
    given = f"--no-index --find-links {wheels()} --no-compile"
    pipx = program("pipx", BRINGS)
    home.run(pipx, "install", "--python", sys.executable, f"--pip-args={given}", wheel, USE_EMOJI="0")
    return home.folder / ".local" / "bin"


def by_uv(home: Home, wheel: Path) -> Path:
    """`uv tool install`."""
    uv = [program("uv", BRINGS), "tool", "install", "--offline", "--python", sys.executable]
    home.run(*uv, "--no-index", "--find-links", wheels(), wheel)
    return home.folder / ".local" / "bin"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel."""
    return build_dist(tmp_path_factory.mktemp("dist"))[0]


@contextmanager
def serving(home: Home, installed: Path) -> Iterator[str]:
    """The installed server, at its address."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = [str(installed), "serve", "--port", str(port)]
    with (home.folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=home.folder, env=home.environment(), stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                requests.get(f"{address}/health/ready", timeout=5).raise_for_status()
                break
            except requests.RequestException:
                assert process.poll() is None, (home.folder / "log").read_text()
                assert time.monotonic() < deadline, (home.folder / "log").read_text()
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(30)


@pytest.mark.parametrize("install", [by_pip, by_pipx, by_uv])
def test_it_works_as_it_is_installed(install: Callable[[Home, Path], Path], wheel: Path, tmp_path: Path) -> None:
    """Demo data, a page with its style sheet, in Dutch too, and a call of the API: all from the installed files."""
    home = Home(tmp_path)
    installed = install(home, wheel) / "contact-moments"

    home.run(installed, "demo", "--relations", "10", "--moments", "20")
    client = json.loads((home.folder / "data" / "demo-client.json").read_text())
    with serving(home, installed) as address:
        page = requests.get(f"{address}/sign-in", headers={"Accept-Language": "nl"}, timeout=20)
        sheet = re.search(r'<link rel="stylesheet" href="([^"]+)"', page.text)
        assert sheet is not None
        style = requests.get(address + sheet[1], timeout=20)
        form = {"grant_type": "client_credentials"} | {name: client[name] for name in ("client_id", "client_secret")}
        token = requests.post(address + TOKEN, data=form, timeout=20).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}", "Accept": VENDOR}
        listed = requests.get(address + LIST, headers=headers, timeout=20)

    assert (page.status_code, style.status_code, listed.status_code) == (200, 200, 200)
    assert "Wachtwoord" in page.text
    assert len(listed.json()) > 0
    real = installed.resolve().parent.parent
    imported = home.run(real / "bin" / "python", "-c", "import contact_moments as own; print(own.__file__)")
    assert Path(imported).is_relative_to(real)
    assert (real / "share" / "man" / "man1" / "contact-moments.1").exists()
    assert (real / "share" / "bash-completion" / "completions" / "contact-moments").exists()
