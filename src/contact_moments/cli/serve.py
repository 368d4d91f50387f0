"""`serve`: run the server."""

import click

from contact_moments.addresses import host_and_port
from contact_moments.cli.opening import open_register
from contact_moments.cli.results import note
from contact_moments.cli.settings import settings
from contact_moments.errors import UnavailableError


@click.command("serve")
@click.option("--host", metavar="ADDRESS", help="Address to listen on (127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (8080).")
@click.option("--workers", type=click.IntRange(1, 256), help="Worker processes (1).")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the API until it is told to stop (Ctrl-C or SIGTERM).

    \b
    Example:
      contact-moments serve --port 8080 --workers 2
    """
    chosen = settings(host=host, port=port, workers=workers)
    remarks = [f"Serving on http://{host_and_port(chosen.host, chosen.port)} (stop with Ctrl-C)"]
    # Opened once here, so that a fault is told before there are workers.
    try:
        with open_register(chosen, ready=False):
            pass
    except UnavailableError as fault:
        remarks.insert(0, f"Not ready yet: {fault.message}")
    # Only now: the commands import no door, and this one is where the server is put together.
    from contact_moments import server  # noqa: PLC0415

    server.serve(chosen, lambda: note("\n".join(remarks)))
