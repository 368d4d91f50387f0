"""Redirect addresses: which of those that a client has registered a request means (RFC 9700 §2.1, RFC 8252 §7.3)."""

import re
from collections.abc import Collection, Iterable
from urllib.parse import urlencode

# A program on the user's own machine listens at whichever port is free.
_LOOPBACK = "http://127.0.0.1"
_WITH_PORT = re.compile(rf"{re.escape(_LOOPBACK)}:(?P<port>[1-9][0-9]{{0,4}})(?P<rest>[/?].*)?")
_ORIGIN = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):(?://(?P<host>[^/?]*))?")


def chosen_address(registered: Collection[str], asked: str, public: bool) -> str | None:
    """The address that answers go to; None if it is not registered, or not clear.

    Addresses are compared to the letter. Without an address in the request, there must be exactly one that is
    registered. A `public` client that registered `http://127.0.0.1/…` without a port may name any port.
    """
    if not asked:
        return next(iter(registered)) if len(registered) == 1 else None
    if asked in registered:
        return asked
    found = _WITH_PORT.fullmatch(asked) if public else None
    if found is None or int(found["port"]) > 65535:
        return None
    return asked if f"{_LOOPBACK}{found['rest'] or ''}" in registered else None


def with_parameters(address: str, parameters: Iterable[tuple[str, str]]) -> str:
    """An address with more parameters at the end of its query, which stays as it was (RFC 6749 §3.1.2)."""
    _, mark, query = address.partition("?")
    between = "" if mark and (not query or query.endswith("&")) else "&" if mark else "?"
    return f"{address}{between}{urlencode(list(parameters))}"


def form_target(address: str) -> str:
    """What the `form-action` of a page must name for a redirect to a registered address: its origin, or its scheme."""
    found = _ORIGIN.match(address)
    if found is None:
        raise ValueError("No scheme")
    scheme, host = found["scheme"], found["host"]
    return f"{scheme}://{host}" if scheme in {"http", "https"} else f"{scheme}:"


def host_of(address: str) -> str:
    """Where a registered address leads, for people: its host, or the scheme of an app."""
    target = form_target(address)
    return target.partition("://")[2] or target
