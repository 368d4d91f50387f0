"""`demo`: something to look at in a new register."""

import json
import os
from datetime import datetime
from pathlib import Path

import click

from contact_moments import clients
from contact_moments.addresses import local_url
from contact_moments.cli.frame import Failure
from contact_moments.cli.opening import make_register, operator
from contact_moments.cli.results import count, note, progress, say
from contact_moments.demo import Wish, fill, is_empty
from contact_moments.model import ADD, RELATION_VIEW, VIEW
from contact_moments.moments.list import number_of_moments
from contact_moments.register import Register
from contact_moments.settings import Settings


@click.command("demo")
@click.option("--relations", type=click.IntRange(2, 10_000_000), default=500, show_default=True)
@click.option("--moments", type=click.IntRange(0, 100_000_000), default=2000, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed makes the same data.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of the last contact moments. Without it, today.",
)
@click.option("--once", is_flag=True, help="Leave a register that has data as it is, and say how to use it.")
def demo(relations: int, moments: int, seed: int, until: datetime | None, once: bool) -> None:
    """Fill an empty register with made-up data. The data are people, organisations and contact moments.

    Where there is no register yet it makes one, and says where.

    It also adds an API client, and prints a line to try. The client's secret is kept in a file that only you can read,
    beside the database (PostgreSQL: in the folder data).

    \b
    Example:
      contact-moments demo --relations 100 --moments 1000 --seed 7
    """
    with make_register() as register:
        register.check_ready()
        file = _credentials_file(register)
        if is_empty(register):
            _fill(register, file, Wish(relations, moments, seed, until.date() if until else None))
        elif not once:
            raise Failure("The register has data already; demo data goes into an empty one only")
        _say_how_to_use(register, file)


def _fill(register: Register, file: Path, wish: Wish) -> None:
    # First, so that the client is there and can be shown even if making the data is interrupted.
    _add_client(register, file, wish.moments)
    with progress("Making demo data", wish.people + wish.moments) as step:
        fill(register, wish, step)
    note(f"Made {count(wish.people, 'relation')} and {count(wish.moments, 'contact moment')}")


def _credentials_file(register: Register) -> Path:
    # PostgreSQL keeps its files itself: there it is where it would be by default.
    folder = next((file.parent for file in register.database.files()), Path("data"))
    return folder / "demo-client.json"


def _add_client(register: Register, file: Path, moments: int) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    scopes = frozenset({VIEW, ADD, RELATION_VIEW})
    client, secret = clients.add(register.database, "Demo", scopes, register.clock(), operator())
    # A new file, so that no earlier file's permissions are kept.
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump({"client_id": client.id, "client_secret": secret, "moments": moments}, out)


def _say_how_to_use(register: Register, file: Path) -> None:
    client_id, secret, moments = _kept(file)
    if number_of_moments(register.database) < moments:
        note("The demo data is not complete, because making it was interrupted; remove the database and run it again")
    if clients.find(register.database, client_id) is None:
        note("Add an API client: contact-moments client add NAME --scope contact_moment/view")
        return
    say(f"client id:     {client_id}")
    say(f"client secret: {secret}")
    say("Try it, once the server runs:")
    say(f"  {_curl_line(_address(register.settings), client_id, secret)}")


def _kept(file: Path) -> tuple[str, str, int]:
    """The client's id, its secret, and how many contact moments the demo data were to have."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return str(kept["client_id"]), str(kept["client_secret"]), int(kept.get("moments", 0))
    except (OSError, ValueError, KeyError, TypeError):
        return "", "", 0


def _address(chosen: Settings) -> str:
    return chosen.public_url or local_url(chosen.host, chosen.port)


def _curl_line(address: str, client_id: str, secret: str) -> str:
    token = (
        f"curl -s {address}/l/oauth2/token -d grant_type=client_credentials"
        f" -d client_id={client_id} -d client_secret={secret}"
        """ | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'"""
    )
    return f'curl -s -H "Authorization: Bearer $({token})" {address}/l/contact_moment_api/contact_moment'
