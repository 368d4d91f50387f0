"""`health`: ask a running server how it is."""

import json
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit

import click

from contact_moments.addresses import local_url, origin_of
from contact_moments.cli.frame import Failure
from contact_moments.cli.results import say
from contact_moments.cli.settings import settings

SECONDS = 5.0  # for each step: to connect, to be answered
_MAX_ANSWER = 65_536


@click.command("health")
@click.option("--live/--ready", "live", help="Whether it answers at all, or whether it can do its work (the default).")
@click.option("--url", metavar="URL", help="Ask the server at this address, instead of the one that the settings name.")
def health(live: bool, url: str | None) -> None:
    """Ask the running server whether it is ready. Exit code 1 when it is not, with one line that says why.

    The settings say which host and port to ask. It needs no database, so it takes the same time for every register.

    \b
    Example:
      contact-moments health
      contact-moments health --live --url https://register.example.org
    """
    state = "live" if live else "ready"
    address = f"{_server(url)}/health/{state}"
    status, answer = _asked(address)
    if status == 503 and "errors" in answer:
        raise Failure(f"The server is not {state}: {_one_line(answer['errors'])}")
    if status != 200 or answer.get("status") != state:
        raise Failure(f"{address} answered {status}, and not as the register does; is that its address?")
    say(state)


def _server(url: str | None) -> str:
    """The address of the server, without a path."""
    if url is None:
        chosen = settings()
        return local_url(chosen.host, chosen.port)
    address = origin_of(url)
    if address is None or not _is_bare(urlsplit(url)):
        raise click.BadParameter("must be the address of a server, without a path", param_hint="--url")
    return address


def _is_bare(parts: SplitResult) -> bool:
    """Whether there is a server in it, and nothing else."""
    is_name = "@" not in parts.netloc and parts.netloc.isprintable() and " " not in parts.netloc
    return is_name and not (parts.path.strip("/") or parts.query or parts.fragment)


def _asked(address: str) -> tuple[int, dict[str, Any]]:
    """The status of the answer, and its members if it has any. Raises `Failure` where there is no answer."""
    connection = _connection(urlsplit(address))
    try:
        connection.request("GET", urlsplit(address).path, headers={"Accept": "application/json"})
        response = connection.getresponse()
        return response.status, _members(response.read(_MAX_ANSWER))
    except TimeoutError:
        raise Failure(f"{address} did not answer within {SECONDS:.0f} seconds") from None
    except (OSError, HTTPException, UnicodeError) as fault:
        raise Failure(f"{address} cannot be asked: {_reason(fault)}") from None
    finally:
        connection.close()


def _connection(parts: SplitResult) -> HTTPConnection:
    kind = HTTPSConnection if parts.scheme.lower() == "https" else HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=SECONDS)


def _members(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _reason(fault: Exception) -> str:
    return _one_line(getattr(fault, "strerror", None) or str(fault) or type(fault).__name__)


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
