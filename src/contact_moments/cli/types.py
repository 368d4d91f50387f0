"""`type`: the types of contact moments."""

from pathlib import Path

import click

from contact_moments.cli.opening import operator, with_register
from contact_moments.cli.parameters import A_FILE, as_json
from contact_moments.cli.results import say, say_document, say_table
from contact_moments.moments import types
from contact_moments.moments.schema_trial import read_and_try
from contact_moments.moments.type_files import type_file
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
    new = types.put_type(register.database, read, operator())
    say(f"{'Added' if new else 'Replaced'} type {read.id}")


@click.command("show")
@click.argument("type_id", metavar="ID")
@with_register
def show(register: Register, type_id: str) -> None:
    """Print a type as a file that `type add` reads. Change the file, and add it again.

    \b
    Example:
      contact-moments type show ContactMomentPhone > phone.json
    """
    say_document(type_file(register.types.get(type_id).data))


@click.command("remove")
@click.argument("type_id", metavar="ID")
@with_register
def remove(register: Register, type_id: str) -> None:
    """Remove a type that no contact moment has. Nothing that is parked can have it, either.

    \b
    Example:
      contact-moments type remove ContactMomentChat
    """
    types.remove_type(register.database, type_id, operator())
    say(f"Removed type {type_id}")


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
