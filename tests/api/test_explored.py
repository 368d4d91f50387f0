"""The description is valid OpenAPI 3.1 and true: what it says is what a real server does."""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from contact_moments.model import SCOPES
from tests.api.conftest import served_described
from tests.api.exploration import Exploration, Repeated, as_client, only
from tests.engines import POSTGRESQL, Engine, Postgresqls
from tests.support import TOKEN, Json, Served, Server

pytestmark = [pytest.mark.usefixtures("processes"), pytest.mark.long]

ONLY_PROBLEMS = "application/problem+json, application/json;q=0.5"
METHODS = {"get", "head", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def server(described: Served, processes: None) -> Iterator[Server]:
    """The described register, served with sockets."""
    with described.installation.serving() as running:
        yield running


@pytest.fixture(scope="module")
def explored(server: Server, token: str, document: Json) -> Exploration:
    """What came of everything that schemathesis sends."""
    return Exploration(document, server.url, as_client(token))


@pytest.fixture(scope="module")
def token(server: Server) -> str:
    """An access token with every scope."""
    return server.token(server.installation.add_client(*SCOPES))


def test_document_is_openapi(document: Json) -> None:
    """The document fits the OpenAPI Initiative's own schema of OpenAPI 3.1 documents."""
    faults = [error.message for error in OPENAPI_31_VALIDATOR.iter_errors(document)]

    assert faults == []


def test_server_keeps_what_the_document_promises(explored: Exploration) -> None:
    """Whatever is sent, the answer is one that the document describes."""
    assert explored.failures == []
    assert explored.cases > 600


def test_it_keeps_it_on_postgresql(
    explored: Exploration, engines: Callable[[str], Engine], postgresqls: Postgresqls, tmp_path: Path
) -> None:
    """So it is on PostgreSQL, when the limits of each parameter are tried, and nothing by chance."""
    with served_described(engines(POSTGRESQL).register(tmp_path)) as served:
        token = served.token(served.installation.add_client(*SCOPES))
        found = Repeated(explored, served.url, as_client(token))

    require_described(found)


@pytest.mark.parametrize("accept", [ONLY_PROBLEMS, "application/schema+json"])
def test_it_keeps_it_in_every_media_type(explored: Exploration, described: Served, token: str, accept: str) -> None:
    """So is the answer to a client that asks for another media type, whether it is what was asked for or a refusal."""
    require_described(Repeated(explored, described.url, as_client(token, accept)))


def require_described(found: Repeated) -> None:
    """Fail unless every answer was as it is described, and there were some of each kind."""
    assert found.failures == []
    assert found.cases > 300
    assert {200, 400, 401, 404} <= {status for _, status in found.answered}


def test_every_operation_is_answered(explored: Exploration, server: Server, token: str, document: Json) -> None:
    """The cases are no mere refusals: every operation that the token opens succeeded with some of them."""
    found = Exploration(document, server.url, as_client(token, "*/*"), well_formed=True)

    labels = {f"{m.upper()} {path}" for path, item in document["paths"].items() for m in METHODS & item.keys()}
    of_clients = {f"POST {TOKEN}", "POST /l/oauth2/introspect", "POST /l/oauth2/revoke"}
    answered = found.answered | explored.answered
    assert labels - {label for label, status in answered if status in (200, 201)} == of_clients


def test_token_endpoint_keeps_its_promises(server: Server, document: Json) -> None:
    """A client that sends its id and secret gets tokens as they are described."""
    client = server.installation.add_client()
    secret = base64.b64encode(f"{client['client_id']}:{client['client_secret']}".encode()).decode()
    found = Exploration(
        only(document, TOKEN, "post"), server.url, {"Authorization": f"Basic {secret}"}, by_chance=False
    )

    assert found.failures == []
    assert found.answered[f"POST {TOKEN}", 200] > 0
