"""Completion in bash, zsh and fish, and the manual page."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from contact_moments.cli import main
from contact_moments.settings import DEFAULTS, variable
from tests.install.building import ROOT, build, program

pytestmark = pytest.mark.usefixtures("processes")

SHARE = ROOT / "packaging" / "files" / "share"
FILES = {
    "bash": SHARE / "bash-completion" / "completions" / "contact-moments",
    "zsh": SHARE / "zsh" / "site-functions" / "_contact-moments",
    "fish": SHARE / "fish" / "vendor_completions.d" / "contact-moments.fish",
}
SHELLS = ROOT / ".venv" / "shells"
PROGRAM = Path(sys.executable).parent / "contact-moments"
# What bash does when somebody has typed these words and presses the tab key.
TAB = """
source "$0"
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
compopt() { :; }
_contact_moments_completion contact-moments
printf '%s\\n' "${COMPREPLY[@]}"
"""


def shell(name: str) -> str:
    """Where a shell is; fails with the command that brings it."""
    path = SHELLS / "bin" / name
    assert path.exists(), "make .venv/shells/stamp"
    return str(path)


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program, with the register's own on the path."""
    given = {**os.environ, "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}", **environment}
    return subprocess.run(words, env=given, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("name", FILES)
def test_the_file_that_is_installed(name: str) -> None:
    """It is what `contact-moments completion` prints."""
    assert run(PROGRAM, "completion", name).stdout == FILES[name].read_text()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["cl"], ["client"]),
        (["relation", "im"], ["import", "imports"]),
        (["client", "add", "--sc"], ["--scope"]),
        (["client", "add", "--scope", "relation/"], ["relation/view", "relation/edit"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
    ],
)
def test_bash_completes(typed: list[str], offered: list[str]) -> None:
    """Commands, options and values are offered."""
    done = run("bash", "-c", TAB, FILES["bash"], "contact-moments", *typed)

    assert done.stdout.split() == offered, done.stderr


@pytest.mark.parametrize("name", ["zsh", "fish"])
def test_what_other_shells_get(name: str) -> None:
    """The program answers what their script asks."""
    asked = {"COMP_WORDS": "contact-moments client ne", "COMP_CWORD": "2" if name == "zsh" else "ne"}
    done = run(PROGRAM, _CONTACT_MOMENTS_COMPLETE=f"{name}_complete", **asked)

    assert "new-secret" in done.stdout


@pytest.mark.parametrize(("name", "check"), [("zsh", "-n"), ("fish", "--no-execute")])
def test_other_shells_read_the_file(name: str, check: str, tmp_path: Path) -> None:
    """The shell itself finds no fault in it."""
    libraries = {"LD_LIBRARY_PATH": str(SHELLS / "lib"), "HOME": str(tmp_path)}
    done = run(shell(name), check, FILES[name], **libraries)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manual page."""
    file = tmp_path_factory.mktemp("man") / "contact-moments.1"
    build("make-man", file, environment={"SOURCE_DATE_EPOCH": "1790000000"})
    return file


def commands(group: click.Group, words: str = "contact-moments") -> Iterator[str]:
    """The full names of all commands below a group."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{words} {name}")
        else:
            yield f"{words} {name}"


def shown(page: Path) -> str:
    """The page as a reader sees it."""
    man = program("man", "as root: apt-get install man-db")
    done = run(man, "--local-file", page, MANWIDTH="100", LC_ALL="C.UTF-8", MAN_KEEP_FORMATTING="")
    assert done.returncode == 0, done.stderr
    return re.sub(".\b", "", done.stdout)


def test_the_manual_page_has_everything(page: Path) -> None:
    """Every command has its heading, and every setting its paragraph."""
    text = shown(page)

    assert [name for name in commands(main) if not re.search(f"^   {name}( |$)", text, re.MULTILINE)] == []
    assert [name for name in DEFAULTS if f"       {variable(name)}\n" not in text] == []
    assert re.search(r"^ +--redirect-uri TEXT\n +Where people's browsers go back to", text, re.MULTILINE)
    assert "2026-09-21" in text


def test_groff_reads_the_manual_page(page: Path) -> None:
    """It has no warning about the page, and mistakes nothing in it for a request of its own."""
    man = program("man", "as root: apt-get install man-db")
    done = run(man, "--warnings", "--local-file", "-Tutf8", "-Z", page, LC_ALL="C.UTF-8", MANWIDTH="80", MANROFFSEQ="")

    assert (done.returncode, done.stderr) == (0, "")
