"""Statements and schemas that are compiled once in a test process, and not once for each register that a test opens.

A server compiles them once and then uses them for weeks. The tests open thousands of registers, and without this
compiling took a quarter of their time. The cache of statements is one that SQLAlchemy documents (`compiled_cache`).
"""

import json
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from contact_moments.model import JsonObject
from contact_moments.moments import types
from contact_moments.moments.validator import Validator

MOST = 5_000  # statements


class Compiled(dict[Any, Any]):
    """Compiled statements for all engines whose dialects are alike; SQLAlchemy's keys begin with the dialect."""

    def get(self, key: Any, default: Any = None) -> Any:
        """The statement of a key."""
        return super().get(_alike(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        if len(self) >= MOST:
            self.clear()
        super().__setitem__(_alike(key), compiled)


def _alike(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return (type(dialect), dialect.paramstyle, dialect.server_version_info, *rest)


def compile_once() -> None:
    """Let all connections of this process share what is compiled, and all types of registers that have one schema."""
    shared, validators = Compiled(), dict[str, Validator]()

    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=shared)

    event.listen(Engine, "engine_connect", share)

    def validator(schema: JsonObject) -> Validator:
        key = json.dumps(schema)
        if key not in validators:
            validators[key] = Validator(schema)
        return validators[key]

    pytest.MonkeyPatch().setattr(types, "Validator", validator)
