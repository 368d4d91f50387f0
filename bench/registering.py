"""Registering: against the bare driver or pgbench with the same rows, and while the list is read."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg.sql import Literal

from bench.ceilings import pgbench, write_bare
from bench.load import SECONDS, SERVER_CORE, Load, in_turn, median
from bench.measured import Figure
from bench.registers import RELATIONS, Filled
from bench.served import Served, kept_on, served

TOGETHER = 16
CHUNK = 500  # lines of an import that are committed together
BARE, BARE_ALONE = 16_000, 1_000  # moments that the bare driver writes a round
ASKED = 500  # registrations a second, beside which the list is read


def on_sqlite(filled: Filled) -> list[Figure]:
    """Registrations per second, those of an import, and how long reading takes meanwhile."""
    with served(filled) as register:
        (found,) = in_turn(register.register)
        beside = _beside_reading(register)
    last = filled.installation.sql("SELECT last_moment_id FROM register")[0][0]
    assert last >= filled.moments + BARE, "too few were registered to write them again by the bare driver"
    best, alone = in_turn(
        lambda: _bare(filled, last - BARE + 1, last, TOGETHER), lambda: _bare(filled, last - BARE_ALONE + 1, last, 1)
    )
    (imported,) = in_turn(lambda: _bare(filled, 1, BARE, CHUNK))
    return [
        *_figures("SQLite", found, best, f"bare driver, {TOGETHER} a commit", 0.20),
        Figure(
            "register, SQLite / bare driver, one a commit", found.rate / alone.rate, 1, "least",
            f"{found.rate:,.0f} / {alone.rate:,.0f} a second",
        ),
        beside,
        Figure(
            f"`moment import` / bare driver, {CHUNK} a commit", filled.rate / imported.rate, 0.25, "least",
            f"{filled.rate:,.0f} / {imported.rate:,.0f} a second, checking the file first included",
        ),
        Figure(
            f"memory of importing {filled.imported:,}", filled.mebibytes, 300, "most", "largest resident set", " MiB",
        ),
    ]  # fmt: skip


def on_postgresql(filled: Filled) -> list[Figure]:
    """Registrations per second against pgbench, and how long reading takes meanwhile."""
    with served(filled) as register, TemporaryDirectory() as folder:
        register.register(1)
        inserts = _inserts(filled.url)
        found, best = in_turn(register.register, lambda: pgbench(filled.url, [inserts], Path(folder)))
        beside = _beside_reading(register)
    return [*_figures(filled.name, found, best, "pgbench, the same inserts", 0.25), beside]


def _bare(filled: Filled, first: int, last: int, together: int) -> Load:
    with kept_on(SERVER_CORE):
        return Load(write_bare(filled.file, first, last, together), 0, 0)


def _figures(engine: str, found: Load, best: Load, name: str, asked: float) -> list[Figure]:
    return [
        Figure(
            f"register, {engine} / {name}", found.rate / best.rate, asked, "least",
            f"{found.rate:,.0f} / {best.rate:,.0f} a second",
        ),
        Figure(
            f"p99 / median of registering, {engine}", found.p99 / found.p50, 5, "most",
            f"{found.p99 / 1000:.1f} / {found.p50 / 1000:.1f} ms",
        ),
    ]  # fmt: skip


def _beside_reading(register: Served) -> Figure:
    """The list's p99 while 500 a second register, against its p99 alone."""
    pairs = []
    with ThreadPoolExecutor(1) as beside:
        for _ in range(5):
            alone = register.read()
            meanwhile = beside.submit(register.register, SECONDS + 2, ASKED)
            pairs.append((alone, register.read(), meanwhile.result()))
    alone, reading, writing = (median(loads) for loads in zip(*pairs, strict=True))
    return Figure(
        f"p99 of the list while {writing.rate:.0f} a second register / alone, {register.filled.name}",
        reading.p99 / alone.p99, 3, "most", f"{reading.p99 / 1000:.1f} / {alone.p99 / 1000:.1f} ms",
    )  # fmt: skip


def _inserts(url: str) -> str:
    """What the last registration has written, as a script for pgbench that writes the same under other keys."""
    with psycopg.connect(url) as connection:
        (last,) = connection.execute("SELECT last_moment_id FROM register").fetchone() or (0,)

        def values(table: str, key: str, **others: str) -> str:
            found = connection.execute(f"SELECT * FROM {table} WHERE {key} = %s", (last,))
            row = found.fetchone() or ()
            names = [column.name for column in found.description or ()]
            texts = [
                others.get(name) or Literal(value).as_string(connection) for name, value in zip(names, row, strict=True)
            ]
            return f"INSERT INTO {table} VALUES ({', '.join(texts)});"

        number = "random(1000000000, 4000000000000000000)"
        return "\n".join(
            [
                f"\\set id {number}",
                f"\\set n {number}",
                f"\\set sender random(2, {RELATIONS})",
                f"\\set recipient random(2, {RELATIONS})",
                "BEGIN;",
                values("moment", "id", id=":id", change_no=":id", sender_id=":sender"),
                values("version", "moment_id", moment_id=":id"),
                "INSERT INTO link VALUES (:sender, :n, :id);",
                "INSERT INTO link VALUES (:recipient, (:n)::bigint + 1, :id) ON CONFLICT DO NOTHING;",
                "INSERT INTO registration_key VALUES (sha256((:id)::bigint::text::bytea), :id);",
                "COMMIT;",
            ]
        )
