"""`serve`: run the server."""

import click

from contact_moments.accounts import first_run
from contact_moments.addresses import host_and_port
from contact_moments.cli.opening import open_register
from contact_moments.cli.results import note, say
from contact_moments.cli.settings import settings
from contact_moments.errors import UnavailableError
from contact_moments.register import Register
from contact_moments.settings import Settings

_EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not listened on


@click.command("serve")
@click.option("--host", metavar="ADDRESS", help="Address to listen on (127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (8080).")
@click.option("--workers", type=click.IntRange(1, 256), help="Worker processes (1).")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the API and the pages until it is told to stop (Ctrl-C or SIGTERM).

    While nobody can manage accounts, it prints an address that makes the first administrator, valid for an hour.

    \b
    Example:
      contact-moments serve --port 8080 --workers 2
    """
    chosen = settings(host=host, port=port, workers=workers)
    remarks = [f"Serving on http://{host_and_port(chosen.host, chosen.port)} (stop with Ctrl-C)"]
    link = None
    # Opened once here, so that a fault is told before there are workers.
    try:
        with open_register(chosen, ready=False) as register:
            link = _first_link(register)
    except UnavailableError as fault:
        remarks.insert(0, f"Not ready yet: {fault.message}")
    # Only now: the commands import no door, and this one is where the server is put together.
    from contact_moments import server  # noqa: PLC0415

    server.serve(chosen, lambda: _tell(remarks, link))


def _first_link(register: Register) -> str | None:
    """The address that makes the first administrator; None where there is one, or nothing can be written."""
    try:
        register.check_ready()
        token = first_run.offer(register.database, register.clock())
    except UnavailableError:
        return None  # the server starts all the same, and says what is wrong to whoever asks
    return None if token is None else f"{_address(register.settings)}/first/{token}"


def _address(settings: Settings) -> str:
    host = _EVERY_ADDRESS.get(settings.host, settings.host)
    return settings.public_url or f"http://{host_and_port(host, settings.port)}"


def _tell(remarks: list[str], link: str | None) -> None:
    note("\n".join(remarks))
    if link is not None:
        # Printed and never logged: whoever has it becomes the administrator.
        say(f"Make the first administrator, within an hour: {link}")
