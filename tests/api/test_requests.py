"""Paths, methods, bodies, tokens and the order of checks (wire rows 1, 4, 5, 6, 7, 16 and 32)."""

import json
from collections.abc import Iterator

import pytest
import requests

from tests.support import ALL_SCOPES, LIST, PHONE, RECIPIENT, SENDER, TOKEN, VENDOR, Api, Served, a_call, fetch

MIB = 1024 * 1024
VIEW, ADD, EDIT, _ = ALL_SCOPES
READS = {
    "list": LIST,
    "types": f"{LIST}/types",
    "tags": f"{LIST}/tags",
    "withdrawn": f"{LIST}/withdrawn",
    "schema": f"{PHONE}/schema",
}
READABLE, WRITABLE = {"GET", "HEAD", "OPTIONS"}, {"POST", "OPTIONS"}
PATHS = {
    **{name: (path, READABLE) for name, path in READS.items()},
    "type": (PHONE, WRITABLE),
    "token": (TOKEN, WRITABLE),
    "live": ("/health/live", READABLE),
    "ready": ("/health/ready", READABLE),
}
# In every body that must be refused, and so in no answer.
SECRET = "Vertrouwelijk"


@pytest.fixture(scope="module")
def tokens(shared: Served) -> dict[str, str]:
    """A token for each set of scopes that the tests need, by the scopes' first letters."""
    client = shared.installation.add_client()
    wanted = {"v": VIEW, "a": ADD, "e": EDIT, "va": f"{VIEW} {ADD}", "all": " ".join(ALL_SCOPES)}
    return {name: shared.token(client, scope=scope) for name, scope in wanted.items()}


Headers = dict[str, str]
Body = bytes | Iterator[bytes] | None


def send(
    api: Api, method: str, path: str, token: str | None, body: Body = None, headers: Headers | None = None
) -> requests.Response:
    """A request on a connection of its own, as the refusal of an unread body may close it."""
    given = {"Accept": VENDOR, "Connection": "close"} | ({} if token is None else {"Authorization": f"Bearer {token}"})
    return fetch(method, api.url + path, headers=given | (headers or {}), data=body)


def allowed(answer: requests.Response) -> set[str]:
    """The methods that the Allow header names."""
    return {method.strip() for method in answer.headers.get("Allow", "").split(",")}


# Row 1: paths and methods.


@pytest.mark.parametrize("path", READS.values(), ids=READS)
def test_head_is_get_less_the_body(wire: Api, path: str) -> None:
    """HEAD answers with GET's headers, its Content-Length among them, and not a byte of body (row 1)."""
    head, get = wire.call("HEAD", path), wire.get(path)

    assert (head.status_code, compared(head), head.content) == (200, compared(get), b"")


def compared(answer: requests.Response) -> dict[str, str]:
    """The headers that two answers to the same request have alike."""
    return {name: value for name, value in answer.headers.lower_items() if name not in {"date", "x-request-id"}}


def test_head_of_a_refusal(wire: Api) -> None:
    """HEAD without a token is refused as GET is, less the body (row 1)."""
    head, get = send(wire, "HEAD", LIST, None), send(wire, "GET", LIST, None)

    assert (head.status_code, head.content, head.headers["Content-Length"]) == (401, b"", str(len(get.content)))


@pytest.mark.parametrize(("path", "methods"), PATHS.values(), ids=PATHS)
def test_options_needs_no_token(api: Api, path: str, methods: set[str]) -> None:
    """OPTIONS names the methods of a path to everybody (row 1)."""
    answer = send(api, "OPTIONS", path, None)

    assert (answer.status_code, allowed(answer)) == (200, methods)


@pytest.mark.parametrize(("path", "methods"), PATHS.values(), ids=PATHS)
def test_another_method(api: Api, tokens: dict[str, str], path: str, methods: set[str]) -> None:
    """Another method is 405, and Allow names those that there are (row 1)."""
    answer = send(api, "PATCH", path, tokens["all"])

    assert (answer.status_code, allowed(answer)) == (405, methods)


@pytest.mark.parametrize("path", READS.values(), ids=READS)
def test_a_trailing_slash(api: Api, path: str) -> None:
    """A slash at the end of a path makes no difference (row 1)."""
    assert api.get(f"{path}/").content == api.get(path).content


