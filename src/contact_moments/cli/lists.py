"""`client`, `relation`, `tag`, `action`, `type`: what contact moments refer to, and who may register them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from contact_moments import catalogue, clients, relations
from contact_moments.cli.commands import count, main, progress, say, say_json, with_register
from contact_moments.clock import SECOND
from contact_moments.model import KINDS, MAX_ID, SCOPES, Kind, Relation
from contact_moments.moments import merging, parking, renaming, types
from contact_moments.register import Register
from contact_moments.relations.csv_file import CsvFile

AN_ID = click.IntRange(1, MAX_ID)
A_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")


@main.group()
def client() -> None:
    """API clients: the systems that may register and read.

    \b
    Example:
      contact-moments client list
    """


@client.command("add")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(SCOPES), help="May be repeated.")
@as_json
@with_register
def client_add(register: Register, name: str, scopes: tuple[str, ...], as_json: bool) -> None:
    """Add a client, and print its id and secret. The secret cannot be shown again.

    \b
    Example:
      contact-moments client add "Call centre" --scope contact_moment/view --scope contact_moment/add
    """
    new, secret = clients.add(register.database, name, frozenset(scopes), register.clock())
    scope = " ".join(sorted(new.scopes))
    if as_json:
        say_json({"client_id": new.id, "client_secret": secret, "scope": scope})
    else:
        say(f"client id:     {new.id}\nclient secret: {secret}\nscope:         {scope}")


@client.command("list")
@as_json
@with_register
def client_list(register: Register, as_json: bool) -> None:
    """List the clients, the oldest first.

    \b
    Example:
      contact-moments client list --json
    """
    rows = [
        {
            "client_id": one.id,
            "name": one.name,
            "scope": " ".join(sorted(one.scopes)),
            "created": instant_text(one.created_at),
            "parking": one.parks,
            "revoked": None if one.revoked_at is None else instant_text(one.revoked_at),
        }
        for one in clients.all_clients(register.database)
    ]
    table(rows, as_json)


@client.command("revoke")
@click.argument("client_id")
@with_register
def client_revoke(register: Register, client_id: str) -> None:
    """Revoke a client: its secret and its tokens stop working within five seconds.

    \b
    Example:
      contact-moments client revoke 6f1c5b0e9a7d4f32b1f0c2d3e4a59687
    """
    revoked = clients.revoke(register.database, client_id, register.clock())
    say(f"Revoked {revoked.name}")


@client.command("parking")
@click.argument("client_id")
@click.argument("state", type=click.Choice(("on", "off")))
@with_register
def client_parking(register: Register, client_id: str, state: str) -> None:
    """Keep what is refused of a client because a relation is not available, for 30 days; or no longer.

    \b
    Example:
      contact-moments client parking 6f1c5b0e9a7d4f32b1f0c2d3e4a59687 on
    """
    changed = parking.switch(register.database, client_id, state == "on")
    say(f"Parking is {state} for {changed.name}")


@main.group()
def relation() -> None:
    """Relations: the people and organisations that contact moments name.

    \b
    Example:
      contact-moments relation add "Douglas Adams" --id 42
    """


@relation.command("import")
@click.argument("file", type=A_FILE)
@with_register
def relation_import(register: Register, file: Path) -> None:
    """Add and update relations from a CSV file with the header id,kind,name,email,phone.

    Relations that the file does not name stay as they are, and so do columns that it does not have. Nothing is
    imported from a file with a fault in it.

    \b
    Example:
      contact-moments relation import members.csv
    """
    rows = CsvFile(file)
    with progress("Importing relations", len(rows)) as step:
        added, updated = rows.put(register.database, step)
    say(f"{added} added, {updated} updated")
    _finish_renaming(register)


@relation.command("add")
@click.argument("name")
@click.option("--id", "relation_id", type=AN_ID, help="The organisation's own id; the next one without it.")
@click.option("--kind", type=click.Choice(KINDS), default="person", show_default=True)
@as_json
@with_register
def relation_add(register: Register, name: str, relation_id: int | None, kind: Kind, as_json: bool) -> None:
    """Add one relation.

    \b
    Example:
      contact-moments relation add "Douglas Adams" --id 42
    """
    _say_relation(relations.add(register.database, name, kind, relation_id), "Added", as_json)


@relation.command("rename")
@click.argument("relation_id", metavar="ID", type=AN_ID)
@click.argument("name", required=False)
@as_json
@with_register
def relation_rename(register: Register, relation_id: int, name: str | None, as_json: bool) -> None:
    """Give a relation another name; the next read shows it.

    Without NAME it keeps its name, and only what an interrupted renaming left is done.

    \b
    Example:
      contact-moments relation rename 42 "Douglas N. Adams"
    """
    renamed = relations.rename(register.database, relation_id, name)
    _say_relation(renamed, "Renamed" if name else "Kept the name of", as_json)
    _finish_renaming(register)


def _finish_renaming(register: Register) -> None:
    # After what was done is said: it is kept, and shows, whatever comes of this.
    with progress("Renaming", None) as step:
        renaming.finish_renaming(register.database, step)


@relation.command("archive")
@click.argument("relation_id", metavar="ID", type=AN_ID)
@as_json
@with_register
def relation_archive(register: Register, relation_id: int, as_json: bool) -> None:
    """Keep a relation out of new contact moments; those that it took part in stay.

    \b
    Example:
      contact-moments relation archive 42
    """
    _say_relation(relations.archive(register.database, relation_id), "Archived", as_json)


@relation.command("merge")
@click.argument("relation_id", metavar="ID", type=AN_ID)
@click.argument("into", type=AN_ID)
@with_register
def relation_merge(register: Register, relation_id: int, into: int) -> None:
    """Merge relation ID into relation INTO: its contact moments become those of INTO. This cannot be undone.

    \b
    Example:
      contact-moments relation merge 43 42
    """
    with progress("Merging", None) as step:
        moved = merging.merge(register.database, register.zone, relation_id, into, step)
    say(f"Merged relation {relation_id} into {into}: {count(moved, 'contact moment')} moved")


@main.group()
def tag() -> None:
    """Tags: labels for contact moments.

    \b
    Example:
      contact-moments tag list
    """


@tag.command("add")
@click.argument("name")
@click.option("--id", "tag_id", type=AN_ID, help="The organisation's own id; the next one without it.")
@as_json
@with_register
def tag_add(register: Register, name: str, tag_id: int | None, as_json: bool) -> None:
    """Add a tag.

    \b
    Example:
      contact-moments tag add "Complaint" --id 3
    """
    new = catalogue.add_tag(register.database, name, tag_id)
    say_json({"id": new, "name": name}) if as_json else say(f"Added tag {new}")


@tag.command("rename")
@click.argument("tag_id", metavar="ID", type=AN_ID)
@click.argument("name")
@with_register
def tag_rename(register: Register, tag_id: int, name: str) -> None:
    """Give a tag another name; the next read shows it.

    \b
    Example:
      contact-moments tag rename 3 "Complaint (settled)"
    """
    catalogue.rename_tag(register.database, tag_id, name)
    say(f"Renamed tag {tag_id}")


@tag.command("list")
@as_json
@with_register
def tag_list(register: Register, as_json: bool) -> None:
    """List the tags.

    \b
    Example:
      contact-moments tag list
    """
    table([{"id": id_, "name": name} for id_, name in catalogue.tags(register.database).items()], as_json)


@main.group()
def action() -> None:
    """Actions: the campaigns or processes that a contact moment was entered via.

    \b
    Example:
      contact-moments action list
    """


@action.command("add")
@click.argument("code", type=click.IntRange(-(2**63), 2**63 - 1))
@click.argument("name")
@with_register
def action_add(register: Register, code: int, name: str) -> None:
    """Add an action, or give the one with that code another name.

    \b
    Example:
      contact-moments action add 2 "Retention campaign"
    """
    new = catalogue.put_action(register.database, code, name)
    say(f"{'Added' if new else 'Renamed'} action {code}")


@action.command("list")
@as_json
@with_register
def action_list(register: Register, as_json: bool) -> None:
    """List the actions.

    \b
    Example:
      contact-moments action list
    """
    table([{"code": code, "name": name} for code, name in catalogue.actions(register.database).items()], as_json)


@main.group("type")
def type_() -> None:
    """Contact moment types: their titles and their own fields.

    \b
    Example:
      contact-moments type list
    """


@type_.command("add")
@click.argument("file", type=A_FILE)
@with_register
def type_add(register: Register, file: Path) -> None:
    """Add a type, or replace the one with its id; running servers use it at once.

    \b
    The file holds an id, a title and a JSON Schema (draft-07) of the type's own fields:
      {"id": "ContactMomentChat", "title": "Chat", "addable": true,
       "schema": {"properties": {"channel": {"type": "string"}}, "required": ["channel"]}}
    \b
    Example:
      contact-moments type add chat.json
    """
    read = types.read_type(file.read_bytes())
    new = types.put_type(register.database, read)
    say(f"{'Added' if new else 'Replaced'} type {read.id}")


@type_.command("list")
@as_json
@with_register
def type_list(register: Register, as_json: bool) -> None:
    """List the types.

    \b
    Example:
      contact-moments type list
    """
    rows = [{"id": one.id, "title": one.title, "addable": one.addable} for one in register.types.all()]
    table(rows, as_json)


def _say_relation(one: Relation, done: str, as_json: bool) -> None:
    shown = {"id": one.id, "kind": one.kind, "name": one.name, "archived": one.archived}
    say_json(shown) if as_json else say(f"{done} relation {one.id}")


def instant_text(instant: int) -> str:
    """An instant as a result shows it: UTC, to the second."""
    return datetime.fromtimestamp(instant / SECOND, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def table(rows: list[dict[str, Any]], as_json: bool) -> None:
    """Rows as a result, a line each with tabs between, or as JSON."""
    if as_json:
        say_json(rows)
        return
    for row in rows:
        say("\t".join("-" if value is None else str(value) for value in row.values()))
