"""The command line from inside the tests: its tree of commands, and a command run without a process of its own."""

import stat
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import click

from contact_moments.cli import main
from contact_moments.cli.frame import LazyCommand
from contact_moments.storage.sql.tables import metadata
from tests.in_process import run_command
from tests.support import Installation

Words = tuple[str, ...]


def groups_and_commands(command: click.Command = main, path: Words = ()) -> Iterator[tuple[Words, click.Command]]:
    """Every group and command with the words that name it; of the outermost group those are none."""
    yield path, command.load() if isinstance(command, LazyCommand) else command
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from groups_and_commands(below, (*path, name))


GROUPS = {path: command for path, command in groups_and_commands() if isinstance(command, click.Group)}
COMMANDS = {path: command for path, command in groups_and_commands() if path not in GROUPS}


# To replace what is there without a question, on either engine.
RESTORE = ("restore", "--yes", "--discard")


def run_here(installation: Installation, *words: str, **settings: str) -> CompletedProcess[str]:
    """Run a command in this process, where the installation is; an exception that is no message is raised."""
    return run_command(installation.folder, installation.settings | settings, words)


def succeed_here(installation: Installation, *words: str, **settings: str) -> str:
    """As `run_here`, for a command that must succeed; returns its stdout."""
    done = run_here(installation, *words, **settings)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def contents(installation: Installation) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the register, table by table; nothing when there is no register yet."""
    # Marks are no part of the register: on PostgreSQL every write transaction leaves one, whatever it changed.
    return {name: sorted(rows, key=repr) for name, rows in installation.tables().items() if name != "commit_mark"}


def dangling(installation: Installation) -> list[tuple[str, Any]]:
    """The columns with a value that refers to a row that is not there, and that value."""
    keys = [key for table in metadata.sorted_tables for key in table.foreign_keys]
    found = {
        str(key.parent): installation.sql(
            f"select {key.parent.name} from {key.parent.table.name} where {key.parent.name} is not null"  # noqa: S608
            f" and {key.parent.name} not in (select {key.column.name} from {key.column.table.name})"
        )
        for key in keys
    }
    return [(column, value) for column, rows in found.items() for (value,) in rows]


def modes(folder: Path) -> dict[str, str]:
    """The permissions of the files in a folder, and of the folder itself."""
    return {path.name: stat.filemode(path.stat().st_mode) for path in (folder, *folder.iterdir())}


def assert_refused(done: CompletedProcess[str], code: int, *says: str) -> None:
    """The one shape of every failure: an exit code, nothing on stdout, a message with these words on stderr."""
    message = done.stderr.partition("Error: ")[2]
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert message.strip()
    assert "Traceback" not in done.stderr
    assert [words for words in says if words not in done.stderr] == [], done.stderr
