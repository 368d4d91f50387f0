"""Who gets to a page: connection, host, origin, session, second factor and scope, in this order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from contact_moments.http_server.application import Application
from contact_moments.http_server.cross_origin import CrossOrigin
from contact_moments.http_server.forwarding import Forwarding
from contact_moments.http_server.messages import Ends, Request, Response, json_response
from contact_moments.http_server.pipeline import LIST, RequestContext, Service
from contact_moments.http_server.readiness import Readiness
from contact_moments.http_server.routes import PUBLIC, SESSION, SETTING_UP, Route, RouteTable
from contact_moments.log import RequestLog
from contact_moments.model import ACCOUNT_EDIT, VIEW
from contact_moments.people import Stage
from contact_moments.register import Register
from contact_moments.routes import ROUTES
from contact_moments.settings import Settings
from contact_moments.storage.sql import tables
from contact_moments.throttle.throttle import Throttle
from contact_moments.tokens import new_token
from contact_moments.web import faults
from tests.clock import Clock
from tests.in_process import Answer, Connected
from tests.people.rows import add_person, add_session, change_rows

PUBLIC_URL = "https://register.example.org"
SAME = {"sec-fetch-site": "same-origin"}


def show(context: RequestContext) -> Response:
    """A page that tells who asks, and whether the handler ran."""
    session, actor = context.session, context.actor
    return json_response({"stage": session and session.stage, "account": actor.account_id, "body": len(context.body)})


def page(method: str, path: str, scope: str) -> Route:
    """A page of this test."""
    return Route(method, path, scope, show, max_body=100 if method == "POST" else 0, page=True)


PAGES = [
    page("GET", "/", VIEW),
    *(page(method, "/open", PUBLIC) for method in ("GET", "POST")),
    *(page(method, "/mine", SESSION) for method in ("GET", "POST")),
    *(page(method, "/setup", SETTING_UP) for method in ("GET", "POST")),
    *(page(method, "/people", ACCOUNT_EDIT) for method in ("GET", "POST")),
]
OWN = {route.path for route in PAGES}


class Site(Connected):
    """The pages of one register, behind one kind of connection."""

    def __init__(self, register: Register) -> None:
        self.register = register
        settings = register.settings
        table = RouteTable([*PAGES, *(route for route in ROUTES if route.path not in OWN)])
        service = Service(
            register,
            Readiness(register.check_ready, register.clock),
            table,
            Forwarding(settings),
            Throttle(),
            CrossOrigin([]),
            faults.page,
        )
        self.application = Application(service, RequestLog(settings))
        super().__init__(self.application)

    def call(self, method: str, target: str, cookie: str = "", body: str = "", **headers: str) -> Answer:
        """A request of a browser, on this machine unless `x_forwarded_proto` says otherwise."""
        given = {"host": "localhost", "accept": "text/html"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        if cookie:
            given["cookie"] = cookie
        if body:
            given["content-length"] = str(len(body))
        return self.send(
            method, target, [(name, value.encode()) for name, value in given.items()], body.encode(), "127.0.0.1"
        )

    def session(self, role: str, stage: Stage = "full", second_factor: bool = True) -> str:
        """Somebody with this role; returns their cookie's value."""
        return add_session(self.register, add_person(self.register, role, second_factor), stage)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the module's register."""
    folder: Path = tmp_path_factory.mktemp("guard")
    return f"sqlite:///{folder}/register.db"


@pytest.fixture(scope="module")
def clock() -> Clock:
    """A clock that tests move on."""
    return Clock()


@pytest.fixture(scope="module")
def here(database: str, clock: Clock) -> Iterator[Site]:
    """Called on this machine, without TLS."""
    register = Register(Settings(database_url=database, log_level="error"), clock)
    register.prepare()
    yield Site(register)
    register.close()


@pytest.fixture(scope="module")
def there(here: Site, database: str, clock: Clock) -> Iterator[Site]:
    """Called through a proxy that does TLS."""
    chosen = {"public_url": PUBLIC_URL, "trusted_proxies": "127.0.0.1/32", "log_level": "error"}
    register = Register(Settings(database_url=database, **chosen), clock)  # type: ignore[arg-type]
    yield Site(register)
    register.close()


TLS = {"host": "register.example.org", "x_forwarded_proto": "https", "x_forwarded_for": "192.0.2.7"}


