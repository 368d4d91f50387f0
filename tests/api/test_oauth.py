"""OAuth 2: the token call, its errors, and what becomes of tokens (wire rows 5 and 27 to 30; RFC 6749, RFC 6750)."""

import hashlib
import json
import re
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
import requests

from tests.support import ALL_SCOPES, LIST, PHONE, RECIPIENT, SENDER, TOKEN, Api, Installation, Served, a_call, fetch
from tests.token_calls import Changes, Credentials, a_form, ask, basic, error

pytestmark = pytest.mark.both_engines

VIEW, ADD, EDIT, _ = ALL_SCOPES


@pytest.fixture(scope="module")
def client(shared: Served) -> Credentials:
    """A client that is registered for reading and registering, and not for changing."""
    return shared.installation.add_client(VIEW, ADD)


# Rows 28 to 30: what is answered.


def test_a_token(shared: Served, client: Credentials) -> None:
    """A token, its type, its hour, its scope, and no refresh token (row 29)."""
    answer = ask(shared, a_form(client)).json()
    shown = {name: value for name, value in answer.items() if name != "access_token"}

    assert shown == {"token_type": "Bearer", "expires_in": 3600, "scope": f"{ADD} {VIEW}"}


def test_a_token_works(shared: Served, client: Credentials) -> None:
    """The token opens the API (row 5)."""
    assert Api(shared.url, shared.token(client)).get().status_code == 200


def test_tokens_differ(shared: Served, client: Credentials) -> None:
    """Every call answers a token of its own, and the earlier ones go on working."""
    tokens = {shared.token(client) for _ in range(3)}

    assert [Api(shared.url, token).get().status_code for token in tokens] == [200, 200, 200]


def test_http_basic(shared: Served, client: Credentials) -> None:
    """Id and secret may come as HTTP Basic instead of in the form (row 28)."""
    header = basic(client["client_id"], client["client_secret"])
    answer = ask(shared, {"grant_type": "client_credentials"}, Authorization=header)

    assert (answer.status_code, answer.json()["token_type"]) == (200, "Bearer")


SCOPES = {
    "none": (None, {VIEW, ADD}),
    "empty": ("", {VIEW, ADD}),
    "narrower": (VIEW, {VIEW}),
    "all": (f"{ADD} {VIEW}", {VIEW, ADD}),
    "repeated": (f"{VIEW} {VIEW}", {VIEW}),
}


@pytest.mark.parametrize(("scope", "granted"), SCOPES.values(), ids=SCOPES)
def test_scope(shared: Served, client: Credentials, scope: str | None, granted: set[str]) -> None:
    """Asked for no scope a client gets all its scopes, otherwise what it asked for (row 30)."""
    answer = ask(shared, a_form(client, scope=scope)).json()

    assert set(answer["scope"].split()) == granted


def test_a_narrower_scope_is_enforced(shared: Served, client: Credentials) -> None:
    """A token for reading alone does not register (rows 6 and 30)."""
    token = shared.token(client, scope=VIEW)

    assert Api(shared.url, token).post(a_call()).status_code == 403


# Row 27: errors.

WRONG_FORMS: dict[str, tuple[Changes, tuple[int, str]]] = {
    "no grant type": ({"grant_type": None}, (400, "invalid_request")),
    "empty grant type": ({"grant_type": ""}, (400, "invalid_request")),
    "password grant": ({"grant_type": "password"}, (400, "unsupported_grant_type")),
    "unknown grant": ({"grant_type": "x"}, (400, "unsupported_grant_type")),
    "grant with a quote and an accent": ({"grant_type": 'é"\\'}, (400, "unsupported_grant_type")),
    "unknown client": ({"client_id": "nobody"}, (401, "invalid_client")),
    "wrong secret": ({"client_secret": "wrong"}, (401, "invalid_client")),
    "secret with an accent": ({"client_secret": "é\x00"}, (401, "invalid_client")),
    "no client": ({"client_id": None, "client_secret": None}, (401, "invalid_client")),
    "no secret": ({"client_secret": None}, (401, "invalid_client")),
    "empty secret": ({"client_secret": ""}, (401, "invalid_client")),
    "scope not registered": ({"scope": EDIT}, (400, "invalid_scope")),
    "unknown scope": ({"scope": 'é"'}, (400, "invalid_scope")),
}


@pytest.mark.parametrize(("changes", "expected"), WRONG_FORMS.values(), ids=WRONG_FORMS)
def test_errors(shared: Served, client: Credentials, changes: Changes, expected: tuple[int, str]) -> None:
    """A wrong form is answered with the error code of RFC 6749 §5.2 (rows 27 and 30)."""
    assert error(ask(shared, a_form(client, **changes))) == expected


def in_form(answer: requests.Response) -> tuple[str, str, bool, bool]:
    """Type, Cache-Control, whether only §5.2's members are there, and whether their text has only its characters."""
    body: dict[str, str] = answer.json()
    characters = all(re.fullmatch(r"[\x20-\x21\x23-\x5b\x5d-\x7e]*", text) for text in body.values())
    known = set(body) <= {"error", "error_description", "error_uri"}
    return answer.headers["Content-Type"], answer.headers["Cache-Control"], known, characters


