"""What each migration does, how long it takes and what it locks: told before anything is done.

A migration says this itself, in three places: its docstring, `LOCKS` and `SECONDS` (see CONTRIBUTING.md). Those that
were published before are in `earlier_migrations`.
"""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct
from sqlalchemy import Connection, func, inspect, select, table

from contact_moments.storage.whole.earlier_migrations import EARLIER
from contact_moments.storage.whole.schema import MIGRATIONS, is_after

PER = 100_000  # rows, that the seconds of a step are for

# How much the files of SQLite grow, at most, in parts of the register: see docs/decisions/0030-upgrades.md.
GROWTH, SMALLEST_GROWTH = 3.0, 8 * 2**20

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


class Planned(Struct, frozen=True):
    """One migration that would run: about how many seconds it takes, with how many rows of which tables."""

    version: str
    what: str
    locks: str
    seconds: float
    rows: dict[str, int]


def planned(step: Step, rows: Mapping[str, int], factor: float) -> Planned:
    """How long a step takes with so many rows, `factor` times longer than was measured on SQLite."""
    counted = {name: rows[name] for name in step.seconds if name in rows}
    seconds = sum(step.seconds[name] * count / PER for name, count in counted.items())
    return Planned(step.version, step.what, step.locks, round(factor * seconds, 1), counted)


def growth(size: int, steps: list[Step]) -> int:
    """By how many bytes the files of a register of this size grow at most."""
    if not steps:
        return 0
    rewrites = any(step.seconds for step in steps)
    return max(SMALLEST_GROWTH, int(GROWTH * size) if rewrites else 0)


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


def seconds_after(connection: Connection, version: str, factor: float) -> float:
    """About how long the migrations take that a register of this version still needs; `factor` is as in `planned`."""
    steps = steps_after(version)
    rows = row_counts(connection, steps)
    return sum(planned(step, rows, factor).seconds for step in steps)
