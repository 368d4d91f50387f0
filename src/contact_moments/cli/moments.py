"""`moment import`, `moment export`, `moment correct`, `moment withdraw`, `parked`: contact moments, in and out."""

import getpass
from pathlib import Path
from typing import Any

import click

from contact_moments.cli.commands import Failure, count, main, note, progress, say, with_register
from contact_moments.cli.lists import A_FILE, AN_ID, as_json, instant_text, table
from contact_moments.errors import InvalidInputError
from contact_moments.model import REASONS, Author, Reason, Submission
from contact_moments.moments import parking
from contact_moments.moments.details import details
from contact_moments.moments.files import MomentsFile, export_lines
from contact_moments.moments.list import number_of_moments
from contact_moments.moments.releasing import release
from contact_moments.moments.withdrawal import withdraw
from contact_moments.register import Register
from contact_moments.strict_json import parse_json


@main.group()
def moment() -> None:
    """Contact moments: many at once, in and out; corrected and withdrawn one by one.

    \b
    Example:
      contact-moments moment export > moments.jsonl
    """


@moment.command("import")
@click.argument("file", type=A_FILE)
@with_register
def moment_import(register: Register, file: Path) -> None:
    """Register the contact moments in a file: a JSON object a line, as the API's POST takes it, plus "type".

    The whole file is checked before anything is written. An import that was interrupted goes on where it stopped
    when it is run again with the same file.

    \b
    Example:
      echo '{"type": "ContactMomentPhone", "subject": "Hello", "senderId": 1, "recipients": [2]}' > calls.jsonl
      contact-moments moment import calls.jsonl
    """
    moments = MomentsFile(file, register.database, register.types, register.registrar)
    done = moments.done()
    if done:
        note(f"{count(done, 'line')} of this file were registered before; going on from there")
    with progress("Checking", moments.lines - done) as step:
        rejected = moments.check(step)
    if rejected:
        for line in rejected:
            note(line)
        raise Failure(f"Nothing was imported: {count(len(rejected), 'line')} of {moments.lines} rejected")
    with progress("Importing", moments.lines - done) as step:
        registered = moments.register(step)
    say(f"{count(registered, 'contact moment')} registered")


@moment.command("export")
@with_register
def moment_export(register: Register) -> None:
    """Print every contact moment, a JSON object a line, in the form that `moment import` reads.

    \b
    Example:
      contact-moments moment export > moments.jsonl
    """
    with progress("Exporting", number_of_moments(register.database)) as step:
        for line in export_lines(register.database):
            say(line)
            step(1)


by = click.option("--by", "person", metavar="NAME", help="Who does this; the user of this machine unless given.")


@moment.command("correct")
@click.argument("moment_id", metavar="ID", type=AN_ID)
@click.argument("file", type=A_FILE)
@by
@with_register
def moment_correct(register: Register, moment_id: int, file: Path, person: str | None) -> None:
    """Replace what contact moment ID says by what is in FILE, a JSON object as the API's POST takes it.

    Every version is kept. A dateTime or reference that is left out stays as it is.

    \b
    Example:
      echo '{"subject": "Hello again", "senderId": 1, "recipients": [2]}' > right.json
      contact-moments moment correct 42 right.json
    """
    before = details(register.database, register.zone, moment_id)
    body = parse_json(file.read_bytes())
    if not isinstance(body, dict) or body.pop("type", before["type"]) != before["type"]:
        raise InvalidInputError(f"{file} must hold an object, and the type of a contact moment cannot change")
    if body.setdefault("contactMomentId", moment_id) != moment_id:
        raise InvalidInputError(f"{file} names another contactMomentId; leave it out")
    registration = register.registrar.read_as(before["type"], body, register.clock())
    register.registrar.submit(Submission(registration, Author(None, "command", person=person or _user())))
    after = details(register.database, register.zone, moment_id)
    version = len(after["versions"])
    if version == len(before["versions"]):
        say(f"Contact moment {moment_id} says that already; nothing was changed")
    else:
        say(f"Corrected contact moment {moment_id}, which is at version {version}")


