"""Network addresses: reading them, grouping them, and writing them in a URL."""

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from contact_moments.errors import InvalidInputError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_MAPPED = IPv6Network("::ffff:0:0/96")  # IPv4 addresses as a socket for both kinds has them (RFC 4291 §2.5.5.2)
_NETWORK_OF_A_SITE = 64  # bits: whoever has one IPv6 address has all that share them (RFC 6177)
_OWN_PORTS = {"https": 443, "http": 80}
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
