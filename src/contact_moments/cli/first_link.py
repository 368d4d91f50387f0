"""The address that makes the first administrator, as commands print it."""

from contact_moments.accounts import first_run
from contact_moments.addresses import local_url
from contact_moments.register import Register


def first_link(register: Register) -> str | None:
    """A new address, which ends the one before; None where somebody can manage accounts."""
    token, settings = first_run.offer(register.database, register.clock()), register.settings
    address = settings.public_url or local_url(settings.host, settings.port)
    return None if token is None else f"{address}/first/{token}"
