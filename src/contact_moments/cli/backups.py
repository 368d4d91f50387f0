"""`backup`: into a file, or into a folder in which old backups are removed; `drill`: a backup restored on trial."""

from pathlib import Path
from typing import Any

import click
from msgspec import to_builtins

from contact_moments.backups.making import Made, Order, Plan, absolute, make, plan, write_file
from contact_moments.backups.retention import Keep, read_keep
from contact_moments.cli.frame import Failure
from contact_moments.cli.opening import open_register, operator, register_as_it_is
from contact_moments.cli.parameters import A_FILE, A_FOLDER, A_NEW_FILE, ADDRESS, as_json
from contact_moments.cli.results import amount, count, instant_text, note, say, say_json
from contact_moments.cli.settings import settings
from contact_moments.clock import SECOND
from contact_moments.drills import Behind, Drilled, Step, Trial, drill
from contact_moments.errors import InvalidInputError
from contact_moments.setting_values import recipients as read_recipients


class _Rule(click.ParamType[Keep]):
    name = "rule"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Keep:
        """The rule, read; otherwise wrong usage."""
        try:
            return read_keep(value)
        except InvalidInputError as fault:
            self.fail(fault.message, param, ctx)


@click.command("backup")
@click.argument("file", type=A_NEW_FILE, required=False)
@click.option("--to", "folder", type=A_FOLDER, metavar="DIR", help="Make the backup in this folder, named by time.")
@click.option("--keep", type=_Rule(), metavar="RULE", help="Which earlier backups in DIR stay: 7d,4w,12m.")
@click.option("--recipient", "recipients", multiple=True, metavar="KEY", help="Encrypt it for this key; repeatable.")
@click.option("--recipients-file", type=A_FILE, help="Encrypt it for the keys in this file, a line each.")
@click.option("--pg-dump", is_flag=True, help="Let PostgreSQL's pg_dump make it, instead of a file of SQLite.")
@click.option("--new-folder", is_flag=True, help="DIR is another folder than that of earlier backups.")
@click.option("--dry-run", is_flag=True, help="Make and remove nothing; say what would stay and go.")
def backup(
    file: Path | None,
    folder: Path | None,
    keep: Keep | None,
    recipients: tuple[str, ...],
    recipients_file: Path | None,
    pg_dump: bool,
    new_folder: bool,
    dry_run: bool,
) -> None:
    """Copy the whole register to FILE or into a folder, while it is in use. The copy is checked.

    An earlier backup called FILE is replaced when the new one is complete; any other file is refused. Folders are not
    made. Exit code 1 if restore would refuse the copy, because the register is not as it should be.

    In DIR the name is the time, in UTC. With --keep 7d,4w,12m these stay: the newest of each of the last 7 days that
    have one, of the last 4 weeks and of the last 12 months. Others of this register are removed once the new one is
    complete; files that it did not make stay.

    Never copy the database's own file: the latest registrations may be in its -wal file.

    \b
    Example:
      contact-moments backup --to /var/backups/contact-moments --keep 7d,4w,12m
    """
    if (file is None) == (folder is None):
        raise click.UsageError("Name a FILE, or a folder with --to DIR")
    if folder is None and (keep or pg_dump or new_folder or dry_run):
        raise click.UsageError("--keep, --pg-dump, --new-folder and --dry-run need a folder: --to DIR")
    order = Order(absolute(folder or Path()), _recipients(recipients, recipients_file), keep, new_folder, pg_dump)
    # Also of a register that needs `migrate` or `rebuild`: a backup is most wanted before these.
    with open_register(ready=False) as register:
        if dry_run:
            _tell_plan(plan(register, order))
        elif file is None:
            _tell(make(register, order, operator()))
        else:
            _tell(write_file(register, file, order.recipients, operator()), file)


def _recipients(given: tuple[str, ...], file: Path | None) -> str | None:
    """Those that are given; otherwise those of the settings."""
    try:
        texts = [*given, *([file.read_text(encoding="utf-8-sig")] if file else [])]
        return read_recipients("\n".join(texts)) if texts else settings().backup_recipients
    except UnicodeDecodeError:
        raise click.UsageError("--recipients-file: it is not UTF-8") from None
    except InvalidInputError as fault:
        raise click.UsageError(f"--recipient, --recipients-file: {fault.message}") from None


def _tell_plan(found: Plan) -> None:
    for word, names in (("stays", found.division.kept), ("goes", found.division.removed), ("not ours", found.others)):
        for name in names:
            say(f"{word}\t{name}")


def _tell(made: Made, file: Path | None = None) -> None:
    say(f"Backed up to {file or made.file}: {amount(*made.contents)}, {count(made.file.stat().st_size, 'byte')}")
    for name in made.removed:
        say(f"Removed {name}")
    if made.others:
        note(f"Not made by this register, and left alone: {', '.join(made.others)}")
    if made.unrecorded:
        note("The register could not record this backup, so no earlier one was removed; see contact-moments doctor")
    if made.wrong:
        raise Failure(
            "\n".join(["The register is not as it should be, and restore would refuse this backup:", *made.wrong])
        )
    if made.stuck:
        raise Failure(f"These could not be removed: {', '.join(made.stuck)}")


@click.command("drill")
@click.argument("file", type=A_FILE)
@click.option("--identity", type=A_FILE, help="The file with the key that decrypts FILE.")
@click.option("--database", "url", type=ADDRESS, metavar="URL", help="Restore into a temporary schema on PostgreSQL.")
@as_json
def drill_backup(file: Path, identity: Path | None, url: str | None, as_json: bool) -> None:
    """Restore a backup on trial, and say whether all is there. The register is not touched, and may be away.

    It is checked, migrated if it is of an earlier release, restored into a temporary register, compared with the
    backup table by table, and examined. Nothing is left of it. Exit code 1 when anything is wrong.

    \b
    Example:
      contact-moments drill backups/contact-moments-2026-11-29T023000Z.db
    """

    def tell(step: Step) -> None:
        if not as_json:
            say(f"{step.seconds:8.1f} s  {step.name}")

    with register_as_it_is() as register:
        found = drill(register, Trial(file, identity, url), operator(), tell)
    if as_json:
        say_json(to_builtins(found))
    else:
        _tell_drilled(found)
    if found.wrong:
        raise Failure("\n".join(["Something is wrong with the backup:", *found.wrong]))


def _tell_drilled(found: Drilled) -> None:
    say(f"{found.seconds:8.1f} s  in all")
    say(f"Restored on trial: {amount(found.contact_moments, found.relations)}")
    say(f"{found.tables} tables were compared; the latest change was at {instant_text(found.changed_at * SECOND)}")
    if found.behind is not None:
        say(_behind(found.behind))


def _behind(found: Behind) -> str:
    when = "earlier" if found.seconds < 0 else "later"
    many = "fewer" if found.contact_moments < 0 else "more"
    seconds, moments = count(abs(found.seconds), "second"), count(abs(found.contact_moments), "contact moment")
    return f"The present register was changed {seconds} {when}, and has {moments} {many}"
