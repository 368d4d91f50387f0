"""Reading the list: against nginx with the same bytes as a file, and against pgbench with the same statement."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql import psycopg

from bench.ceilings import pgbench, static_file
from bench.load import Load, apply_load, in_turn
from bench.measured import Figure
from bench.registers import Filled
from bench.served import Served, served
from contact_moments.storage import pages

KINDS = ("the whole list", "since", "a busy relation", "a relation")


def on_sqlite(filled: Filled) -> tuple[list[Figure], str]:
    """The list on SQLite against nginx, and its latencies; each kind of list by itself in a table."""
    with (
        served(filled) as register,
        TemporaryDirectory() as folder,
        static_file(Path(folder) / "n", register.page()) as url,
    ):
        return _compared(register, partial(apply_load, url, {}), "nginx, the same bytes as a file")


def on_postgresql(filled: Filled) -> tuple[list[Figure], str]:
    """The list on PostgreSQL against pgbench, and its latencies."""
    last = filled.moments // pages.PAGE_SIZE * 9 // 10
    script = f"\\set after random(0, {last}) * {pages.PAGE_SIZE}\n{_statement()};\n"
    with served(filled) as register, TemporaryDirectory() as folder:
        return _compared(
            register, partial(pgbench, filled.url, script, Path(folder)), "pgbench, the same statement, prepared"
        )


def _compared(register: Served, ceiling: Callable[[], Load], name: str) -> tuple[list[Figure], str]:
    best, *found = in_turn(ceiling, register.read, *(partial(register.read, kind) for kind in KINDS))
    mixed, engine = found[0], register.filled.name
    figures = [
        Figure(
            f"list page, {engine} / {name.split(',', maxsplit=1)[0]}", mixed.rate / best.rate, 0.15, "least",
            f"{mixed.rate:,.0f} / {best.rate:,.0f} a second",
        ),
        Figure(
            f"p99 / median of the list, {engine}", mixed.p99 / mixed.p50, 5, "most",
            f"{mixed.p99 / 1000:.1f} / {mixed.p50 / 1000:.1f} ms",
        ),
    ]  # fmt: skip
    rows = zip(("all four, mixed", *KINDS), found, strict=True)
    lines = [
        f"| {engine} | {kind} | {one.rate:,.0f} | {one.rate / best.rate:.3f} | {one.p50:,.0f} | {one.p99:,.0f} |"
        for kind, one in rows
    ]
    return figures, "\n".join(
        [f"| {engine} | {name} | {best.rate:,.0f} | 1 | {best.p50:,.0f} | {best.p99:,.0f} |", *lines]
    )


def _statement() -> str:
    """The statement of the whole list as PostgreSQL is sent it, with pgbench's own names for what is bound."""
    dialect: Dialect = psycopg.dialect()  # type: ignore[no-untyped-call]
    compiled = pages._WHOLE[0].compiled(dialect)
    text = re.sub(r"%\((\w+)\)s", r":\1", compiled.text).replace("%%", "%")
    return " ".join(text.split())
