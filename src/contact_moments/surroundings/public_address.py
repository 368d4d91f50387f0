"""Whether a request to the public address arrives as it should: at this register, by TLS, with what the proxy adds.

The server tells it, to whoever proves that they can read the register (`audit.proof`).
"""

import json
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, ValidationError, convert

from contact_moments.addresses import origin_of
from contact_moments.audit.proof import make_proof
from contact_moments.register import Register
from contact_moments.settings import variable
from contact_moments.surroundings.certificate import SECONDS, check_certificate
from contact_moments.surroundings.findings import Finding, right, warning, wrong

PROOF = "X-Register-Proof"
LONGEST = 20.0  # seconds, for all of it; looking up a name has no limit of its own
_MOST = 65_536  # bytes of the answer
ATTEMPTS = 3  # an event that is recorded meanwhile makes a proof wrong
_FROM_HERE = "if only this machine cannot reach it, look from another one"
_TRUSTED = variable("trusted_proxies")

Answer = dict[str, Any]


class Arrival(Struct, frozen=True):
    """What this looks at of how the request has arrived, as the server tells it."""

    peer: str
    trusted: bool
    headers: list[str]
    private: bool
    host: str


def check_public_address(register: Register, url: str | None = None) -> Iterator[Finding]:
    """What is found at `url`, by default the public address of the settings. Ends within seconds."""
    url = url or register.settings.public_url
    if url is None:
        yield right(f"There is no public address, so pages are for this machine only ({variable('public_url')})")
        return
    yield from _in_time(lambda: list(_checked(url, lambda: make_proof(register.database))))


def _in_time(check: Callable[[], list[Finding]]) -> list[Finding]:
    found: Future[list[Finding]] = Future()

    def run() -> None:
        try:
            found.set_result(check())
        except Exception as fault:
            found.set_exception(fault)

    Thread(target=run, daemon=True).start()
    try:
        return found.result(LONGEST)
    except TimeoutError:
        return [warning(f"The public address has not answered within {LONGEST:.0f} seconds; {_FROM_HERE}")]


def _checked(url: str, prove: Callable[[], str | None]) -> Iterator[Finding]:
    try:
        certificate = check_certificate(url)
        if certificate is not None:
            yield certificate
            if not certificate.well:
                return
        status, answer = _asked(url, prove)
    except (OSError, HTTPException, ValueError) as fault:
        yield warning(f"Nobody answers at {url} ({_reason(fault)}); is the proxy running? {_FROM_HERE}")
        return
    yield from _answered(url, status, answer)


def _reason(fault: Exception) -> str:
    return getattr(fault, "strerror", None) or type(fault).__name__


def _asked(url: str, prove: Callable[[], str | None]) -> tuple[int, Answer]:
    for _ in range(ATTEMPTS):
        proof = prove()
        status, answer = _asked_once(url, proof)
        if proof is None or "request" in answer:
            break
    return status, answer if proof else answer | {"unproved": True}


def _asked_once(url: str, proof: str | None) -> tuple[int, Answer]:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    if parts.scheme.lower() == "https":
        connection: HTTPConnection = HTTPSConnection(host, port, timeout=SECONDS, context=ssl.create_default_context())
    else:
        connection = HTTPConnection(host, port, timeout=SECONDS)
    try:
        connection.request("GET", "/health/ready", headers={PROOF: proof} if proof else {})
        answer = connection.getresponse()
        return answer.status, _members(answer.read(_MOST))
    finally:
        connection.close()


def _answered(url: str, status: int, answer: Answer) -> Iterator[Finding]:
    arrival = _arrival(answer)
    if arrival is not None:
        yield from _arrived(url, arrival)
    elif answer.get("status") == "ready" and "unproved" in answer:
        yield right(f"A server answers at {url}; what the proxy adds is told once the audit trail has an event")
    elif "errors" in answer:
        yield wrong(f"The server at {url} is not ready; {url}/health/ready says what helps")
    elif status in {502, 503, 504}:
        yield wrong(f"The proxy at {url} answers {status}: the register does not run, or the proxy looks elsewhere")
    else:
        yield wrong(
            f"What answers at {url} ({status}) is not the server of this register; see where the proxy leads, and "
            f"that the server has the same {variable('database_url')} as this command"
        )


def _members(body: bytes) -> Answer:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):  # whoever answers there may be anybody
        return {}
    return found if isinstance(found, dict) else {}


def _arrival(answer: Answer) -> Arrival | None:
    """How the request has arrived; None where the answer is not of a server of ours."""
    try:
        return convert(answer.get("request"), Arrival)
    except ValidationError:
        return None


def _arrived(url: str, arrival: Arrival) -> Iterator[Finding]:
    found = [*_of_proxy(arrival), *_of_host(url, arrival)]
    yield from found or [right(f"A request to {url} arrives with all that the proxy should add")]


def _of_proxy(arrival: Arrival) -> Iterator[Finding]:
    peer, headers = arrival.peer, arrival.headers
    if headers and not arrival.trusted:
        yield wrong(f"The proxy at {peer} is not trusted, so all clients count as one: add it to {_TRUSTED}")
    elif arrival.trusted and "x-forwarded-for" not in headers:
        yield wrong(f"The proxy at {peer} sends no X-Forwarded-For, so all clients count as one; let it add that")
    if arrival.trusted and "x-forwarded-proto" not in headers:
        yield wrong(f"The proxy at {peer} sends no X-Forwarded-Proto; let it say https")
    elif not arrival.private:
        yield wrong("For the server the request was not encrypted: the proxy must send X-Forwarded-Proto: https")


def _of_host(url: str, arrival: Arrival) -> Iterator[Finding]:
    scheme, host = url.partition(":")[0], arrival.host
    if origin_of(f"{scheme}://{host}") != origin_of(url):
        yield wrong(f"The proxy sends the Host {host}, so no page is served; let it pass on the one that it gets")
