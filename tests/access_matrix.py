"""The access matrix: who gets to the handler of each route, asked of the program itself; `docs/access.md` shows it.

`python -m tests.access_matrix` writes the tables into the document. Look at what has changed: that is what they are
for.
"""

import re
import secrets
import tempfile
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from sqlalchemy import insert

from contact_moments.accounts.shipped_roles import SHIPPED_ROLES
from contact_moments.http_server.application import Application
from contact_moments.http_server.cross_origin import CrossOrigin
from contact_moments.http_server.forwarding import Forwarding
from contact_moments.http_server.messages import Ends, Request, Response
from contact_moments.http_server.pipeline import RequestContext, Service
from contact_moments.http_server.readiness import Readiness
from contact_moments.http_server.routes import PUBLIC, Route, RouteTable
from contact_moments.log import RequestLog
from contact_moments.model import ALL_SCOPES, SCOPES
from contact_moments.register import Register, made
from contact_moments.routes import ROUTES
from contact_moments.settings import read_settings
from contact_moments.storage.database import Connection
from contact_moments.storage.sql import tables
from contact_moments.throttle.throttle import Throttle
from contact_moments.tokens import hash_of, new_token
from contact_moments.web import faults
from tests.people.rows import HOUR

DOCUMENT = Path(__file__).parent.parent / "docs" / "access.md"
ROLES = tuple(role.name for role in SHIPPED_ROLES)
COLUMNS = (
    "no token",
    "expired",
    "revoked",
    "wrong scope",
    *ROLES,
    "wrong origin",
    "disabled account",
    "other door's key",
)
FOREIGN = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}

Cells = dict[str, str]


class Keys(NamedTuple):
    """What somebody can show: an access token, and what their session cookie has."""

    token: str
    cookie: str

    def headers(self, page: bool) -> dict[str, str]:
        """What a browser sends to a page, or a client to the API."""
        return {"cookie": f"session={self.cookie}"} if page else {"authorization": f"Bearer {self.token}"}


def matrix() -> dict[str, Cells]:
    """The cells of each route, by its method and path."""
    with (
        tempfile.TemporaryDirectory() as folder,
        made(read_settings(database_url=f"sqlite:///{folder}/register.db", log_level="error")) as (register, _),
    ):
        asking = Asking(register)
        return {f"{route.method} {route.path}": asking.cells(route) for route in ROUTES}


class Asking:
    """A register with somebody of each kind in it, and all routes with a handler that only says that it was called."""

    def __init__(self, register: Register) -> None:
        settings = register.settings
        routes = [replace(route, handler=_called, quick=None, streams=False) for route in ROUTES]
        service = Service(
            register,
            Readiness(register.check_ready, register.clock),
            RouteTable(routes),
            Forwarding(settings),
            Throttle(),
            CrossOrigin([]),
            faults.page,
        )
        self._application = Application(service, RequestLog(settings))
        register.database.write(lambda transaction: self._fill(transaction.connection, register.clock()))

    def _fill(self, connection: Connection, now: int) -> None:
        scope = " ".join(SCOPES)
        connection.execute(insert(tables.client).values(id="c", name="c", secret_hash="0", scope=scope, created_at=now))
        for one in ALL_SCOPES:
            scopes = " ".join(sorted(set(ALL_SCOPES) - {one}))
            connection.execute(
                insert(tables.role).values(name=_without(one), scopes=scopes, second_factor=False, built_in=False)
            )
        self._keys = {role: add_keys(connection, role, now) for role in (*ROLES, *map(_without, ALL_SCOPES))}
        self._keys["expired"] = add_keys(connection, "administrator", now, lasts=-HOUR)
        self._keys["disabled account"] = add_keys(connection, "administrator", now, disabled_at=now)
        self._keys["revoked"] = add_keys(connection, "administrator", now, revoked_at=now)

    def cells(self, route: Route) -> Cells:
        """The cells of a route, by their columns."""
        return {column: self._cell(route, column) for column in COLUMNS}

    def _cell(self, route: Route, column: str) -> str:
        if column == "wrong scope":
            lacking = (route.scope if route.scope in ALL_SCOPES else ALL_SCOPES[0], *route.further)
            return " ".join(sorted({self._asked(route, _without(scope)) for scope in lacking}))
        return self._asked(route, column)

    def _asked(self, route: Route, column: str) -> str:
        headers = {"host": "localhost", "accept": "text/html, */*;q=0.1", "sec-fetch-site": "same-origin"}
        path = re.sub(r"\{\w+:int\}", "999", route.path)
        path = re.sub(r"\{\w+\}", "A" * 43, path)
        request = Request(
            route.method, path, "", headers | self._shown(route, column), "1.1", Ends("localhost", "127.0.0.1")
        )
        exchange = self._application.begin(request)
        refusal = exchange.admit()
        answer = refusal or exchange.handle()
        if refusal is None:
            assert answer.body == b"called"
            return "public" if route.scope == PUBLIC else "in"
        if answer.status != 303:
            return str(answer.status)
        assert dict(answer.headers)["location"].startswith("/sign-in?")
        return "sign in"

    def _shown(self, route: Route, column: str) -> dict[str, str]:
        """What is shown in a column: a cookie to pages, and to everything else a token."""
        if column == "no token":
            return {}
        if column == "wrong origin":
            return self._keys["administrator"].headers(route.page) | FOREIGN
        if column == "other door's key":
            return self._keys["administrator"].headers(not route.page)
        return self._keys[column].headers(route.page)


