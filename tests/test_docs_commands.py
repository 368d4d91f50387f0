"""The commands in the docs exist: each `contact-moments …` with its options, and each file of deploy/ that is named.

`tests/install/test_docs_commands.py` runs those that can be run.
"""

import re

import click
import pytest

from contact_moments.cli import main
from contact_moments.cli.frame import LazyCommand
from tests.shell_blocks import ROOT, Command, commands, documents

OURS = {"contact-moments", "/opt/contact-moments/bin/contact-moments", ".venv/bin/contact-moments"}
ALL = [command for document in documents() for command in commands(document)]


def ours(command: Command) -> list[list[str]]:
    """The words of each call of `contact-moments` in a command: after it, up to a pipe, a redirection or the next."""
    calls: list[list[str]] = []
    begins, taking = True, False
    for word in command.words():
        if begins and word in OURS:
            calls.append([])
            taking = True
        elif re.fullmatch(r"[|&;]+|\d?[<>].*", word):
            taking = False
        elif taking:
            calls[-1].append(word)
        # A setting for a command can stand before it, and a program that runs another one.
        begins = word in {"|", "||", "&&", ";", "--"} or (begins and "=" in word)
    return calls


CALLS = [(command, words) for command in ALL for words in ours(command)]


@pytest.mark.parametrize(("command", "words"), CALLS, ids=[f"{one.document}:{one.line}" for one, _ in CALLS])
def test_the_command_exists(command: Command, words: list[str]) -> None:
    """The command and each of its options exist, and it has as many arguments as it takes."""
    found: click.Command = main
    path = list(words)
    context = click.Context(main, info_name="contact-moments")
    while isinstance(found, click.Group) and path and not path[0].startswith("-"):
        _, one, path = found.resolve_command(context, path)
        assert one is not None, command.text
        found = one.load() if isinstance(one, LazyCommand) else one
    options = {name for parameter in found.params for name in (*parameter.opts, *parameter.secondary_opts)}
    named = {word.partition("=")[0] for word in path if word.startswith("--")} - {"--help"}

    assert not isinstance(found, click.Group) or "--help" in path or hasattr(found, "parse_args"), command.text
    assert named - options == set(), command.text


def test_the_files_of_the_deployment_exist() -> None:
    """Every file of deploy/ and examples/ that a document names is there."""
    named = {
        name
        for document in documents()
        if document.name != "CHANGELOG.md"
        for name in re.findall(r"(?<![\w/-])(?:deploy|examples)/[\w.*/-]*\w", document.read_text(encoding="utf-8"))
    }

    assert [name for name in named if not any(ROOT.glob(name))] == []


def test_commands_are_found() -> None:
    """Blocks of all kinds are found: with a prompt, indented, and those that go over several lines."""
    texts = {command.text.split()[0] for command in ALL}

    assert {"contact-moments", "systemctl", "apt-get", "make"} <= texts
    assert any("\\\n" in command.text for command in ALL)
