"""Every command explains itself: `--help` with an example that works as it stands."""

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from contact_moments.cli import main
from tests.cli.command_line import COMMANDS, GROUPS, Words, run_here
from tests.support import Installation

ALL = GROUPS | COMMANDS
FILE_NAME = re.compile(r"[\w./-]+\.(csv|jsonl?|db)")


def name_of(path: Words) -> str:
    """`relation add`; the program's name for the outermost group."""
    return " ".join(path) or "contact-moments"


def help_of(path: Words) -> str:
    """What `--help` prints."""
    done = CliRunner().invoke(main, [*path, "--help"], prog_name="contact-moments", catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def examples(path: Words) -> list[list[str]]:
    """The command lines under `Example` in a command's help, from the word after `contact-moments` on."""
    shown = re.search(r"^ *Example.*\n((?: +\S.*\n)+)", help_of(path), re.MULTILINE)
    lines = shown[1].splitlines() if shown else []
    words = [shlex.split(line) for line in lines]
    own = [line[line.index("contact-moments") + 1 :] for line in words if "contact-moments" in line]
    return [line[: line.index(">")] if ">" in line else line for line in own]


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_help_has_an_example(path: Words) -> None:
    """`--help` of every group and command exits 0 and has a line `Example` with a command line below it."""
    lines = examples(path)

    assert lines


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_examples_are_about_the_command(path: Words) -> None:
    """The examples of a command run that command; those of a group one of its own."""
    lines = examples(path)

    assert [line for line in lines if tuple(line[: len(path)]) != path] == []


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_examples_parse(path: Words, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word of an example is a command, an option or a value that there is."""
    monkeypatch.chdir(tmp_path)
    lines = examples(path)
    for file in (Path(word) for line in lines for word in line if FILE_NAME.fullmatch(word)):
        file.parent.mkdir(exist_ok=True)
        file.touch()

    for line in lines:
        command, rest = find_command(line)
        command.make_context(" ".join(line), rest)


def find_command(line: list[str]) -> tuple[click.Command, list[str]]:
    """The command that a line names, and the words that are left for it."""
    words = tuple(line[:2]) if tuple(line[:1]) in GROUPS else tuple(line[:1])
    assert words in COMMANDS, line
    return COMMANDS[words], line[len(words) :]


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_the_table_says_what_the_command_says(path: Words) -> None:
    """The first sentence of a command's own help is the one by which its group lists it."""
    listed: click.Command = main
    for word in path:
        assert isinstance(listed, click.Group)
        listed = listed.commands[word]

    assert listed.get_short_help_str(200) == ALL[path].get_short_help_str(200)
    assert ALL[path].name == listed.name


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_help_says_what_it_does(path: Words) -> None:
    """The help begins with a sentence about the command."""
    assert ALL[path].help
    assert re.match(r"[A-Z`].*[.:]", (ALL[path].help or "").strip())


def test_help_of_the_program_lists_every_command(installation: Installation) -> None:
    """`contact-moments --help`, a process of its own, names every group and command of the first level on stdout."""
    shown = installation.run("--help")

    assert re.findall(r"^  ([a-z]+) ", shown.partition("Commands:")[2], re.MULTILINE) == sorted(main.commands)


def test_help_makes_no_register(installation: Installation) -> None:
    """Asking for help leaves the folder as it is."""
    run_here(installation, "tag", "add", "--help")

    assert list(installation.folder.iterdir()) == []


def test_the_version_is_told() -> None:
    """`--version` prints name and version on stdout."""
    done = CliRunner().invoke(main, ["--version"])

    assert re.fullmatch(r"contact-moments, version \d+\.\d+\.\d+\n", done.stdout)
