"""`moment`: contact moments, in and out, corrected and withdrawn."""

from pathlib import Path

import click

from contact_moments.cli.frame import Failure
from contact_moments.cli.opening import operator, with_register
from contact_moments.cli.parameters import A_FILE, AN_ID, as_json, csv_form, csv_options
from contact_moments.cli.results import (
    count,
    instant_text,
    note,
    note_left_out,
    note_leftovers,
    progress,
    say,
    say_line,
    say_table,
)
from contact_moments.errors import InvalidInputError
from contact_moments.model import MAX_ID, REASONS, Author, JsonObject, Reason, Submission
from contact_moments.moments import imports
from contact_moments.moments.details import details
from contact_moments.moments.export import export_lines
from contact_moments.moments.files import MomentsFile
from contact_moments.moments.list import number_of_moments
from contact_moments.moments.withdrawal import withdraw
from contact_moments.register import Register
from contact_moments.strict_json import parse_json
from contact_moments.visible import escaped, given

TOLD = 20  # names of unknown members
LONGEST_NAME = 100

by = click.option("--by", "person", metavar="NAME", help="Who does this; by default the user of this machine.")


@click.command("import")
@click.argument("file", type=A_FILE, required=False)
@csv_options
@click.option("--strict", is_flag=True, help="Refuse a file with members that their types do not know.")
@click.option("--undo", "number", type=click.IntRange(1, MAX_ID), metavar="NUMBER", help="Undo the import NUMBER.")
@click.option("--also-corrected", is_flag=True, help="With --undo: withdraw also what was corrected since.")
@with_register
def import_moments(
    register: Register,
    file: Path | None,
    encoding: str,
    columns: tuple[tuple[str, str], ...],
    strict: bool,
    number: int | None,
    also_corrected: bool,
) -> None:
    """Register the contact moments in a file, or undo an import.

    A line of the file is a JSON object as the API's POST takes it, plus "type". The file can also be a CSV file whose
    columns have the names of these members; several ids in a cell have | between them. The whole file is checked
    before anything is written. A line with a reference that was imported before is not registered again.
    Members that a line's type does not know are counted by name; with --strict the file is refused for them.

    If an import is interrupted, run it again with the same file: it continues where it stopped. --undo withdraws the
    contact moments that an import added. Then a mended file can be imported.

    \b
    Example:
      echo '{"type": "ContactMomentPhone", "subject": "Hello", "senderId": 1, "recipients": [2]}' > calls.jsonl
      contact-moments moment import calls.jsonl
      contact-moments moment import --undo 1
    """
    if (file is None) == (number is None) or (also_corrected and number is None):
        raise click.UsageError("Name a FILE to import, or give --undo NUMBER (and --also-corrected, if wanted)")
    if number is not None:
        _undo(register, number, also_corrected)
    elif file is not None:
        form = csv_form(encoding, columns)
        _import(MomentsFile(file, register.database, register.types, register.registrar, form), strict)


def _import(moments: MomentsFile, strict: bool) -> None:
    note_left_out(moments.left_out)
    if not moments.lines:
        note("The file is empty: there are no contact moments in it")
    done = moments.done()
    if 0 < done < moments.lines:
        note(f"{count(done, 'line')} of this file were registered before; going on from there")
    with progress("Checking", moments.lines - done) as step:
        rejected = moments.check(step)
    _note_unknown([(name, f", which is in {count(lines, 'line')}") for name, lines in moments.unknown.most_common()])
    if rejected.number:
        for line in rejected.lines():
            note(escaped(line))
        raise Failure(f"Nothing was imported: {count(rejected.number, 'line')} of {moments.lines} rejected")
    if strict and moments.unknown:
        raise Failure("Nothing was imported: the file has members that their types do not know")
    with progress("Importing", moments.lines - done) as step:
        imported = moments.register(operator(), step)
    already = f", {imported.known} there already" if imported.known else ""
    which = f" (import {imported.number})" if imported.number else ""
    say(f"{count(imported.registered, 'contact moment')} registered{already}{which}")


def _note_unknown(unknown: list[tuple[str, str]]) -> None:
    """Print names of unknown members, each with where it is."""
    for name, where in unknown[:TOLD]:
        shown = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
        note(f"The type does not know {escaped(shown)}{where}")
    if len(unknown) > TOLD:
        note(f"and {len(unknown) - TOLD} more names")


