"""Accounts: everything that a browser enforces itself, from an invitation to signing out everywhere."""

import json
import secrets
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from contact_moments.model import ADD, VIEW
from tests.browser.visiting import PASSWORD, accept, employ, invited, visiting
from tests.support import LIST, TOKEN, Api, Server, fetch

pytestmark = pytest.mark.long

SECOND_PASSWORD = "a lighthouse eats marmalade"


def code_of(secret: str, steps: int = 0) -> str:
    """What the app shows for the secret that a page told, where its clock is so many steps of 30 seconds ahead."""
    from pyotp import TOTP

    return TOTP("".join(secret.split())).at(int(time.time()) + 30 * steps)


def test_invitation_second_factor_and_signing_in(browser: Browser, server: Server) -> None:
    """An administrator chooses a password, sets the second factor up, signs out, and in again with a code."""
    email, path = invited(server, "administrator")
    with visiting(browser, server) as visitor:
        accept(visitor, path)
        visitor.sees("second factor")
        visitor.open("/account")
        visitor.sees("second factor")  # nothing else before that
        secret = visitor.page.locator("code").first.inner_text()
        visitor.fill(code=code_of(secret))
        visitor.press("Switch on")
        visitor.sees("recovery codes")
        recovery_code = visitor.page.locator("li code").first.inner_text()
        visitor.page.get_by_role("link", name="I have kept them").click()
        visitor.sees("My account")

        visitor.sign_out()
        visitor.open("/account")
        assert visitor.path == "/sign-in"
        visitor.sign_in(email)
        visitor.sees("Enter your code")
        visitor.fill(code=code_of(secret, steps=1))  # each code works once, and the next one counts already
        visitor.press("Go on")
        visitor.sees("My account")

        visitor.sign_out()
        visitor.sign_in(email)
        visitor.fill(code=recovery_code)
        visitor.press("Go on")
        visitor.sees("Timeline")
        assert visitor.path == "/"

        visitor.open(path)  # the link has been used
        visitor.sees("does not work any more")


def test_a_double_click_signs_in(browser: Browser, server: Server) -> None:
    """The second press waits for the first one, whose answer the browser throws away."""
    someone = employ(server, "reader")
    with visiting(browser, server) as visitor:
        visitor.open("/sign-in")
        visitor.fill(email=someone.email, password=PASSWORD)
        visitor.page.get_by_role("button", name="Sign in").dblclick(delay=50)
        visitor.sees("Timeline")


def test_cookies_are_out_of_reach(browser: Browser, server: Server) -> None:
    """Scripts do not see the session, and it goes when the browser closes; no page of another site can show ours."""
    _, path = invited(server, "reader")
    with visiting(browser, server) as visitor:
        accept(visitor, path)
        visitor.sees("Timeline")
        (cookie,) = visitor.context.cookies()

        assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (
            "session",
            True,
            "Lax",
            -1,
        )
        assert visitor.page.evaluate("document.cookie") == ""
        with listening() as site:
            site.page = f'<iframe src="{server.url}/account"></iframe>'
            visitor.page.goto(site.url)
            framed = visitor.page.frame_locator("iframe").locator("body")
            expect(framed).to_contain_text("refused")  # Chromium's own words in place of the page
            expect(framed).not_to_contain_text("Contact moments")
        visitor.faults.clear()


def test_a_form_of_another_site(browser: Browser, server: Server) -> None:
    """It does nothing: the browser says where it comes from, and the session goes on."""
    _, path = invited(server, "reader")
    with visiting(browser, server) as visitor, listening() as site:
        accept(visitor, path)
        visitor.sees("Timeline")
        site.page = f'<form method="post" action="{server.url}/account/sessions/end"><button>Win</button></form>'
        visitor.page.goto(site.url)
        visitor.page.get_by_role("button").click()
        visitor.sees("Not from here")
        visitor.open("/account")
        visitor.sees("My account")


