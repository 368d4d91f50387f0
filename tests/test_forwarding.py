"""Who asks and how, by the connection and by the headers of proxies, trusted or not (wire rows 27 and 28)."""

import pytest

from contact_moments.http_server.forwarding import Forwarding, ends_of
from contact_moments.http_server.messages import Request
from contact_moments.settings import Settings
from tests.in_process import Memory

PROXIES = "10.0.0.0/8, 2001:db8:f::/48"
PUBLIC = "https://register.example.org"


def a_request(peer: str | None, version: str = "1.1", **headers: str) -> Request:
    """A request from an address; underscores in the headers' names stand for dashes."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request("POST", "/l/oauth2/token", "", given, version, ends_of(Memory(peer)))


LOOPBACK = {
    "IPv4": a_request("127.0.0.1", host="127.0.0.1:8080"),
    "IPv6": a_request("::1", host="[::1]:8080"),
    "IPv4 on a socket for both": a_request("::ffff:127.0.0.1", host="localhost"),
    "another address of the machine": a_request("127.0.0.9", host="LOCALHOST."),
    "HTTP/1.0 without a host": a_request("127.0.0.1", "1.0"),
}


@pytest.mark.parametrize("request_", LOOPBACK.values(), ids=LOOPBACK)
def test_loopback(request_: Request) -> None:
    """A client on this machine that calls it by a name of its own needs no TLS."""
    assert Forwarding(Settings()).is_private(request_)


OF_PROXIES = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Anything", "Forwarded", "Via"]
ELSEWHERE = {
    "another machine": a_request("192.0.2.1", host="localhost"),
    "another machine, IPv6": a_request("2001:db8::1", host="localhost"),
    "another machine, HTTP/1.0": a_request("192.0.2.1", "1.0"),
    "nobody knows": a_request(None, host="localhost"),
    "another name": a_request("127.0.0.1", host="register.example.org"),
    "an empty host": a_request("127.0.0.1", host=""),
    "no host in HTTP/1.1": a_request("127.0.0.1"),
    "HTTP/1.0 with another name": a_request("127.0.0.1", "1.0", host="register.example.org"),
    "a machine that says it is this one": a_request("192.0.2.1", host="localhost", x_forwarded_for="127.0.0.1"),
    "a machine that says it has TLS": a_request("192.0.2.1", host="localhost", x_forwarded_proto="https"),
    **{
        f"{name}: {value}": a_request("127.0.0.1", host="localhost", **{name.lower(): value})
        for name in [*OF_PROXIES, "X-Real-IP"]
        for value in ("127.0.0.1", "https", "")
    },
}


@pytest.mark.parametrize("request_", ELSEWHERE.values(), ids=ELSEWHERE)
@pytest.mark.parametrize("proxies", [None, PROXIES])
def test_not_over_loopback(request_: Request, proxies: str | None) -> None:
    """Another address, another name or a header of a proxy: somebody may read along, whatever it says."""
    assert not Forwarding(Settings(trusted_proxies=proxies)).is_private(request_)


@pytest.mark.parametrize("request_", [*LOOPBACK.values(), *ELSEWHERE.values()], ids=[*LOOPBACK, *ELSEWHERE])
@pytest.mark.parametrize("url", [PUBLIC, "HTTPS://REGISTER.EXAMPLE.ORG"])
def test_a_public_address_with_https(request_: Request, url: str) -> None:
    """It says that a proxy does TLS, whatever else is or is not said."""
    assert Forwarding(Settings(public_url=url)).is_private(request_)


@pytest.mark.parametrize("request_", ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_public_address_on_this_machine(request_: Request) -> None:
    """It does not open the register to other machines."""
    assert not Forwarding(Settings(public_url="http://localhost:8080")).is_private(request_)


SCHEMES = {"https": True, "HTTPS": True, " https , https": True, "http": False, "https, http": False, "wss": False}


@pytest.mark.parametrize(("scheme", "private"), SCHEMES.items())
@pytest.mark.parametrize("public_url", [None, PUBLIC])
def test_a_trusted_proxy_says_the_scheme(scheme: str, private: bool, public_url: str | None) -> None:
    """It counts, and where several have said one, all must be https."""
    forwarding = Forwarding(Settings(trusted_proxies=PROXIES, public_url=public_url))
    request = a_request("10.1.2.3", host="register.example.org", x_forwarded_proto=scheme)

    assert forwarding.is_private(request) == private


@pytest.mark.parametrize("scheme", [{}, {"x_forwarded_proto": ""}, {"x_forwarded_for": "127.0.0.1"}], ids=str)
def test_a_trusted_proxy_says_nothing(scheme: dict[str, str]) -> None:
    """Then the public address decides, and without it nobody gets a token."""
    request = a_request("10.1.2.3", host="localhost", **scheme)
    found = [
        Forwarding(Settings(trusted_proxies=PROXIES, public_url=url)).is_private(request) for url in (None, PUBLIC)
    ]

    assert found == [False, True]


# The peer, X-Forwarded-For, and the client's address.
CLIENTS = {
    "no proxy": ("192.0.2.1", None, "192.0.2.1"),
    "not trusted": ("192.0.2.1", "198.51.100.1", "192.0.2.1"),
    "not trusted, this machine": ("127.0.0.1", "198.51.100.1", "127.0.0.1"),
    "a proxy's own request": ("10.0.0.1", None, "10.0.0.1"),
    "empty": ("10.0.0.1", " , ", "10.0.0.1"),
    "one proxy": ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
    "two proxies": ("10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"),
    "invented before it": ("10.0.0.1", "203.0.113.1, 127.0.0.1, 198.51.100.1", "198.51.100.1"),
    "invented, as from a proxy": ("10.0.0.1", "203.0.113.1, 10.0.0.7, 198.51.100.1,10.0.0.2", "198.51.100.1"),
    "proxies only": ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
    "an empty element": ("10.0.0.1", "198.51.100.1, ,", "198.51.100.1"),
    "with a port": ("10.0.0.1", "198.51.100.1:4711", "198.51.100.1"),
    "IPv6": ("2001:db8:f::1", '"[2001:db8::5]:4711"', "2001:db8::5"),
    "a proxy as a socket for both has it": ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
    "a client as a socket for both has it": ("10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
    "malformed": ("10.0.0.1", "203.0.113.1, unknown", "None"),
    "malformed before the client": ("10.0.0.1", "%%%, 198.51.100.1", "198.51.100.1"),
    "malformed before a proxy": ("10.0.0.1", "203.0.113.1, unix:, 10.0.0.2", "None"),
    "nobody knows": (None, "198.51.100.1", "None"),
}


@pytest.mark.parametrize(("peer", "told", "client"), CLIENTS.values(), ids=CLIENTS)
def test_the_address_of_a_client(peer: str | None, told: str | None, client: str) -> None:
    """It is the last one that is no trusted proxy, and never one that a client can write itself."""
    headers = {} if told is None else {"x_forwarded_for": told}

    assert str(Forwarding(Settings(trusted_proxies=PROXIES)).client_address(a_request(peer, **headers))) == client


URLS = {
    "as the client named it": (a_request("127.0.0.1", host="localhost:80"), "http://localhost:80"),
    "IPv6": (a_request("::1", host="[::1]:80"), "http://[::1]:80"),
    "a trusted proxy": (a_request("10.0.0.1", host="a.example", x_forwarded_proto="https"), "https://a.example"),
    "not trusted": (a_request("192.0.2.1", host="a.example", x_forwarded_proto="https"), "http://a.example"),
    "not named": (a_request("127.0.0.1", "1.0"), "http://127.0.0.1:80"),
}


@pytest.mark.parametrize(("request_", "url"), URLS.values(), ids=URLS)
def test_the_url_of_the_server(request_: Request, url: str) -> None:
    """It is what the client called, unless the operator has set it."""
    found = [Forwarding(Settings(trusted_proxies=PROXIES, public_url=own)).url(request_) for own in (None, PUBLIC)]

    assert found == [url, PUBLIC]


def test_the_url_of_a_server_on_ipv6() -> None:
    """Its address stands in brackets."""
    request = Request("GET", "/", "", {}, "1.0", ends_of(Memory("::1", "::1")))

    assert Forwarding(Settings()).url(request) == "http://[::1]:80"
