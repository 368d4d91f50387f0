"""A browser in this process: it keeps cookies, follows redirects on demand, and says where a form comes from."""

import re
from http.cookies import SimpleCookie
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from contact_moments.accounts import accounts, links
from contact_moments.accounts.passwords import Parameters, Passwords
from contact_moments.clock import SECOND, Clock, system_clock
from contact_moments.people import Account, Actor
from contact_moments.register import Register
from contact_moments.server import create_app
from contact_moments.settings import Settings
from contact_moments.throttle.throttle import Throttle
from tests.engines import write_empty_register
from tests.in_process import Connected

HOST = "127.0.0.1"
PASSWORD = "correct horse battery staple"
FORM = b"application/x-www-form-urlencoded"
CHEAP = Parameters(passes=1, memory=8, threads=1)
OPERATOR = Actor(operator="operator")


class Answer(NamedTuple):
    """An answer: status, headers by lower-case name, those of cookies, and the page."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    text: str

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.headers.get("location", "")


class TestClock:
    """A clock that tests set forward."""

    __test__ = False

    def __init__(self) -> None:
        self.ahead = 0

    def __call__(self) -> int:
        """The time in microseconds."""
        return system_clock() + self.ahead

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self.ahead += int(seconds * SECOND)


def new_register(folder: Path, url: str | None = None, clock: Clock = system_clock, **settings: object) -> Register:
    """A new register whose passwords cost little; in the folder, unless its database is at `url`."""
    if url is None:
        url = f"sqlite:///{folder}/register.db"
        write_empty_register(folder / "register.db")
    register = Register(Settings(database_url=url).replaced(**settings), clock, Passwords(CHEAP))
    register.prepare()
    return register


def add_account(
    register: Register, email: str = "ada@example.org", role: str = "reader", password: str | None = PASSWORD
) -> Account:
    """A person; with a password unless it is None."""
    new = Account("", email, "Ada Lovelace", "en", role, register.clock())
    added = accounts.add(register.database, new, OPERATOR)
    if password is not None:
        _, token = links.make(register.database, added.id, register.clock(), OPERATOR)
        browser = Browser(register)
        browser.post(f"/invite/{token}", password=password, again=password)
        browser.post("/sign-out")
    return added


class Browser:
    """Calls one register's pages, each time on a connection of its own from the same address."""

    def __init__(self, register: Register, peer: str = "127.0.0.9", throttle: Throttle | None = None) -> None:
        self.application = Connected(create_app(register, throttle or Throttle()))
        self.register = register
        self.peer = peer
        self.cookies: dict[str, str] = {}

    def get(self, target: str, **headers: str) -> Answer:
        """Open a page."""
        return self.send("GET", target, b"", {"sec-fetch-site": "none", "accept": "text/html"} | _dashed(headers))

    def post(self, target: str, /, **fields: str) -> Answer:
        """Send a form from a page of the register."""
        return self.post_with({"sec-fetch-site": "same-origin"}, target, **fields)

    def post_with(self, headers: dict[str, str], target: str, /, **fields: str) -> Answer:
        """Send a form with these headers."""
        sent = {"content-type": FORM.decode(), "accept": "text/html"} | headers
        return self.send("POST", target, urlencode(fields).encode(), sent)

    def send(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> Answer:
        """Send a request with the cookies that were set, and keep those that come back."""
        whole = {"host": HOST, "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}
        whole |= {"content-length": str(len(body))} if method == "POST" else {}
        if self.cookies:
            whole["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        encoded = [(name, value.encode("latin-1")) for name, value in (whole | headers).items()]
        answer = self.application.send(method, target, encoded, body, self.peer)
        cookies = [value for name, value in answer.headers if name.lower() == "set-cookie"]
        for one in cookies:
            self._keep(one)
        found = {name.lower(): value for name, value in answer.headers}
        return Answer(answer.status, found, cookies, answer.content.decode())

    def _keep(self, text: str) -> None:
        (morsel,) = SimpleCookie(text).values()
        if morsel["max-age"] == "0":
            self.cookies.pop(morsel.key, None)
        else:
            self.cookies[morsel.key] = morsel.value

    def sign_in(self, email: str = "ada@example.org", password: str = PASSWORD) -> Answer:
        """Take the first step."""
        return self.post("/sign-in", email=email, password=password)

    def set_up(self, password: str = PASSWORD) -> tuple[str, list[str]]:
        """Set a second factor up; returns its secret and the recovery codes."""
        self.post("/account/second-factor", action="begin", password=password)
        secret = secret_in(self.get("/account/second-factor").text)
        done = self.post("/account/second-factor", action="confirm", code=code_of(secret, self.register.clock()))
        assert done.status == 200
        return secret, re.findall(r"<code>([A-Z2-7-]{27})</code>", done.text)


def secret_in(page: str) -> str:
    """The secret on a page that shows one."""
    found = re.search(r"<code>([A-Z2-7 ]{39})</code>", page)
    assert found is not None
    return found[1].replace(" ", "")


def code_of(secret: str, now: int, steps: int = 0) -> str:
    """The code of a telephone at an instant, or so many steps of 30 seconds later."""
    from pyotp import TOTP

    return TOTP(secret).at(now // SECOND + 30 * steps)


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
