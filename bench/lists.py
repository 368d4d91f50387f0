"""Reading the list: against nginx with the same bytes as a file, and against pgbench with the same statements."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import psycopg
from tests.large import BUSY

from bench.ceilings import pgbench, static_file
from bench.load import Load, apply_load, in_turn
from bench.measured import Figure
from bench.registers import RELATIONS, Filled
from bench.served import Served, pages_of, served
from contact_moments.storage.questions import pages
from contact_moments.storage.sql.prepared import SingleRow

MIXED = "all four, mixed"
KINDS = ("the whole list", "since", "a busy relation", "a relation")
SINCE = 1577833190  # what the statement is given for the `since` that is asked for: 2020 in Amsterdam, less ten seconds


def on_sqlite(filled: Filled) -> tuple[list[Figure], str]:
    """The list on SQLite against nginx, and its latencies; each kind of list by itself in a table."""
    with (
        served(filled) as register,
        TemporaryDirectory() as folder,
        static_file(Path(folder) / "n", register.page()) as url,
    ):
        best, *found = in_turn(partial(apply_load, url, {}), *_reading(register))
    return _compared("SQLite", "nginx", {"nginx, the same bytes as a file": best}, found)


def on_postgresql(filled: Filled) -> tuple[list[Figure], str]:
    """The list on PostgreSQL against pgbench with the statements that the same lists are read by."""
    scripts = _scripts(filled)
    with served(filled) as register, TemporaryDirectory() as folder:
        ceilings = [
            partial(pgbench, filled.url, asked, Path(folder)) for asked in (scripts, *([one] for one in scripts))
        ]
        loads = in_turn(*ceilings, *_reading(register))
    names = [f"pgbench, the same statements, prepared: {kind}" for kind in (MIXED, *KINDS)]
    best, found = loads[: len(names)], loads[len(names) :]
    return _compared(filled.name, "pgbench", dict(zip(names, best, strict=True)), found)


def _reading(register: Served) -> list[Callable[[], Load]]:
    """All kinds mixed, and each by itself."""
    return [register.read, *(partial(register.read, kind) for kind in KINDS)]


def _compared(engine: str, ceiling: str, best: dict[str, Load], found: list[Load]) -> tuple[list[Figure], str]:
    """What was found beside the one ceiling, or beside each one's own."""
    own = list(best.values()) if len(best) > 1 else list(best.values()) * len(found)
    mixed = found[0]
    figures = [
        Figure(
            f"list page, {engine} / {ceiling}", mixed.rate / own[0].rate, 0.15, "least",
            f"{mixed.rate:,.0f} / {own[0].rate:,.0f} a second",
        ),
        Figure(
            f"p99 / median of the list, {engine}", mixed.p99 / mixed.p50, 5, "most",
            f"{mixed.p99 / 1000:.1f} / {mixed.p50 / 1000:.1f} ms",
        ),
    ]  # fmt: skip
    rows = [*((name, one, one) for name, one in best.items()), *zip((MIXED, *KINDS), found, own, strict=True)]
    lines = [
        f"| {engine} | {name} | {one.rate:,.0f} | {one.rate / most.rate:.3g} | {one.p50:,.0f} | {one.p99:,.0f} |"
        for name, one, most in rows
    ]
    return figures, "\n".join(lines)


def _scripts(filled: Filled) -> list[str]:
    """For each kind of list what pgbench runs: the question that it is read by, of the pages that are asked for."""
    many, few = pages_of(filled)
    page = f"\\set after (random(1, {{}}) - 1) * {pages.PAGE_SIZE}\n"
    return [
        _script(pages._WHOLE[0], page.format(many)),
        _script(pages._SINCE[0], f"\\set since {SINCE}\n{page.format(many)}"),
        _script(pages._RELATION[0], f"\\set relation_id {BUSY}\n{page.format(few)}"),
        _script(pages._RELATION[0], f"\\set relation_id random(2, {RELATIONS})\n\\set after 0\n"),
    ]


def _script(statement: SingleRow, values: str) -> str:
    """The values, and the statement as PostgreSQL is sent it, with pgbench's own names for what is bound."""
    dialect: Dialect = psycopg.dialect()  # type: ignore[no-untyped-call]
    compiled = statement.compiled(dialect)
    constants = {name: value for name, value in compiled.with_values({})[1].items() if value is not None}
    text = re.sub(r"%\((\w+)\)s", r":\1", compiled.text).replace("%%", "%")
    return (
        "".join(f"\\set {name} {value}\n" for name, value in constants.items())
        + values
        + f"{' '.join(text.split())};\n"
    )
