"""GET /openapi.json is complete. That it is valid and true is in `test_explored`."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

import jsonschema_rs
import pytest

from contact_moments.api.openapi import describe
from contact_moments.errors import UnavailableError
from contact_moments.http_server.routes import RouteTable
from contact_moments.model import MomentType
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import CompiledType, Types
from contact_moments.routes import ROUTES
from tests.support import LIST, Installation, Json, Served, fetch

METHODS = {"get", "head", "post", "put", "patch", "delete"}
ITEM = {"id", "subject", "senderId", "sender", "type", "dateTime", "action", "tags", "recipients"}


def nodes(node: Json, pointer: str = "#") -> Iterator[tuple[str, dict[str, Json]]]:
    """Every object in a document, with its JSON pointer; not what is inside examples."""
    if pointer.endswith("/value"):
        return
    if isinstance(node, dict):
        yield pointer, node
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, member in members:
        yield from nodes(member, f"{pointer}/{quote(str(name).replace('~', '~0').replace('/', '~1'))}")


def examples(node: dict[str, Json], document: Json) -> list[Json]:
    """The examples that a media type, parameter or header has."""
    named = [node["example"]] if "example" in node else []
    for one in node.get("examples", {}).values():
        name = one.get("$ref", "").removeprefix("#/components/examples/")
        named.append((document["components"]["examples"][name] if name else one)["value"])
    return named


def test_schemas_are_json_schemas(document: Json) -> None:
    """Every schema in the document is one, in its own draft."""
    schemas = [node["schema"] for _, node in nodes(document) if isinstance(node.get("schema"), dict)]
    schemas += document["components"]["schemas"].values()

    assert [schema for schema in schemas if not jsonschema_rs.meta.is_valid(schema)] == []


def test_references_lead_somewhere(document: Json) -> None:
    """Every reference in the document leads to something in the document."""
    there = {pointer for pointer, _ in nodes(document)}

    assert {node["$ref"] for _, node in nodes(document) if "$ref" in node} - there == set()


def test_examples_fit(document: Json) -> None:
    """Every documented example fits the schema that it stands beside."""
    shown = [
        (f"{pointer}/schema", example)
        for pointer, node in nodes(document)
        if "schema" in node and not pointer.endswith("/properties")
        for example in examples(node, document)
    ]
    shown += [(pointer, one) for pointer, node in nodes(document) for one in node.get("examples", {}) if "type" in node]
    # To a validator the document is a schema with one keyword that it knows: the reference.
    faults = [
        (pointer, error.message)
        for pointer, example in shown
        for error in jsonschema_rs.Draft202012Validator(document | {"$ref": pointer}).iter_errors(example)
    ]

    assert (faults, len(shown) > 40) == ([], True)


def test_every_route_is_described(document: Json) -> None:
    """The document has the paths and methods that the table of routes has for programs, and no others."""
    answered = {
        (re.sub(r"{[^}]+}", "{}", path.template), method.lower())
        for path in RouteTable(ROUTES).paths.values()
        for method, route in path.methods.items()
        if method != "OPTIONS" and not route.page and not path.template.startswith("/assets/")
    }

    described = {
        (re.sub(r"{\w+}", "{}", path), method)
        for path, item in document["paths"].items()
        for method in METHODS & item.keys()
    }
    assert described == answered


def test_operations_have_their_own_ids(document: Json) -> None:
    """No two operations share an operationId."""
    ids = Counter(node["operationId"] for _, node in nodes(document) if "operationId" in node)

    assert [name for name, times in ids.items() if times > 1] == []


def test_operations_say_what_they_need(document: Json) -> None:
    """Each call of the API names its scope; tokens, health and the description need none."""
    needed = {node["operationId"]: node["security"] for _, node in nodes(document) if "operationId" in node}

    view, add, details = ([{"oauth2": [f"contact_moment/{name}"]}] for name in ("view", "add", "details"))
    see, change = ([{"oauth2": [f"relation/{name}"]}] for name in ("view", "edit"))
    assert {name: scopes for name, scopes in needed.items() if not name.endswith("Head")} == {
        "listContactMoments": view,
        "getContactMoment": details,
        "getFollowUp": details,
        "changeFollowUp": add,
        "listWithdrawn": view,
        "getDigest": view,
        "listContactMomentTypes": view,
        "listTags": view,
        "getContactMomentTypeSchema": view,
        "registerContactMoment": add,
        "searchContactMoments": view,
        "listRelations": see,
        "listRemovedRelations": see,
        "putRelations": change,
        "getRelation": see,
        "putRelation": change,
        "archiveRelation": change,
        "unarchiveRelation": change,
        "mergeRelation": change,
        "getAccessToken": [],
        "revokeToken": [],
        "introspectToken": [],
        "getOAuthMetadata": [],
        "getDescription": [],
        "isLive": [],
        "isReady": [],
    }


@pytest.mark.parametrize(("name", "members"), [("ContactMoment", ITEM), ("Error", {"errors"})])
def test_shapes_are_exact(document: Json, name: str, members: set[str]) -> None:
    """An item of the list and an error have the documented members: all of them, and no more."""
    schema = document["components"]["schemas"][name]

    assert (set(schema["properties"]), set(schema["required"])) == (members, members)
    assert schema["additionalProperties"] is False


def test_a_new_type_is_described_at_once(described: Served) -> None:
    """A type that the operator adds is in the next description: its id where it may be sent, its own fields."""
    chat = {"id": "Chat", "title": "Chat", "schema": {"properties": {"channel": {"type": "string"}}}}
    file = described.installation.folder / "chat.json"
    file.write_text(json.dumps(chat))
    described.installation.run("type", "add", str(file))
    document = fetch("GET", f"{described.url}/openapi.json").json()

    assert "Chat" in document["paths"][f"{LIST}/type/{{type}}"]["parameters"][0]["schema"]["enum"]
    assert "channel" in document["components"]["schemas"]["Chat"]["properties"]


def test_it_is_there_while_the_database_is_not(described: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once described, the API stays so: while another request waits for the database, and while that is away."""
    url, asked, found = f"{described.url}/openapi.json", list[Types](), [fetch("GET", f"{described.url}/openapi.json")]

    def wait(types: Types) -> dict[str, CompiledType]:
        asked.append(types)
        if len(asked) == 1:
            found.append(fetch("GET", url))
        raise UnavailableError("away")

    monkeypatch.setattr(Types, "by_id", wait)
    found.append(fetch("GET", url))

    assert [one.status_code for one in found] == [200] * 3
    assert len({one.content for one in found}) == 1
    assert len(asked) == 1


