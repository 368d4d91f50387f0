"""What a client finds out by itself (RFC 8414), and who may ask from other sites."""

import re

import pytest

from contact_moments.routes import ROUTES
from tests.engines import Engine
from tests.oauth.house import House, answer_in, house
from tests.support import Installation, fetch

METADATA = "/.well-known/oauth-authorization-server"
PUBLIC = "https://register.example.org"


def test_the_description(at: House) -> None:
    """Its endpoints are routes of the register, at the address that clients use."""
    told = fetch("GET", at.url + METADATA).json()
    endpoints = [url.removeprefix(at.url) for name, url in told.items() if name.endswith("_endpoint")]

    assert told["issuer"] == at.url
    assert len(endpoints) == 4
    assert set(endpoints) <= {route.path for route in ROUTES}
    assert told["code_challenge_methods_supported"] == ["S256"]
    assert told["response_types_supported"] == ["code"]
    assert told["grant_types_supported"] == ["authorization_code", "refresh_token", "client_credentials"]
    assert told["authorization_response_iss_parameter_supported"] is True
    assert "none" not in told["introspection_endpoint_auth_methods_supported"]


def test_the_public_address(registered: Installation) -> None:
    """Behind a proxy it is the address that the operator has set, whatever a request says."""
    with registered.served_here(PUBLIC_URL=PUBLIC) as served:
        answer = fetch("GET", served.url + METADATA, headers={"Host": "evil.example"})

    assert answer.json()["issuer"] == PUBLIC
    assert set(re.findall(r"https?://[^/\"]+", answer.text)) == {PUBLIC}


def test_behind_a_proxy(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A person is asked at the public address only, and the client is told that address as `iss`."""
    folder = tmp_path_factory.mktemp("proxied")
    with house(engine.register_url(folder), public_url=PUBLIC, trusted_proxies="127.0.0.0/8") as at:
        app, browser = at.app(), at.browser()
        passed = {"Host": "register.example.org", "X-Forwarded-Proto": "https"}
        browser.headers = passed | {"Cookie": f"__Host-session={browser.cookie}"}
        page, answer = browser.get(app.request()), browser.decide(app.request())
        browser.headers |= {"X-Forwarded-Proto": "http"}
        by_http = browser.get(app.request())
        browser.headers |= {"X-Forwarded-Proto": "https", "Host": "other.example.org"}
        by_another_name = browser.get(app.request())

    assert answer_in(answer)["iss"] == PUBLIC
    assert "Strict-Transport-Security" in page.headers
    assert (by_http.status_code, by_another_name.status_code) == (403, 421)


@pytest.mark.parametrize("host", ["evil.example", "register.example.org:8080"])
def test_in_the_clear(at: House, host: str) -> None:
    """Where others can read along, nothing is described, and so no stranger's address."""
    answer = fetch("GET", at.url + METADATA, headers={"Host": host})

    assert (answer.status_code, host in answer.text) == (403, False)


@pytest.mark.parametrize("origin", ["https://intranet.example.org", "https://evil.example"])
def test_calls_of_other_sites(engine: Engine, tmp_path_factory: pytest.TempPathFactory, origin: str) -> None:
    """A page of an origin that the operator allows may ask for tokens; its browser may not call what is for people."""
    allowed = "https://intranet.example.org"
    with house(engine.register_url(tmp_path_factory.mktemp("origins")), cors_origins=allowed) as at:
        paths = ("/l/oauth2/token", "/l/oauth2/revoke", "/l/oauth2/introspect", "/l/oauth2/authorize")
        answers = [fetch("POST", at.url + path, headers={"Origin": origin}) for path in paths]
        answers.append(fetch("GET", at.url + METADATA, headers={"Origin": origin}))
    told = ["Access-Control-Allow-Origin" in answer.headers for answer in answers]

    assert told == [origin == allowed, origin == allowed, False, False, origin == allowed]
