"""Network addresses: how they are read, grouped and written."""

import pytest

from contact_moments.addresses import group_of, host_and_port, is_loopback_host, read_address, read_networks
from contact_moments.errors import InvalidInputError

ADDRESSES = {
    "192.0.2.1": "192.0.2.1",
    "192.0.2.1:51234": "192.0.2.1",
    "2001:db8::1": "2001:db8::1",
    "[2001:db8::1]": "2001:db8::1",
    "[2001:db8::1]:443": "2001:db8::1",
    "2001:DB8:0:0::1": "2001:db8::1",
    "fe80::1%eth0": "fe80::1",
    "::ffff:192.0.2.1": "192.0.2.1",
    "[::ffff:c000:201]:80": "192.0.2.1",
}


@pytest.mark.parametrize(("text", "expected"), ADDRESSES.items())
def test_an_address(text: str, expected: str) -> None:
    """It is read with and without a port, and IPv4 in the form of IPv6 is IPv4."""
    assert str(read_address(text)) == expected


NO_ADDRESSES = ["", "unknown", "_hidden", "unix:", "192.0.2.256", "192.0.2", "3221225985", "192.0.2.1:80:80"]


@pytest.mark.parametrize(
    "text", [*NO_ADDRESSES, "[192.0.2.1", "[]", "::1]", "192.0.2.1 192.0.2.2", "٣.0.2.1", "a" * 99]
)
def test_no_address(text: str) -> None:
    """Anything else is none."""
    assert read_address(text) is None


GROUPS = {
    "192.0.2.1": "192.0.2.1",
    "::ffff:192.0.2.1": "192.0.2.1",
    "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
    "2001:db8:1:2::": "2001:db8:1:2::/64",
    "2001:db8:1:3::": "2001:db8:1:3::/64",
}


@pytest.mark.parametrize(("text", "expected"), GROUPS.items())
def test_a_group(text: str, expected: str) -> None:
    """IPv6 addresses of one /64 are one group, of IPv4 each is its own."""
    address = read_address(text)

    assert address is not None
    assert group_of(address) == expected


def test_networks() -> None:
    """Addresses and networks of both kinds, separated by commas or blanks."""
    networks = read_networks(" 192.0.2.7,10.0.0.0/8 , 2001:db8::/32 ::1\n::ffff:198.51.100.0/120,")
    expected = ["192.0.2.7/32", "10.0.0.0/8", "2001:db8::/32", "::1/128", "198.51.100.0/24"]

    assert [str(network) for network in networks] == expected


NO_NETWORKS = {
    "proxy.example.org": "addresses and networks",
    "10.0.0.0/33": "addresses and networks",
    "10.0.0.0/x": "addresses and networks",
    "[::1]": "addresses and networks",
    "*": "addresses and networks",
    "10.0.0.7/8": "first address",
    "2001:db8::1/32": "first address",
    "0.0.0.0/0": "every address",
    "::/0": "every address",
    "::ffff:0:0/96": "every address",
}


@pytest.mark.parametrize(("text", "says"), NO_NETWORKS.items())
def test_no_networks(text: str, says: str) -> None:
    """A name, a slip, and everybody are refused."""
    with pytest.raises(InvalidInputError, match=says):
        read_networks(f"192.0.2.7, {text}")


LOOPBACK = ["localhost", "LocalHost:8080", "localhost.", "a.localhost:1", "127.0.0.1", "127.9.9.9:80"]


@pytest.mark.parametrize("host", [*LOOPBACK, "[::1]", "[::1]:8080", "[::ffff:127.0.0.1]:1"])
def test_a_loopback_host(host: str) -> None:
    """Names and addresses of this machine, with and without a port."""
    assert is_loopback_host(host)


OTHERS = ["", " ", "localhost:x", "localhost:80:80", "localhost.example.org", "xlocalhost", "127.0.0.1.example.org"]


@pytest.mark.parametrize("host", [*OTHERS, "127.1", "2130706433", "[::]", "[::1", "10.0.0.1", "a@localhost"])
def test_another_host(host: str) -> None:
    """Everything else is none of it, however much it looks alike."""
    assert not is_loopback_host(host)


@pytest.mark.parametrize(("host", "expected"), [("::1", "[::1]:80"), ("127.0.0.1", "127.0.0.1:80"), ("h", "h:80")])
def test_in_a_url(host: str, expected: str) -> None:
    """An IPv6 address stands in brackets."""
    assert host_and_port(host, 80) == expected
