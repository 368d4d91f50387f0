"""Who asks, and whether what is said stays between the two: by the connection, and by proxies that are trusted.

Headers that proxies add can be sent by anybody. From a proxy that the operator trusts they say where a request comes
from. From everybody else they say only that the request may come from elsewhere: it is not over loopback.
"""

from typing import Any

from msgspec import Struct

from contact_moments.addresses import Address, host_and_port, is_loopback_host, read_address, read_networks
from contact_moments.http_server.messages import Ends, Request
from contact_moments.settings import Settings

# What proxies add: one of these, or any name that begins with the prefix.
_OF_PROXIES = frozenset(
    {"forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "x-originating-ip", "x-remote-ip"}
    | {"client-ip", "true-client-ip", "cf-connecting-ip", "fastly-client-ip", "x-envoy-external-address"}
    | {"x-original-forwarded-for", "x-original-host", "x-scheme", "x-url-scheme", "x-proxyuser-ip", "cf-visitor"}
    | {"front-end-https", "x-arr-ssl", "x-appengine-user-ip", "x-azure-clientip", "proxy-connection"}
    | {"forwarded-for", "cdn-loop", "x-remote-addr", "proxy-client-ip", "wl-proxy-client-ip"}
)
_PREFIX = "x-forwarded"


def ends_of(transport: Any) -> Ends:
    """Both ends of a connection. A client that has gone already has no address."""
    host, port = transport.get_extra_info("sockname")[:2]
    peer = transport.get_extra_info("peername")
    return Ends(host_and_port(host, port), peer[0] if peer else "")


def is_public_by_tls(settings: Settings) -> bool:
    """Whether the operator has said that clients use https. A scheme may be in capitals (RFC 3986 §3.1)."""
    return (settings.public_url or "").lower().startswith("https:")


class Arrival(Struct, frozen=True):
    """How a request has arrived: from which address, whether that is a trusted proxy, and by which `Host`.

    `headers` are those of a proxy that it has, and `private` tells whether it counts as encrypted.
    """

    peer: str
    trusted: bool
    headers: list[str]
    private: bool
    host: str


class Forwarding:
    """What the settings make of connections and of the headers of proxies."""

    def __init__(self, settings: Settings) -> None:
        self._public_url = settings.public_url
        self._is_public_by_tls = is_public_by_tls(settings)
        self._trusted = read_networks(settings.trusted_proxies or "")

    def client_address(self, request: Request) -> Address | None:
        """The address that the request comes from; None where it is not known.

        Each proxy adds the address that it was called from to the end of `X-Forwarded-For`. So the client is the last
        that is no trusted proxy. What stands before it anybody can have written.
        """
        client = read_address(request.ends.peer)
        entries = [entry.strip(' \t"') for entry in (request.header("x-forwarded-for") or "").split(",")]
        for entry in reversed([entry for entry in entries if entry]):
            if not self._trusts(client):
                break
            client = read_address(entry)
        return client

    def url(self, request: Request) -> str:
        """Scheme and host that clients use, such as `https://register.example.org` or `http://[::1]:8080`."""
        if self._public_url:
            return self._public_url
        return f"{self._forwarded_scheme(request) or 'http'}://{request.header('host') or request.ends.server}"

    def is_private(self, request: Request) -> bool:
        """Whether nobody between the client and this server can read along: by TLS, or because both are one machine.

        What a trusted proxy says counts first. Without it an `https` public address says that a proxy does TLS: one of
        those that are trusted, if the operator has named any.
        """
        scheme = self._forwarded_scheme(request)
        if scheme:
            return scheme == "https"
        by_proxy = not self._trusted or self._trusts(read_address(request.ends.peer))
        return (self._is_public_by_tls and by_proxy) or _is_loopback(request)

    def is_from_proxy(self, request: Request) -> bool:
        """Whether a trusted proxy has sent it."""
        return self._trusts(read_address(request.ends.peer))

    def arrival(self, request: Request) -> Arrival:
        """How a request has arrived, for the operator to see."""
        return Arrival(
            peer=request.ends.peer,
            trusted=self.is_from_proxy(request),
            headers=sorted(filter(_is_of_proxies, request.headers)),
            private=self.is_private(request),
            host=request.header("host") or request.ends.server,
        )

    def _trusts(self, address: Address | None) -> bool:
        return address is not None and any(address in network for network in self._trusted)

    def _forwarded_scheme(self, request: Request) -> str | None:
        """The scheme that a trusted proxy was called with; None if there is none, or it does not say.

        Of several proxies each may have added one: it is `https` only if all are.
        """
        told = (request.header("x-forwarded-proto") or "").lower().strip()
        if not told or not self._trusts(read_address(request.ends.peer)):
            return None
        return "https" if {one.strip() for one in told.split(",")} == {"https"} else "http"


def _is_loopback(request: Request) -> bool:
    """Whether the client is on this machine: by its address, and by the name that it called."""
    peer, host = read_address(request.ends.peer), request.header("host")
    if peer is None or not peer.is_loopback or any(map(_is_of_proxies, request.headers)):
        return False
    # A page of another site can have a browser on this machine call this server, but by that site's name.
    return request.version == "1.0" if host is None else is_loopback_host(host)


def _is_of_proxies(name: str) -> bool:
    return name in _OF_PROXIES or name.startswith(_PREFIX)
