"""The address that makes the first administrator, as commands print it."""

from contact_moments.accounts import first_run
from contact_moments.addresses import host_and_port
from contact_moments.register import Register
from contact_moments.settings import Settings

_EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not listened on


def first_link(register: Register) -> str | None:
    """A new address, which ends the one before; None where somebody can manage accounts."""
    token = first_run.offer(register.database, register.clock())
    return None if token is None else f"{_address(register.settings)}/first/{token}"


def _address(settings: Settings) -> str:
    host = _EVERY_ADDRESS.get(settings.host, settings.host)
    return settings.public_url or f"http://{host_and_port(host, settings.port)}"