def header(answer: Answer, name: str) -> str | None:
    """A header of an answer."""
    return {key.lower(): value for key, value in answer.headers}.get(name)


def test_a_session_lets_in(here: Site) -> None:
    """Who has signed in, with a role that has the scope, is known to the page."""
    cookie = f"session={here.session('administrator')}"

    assert [here.call("GET", path, cookie).status for path in ("/", "/open", "/mine", "/setup", "/people")] == [200] * 5
    assert here.call("GET", "/mine", cookie).json()["account"] is not None
    assert here.call("POST", "/people", cookie, "a=b", **SAME).json()["body"] == 3


@pytest.mark.parametrize("path", ["/", "/mine", "/setup", "/people"])
def test_without_a_session_one_signs_in_first(here: Site, path: str) -> None:
    """The sign-in page knows where to go on; a form is not kept, and says so."""
    answer = here.call("GET", f"{path}?a=b%26c&d=/e")
    address = urlsplit(header(answer, "location") or "")

    assert (answer.status, address.path) == (303, "/sign-in")
    assert parse_qs(address.query) == {"next": [f"{path}?a=b%26c&d=/e"]}
    assert "script-src" in (header(answer, "content-security-policy") or "")
    if path != "/":
        assert here.call("POST", path, "", "a=b", **SAME).status == 401


UNKNOWN = {
    "none": "",
    "unknown": f"session={new_token()}",
    "empty": "session=",
    "short": "session=abc",
    "of the other name": f"__Host-session={new_token()}",
    "quoted": f'session="{new_token()}"',
}


@pytest.mark.parametrize("kind", UNKNOWN)
def test_a_cookie_that_is_none(here: Site, kind: str) -> None:
    """What no sign-in has given signs nobody in, and a public page goes on without."""
    cookie = UNKNOWN[kind]

    assert here.call("GET", "/mine", cookie).status == 303
    assert here.call("GET", "/open", cookie).json() == {"stage": None, "account": None, "body": 0}


@pytest.mark.parametrize(
    "form", ["session={0}; session={1}", "session={0}, session={1}", "session={0};session={0}", "session={0};session=x"]
)
def test_two_cookies_of_one_name_are_none(here: Site, form: str) -> None:
    """A stranger can plant a second one; nothing tells which is right."""
    assert here.call("GET", "/mine", form.format(here.session("reader"), here.session("reader"))).status == 303


def test_other_cookies_do_not_matter(here: Site) -> None:
    """Those of other programs on the host stand before and after it."""
    cookie = f"session={here.session('reader')}"

    assert here.call("GET", "/mine", f"a=b; {cookie}; c=session=d; xsession=e").status == 200
    assert here.call("GET", "/mine", f"{'a=b; ' * 2000}{cookie}{'; a=b' * 2000}").status == 200
    # Several headers, as proxies make of HTTP/2, arrive as one with commas.
    assert here.call("GET", "/mine", f"a=b, {cookie}, c=d").status == 200


def test_the_name_of_the_cookie_fits_the_connection(here: Site, there: Site) -> None:
    """Over TLS only the name that a page in the clear cannot plant, and without TLS only the other."""
    token = here.session("reader")
    names = ("session", "__Host-session")

    assert [here.call("GET", "/mine", f"{name}={token}").status for name in names] == [200, 303]
    assert [there.call("GET", "/mine", f"{name}={token}", **TLS).status for name in names] == [303, 200]


SEEN: dict[str, tuple[str, str, int]] = {
    "a page": ("GET", "/sign-in", 200),
    "a way to another page": ("GET", "/account", 303),
    "a way that a handler tells": ("POST", "/sign-out", 303),
    "a refusal": ("POST", "/account/profile", 401),
    "another method": ("PUT", "/sign-in", 405),
    "no page": ("GET", "/nothing", 404),
}


@pytest.mark.parametrize("seen", SEEN)
def test_browsers_are_told_to_keep_to_https(here: Site, there: Site, seen: str) -> None:
    """By whatever they see over TLS, and by nothing in the clear."""
    method, path, status = SEEN[seen]
    told = there.call(method, path, **(TLS | SAME))
    in_the_clear = here.call(method, path, **SAME)
    refused = there.call(method, path, **(TLS | SAME | {"x_forwarded_proto": "http"}))

    assert (told.status, in_the_clear.status) == (status, status)
    assert header(told, "strict-transport-security") == "max-age=31536000"
    assert [header(one, "strict-transport-security") for one in (in_the_clear, refused)] == [None, None]