@moment.command("withdraw")
@click.argument("ids", metavar="ID...", type=AN_ID, nargs=-1, required=True)
@click.option("--reason", required=True, type=click.Choice(REASONS), help="Why; this is all that is told of it later.")
@by
@with_register
def moment_withdraw(register: Register, ids: tuple[int, ...], reason: Reason, person: str | None) -> None:
    """Take contact moments out of the list for good, with all that they said. This cannot be undone.

    That they were there, when they were withdrawn and why stays known, so that copies elsewhere can follow.

    All ids are checked before the first contact moment is withdrawn. If the command is interrupted, run it again with
    the same ids and reason: it goes on where it stopped.

    \b
    Example:
      contact-moments moment withdraw 42 --reason duplicate
    """
    with progress("Withdrawing", len(set(ids))) as step:
        forgotten = withdraw(register.database, list(ids), reason, person or _user(), step)
    say(f"{count(len(set(ids)), 'contact moment')} withdrawn")
    _tell_of_rest(forgotten)


def _tell_of_rest(forgotten: bool) -> None:
    if not forgotten:
        note(
            "Somebody is reading an earlier state of the register: until that is over, and the server has been "
            "restarted, what was removed can still be found in the bytes of the database's -wal file"
        )


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an id that no user has
        return None


@main.group()
def parked() -> None:
    """Parked registrations: refused because a relation was not available, and kept for 30 days.

    For clients for which that is switched on: contact-moments client parking.

    \b
    Example:
      contact-moments parked list
    """


@parked.command("list")
@as_json
@with_register
def parked_list(register: Register, as_json: bool) -> None:
    """List what is parked, the oldest first; with --json also what was sent.

    \b
    Example:
      contact-moments parked list
    """
    rows: list[dict[str, Any]] = []
    for one in parking.all_parked(register.database, register.clock()):
        row = {
            "id": one.id,
            "parked": instant_text(one.parked_at),
            "client_id": one.client_id,
            "type": one.type,
            "reason": one.reason,
            "times": one.times,
        }
        rows.append(row | {"content": parse_json(one.document.encode())} if as_json else row)
    table(rows, as_json)


@parked.command("release")
@click.argument("ids", metavar="[ID...]", type=AN_ID, nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Everything that is parked.")
@with_register
def parked_release(register: Register, ids: tuple[int, ...], everything: bool) -> None:
    """Register what is parked, as its client's and at the time at which it was first sent.

    What is refused again stays parked.

    \b
    Example:
      contact-moments parked release --all
    """
    refused = 0
    chosen = _chosen(register, ids, everything)
    with progress("Releasing", len(chosen)) as step:
        outcomes = release(register.database, register.registrar, chosen, step)
    for parked_id, outcome in outcomes.items():
        if isinstance(outcome, int):
            say(f"{parked_id}\tregistered as contact moment {outcome}")
        else:
            refused += 1
            note(f"{parked_id}\tstays parked: {outcome.message}")
    if refused:
        raise Failure(f"{refused} of {len(outcomes)} stay parked")


@parked.command("drop")
@click.argument("ids", metavar="[ID...]", type=AN_ID, nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Everything that is parked.")
@with_register
def parked_drop(register: Register, ids: tuple[int, ...], everything: bool) -> None:
    """Forget what is parked.

    \b
    Example:
      contact-moments parked drop 7
    """
    chosen = _chosen(register, ids, everything)
    with progress("Dropping", len(chosen)) as step:
        forgotten = parking.drop(register.database, chosen, step)
    say(f"{count(len(chosen), 'registration')} dropped")
    _tell_of_rest(forgotten)


def _chosen(register: Register, ids: tuple[int, ...], everything: bool) -> list[int]:
    if bool(ids) == everything:
        raise click.UsageError("Name ids (contact-moments parked list shows them), or give --all")
    if everything:
        return [one.id for one in parking.all_parked(register.database, register.clock())]
    return list(dict.fromkeys(ids))
