"""The frame of the command line: the program, groups, commands that are loaded when they run, and failures."""

import atexit
import gc
import io
import os
import signal
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from contact_moments import __version__
from contact_moments.errors import RegisterError
from contact_moments.visible import escaped_lines

# When Python exits it looks for garbage in everything that is loaded: a fifth of the time that most commands take.
atexit.register(gc.freeze)

_EXAMPLE = "\n\n\b\nExample:\n  contact-moments "


class Failure(click.ClickException):
    """A refusal, as a message on stderr and exit code 1."""

    def __init__(self, message: str) -> None:
        # A message can have a path or a name in it, with whatever characters.
        super().__init__(escaped_lines(message))


def speak_utf8() -> None:
    """Write UTF-8 into files and pipes, whatever the locale, and to a terminal what it can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def end_when_told() -> None:
    """Let SIGTERM end the first process of a container, too: the kernel ignores it there otherwise (signal(7))."""
    if os.getpid() == 1:
        signal.signal(signal.SIGTERM, _end)


def _end(number: int, _: object) -> NoReturn:
    # At once, as the signal ends every other process. What was under way in the database is undone by the database.
    os._exit(128 + number)


class LazyCommand(click.Command):
    """A row of the table, enough to list the command: its name, its place, and the first sentence of its help."""

    def __init__(self, name: str, place: str, sentence: str) -> None:
        """`place` is `module:attribute`, in this package."""
        super().__init__(name, help=sentence)
        self._place = place

    def load(self) -> click.Command:
        """The command itself; imports its module."""
        module, _, attribute = self._place.partition(":")
        # Importing makes no garbage, and to look for it takes a tenth of the time.
        gc.disable()
        try:
            command: click.Command = getattr(import_module(f"contact_moments.cli.{module}"), attribute)
        finally:
            gc.enable()
        return command


class Group(click.Group):
    """A group of commands; a command is loaded when it is called."""

    def __init__(self, name: str, purpose: str, example: str, *commands: click.Command, **options: Any) -> None:
        super().__init__(name, commands, help=f"{purpose}{_EXAMPLE}{example}", **options)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click has it, with the command itself in place of what the table says of it."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.load() if isinstance(command, LazyCommand) else command, rest


class GroupWithDefault(Group):
    """A group whose first command runs where none is named: its options can follow the name of the group."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click has it, with the first command where there is none."""
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)


class Program(Group):
    """The outermost group. It tells refusals as a message, without a traceback."""

    def __init__(self, *commands: click.Command) -> None:
        super().__init__(
            "contact-moments",
            "A register of contact between an organisation and the people it serves.",
            "demo\n  contact-moments serve",
            *commands,
            context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        )
        click.version_option(__version__, prog_name="contact-moments")(self)

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the program, as click has it."""
        speak_utf8()
        end_when_told()
        return super().main(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command.

        Raises `Failure` for what the register refuses, for a file that cannot be used, and for words that are no text.
        """
        try:
            return super().invoke(ctx)
        except RegisterError as fault:
            raise Failure(fault.message) from fault
        except UnicodeEncodeError as fault:
            # The terminal's or the script's encoding is another one. Names of files may be so.
            raise Failure("A word of the command is not UTF-8") from fault
        except BrokenPipeError:
            raise
        except OSError as fault:
            raise Failure(f"{fault.filename or 'The output'} cannot be written or read: {fault.strerror}") from fault
