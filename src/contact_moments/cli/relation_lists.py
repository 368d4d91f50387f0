"""`relation show`, `list`, `find` and `export`: relations as they are."""

import json
from collections.abc import Iterable
from typing import Any

import click

from contact_moments.cli.opening import operator, with_register
from contact_moments.cli.parameters import AN_ID, as_json
from contact_moments.cli.results import note, progress, say, say_array, say_csv, say_json, say_line, say_table, text_of
from contact_moments.model import Relation
from contact_moments.register import Register
from contact_moments.relations.export import all_relations, csv_rows, exported, number_of_relations
from contact_moments.relations.finding import MOST_SHOWN, Asked, By, find
from contact_moments.relations.list import get
from contact_moments.relations.members import as_json as relation_as_json


@click.command("show")
@click.argument("relation_id", metavar="ID", type=AN_ID)
@as_json
@with_register
def show(register: Register, relation_id: int, as_json: bool) -> None:
    """Print a relation. Telephone numbers that could be read are in their international form.

    \b
    Example:
      contact-moments relation show 42
    """
    one = relation_as_json(get(register.database, relation_id))
    if as_json:
        say_json(one)
        return
    for name, value in one.items():
        say(f"{name}\t{text_of(value)}")


@click.command("list")
@as_json
@with_register
def list_relations(register: Register, as_json: bool) -> None:
    """List all relations by id. Archived and merged ones are among them.

    \b
    Example:
      contact-moments relation list
    """
    _say_all(all_relations(register.database), as_json)


@click.command("find")
@click.argument("words", required=False)
@click.option("--phone", help="A telephone number, in any form.")
@click.option("--email", help="An e-mail address.")
@click.option("--external-id", help="What another system calls the relation.")
@click.option("--archived", is_flag=True, help="Find archived relations too.")
@as_json
@with_register
def find_relations(
    register: Register,
    words: str | None,
    phone: str | None,
    email: str | None,
    external_id: str | None,
    archived: bool,
    as_json: bool,
) -> None:
    """Find relations: who has a telephone number, for example. WORDS are of the name, or beginnings of them.

    The best come first, and there are at most 25. WORDS can also be an id, or an external id.

    \b
    Example:
      contact-moments relation find "linden betty"
      contact-moments relation find --phone 06-12345678
    """
    given: dict[By, str | None] = {"q": words, "phone": phone, "email": email, "externalId": external_id}
    asked = [Asked(by, text, archived) for by, text in given.items() if text is not None]
    if len(asked) != 1:
        raise click.UsageError("Give one of WORDS, --phone, --email and --external-id")
    found = find(register.database, register.settings, asked[0])
    _say_all(found, as_json)
    if len(found) in (0, MOST_SHOWN):
        note("There may be more; ask for more words" if found else "Nobody was found")


@click.command("export")
@as_json
@with_register
def export(register: Register, as_json: bool) -> None:
    """Print all relations as a CSV file that `relation import` reads. Merged ones are left out.

    With --json each line is a JSON object as the API answers it, of merged ones too.

    \b
    Example:
      contact-moments relation export > relations.csv
    """
    with progress("Exporting", number_of_relations(register.database)) as step:
        if as_json:
            for one in exported(register.database, operator()):
                say_line(json.dumps(relation_as_json(one), ensure_ascii=False))
                step(1)
            return
        for number, row in csv_rows(register.database, operator()):
            say_csv(row)
            step(number)


def _say_all(found: Iterable[Relation], as_json: bool) -> None:
    """A line for each, or a JSON array with an object on each line: there can be very many."""
    if not as_json:
        for one in found:
            say_table([_cells(one)], as_json=False)
        return
    say_array(map(relation_as_json, found))


def _cells(one: Relation) -> dict[str, Any]:
    shown = relation_as_json(one)
    state = f"merged into {one.merged_into}" if one.merged_into else "archived" if one.archived else "available"
    phones = " | ".join(shown["phones"]) or None
    return {name: shown[name] for name in ("id", "kind", "name", "email")} | {
        "phones": phones,
        "externalId": one.external_id,
        "state": state,
    }