def _called(_: RequestContext) -> Response:
    return Response(b"called")


def _without(scope: str) -> str:
    return f"all but {scope}"


def add_keys(
    connection: Connection,
    role: str,
    now: int,
    lasts: int = HOUR,
    disabled_at: int | None = None,
    revoked_at: int | None = None,
) -> Keys:
    """Add somebody with a role; a token that acts for them with all scopes, and a session, unless it is revoked."""
    id_, keys = secrets.token_hex(16), Keys(new_token(), new_token())
    account = {"id": id_, "email": id_, "email_key": id_, "name": role, "language": "en", "role": role}
    connection.execute(
        insert(tables.account).values(**account, totp_secret="A", created_at=now, disabled_at=disabled_at)
    )
    given = {"client_id": "c", "expires_at": now + lasts}
    consent = {"id": id_, "account_id": id_, "scopes": " ".join(SCOPES), "given_at": now, "revoked_at": revoked_at}
    connection.execute(insert(tables.consent).values(**given | {"expires_at": now + 2 * HOUR}, **consent))
    connection.execute(
        insert(tables.token).values(**given, hash=hash_of(keys.token), scope=consent["scopes"], consent_id=id_)
    )
    if revoked_at is None:
        times = {"created_at": now, "seen_at": now, "expires_at": now + lasts}
        session = {"hash": hash_of(keys.cookie), "id": id_, "account_id": id_, "stage": "full"}
        connection.execute(insert(tables.session).values(**session, **times, address="", agent=""))
    return keys


def rows(found: dict[str, Cells]) -> str:
    """The matrix as a table of Markdown."""
    head = ["route", *COLUMNS]
    lines = [head, ["---"] * len(head)]
    lines += [[f"`{name}`", *cells.values()] for name, cells in found.items()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def role_rows() -> str:
    """What the shipped roles allow, as a table of Markdown."""
    head = ["scope", *ROLES]
    lines = [head, ["---"] * len(head)]
    lines += [
        [f"`{scope}`", *("yes" if scope in role.scopes else "" for role in SHIPPED_ROLES)] for scope in ALL_SCOPES
    ]
    lines += [["second factor", *("yes" if role.second_factor else "" for role in SHIPPED_ROLES)]]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def with_tables(document: str, found: dict[str, Cells]) -> str:
    """The document with these tables in place of its own, which begin with `| scope` and `| route`."""
    return _with_table(_with_table(document, "scope", role_rows()), "route", rows(found))


def _with_table(document: str, first: str, table: str) -> str:
    return re.sub(rf"^\| {first} \|.*\n(\|.*\n)*", lambda _: table, document, flags=re.MULTILINE)


if __name__ == "__main__":
    DOCUMENT.write_text(with_tables(DOCUMENT.read_text(), matrix()))
