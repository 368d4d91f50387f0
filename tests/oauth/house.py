"""A register with people who have signed in, and clients that ask them for something."""

import base64
import hashlib
import html
import itertools
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests

from contact_moments import clients
from contact_moments.accounts import accounts
from contact_moments.accounts.sessions import Seen
from contact_moments.audit import trail
from contact_moments.clients import ClientMetadata
from contact_moments.contract.support import add_people
from contact_moments.model import ADD, DETAILS, VIEW
from contact_moments.people import Account, Actor, Stage
from contact_moments.register import Register
from contact_moments.server import create_app
from contact_moments.settings import read_settings
from contact_moments.storage.questions.audit import Wanted
from contact_moments.storage.sql.tables import metadata
from contact_moments.throttle.throttle import Throttle
from contact_moments.tokens import new_token
from tests.clock import Clock
from tests.in_process import Connected, opened_at
from tests.support import LIST, RECIPIENT, SENDER, TOKEN, Api, fetch

AUTHORIZE, REVOKE, INTROSPECT = "/l/oauth2/authorize", "/l/oauth2/revoke", "/l/oauth2/introspect"
REDIRECT = "https://crm.example.org/signed-in"
STATE = "xyz ä&="
VERIFIER = "verifier-of-43-characters.or.more_0123456789~"
SCOPES = (VIEW, ADD, DETAILS)

Changes = str | None
_numbers = itertools.count(1)


def challenge_of(verifier: str) -> str:
    """The challenge that a verifier answers (RFC 7636 §4.2, S256)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def without_none(fields: dict[str, Changes]) -> dict[str, str]:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}


@dataclass
class App:
    """A client, as whoever made it has it."""

    url: str
    client_id: str
    secret: str | None
    redirect: str = REDIRECT

    def request(self, **changes: Changes) -> dict[str, str]:
        """The parameters with which it sends a browser to the register; a value of None leaves one out."""
        fields: dict[str, Changes] = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect,
            "state": STATE,
            "code_challenge": challenge_of(VERIFIER),
            "code_challenge_method": "S256",
        }
        return without_none(fields | changes)

    def ask(self, path: str = TOKEN, **fields: Changes) -> requests.Response:
        """A call to the register, with its id and secret unless they are changed."""
        own: dict[str, Changes] = {"client_id": self.client_id, "client_secret": self.secret}
        return fetch("POST", self.url + path, data=without_none(own | fields))

    def redeem(self, code: str, **changes: Changes) -> requests.Response:
        """The token call for a code."""
        fields: dict[str, Changes] = {"grant_type": "authorization_code", "code": code, "code_verifier": VERIFIER}
        return self.ask(TOKEN, **(fields | changes))

    def refresh(self, token: str, **changes: Changes) -> requests.Response:
        """The token call for a refresh token."""
        fields: dict[str, Changes] = {"grant_type": "refresh_token", "refresh_token": token}
        return self.ask(TOKEN, **(fields | changes))


@dataclass
class Browser:
    """A browser in which somebody has signed in. It fails the test if it is sent to an address of no client."""

    url: str
    account: Account
    cookie: str
    registered: Callable[[], Collection[str]]
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, parameters: dict[str, str] | str, method: str = "GET") -> requests.Response:
        """Follow a client's link to the register."""
        query = parameters if isinstance(parameters, str) else urlencode(parameters)
        headers = {"Cookie": f"session={self.cookie}"} | self.headers
        return self._looked_at(fetch(method, f"{self.url}{AUTHORIZE}?{query}", headers=headers, allow_redirects=False))

    def send(self, fields: dict[str, str] | str, **headers: str) -> requests.Response:
        """Send the form of a page."""
        own = {"Cookie": f"session={self.cookie}", "Sec-Fetch-Site": "same-origin"} | self.headers
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        sent = own | kind | headers
        return self._looked_at(fetch("POST", self.url + AUTHORIZE, data=fields, headers=sent, allow_redirects=False))

    def _looked_at(self, answer: requests.Response) -> requests.Response:
        # Whatever a test is about.
        address = answer.headers.get("Location", "/sign-in?")
        assert address.startswith("/sign-in?") or address.partition("?")[0] in self.registered(), address
        return answer

    def signed_out(self, **headers: str) -> "Browser":
        """The same browser without its session."""
        return replace(self, cookie="", headers=headers)

    def decide(self, parameters: dict[str, str], decision: str = "allow", **changes: str) -> requests.Response:
        """Look at the page that asks, and press one of its buttons."""
        page = self.get(parameters)
        assert page.status_code == 200, (page.status_code, page.headers)
        return self.send(hidden_fields(page) | {"decision": decision} | changes)

    def give_code(self, app: App, **changes: Changes) -> str:
        """Allow what a client asks for; returns the code that it gets."""
        return answer_in(self.decide(app.request(**changes)))["code"]

    def give_tokens(self, app: App, **changes: Changes) -> dict[str, Any]:
        """Allow what a client asks for; returns the answer to its token call."""
        answer = app.redeem(self.give_code(app, **changes))
        assert answer.status_code == 200, answer.text
        tokens: dict[str, Any] = answer.json()
        return tokens