@pytest.mark.parametrize(
    "path", [f"{LIST}s", f"{LIST}/one", f"{LIST}/type", f"{PHONE}/schema/x", "/l/contact_moment_api"]
)
def test_no_such_path(api: Api, path: str) -> None:
    """Any other path of the API is 404 (row 1)."""
    assert api.get(path).status_code == 404


# Row 4: bodies.


def registered(answer: requests.Response) -> bool:
    """Whether the body was accepted."""
    return answer.status_code == 200 and list(answer.json()) == ["contactMomentId"]


def with_extra(raw: bytes) -> bytes:
    """A call with an unknown member, whose value goes over the wire as it is here."""
    return b'{"subject":"%b","senderId":%d,"recipients":[%d],"x":%b}' % (SECRET.encode(), SENDER, RECIPIENT, raw)


def with_sender(raw: bytes) -> bytes:
    """A call whose sender goes over the wire as it is here."""
    return b'{"subject":"%b","senderId":%b,"recipients":[%d]}' % (SECRET.encode(), raw, RECIPIENT)


def padded(size: int) -> bytes:
    """A call of exactly `size` bytes."""
    body = with_extra(b'""')
    return body.replace(b'""', b'"' + b"x" * (size - len(body)) + b'"')


def nested(depth: int, opening: bytes = b"[", closing: bytes = b"]") -> bytes:
    """A call with a member so nested that the whole has `depth` levels, counting the outermost object."""
    return with_extra(opening * (depth - 1) + b"0" + closing * (depth - 1))


LABELS = ["application/json", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "nonsense", ""]


@pytest.mark.parametrize("label", LABELS)
def test_json_under_any_label(api: Api, tokens: dict[str, str], label: str) -> None:
    """A body is JSON whatever its Content-Type says (row 4)."""
    answer = send(api, "POST", PHONE, tokens["all"], json.dumps(a_call()).encode(), {"Content-Type": label})

    assert registered(answer)


def test_a_get_labelled_as_json(api: Api) -> None:
    """A GET may say that it is JSON, without a body (row 4)."""
    answer = api.get(headers={"Content-Type": "application/json"})

    assert answer.status_code == 200


def test_a_chunked_body(wire: Api, tokens: dict[str, str]) -> None:
    """A body may come in chunks, with no Content-Length (row 4)."""
    body = json.dumps(a_call()).encode()
    answer = send(wire, "POST", PHONE, tokens["all"], iter([body[:10], body[10:11], body[11:]]))

    assert registered(answer)


ACCEPTED = {
    "white space around": b" \t\r\n" + with_extra(b"0") + b"\n\n",
    "integer with a fraction of zero": with_sender(b"42.0"),
    "integer with an exponent": with_sender(b"4.2e1"),
    "extra member with a long integer": with_extra(str(2**64).encode()),
    "extra member with a tiny number": with_extra(b"1e-400"),
    "surrogate pair": with_extra(rb'"\ud83d\ude00"'),
    "emoji": with_extra("{'😀': '😀'}".replace("'", '"').encode()),
    "64 levels of arrays": nested(64),
    "64 levels of objects": nested(64, b'{"a":', b"}"),
    "exactly 1 MiB": padded(MIB),
}


@pytest.mark.both_engines
@pytest.mark.parametrize("body", ACCEPTED.values(), ids=ACCEPTED)
def test_accepted_json(api: Api, tokens: dict[str, str], body: bytes) -> None:
    """What is JSON within the limits is accepted, unknown members and all (rows 4 and 18)."""
    answer = send(api, "POST", PHONE, tokens["all"], body)

    assert registered(answer)


