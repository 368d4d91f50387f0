"""Redirect addresses: which may be registered, and which a request may name (RFC 9700 §2.1 and §4.1, RFC 8252)."""

import json

import pytest

from contact_moments.addresses import check_redirect
from contact_moments.errors import InvalidInputError
from contact_moments.oauth.addresses import chosen_address, form_target, host_of, with_parameters
from tests.in_process import run_command
from tests.support import Installation

GOOD = (
    "https://crm.example.org/signed-in",
    "https://crm.example.org",
    "https://crm.example.org:8443/a/b.c?tenant=7&x=%20",
    "http://127.0.0.1/back",
    "http://127.0.0.1:8000/back",
    "http://localhost:3000/",
    "https://192.0.2.7/back",
)
OF_APPS = ("com.example.app:/signed-in", "com.example.app://signed-in")
BAD = (
    "",
    "crm.example.org/signed-in",
    "/signed-in",
    "//crm.example.org/",
    "https:///signed-in",
    "https://",
    "http://crm.example.org/",
    "http://127.0.0.2/",
    "http://127.1/",
    "http://localhost.example.org/",
    "http://127.0.0.1.example.org/",
    "HTTPS://crm.example.org/",
    "https://crm.example.org/#fragment",
    "https://crm.example.org/#",
    "https://noor@crm.example.org/",
    "https://noor:secret@crm.example.org/",
    "https://crm.example.org/../other",
    "https://crm.example.org/a/%2e%2E/b",
    "https://crm.example.org/a%3f/../b",
    "https://crm.example.org/a/./b",
    "https://crm.example.org/a\\..\\b",
    "https://*.example.org/",
    "https://crm.example.org/*",
    "https://[2001:db8::1]/",
    "http://[::1]/",
    "https://crm.example.org:0/",
    "https://crm.example.org:65536/",
    "https://crm.example.org:x/",
    "https://crm..example.org/",
    "https://-crm.example.org/",
    "https://crm_.example.org/",
    "https://crm.example.org;evil.example/",
    "https://crm.example.org evil.example/",
    "https://crm.example.org/\r\nx: y",
    "https://crm.example.org/\n",
    "https://crm.example.org/é",
    "https://exämple.org/",
    "https://crm.example.org/\x00",
    "https://crm.example.org/" + "a" * 2000,
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "app:/signed-in",
    "com.example.app:signed-in",
    "com.example.app",
    "COM.example.app:/x",
)


@pytest.mark.parametrize("address", GOOD)
def test_what_can_be_registered(address: str) -> None:
    """Addresses of https, and of http on one's own machine, by every client."""
    check_redirect(address, public=True)
    check_redirect(address, public=False)


@pytest.mark.parametrize("address", OF_APPS)
def test_addresses_of_apps(address: str) -> None:
    """The scheme of an app is for clients that cannot keep a secret."""
    check_redirect(address, public=True)
    with pytest.raises(InvalidInputError):
        check_redirect(address, public=False)


@pytest.mark.parametrize("address", BAD)
@pytest.mark.parametrize("public", [True, False])
def test_what_cannot_be_registered(address: str, public: bool) -> None:
    """Everything that could lead elsewhere, be read by others, or mean two things."""
    with pytest.raises(InvalidInputError):
        check_redirect(address, public)


REGISTERED = ("https://crm.example.org/in", "http://127.0.0.1/in", "http://127.0.0.1:7000/x", "http://localhost/in")


@pytest.mark.parametrize("address", REGISTERED)
def test_the_same_address(address: str) -> None:
    """A request names an address to the letter."""
    assert chosen_address(REGISTERED, address, public=False) == address


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/in", "http://127.0.0.1:65535/in"])
def test_any_port_of_ones_own_machine(address: str) -> None:
    """A program that listens there takes a port that is free (RFC 8252 §7.3); others do not."""
    assert chosen_address(REGISTERED, address, public=True) == address
    assert chosen_address(REGISTERED, address, public=False) is None


