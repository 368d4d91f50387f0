"""What all commands share: the group, errors as messages and exit codes, an open register, results, progress."""

import functools
import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from contact_moments import __version__
from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.register import Register, opened, opened_if_made
from contact_moments.settings import Settings, database_address, read_settings
from contact_moments.storage.faults import DatabaseFault, in_words

P = ParamSpec("P")
T = TypeVar("T")

Step = Callable[[int], None]


class Failure(click.ClickException):
    """A refusal, as a message on stderr and exit code 1."""


class _Group(click.Group):
    """A group whose commands fail with a message instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (RegisterError, DatabaseFault) as fault:
            raise Failure(in_words(fault, "contact-moments doctor looks for what is wrong with it")) from fault
        except BrokenPipeError:
            raise
        except OSError as fault:
            raise Failure(f"{fault.filename or 'The output'} cannot be written or read: {fault.strerror}") from fault


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="contact-moments")
def main() -> None:
    """A register of contact between an organisation and the people it serves.

    \b
    Example: start with some data to look at
      contact-moments demo
      contact-moments serve
    """
    # What a lost connection comes to is told by us; the driver's own remarks on it would stand beside that.
    logging.getLogger("psycopg").setLevel(logging.ERROR)


def settings(**given: Any) -> Settings:
    """The settings, or exit code 2 with every fault."""
    try:
        return read_settings(**given)
    except InvalidInputError as fault:
        raise click.UsageError(fault.message) from None


def with_register(command: Callable[Concatenate[Register, P], T]) -> Callable[P, T]:
    """Give a command the open register as its first argument, and close it afterwards."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with opened(settings()) as register:
            return command(register, *args, **kwargs)

    return run


def with_made_register(command: Callable[Concatenate[Register, P], T]) -> Callable[P, T]:
    """As `with_register`, for a command to which an empty register would be a mistake: it makes none."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with opened_if_made(settings()) as register:
            return command(register, *args, **kwargs)

    return run


class _Address(click.ParamType[str]):
    """The address of a database; what is wrong with it is told as the option's fault, not as a setting's."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return database_address(value)
        except InvalidInputError as fault:
            self.fail(fault.message, param, ctx)


ADDRESS = _Address()


def say(text: str) -> None:
    """A line of the result, on stdout."""
    click.echo(text)


def say_json(value: Any) -> None:
    """The result as one line of JSON, on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False))


def note(text: str) -> None:
    """A remark that is no part of the result, on stderr."""
    click.echo(text, err=True)


def count(number: int, noun: str) -> str:
    """`1 moment`, `2 moments`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Step]:
    """Show a progress bar on stderr if that is a terminal. Yields a function that takes a number of steps done.

    Without a `total` the bar shows only how many steps are done, and that work goes on.
    """
    # An iterable of unknown length where there is no total.
    steps = None if total is not None else iter(int, 1)
    hidden = not sys.stderr.isatty()
    with click.progressbar(
        steps, total, what, hidden, show_pos=True, file=sys.stderr, update_min_steps=max(1, (total or 0) // 1000)
    ) as bar:
        yield bar.update
