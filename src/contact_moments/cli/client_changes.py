"""`client`: changing a client that is there, giving it another secret, and letting it in again."""

import click

from contact_moments import client_changes
from contact_moments.cli.opening import operator, with_register
from contact_moments.cli.parameters import as_json
from contact_moments.cli.results import say, say_json
from contact_moments.client_changes import Wanted
from contact_moments.model import SCOPES
from contact_moments.register import Register


@click.command("change")
@click.argument("client_id")
@click.option("--name", help="Another name.")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), help="All that it may do; repeatable.")
@with_register
def change(register: Register, client_id: str, name: str | None, scopes: tuple[str, ...]) -> None:
    """Change the name of a client, or what it may do.

    What is not given stays. Scopes replace those that it has, and count within five seconds, for its tokens too.

    \b
    Example:
      contact-moments client change 6f1c5b0e9a7d4f32b1f0c2d3e4a59687 --name "Call centre" --scope contact_moment/view
    """
    found = client_changes.find(register.database, client_id, register.clock())
    wanted = Wanted(
        found.client.name if name is None else name, frozenset(scopes) or found.client.scopes, found.redirects
    )
    done = client_changes.change(register.database, client_id, wanted, operator())
    say(f"Changed {wanted.name}" if done else f"{wanted.name} is so already")


@click.command("enable")
@click.argument("client_id")
@with_register
def enable(register: Register, client_id: str) -> None:
    """Let a client in again that was revoked.

    It has the secret that it had. People who had let it act for them are asked again.

    \b
    Example:
      contact-moments client enable 6f1c5b0e9a7d4f32b1f0c2d3e4a59687
    """
    name = client_changes.find(register.database, client_id, register.clock()).client.name
    done = client_changes.enable(register.database, client_id, register.clock(), operator())
    say(f"Enabled {name}" if done else f"{name} is enabled already")


@click.command("new-secret")
@click.argument("client_id")
@as_json
@with_register
def new_secret(register: Register, client_id: str, as_json: bool) -> None:
    """Give a client another secret, and print it.

    The secret cannot be shown again. The one before and the client's tokens stop working within five seconds.

    \b
    Example:
      contact-moments client new-secret 6f1c5b0e9a7d4f32b1f0c2d3e4a59687
    """
    client, secret = client_changes.renew_secret(register.database, client_id, operator())
    if as_json:
        say_json({"client_id": client.id, "client_secret": secret})
    else:
        say(f"client id:     {client.id}\nclient secret: {secret}")
