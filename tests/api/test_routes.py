"""The table of routes: who may use each, and that a route without an answer to that keeps the server from starting."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import API, RequestContext
from contact_moments.http_server.routes import PUBLIC, Route, RouteTable
from contact_moments.register import Register, made
from contact_moments.routes import ROUTES
from contact_moments.settings import read_settings
from tests.in_process import call


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """An empty register."""
    folder: Path = tmp_path_factory.mktemp("routes")
    with made(read_settings(database_url=f"sqlite:///{folder}/register.db")) as (register, _):
        yield register


def test_the_api_has_no_public_route() -> None:
    """Every route of the API names a scope; what is public is OAuth's, health and the description."""
    public = {route.path for route in ROUTES if route.scope == PUBLIC and not route.page}

    assert public == {
        "/.well-known/oauth-authorization-server",
        "/assets/{name}",
        "/health/live",
        "/health/ready",
        "/l/oauth2/introspect",
        "/l/oauth2/revoke",
        "/l/oauth2/token",
        "/openapi.json",
    }
    assert [path for path in public if path.startswith(API)] == []


def test_public_pages_are_those_without_a_session() -> None:
    """To sign in and out, to choose a password by a link, and to give something to a client; those ask themselves."""
    public = {route.path for route in ROUTES if route.scope == PUBLIC and route.page}

    assert public == {
        # Calendar programs do not sign in: the address is the secret.
        "/calendar/{token}.ics",
        # The API is described to everybody.
        "/docs",
        "/docs/{call_id}",
        "/first/{token}",
        "/invite/{token}",
        "/l/oauth2/authorize",
        # What somebody typed is not lost where their session has ended: these look for one themselves.
        "/moment/{moment_id:int}/correct",
        "/register",
        "/register/form",
        "/relation/{relation_id:int}/log",
        "/reset/{token}",
        "/sign-in",
        "/sign-in/forgotten",
        "/sign-out",
    }


def handler(_: RequestContext) -> Response:
    """Answers anything."""
    return Response()


@pytest.mark.parametrize("scope", ["", "view", "contact_moment/", "Public"])
def test_a_route_without_a_scope(scope: str) -> None:
    """A route that names no scope cannot be made, and so the server does not start."""
    with pytest.raises(ValueError, match="DELETE /x names no scope"):
        Route("DELETE", "/x", scope, handler)


def test_a_route_twice() -> None:
    """A method of a path has one handler; HEAD comes with GET."""
    for method in ("GET", "HEAD", "OPTIONS"):
        with pytest.raises(ValueError, match="twice"):
            RouteTable([Route("GET", "/x", PUBLIC, handler), Route(method, "/x", PUBLIC, handler)])


PATHS = {
    "/a/7": ("/a/{one_id:int}", {"one_id": 7}),
    "/a/007": ("/a/{one_id:int}", {"one_id": 7}),
    "/a/0": (None, {}),
    "/a/-1": (None, {}),
    "/a/x": (None, {}),
    f"/a/{2**53}": (None, {}),
    "/a/7/": ("/a/{one_id:int}", {"one_id": 7}),
    "/a/7//": (None, {}),
    "/a/list": ("/a/list", {}),
    "/a/b/c.d": ("/a/b/{name}", {"name": "c.d"}),
    "/a/b/": (None, {}),
    "/a/b/c/d": (None, {}),
    "/": (None, {}),
}


@pytest.mark.parametrize(("path", "found"), [("/", "/"), ("", "/"), ("//", None), ("/x", "/x"), ("/x/", "/x")])
def test_the_first_page(path: str, found: str | None) -> None:
    """A table can have a route at `/`, which is no other path without its slash."""
    table = RouteTable([Route("GET", one, PUBLIC, handler, page=one == "/") for one in ("/", "/x")])
    one, _ = table.find(path)

    assert (one.template if one else None) == found
    assert table.has_page(path) == (found == "/")


@pytest.mark.parametrize("path", PATHS)
def test_paths(path: str) -> None:
    """A path is found with its parameters, a literal one first; ids that cannot exist are no path."""
    templates = ("/a/{one_id:int}", "/a/list", "/a/b/{name}")
    found, parameters = RouteTable([Route("GET", one, PUBLIC, handler) for one in templates]).find(path)

    assert (found.template if found else None, parameters) == PATHS[path]


@pytest.mark.parametrize("letter", ["\x00", "\n", "\x7f", "\x85"], ids=ascii)
def test_no_parameter_has_control_characters(letter: str) -> None:
    """No path with one is found, whatever its route would make of it: an engine may refuse such a text."""
    table = RouteTable(ROUTES)
    templates = [path.template for path in table.paths.values() if "{" in path.template]

    assert templates
    for template in templates:
        assert table.find(re.sub(r"\{\w+(:int)?\}", f"1{letter}1", template)) == (None, {})


def test_the_table_can_be_read_aloud(register: Register) -> None:
    """What OPTIONS says of a path is what the table has."""
    for path in RouteTable(ROUTES).paths.values():
        target = re.sub(r"\{\w+(:int)?\}", "1", path.template)
        answer = call(register, "OPTIONS", target)

        assert (answer.status, dict(answer.headers)["allow"]) == (
            200,
            ", ".join([*sorted(path.methods.keys() - {"OPTIONS"}), "OPTIONS"]),
        )
    assert json.loads(call(register, "GET", "/health/live").content) == {"status": "live"}
