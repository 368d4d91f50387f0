"""The id and secret in a token call: as HTTP Basic or in the form, and never both (RFC 6749 §2.3)."""

import base64
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote

from authlib.oauth2.rfc6749.errors import InvalidRequestError

# Each of these in a form or query would authenticate the client (RFC 6749 §2.3.1, RFC 7521 §4.2).
_SECRETS = ("client_secret", "client_assertion")


class Credentials(NamedTuple):
    """Whom a client says to be, and with what it proves that. Either is empty where it was not sent."""

    client_id: str = ""
    secret: str = ""


def read_credentials(authorization: str | None, form: Mapping[str, str], query: str) -> Credentials:
    """What the client authenticates with. Raises `InvalidRequestError` where it does so twice, or in the URL.

    A field without a value counts as left out (RFC 6749 §3.2).
    """
    if any(name in _SECRETS for name, _ in parse_qsl(query)):
        raise InvalidRequestError("Send the secret in the body or as HTTP Basic, never in the URL")
    headers, in_form = _basics(authorization), [name for name in _SECRETS if form.get(name)]
    if len(headers) + len(in_form) > 1:
        raise InvalidRequestError("Authenticate the client once: by HTTP Basic or by the form")
    client_id = form.get("client_id", "")
    if not headers:
        return Credentials(client_id, form.get("client_secret", ""))
    basic = _decoded(headers[0])
    if client_id and basic.client_id not in {"", client_id}:
        raise InvalidRequestError("HTTP Basic and the form name two clients: leave client_id out of the form")
    return basic


def _basics(authorization: str | None) -> list[str]:
    """What follows the word Basic, in each header of that kind: several headers arrive as one with commas."""
    words = [one.strip().partition(" ") for one in (authorization or "").replace("\t", " ").split(",")]
    return [value.strip() for scheme, _, value in words if scheme.lower() == "basic"]


def _decoded(value: str) -> Credentials:
    """Id and secret; nothing where the value is malformed."""
    try:
        text = base64.b64decode(value, validate=True).decode()
    except ValueError:  # neither base64 nor UTF-8
        return Credentials()
    client_id, _, secret = text.partition(":")
    return Credentials(unquote(client_id), unquote(secret))
