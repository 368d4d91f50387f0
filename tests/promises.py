"""What is promised to stay, read from the program itself. `docs/promises.md` says what each list is for.

`python -m tests.promises` writes the lists in tests/promised anew.
"""

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import click

from contact_moments.metrics.catalogue import ALL
from contact_moments.model import ALL_SCOPES
from contact_moments.routes import ROUTES
from contact_moments.settings import DEFAULTS, variable
from tests.cli.command_line import COMMANDS
from tests.test_docs import error_codes

FOLDER = Path(__file__).parent / "promised"


def commands() -> Iterator[str]:
    """Every command with its arguments, and each of its options; an option with a value has `=`."""
    for path, command in COMMANDS.items():
        name = " ".join(path)
        arguments = [one for one in command.params if isinstance(one, click.Argument)]
        yield " ".join([name, *(one.make_metavar(click.Context(command)) for one in arguments)])
        for option in (one for one in command.params if isinstance(one, click.Option)):
            for word in (*option.opts, *option.secondary_opts):
                yield f"{name} {word}" + ("" if option.is_flag else "=")


def settings() -> Iterator[str]:
    """Every setting with its default."""
    for name, default in DEFAULTS.items():
        yield f"{variable(name)} {default if default is not None else '(none)'}"


def api() -> Iterator[str]:
    """Every call that is no page with its scope, its parameters, and the members of what is sent and answered."""
    for route in ROUTES:
        if not route.page and not route.path.startswith("/assets/"):
            yield f"{route.method} {route.path} {route.scope}"
            yield from (f"{route.method} {route.path} ?{name}" for name in route.query)
    yield from (f"scope {scope}" for scope in ALL_SCOPES)
    document = json.loads(resources.files("contact_moments.api").joinpath("openapi.json").read_text(encoding="utf-8"))
    for name, schema in document["components"]["schemas"].items():
        yield from _members(name, schema)
    for file in resources.files("contact_moments.moment_types").iterdir():
        if file.name.endswith(".json"):
            schema = json.loads(file.read_text(encoding="utf-8"))
            yield from _members(f"type {file.name.removesuffix('.json')}", schema.get("schema", schema))
    yield from (f"error {code}" for code in error_codes())


def _members(name: str, schema: Any) -> Iterator[str]:
    """The members of an object, with those of the objects and lists in it."""
    if not isinstance(schema, dict):
        return
    for member, one in schema.get("properties", {}).items():
        yield f"member {name}.{member}"
        yield from _members(f"{name}.{member}", one)
    yield from _members(name, schema.get("items"))
    for part in (part for kind in ("allOf", "anyOf", "oneOf") for part in schema.get(kind, [])):
        yield from _members(name, part)


def metrics() -> Iterator[str]:
    """Every figure of `/metrics` with its kind and its labels."""
    yield from (" ".join([one.full_name, one.kind, *one.labels]) for one in ALL)


LISTS = {"commands": commands, "settings": settings, "api": api, "metrics": metrics}


def now(name: str) -> list[str]:
    """What a list would say of this program."""
    return sorted(set(LISTS[name]()))


def promised(name: str) -> list[str]:
    """What a list says."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    for each in LISTS:
        (FOLDER / f"{each}.txt").write_text("".join(f"{line}\n" for line in now(each)), encoding="utf-8")