def test_the_scope_decides(here: Site) -> None:
    """A role without it is refused, whatever the method, without a challenge for a token."""
    cookie = f"session={here.session('editor')}"
    answers = [here.call("GET", "/people", cookie), here.call("POST", "/people", cookie, "a=b", **SAME)]

    assert [answer.status for answer in answers] == [403, 403]
    assert [header(answer, "www-authenticate") for answer in answers] == [None, None]


STAGES: dict[Stage, dict[str, tuple[int, int]]] = {
    "code": {"/open": (200, 200), "/setup": (303, 401), "/mine": (303, 401), "/people": (303, 401)},
    "set_up": {"/open": (200, 200), "/setup": (200, 200), "/mine": (303, 403), "/people": (303, 403)},
}


@pytest.mark.parametrize("stage", STAGES)
def test_signing_in_half_way(here: Site, stage: Stage) -> None:
    """Who owes a code or a second factor gets no further than to the page that asks for it."""
    cookie = f"session={here.session('administrator', stage, second_factor=stage == 'code')}"
    found = {
        path: (here.call("GET", path, cookie).status, here.call("POST", path, cookie, "a=b", **SAME).status)
        for path in STAGES[stage]
    }
    leads = {"code": "/sign-in", "set_up": "/account/second-factor"}[stage]

    assert found == STAGES[stage]
    assert urlsplit(header(here.call("GET", "/mine", cookie), "location") or "").path == leads
    assert (here.call("GET", "/open", cookie).json()["account"] is None) == (stage == "code")


ENDS: dict[str, tuple[Any, dict[str, Any], int]] = {
    "the account is disabled": (tables.account, {"disabled_at": 1}, 303),
    "the role loses the scope": (tables.account, {"role": "reader"}, 403),
    "the session has ended": (tables.session, {"expires_at": 1}, 303),
    "the role asks for a second factor": (tables.account, {"totp_secret": None}, 303),
}


@pytest.mark.parametrize("end", ENDS)
def test_what_ends_is_over_within_five_seconds(here: Site, clock: Clock, end: str) -> None:
    """A session that was in the cache, too."""
    cookie = f"session={here.session('administrator')}"
    table, values, status = ENDS[end]
    before = here.call("GET", "/people", cookie).status
    change_rows(here.register, table, **values)
    clock.second += 5

    assert (before, here.call("GET", "/people", cookie).status) == (200, status)


OURS = f"{PUBLIC_URL}"
ORIGINS: dict[str, tuple[dict[str, str], int]] = {
    "neither": ({}, 403),
    "same-origin": ({"sec_fetch_site": "same-origin"}, 200),
    "same-site": ({"sec_fetch_site": "same-site"}, 403),
    "cross-site": ({"sec_fetch_site": "cross-site"}, 403),
    "an address that was typed": ({"sec_fetch_site": "none"}, 403),
    "an empty header": ({"sec_fetch_site": ""}, 403),
    "twice": ({"sec_fetch_site": "same-origin, same-origin"}, 403),
    "our origin": ({"origin": OURS}, 200),
    "another origin": ({"origin": "https://evil.example"}, 403),
    "one that begins like ours": ({"origin": f"{OURS}.evil.example"}, 403),
    "one on another port": ({"origin": f"{OURS}:8443"}, 403),
    "one in the clear": ({"origin": OURS.replace("https", "http")}, 403),
    "one in capitals": ({"origin": OURS.upper()}, 403),
    "with a path": ({"origin": f"{OURS}/"}, 403),
    "null": ({"origin": "null"}, 403),
    "both": ({"sec_fetch_site": "same-origin", "origin": OURS}, 200),
    "both, but they differ": ({"sec_fetch_site": "same-origin", "origin": "https://evil.example"}, 403),
    "both, but they differ the other way": ({"sec_fetch_site": "cross-site", "origin": OURS}, 403),
}


@pytest.mark.parametrize("kind", ORIGINS)
@pytest.mark.parametrize("path", ["/open", "/mine"])
def test_a_form_comes_from_a_page_of_ours(there: Site, path: str, kind: str) -> None:
    """Also that of a public page: a stranger must not be able to sign somebody in as somebody else."""
    headers, status = ORIGINS[kind]
    cookie = f"__Host-session={there.session('reader')}"

    assert there.call("POST", path, cookie, "a=b", **TLS, **headers).status == status
    assert there.call("GET", path, cookie, **TLS, **headers).status == 200


