"""Somebody at a browser of their own, and what their browser has refused to do."""

import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Error, Page, Request, expect

from contact_moments.register import Register
from tests.pages import parked_rows
from tests.support import Server

PASSWORD = "seven umbrellas dance quietly"
MISSING = "Chromium is missing; as root: apt-get install chromium fonts-dejavu-core"


@dataclass
class Visitor:
    """Somebody at a browser. `faults` are what no page may do: ask for what its policy forbids, fail in a script."""

    server: Server
    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note faults from now on."""
        self.page.on("console", self._console)
        self.page.on("pageerror", self._failure)
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # A refusal by its status alone is not a fault of a page, and neither is a request that ends as one goes on.
        usual = "Failed to load resource" in message.text or "Failed to fetch" in message.text
        if "Policy" in message.text or (message.type == "error" and not usual):
            self.faults.append(message.text)

    def _failure(self, failure: Error) -> None:
        # Chromium reports to a page that the way to it, or from it, was not animated, for example where somebody goes
        # on at once. No script of ours has failed then (https://github.com/w3c/csswg-drafts/issues/13726).
        if not str(failure).startswith(("Transition was aborted", "Transition was skipped")):
            self.faults.append(str(failure))

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if self.context.pages and not request.url.startswith((self.server.url, "http://localhost:")):
            self.faults.append(f"a request to {request.url}")

    def open(self, path: str) -> None:
        """Open a page of the register."""
        self.page.goto(self.server.url + path)

    def fill(self, **fields: str) -> None:
        """Fill in fields by their names, and wait for the page's scripts: a key that is pressed next is theirs."""
        for name, value in fields.items():
            self.page.locator(f"input[name={name}]:visible").first.fill(value)
        self.page.wait_for_load_state()

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=re.compile(f"^{name}")).first.click()

    def sees(self, heading: str) -> None:
        """Wait until a page with this heading is there, with its styles and scripts."""
        expect(self.page.locator("h1").first).to_contain_text(heading)
        self.page.wait_for_load_state()

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Sign in on the page that is open."""
        self.fill(email=email, password=password)
        self.press("Sign in")

    def sign_out(self) -> None:
        """Sign out by the menu."""
        self.page.locator("details.me > summary").click()
        self.press("Sign out")

    @property
    def path(self) -> str:
        """The path of the page that is open."""
        return urlsplit(self.page.url).path


@dataclass
class Staff:
    """Somebody who can sign in, and the cookie of a session of theirs."""

    email: str
    cookie: str


@contextmanager
def visiting(
    browser: Browser, server: Server, staff: Staff | None = None, width: int = 1440, height: int = 900, **options: Any
) -> Iterator[Visitor]:
    """A visitor, signed in as `staff` or with no cookies yet; at the end there must be no faults.

    `options` are those of a browser's context, such as `java_script_enabled=False` or `color_scheme="dark"`.
    """
    chosen = {"locale": "en-GB", "reduced_motion": "reduce", "viewport": {"width": width, "height": height}} | options
    context = browser.new_context(**chosen)
    context.set_default_timeout(15_000)
    if staff is not None:
        context.add_cookies([{"name": "session", "value": staff.cookie, "url": server.url}])
    visitor = Visitor(server, context, context.new_page())
    visitor.watch()
    yield visitor
    context.close()
    assert visitor.faults == [], visitor.faults


def invited(server: Server, role: str) -> tuple[str, str]:
    """Invite somebody; returns their address, and the path of the link."""
    email = f"{secrets.token_hex(4)}@example.org"
    told = json.loads(server.installation.run("user", "add", email, "--name", "Ann Example", "--role", role, "--json"))
    return email, urlsplit(told["link"]).path


def accept(visitor: Visitor, path: str) -> None:
    """Choose a password by an invitation."""
    visitor.open(path)
    visitor.fill(password=PASSWORD, again=PASSWORD)
    visitor.press("Save password")


def employ(server: Server, role: str, relation: int | None = None) -> Staff:
    """Somebody with a role, who has signed in, and may be a relation."""
    email, path = invited(server, role)
    if relation is not None:
        server.installation.run("user", "relation", email, str(relation))
    form, headers = {"password": PASSWORD, "again": PASSWORD}, {"sec-fetch-site": "same-origin"}
    answer = requests.post(server.url + path, form, headers=headers, allow_redirects=False, timeout=30)
    assert answer.status_code == 303, answer.text
    return Staff(email, answer.cookies["session"])


def follow(server: Server, staff: Staff, moment_id: int, **fields: str) -> None:
    """Ask for the follow-up of a moment, by the fields of the form on its page without what each begins with."""
    form, headers = {f"follow_up_{name}": value for name, value in fields.items()}, {"sec-fetch-site": "same-origin"}
    address, cookies = f"{server.url}/moment/{moment_id}/follow-up", {"session": staff.cookie}
    answer = requests.post(address, form, headers=headers, cookies=cookies, allow_redirects=False, timeout=30)
    assert answer.status_code == 303, answer.text


def park(server: Server, sender: int) -> int:
    """Park a call of a sender that is not there; returns the id under which it is."""
    register = Register(server.installation.settings_here())
    try:
        return parked_rows.park(register, parked_rows.parking_client(register), sender)
    finally:
        register.close()
