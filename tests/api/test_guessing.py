"""Guessing a client's secret is slowed down, and its owner is not (wire row 28)."""

import socket
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
import requests

from contact_moments.register import Register
from contact_moments.server import create_app
from contact_moments.throttle.throttle import Throttle
from tests.in_process import Answer, Connected
from tests.support import TOKEN, Installation, Served, fetch

Credentials = dict[str, str]

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.1"
UNKNOWN = {"client_id": "0" * 32, "client_secret": "wrong"}


@pytest.fixture(scope="module")
def proxied(shared: Served) -> Iterator[Served]:
    """The shared register, served by two workers behind a proxy on this machine that is trusted."""
    with shared.installation.served_here(2, TRUSTED_PROXIES="127.0.0.0/8") as server:
        yield server


@pytest.fixture
def client(proxied: Served) -> Credentials:
    """A new client."""
    return proxied.installation.add_client()


def ask(server: Served, credentials: Credentials, address: str, **form: str) -> requests.Response:
    """A token call, as the proxy passes it on."""
    headers = {"X-Forwarded-For": address, "X-Forwarded-Proto": "https"}
    fields = {"grant_type": "client_credentials"} | credentials | form
    return fetch("POST", server.url + TOKEN, data=fields, headers=headers)


def guesses(server: Served, client: Credentials, address: str, number: int) -> list[int]:
    """The statuses of as many wrong secrets."""
    return [ask(server, client, address, client_secret=f"wrong {n}").status_code for n in range(number)]


def test_guesses_from_one_address(proxied: Served, client: Credentials) -> None:
    """After a few all are refused, by each worker; the right secret too, and from elsewhere it is taken."""
    statuses = guesses(proxied, client, "203.0.113.1", 10)
    here, elsewhere = (ask(proxied, client, address) for address in ("203.0.113.1", ELSEWHERE))

    assert statuses == [401] * 4 + [429] * 6
    assert (here.status_code, elsewhere.status_code) == (429, 200)


def test_the_answer(proxied: Served, client: Credentials) -> None:
    """It is an error as RFC 6749 §5.2 has it, and says when to try again."""
    guesses(proxied, client, "203.0.113.2", 6)
    answer = ask(proxied, client, "203.0.113.2")

    assert (answer.status_code, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (
        429,
        "30",
        "no-store",
    )
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == {
        "error": "slow_down",
        "error_description": "There were too many wrong secrets; try again in 30 seconds",
    }


VARYING = {"date", "x-request-id"}


def test_clients_that_do_not_exist(proxied: Served, client: Credentials) -> None:
    """Each guess is answered alike, to the byte, whether the client exists or not."""
    told = []
    for asked, address in ((client, "203.0.113.3"), (UNKNOWN, "203.0.113.4")):
        answers = [ask(proxied, asked, address, client_secret="wrong") for _ in range(7)]
        told.append(
            [(a.status_code, a.content, [h for h in a.headers.items() if h[0] not in VARYING]) for a in answers]
        )

    assert told[0] == told[1]


def test_what_is_invented_before_the_address(proxied: Served, client: Credentials) -> None:
    """A guesser's own entries in X-Forwarded-For make no difference, and no proxy is taken for it."""
    addresses = [f"192.0.2.{n}, 127.0.0.1, 203.0.113.5, 127.0.0.2" for n in range(8)]
    statuses = [guesses(proxied, client, address, 1)[0] for address in addresses]

    assert statuses == [401] * 4 + [429] * 4
    assert ask(proxied, client, "127.0.0.1").status_code == 200


def test_many_addresses(proxied: Served, client: Credentials) -> None:
    """Guesses at one client from everywhere are refused after a number; its secret is taken from a new address."""
    statuses = [guesses(proxied, client, f"2001:db8:0:{n:x}::1", 1)[0] for n in range(25)]

    assert statuses == [401] * 19 + [429] * 6
    assert ask(proxied, client, ELSEWHERE).status_code == 200


def test_good_calls_are_not_slowed(proxied: Served, client: Credentials) -> None:
    """A client may ask for as many tokens as it likes; so may one that makes other mistakes."""
    good = {ask(proxied, client, "203.0.113.6").status_code for _ in range(30)}
    other = {ask(proxied, client, "203.0.113.6", scope="unknown").status_code for _ in range(30)}
    none = {ask(proxied, client, "203.0.113.6", client_secret="").status_code for _ in range(30)}

    assert (good, other, none) == ({200}, {400}, {401})


def test_a_proxy_that_is_not_trusted(proxied: Served) -> None:
    """Guesses at random ids through it leave its clients in, and what it says of addresses is not believed."""
    register = Register(proxied.installation.settings_here(PUBLIC_URL="https://register.example.org"))
    application = Connected(create_app(register, Throttle()))
    client = proxied.installation.add_client()
    first = through_a_proxy(application, client, HERE)
    others = [through_a_proxy(application, UNKNOWN | {"client_id": f"{n}"}, f"198.51.100.{n}") for n in range(25)]
    again = through_a_proxy(application, client, HERE)
    register.close()

    assert [answer.status for answer in others] == [401] * 19 + [429] * 6
    assert (first.status, again.status) == (200, 200)


def through_a_proxy(application: Connected, client: Credentials, address: str) -> Answer:
    """A token call, always from the same proxy."""
    form = urlencode({"grant_type": "client_credentials"} | client).encode()
    headers = [("host", b"register.example.org"), ("x-forwarded-for", address.encode())]
    return application.send(
        "POST", TOKEN, [*headers, ("content-length", str(len(form)).encode())], form, peer="10.0.0.1"
    )


@pytest.mark.slow
@pytest.mark.usefixtures("processes")
def test_guesses_at_a_server(registered: Installation) -> None:
    """All workers count together, a line of the log tells of it, and who calls from elsewhere gets a token.

    The server has warned that it would take a proxy for its clients.
    """
    client = registered.add_client()
    with registered.serving("--workers", "2", LOG_FORMAT="json", PUBLIC_URL="https://register.example.org") as server:
        statuses = [token_call(server, client | {"client_secret": "wrong"}, "127.0.0.1") for _ in range(60)]
        right = [token_call(server, client, address) for address in ("127.0.0.1", "127.0.0.2")]
        log = server.log()

    assert (statuses, right) == ([401] * 4 + [429] * 56, [429, 200])
    assert [line for line in log.splitlines() if "guessing_slowed" in line and '"127.0.0.1"' in line] != []
    assert (log.count("guessing_slowed"), log.count("no_trusted_proxies")) == (1, 1)


def token_call(server: Served, client: Credentials, address: str) -> int:
    """A token call from an address of this machine, on a connection of its own; returns its status."""
    to = urlsplit(server.url)
    form = urlencode({"grant_type": "client_credentials"} | client)
    head = f"POST {TOKEN} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {len(form)}\r\n\r\n"
    with socket.create_connection((to.hostname, to.port), 10, (address, 0)) as connection:
        connection.sendall((head + form).encode())
        return int(connection.recv(65536).split()[1])
