"""The access matrix: `docs/access.md` has every route with who gets to it, as the program answers."""

import pytest

from contact_moments.accounts.shipped_roles import SHIPPED_ROLES
from contact_moments.http_server.routes import PUBLIC, SESSION, SETTING_UP, Route
from contact_moments.routes import ROUTES
from tests.access_matrix import DOCUMENT, Cells, matrix, role_rows, with_tables

NAMES = {f"{route.method} {route.path}": route for route in ROUTES}


@pytest.fixture(scope="module")
def found() -> dict[str, Cells]:
    """What the program answers."""
    return matrix()


def shown(first: str) -> list[str]:
    """The lines of a table in the document, by how its first line begins."""
    _, _, rest = DOCUMENT.read_text().partition(f"\n| {first} |")
    return [
        f"| {first} |{line}" if not line.startswith("|") else line for line in rest.partition("\n\n")[0].split("\n")
    ]


def test_every_route_has_its_row() -> None:
    """A route without a row fails, and so does a row of a route that there is not any more."""
    rows = [line.split("`")[1] for line in shown("route") if "`" in line]

    assert sorted(rows) == sorted(NAMES)


def test_the_matrix_is_as_the_program_answers(found: dict[str, Cells]) -> None:
    """Every cell; where something has changed, `python -m tests.access_matrix` writes it, and somebody looks at it."""
    document = DOCUMENT.read_text()

    assert with_tables(document, found).splitlines() == document.splitlines()


def test_the_roles_are_as_they_come() -> None:
    """The table of roles has what the register is given."""
    assert role_rows() in DOCUMENT.read_text()


@pytest.mark.parametrize("name", NAMES)
def test_a_route_is_for_its_scope_only(found: dict[str, Cells], name: str) -> None:
    """A role gets in if, and only if, it has the scope; nobody does who has not shown who they are, or is disabled."""
    route, cells = NAMES[name], found[name]
    for role in SHIPPED_ROLES:
        allowed = {route.scope, *route.further} <= {PUBLIC, SESSION, SETTING_UP, *role.scopes}
        assert cells[role.name] == ("403" if not allowed else "public" if route.scope == PUBLIC else "in")
    refused = {"public"} if route.scope == PUBLIC else {"sign in"} if _is_read_page(route) else {"401"}
    columns = ("no token", "expired", "revoked", "disabled account", "other door's key")
    assert {cells[column] for column in columns} == refused
    if route.page and route.method != "GET":
        assert cells["wrong origin"] == "403"
    if route.scope not in {PUBLIC, SESSION, SETTING_UP}:
        assert cells["wrong scope"] == "403"


def _is_read_page(route: Route) -> bool:
    return route.page and route.method == "GET"