def test_types_that_cannot_be_added_are_not_offered(document: Json) -> None:
    """E-mail has a schema to be read, and is no choice for registering."""
    paths = document["paths"]

    assert "ContactMomentEmail" in paths[f"{LIST}/type/{{type}}/schema"]["parameters"][0]["schema"]["enum"]
    assert "ContactMomentEmail" not in paths[f"{LIST}/type/{{type}}"]["parameters"][0]["schema"]["enum"]


def a_type(id_: str, **own: Json) -> MomentType:
    """A type with own keywords in its schema."""
    return read_type(json.dumps({"id": id_, "title": id_, "schema": own}).encode())


def test_a_type_may_be_called_as_one_of_our_schemas() -> None:
    """A type called `Error` does not take the place of the error schema."""
    schemas = describe([a_type("Error")], "/", "http://localhost")["components"]["schemas"]

    assert set(schemas["Error"]["properties"]) == {"errors"}
    assert schemas["Registration"]["anyOf"] == [{"title": "Error", "$ref": "#/components/schemas/Error-type"}]


def test_references_inside_a_type_still_lead_into_it() -> None:
    """A `$ref` to a type's own definitions leads to the same place inside the document."""
    own = {"properties": {"mood": {"$ref": "#/definitions/mood"}}, "definitions": {"mood": {"type": "string"}}}
    schemas = describe([a_type("Chat", **own)], "/", "http://localhost")["components"]["schemas"]

    assert schemas["Chat"]["properties"]["mood"] == {"$ref": "#/components/schemas/Chat/definitions/mood"}


def test_the_address_is_the_one_that_was_asked(described: Served) -> None:
    """Without a public URL each client is told the address that it has used itself."""
    asked = [
        fetch("GET", f"{described.url}/openapi.json", headers={"Host": host}).json()
        for host in ("a.example", "b.example:81")
    ]
    flows = [document["components"]["securitySchemes"]["oauth2"]["flows"] for document in asked]

    assert [flow["clientCredentials"]["tokenUrl"] for flow in flows] == [
        "http://a.example/l/oauth2/token",
        "http://b.example:81/l/oauth2/token",
    ]


def test_public_url_is_the_address(installation: Installation) -> None:
    """Behind a proxy the description names the address that clients use."""
    with installation.served_here(PUBLIC_URL="https://register.example.org") as server:
        document = fetch("GET", f"{server.url}/openapi.json").json()

    assert document["servers"] == [{"url": "https://register.example.org"}]
    flows = document["components"]["securitySchemes"]["oauth2"]["flows"]
    assert flows["clientCredentials"]["tokenUrl"] == "https://register.example.org/l/oauth2/token"
    assert flows["authorizationCode"]["authorizationUrl"] == "https://register.example.org/l/oauth2/authorize"
