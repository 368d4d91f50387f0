"""Which Accept headers are served, with what, and with which headers (wire rows 2, 3, 14, 16, 18; RFC 9110 §12.5.1)."""

import re
import socket
from urllib.parse import urlsplit

import pytest
import requests

from tests.support import LIST, PHONE, TOKEN, VENDOR, Api, Served, Server, fetch

NAME = "application/vnd.procurios.contact_moment+json"
JSON = "application/json"
PROBLEM = "application/problem+json"
SCHEMA = "application/schema+json"
PHONE_SCHEMA = f"{PHONE}/schema"

# Row 2: what is served as version 1, and row 3: as which type. None: without the header.
SERVED = {
    "no header": (None, JSON),
    "empty header": ("", JSON),
    "only empty elements": (", ,", JSON),
    "anything": ("*/*", JSON),
    "any application type": ("application/*", JSON),
    "json": (JSON, JSON),
    "documented": (VENDOR, VENDOR),
    "without a version": (NAME, VENDOR),
    "no space": (f"{NAME};version=1", VENDOR),
    "many spaces": (f"{NAME}   ;   version=1   ,   text/html", VENDOR),
    "a tab": (f"{NAME};\tversion=1", VENDOR),
    "quoted version": (f'{NAME}; version="1"', VENDOR),
    "upper case": (VENDOR.upper(), VENDOR),
    "upper case json": ("Application/JSON", JSON),
    "upper case q": (f"{NAME};Q=0.5, text/html", VENDOR),
    "smallest weight": (f"{VENDOR};q=0.001", VENDOR),
    "weight of three digits": (f"{VENDOR};q=1.000", VENDOR),
    "a browser": ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", JSON),
    "one of several": (f"text/html, {VENDOR}", VENDOR),
    "version 1 after version 2": (f"{NAME}; version=2, {NAME}; version=1; q=0.1", VENDOR),
    "version 1 before version 2": (f"{NAME}; version=1; q=0.1, {NAME}; version=2", VENDOR),
    "json beside version 2": (f"{NAME}; version=2, {JSON};q=0.5", JSON),
    "tie, json first": (f"{JSON}, {VENDOR}", VENDOR),
    "tie, vendor first": (f"{VENDOR}, {JSON}", VENDOR),
    "tie without a version": (f"{JSON}, {NAME}", VENDOR),
    "tie with anything": (f"{VENDOR}, */*", VENDOR),
    "tie of equal weights": (f"{JSON};q=0.5, {VENDOR};q=0.5", VENDOR),
    "json preferred": (f"{VENDOR};q=0.5, {JSON}", JSON),
    "vendor preferred": (f"{JSON};q=0.5, {VENDOR}", VENDOR),
    "anything preferred to vendor": (f"{VENDOR};q=0.5, */*", JSON),
    "specific before wildcard": (f"*/*;q=1, application/*;q=0.9, {JSON};q=0.1, {NAME};q=0.5", VENDOR),
    "wildcard refused, json not": (f"*/*;q=0, {JSON}", JSON),
    "application refused, vendor not": (f"application/*;q=0, {VENDOR};q=0.1", VENDOR),
    "json refused": (f"{JSON};q=0, */*", VENDOR),
    "vendor refused": (f"{VENDOR};q=0, */*", JSON),
    "vendor without a version refused": (f"{NAME};q=0, {JSON}", JSON),
    "version 1 beats a refusal of all versions": (f"{NAME};q=0, {VENDOR}", VENDOR),
    "empty elements among others": (f",, {VENDOR},,", VENDOR),
    "malformed element first": (f"json, {VENDOR}", VENDOR),
    "malformed element last": (f"{VENDOR}, /, */, ;q=1", VENDOR),
    "malformed weight": (f"text/html;q=high, {VENDOR}", VENDOR),
    "weight above one": (f"{JSON};q=7, {VENDOR};q=0.1", VENDOR),
    "comma in a quoted string": (f'text/html;p="a,b", {VENDOR}', VENDOR),
    "unrelated types beside": (f"image/png, audio/*;q=0.1, {JSON}", JSON),
    "problem beside json": (f"{JSON}, {PROBLEM}", JSON),
}

NOT_ACCEPTABLE = {
    "html": "text/html",
    "any text": "text/*",
    "several unrelated types": "text/html, image/*;q=0.5, application/xml",
    "version 2": f"{NAME}; version=2",
    "version 2, quoted": f'{NAME}; version="2"',
    "version 10": f"{NAME}; version=10",
    "another vendor type": "application/vnd.procurios.relation+json; version=1",
    "longer name": f"{NAME}x",
    "anything refused": "*/*;q=0",
    "anything refused, three digits": "*/*;q=0.000",
    "vendor refused": f"{VENDOR};q=0",
    "both refused beside anything": f"{NAME};q=0, {JSON};q=0, */*",
    "application refused beside anything": "application/*;q=0, */*",
    "json inside a quoted string": f'text/html;p="a, {JSON}, text/plain"',
    "schema type of another call": SCHEMA,
    "problem type": PROBLEM,
}


