"""Every flow for people, with unpatched clients that people have: Authlib and requests-oauthlib."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from requests_oauthlib import OAuth2Session as OauthlibSession

from contact_moments.model import ADD, DETAILS, VIEW
from tests.in_process import HOST, new_session
from tests.oauth.house import AUTHORIZE, INTROSPECT, REDIRECT, REVOKE, App, House
from tests.support import LIST, PHONE, TOKEN, a_call

SCOPE = [VIEW, ADD, DETAILS]


@pytest.fixture(autouse=True)
def _plain_http(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let both libraries talk http to this machine; they insist on https."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")


@pytest.fixture(params=["confidential", "public"])
def app(request: pytest.FixtureRequest, at: House) -> App:
    """A client with a secret, and one that cannot keep one."""
    return at.app(public=request.param == "public")


def reached(session: requests.Session) -> None:
    """Have a session reach the register that is in this process."""
    session.mount(HOST, new_session().get_adapter(HOST))


def allowed(at: House, link: str) -> str:
    """Where the browser of a person goes who follows the client's link and allows what it asks."""
    parts = urlsplit(link)
    assert (f"{parts.scheme}://{parts.netloc}", parts.path) == (at.url, AUTHORIZE)
    answer = at.browser().decide(dict(parse_qsl(parts.query)))
    return answer.headers["Location"]


def registered(session: requests.Session, url: str) -> int:
    """The status of a call that the session registers."""
    return session.post(url + PHONE, json=a_call(reference=None)).status_code


def test_requests_oauthlib(at: House, app: App) -> None:
    """requests-oauthlib gets tokens, registers, refreshes, and registers with the next token."""
    with OauthlibSession(app.client_id, redirect_uri=REDIRECT, scope=SCOPE, pkce="S256") as session:
        reached(session)
        link, _ = session.authorization_url(at.url + AUTHORIZE)
        session.fetch_token(at.url + TOKEN, authorization_response=allowed(at, link), client_secret=app.secret)
        first = registered(session, at.url)
        own = {"client_id": app.client_id} | ({"client_secret": app.secret} if app.secret else {})
        session.refresh_token(at.url + TOKEN, **own)

        assert (first, registered(session, at.url)) == (200, 200)


def test_authlib(at: House, app: App) -> None:
    """Authlib gets tokens, registers, refreshes, asks about its token and revokes it."""
    with AuthlibSession(
        app.client_id, app.secret, redirect_uri=REDIRECT, scope=" ".join(SCOPE), code_challenge_method="S256"
    ) as session:
        reached(session)
        verifier = "v" * 48
        link, _ = session.create_authorization_url(at.url + AUTHORIZE, code_verifier=verifier)
        session.fetch_token(at.url + TOKEN, authorization_response=allowed(at, link), code_verifier=verifier)
        first = registered(session, at.url)
        session.refresh_token(at.url + TOKEN)
        second = registered(session, at.url)
        token = session.token["refresh_token"]
        told = session.introspect_token(at.url + INTROSPECT, token=token)
        session.revoke_token(at.url + REVOKE, token=token)
        at.clock.second += 3

        assert (first, second, told.status_code) == (200, 200, 200 if app.secret else 401)
        assert session.get(at.url + LIST).status_code == 401


def test_a_client_that_finds_out_by_itself(at: House) -> None:
    """A client that knows the register's address alone finds the endpoints, and checks who answers (RFC 9207)."""
    app = at.app()
    with new_session() as plain:
        found = json.loads(plain.get(f"{at.url}/.well-known/oauth-authorization-server").text)
    with AuthlibSession(app.client_id, app.secret, redirect_uri=REDIRECT, scope=VIEW) as session:
        reached(session)
        link, _ = session.create_authorization_url(found["authorization_endpoint"])
        location = allowed(at, link)
        session.fetch_token(found["token_endpoint"], authorization_response=location)

        assert dict(parse_qsl(urlsplit(location).query))["iss"] == found["issuer"]
        assert session.get(at.url + LIST).status_code == 200
