"""`moment import`, `moment export`."""

from pathlib import Path

import click

from contact_moments.cli.commands import Failure, count, main, note, progress, say, with_register
from contact_moments.cli.lists import A_FILE
from contact_moments.moments.exporting import export_lines
from contact_moments.moments.importing import MomentsFile
from contact_moments.moments.listing import number_of_moments
from contact_moments.register import Register


@main.group()
def moment() -> None:
    """Contact moments: many at once, in and out.

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
