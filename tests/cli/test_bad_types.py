"""Type files that cannot be used: refused with the reason, without asking anybody else, and nothing changes."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.cli.command_line import assert_refused, contents, run_here
from tests.support import Installation, Json

pytestmark = pytest.mark.both_engines


def a_type(**changes: Json) -> str:
    """A good type file with changes; a value of None leaves the member out."""
    members = {"id": "ContactMomentChat", "title": "Chat", "schema": {"properties": {"channel": {"type": "string"}}}}
    return json.dumps({name: value for name, value in (members | changes).items() if value is not None})


def with_schema(**members: Json) -> str:
    """A type file with such a schema."""
    return a_type(schema=members)


def with_field(**fields: Json) -> str:
    """A type file with such fields of its own."""
    return with_schema(properties=fields)


FORM = ("not a type file", "looks like")
LETTERS = ('"id" must be letters',)
TITLE = ('"title" must be',)
NO_SCHEMA = ("JSON Schema (draft-07)",)
EVERY_TYPE = ("Every type has", "allOf")
TYPES: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "empty": ("", ("empty",)),
    "no JSON": ("id: ContactMomentChat", ("not JSON", "line 1")),
    "JSON with a comment": (a_type() + " // ours", ("not JSON", "line 1")),
    "not UTF-8": (a_type().replace("Chat", "Ch\u00e2t").encode("latin-1"), ("not UTF-8",)),
    "member twice": ('{"id": "A", "id": "B", "title": "T"}', ("same member twice",)),
    "array": (f"[{a_type()}]", FORM),
    "no id": (a_type(id=None), FORM),
    "no title": (a_type(title=None), FORM),
    "unknown member": (a_type(colour="red"), FORM),
    "id a number": (a_type(id=7), LETTERS),
    "id empty": (a_type(id=""), LETTERS),
    "id with a slash": (a_type(id="Chat/Room"), LETTERS),
    "id with a space": (a_type(id="Chat room"), LETTERS),
    "id with an accent": (a_type(id="Ch\u00e2t"), LETTERS),
    "id with a line end": (a_type(id="Chat\n"), LETTERS),
    "id begins with a digit": (a_type(id="1Chat"), LETTERS),
    "id of 129": (a_type(id="C" * 129), LETTERS),
    "title blank": (a_type(title=" "), TITLE),
    "title that cannot be seen": (a_type(title="\u200b\u3164"), TITLE),
    "title a number": (a_type(title=7), TITLE),
    "addable a text": (a_type(addable="yes"), ('"addable" must be true or false',)),
    "schema a text": (a_type(schema="x"), NO_SCHEMA),
    "schema a boolean": (a_type(schema=True), NO_SCHEMA),
    "properties a list": (with_schema(properties=["channel"]), NO_SCHEMA),
    "schema of an array": (with_schema(type="array"), ("must describe an object",)),
    "schema of another draft": (
        with_schema(**{"$schema": "https://json-schema.org/draft/2020-12/schema"}),
        ("draft-07",),
    ),
    "required a text": (with_schema(required="channel"), ('"required" must be a list',)),
    "required with a number": (with_schema(required=[1]), ('"required" must be a list',)),
    "unknown type of a field": (with_field(channel={"type": "strnig"}), NO_SCHEMA),
    "field that is no schema": (with_field(channel=3), NO_SCHEMA),
    "bound a text": (with_field(channel={"maxLength": "9"}), NO_SCHEMA),
    "pattern that is none": (with_field(channel={"pattern": "("}), NO_SCHEMA),
    "reference to nothing": (with_field(channel={"$ref": "#/definitions/none"}), (*NO_SCHEMA, "/definitions/none")),
    "reference to a file": (with_field(channel={"$ref": "file:///etc/hostname"}), (*NO_SCHEMA, "file:///etc/hostname")),
    "subject with another type": (with_field(subject={"type": "integer"}), (*EVERY_TYPE, "subject")),
    "subject with a bound": (with_field(subject={"type": "string", "maxLength": 9}), (*EVERY_TYPE, "subject")),
    "recipients without bounds": (with_field(recipients={"type": "array"}), (*EVERY_TYPE, "recipients")),
    # A file of contact moments has the type's id under this name.
    "field named type": (with_field(type={"type": "string"}), ("type",)),
    # Draft-07 ignores what stands beside a $ref: what all types share would no longer be enforced.
    "reference for everything": (
        with_schema(**{"$ref": "#/definitions/all", "definitions": {"all": {"type": "object"}}}),
        ("$ref",),
    ),
}


@pytest.mark.parametrize(("content", "says"), TYPES.values(), ids=TYPES)
def test_types_with_a_fault(content: str | bytes, says: tuple[str, ...], unchanged: Installation) -> None:
    """A type file that cannot be used is refused with the reason, and no type is added or changed."""
    (unchanged.folder / "chat.json").write_bytes(content.encode() if isinstance(content, str) else content)
    before = contents(unchanged)

    done = run_here(unchanged, "type", "add", "chat.json")

    assert_refused(done, 1, *says)
    assert contents(unchanged) == before


def test_a_type_that_is_there_stays(furnished: Installation) -> None:
    """A file with a fault for a type that exists leaves that type as it is."""
    (furnished.folder / "phone.json").write_text(a_type(id="ContactMomentPhone", schema={"required": 1}))
    before = contents(furnished)

    done = run_here(furnished, "type", "add", "phone.json")

    assert_refused(done, 1, '"required"')
    assert contents(furnished) == before


@pytest.fixture
def elsewhere(processes: None) -> Iterator[tuple[str, list[str]]]:
    """The address of a web server that has schemas, and the list of what it was asked for."""
    asked: list[str] = []

    class Schemas(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"type": "string"}')

        def log_message(self, *_: object) -> None:
            """Quietly."""

    with HTTPServer(("127.0.0.1", 0), Schemas) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


REMOTE: dict[str, str] = {
    "in a field": with_field(channel={"$ref": "ELSEWHERE/schema.json"}),
    "in a list": with_field(channel={"type": "array", "items": {"$ref": "ELSEWHERE/schema.json#/definitions/x"}}),
    "in allOf": with_schema(allOf=[{"$ref": "ELSEWHERE/schema.json"}]),
    "in a definition that is not used": with_schema(definitions={"x": {"$ref": "ELSEWHERE/schema.json"}}),
    "relative to an $id": with_schema(**{"$id": "ELSEWHERE/chat.json", "allOf": [{"$ref": "schema.json"}]}),
}


@pytest.mark.parametrize("content", REMOTE.values(), ids=REMOTE)
def test_a_remote_reference(content: str, elsewhere: tuple[str, list[str]], furnished: Installation) -> None:
    """A $ref to another machine is refused by its address, and that machine is not asked for anything."""
    address, asked = elsewhere
    (furnished.folder / "chat.json").write_text(content.replace("ELSEWHERE", address))
    before = contents(furnished)

    done = run_here(furnished, "type", "add", "chat.json")

    assert asked == []
    assert_refused(done, 1, f"{address}/schema.json")
    assert contents(furnished) == before


@pytest.mark.usefixtures("processes")
def test_a_process_that_refuses_a_type(furnished: Installation) -> None:
    """A process of its own says what a type file looks like, and exits 1."""
    (furnished.folder / "chat.json").write_text('{"name": "Chat"}')

    done = furnished.try_run("type", "add", "chat.json")

    assert_refused(done, 1, *FORM, '"id": "ContactMomentChat"')
