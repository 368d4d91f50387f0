"""Proof that the checks of `test_openapi` see a wrong answer, in the vendor's media type as well as in JSON.

schemathesis had gaps with vendor types and with parameters in media types. This release validates both by itself,
except that it does not look at the parameters' values: `exploration` adds a check for those.
"""

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from contact_moments.api.openapi import describe
from tests.api.exploration import Exploration, Repeated, as_client, only
from tests.support import LIST, VENDOR, Json

pytestmark = [pytest.mark.usefixtures("processes"), pytest.mark.long]

JSON = "application/json"
DOCUMENT = describe([], "/", "http://localhost")
COMMON_HEADERS = {
    "X-Request-Id": "1",
    "Vary": "Accept",
    "Cache-Control": "no-store",
    "ETag": 'W/"1.2-0123456789abcdef"',
    "WWW-Authenticate": 'Bearer realm="contact moments"',
}
ITEM = {
    "id": 12345,
    "subject": "Test contact moment",
    "senderId": 42,
    "sender": "Douglas Adams",
    "type": "ContactMomentVisit",
    "dateTime": "2020-01-01T01:23:45",
    "action": 1234,
    "tags": {"99": "Tag name"},
    "recipients": [123, 124, 126],
}


@contextlib.contextmanager
def answering(status: int, media_type: str, body: Json, tokens: set[str | None]) -> Iterator[str]:
    """A server that answers this to every GET with one of the tokens, and refuses others; yields its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            right = self.headers["Authorization"] in tokens
            self.send_response(status if right else 401)
            for name, value in COMMON_HEADERS.items():
                self.send_header(name, value)
            self.send_header("Content-Type", media_type if right else JSON)
            self.end_headers()
            self.wfile.write(json.dumps(body if right else {"errors": "No token"}).encode())

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as listening:
        threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}).start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}"
        finally:
            listening.shutdown()


def explored(status: int, media_type: str, body: Json, *more_tokens: str | None) -> Exploration:
    """What the checks say of a list that is answered so; asked well-formed questions only, as it takes any."""
    with answering(status, media_type, body, {"Bearer right", *more_tokens}) as address:
        return Exploration(only(DOCUMENT, LIST, "get"), address, as_client("right"), well_formed=True)


@pytest.mark.parametrize("media_type", [VENDOR, JSON])
@pytest.mark.parametrize(("status", "body"), [(200, [ITEM]), (200, []), (400, {"errors": "page must be …"})])
def test_right_answers_are_not_reported(status: int, media_type: str, body: Json) -> None:
    """An answer as it is documented passes every check."""
    found = explored(status, media_type, body)

    assert found.failures == []
    assert found.answered["GET " + LIST, status] > 3


@pytest.mark.parametrize("media_type", [VENDOR, JSON])
@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, [{name: value for name, value in ITEM.items() if name != "sender"}], '"sender" is a required property'),
        (200, [ITEM | {"senderId": "42"}], '"42" is not of type "integer"'),
        (200, [ITEM | {"contents": "Secret"}], "'contents' was unexpected"),
        (200, [ITEM | {"dateTime": "2020-01-01T01:23:45+01:00"}], '"2020-01-01T01:23:45+01:00" does not match'),
        (200, [ITEM | {"tags": []}], '[] is not of type "object"'),
        (200, {"items": [ITEM]}, 'is not of type "array"'),
        (400, {"errors": ["page must be …"]}, 'is not of type "string"'),
    ],
)
def test_wrong_answers_are_reported(status: int, media_type: str, body: Json, said: str) -> None:
    """An answer that differs from what is documented is reported, in the vendor's media type as in JSON."""
    found = explored(status, media_type, body)

    assert [failure for failure in found.failures if said in failure] != []


@pytest.mark.parametrize("media_type", [VENDOR.replace("1", "2"), "application/vnd.procurios.contact_moment+json"])
def test_wrong_versions_are_reported(media_type: str) -> None:
    """An answer whose media type is not of version 1 is reported."""
    found = explored(200, media_type, [ITEM])

    assert [failure for failure in found.failures if f"{media_type} is not one of" in failure] != []


def test_wrong_answers_to_what_is_repeated_are_reported() -> None:
    """What is sent once more is checked like the first time."""
    wrong = [ITEM | {"senderId": "42"}]
    with answering(200, VENDOR, [ITEM], {"Bearer right"}) as first, answering(200, VENDOR, wrong, {"Bearer b"}) as then:
        right = Exploration(only(DOCUMENT, LIST, "get"), first, as_client("right"), by_chance=False)
        found = Repeated(right, then, as_client("b"))

    assert found.cases == len(right.limits) > 20
    assert [failure for failure in found.failures if '"42" is not of type "integer"' in failure] != []


def test_an_answer_without_a_token_is_reported() -> None:
    """An answer to a request without a token is reported."""
    found = explored(200, VENDOR, [ITEM], None)

    assert [failure for failure in found.failures if "Expected 401 or 403" in failure] != []
