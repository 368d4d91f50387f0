"""`role`: what the people who sign in may do."""

import click

from contact_moments.accounts import roles
from contact_moments.cli.opening import operator, with_register
from contact_moments.cli.parameters import as_json
from contact_moments.cli.results import say, say_table
from contact_moments.model import ALL_SCOPES
from contact_moments.register import Register

_SAID: dict[roles.Outcome, str] = {
    "added": "Added role {}",
    "changed": "Changed role {}",
    "unchanged": "Role {} is so already",
}


@click.command("add")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(ALL_SCOPES), help="May be repeated.")
@click.option("--second-factor/--no-second-factor", default=None, help="Whether it asks for a second factor.")
@with_register
def add(register: Register, name: str, scopes: tuple[str, ...], second_factor: bool | None) -> None:
    """Add a role, or replace what the role with that name allows.

    \b
    Example:
      contact-moments role add "team lead" --scope contact_moment/view --scope contact_moment/export
    """
    outcome = roles.put_role(register.database, name, frozenset(scopes), second_factor, operator())
    say(_SAID[outcome].format(name))


@click.command("list")
@as_json
@with_register
def list_roles(register: Register, as_json: bool) -> None:
    """List the roles by name, with what they allow.

    \b
    Example:
      contact-moments role list
    """
    rows = [
        {
            "name": one.name,
            "scope": " ".join(sorted(one.scopes)),
            "second_factor": one.second_factor,
            "built_in": one.built_in,
        }
        for one in roles.all_roles(register.database)
    ]
    say_table(rows, as_json)


@click.command("remove")
@click.argument("name")
@with_register
def remove(register: Register, name: str) -> None:
    """Remove a role that nobody has.

    \b
    Example:
      contact-moments role remove "team lead"
    """
    roles.remove_role(register.database, name, operator())
    say(f"Removed role {name}")


@click.command("second-factor")
@click.argument("name")
@click.argument("state", type=click.Choice(("on", "off")))
@with_register
def second_factor(register: Register, name: str, state: str) -> None:
    """Have a role ask for a second factor, or not.

    Whoever has the role and no second factor sets one up before anything else.

    \b
    Example:
      contact-moments role second-factor editor on
    """
    done = roles.ask_second_factor(register.database, name, state == "on", operator())
    say(f"The second factor is {state} for {name}{'' if done else ' already'}")