def hidden_fields(page: requests.Response) -> dict[str, str]:
    """What the form of the page sends besides the button."""
    form = page.text.partition(f'action="{AUTHORIZE}"')[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
    return {html.unescape(name): html.unescape(value) for name, value in found}


def answer_in(response: requests.Response) -> dict[str, str]:
    """What the client gets in the query of its address."""
    assert response.status_code == 303, response.text
    query = parse_qs(urlsplit(response.headers["Location"]).query, keep_blank_values=True, strict_parsing=True)
    assert all(len(values) == 1 for values in query.values())
    return {name: values[0] for name, values in query.items()}


@dataclass
class House:
    """A register that is served, on a clock that stands still."""

    url: str
    register: Register
    clock: Clock

    def app(
        self,
        *scopes: str,
        redirects: tuple[str, ...] = (REDIRECT,),
        public: bool = False,
        people_only: bool = False,
        name: str = "CRM",
    ) -> App:
        """A new client."""
        metadata = ClientMetadata(redirects, public, people_only)
        added = clients.add(self.register.database, name, frozenset(scopes or SCOPES), self.clock(), Actor(), metadata)
        return App(self.url, added[0].id, None if public else added[1], next(iter(redirects), REDIRECT))

    def browser(self, role: str = "editor", stage: Stage = "full") -> Browser:
        """A browser in which a new person of this role has signed in, or begun to."""
        account = Account("", f"person{next(_numbers)}@example.org", "Noor", "en", role, self.clock())
        added = accounts.add(self.register.database, account, Actor())
        return self.browser_of(added, stage)

    def browser_of(self, account: Account, stage: Stage = "full") -> Browser:
        """One more browser of a person."""
        token, seen = new_token(), Seen("127.0.0.1", "Test", self.clock())
        sessions = self.register.sessions
        self.register.database.write(lambda transaction: sessions.begin(transaction, token, account.id, stage, seen))
        return Browser(self.url, account, token, self._registered)

    def _registered(self) -> set[str]:
        found = clients.all_redirects(self.register.database)
        return {address.partition("?")[0] for addresses in found.values() for address in addresses}

    def give_role(self, account: Account, role: str) -> None:
        """Give a person another role."""
        accounts.give_role(self.register.database, account.id, role, Actor())

    def disable(self, account: Account) -> None:
        """Disable an account."""
        accounts.disable(self.register.database, account.id, self.clock(), Actor())

    def revoke_client(self, client_id: str) -> None:
        """Revoke a client."""
        clients.revoke(self.register.database, client_id, self.clock(), Actor())

    def everything_kept(self) -> str:
        """Every row that is kept."""
        kept = self.register.database.read_snapshot(
            lambda connection: [connection.execute(one.select()).all() for one in metadata.sorted_tables]
        )
        return repr(kept)

    def works(self, token: str) -> bool:
        """Whether an access token opens the API, once every cache has forgotten it."""
        self.clock.second += 3
        return Api(self.url, token).get(LIST).status_code == 200

    def events(self, *kinds: str) -> list[tuple[str, str | None, str | None, str | None]]:
        """Kind, account, client and subject of the events of these kinds, the oldest first."""
        found = trail.read(self.register.database, Wanted())
        return [(one.kind, one.account_id, one.client_id, one.subject) for one in found if one.kind in kinds]


@contextmanager
def house(url: str, **settings: str) -> Iterator[House]:
    """A register at the address of a database, served in this process."""
    clock = Clock()
    register = Register(read_settings(database_url=url, log_level="error", **settings), clock)
    try:
        add_people(register, SENDER, RECIPIENT)
        with opened_at(Connected(create_app(register, Throttle()))) as address:
            yield House(address, register, clock)
    finally:
        register.close()
