"""Token calls: their forms, their headers, and what they are answered with."""

import base64
from typing import Any

import requests

from tests.support import TOKEN, Served, fetch

Credentials = dict[str, str]
Changes = dict[str, str | None]


def a_form(client: Credentials, **changes: str | None) -> dict[str, str]:
    """The form of a token call, with changes; a value of None leaves the field out."""
    fields = {
        "grant_type": "client_credentials",
        "client_id": client["client_id"],
        "client_secret": client["client_secret"],
    }
    return {name: value for name, value in (fields | changes).items() if value is not None}


def ask(server: Served, form: Any, **headers: str) -> requests.Response:
    """A token call with this form, on a connection of its own."""
    labelled = {"Content-Type": "application/x-www-form-urlencoded"} | headers
    return fetch("POST", server.url + TOKEN, data=form, headers=labelled)


def error(answer: requests.Response) -> tuple[int, str]:
    """Status and error code."""
    return answer.status_code, answer.json()["error"]


def basic(client_id: str | bytes, secret: str | bytes) -> str:
    """An Authorization header for HTTP Basic."""
    pair = b":".join(part.encode() if isinstance(part, str) else part for part in (client_id, secret))
    return f"Basic {base64.b64encode(pair).decode()}"