@pytest.mark.parametrize(("changes", "_"), WRONG_FORMS.values(), ids=WRONG_FORMS)
def test_the_form_of_errors(shared: Served, client: Credentials, changes: Changes, _: object) -> None:
    """Errors are JSON, not stored, with the members and characters of RFC 6749 §5.2 (row 27)."""
    assert in_form(ask(shared, a_form(client, **changes))) == ("application/json", "no-store", True, True)


def test_a_token_is_not_stored(shared: Served, client: Credentials) -> None:
    """Nor is the answer with a token (row 27, RFC 6749 §5.1)."""
    answer = ask(shared, a_form(client))

    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("application/json", "no-store")


@pytest.mark.parametrize("method", ["basic", "post"])
def test_unknown_client_and_wrong_secret_are_alike(shared: Served, client: Credentials, method: str) -> None:
    """Whether a client exists cannot be told from the answer, byte for byte (row 27)."""
    pairs = [("nobody", "wrong"), (client["client_id"], "wrong")]
    if method == "basic":
        form = {"grant_type": "client_credentials"}
        answers = [ask(shared, form, Authorization=basic(*pair)) for pair in pairs]
    else:
        answers = [ask(shared, a_form({"client_id": id_, "client_secret": wrong})) for id_, wrong in pairs]
    told = [(a.status_code, a.content, [h for h in a.headers.items() if h[0] not in VARYING]) for a in answers]

    assert told[0] == told[1]


VARYING = {"x-request-id", "date"}


def test_a_refused_basic_is_challenged(shared: Served) -> None:
    """Who tried HTTP Basic is told so (RFC 6749 §5.2, row 27)."""
    answer = ask(shared, {"grant_type": "client_credentials"}, Authorization=basic("nobody", "wrong"))

    assert (answer.status_code, answer.headers["WWW-Authenticate"].split()[0]) == (401, "Basic")


BAD_BASIC = {
    "no base64": "Basic %%%",
    "wrong padding": "Basic abc",
    "no colon": "Basic bm9ib2R5",
    "not UTF-8": basic(b"\xff", b"\xfe"),
    "empty": "Basic ",
    "NUL": basic("\x00", "\x00"),
    "bearer": "Bearer x",
    "colon alone": basic("", ""),
}


@pytest.mark.parametrize("header", BAD_BASIC.values(), ids=BAD_BASIC)
def test_a_malformed_basic(shared: Served, header: str) -> None:
    """A header that names no client is 401, whatever is in it (rows 27 and 28)."""
    answer = ask(shared, {"grant_type": "client_credentials"}, Authorization=header)

    assert error(answer) == (401, "invalid_client")


