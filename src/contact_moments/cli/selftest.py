"""`selftest`: does this program keep its promises on the operator's own database engine?"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

import click

from contact_moments.cli.frame import Failure
from contact_moments.cli.opening import database_faults
from contact_moments.cli.parameters import ADDRESS
from contact_moments.cli.results import say
from contact_moments.cli.settings import settings
from contact_moments.contract import run

SQLITE = "sqlite:///selftest.db"  # each test makes a file of that name in a temporary folder


@click.command("selftest")
@click.option(
    "--database",
    type=ADDRESS,
    metavar="URL",
    help="Test on this database, in a temporary schema that is dropped afterwards.",
)
def selftest(database: str | None) -> None:
    """Test every promise of the storage on an empty register. By default this is a temporary SQLite file.

    A register that is in the database stays as it is. Exit code 1 when a promise is broken.

    Others on this machine can see a password in URL. Leave it out: set PGPASSWORD, or write ?passfile=FILE.

    \b
    Example:
      contact-moments selftest --database postgresql://register@localhost/register
    """
    url = settings(database_url=SQLITE if database is None else database).database_url
    with database_faults(), _ending_between_promises() as say_result:
        kept = run(url, say_result)
    if not kept:
        raise Failure("Not every promise is kept; see the lines that say FAILED")


@contextmanager
def _ending_between_promises() -> Iterator[Callable[[str], None]]:
    """Yields a print function that exits after SIGTERM, between promises: then nothing that was made is left behind.

    An exception from the signal's handler could come at any moment, and Python ignores it in some places. A second
    SIGTERM ends the program at once.
    """
    ended = Event()

    def end(number: int, _: object) -> None:
        ended.set()
        signal.signal(number, signal.SIG_DFL)

    def say_result(line: str) -> None:
        say(line)
        if ended.is_set():
            raise SystemExit(128 + signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield say_result
    finally:
        signal.signal(signal.SIGTERM, before)