OTHERS = (
    "https://crm.example.org/in/",
    "https://crm.example.org/IN",
    "https://CRM.example.org/in",
    "https://crm.example.org:443/in",
    "https://crm.example.org/in?x=1",
    "https://crm.example.org/in#",
    "https://crm.example.org/in/../evil",
    "https://crm.example.org/i%6e",
    "https://crm.example.org.evil.example/in",
    "https://crm.example.org@evil.example/in",
    "http://crm.example.org/in",
    " https://crm.example.org/in",
    "https://crm.example.org/in\n",
    "http://127.0.0.1:0/in",
    "http://127.0.0.1:65536/in",
    "http://127.0.0.1:080/in",
    "http://127.0.0.1:8000/other",
    "http://127.0.0.1:8000@evil.example/in",
    "http://127.0.0.1:8000.evil.example/in",
    "http://127.0.0.1:7001/x",
    "http://localhost:8000/in",
    "https://127.0.0.1:8000/in",
)


@pytest.mark.parametrize("address", OTHERS)
def test_another_address(address: str) -> None:
    """Anything else is another address."""
    assert chosen_address(REGISTERED, address, public=True) is None


def test_no_address() -> None:
    """A request without one means the only one that is registered, if it is the only one."""
    assert [chosen_address(REGISTERED[:number], "", public=True) for number in range(3)] == [None, REGISTERED[0], None]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/in", "https://a.example/in?code=%26+%C3%A9"),
        ("https://a.example/in?x=%20y&z", "https://a.example/in?x=%20y&z&code=%26+%C3%A9"),
        ("https://a.example/in?", "https://a.example/in?code=%26+%C3%A9"),
        ("com.example.app:/in", "com.example.app:/in?code=%26+%C3%A9"),
    ],
)
def test_the_query_of_an_address(address: str, expected: str) -> None:
    """What is in the query stays as it is registered (RFC 6749 §3.1.2)."""
    assert with_parameters(address, [("code", "& é")]) == expected


def test_where_it_leads() -> None:
    """What the page's policy names, and what a person reads."""
    addresses = ("https://a.example:8443/in", "http://localhost?x", "com.example.app:/in", "com.example.app://in/x")

    assert [form_target(one) for one in addresses] == [
        "https://a.example:8443",
        "http://localhost",
        "com.example.app:",
        "com.example.app:",
    ]
    assert [host_of(one) for one in addresses] == [
        "a.example:8443",
        "localhost",
        "com.example.app:",
        "com.example.app:",
    ]


# The commands.


def added(installation: Installation, *words: str) -> dict[str, str]:
    """A client that asks people."""
    client: dict[str, str] = json.loads(
        installation.run("client", "add", "CRM", "--scope", "contact_moment/view", *words, "--json")
    )
    return client


def addresses_of(installation: Installation) -> list[tuple[bool, list[str]]]:
    """Of each client whether it is public, and its addresses."""
    return [(one["public"], one["redirect_uris"]) for one in json.loads(installation.run("client", "list", "--json"))]


@pytest.mark.both_engines
def test_a_client_with_addresses(registered: Installation) -> None:
    """`client add` takes them, `client list` shows them; a public client has no secret to show."""
    secret = added(registered, "--redirect-uri", GOOD[0], "--redirect-uri", GOOD[3])
    public = added(registered, "--redirect-uri", OF_APPS[0], "--public")

    assert ("client_secret" in secret, "client_secret" in public) == (True, False)
    assert addresses_of(registered) == [(False, [GOOD[3], GOOD[0]]), (True, [OF_APPS[0]])]


@pytest.mark.both_engines
def test_changing_addresses(registered: Installation) -> None:
    """Addresses can be added and removed later, within the same rules."""
    client_id = added(registered, "--redirect-uri", GOOD[0], "--public")["client_id"]
    registered.run("client", "add-redirect", client_id, GOOD[1])
    registered.run("client", "remove-redirect", client_id, GOOD[0])
    refused = [
        run_command(registered.folder, registered.settings, ("client", *words)).returncode
        for words in (
            ("add-redirect", client_id, BAD[7]),
            ("add-redirect", client_id, GOOD[1]),
            ("add-redirect", "nobody", GOOD[0]),
            ("remove-redirect", client_id, GOOD[0]),
            ("remove-redirect", client_id, GOOD[1]),
            ("add", "CRM", "--scope", "contact_moment/view", "--public"),
            ("add", "CRM", "--scope", "contact_moment/view", "--redirect-uri", GOOD[0], "--redirect-uri", GOOD[0]),
        )
    ]

    assert (refused, addresses_of(registered)) == ([1] * 7, [(True, [GOOD[1]])])
