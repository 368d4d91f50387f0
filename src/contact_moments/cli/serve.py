"""`serve`: run the server."""

import sys

import click

from contact_moments import journal
from contact_moments.accounts import first_run
from contact_moments.addresses import host_and_port
from contact_moments.cli.first_link import first_link
from contact_moments.cli.opening import open_register
from contact_moments.cli.results import note, say
from contact_moments.cli.settings import settings_to_serve
from contact_moments.environment import in_container
from contact_moments.errors import UnavailableError
from contact_moments.register import Register


@click.command("serve")
@click.option("--host", metavar="ADDRESS", help="Address to listen on (127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (8080).")
@click.option("--workers", type=click.IntRange(1, 256), help="Worker processes (1).")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the API and the pages until it is told to stop (Ctrl-C or SIGTERM).

    While nobody can manage accounts, it prints an address that makes the first administrator, valid for an hour. Where
    what it prints is kept (by systemd, or in a container), it says how to get that address.

    \b
    Example:
      contact-moments serve --port 8080 --workers 2
    """
    chosen = settings_to_serve(host=host, port=port, workers=workers)
    remarks = [f"Serving on http://{host_and_port(chosen.host, chosen.port)} (stop with Ctrl-C)"]
    first = None
    # Opened once here, so that a fault is told before there are workers.
    try:
        with open_register(chosen, ready=False) as register:
            register.check_ready()
            first = _first_link(register)
    except UnavailableError as fault:
        remarks.insert(0, f"Not ready yet: {fault.message}")
    # Only now: the commands import no door, and this one is where the server is put together.
    from contact_moments import server  # noqa: PLC0415

    server.serve(chosen, lambda: _tell(remarks, first))


def _first_link(register: Register) -> str | None:
    """What to say of the first administrator; None where there is one, or nothing can be written.

    The address makes whoever has it the administrator, so no journal and no container's log must keep it.
    """
    try:
        if not first_run.is_wanted(register.database):
            return None
        if _is_kept():
            return "There is no administrator yet: contact-moments user first-link prints an address that makes one"
        address = first_link(register)
    except UnavailableError:
        return None  # the server starts all the same, and says what is wrong to whoever asks
    return None if address is None else f"Make the first administrator, within an hour: {address}"


def _is_kept() -> bool:
    """Whether what is printed goes into the journal of systemd, a container's log, or nowhere."""
    return sys.stdout is None or in_container() or journal.reads(sys.stdout)


def _tell(remarks: list[str], first: str | None) -> None:
    note("\n".join(remarks))
    if first is not None:
        say(first)
