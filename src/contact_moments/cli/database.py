"""`restore`, `copy`, `rebuild`, `doctor`: care of the database."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from contact_moments import maintenance
from contact_moments.cli.frame import Failure
from contact_moments.cli.opening import (
    database_faults,
    note_new,
    open_register,
    operator,
    register_as_it_is,
    with_register,
)
from contact_moments.cli.parameters import A_FILE, A_NEW_FILE, ADDRESS, PUBLIC_ADDRESS, as_json
from contact_moments.cli.results import amount, count, note, progress, say, say_json
from contact_moments.cli.settings import settings
from contact_moments.doctor import Finding, examine
from contact_moments.moments.list import number_of_moments
from contact_moments.register import Register
from contact_moments.restoring import (
    KeptAlreadyError,
    Replaced,
    There,
    kept_name,
    opened_backup,
    replace,
    require_free,
    what_is_there,
)


@click.command("restore")
@click.argument("file", type=A_FILE)
@click.option("--yes", is_flag=True, help="Replace what is there without asking, for scripts.")
@click.option("--keep", type=A_NEW_FILE, metavar="KEPT", help="Where to keep what is there (beside the database).")
@click.option("--discard", is_flag=True, help="Keep nothing of what is there.")
@click.option("--identity", type=A_FILE, help="The file with the key that decrypts FILE.")
def restore(file: Path, yes: bool, keep: Path | None, discard: bool, identity: Path | None) -> None:
    """Replace everything in the register by a backup. This is one step, and the register can be in use.

    The backup is checked first. Before anything is replaced, what is there is kept as a backup beside the database. On
    PostgreSQL say with --keep where it is to be kept, or --discard it; no file can be at KEPT. Where there is no
    register yet, one is made.

    \b
    Example:
      contact-moments restore backups/2026-11-23.db
    """
    if keep and discard:
        raise click.UsageError("--keep and --discard exclude each other")
    if keep:
        require_free(keep)
    with register_as_it_is() as register, opened_backup(register, file, identity) as backup:
        there = what_is_there(register)
        kept = None
        if there in {There.REGISTER, There.DAMAGED}:
            kept = None if discard else keep or _beside(register, there)
            _ask(register, there, kept, yes)
        with _telling_of(kept):
            done = replace(register, backup, there, kept, operator())
        _tell(register, done, kept)
    say(f"Restored from {file}: {amount(*backup.contents)}")


def _beside(register: Register, there: There) -> Path:
    if register.database.files():
        return kept_name(register, there)
    raise click.UsageError("There is a register already: keep a backup of it (--keep FILE), or say --discard")


def _ask(register: Register, there: There, kept: Path | None, yes: bool) -> None:
    if yes:
        return
    text = f"At {register.place()} there is {there.value}"
    if not sys.stdin.isatty():
        raise click.UsageError(f"{text}: to replace it say --yes")
    whither = f"it is kept at {kept}" if kept else "nothing of it is kept"
    if not click.confirm(f"{text}. Replace it ({whither})?", err=True):
        raise Failure("Nothing was changed")


@contextmanager
def _telling_of(kept: Path | None) -> Iterator[None]:
    """Where the restore in the block fails: say that there is a copy already, which may fill the disk."""
    try:
        yield
    except KeptAlreadyError:
        raise
    except BaseException:
        if kept and kept.exists():
            note(f"Before it failed, a copy was made at {kept.absolute()}; delete it if the register is as it was")
        raise


def _tell(register: Register, done: Replaced, kept: Path | None) -> None:
    if done.new:
        note_new(register.place())
    if done.damaged:
        whither = f"moved to {done.aside.absolute()}" if done.aside else "deleted"
        note(f"What was there is damaged, and was {whither}; restart the server if there is one")
    elif kept:
        note(f"What was there is kept at {kept.absolute()}; it holds personal data: delete it when you need it no more")
    if done.wrong:
        note("\n".join(["It is not as it should be, and restore would refuse it:", *done.wrong]))


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
            digest = maintenance.copy_to(register, url, operator(), step, places.append)
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
@click.option("--url", type=PUBLIC_ADDRESS, help="Ask the server at this address, not at the one of the settings.")
@as_json
def doctor(url: str | None, as_json: bool) -> None:
    """Say what is wrong with the register, and what helps. It makes and changes nothing.

    It looks at the database, at its files and their permissions, the clock, the room, and the age of the newest backup.
    Where a public address is set it asks the server there: is the certificate valid, for how long, and does the proxy
    add what it should? Each look at the network ends within seconds.

    What is right still, but should be looked after, is a warning. Exit code 1 when anything is wrong; warnings do not
    count.

    \b
    Example:
      contact-moments doctor
    """
    findings = []
    with database_faults():
        for found in examine(settings(), url):
            findings.append({"ok": found.well, "warning": found.warning, "finding": found.text})
            if not as_json:
                say(f"{_mark(found)}  {found.text}")
    if as_json:
        say_json(findings)
    if not all(one["ok"] for one in findings):
        raise click.exceptions.Exit(1)


def _mark(found: Finding) -> str:
    return "warn " if found.warning else "ok   " if found.well else "WRONG"
