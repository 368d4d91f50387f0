"""What is promised to stay, read from the program itself. `docs/promises.md` says what each list is for.

`python -m tests.promises` writes the lists in tests/promised anew.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from contact_moments.metrics.catalogue import ALL
from contact_moments.model import ALL_SCOPES
from contact_moments.oauth.authorization_request import PATH as AUTHORIZE
from contact_moments.people import KINDS
from contact_moments.routes import ROUTES
from contact_moments.settings import DEFAULTS, variable
from contact_moments.web.filters import Filters
from tests.cli.command_line import COMMANDS
from tests.listed_events import rows_of, words
from tests.printed_json import members_printed
from tests.test_docs import described_codes

FOLDER = Path(__file__).parent / "promised"
# Pages whose addresses people and other programs keep.
KEPT = {
    *("/", "/moment/{moment_id:int}", "/relation/{relation_id:int}", "/register", "/overview", "/follow-ups"),
    *("/calendar/{token}.ics", AUTHORIZE),
}

Json = Any


def commands() -> Iterator[str]:
    """Every command with its arguments, and each of its options; an option with a value has `=`."""
    for path, command in COMMANDS.items():
        name = " ".join(path)
        arguments = [one for one in command.params if isinstance(one, click.Argument)]
        yield " ".join([name, *(one.make_metavar(click.Context(command)) for one in arguments)])
        for option in (one for one in command.params if isinstance(one, click.Option)):
            for word in (*option.opts, *option.secondary_opts):
                yield f"{name} {word}" + ("" if option.is_flag else "=")


def printed() -> Iterator[str]:
    """Every member that a command prints with `--json`."""
    with TemporaryDirectory() as folder:
        yield from members_printed(Path(folder))


def settings() -> Iterator[str]:
    """Every setting with its default."""
    for name, default in DEFAULTS.items():
        yield f"{variable(name)} {default if default is not None else '(none)'}"


def api() -> Iterator[str]:
    """Every call that is no page with its scope and all that goes with it, and every error code with its status."""
    for route in ROUTES:
        if not route.page and not route.path.startswith("/assets/"):
            yield f"{route.method} {route.path} {route.scope}"
            yield from (f"{route.method} {route.path} ?{name}" for name in route.query)
    yield from (f"scope {scope}" for scope in ALL_SCOPES)
    document = json.loads(resources.files("contact_moments.api").joinpath("openapi.json").read_text(encoding="utf-8"))
    yield from _calls(document)
    for name, schema in document["components"]["schemas"].items():
        yield f"schema {name}: {_kind(schema)}"
        yield from _members(name, schema)
    for file in resources.files("contact_moments.moment_types").iterdir():
        if file.name.endswith(".json"):
            schema = json.loads(file.read_text(encoding="utf-8"))
            yield from _members(f"type {file.name.removesuffix('.json')}", schema.get("schema", schema))
    yield from (f"error {status} {code}" for status, code in described_codes())


def _calls(document: Json) -> Iterator[str]:
    """The statuses of each call, what each answers with, and the headers that go with it."""
    for path, operations in document["paths"].items():
        for method, one in operations.items():
            if method == "parameters":
                continue
            call = f"{method.upper()} {path}"
            yield from (f"{call} header {each['name']}" for each in one.get("parameters", []) if each["in"] == "header")
            yield from (f"{call} takes {kind}" for kind in _bodies(one.get("requestBody", {})))
            for status, answer in one["responses"].items():
                whole = document["components"]["responses"].get(answer.get("$ref", "").rpartition("/")[2], answer)
                yield f"{call} {status}"
                if status.startswith("2"):  # all others answer in the same two forms
                    yield from (f"{call} {status} answers {kind}" for kind in _bodies(whole))
                yield from (f"{call} answers header {name}" for name in whole.get("headers", {}))


def _bodies(one: Json) -> Iterator[str]:
    return (f"{media}: {_kind(content.get('schema', {}))}" for media, content in one.get("content", {}).items())


def _members(name: str, schema: Json) -> Iterator[str]:
    """The members of an object, with those of the objects and lists in it, and the values of those that have few."""
    if not isinstance(schema, dict):
        return
    for member, one in schema.get("properties", {}).items():
        if not isinstance(one, dict):
            continue  # one of several forms says that it is without this member
        required = ", required" if member in schema.get("required", ()) else ""
        yield f"member {name}.{member}: {_kind(one)}{required}"
        yield from (f"member {name}.{member} can be {json.dumps(value)}" for value in one.get("enum", ()))
        yield from _members(f"{name}.{member}", one)
    yield from _members(name, schema.get("items"))
    for part in (part for kind in ("allOf", "anyOf", "oneOf") for part in schema.get(kind, [])):
        yield from _members(name, part)


def _kind(schema: Json) -> str:
    """What a value is: its type, the name of its schema, or a list of these."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    parts = [_kind(part) for kind in ("allOf", "anyOf", "oneOf") for part in schema.get(kind, [])]
    given = schema.get("type", [])
    for one in [given] if isinstance(given, str) else given:
        parts.append(f"list of {_kind(schema['items'])}" if one == "array" and "items" in schema else one)
    return " or ".join(parts) or ("one of a few" if "enum" in schema else "any")


def addresses() -> Iterator[str]:
    """The pages whose addresses are kept, and the filters of the timeline."""
    yield from (route.path for route in ROUTES if route.method == "GET" and route.path in KEPT)
    every = Filters("q", ("type",), ("tag",), *("sender", "relation", "action", "channel", "followup"))
    for query in (Filters(period="7d").query, Filters(first="2026-01-01", last="2026-01-02").query, every.query):
        yield from (f"/ ?{pair.partition('=')[0]}" for pair in query.split("&"))


def metrics() -> Iterator[str]:
    """Every figure of `/metrics` with its kind and its labels."""
    yield from (" ".join([one.full_name, one.kind, *one.labels]) for one in ALL)


def log() -> Iterator[str]:
    """Every event of the log, and each of its fields."""
    for event, _, fields, *_ in rows_of("The log"):
        (name,) = words(event)
        yield name
        yield from (f"{name} {field}" for field in words(fields))


def audit() -> Iterator[str]:
    """The kinds of events in the audit trail."""
    yield from KINDS


LISTS = {
    "commands": commands,
    "printed": printed,
    "settings": settings,
    "api": api,
    "addresses": addresses,
    "metrics": metrics,
    "log": log,
    "audit": audit,
}


@cache
def now(name: str) -> list[str]:
    """What a list would say of this program."""
    return sorted(set(LISTS[name]()))


def promised(name: str) -> list[str]:
    """What a list says."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    for each in LISTS:
        (FOLDER / f"{each}.txt").write_text("".join(f"{line}\n" for line in now(each)), encoding="utf-8")
