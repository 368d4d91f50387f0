"""`selftest`: does this program keep its promises on the operator's own database engine?"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

import click

from contact_moments.cli.commands import ADDRESS, Failure, main, say, settings

SQLITE = "sqlite:///selftest.db"  # a file of that name is made in a temporary folder


@main.command()
@click.option(
    "--database",
    type=ADDRESS,
    metavar="URL",
    help="On this database, in a schema of its own that is dropped again.",
)
def selftest(database: str | None) -> None:
    """Try every promise of the storage on an empty register, by default in a temporary SQLite file.

    A register that is in the database is left alone. Exit code 1 when a promise is broken.

    Others on this machine can see a password in URL: leave it out, and set PGPASSWORD or write ?passfile=FILE.

    \b
    Example:
      contact-moments selftest --database postgresql://register@localhost/register
    """
    from contact_moments.contract import run  # noqa: PLC0415 - other commands need no promises

    url = settings(database_url=SQLITE if database is None else database).database_url
    with _ending_in_between() as tell:
        kept = run(url, tell)
    if not kept:
        raise Failure("Not every promise is kept; see the lines that say FAILED")


@contextmanager
def _ending_in_between() -> Iterator[Callable[[str], None]]:
    """Gives what says a line, and ends the program there after a SIGTERM: nothing that was made is left behind then.

    An exception from the signal's handler would come at any moment, and where Python ignores it be lost. A second
    SIGTERM ends the program at once.
    """
    ended = Event()

    def end(number: int, _: object) -> None:
        ended.set()
        signal.signal(number, signal.SIG_DFL)

    def tell(line: str) -> None:
        say(line)
        if ended.is_set():
            raise SystemExit(128 + signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield tell
    finally:
        signal.signal(signal.SIGTERM, before)
