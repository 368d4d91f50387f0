"""`type`: the types of contact moments."""

from pathlib import Path

import click

from contact_moments.cli.opening import with_register
from contact_moments.cli.parameters import A_FILE, as_json
from contact_moments.cli.results import say, say_table
from contact_moments.moments import types
from contact_moments.moments.schema_trial import read_and_try
from contact_moments.register import Register


@click.command("add")
@click.argument("file", type=A_FILE)
@with_register
def add(register: Register, file: Path) -> None:
    """Add a type, or replace the one with its id. Running servers use it at once.

    \b
    The file holds an id, a title and a JSON Schema (draft-07) of the type's own fields:
      {"id": "ContactMomentChat", "title": "Chat", "addable": true,
       "schema": {"properties": {"channel": {"type": "string"}}, "required": ["channel"]}}
    \b
    Example:
      contact-moments type add chat.json
    """
    read = read_and_try(file.read_bytes())
    new = types.put_type(register.database, read)
    say(f"{'Added' if new else 'Replaced'} type {read.id}")


@click.command("list")
@as_json
@with_register
def list_types(register: Register, as_json: bool) -> None:
    """List the types.

    \b
    Example:
      contact-moments type list
    """
    rows = [{"id": one.id, "title": one.title, "addable": one.addable} for one in register.types.all()]
    say_table(rows, as_json)
