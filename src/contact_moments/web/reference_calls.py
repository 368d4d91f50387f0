"""The calls of the API as its OpenAPI document has them, for people: `$ref`s are followed, and schemas become lists."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from contact_moments.model import JsonObject

METHODS = ("get", "post", "put", "patch", "delete")
MOST_FIELDS = 150  # of a call; an operator's types may have any number
DEEPEST = 5

_MARKED = re.compile(r"(`[^`]+`|\*\*[^*]+\*\*)")
# What a schema says of a value besides its type.
_BOUNDS = {
    "format": "{}",
    "const": "always {}",
    "default": "default {}",
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
}


class Span(Struct, frozen=True):
    """A piece of text: `kind` is empty, `code` or `strong`."""

    text: str
    kind: str


Paragraph = list[Span]


class Field(Struct, frozen=True):
    """A value in a body, or a parameter. `kind` says what it must be; `fields` are those in it."""

    name: str
    kind: str
    required: bool
    about: list[Paragraph]
    place: str = ""
    fields: "list[Field]" = []


class Reply(Struct, frozen=True):
    """An answer of a call, or what it is sent."""

    status: str
    about: list[Paragraph]
    media_types: list[str]
    kind: str
    fields: list[Field]


class ApiCall(Struct, frozen=True):
    """A call. `scopes` is None where no token is asked for; `example` is a body to send, or None."""

    id: str
    method: str
    path: str
    title: str
    group: str
    about: list[Paragraph]
    scopes: list[str] | None
    parameters: list[Field]
    body: Reply | None
    answers: list[Reply]
    example: Any = None


class Group(Struct, frozen=True):
    """Calls about one subject."""

    name: str
    about: list[Paragraph]
    calls: list[ApiCall]


def groups_of(document: JsonObject) -> list[Group]:
    """All calls, by subject, without what is in their bodies."""
    calls = [_head(*one) for one in _operations(document)]
    return [
        Group(tag["name"], paragraphs(tag.get("description")), [one for one in calls if one.group == tag["name"]])
        for tag in document["tags"]
    ]


def find_call(document: JsonObject, call_id: str) -> ApiCall | None:
    """A call with everything about it; None if there is no such call."""
    for path, method, operation in _operations(document):
        if operation["operationId"] == call_id:
            return _Reader(document).call(path, method, operation)
    return None


def paragraphs(text: str | None) -> list[Paragraph]:
    """Markdown as the document has it: paragraphs with code and strong words in them."""
    return [[_span(one) for one in _MARKED.split(part) if one] for part in (text or "").split("\n\n") if part]


def _span(text: str) -> Span:
    if text.startswith("`"):
        return Span(text.strip("`"), "code")
    return Span(text.strip("*"), "strong") if text.startswith("**") else Span(text, "")


def _operations(document: JsonObject) -> Iterator[tuple[str, str, JsonObject]]:
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                yield path, method, methods[method]


def _head(path: str, method: str, operation: JsonObject) -> ApiCall:
    asked = [scope for one in operation["security"] for scopes in one.values() for scope in scopes]
    return ApiCall(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        title=operation["summary"],
        group=operation["tags"][0],
        about=paragraphs(operation.get("description")),
        scopes=asked if any("oauth2" in one for one in operation["security"]) else None,
        parameters=[],
        body=None,
        answers=[],
    )


class _Reader:
    """Reads one call of a document. What is in its schemas is told once for each place, up to a number of fields."""

    def __init__(self, document: JsonObject) -> None:
        self._document = document
        self._left = MOST_FIELDS

    def call(self, path: str, method: str, operation: JsonObject) -> ApiCall:
        """The call, completely."""
        head, sent = _head(path, method, operation), operation.get("requestBody")
        given = [*self._document["paths"][path].get("parameters", []), *operation.get("parameters", [])]
        return ApiCall(
            id=head.id,
            method=head.method,
            path=path,
            title=head.title,
            group=head.group,
            about=head.about,
            scopes=head.scopes,
            parameters=[self._parameter(self._at(one)) for one in given],
            body=self._reply("", sent) if sent else None,
            answers=[self._reply(status, self._at(one)) for status, one in operation["responses"].items()],
            example=self._example(sent) if sent else None,
        )

    def _parameter(self, one: JsonObject) -> Field:
        schema = self._at(one.get("schema", {}))
        about = paragraphs(one.get("description"))
        return Field(one["name"], self._kind(schema), one.get("required", False), about, one["in"])

    def _reply(self, status: str, one: JsonObject) -> Reply:
        content = one.get("content", {})
        about, schema = paragraphs(one.get("description")), {}
        # What refusals have in them is the same everywhere.
        if content and status < "3":
            schema = next(iter(content.values())).get("schema", {})
        whole = self._at(schema)
        return Reply(status, about, list(content), self._kind(whole) if schema else "", self._fields(whole, 0))

    def _example(self, sent: JsonObject) -> Any:
        examples = next(iter(sent["content"].values())).get("examples", {})
        return next((self._at(one).get("value") for one in examples.values()), None)

    def _fields(self, schema: JsonObject, depth: int) -> list[Field]:
        """The fields of an object, of the objects in a list, or of each of several choices."""
        if depth >= DEEPEST:
            return []
        if "items" in schema and isinstance(schema["items"], dict):
            return self._fields(self._at(schema["items"]), depth)
        choices = schema.get("anyOf") or schema.get("oneOf") or []
        found = [self._field(one.get("title", ""), one, False, depth) for one in choices if self._left > 0]
        required = schema.get("required", [])
        for name, one in schema.get("properties", {}).items():
            if self._left > 0:
                found.append(self._field(name, one, name in required, depth))
        return found

    def _field(self, name: str, schema: Any, required: bool, depth: int) -> Field:
        self._left -= 1
        whole = self._at(schema if isinstance(schema, dict) else {})
        about = paragraphs(whole.get("description"))
        return Field(name, self._kind(whole), required, about, fields=self._fields(whole, depth + 1))

    def _at(self, one: JsonObject) -> JsonObject:
        """What is meant: `$ref`s are followed, a few times at most, and what stands beside one counts too."""
        for _ in range(DEEPEST):
            reference = one.get("$ref")
            if not isinstance(reference, str):
                break
            found: Any = self._document
            for name in reference.removeprefix("#/").split("/"):
                step = name.replace("~1", "/").replace("~0", "~")
                found = found.get(step, {}) if isinstance(found, dict) else {}
            rest = {name: value for name, value in one.items() if name != "$ref"}
            one = (found if isinstance(found, dict) else {}) | rest
        return one

    def _kind(self, schema: JsonObject) -> str:
        """Such as `integer, at least 1`, or `list of string`."""
        named = schema.get("type", "")
        kind = " or ".join(named) if isinstance(named, list) else str(named)
        if isinstance(schema.get("items"), dict):
            kind = f"list of {self._kind(self._at(schema['items'])) or 'anything'}"
        if "enum" in schema:
            kind = f"one of {', '.join(map(str, schema['enum']))}"
        if schema.get("anyOf") or schema.get("oneOf"):
            kind = kind or "one of these"
        return ", ".join([kind, *self._bounds(schema)]).strip(", ")

    @staticmethod
    def _bounds(schema: JsonObject) -> list[str]:
        return [text.format(schema[name]) for name, text in _BOUNDS.items() if name in schema]
