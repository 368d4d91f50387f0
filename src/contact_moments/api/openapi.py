"""GET /openapi.json: the API in OpenAPI 3.1.

What never changes is data, in `openapi.json` beside this module. The address, the release and the types are filled
in at request time, because types are data of the installation and may change while the server runs.
"""

from importlib import resources
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import json

from contact_moments import __version__
from contact_moments.errors import RegisterError, UnavailableError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import JsonObject, MomentType
from contact_moments.moments.follow_up_members import MEMBER
from contact_moments.refusals import refusing

if TYPE_CHECKING:
    from contact_moments.register import Register

FIRST_WAIT = 1.0  # seconds

_ADDRESS = "http://the-address-of-this-server"


class Description:
    """How to talk to this installation, for people and for generators of clients.

    The document is large, and everybody may ask for it: it is made anew only when the types have changed. One request
    at a time asks the database whether they have. Others get the document as it was: if the database is stuck, they do
    not hold the threads. So do all while the database is away.
    """

    def __init__(self) -> None:
        self._made: _Made | None = None
        self._asking = Lock()

    def __call__(self, context: RequestContext) -> Response:
        """The document. Raises `UnavailableError` if there is none yet, and the database does not answer."""
        made = self._current(context.register)
        address = json.encode(context.service.forwarding.url(context.request))[1:-1]
        return Response(address.join(made.parts))

    def _current(self, register: "Register") -> "_Made":
        if self._asking.acquire(timeout=FIRST_WAIT if self._made is None else 0):
            try:
                with refusing("see the server's readiness"):
                    self._made = _described(register, self._made)
            except RegisterError:
                if self._made is None:
                    raise
            finally:
                self._asking.release()
        if self._made is None:
            raise UnavailableError("The contact moment types were not read yet; try again in a moment")
        return self._made


class _Made(NamedTuple):
    """The document of these types in parts; the address belongs between them."""

    of: object
    parts: list[bytes]


def _described(register: "Register", former: _Made | None) -> _Made:
    types = register.types.by_id()
    if former is not None and former.of is types:
        return former
    data = [compiled.data for compiled in types.values()]
    document = json.encode(describe(data, register.settings.public_url or "/", _ADDRESS))
    return _Made(types, document.split(json.encode(_ADDRESS)[1:-1]))


def describe(types: list[MomentType], server: str, address: str) -> JsonObject:
    """The OpenAPI 3.1 document of an installation with these types.

    `server` is what paths are relative to; `address` the same, absolute, for where OpenAPI allows nothing else.
    """
    document: JsonObject = json.decode((resources.files(__package__) / "openapi.json").read_bytes())
    document["info"]["version"] = __version__
    document["servers"] = [{"url": server}]
    for flow in document["components"]["securitySchemes"]["oauth2"]["flows"].values():
        flow |= {name: address + path for name, path in flow.items() if name.endswith("Url")}
    _add_types(document, types)
    for path in document["paths"].values():
        if "get" in path:
            path["head"] = _head(path["get"])
    return document


def _add_types(document: JsonObject, types: list[MomentType]) -> None:
    schemas = document["components"]["schemas"]
    # A type's id has no dash, so that a type which is called as one of our own schemas cannot take its place.
    names = {one.id: f"{one.id}-type" if one.id in schemas else one.id for one in types}
    for one in types:
        schemas[names[one.id]] = _moved(one.schema, f"#/components/schemas/{names[one.id]}")
    addable = [one for one in types if one.addable]
    if addable:
        choices = [{"title": one.title, "$ref": f"#/components/schemas/{names[one.id]}"} for one in addable]
        schemas["Registration"]["anyOf"] = choices
    if any(MEMBER in one.schema["properties"] for one in addable):
        # An earlier release took a type with a field of that name: there it means something else.
        schemas["Registration"].pop("properties")
    _limit(document, "", [one.id for one in addable])
    _limit(document, "/schema", [one.id for one in types])


def _limit(document: JsonObject, call: str, ids: list[str]) -> None:
    """Let the path's `type` be one of `ids`."""
    path = document["paths"][f"/l/contact_moment_api/contact_moment/type/{{type}}{call}"]
    path["parameters"][0]["schema"]["enum"] = ids


def _moved(node: Any, root: str) -> Any:
    """A schema for another place: what referred to its root refers to `root`."""
    if isinstance(node, list):
        return [_moved(item, root) for item in node]
    if not isinstance(node, dict):
        return node
    moved = {name: _moved(value, root) for name, value in node.items()}
    reference = moved.get("$ref")
    if isinstance(reference, str) and reference.startswith("#"):
        moved["$ref"] = root + reference[1:]
    return moved


def _head(get: JsonObject) -> JsonObject:
    """HEAD as GET, less the body (RFC 9110 §9.3.2)."""
    answer = {name: value for name, value in get["responses"]["200"].items() if name != "content"}
    return get | {
        "operationId": f"{get['operationId']}Head",
        "summary": f"{get['summary']} (headers only)",
        "description": "As GET, without the body.",
        "responses": get["responses"] | {"200": answer},
    }