HOSTS = {
    "register.example.org": 200,
    "REGISTER.example.org": 200,
    "register.example.org:443": 200,
    "register.example.org:80": 421,
    "register.example.org.": 421,
    "evil.example": 421,
    "register.example.org.evil.example": 421,
    "localhost": 421,
    "127.0.0.1": 421,
}


@pytest.mark.parametrize("host", HOSTS)
def test_a_page_is_at_the_public_address_only(there: Site, host: str) -> None:
    """By no other name, also with a session."""
    cookie = f"__Host-session={there.session('reader')}"

    assert there.call("GET", "/mine", cookie, **TLS | {"host": host}).status == HOSTS[host]


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1", "[::1]:8080"])
def test_without_a_public_address_pages_are_for_this_machine(here: Site, host: str) -> None:
    """By its own names; another may be an attacker's that leads here (DNS rebinding)."""
    cookie = f"session={here.session('reader')}"

    assert here.call("GET", "/mine", cookie, host=host).status == 200
    assert here.call("POST", "/mine", cookie, "a=b", host=host, origin=f"http://{host}").status == 200
    assert here.call("GET", "/mine", cookie, host="evil.example").status == 403


def test_a_proxy_without_a_public_address(database: str, here: Site, clock: Clock) -> None:
    """What a client says it has called cannot be checked then, also over TLS."""
    register = Register(Settings(database_url=database, trusted_proxies="127.0.0.1/32", log_level="error"), clock)
    answer = Site(register).call("GET", "/open", **TLS)
    register.close()

    assert answer.status == 421


def test_nobody_reads_along(there: Site) -> None:
    """A page in the clear is refused before anything else, also the public one."""
    clear = TLS | {"x_forwarded_proto": "http"}

    assert [there.call("GET", path, **clear).status for path in ("/open", "/mine")] == [403, 403]


def test_each_door_has_its_own_key(here: Site) -> None:
    """A cookie counts for nothing in the API, and a token for nothing on a page."""
    token = here.session("administrator")

    assert here.call("GET", LIST, f"session={token}").status == 401
    assert here.call("GET", LIST, authorization=f"Bearer {token}").status == 401
    assert here.call("GET", "/mine", authorization=f"Bearer {token}").status == 303
    assert here.call("GET", "/mine", f"session={token}", authorization="Bearer x").status == 200


def test_no_page_is_kept(here: Site) -> None:
    """Neither by a browser nor by a proxy; and each depends on who asks."""
    for answer in (here.call("GET", "/mine"), here.call("GET", "/open"), here.call("POST", "/open", "", "a=b")):
        assert [value for name, value in answer.headers if name.lower() == "cache-control"] == ["no-store"]
        assert [value for name, value in answer.headers if name.lower() == "vary"] == ["Cookie"]


def test_browsers_get_pages_and_programs_get_json(here: Site) -> None:
    """About what is not there, by what they would rather have; the API answers JSON whoever asks."""
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

    def kind(target: str, accept: str) -> str | None:
        return header(here.call("GET", target, accept=accept), "content-type")

    assert kind("/nothing", browser) == "text/html; charset=utf-8"
    assert [kind("/nothing", one) for one in ("*/*", "application/json", "")] == ["application/json"] * 3
    assert [kind(path, browser) for path in (f"{LIST}/x", "/l/oauth2/token", "/l/x")] == ["application/json"] * 3
    assert kind("/mine/", "*/*") == "text/html; charset=utf-8"


def test_the_loop_asks_no_database(here: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is admitted at once only if its session was looked up a moment ago, however long that takes then."""
    asked: list[str] = []
    token = here.session("reader")
    request = Request("GET", "/mine", "", {"host": "localhost", "cookie": f"session={token}"}, "1.1", Ends("", "::1"))
    first = here.application.begin(request)
    assert not first.admits_at_once()
    assert first.admit() is None

    monkeypatch.setattr(here.register.sessions, "look_up", asked.append)
    again = here.application.begin(request)
    assert again.admits_at_once()
    clock.second += 3
    assert again.admit() is None
    assert not here.application.begin(request).admits_at_once()
    assert asked == []
