"""What `serve` needs before it listens for others."""

from ipaddress import IPv4Address

import pytest

from contact_moments.settings import check_serving, read_settings
from tests.cli.command_line import assert_refused, run_here
from tests.support import Installation

OTHERS = [str(IPv4Address(0)), "192.0.2.1", "register.example.org", "::"]


@pytest.mark.parametrize("host", OTHERS)
def test_a_server_without_its_public_address(host: str, installation: Installation) -> None:
    """A server that other machines reach does not start without it: it could give no page and no token."""
    done = run_here(installation, "serve", "--host", host)

    assert_refused(done, 2, "CONTACT_MOMENTS_PUBLIC_URL is missing", host)


@pytest.mark.parametrize("host", [*OTHERS, "127.0.0.1", "::1", "localhost"])
def test_a_server_with_its_address(host: str) -> None:
    """With a public address a server may listen anywhere, and without one on this machine."""
    address = "https://register.example.org" if host in OTHERS else None

    check_serving(read_settings(host=host, public_url=address))
