"""Network addresses: reading them, grouping them, and writing them in a URL."""

import re
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import unquote, urlsplit

from contact_moments.errors import InvalidInputError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_MAPPED = IPv6Network("::ffff:0:0/96")  # IPv4 addresses as a socket for both kinds has them (RFC 4291 §2.5.5.2)
_EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not listened on
_NETWORK_OF_A_SITE = 64  # bits: whoever has one IPv6 address has all that share them (RFC 6177)
_OWN_PORTS = {"https": 443, "http": 80}
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST_AND_PORT = re.compile(rf"(?P<host>{_LABEL}(\.{_LABEL})*)(:(?P<port>[1-9][0-9]{{0,4}}))?")
_OF_AN_APP = re.compile(r"[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+")  # a scheme with a dot (RFC 8252 §7.1)
# The characters of a URL (RFC 3986 §2), less those of a fragment, of a user's name, of IPv6 and of wildcards.
_CHARACTERS = re.compile(r"[A-Za-z0-9:/?&=%._~!$'(),;+-]{1,2000}")
_WITH_PORT = re.compile(r"\[(?P<v6>[^\[\]]*)\](?::[0-9]*)?|(?P<other>[^:]*):[0-9]*")


def read_address(text: str) -> Address | None:
    """The address in a text such as `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1` or `[2001:db8::1]:80`.

    None where there is none. An IPv4 address in the form of IPv6 is read as IPv4. The zone of a link is left out.
    """
    try:
        address = ip_address(without_port(text).partition("%")[0])
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address


def without_port(text: str) -> str:
    """The host of a text such as `localhost:80` or `[::1]:80`, without brackets. A text of another form as it is."""
    found = _WITH_PORT.fullmatch(text)
    return text if found is None else found["v6"] or found["other"] or ""


def read_networks(text: str) -> tuple[Network, ...]:
    """The addresses and networks in a text, separated by commas or blanks. Raises `InvalidInputError`."""
    return tuple(_read_network(one) for one in text.replace(",", " ").split())


def _read_network(text: str) -> Network:
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        raise InvalidInputError(
            "must be addresses and networks, such as 192.0.2.7, 10.0.0.0/8, 2001:db8::/32"
        ) from None
    if str(network.network_address) != str(ip_address(text.partition("/")[0])):
        raise InvalidInputError("must name each network by its first address: 10.0.0.0/8, not 10.0.0.7/8")
    if network.prefixlen == 0:
        raise InvalidInputError("must not trust every address: name those of the proxies")
    if isinstance(network, IPv6Network) and network.subnet_of(_MAPPED):
        mapped = IPv4Address(int(network.network_address) & 0xFFFFFFFF)
        return _read_network(f"{mapped}/{network.prefixlen - _MAPPED.prefixlen}")
    return network


def is_loopback_host(host: str) -> bool:
    """Whether a host, with or without a port, is this machine's own by its name (RFC 6761 §6.3) or address."""
    name = without_port(host).lower().removesuffix(".")
    address = read_address(host)
    return address.is_loopback if address else name == "localhost" or name.endswith(".localhost")


def group_of(address: Address) -> str:
    """Whom an address stands for: of IPv4 itself, of IPv6 its /64 network, which is one site's."""
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((address, _NETWORK_OF_A_SITE), strict=False))


def host_and_port(host: str, port: int) -> str:
    """Both as a URL has them: an IPv6 address in brackets (RFC 3986 §3.2.2)."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def local_url(host: str, port: int) -> str:
    """The URL at which this machine reaches a server that listens on a host, which can stand for all addresses."""
    return f"http://{host_and_port(_EVERY_ADDRESS.get(host, host), port)}"


@lru_cache(maxsize=256)
def origin_of(url: str) -> str | None:
    """The origin of an address as a browser sends it: lower case, without a path and without the scheme's own port.

    Such as `https://register.example.org` or `http://[::1]:8080` (RFC 6454 §6). None for what is no http address.
    """
    try:
        parts = urlsplit(url.lower())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _OWN_PORTS or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + ("" if port in {None, _OWN_PORTS[parts.scheme]} else f":{port}")


def check_redirect(address: str, public: bool) -> None:
    """Raise `InvalidInputError` unless codes can be sent to this address safely (RFC 9700 §2.1, RFC 8252 §7).

    It is https, or http on the user's own machine, or for a `public` client the scheme of an app. A host that is an
    IPv6 address is refused, because a page's `form-action` cannot name it.
    """
    if not _CHARACTERS.fullmatch(address):
        raise InvalidInputError(
            "The redirect address must have at most 2,000 characters, all of a plain URL: without a fragment, a name "
            "of a user, a wildcard or an IPv6 address",
            "redirect",
        )
    scheme, rest = urlsplit(address).scheme, address.partition(":")[2]
    if any(part in {".", ".."} for part in unquote(rest.partition("?")[0]).replace("\\", "/").split("/")):
        raise InvalidInputError("The redirect address must not have . or .. as a part of its path", "redirect")
    if public and _OF_AN_APP.fullmatch(scheme) and address.startswith(f"{scheme}:/"):
        return
    host = _host_of(address) if address.startswith(("https://", "http://")) else None
    if host is None or (scheme == "http" and host not in {"localhost", "127.0.0.1"}):
        raise InvalidInputError(
            "The redirect address must be https, or http on 127.0.0.1 or localhost, or with --public the scheme of "
            "an app, which has a dot: com.example.app:/signed-in",
            "redirect",
        )


def _host_of(address: str) -> str | None:
    """The host of an address of http or https; None if it is malformed."""
    found = None
    with suppress(ValueError):
        found = _HOST_AND_PORT.fullmatch(urlsplit(address).netloc)
    return found["host"].lower() if found and int(found["port"] or 1) <= 65535 else None
