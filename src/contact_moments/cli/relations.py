"""`relation`: the people and organisations that contact moments name."""

import click

from contact_moments import relations
from contact_moments.cli.opening import with_register
from contact_moments.cli.parameters import AN_ID, as_json
from contact_moments.cli.renaming import finish_renaming
from contact_moments.cli.results import count, progress, say, say_json
from contact_moments.model import KINDS, Kind, Relation
from contact_moments.moments import merging
from contact_moments.register import Register


@click.command("add")
@click.argument("name")
@click.option("--id", "relation_id", type=AN_ID, help="The organisation's own id; without it the next free one.")
@click.option("--kind", type=click.Choice(KINDS), default="person", show_default=True)
@as_json
@with_register
def add(register: Register, name: str, relation_id: int | None, kind: Kind, as_json: bool) -> None:
    """Add one relation.

    \b
    Example:
      contact-moments relation add "Douglas Adams" --id 42
    """
    _say_relation(relations.add(register.database, name, kind, relation_id), "Added", as_json)


@click.command("rename")
@click.argument("relation_id", metavar="ID", type=AN_ID)
@click.argument("name", required=False)
@as_json
@with_register
def rename(register: Register, relation_id: int, name: str | None, as_json: bool) -> None:
    """Give a relation another name; the next read shows it.

    Omit NAME to finish an interrupted rename.

    \b
    Example:
      contact-moments relation rename 42 "Douglas N. Adams"
    """
    renamed = relations.rename(register.database, relation_id, name)
    _say_relation(renamed, "Renamed" if name else "Kept the name of", as_json)
    finish_renaming(register)


@click.command("archive")
@click.argument("relation_id", metavar="ID", type=AN_ID)
@as_json
@with_register
def archive(register: Register, relation_id: int, as_json: bool) -> None:
    """Keep a relation out of new contact moments. Those that it is in stay as they are.

    \b
    Example:
      contact-moments relation archive 42
    """
    _say_relation(relations.archive(register.database, relation_id), "Archived", as_json)


@click.command("unarchive")
@click.argument("relation_id", metavar="ID", type=AN_ID)
@as_json
@with_register
def unarchive(register: Register, relation_id: int, as_json: bool) -> None:
    """Let an archived relation into new contact moments again.

    \b
    Example:
      contact-moments relation unarchive 42
    """
    _say_relation(relations.unarchive(register.database, relation_id), "Unarchived", as_json)


@click.command("merge")
@click.argument("relation_id", metavar="ID", type=AN_ID)
@click.argument("into", type=AN_ID)
@with_register
def merge(register: Register, relation_id: int, into: int) -> None:
    """Merge relation ID into relation INTO. The contact moments of ID become those of INTO. This cannot be undone.

    \b
    Example:
      contact-moments relation merge 43 42
    """
    with progress("Merging", None) as step:
        moved = merging.merge(register.database, register.zone, relation_id, into, step)
    say(f"Merged relation {relation_id} into {into}: {count(moved, 'contact moment')} moved")


def _say_relation(one: Relation, done: str, as_json: bool) -> None:
    shown = {"id": one.id, "kind": one.kind, "name": one.name, "archived": one.archived}
    say_json(shown) if as_json else say(f"{done} relation {one.id}")