def get(api: Api, path: str = LIST, accept: str | None = VENDOR) -> requests.Response:
    """GET with exactly this Accept header, or with none."""
    return api.get(path, headers={"Accept": accept})


@pytest.mark.parametrize(("accept", "content_type"), SERVED.values(), ids=SERVED)
def test_served(api: Api, accept: str | None, content_type: str) -> None:
    """What accepts version 1 is served, with the type that the negotiation prefers (rows 2 and 3)."""
    answer = get(api, accept=accept)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, content_type)


@pytest.mark.parametrize("accept", NOT_ACCEPTABLE.values(), ids=NOT_ACCEPTABLE)
def test_not_acceptable(api: Api, accept: str) -> None:
    """Another version, or only unrelated or refused types, is 406 (row 2)."""
    answer = get(api, accept=accept)

    assert answer.status_code == 406


@pytest.mark.parametrize("accepted", [("text/html", JSON), (JSON, "text/html")], ids=["last line", "first line"])
def test_accept_in_two_lines(shared_server: Server, accepted: tuple[str, str]) -> None:
    """Two Accept lines are one list (RFC 9110 §5.3)."""
    answer = raw(shared_server.api(), "GET", LIST, *(f"Accept: {one}" for one in accepted))

    assert answer.startswith(b"HTTP/1.1 200")


def test_other_calls_negotiate_alike(api: Api) -> None:
    """Types, tags and schema refuse what the list refuses (row 2)."""
    statuses = [get(api, path, "text/html").status_code for path in (f"{LIST}/types", f"{LIST}/tags", PHONE_SCHEMA)]

    assert statuses == [406, 406, 406]


# Row 18: the schema call has one more type.
SCHEMA_SERVED = {
    "schema type": (SCHEMA, SCHEMA, dict),
    "schema type preferred": (f"{JSON};q=0.5, {SCHEMA}", SCHEMA, dict),
    "upper case": (SCHEMA.upper(), SCHEMA, dict),
    "documented": (VENDOR, VENDOR, list),
    "anything": ("*/*", JSON, list),
    "tie": (f"{SCHEMA}, {JSON}", JSON, list),
    "schema type refused": (f"{SCHEMA};q=0, */*", JSON, list),
}


@pytest.mark.parametrize(("accept", "content_type", "kind"), SCHEMA_SERVED.values(), ids=SCHEMA_SERVED)
def test_schema_call(api: Api, accept: str, content_type: str, kind: type) -> None:
    """The bare schema for those who ask for `application/schema+json`, otherwise the documented array (row 18)."""
    answer = get(api, PHONE_SCHEMA, accept)

    assert (answer.headers["Content-Type"], type(answer.json())) == (content_type, kind)


def test_the_bare_schema_is_the_one_in_the_array(api: Api) -> None:
    """Both forms of the schema call serve one schema (row 18)."""
    bare, (listed,) = get(api, PHONE_SCHEMA, SCHEMA).json(), get(api, PHONE_SCHEMA).json()

    assert bare == listed


# Row 16: errors have one more type.
ERRORS = {
    "problem": (PROBLEM, PROBLEM),
    "problem preferred": (f"{JSON};q=0.9, {PROBLEM}", PROBLEM),
    "problem beside the vendor type": (f"{VENDOR};q=0.9, {PROBLEM}", PROBLEM),
    "problem before anything": (f"{PROBLEM}, */*;q=0.1", PROBLEM),
    "tie": (f"{PROBLEM}, {JSON}", JSON),
    "problem less wanted": (f"{JSON}, {PROBLEM};q=0.5", JSON),
    "anything": ("*/*", JSON),
    "documented": (VENDOR, VENDOR),
    "unrelated": ("text/html", JSON),
    "no header": (None, JSON),
}


@pytest.mark.parametrize(("accept", "content_type"), ERRORS.values(), ids=ERRORS)
def test_the_type_of_an_error(api: Api, accept: str | None, content_type: str) -> None:
    """An error comes as RFC 9457 only to those who prefer that, and as plain `errors` otherwise (row 16)."""
    answer = get(api, f"{LIST}/nothing", accept)

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, content_type)


def test_a_problem_keeps_the_errors(api: Api) -> None:
    """A problem has RFC 9457's members, and `errors` as every error has it (row 16)."""
    problem = get(api, f"{LIST}/nothing", PROBLEM).json()
    plain = get(api, f"{LIST}/nothing", JSON).json()
    expected = {"title": "Not Found", "status": 404, "detail": plain["errors"], "errors": plain["errors"]}

    assert {name: problem[name] for name in expected} == expected


# Row 3: the headers of every answer.
ANSWERS = {
    "list": ("GET", LIST, 200),
    "types": ("GET", f"{LIST}/types", 200),
    "tags": ("GET", f"{LIST}/tags", 200),
    "schema": ("GET", PHONE_SCHEMA, 200),
    "head": ("HEAD", LIST, 200),
    "bad page": ("GET", f"{LIST}?page=x", 400),
    "no body": ("POST", PHONE, 400),
    "no such path": ("GET", f"{LIST}/nothing", 404),
    "no such method": ("DELETE", LIST, 405),
}


