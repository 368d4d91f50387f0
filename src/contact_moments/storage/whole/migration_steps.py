"""What each migration does, how long it takes and what it locks: told before anything is done.

A migration says this itself, in three places: its docstring, `LOCKS` and `SECONDS` (see CONTRIBUTING.md). Those that
were published before are in `earlier_migrations`.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, func, inspect, select, table

from contact_moments.storage.whole.earlier_migrations import EARLIER
from contact_moments.storage.whole.schema import MIGRATIONS, is_after

PER = 100_000  # rows, that the seconds of a step are for

# What a register has as soon as somebody uses it, in every schema.
_IN_USE = ("moment", "relation", "client", "account")


class Step(NamedTuple):
    """One migration: the version that it leads to, what it does, what it locks, and seconds per 100,000 rows of tables.

    `seconds` were measured on SQLite, as `docs/decisions/0030-upgrades.md` says.
    """

    version: str
    what: str
    locks: str
    seconds: Mapping[str, float]


def steps_after(version: str | None) -> list[Step]:
    """The migrations that a register of this version still needs, in order; all of them for None."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as in `schema`

    scripts = reversed(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions()))
    return [_step(script.revision, script.module) for script in scripts if is_after(script.revision, version)]


def _step(version: str, module: object) -> Step:
    what = " ".join((module.__doc__ or "").strip().split("\n\n")[0].split())
    locks, seconds = EARLIER.get(version, ("", {}))
    return Step(version, what, getattr(module, "LOCKS", locks), getattr(module, "SECONDS", seconds))


def is_in_use(connection: Connection) -> bool:
    """Whether a register of any version has contact moments, relations, clients or accounts."""
    return any(connection.execute(select(1).select_from(table(name)).limit(1)).first() for name in _there(connection))


def _there(connection: Connection, names: tuple[str, ...] = _IN_USE) -> list[str]:
    known = set(inspect(connection).get_table_names())
    return [name for name in names if name in known]


def row_counts(connection: Connection, steps: list[Step]) -> dict[str, int]:
    """How many rows the tables have whose rows some of the steps go through; a table that is not there has none."""
    names = {name for step in steps for name in step.seconds}
    there = _there(connection, tuple(sorted(names)))
    counted = (select(func.count()).select_from(table(name)) for name in there)
    return dict.fromkeys(names, 0) | {
        name: connection.execute(count).scalar_one() for name, count in zip(there, counted, strict=True)
    }
