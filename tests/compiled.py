"""What a test process does once, and not once for each register that a test opens.

A server compiles statements and schemas once and then uses them for weeks. The tests open thousands of registers, and
without this compiling took a quarter of their time. The cache of statements is one that SQLAlchemy documents
(`compiled_cache`). Hundreds of tests let the migrations make a schema: those of an empty database run once for each
engine and version, and from then on their statements do.
"""

from collections.abc import Callable
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, event, inspect

from contact_moments.model import JsonObject
from contact_moments.moments import type_files, types
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
    """Let all connections of this process share what is compiled, all types of one schema, and all new databases."""
    shared, validators = Compiled(), dict[str, Validator]()
    patch = pytest.MonkeyPatch()

    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=shared)

    event.listen(Engine, "engine_connect", share)

    def validator(schema: JsonObject) -> Validator:
        try:
            key = repr(schema)
        except RecursionError:
            return Validator(schema)
        if key not in validators:
            validators[key] = Validator(schema)
        return validators[key]

    for module in (types, type_files):
        patch.setattr(module, "Validator", validator)
    patch.setattr(command, "upgrade", Migrated(command.upgrade))


class Migrated:
    """Alembic's command; it notes the statements that make a schema in an empty database, and runs them the next time.

    A database that has tables already is migrated by Alembic, each time.
    """

    def __init__(self, upgrade: Callable[[Config, str], None]) -> None:
        self._upgrade = upgrade
        self._statements: dict[tuple[str, str], list[tuple[str, Any]]] = {}

    def __call__(self, config: Config, version: str) -> None:
        """Migrate the database of the connection in `config`."""
        connection: Connection = config.attributes["connection"]
        key = connection.dialect.name, version
        if inspect(connection).get_table_names():
            self._upgrade(config, version)
        elif key in self._statements:
            for statement, bound in self._statements[key]:
                connection.exec_driver_sql(statement, bound or None)
        else:
            self._statements[key] = self._noted(connection, config, version)

    def _noted(self, connection: Connection, config: Config, version: str) -> list[tuple[str, Any]]:
        found = list[tuple[str, Any]]()

        def note(_: Any, __: Any, statement: str, bound: Any, *___: Any) -> None:
            if not statement.lstrip().upper().startswith(("SELECT", "PRAGMA")):
                found.append((statement, bound))

        event.listen(connection, "before_cursor_execute", note)
        self._upgrade(config, version)
        event.remove(connection, "before_cursor_execute", note)
        return found
