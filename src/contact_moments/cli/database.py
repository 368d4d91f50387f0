"""`migrate`, `backup`, `restore`, `rebuild`, `settings`: care of the database."""

from pathlib import Path

import click

from contact_moments import maintenance
from contact_moments.cli.commands import (
    ADDRESS,
    count,
    main,
    progress,
    say,
    say_json,
    settings,
    with_made_register,
)
from contact_moments.cli.lists import A_FILE, as_json
from contact_moments.doctor import examine
from contact_moments.moments.list import number_of_moments
from contact_moments.register import Register, opened
from contact_moments.settings import PREFIX, Settings, masked


@main.command()
def migrate() -> None:
    """Bring the database's schema up to date, all or nothing. Running it again does no harm.

    \b
    Example:
      contact-moments migrate
    """
    with opened(settings(), ready=False) as register:
        before, after = maintenance.migrate(register)
    say(f"The schema is at version {after}" + ("" if before == after else f" (was {before})"))


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the whole register to a new FILE, while it is in use, and check the copy.

    Never copy the database's own file: what was registered last may be in its -wal file.

    \b
    Example:
      contact-moments backup backups/2026-11-23.db
    """
    # Also of a register that needs `migrate` or `rebuild`: before these a backup is wanted most.
    with opened(settings(), ready=False) as register:
        maintenance.back_up(register, file)
    say(f"Backed up to {file}")


@main.command()
@click.argument("file", type=A_FILE)
def restore(file: Path) -> None:
    """Replace everything in the register by a backup, in one step, while it is in use. The backup is checked first.

    \b
    Example:
      contact-moments restore backups/2026-11-23.db
    """
    with opened(settings(), ready=False) as register:
        maintenance.restore(register, file)
    say(f"Restored from {file}")


@main.command("copy")
@click.option(
    "--to", "url", type=ADDRESS, required=True, metavar="URL", help="An empty database, of the form of the setting."
)
@with_made_register
def copy_command(register: Register, url: str) -> None:
    """Copy the whole register into an empty database, for moving from SQLite to PostgreSQL or back.

    Ids, times, history, clients and their tokens: everything. Stop the server first: what it is sent meanwhile waits,
    is refused after ten seconds, and would still go to the old database afterwards. Ends with rows and a digest per
    table, equal on both sides.

    Others on this machine can see a password in URL: leave it out, and set PGPASSWORD or write ?passfile=FILE.

    \b
    Example:
      contact-moments copy --to postgresql://register@localhost/register
    """
    with progress("Copying and comparing", 2 * maintenance.number_of_rows(register)) as step:
        digest = maintenance.copy_to(register, url, step)
    for table, (rows, total) in digest.items():
        say(f"{table}\t{rows}\t{total}")


@main.command("rebuild")
def rebuild_command() -> None:
    """Render every contact moment anew, after the time zone or the zone data has changed.

    \b
    Example:
      CONTACT_MOMENTS_TIME_ZONE=Europe/Brussels contact-moments rebuild
    """
    with opened(settings(), ready=False) as register:
        register.check_schema()
        with progress("Rebuilding", number_of_moments(register.database)) as step:
            done = maintenance.rebuild(register, step)
    say(f"{count(done, 'contact moment')} rendered anew")


@main.command()
@as_json
def doctor(as_json: bool) -> None:
    """Say in words what is wrong with the database, and what helps; exit code 1 when anything is. It makes nothing.

    \b
    Example:
      contact-moments doctor
    """
    findings = []
    for well, text in examine(settings()):
        findings.append({"ok": well, "finding": text})
        if not as_json:
            say(f"{'ok   ' if well else 'WRONG'}  {text}")
    if as_json:
        say_json(findings)
    if not all(one["ok"] for one in findings):
        raise click.exceptions.Exit(1)


@main.command("settings")
@as_json
def settings_command(as_json: bool) -> None:
    """Print the settings as they are in force, secrets masked, and what each is for.

    \b
    Example:
      CONTACT_MOMENTS_PORT=8081 contact-moments settings
    """
    shown = masked(settings())
    if as_json:
        say_json({f"{PREFIX}{name.upper()}": value for name, value in shown.items()})
        return
    for name, value in shown.items():
        field = Settings.model_fields[name]
        say(f"{PREFIX}{name.upper()}={'' if value is None else value}\n    {field.description}")