def with_common_headers(answer: requests.Response) -> tuple[int, bool, str, bool]:
    """Status, whether Vary names Accept, Cache-Control, and whether Content-Length is right."""
    varies = "accept" in answer.headers.get("Vary", "").lower()
    length = int(answer.headers.get("Content-Length", -1))
    right = length > 0 if answer.request.method == "HEAD" else length == len(answer.content)
    return answer.status_code, varies, answer.headers.get("Cache-Control", ""), right


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS.values(), ids=ANSWERS)
def test_common_headers(api: Api, method: str, path: str, status: int) -> None:
    """Every answer of the API has Vary: Accept, a Content-Length and Cache-Control: no-store (row 3)."""
    answer = api.call(method, path)

    assert with_common_headers(answer) == (status, True, "no-store", True)


def test_common_headers_without_a_token(shared: Served) -> None:
    """So has a refusal for want of a token (row 3)."""
    answer = Api(shared.url, None).get()

    assert with_common_headers(answer) == (401, True, "no-store", True)


def test_common_headers_of_406(api: Api) -> None:
    """So has a 406 (row 3)."""
    answer = get(api, accept="text/html")

    assert with_common_headers(answer) == (406, True, "no-store", True)


def raw(api: Api, method: str, path: str, *headers: str, version: str = "1.1") -> bytes:
    """Everything that the server sends until it closes the connection."""
    address = urlsplit(api.url)
    lines = [f"{method} {path} HTTP/{version}", f"Authorization: {api.session.headers['Authorization']!s}", *headers]
    if version == "1.1":
        lines += [f"Host: {address.netloc}", "Connection: close"]
    with socket.create_connection((address.hostname, address.port or 80), timeout=20) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_an_http_1_0_client(shared_server: Server) -> None:
    """A client that speaks HTTP/1.0 gets a whole body with its length, unchunked, and the end (row 3)."""
    head, _, body = raw(shared_server.api(), "GET", f"{LIST}/types", version="1.0").lower().partition(b"\r\n\r\n")

    assert (b"content-length: %d\r\n" % len(body) in head, b"transfer-encoding" in head) == (True, False)


def test_an_http_1_0_client_without_a_host(shared_server: Server) -> None:
    """HTTP/1.0 knows no Host header and no Accept header; both may be absent (rows 2 and 3)."""
    answer = raw(shared_server.api(), "GET", f"{LIST}/types", version="1.0")

    assert (answer.split(b" ")[1], b"ContactMomentPhone" in answer) == (b"200", True)


def test_the_token_call_is_not_negotiated(shared: Served) -> None:
    """The token call answers JSON whatever is accepted, as OAuth 2 has it (row 27)."""
    answer = fetch("POST", shared.url + TOKEN, headers={"Accept": "text/html"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, JSON)


# Row 14: unknown parameters.

UNKNOWN = {
    "pgae=2&page=1": "pgae",
    "relationids=1": "relationids",
    "relationIds[x]=1": "relationIds%5Bx%5D",
    "a%20b=1": "a%20b",
    "%C3%A9=1": "%C3%A9",
    "x%0D%0ASet-Cookie:%20y=1": "x%0D%0ASet-Cookie%3A%20y",
    "access_token=geheim": "access_token",
}


@pytest.mark.parametrize(("query", "named"), UNKNOWN.items(), ids=UNKNOWN)
def test_unknown_parameters(api: Api, query: str, named: str) -> None:
    """What is not known is ignored, and named percent-encoded in a header (row 14)."""
    answer = api.get(f"{LIST}?{query}")

    assert (answer.status_code, answer.headers["X-Unknown-Parameters"]) == (200, named)


def test_known_parameters_are_not_named(api: Api) -> None:
    """The header is there only when there is something to name (row 14)."""
    answer = api.get(f"{LIST}?page=1&since=2020-01-01&relationIds[]=1&relationIds[7]=2")

    assert "X-Unknown-Parameters" not in answer.headers


def test_other_calls_name_them_too(api: Api) -> None:
    """A parameter of the list is unknown to the tags call (row 14)."""
    assert api.get(f"{LIST}/tags?page=1").headers["X-Unknown-Parameters"] == "page"


@pytest.mark.parametrize("shift", range(3))
def test_the_header_is_at_most_200_bytes(api: Api, shift: int) -> None:
    """The header is cut at 200 bytes, and never inside a percent-encoded one (row 14)."""
    named = api.get(f"{LIST}?{'x' * shift}{'%C3%A9' * 300}=1").headers["X-Unknown-Parameters"]

    assert (len(named) > 190, re.fullmatch(r"(x|%C3|%A9){,200}", named) is not None, len(named) <= 200) == (True,) * 3
