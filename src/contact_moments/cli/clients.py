"""`client`: who may register and read."""

from collections.abc import Callable

import click

from contact_moments import clients
from contact_moments.cli.opening import operator, with_register
from contact_moments.cli.parameters import as_json
from contact_moments.cli.parked import expire
from contact_moments.cli.results import instant_text, say, say_json, say_table
from contact_moments.model import SCOPES
from contact_moments.moments import parking as moments_parking
from contact_moments.register import Register


@click.command("add")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(SCOPES), help="May be repeated.")
@click.option("--redirect-uri", "redirects", multiple=True, help="Where people's browsers go back to; repeatable.")
@click.option("--public", is_flag=True, help="It cannot keep a secret: it runs in a browser or on a telephone.")
@click.option("--people-only", is_flag=True, help="It gets no tokens for itself.")
@as_json
@with_register
def add(
    register: Register,
    name: str,
    scopes: tuple[str, ...],
    redirects: tuple[str, ...],
    public: bool,
    people_only: bool,
    as_json: bool,
) -> None:
    """Add a client, and print its id and secret. The secret cannot be shown again.

    With a redirect address the client can ask people to let it act for them, within their role and its scopes.

    \b
    Example:
      contact-moments client add "Call centre" --scope contact_moment/view --scope contact_moment/add
      contact-moments client add App --scope contact_moment/add --redirect-uri com.example.app:/in --public
    """
    metadata = clients.ClientMetadata(redirects, public, people_only)
    new, secret = clients.add(register.database, name, frozenset(scopes), register.clock(), operator(), metadata)
    scope = " ".join(sorted(new.scopes))
    told = {"client_id": new.id} | ({} if public else {"client_secret": secret}) | {"scope": scope}
    if as_json:
        say_json(told)
        return
    for label, value in (*told.items(), *(("redirect_uri", one) for one in redirects)):
        say(f"{label.replace('_', ' ') + ':':<15}{value}")


@click.command("list")
@as_json
@with_register
def list_clients(register: Register, as_json: bool) -> None:
    """List the clients, the oldest first.

    \b
    Example:
      contact-moments client list --json
    """
    redirects = clients.all_redirects(register.database)
    rows = [
        {
            "client_id": one.id,
            "name": one.name,
            "scope": " ".join(sorted(one.scopes)),
            "created": instant_text(one.created_at),
            "parking": one.parks,
            "revoked": None if one.revoked_at is None else instant_text(one.revoked_at),
            "public": one.public,
            "people_only": not one.own_tokens,
            "redirect_uris": redirects.get(one.id, ()) if as_json else " ".join(redirects.get(one.id, ())) or None,
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
    revoked = clients.revoke(register.database, client_id, register.clock(), operator())
    say(f"Revoked {revoked.name}" if revoked.revoked_at is None else f"{revoked.name} is revoked already")


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
    before = moments_parking.switch(register.database, client_id, state == "on", operator())
    already = " already" if before.parks == (state == "on") else ""
    say(f"Parking is {state} for {before.name}{already}")


def _of_one_address(command: Callable[..., None]) -> Callable[..., None]:
    """A command is given a client and one redirect address."""
    return click.argument("client_id")(click.argument("address")(with_register(command)))


@click.command("add-redirect")
@_of_one_address
def add_redirect(register: Register, client_id: str, address: str) -> None:
    """Let people's browsers go back to one more address of a client.

    \b
    Example:
      contact-moments client add-redirect 6f1c5b0e9a7d4f32b1f0c2d3e4a59687 https://crm.example.org/signed-in
    """
    changed = clients.add_redirect(register.database, client_id, address, operator())
    say(f"Added the address to {changed.name}")


@click.command("remove-redirect")
@_of_one_address
def remove_redirect(register: Register, client_id: str, address: str) -> None:
    """Send no browser back to an address of a client any more.

    \b
    Example:
      contact-moments client remove-redirect 6f1c5b0e9a7d4f32b1f0c2d3e4a59687 https://crm.example.org/signed-in
    """
    changed = clients.remove_redirect(register.database, client_id, address, operator())
    say(f"Removed the address from {changed.name}")
