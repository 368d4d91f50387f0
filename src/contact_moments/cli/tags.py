"""`tag` and `action`: the organisation's own lists."""

import click

from contact_moments import catalogue
from contact_moments.cli.opening import operator, with_register
from contact_moments.cli.parameters import AN_ID, as_json
from contact_moments.cli.results import say, say_json, say_table
from contact_moments.register import Register


@click.command("add")
@click.argument("name")
@click.option("--id", "tag_id", type=AN_ID, help="The organisation's own id; without it the next free one.")
@as_json
@with_register
def add(register: Register, name: str, tag_id: int | None, as_json: bool) -> None:
    """Add a tag.

    \b
    Example:
      contact-moments tag add "Complaint" --id 3
    """
    new = catalogue.add_tag(register.database, name, tag_id, operator())
    say_json({"id": new, "name": name}) if as_json else say(f"Added tag {new}")


@click.command("rename")
@click.argument("tag_id", metavar="ID", type=AN_ID)
@click.argument("name")
@with_register
def rename(register: Register, tag_id: int, name: str) -> None:
    """Give a tag another name; the next read shows it.

    \b
    Example:
      contact-moments tag rename 3 "Complaint (settled)"
    """
    catalogue.rename_tag(register.database, tag_id, name, operator())
    say(f"Renamed tag {tag_id}")


@click.command("remove")
@click.argument("tag_id", metavar="ID", type=AN_ID)
@with_register
def remove(register: Register, tag_id: int) -> None:
    """Remove a tag that no contact moment has or had. Nothing that is parked can have it, either.

    One that is used can be renamed.

    \b
    Example:
      contact-moments tag remove 3
    """
    catalogue.remove_tag(register.database, tag_id, operator())
    say(f"Removed tag {tag_id}")


@click.command("list")
@as_json
@with_register
def list_tags(register: Register, as_json: bool) -> None:
    """List the tags.

    \b
    Example:
      contact-moments tag list
    """
    say_table([{"id": id_, "name": name} for id_, name in catalogue.tags(register.database).items()], as_json)


@click.command("add")
@click.argument("code", type=click.IntRange(-(2**63), 2**63 - 1))
@click.argument("name")
@with_register
def add_action(register: Register, code: int, name: str) -> None:
    """Add an action, or give the one with that code another name.

    \b
    Example:
      contact-moments action add 2 "Retention campaign"
    """
    new = catalogue.put_action(register.database, code, name, operator())
    say(f"{'Added' if new else 'Renamed'} action {code}")


@click.command("remove")
@click.argument("code", type=click.IntRange(-(2**63), 2**63 - 1))
@with_register
def remove_action(register: Register, code: int) -> None:
    """Remove an action that no contact moment has or had. Nothing that is parked can have it, either.

    One that is used can be renamed.

    \b
    Example:
      contact-moments action remove 2
    """
    catalogue.remove_action(register.database, code, operator())
    say(f"Removed action {code}")


@click.command("list")
@as_json
@with_register
def list_actions(register: Register, as_json: bool) -> None:
    """List the actions.

    \b
    Example:
      contact-moments action list
    """
    say_table([{"code": code, "name": name} for code, name in catalogue.actions(register.database).items()], as_json)
