"""`client`: who may register and read."""

import click

from contact_moments import clients
from contact_moments.cli.opening import with_register
from contact_moments.cli.parameters import as_json
from contact_moments.cli.parked import expire
from contact_moments.cli.results import instant_text, say, say_json, say_table
from contact_moments.model import SCOPES
from contact_moments.moments import parking as moments_parking
from contact_moments.register import Register


@click.command("add")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(SCOPES), help="May be repeated.")
@as_json
@with_register
def add(register: Register, name: str, scopes: tuple[str, ...], as_json: bool) -> None:
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


@click.command("list")
@as_json
@with_register
def list_clients(register: Register, as_json: bool) -> None:
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
    say_table(rows, as_json)


@click.command("revoke")
@click.argument("client_id")
@with_register
def revoke(register: Register, client_id: str) -> None:
    """Revoke a client. Its secret and its tokens stop working within five seconds.

    \b
    Example:
      contact-moments client revoke 6f1c5b0e9a7d4f32b1f0c2d3e4a59687
    """
    revoked = clients.revoke(register.database, client_id, register.clock())
    say(f"Revoked {revoked.name}")


@click.command("parking")
@click.argument("client_id")
@click.argument("state", type=click.Choice(("on", "off")))
@with_register
def parking(register: Register, client_id: str, state: str) -> None:
    """Switch parking on or off for a client.

    With parking on, a registration that is refused because a relation is not available is kept for as many days as
    CONTACT_MOMENTS_PARKED_DAYS says.

    \b
    Example:
      contact-moments client parking 6f1c5b0e9a7d4f32b1f0c2d3e4a59687 on
    """
    expire(register)
    changed = moments_parking.switch(register.database, client_id, state == "on")
    say(f"Parking is {state} for {changed.name}")