def _undo(register: Register, number: int, also_corrected: bool) -> None:
    with progress(f"Undoing import {number}", imports.get_import(register.database, number).added) as step:
        undone = imports.undo(register.database, number, also_corrected, operator(), step)
    if undone.kept:
        note(f"{count(len(undone.kept), 'contact moment')} kept, corrected since; --also-corrected withdraws them too:")
        for moment_id in undone.kept:
            note(str(moment_id))
    say(f"Import {number} is undone: {count(undone.withdrawn, 'contact moment')} withdrawn")
    note_leftovers(undone.scrubbed)


@click.command("imports")
@as_json
@with_register
def list_imports(register: Register, as_json: bool) -> None:
    """List the imports of contact moments, the oldest first.

    Number, file, when it began, its lines, how many contact moments it added, and its state: importing (also if it was
    interrupted), complete, undoing or undone.

    \b
    Example:
      contact-moments moment imports
    """
    rows: list[JsonObject] = [
        {
            "number": one.number,
            "file": one.file,
            "started": instant_text(one.started_at),
            "lines": one.lines,
            "added": one.added,
            "state": one.state,
        }
        for one in imports.all_imports(register.database)
    ]
    say_table(rows, as_json)


@click.command("export")
@with_register
def export(register: Register) -> None:
    """Print every contact moment, a JSON object per line. `moment import` reads the same form.

    \b
    Example:
      contact-moments moment export > moments.jsonl
    """
    with progress("Exporting", number_of_moments(register.database)) as step:
        for line in export_lines(register.database, operator()):
            say_line(line)
            step(1)


@click.command("correct")
@click.argument("moment_id", metavar="ID", type=AN_ID)
@click.argument("file", type=A_FILE)
@click.option("--strict", is_flag=True, help="Refuse a file with members that the type does not know.")
@by
@with_register
def correct(register: Register, moment_id: int, file: Path, strict: bool, person: str | None) -> None:
    """Replace what contact moment ID says by what is in FILE. FILE holds a JSON object as the API's POST takes it.

    Every version is kept. If dateTime or reference is left out, it stays as it is. Members that the type does not know
    are told by name; with --strict the file is refused for them.

    \b
    Example:
      echo '{"subject": "Hello again", "senderId": 1, "recipients": [2]}' > right.json
      contact-moments moment correct 42 right.json
    """
    before = details(register.database, register.zone, moment_id)
    body = _correction(file, moment_id, before["type"])
    unknown = register.registrar.unknown_members(before["type"], body)
    _note_unknown([(name, "") for name in unknown])
    if strict and unknown:
        raise Failure("Nothing was changed: the file has members that the type does not know")
    registration = register.registrar.read_as(before["type"], body, register.clock())
    register.registrar.submit(
        Submission(registration, Author(None, "command", person=operator(given(person)).operator))
    )
    after = details(register.database, register.zone, moment_id)
    version = len(after["versions"])
    if version == len(before["versions"]):
        say(f"Contact moment {moment_id} says that already; nothing was changed")
    else:
        say(f"Corrected contact moment {moment_id}, which is at version {version}")


def _correction(file: Path, moment_id: int, type_id: str) -> JsonObject:
    body = parse_json(file.read_bytes())
    if not isinstance(body, dict) or body.pop("type", type_id) != type_id:
        raise InvalidInputError(f"{file} must hold an object, and the type of a contact moment cannot change")
    if body.setdefault("contactMomentId", moment_id) != moment_id:
        raise InvalidInputError(f"{file} names another contactMomentId; leave it out")
    return body


@click.command("withdraw")
@click.argument("ids", metavar="ID...", type=AN_ID, nargs=-1, required=True)
@click.option("--reason", required=True, type=click.Choice(REASONS), help="Why; nothing else is kept of it.")
@by
@with_register
def withdraw_moments(register: Register, ids: tuple[int, ...], reason: Reason, person: str | None) -> None:
    """Withdraw contact moments for good. They leave the list with all that they said. This cannot be undone.

    The register still knows that they existed, when they were withdrawn and why, so that copies elsewhere can follow.
    All ids are checked first. If the command is interrupted, run it again as it was: it continues where it stopped.

    \b
    Example:
      contact-moments moment withdraw 42 --reason duplicate
    """
    number = len(set(ids))
    with progress("Withdrawing", number) as step:
        scrubbed = withdraw(register.database, list(ids), reason, operator(given(person)), step)
    say(f"{count(number, 'contact moment')} withdrawn")
    note_leftovers(scrubbed)
