"""The command line from inside the tests: its tree of commands, and a command run without a process of its own."""

import os
from collections.abc import Iterator
from subprocess import CompletedProcess
from typing import Any

import click
import pytest
from click.testing import CliRunner
from pysqlite3 import dbapi2 as sqlite

from contact_moments.cli import main
from contact_moments.settings import PREFIX
from tests.support import Installation

Words = tuple[str, ...]


def groups_and_commands(command: click.Command = main, path: Words = ()) -> Iterator[tuple[Words, click.Command]]:
    """Every group and command with the words that name it; of the outermost group those are none."""
    yield path, command
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from groups_and_commands(below, (*path, name))


GROUPS = {path: command for path, command in groups_and_commands() if isinstance(command, click.Group)}
COMMANDS = {path: command for path, command in groups_and_commands() if path not in GROUPS}


def run_here(installation: Installation, *words: str, **settings: str) -> CompletedProcess[str]:
    """Run a command in this process, where the installation is; an exception that is no message is raised."""
    environment: dict[str, str | None] = dict.fromkeys(name for name in os.environ if name.startswith(PREFIX))
    environment |= {f"{PREFIX}{name}": value for name, value in (installation.settings | settings).items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(installation.folder)
        done = CliRunner(env=environment).invoke(main, words, catch_exceptions=False, prog_name="contact-moments")
    return CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def succeed_here(installation: Installation, *words: str, **settings: str) -> str:
    """As `run_here`, for a command that must succeed; returns its stdout."""
    done = run_here(installation, *words, **settings)
    assert done.returncode == 0, done.stderr
    return done.stdout


def query(installation: Installation, statement: str) -> list[tuple[Any, ...]]:
    """What a statement finds in the register's file."""
    connection = sqlite.connect(f"file:{installation.database}?mode=ro", uri=True)
    try:
        found: list[tuple[Any, ...]] = connection.execute(statement).fetchall()
    finally:
        connection.close()
    return found


def contents(installation: Installation) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the register, table by table; nothing when there is no register yet."""
    if not installation.database.exists():
        return {}
    tables = [name for (name,) in query(installation, "select name from sqlite_master where type = 'table'")]
    return {table: sorted(query(installation, f"select * from {table}"), key=repr) for table in tables}  # noqa: S608


def assert_refused(done: CompletedProcess[str], code: int, *says: str) -> None:
    """The one shape of every failure: an exit code, nothing on stdout, a message with these words on stderr."""
    message = done.stderr.partition("Error: ")[2]
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert message.strip()
    assert "Traceback" not in done.stderr
    assert [words for words in says if words not in done.stderr] == [], done.stderr
