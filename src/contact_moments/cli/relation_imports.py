"""`relation import` and `relation imports`: files of relations, and undoing an import of one."""

from pathlib import Path

import click
from msgspec import structs

from contact_moments.cli.opening import operator, with_register
from contact_moments.cli.parameters import A_FILE, as_json, csv_form, csv_options
from contact_moments.cli.rehearsal import rehearse
from contact_moments.cli.renaming import finish_renaming
from contact_moments.cli.results import (
    count,
    instant_text,
    note,
    note_left_out,
    note_leftovers,
    progress,
    say,
    say_json,
    say_table,
)
from contact_moments.model import MAX_ID, JsonObject
from contact_moments.register import Register
from contact_moments.relations import imports, undoing
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.imports import Outcome
from contact_moments.relations.undoing import Undone

WHY = {
    "moments": "it has contact moments",
    "account": "somebody who signs in is this relation",
    "follow_up": "it has a follow-up",
    "merge": "it was merged",
    "changed": "it has changed since",
}


@click.command("import")
@click.argument("file", type=A_FILE, required=False)
@csv_options
@click.option("--dry-run", is_flag=True, help="Print row by row what would change, and change nothing.")
@click.option("--undo", "number", type=click.IntRange(1, MAX_ID), metavar="NUMBER", help="Undo the import NUMBER.")
@as_json
@with_register
def import_relations(
    register: Register,
    file: Path | None,
    encoding: str,
    columns: tuple[tuple[str, str], ...],
    dry_run: bool,
    number: int | None,
    as_json: bool,
) -> None:
    """Add and change relations from a CSV file. Its first line is id,kind,name,email,phone,externalId,archived.

    Relations that the file does not name stay as they are. Fields whose columns are missing from the file keep their
    values. If the file has a fault, nothing is imported. If an import is interrupted, run it again with the same file:
    it continues where it stopped.

    --undo removes the relations that an import added, unless they are used or have changed since: those are told. What
    the import changed stays as it is. `relation imports` lists the imports with their numbers.

    \b
    Example:
      contact-moments relation import members.csv --dry-run
      contact-moments relation import members.csv
      contact-moments relation import ledenlijst.csv --encoding windows-1252 --column id=Lidnummer --column name=Naam
      contact-moments relation import --undo 1
    """
    if (file is None) == (number is None) or (dry_run and file is None):
        raise click.UsageError("Name a FILE to import (and --dry-run, if wanted), or give --undo NUMBER")
    if number is not None:
        _undo(register, number, as_json)
    elif file is not None:
        _import(register, CsvFile(file, register.settings.phone_region, csv_form(encoding, columns)), dry_run, as_json)


def _import(register: Register, rows: CsvFile, dry_run: bool, as_json: bool) -> None:
    note_left_out(rows.left_out)
    if dry_run:
        rehearse(rows, register, as_json)
        return
    with progress("Importing relations", len(rows)) as step:
        _, done = imports.put(register.database, rows, operator(), step)
    _say_outcome(done, as_json)
    if done.unavailable:
        note(f"{count(done.unavailable, 'relation')} of the file stayed archived or merged")
    finish_renaming(register)


def _say_outcome(done: Outcome, as_json: bool) -> None:
    if as_json:
        say_json(structs.asdict(done))
    else:
        say(f"{done.added} added, {done.changed} changed, {done.unchanged} unchanged")


def _undo(register: Register, number: int, as_json: bool) -> None:
    with progress(f"Undoing import {number}", undoing.number_left(register.database, number)) as step:
        undone = undoing.undo(register.database, number, operator(), step)
    _note_kept(undone)
    if as_json:
        say_json({"number": number, "removed": undone.removed, "kept": undone.reasons})
    else:
        say(f"Import {number} is undone: {count(undone.removed, 'relation')} removed")
    note_leftovers(undone.scrubbed)


def _note_kept(undone: Undone) -> None:
    kept = sum(undone.reasons.values())
    if kept:
        note(f"{count(kept, 'relation')} kept:")
    for relation_id, use in undone.kept.items():
        note(f"{relation_id}: {WHY[use]}")
    if kept > len(undone.kept):
        note(f"and {kept - len(undone.kept)} more")


@click.command("imports")
@as_json
@with_register
def list_imports(register: Register, as_json: bool) -> None:
    """List the imports of relations, the oldest first.

    Number, file, when it began, its rows, how many relations it added and changed, how many rows were refused, and its
    state: importing (also if it was interrupted), complete, undoing or undone.

    \b
    Example:
      contact-moments relation imports
    """
    rows: list[JsonObject] = [
        {
            "number": one.number,
            "file": one.file,
            "started": instant_text(one.started_at),
            "lines": one.lines,
            "added": one.added,
            "changed": one.changed,
            "refused": one.refused,
            "state": one.state,
        }
        for one in imports.all_imports(register.database)
    ]
    say_table(rows, as_json)