REFUSED = {
    "NaN": with_extra(b"NaN"),
    "Infinity": with_extra(b"Infinity"),
    "-Infinity": with_extra(b"-Infinity"),
    "1e400": with_extra(b"1e400"),
    "sender 1e400": with_sender(b"1e400"),
    "sender 2^63": with_sender(str(2**63).encode()),
    "sender 2^64": with_sender(str(2**64).encode()),
    "sender of 5,001 digits": with_sender(b"1" + b"0" * 5000),
    "sender true": with_sender(b"true"),
    "lone high surrogate": with_extra(rb'"\ud800"'),
    "lone low surrogate": with_extra(rb'"\udc00"'),
    "lone surrogate in a key": with_extra(rb'{"\ud800":1}'),
    "lone surrogate in the subject": with_extra(b"0").replace(SECRET.encode(), SECRET.encode() + rb"\ud800"),
    "NUL": with_extra(rb'"\u0000"'),
    "NUL in a key": with_extra(rb'{"\u0000":1}'),
    "NUL in the subject": with_extra(b"0").replace(SECRET.encode(), SECRET.encode() + rb"\u0000"),
    "a byte that is not UTF-8": with_extra(b'"\xff"'),
    "surrogates as UTF-8": with_extra(b'"\xed\xa0\x80"'),
    "UTF-16": with_extra(b"0").decode().encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf" + with_extra(b"0"),
    "duplicate key": with_extra(b'0,"x":0'),
    "duplicate key, once escaped": with_sender(rb'42,"sender\u0049d":42'),
    "nested duplicate key": with_extra(b'[{"a":1,"a":1}]'),
    "65 levels of arrays": nested(65),
    "65 levels of objects": nested(65, b'{"a":', b"}"),
    "100,000 arrays": b"[" * 100_000,
    "100,000 objects": b'{"a":' * 100_000,
    "100,000 closed arrays": nested(100_001),
    "empty": b"",
    "white space": b" \t\r\n ",
    "an empty array": b"[]",
    "a call in an array": b"[" + with_extra(b"0") + b"]",
    "an empty object": b"{}",
    "something after it": with_extra(b"0") + b"x",
    "a form": b"subject=" + SECRET.encode() + b"&senderId=1516",
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_refused_json(api: Api, tokens: dict[str, str], body: bytes) -> None:
    """What is not JSON, or beyond the limits, is 400 with a text that repeats no content (rows 4 and 16)."""
    answer = send(api, "POST", PHONE, tokens["all"], body)
    shape = [(name, type(value)) for name, value in answer.json().items()]
    alive = api.get(f"{LIST}/tags").status_code

    assert (answer.status_code, shape, SECRET in answer.text, alive) == (400, [("errors", str)], False, 200)


@pytest.mark.parametrize("chunked", [False, True], ids=["Content-Length", "chunked"])
@pytest.mark.parametrize("size", [MIB + 1, 20 * MIB], ids=["a byte", "by far"])
def test_a_body_too_large(wire: Api, tokens: dict[str, str], size: int, chunked: bool) -> None:
    """A body over 1 MiB is 413, however it comes (row 4)."""
    body = padded(size)
    parts = (body[at : at + 65536] for at in range(0, size, 65536))
    answer = send(wire, "POST", PHONE, tokens["all"], parts if chunked else body)

    assert (answer.status_code, list(answer.json())) == (413, ["errors"])


def test_exactly_1_mib_in_chunks(wire: Api, tokens: dict[str, str]) -> None:
    """The limit is the same for a chunked body (row 4)."""
    body = padded(MIB)
    answer = send(wire, "POST", PHONE, tokens["all"], iter([body[:-1], body[-1:]]))

    assert registered(answer)


# Rows 5, 6 and 32: tokens and scopes.


def challenge(answer: requests.Response) -> str:
    """The challenge, less its realm."""
    return answer.headers["WWW-Authenticate"].replace('Bearer realm="contact moments"', "").lstrip(", ")


NO_TOKEN = {
    "no header": ({}, ""),
    "another scheme": ({"Authorization": "Basic dXNlcjpzZWNyZXQ="}, ""),
    "a token that is not known": ({"Authorization": "Bearer nonsense"}, 'error="invalid_token"'),
}


@pytest.mark.parametrize(("headers", "expected"), NO_TOKEN.values(), ids=NO_TOKEN)
def test_without_a_valid_token(api: Api, headers: dict[str, str], expected: str) -> None:
    """401; an error code only for those who tried a bearer token (RFC 6750 §3.1, row 32)."""
    answer = send(api, "GET", LIST, None, None, headers)

    assert (answer.status_code, challenge(answer)) == (401, expected)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_in_any_case(api: Api, tokens: dict[str, str], scheme: str) -> None:
    """The name of the scheme may be written in any case (row 5, RFC 9110 §11.1)."""
    answer = send(api, "GET", LIST, None, None, {"Authorization": f"{scheme} {tokens['v']}"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "value", ["Bearer", "Bearer ", "Bearer Bearer", "nonsense", "Bearer é", "Bearer " + "x" * 9000]
)
def test_a_malformed_authorization(api: Api, value: str) -> None:
    """Whatever else is in the header is 401 (row 5)."""
    answer = send(api, "GET", LIST, None, None, {"Authorization": value.encode("latin-1")})  # type: ignore[dict-item]

    assert answer.status_code == 401


def test_a_token_in_the_url(api: Api, tokens: dict[str, str]) -> None:
    """A token in the URL is not accepted (row 5)."""
    assert send(api, "GET", f"{LIST}?access_token={tokens['v']}", None).status_code == 401


@pytest.mark.parametrize("path", READS.values(), ids=READS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_reading_needs_view(api: Api, tokens: dict[str, str], method: str, path: str) -> None:
    """The reads need contact_moment/view, and the challenge says so (rows 6 and 32)."""
    answer = send(api, method, path, tokens["a"])

    assert (answer.status_code, challenge(answer)) == (403, f'error="insufficient_scope", scope="{VIEW}"')


@pytest.mark.parametrize("token", ["v", "e"])
def test_registering_needs_add(api: Api, tokens: dict[str, str], token: str) -> None:
    """The POST needs contact_moment/add, and the challenge says so (rows 6 and 32)."""
    answer = send(api, "POST", PHONE, tokens[token], b"{}")

    assert (answer.status_code, challenge(answer)) == (403, f'error="insufficient_scope", scope="{ADD}"')


@pytest.mark.both_engines
def test_add_alone_registers(api: Api, tokens: dict[str, str]) -> None:
    """Registering needs contact_moment/add and nothing else (row 6)."""
    assert registered(send(api, "POST", PHONE, tokens["a"], json.dumps(a_call()).encode()))


# Row 7: the order of checks. Every request is wrong in two ways, and the earlier check answers.

HTML = {"Accept": "text/html"}
CORRECTION = a_call(contactMomentId=1, senderId=9999)
LETTERS = f"{LIST}/type/ContactMomentTelegram"
Case = tuple[str, str, str | None, Headers, bytes]
ORDER: dict[str, tuple[Case, int]] = {
    "token before path": (("GET", f"{LIST}/nothing", None, {}, b""), 401),
    "token before method": (("DELETE", LIST, None, {}, b""), 401),
    "token before Accept": (("GET", LIST, None, HTML, b""), 401),
    "path before method": (("DELETE", f"{LIST}/nothing", "all", {}, b""), 404),
    "method before scope": (("DELETE", LIST, "a", {}, b""), 405),
    "scope before Accept": (("GET", LIST, "a", HTML, b""), 403),
    "scope before query": (("GET", f"{LIST}?page=x", "a", {}, b""), 403),
    "scope before body": (("POST", PHONE, "v", {}, b"{"), 403),
    "scope before size": (("POST", PHONE, "v", {}, b"x" * (MIB + 1)), 403),
    "Accept before query": (("GET", f"{LIST}?page=x", "all", HTML, b""), 406),
    "Accept before body": (("POST", PHONE, "all", HTML, b"{"), 406),
    "Accept before size": (("POST", PHONE, "all", HTML, b"x" * (MIB + 1)), 406),
    "size before type": (("POST", LETTERS, "all", {}, b" " * (MIB + 1)), 413),
    "body before type": (("POST", LETTERS, "all", {}, b"{"), 400),
    "type before schema": (("POST", LETTERS, "all", {}, b"{}"), 404),
    "schema before edit scope": (("POST", PHONE, "a", {}, b'{"contactMomentId":1}'), 400),
    "edit scope before relations": (("POST", PHONE, "va", {}, json.dumps(CORRECTION).encode()), 403),
}


@pytest.mark.parametrize(("request_", "status"), ORDER.values(), ids=ORDER)
def test_order_of_checks(api: Api, tokens: dict[str, str], request_: Case, status: int) -> None:
    """Of two faults in a request the one that is checked first is told (row 7)."""
    method, path, token, headers, body = request_
    answer = send(api, method, path, token and tokens[token], body, headers)

    assert answer.status_code == status
