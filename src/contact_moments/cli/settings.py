"""`settings`, and how every command reads them."""

from typing import Any

import click

from contact_moments.cli.parameters import as_json
from contact_moments.cli.results import say, say_json
from contact_moments.errors import InvalidInputError
from contact_moments.settings import PURPOSES, Settings, check_serving, masked, read_settings, variable


def settings(**given: Any) -> Settings:
    """The settings, where options that were `given` win; otherwise exit code 2 with every fault."""
    try:
        return read_settings(**given)
    except InvalidInputError as fault:
        raise click.UsageError(fault.message) from None


def settings_to_serve(**given: Any) -> Settings:
    """The settings as `settings` reads them, also checked for what a server needs."""
    chosen = settings(**given)
    try:
        check_serving(chosen)
    except InvalidInputError as fault:
        raise click.UsageError(fault.message) from None
    return chosen


@click.command("settings")
@as_json
def show(as_json: bool) -> None:
    """Print the settings in force, secrets masked. A line says what each is for.

    \b
    Example:
      CONTACT_MOMENTS_PORT=8081 contact-moments settings
    """
    shown = masked(settings())
    if as_json:
        say_json({variable(name): value for name, value in shown.items()})
        return
    for name, value in shown.items():
        say(f"{variable(name)}={'' if value is None else value}\n    {PURPOSES[name]}")
