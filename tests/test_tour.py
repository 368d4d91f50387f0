"""The README's tour is typed word for word on a fresh register, and answers what the README says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import Installation

README = Path(__file__).parent.parent / "README.md"
ADDRESS = "http://127.0.0.1:8080"
END = "end of an answer"
# What keeps a shell's variables and functions for the next one.
KEEP = "{ declare -p token list register asked; declare -f value api; } > state"

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("processes")]


def blocks(heading: str, document: Path = README) -> list[str]:
    """The console blocks of a section."""
    section = document.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^```console\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def steps(block: str) -> list[tuple[str, str]]:
    """Each command of a block with its answer. A command goes on until its quotes are closed."""
    found = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        number = next(n for n in range(1, len(lines) + 1) if is_whole("".join(lines[:n])))
        found.append(("".join(lines[:number]), "".join(lines[number:])))
    return found


def is_whole(command: str) -> bool:
    """Whether no quote is open, and no line to follow."""
    return command.count("'") % 2 == 0 and not command.endswith("\\\n")


def typed(installation: Installation, commands: list[str], seconds: float = 120) -> list[str]:
    """Type commands into a shell; returns what each answers."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e"],
        input="".join(f"{command.rstrip()}\necho '{END}'\n" for command in commands),
        cwd=installation.folder,
        env=installation.environment() | {"PATH": path, "HOME": str(installation.folder)},
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split(f"{END}\n")[:-1]


def test_the_tour(installation: Installation) -> None:
    """Every command answers what the README says, before and after the server was stopped."""
    installation.run_apart("demo", "--once")
    # Who reads needs more than the ten seconds in which rows are told once more; the test does not.
    installation.sql("UPDATE tick SET second = second - 60000000")
    installation.sql("UPDATE register SET last_second = last_second - 60000000")  # the call has a second of its own
    *parts, last = (steps(block) for block in blocks("A tour"))
    first = [step for part in parts for step in part]
    with installation.serving() as server:
        commands = [command.replace(ADDRESS, server.url) for command, _ in first]
        before = typed(installation, [*commands, KEEP])[:-1]
    with installation.serving() as restarted:
        state = installation.folder / "state"
        state.write_text(state.read_text(encoding="utf-8").replace(server.url, restarted.url), encoding="utf-8")
        after = typed(installation, [". ./state", *(command for command, _ in last)])[1:]

    assert before == [answer for _, answer in first]
    assert after == [answer for _, answer in last]


def test_the_start_of_an_organisation(installation: Installation) -> None:
    """The commands for one's own organisation succeed on files as the documents describe them."""
    (installation.folder / "members.csv").write_text("id,kind,name,email,phone\n1,person,Ann,,\n2,person,Bob,,\n")
    (installation.folder / "chat.json").write_text('{"id": "ContactMomentChat", "title": "Chat"}')
    line = '{"type": "ContactMomentChat", "subject": "Hello", "senderId": 1, "recipients": [2]}\n'
    (installation.folder / "history.jsonl").write_text(line)
    (block,) = blocks("For your own organisation")
    commands = [command for command, _ in steps(block)]

    assert commands[-1].startswith("contact-moments serve")
    assert typed(installation, commands[:-1])[-1].startswith("1 contact moment registered")
