"""A real browser: invitation, second factor, signing in, consent, revoking, reset, signing out everywhere.

Debian's Chromium, which `make test` brings; the browsers of Playwright are never downloaded. One walk, because starting
a browser and a server takes seconds. No page may break the content security policy.
"""

import base64
import hashlib
import json
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.people.browser import code_of
from tests.support import LIST, TOKEN, Installation, Server, fetch

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("processes")]

EMAIL = "noor@degroenerand.example"
PASSWORD, NEW = "vier woorden op een rij", "nog een zin die niemand raadt"
VERIFIER = "a-verifier-of-at-least-forty-three-characters-0"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


class Callback(BaseHTTPRequestHandler):
    """The page of an application to which the register sends the browser back."""

    def do_GET(self) -> None:
        """Answer with an empty page."""
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def callback() -> Iterator[str]:
    """The address of an application's page."""
    server = HTTPServer(("127.0.0.1", 0), Callback)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/back"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser."""
    path = shutil.which("chromium")
    assert path, "Chromium is missing; as root: apt-get install chromium fonts-dejavu-core"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"] if os.geteuid() == 0 else [], timeout=60_000
        )
        yield browser
        browser.close()


class Walk:
    """A person who walks through the pages of a server, in Dutch, and what breaks the policy meanwhile."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.server = server
        self.broken: list[str] = []
        self.context = browser.new_context(locale="nl-NL", reduced_motion="reduce", service_workers="block")
        self.page: Page = self.context.new_page()
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            self.broken.append(message.text)

    def fill(self, **fields: str) -> None:
        """Fill fields in, and press the first button of their form."""
        for name, value in fields.items():
            self.page.fill(f"#{name}", value)
        self.press(f"form:has(#{next(iter(fields))}) button")

    def press(self, selector: str) -> None:
        """Press a button that leads to another page."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def sign_in(self, password: str, code: str) -> None:
        """Take both steps."""
        self.page.goto(f"{self.server.url}/sign-in")
        self.fill(email=EMAIL, password=password)
        self.fill(code=code)

    @property
    def path(self) -> str:
        """Where the person is."""
        return urlsplit(self.page.url).path


def link(installation: Installation, server: Server, *words: str) -> str:
    """The link that a command prints."""
    printed = installation.run_apart(*words, PORT=str(urlsplit(server.url).port))
    found = re.search(r"^http\S+$", printed, re.MULTILINE)
    assert found is not None, printed
    return found[0]


def test_a_walk(installation: Installation, chromium: Browser, callback: str) -> None:
    """From the invitation to signing out everywhere, by mouse and form as a person does it."""
    installation.run("migrate")
    add = ("client", "add", "Whiteboard", "--public", "--redirect-uri", callback, "--scope", "contact_moment/view")
    client_id = json.loads(installation.run(*add, "--json"))["client_id"]
    with installation.serving() as server:
        walk = Walk(chromium, server)
        invited = link(installation, server, "user", "add", EMAIL, "--name", "Noor", "--role", "administrator")
        secret, codes = accept(walk, invited)
        sign_out_and_in(walk, secret)
        token = consent(walk, client_id, callback)
        assert asks(server, token) == 200
        revoke(walk)
        assert asks(server, token, until=401) == 401
        reset(walk, link(installation, server, "user", "reset-link", EMAIL), codes)
        sign_out_everywhere(walk, chromium, server, codes)
        assert walk.broken == []
        walk.context.close()


def accept(walk: Walk, invited: str) -> tuple[str, list[str]]:
    """Choose a password, set the second factor up as an administrator must, and keep the recovery codes."""
    walk.page.goto(invited)
    walk.fill(password=PASSWORD, again=PASSWORD)
    assert walk.path == "/account/second-factor"
    secret = walk.page.inner_text("main code").replace(" ", "")
    assert walk.page.locator("svg.qr path").count() == 1
    walk.fill(code=code_of(secret, time.time_ns() // 1000))
    codes = walk.page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    walk.press("a.primary")
    assert walk.path == "/account"
    assert walk.page.inner_text("h1") == "My account"
    return secret, codes


def sign_out_and_in(walk: Walk, secret: str) -> None:
    """By the menu, and with the next code of the telephone."""
    walk.page.click(".me summary")
    walk.press(".me button")
    assert walk.path == "/sign-in"
    assert walk.page.inner_text("h1") == "Welkom terug"
    # The code of the next half minute counts already; the one before was used.
    walk.sign_in(PASSWORD, code_of(secret, time.time_ns() // 1000, 1))
    assert walk.path == "/account"
    (cookie,) = walk.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("session", True, "Lax")


def consent(walk: Walk, client_id: str, callback: str) -> str:
    """Allow what an application asks; returns the token that it gets for its code."""
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": callback,
        "scope": "contact_moment/view",
        "state": "s",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    walk.page.goto(f"{walk.server.url}/l/oauth2/authorize?{urlencode(asked)}")
    assert "Whiteboard" in walk.page.inner_text("h1")
    walk.press("button[value=allow]")
    assert walk.page.url.startswith(callback)
    back = {name: value[0] for name, value in parse_qs(urlsplit(walk.page.url).query).items()}
    assert (back["state"], back["iss"]) == ("s", walk.server.url)
    form = {"grant_type": "authorization_code", "code": back["code"], "client_id": client_id}
    answer = fetch("POST", walk.server.url + TOKEN, data=form | {"redirect_uri": callback, "code_verifier": VERIFIER})
    assert answer.status_code == 200, answer.text
    token: str = answer.json()["access_token"]
    return token


def asks(server: Server, token: str, until: int = 200) -> int:
    """The status of a call with a token: waits at most five seconds until it is as it should be."""
    deadline = time.monotonic() + 5
    while True:
        status: int = fetch("GET", server.url + LIST, headers={"authorization": f"Bearer {token}"}).status_code
        if status == until or time.monotonic() > deadline:
            return status
        time.sleep(0.1)


def revoke(walk: Walk) -> None:
    """Take it back at the account."""
    walk.page.goto(f"{walk.server.url}/account")
    assert "Whiteboard" in walk.page.inner_text("main")
    walk.press("form[action*=consents] button")
    assert "Whiteboard" not in walk.page.inner_text("main")


def reset(walk: Walk, sent: str, codes: list[str]) -> None:
    """A scanner that opens the link uses nothing up; the new password counts, and the code is asked."""
    assert fetch("GET", sent).status_code == 200
    walk.page.goto(sent)
    walk.fill(password=NEW, again=NEW)
    assert walk.path == "/sign-in"
    walk.fill(code=codes[0])
    assert walk.path == "/account"


def sign_out_everywhere(walk: Walk, chromium: Browser, server: Server, codes: list[str]) -> None:
    """Another browser is out too, and the back button shows nothing."""
    other = Walk(chromium, server)
    other.sign_in(NEW, codes[1])
    assert other.path == "/account"
    walk.page.goto(f"{server.url}/account")
    walk.press("form[action='/account/sessions/end'] button")
    assert walk.path == "/sign-in"
    walk.page.go_back()
    assert walk.path == "/sign-in"
    time.sleep(2.1)
    other.page.goto(f"{server.url}/account")
    assert (other.path, other.broken) == ("/sign-in", [])
    other.context.close()