def test_consent_and_taking_it_back(browser: Browser, server: Server) -> None:
    """An application of this machine gets what the person allows, calls the API, and loses it when it is taken back."""
    email, path = invited(server, "registrar")
    with visiting(browser, server) as visitor, listening() as app:
        accept(visitor, path)
        visitor.sees("Timeline")
        visitor.sign_out()
        client_id = added_client(server, app.url)
        verifier = secrets.token_urlsafe(48)
        visitor.open(f"/l/oauth2/authorize?{asking(client_id, app.url, verifier)}")
        visitor.sign_in(email)
        visitor.sees("asks to act for you")
        visitor.press("Allow")
        visitor.page.wait_for_url(f"{app.url}**")
        answer = {name: values[0] for name, values in parse_qs(urlsplit(visitor.page.url).query).items()}
        assert (answer["state"], answer["iss"]) == ("of mine", server.url)

        form = {"grant_type": "authorization_code", "client_id": client_id, "code": answer["code"]}
        exchanged = fetch(
            "POST", server.url + TOKEN, data=form | {"code_verifier": verifier, "redirect_uri": app.url}
        ).json()
        api = Api(server.url, exchanged["access_token"])
        assert api.get(LIST).status_code == 200

        visitor.open("/account")
        visitor.press("Take back")
        expect(visitor.page.locator("body")).to_contain_text("cannot act for you any more")
        visitor.page.wait_for_timeout(2500)  # the worker has cached the grant for two seconds
        assert api.get(LIST).status_code == 401


def test_denying(browser: Browser, server: Server) -> None:
    """The application is told, by the same way, and gets nothing."""
    _, path = invited(server, "reader")
    with visiting(browser, server) as visitor, listening() as app:
        accept(visitor, path)
        visitor.sees("Timeline")
        visitor.open(f"/l/oauth2/authorize?{asking(added_client(server, app.url), app.url, 'x' * 43)}")
        visitor.press("Deny")
        visitor.page.wait_for_url(f"{app.url}**")

        assert "error=access_denied" in visitor.page.url
        assert "code=" not in visitor.page.url


def test_reset_and_signing_out_everywhere(browser: Browser, server: Server) -> None:
    """A new password ends the sessions in other browsers; and one press ends them all."""
    email, path = invited(server, "reader")
    with visiting(browser, server) as here, visiting(browser, server) as there:
        accept(here, path)
        here.sees("Timeline")
        told = json.loads(server.installation.run("user", "reset-link", email, "--json"))
        there.open(urlsplit(told["link"]).path)
        there.fill(password=SECOND_PASSWORD, again=SECOND_PASSWORD)
        there.press("Save password")
        there.sees("Timeline")
        here.page.wait_for_timeout(2500)
        here.open("/account")
        here.sees("Welcome back")
        here.sign_in(email)
        here.sees("Welcome back")
        here.sign_in(email, SECOND_PASSWORD)
        here.sees("My account")

        here.press("Sign out everywhere")
        there.page.wait_for_timeout(2500)
        for one in (here, there):
            one.open("/account")
            one.sees("Welcome back")


def added_client(server: Server, redirect_uri: str) -> str:
    """Add a public client that may read and register; returns its id."""
    scopes = [word for scope in (VIEW, ADD) for word in ("--scope", scope)]
    told = server.installation.run(
        "client", "add", "App", *scopes, "--redirect-uri", redirect_uri, "--public", "--json"
    )
    client_id: str = json.loads(told)["client_id"]
    return client_id


def asking(client_id: str, redirect_uri: str, verifier: str) -> str:
    """The query with which a public client asks."""
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    return urlencode(
        {
            "response_type": "code",
            "client_id": client_id,
            "redirect_uri": redirect_uri,
            "scope": VIEW,
            "state": "of mine",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
    )


@dataclass
class Site:
    """Another site: an application, or an attacker. It answers everything with `page`."""

    url: str
    page: str = "Thank you"


@contextmanager
def listening() -> Iterator[Site]:
    """Another site on this machine, under a name of its own for the browser."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(site.page.encode())

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    listener = HTTPServer(("127.0.0.1", 0), Handler)
    site = Site(f"http://localhost:{listener.server_port}/callback")
    thread = threading.Thread(target=listener.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield site
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()
