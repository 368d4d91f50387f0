"""`selftest`: does this program keep its promises on the operator's own database engine?"""

import click

from contact_moments.cli.commands import Failure, main, say, settings


@main.command()
@click.option("--database", metavar="URL", help="On this database, in a schema of its own that is dropped again.")
def selftest(database: str | None) -> None:
    """Try every promise of the storage on an empty register, by default in a temporary SQLite file.

    A register that is in the database is left alone. Exit code 1 when a promise is broken.

    Others on this machine can see a password in URL: leave it out, and set PGPASSWORD or write ?passfile=FILE.

    \b
    Example:
      contact-moments selftest --database postgresql://register@localhost/register
    """
    from contact_moments.selftest import run  # noqa: PLC0415 - other commands need no promises

    url = settings(database_url=database or "sqlite:///selftest.db").database_url
    if not run(url, say):
        raise Failure("Not every promise is kept; see the lines that say FAILED")
