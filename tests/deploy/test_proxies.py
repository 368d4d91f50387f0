"""The register behind the proxies of deploy/: what clients, people and the log see."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.machine import Machine
from tests.deploy.places import NAME
from tests.deploy.proxies import Proxy, caddy, nginx
from tests.support import LIST, PHONE, RECIPIENT, SENDER, TOKEN, a_call, free_port

pytestmark = pytest.mark.usefixtures("processes")


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def proxied(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Proxy, dict[str, str]]]:
    """A proxy in front of a register that runs as deployed, and the id and secret of a client."""
    machine = Machine(tmp_path_factory.mktemp("proxied"))
    machine.run("contact-moments.service", "ExecStartPre")
    installation = machine.installation(WORKERS="1")
    installation.add_relations(SENDER, RECIPIENT)
    made = json.loads(machine.command("client", "add", "Telephony", "--json", *scopes("view", "add")))
    folder = machine.root / "proxy"
    folder.mkdir()
    with installation.serving() as server, request.param(folder, server.url.removeprefix("http://")) as proxy:
        yield proxy, {name: made[name] for name in ("client_id", "client_secret")}


def scopes(*names: str) -> list[str]:
    """The words that give a client scopes."""
    return [word for name in names for word in ("--scope", f"contact_moment/{name}")]


def test_the_register_behind_a_proxy(proxied: tuple[Proxy, dict[str, str]]) -> None:
    """Tokens, registrations and pages pass; secrets in the clear do not; too large a body is told so.

    The log has requests, but no query, no token, and no link with which somebody chooses a password.
    """
    proxy, client = proxied
    links = [f"/{purpose}/Vertrouwelijk" for purpose in ("invite", "reset", "first", "INVITE", "/reset", "%69nvite")]
    opened = [proxy.ask("GET", link).status for link in (*links, f"{links[0]}?a=b")]
    proxy.ask("GET", links[0], tls=False)
    status, answer = proxy.token(client)
    assert status == 200, answer
    bearer = {"Authorization": f"Bearer {answer['access_token']}"}

    registered = proxy.ask("POST", PHONE, headers=bearer, body=json.dumps(a_call()).encode())
    listed = proxy.ask("GET", f"{LIST}?relationIds={SENDER}", headers=bearer)
    too_large = proxy.ask("POST", PHONE, headers=bearer, body=b" " * 5_000_000)
    far_too_large = proxy.ask("POST", PHONE, headers=bearer, body=b" " * 9_000_000)
    clear = proxy.ask("POST", TOKEN, tls=False, fields=client, encode_multipart=False)
    moved = proxy.ask("GET", "/x%0D%0ASet-Cookie:%20a=b?since=2020", tls=False)

    assert (registered.status, listed.status, len(listed.json())) == (200, 200, 1)
    assert listed.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert (too_large.status, list(too_large.json())) == (413, ["errors"])
    assert far_too_large.status in {413, 502}  # the proxy's own limit
    assert clear.status == proxy.refuses_clear
    assert moved.headers["Location"] == f"https://{NAME}/x%0D%0ASet-Cookie:%20a=b?since=2020"
    assert opened[:2] == [404, 404]
    log = proxy.access_log.read_text()
    assert LIST in log
    assert "/invite/" in log
    assert "Vertrouwelijk" not in log
    assert "relationIds" not in log  # and not the number, which a time or a port may have in it too
    assert answer["access_token"] not in log


def test_the_address_behind_a_proxy(proxied: tuple[Proxy, dict[str, str]]) -> None:
    """Whoever guesses secrets is slowed down by the address that the proxy sees, whatever the client says it is.

    Others are not slowed down. A client cannot say either that its call was made in the clear, or over TLS.
    """
    proxy, client = proxied
    statuses = []
    for number in range(60):
        said = {"X-Forwarded-For": f"198.51.100.{number}", "X-Forwarded-Proto": "http", "Forwarded": "for=1.1.1.1"}
        statuses.append(proxy.token(client | {"client_secret": f"{number}"}, "127.0.0.2", **said)[0])
        if statuses[-1] == 429:
            break

    assert statuses[0] == 401
    assert statuses[-1] == 429
    assert proxy.token(client, "127.0.0.3", **{"X-Forwarded-Proto": "http"})[0] == 200


def test_a_page_at_a_port_of_its_own(proxied: tuple[Proxy, dict[str, str]]) -> None:
    """The register gets the port of the address that a browser has asked for, and serves no page at another one."""
    proxy, _ = proxied
    statuses = [proxy.ask("GET", "/sign-in", headers={"Host": f"{NAME}{port}"}).status for port in ("", ":9999")]

    assert statuses == [200, 421]


@pytest.mark.parametrize("in_front", [nginx, caddy], ids=["nginx", "caddy"])
def test_a_proxy_while_the_register_is_stopped(in_front: Callable[..., Any], tmp_path: Path) -> None:
    """Clients are told, and no log has their queries or tokens, also not the proxy's own."""
    with in_front(tmp_path, f"127.0.0.1:{free_port()}") as proxy:
        answer = proxy.ask("GET", f"{LIST}?relationIds={SENDER}", headers={"Authorization": "Bearer Vertrouwelijk"})
        proxy.ask("GET", "/reset/Vertrouwelijk")

    assert answer.status == 502
    for log in (proxy.access_log, proxy.own_log):
        text = log.read_text() if log.exists() else ""
        assert str(SENDER) not in text
        assert "Vertrouwelijk" not in text
    assert LIST in proxy.access_log.read_text()
