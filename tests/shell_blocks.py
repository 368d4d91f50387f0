"""The shell commands in a document: blocks of them, commands in a block, and words in a command."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
_SHELLS = {"console", "sh", "bash", "shell"}


class Command(NamedTuple):
    """A command with the place where it stands; it can go over several lines."""

    document: str
    line: int
    text: str

    @property
    def first(self) -> str:
        """The program that it starts, after what is set for it."""
        words = self.words()
        return next((word for word in words if "=" not in word), words[0] if words else "")

    def words(self) -> list[str]:
        """Its words, as a shell reads them; without what a comment says."""
        try:
            return shlex.split(self.text.replace("\\\n", " "), comments=True)
        except ValueError:
            return self.text.split()


def documents() -> list[Path]:
    """The documents that people follow: those at the top and in docs/, without decisions, which tell of the past."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def commands(document: Path) -> list[Command]:
    """All shell commands of a document, in their order."""
    lines = document.read_text(encoding="utf-8").split("\n")
    return [
        command for first, kind, block in _blocks(lines) for command in _in_block(document.name, first, kind, block)
    ]


def _blocks(lines: list[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Each block of code with the number of its first line and its language; an indented one has none."""
    kind: str | None = None
    block: list[str] = []
    for number, line in enumerate(lines, 1):
        fence = re.match(r"\s*```+(\w*)$", line)
        if fence and kind is None:
            yield from _ended(number, block)
            kind, block = fence[1] or "plain", []
        elif fence:
            yield number - len(block), kind or "", block
            kind, block = None, []
        elif kind is not None or _is_indented(line, block, lines[number - 2]):
            block.append(line if kind is not None else line.removeprefix("    "))
        else:
            yield from _ended(number, block)
            block = []


def _is_indented(line: str, block: list[str], before: str) -> bool:
    return line.startswith("    ") and (bool(block) or not before.strip())


def _ended(number: int, block: list[str]) -> Iterator[tuple[int, str, list[str]]]:
    if block:
        yield number - len(block), "indented", block


def _in_block(document: str, first: int, kind: str, block: list[str]) -> Iterator[Command]:
    prompted = any(line.startswith("$ ") for line in block)
    if not (prompted or kind in _SHELLS or kind == "indented"):
        return
    command: list[str] = []
    began = first
    for number, line in enumerate(block, first):
        if not command and prompted and not line.startswith("$ "):
            continue  # an answer
        began = began if command else number
        command.append(line if command else line.removeprefix("$ "))
        text = "\n".join(command)
        if is_whole(text):
            yield from [Command(document, began, text)] if text.strip() and not text.startswith("#") else []
            command = []


def is_whole(command: str) -> bool:
    """Whether no quote is open, and no line to follow."""
    return command.count("'") % 2 == 0 and command.count('"') % 2 == 0 and not command.endswith("\\")