BAD_BODIES = {
    "empty": b"",
    "JSON": json.dumps({"grant_type": "client_credentials"}).encode(),
    "bytes": b"grant_type=\xff\xfe",
    "percent-encoded bytes": b"grant_type=client_credentials&client_id=%FF",
    "repeated grant": b"grant_type=client_credentials&grant_type=client_credentials",
    "repeated id": b"grant_type=client_credentials&client_id=a&client_id=b&client_secret=c",
    "repeated field nobody knows": b"grant_type=client_credentials&x=1&x=1",
    "too many fields": b"grant_type=client_credentials&" + b"&".join(b"x%d=" % n for n in range(60)),
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_a_bad_form(shared: Served, body: bytes) -> None:
    """What is no form in UTF-8 with every field once is 400 (row 27), whatever is accepted."""
    answer = ask(shared, body)

    assert (error(answer), answer.headers.get("Vary")) == ((400, "invalid_request"), None)


def test_a_form_that_is_too_large(shared: Served) -> None:
    """It is 413, in OAuth's shape."""
    answer = ask(shared, b"grant_type=client_credentials&x=" + b"x" * 70_000)

    assert (error(answer), answer.headers["Connection"]) == ((413, "invalid_request"), "close")


def test_credentials_in_the_url(shared: Served, client: Credentials) -> None:
    """Id and secret in the URL are not accepted (row 28, RFC 6749 §2.3.1)."""
    answer = fetch("POST", f"{shared.url}{TOKEN}?{urlencode(a_form(client))}")

    assert error(answer) == (400, "invalid_request")


# Revoking, expiring and keeping.


def statuses(server: Served, token: str) -> set[int]:
    """What twenty connections, and so every worker, make of a token."""
    header = {"Authorization": f"Bearer {token}"}
    return {fetch("GET", f"{server.url}{LIST}/tags", headers=header).status_code for _ in range(20)}


@pytest.fixture(scope="module")
def two_workers(shared: Served) -> Iterator[Served]:
    """The shared register, served by two workers besides."""
    with shared.installation.served_here(2) as server:
        yield server


@pytest.mark.slow
def test_a_revoked_client_is_out_within_five_seconds(two_workers: Served) -> None:
    """Five seconds after `client revoke` no worker takes the client's tokens."""
    credentials = two_workers.installation.add_client()
    token = two_workers.token(credentials)
    seen = [statuses(two_workers, token)]
    two_workers.installation.run("client", "revoke", credentials["client_id"])
    deadline = time.monotonic() + 5
    while seen[-1] != {401} and time.monotonic() < deadline:
        seen.append(statuses(two_workers, token))

    assert (seen[0], seen[-1]) == ({200}, {401})


def test_a_revoked_clients_secret_is_refused(two_workers: Served) -> None:
    """A revoked client gets no token any more, as if it were unknown, from any worker (row 27)."""
    credentials = two_workers.installation.add_client()
    two_workers.installation.run("client", "revoke", credentials["client_id"])
    answers = [ask(two_workers, a_form(credentials)) for _ in range(4)]

    assert {error(answer) for answer in answers} == {(401, "invalid_client")}


def keep(server: Served, client: Credentials, token: str, seconds: int) -> str:
    """Put a token into the database that expires so many seconds from now; returns its hash."""
    hashed = hashlib.sha256(token.encode()).hexdigest()
    row = {"hash": hashed, "client": client["client_id"], "scope": VIEW, "at": (int(time.time()) + seconds) * 1_000_000}
    server.installation.sql(
        "INSERT INTO token (hash, client_id, scope, expires_at) VALUES (:hash, :client, :scope, :at)", **row
    )
    return hashed


@pytest.mark.parametrize(("seconds", "status"), [(60, 200), (-1, 401)], ids=["valid", "expired"])
def test_an_expired_token(shared: Served, client: Credentials, seconds: int, status: int) -> None:
    """A token is taken until it expires, and not after (row 29)."""
    keep(shared, client, f"expires-{seconds}", seconds)

    assert Api(shared.url, f"expires-{seconds}").get().status_code == status


def test_an_expired_token_is_forgotten(shared: Served, client: Credentials) -> None:
    """The next token that is issued sweeps out those that have expired."""
    hashed = keep(shared, client, "to be forgotten", -60)
    shared.token(client)
    kept = shared.installation.sql("SELECT count(*) FROM token WHERE hash = :hash", hash=hashed)

    assert kept == [(0,)]


def test_only_hashes_are_kept(shared: Served, client: Credentials) -> None:
    """Neither a secret nor a token is anywhere in the register's files; the token's hash is."""
    token = shared.token(client)
    kept = shared.installation.everything_kept()
    wanted = [client["client_secret"], token, hashlib.sha256(token.encode()).hexdigest()]

    assert [text.encode() in kept for text in wanted] == [False, False, True]


@pytest.mark.usefixtures("processes")
def test_nothing_confidential_is_logged(registered: Installation) -> None:
    """At the most talkative level the log has no secret, token, content or query, whatever goes wrong."""
    registered.add_relations(SENDER, RECIPIENT)
    credentials = registered.add_client()
    with registered.serving(LOG_LEVEL="debug", PUBLIC_URL="https://register.example.org") as server:
        token = server.token(credentials)
        api = Api(server.url, token)
        ask(server, a_form(credentials, client_secret="Geheim-1"))
        ask(server, a_form(credentials, grant_type="Geheim-2", scope="Geheim-3"))
        ask(server, a_form(credentials, grant_type=None), Authorization=basic("Geheim-4", "Geheim-5"))
        api.register(subject="Geheim-6", contents="Geheim-7", reference="Geheim-8")
        api.post(a_call(subject="Geheim-9", senderId=9999, dateTime="Geheim-10"))
        api.call("POST", PHONE, data=b'{"Geheim-11": NaN')
        api.get(f"{LIST}?relationIds=1516&Geheim-12=Geheim-13&since=Geheim-14")
        api.get(f"{LIST}/Geheim-15", headers={"Accept": "Geheim-16", "X-Request-Id": "Geheim 17"})
        Api(server.url, "Geheim-18").get(f"{LIST}?access_token=Geheim-19")
    texts = ["Geheim", token, credentials["client_secret"], f"Relation {SENDER}", '"status":200']

    assert [text for text in texts if text in server.log()] == ['"status":200']


# The address that clients use.


@pytest.fixture(scope="module")
def behind_a_proxy(shared: Served) -> Iterator[Served]:
    """The shared register, as it is served behind a TLS proxy."""
    with shared.installation.served_here(PUBLIC_URL="https://register.example.org") as server:
        yield server


def test_another_host_without_the_setting(shared: Served, client: Credentials) -> None:
    """Without a public address a secret that was sent in the clear to another host is refused, in JSON (row 27)."""
    answer = ask(shared, a_form(client), Host="register.example.org")

    assert (answer.status_code, "error" in answer.json()) == (400, True)


def test_another_host_with_the_setting(behind_a_proxy: Served, client: Credentials) -> None:
    """With the public address set to https the proxy's host is fine."""
    assert ask(behind_a_proxy, a_form(client), Host="register.example.org").status_code == 200


@pytest.mark.parametrize("host", ["", "[", "a:b:c", "register.example.org:99999999", "é", "localhost:x"])
def test_a_malformed_host(shared: Served, client: Credentials, host: str) -> None:
    """A malformed Host header is never a fault of ours."""
    assert ask(shared, a_form(client), Host=host).status_code in {200, 400}
