"""`migrate`, `backup`, `restore`, `copy`, `rebuild`, `doctor`: care of the database."""

from pathlib import Path

import click

from contact_moments import maintenance
from contact_moments.cli.opening import database_faults, make_register, note_new, open_register, with_register
from contact_moments.cli.parameters import A_FILE, ADDRESS, as_json
from contact_moments.cli.results import count, progress, say, say_json
from contact_moments.cli.settings import settings
from contact_moments.doctor import examine
from contact_moments.moments.list import number_of_moments
from contact_moments.register import Register


@click.command("migrate")
def migrate() -> None:
    """Bring the database's schema up to date. It changes all or nothing. It does no harm to run it again.

    Where there is no register yet it makes one, and says where.

    \b
    Example:
      contact-moments migrate
    """
    with make_register() as register:
        before, after = maintenance.migrate(register)
    say(f"The schema is at version {after}" + ("" if before == after else f" (was {before})"))


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the whole register to a new FILE, while it is in use. The copy is checked.

    Never copy the database's own file: the latest registrations may be in its -wal file.

    \b
    Example:
      contact-moments backup backups/2026-11-23.db
    """
    # Also of a register that needs `migrate` or `rebuild`: a backup is most wanted before these.
    with open_register(ready=False) as register:
        maintenance.back_up(register, file)
    say(f"Backed up to {file}")


@click.command("restore")
@click.argument("file", type=A_FILE)
def restore(file: Path) -> None:
    """Replace everything in the register by a backup. This is one step, and the register can be in use.

    The backup is checked first.

    \b
    Example:
      contact-moments restore backups/2026-11-23.db
    """
    with make_register() as register:
        maintenance.restore(register, file)
    say(f"Restored from {file}")


@click.command("copy")
@click.option(
    "--to", "url", type=ADDRESS, required=True, metavar="URL", help="An empty database, of the form of the setting."
)
@with_register
def copy(register: Register, url: str) -> None:
    """Copy the whole register into an empty database. Use it to move from SQLite to PostgreSQL or back.

    It copies everything: ids, times, history, clients and their tokens. Stop the server first. A server that runs on
    lets requests wait, refuses them after ten seconds, and afterwards still writes to the old database. At the end the
    command prints the number of rows and a digest for each table; they are equal on both sides.

    Others on this machine can see a password in URL. Leave it out: set PGPASSWORD, or write ?passfile=FILE.

    \b
    Example:
      contact-moments copy --to postgresql://register@localhost/register
    """
    places: list[str] = []
    try:
        with progress("Copying and comparing", 2 * maintenance.number_of_rows(register)) as step:
            digest = maintenance.copy_to(register, url, step, places.append)
    finally:
        for place in places:
            note_new(place)
    for table, (rows, total) in digest.items():
        say(f"{table}\t{rows}\t{total}")


@click.command("rebuild")
def rebuild_moments() -> None:
    """Render every contact moment again. Needed when the time zone or the zone data has changed.

    \b
    Example:
      CONTACT_MOMENTS_TIME_ZONE=Europe/Brussels contact-moments rebuild
    """
    with open_register(ready=False) as register:
        register.check_schema()
        with progress("Rebuilding", number_of_moments(register.database)) as step:
            done = maintenance.rebuild(register, step)
    say(f"{count(done, 'contact moment')} rendered anew")


@click.command("doctor")
@as_json
def doctor(as_json: bool) -> None:
    """Say what is wrong with the database, and what helps. It makes and changes nothing.

    Exit code 1 when anything is wrong.

    \b
    Example:
      contact-moments doctor
    """
    findings = []
    with database_faults():
        for well, text in examine(settings()):
            findings.append({"ok": well, "finding": text})
            if not as_json:
                say(f"{'ok   ' if well else 'WRONG'}  {text}")
    if as_json:
        say_json(findings)
    if not all(one["ok"] for one in findings):
        raise click.exceptions.Exit(1)
