"""The description is valid OpenAPI 3.1 and true: what it says is what a real server does."""

import base64
from collections.abc import Iterator

import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from contact_moments.model import SCOPES
from tests.api.exploration import Exploration, as_client, only
from tests.engines import SQLITE, Engine
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
def token(server: Server) -> str:
    """An access token with every scope."""
    return server.token(server.installation.add_client(*SCOPES))


def test_document_is_openapi(document: Json) -> None:
    """The document fits the OpenAPI Initiative's own schema of OpenAPI 3.1 documents."""
    faults = [error.message for error in OPENAPI_31_VALIDATOR.iter_errors(document)]

    assert faults == []


@pytest.mark.both_engines
def test_server_keeps_what_the_document_promises(server: Server, token: str, document: Json, engine: Engine) -> None:
    """Whatever is sent, the answer is one that the document describes.

    On PostgreSQL the limits of each parameter are tried, and nothing by chance.
    """
    by_chance = engine.name == SQLITE
    found = Exploration(document, server.url, as_client(token), by_chance=by_chance)

    assert found.failures == []
    assert found.cases > (600 if by_chance else 300)


@pytest.mark.parametrize("accept", [ONLY_PROBLEMS, "application/schema+json"])
def test_it_keeps_it_in_every_media_type(server: Server, token: str, document: Json, accept: str) -> None:
    """So is the answer to a client that asks for another media type, whether it is what was asked for or a refusal."""
    found = Exploration(document, server.url, as_client(token, accept), by_chance=False)

    assert found.failures == []
    assert found.cases > 300
    assert {200, 400, 401, 404} <= {status for _, status in found.answered}


def test_every_operation_is_answered(server: Server, token: str, document: Json) -> None:
    """The cases are no mere refusals: every operation that the token opens answered 200 to some of them."""
    found = Exploration(document, server.url, as_client(token, "*/*"), well_formed=True)

    labels = {f"{m.upper()} {path}" for path, item in document["paths"].items() for m in METHODS & item.keys()}
    of_clients = {f"POST {TOKEN}", "POST /l/oauth2/introspect", "POST /l/oauth2/revoke"}
    assert labels - {label for label, status in found.answered if status == 200} == of_clients


def test_token_endpoint_keeps_its_promises(server: Server, document: Json) -> None:
    """A client that sends its id and secret gets tokens as they are described."""
    client = server.installation.add_client()
    secret = base64.b64encode(f"{client['client_id']}:{client['client_secret']}".encode()).decode()
    found = Exploration(only(document, TOKEN, "post"), server.url, {"Authorization": f"Basic {secret}"})

    assert found.failures == []
    assert found.answered[f"POST {TOKEN}", 200] > 0
