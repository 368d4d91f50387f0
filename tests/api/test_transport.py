"""What tests are answered in their own process is what a server answers by sockets."""

import json
from collections.abc import Iterator, Mapping

import pytest
import requests

from tests.support import LIST, PHONE, TOKEN, VENDOR, Api, a_call, fetch

MIB = 1024 * 1024
CALL = json.dumps(a_call(reference="Sent by both")).encode()
FORM = b"grant_type=client_credentials&client_id=nobody&client_secret=wrong"
Headers = Mapping[str, str | bytes]
Request = tuple[str, str, Headers, bytes]

JSON: Headers = {"Accept": "application/json"}
HTML: Headers = {"Accept": "text/html"}
REQUESTS: dict[str, Request] = {
    "the list": ("GET", LIST, {"Accept": VENDOR}, b""),
    "without a body": ("HEAD", f"{LIST}/types", JSON, b""),
    "methods": ("OPTIONS", PHONE, {}, b""),
    "a registration": ("POST", PHONE, JSON, CALL),
    "a repeat by key": ("POST", PHONE, {"Idempotency-Key": b"by both"}, CALL),
    "a bad key": ("POST", PHONE, {"Idempotency-Key": "é".encode()}, CALL),
    "a refusal": ("POST", PHONE, JSON, json.dumps(a_call(senderId=9999)).encode()),
    "no JSON": ("POST", PHONE, JSON, b"{"),
    "too large": ("POST", PHONE, JSON, b" " * (MIB + 1)),
    "another method": ("DELETE", LIST, JSON, b""),
    "not acceptable": ("GET", LIST, HTML, b""),
    "a problem": ("GET", f"{LIST}/9999", {"Accept": "application/problem+json"}, b""),
    "an escaped path": ("GET", f"{LIST}/type/%C3%A9%20%2F/schema", JSON, b""),
    "a doubled slash": ("GET", f"/{LIST}", JSON, b""),
    "a slash at the end": ("GET", f"{LIST}/tags/", JSON, b""),
    "an escaped query": ("GET", f"{LIST}?since=2020-01-01+00%3A00%3A00&relationIds%5B%5D=42&%C3%A9=1", JSON, b""),
    "a token that is no ASCII": ("GET", LIST, {"Authorization": "Bearer é".encode()}, b""),
    "another scheme": ("GET", LIST, {"Authorization": "Basic x"}, b""),
    "a request id": ("GET", LIST, {"X-Request-Id": "ours"}, b""),
    "a refused token call": ("POST", TOKEN, {"Content-Type": "application/x-www-form-urlencoded"}, FORM),
    "health": ("GET", "/health/ready", {}, b""),
}
# Of the moment, or of the connection.
VARYING = {"date", "server", "connection", "x-request-id"}


def told(answer: requests.Response) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers and body."""
    headers = sorted((name.lower(), value) for name, value in answer.headers.items())
    return answer.status_code, [one for one in headers if one[0] not in VARYING], answer.content


@pytest.mark.parametrize(("method", "path", "headers", "body"), REQUESTS.values(), ids=REQUESTS)
@pytest.mark.parametrize("chunked", [False, True], ids=["whole", "chunked"])
def test_both_answer_alike(
    api: Api, wire: Api, method: str, path: str, headers: Headers, body: bytes, chunked: bool
) -> None:
    """Status, headers and body are the same, byte for byte, however the body is sent."""
    given = {"Authorization": api.session.headers["Authorization"], "Connection": "close", **headers}
    answers = [
        fetch(method, one.url + path, headers=given, data=in_chunks(body) if chunked and body else body)
        for one in (api, wire)
    ]

    assert told(answers[0]) == told(answers[1])


def in_chunks(body: bytes) -> Iterator[bytes]:
    """The body in chunks."""
    yield from (body[at : at + 65536] for at in range(0, len(body), 65536))
