"""`migrate`, `backup`, `restore`, `rebuild`, `settings`: care of the database."""

from pathlib import Path

import click

from contact_moments.cli.commands import count, main, progress, say, say_json, settings
from contact_moments.cli.lists import A_FILE, as_json
from contact_moments.moments.listing import number_of_moments
from contact_moments.moments.rebuilding import rebuild
from contact_moments.register import Register
from contact_moments.settings import PREFIX, Settings, masked
from contact_moments.storage import backups


@main.command()
def migrate() -> None:
    """Bring the database's schema up to date, all or nothing. Running it again does no harm.

    \b
    Example:
      contact-moments migrate
    """
    register = Register(settings())
    try:
        before, after = register.migrate()
    finally:
        register.close()
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
    register = Register(settings())
    try:
        # Also of a register that needs `migrate` or `rebuild`: before these a backup is wanted most.
        backups.back_up(register.database, file)
    finally:
        register.close()
    say(f"Backed up to {file}")


@main.command()
@click.argument("file", type=A_FILE)
def restore(file: Path) -> None:
    """Replace everything in the register by a backup, in one step, while it is in use. The backup is checked first.

    \b
    Example:
      contact-moments restore backups/2026-11-23.db
    """
    register = Register(settings())
    try:
        register.restore(file)
    finally:
        register.close()
    say(f"Restored from {file}")


@main.command("rebuild")
def rebuild_command() -> None:
    """Render every contact moment anew, after the time zone or the zone data has changed.

    \b
    Example:
      CONTACT_MOMENTS_TIME_ZONE=Europe/Brussels contact-moments rebuild
    """
    register = Register(settings())
    try:
        register.check_schema()
        with progress("Rebuilding", number_of_moments(register.database)) as step:
            done = rebuild(register.database, register.zone, step)
    finally:
        register.close()
    say(f"{count(done, 'contact moment')} rendered anew")


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
