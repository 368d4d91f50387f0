"""Ways to spoil a file."""

import os
from collections.abc import Callable
from pathlib import Path

from contact_moments.storage.backends.sqlite.driver import dbapi2 as sqlite

Spoil = Callable[[Path], None]


def in_file(path: Path, *statements: str) -> None:
    """Run statements on a SQLite file, which is made where there is none."""
    connection = sqlite.connect(str(path), isolation_level=None)
    for statement in statements:
        connection.execute(statement).close()
    connection.close()


def overwrite(path: Path, start: int, raw: bytes) -> None:
    """Put other bytes into a file."""
    content = bytearray(path.read_bytes())
    content[start : start + len(raw)] = raw
    path.write_bytes(content)


def truncate(path: Path, part: float) -> None:
    """Keep only the first part of a file."""
    os.truncate(path, int(path.stat().st_size * part))


def anew(path: Path, content: bytes) -> None:
    """Put something else in the place of a file."""
    path.write_bytes(content)


def other_program(path: Path) -> None:
    """Put another program's SQLite file in the place of a file."""
    path.unlink()
    in_file(path, "create table invoice (id integer primary key, amount integer)", "insert into invoice values (1, 2)")


def marked_but_empty(path: Path) -> None:
    """Put a SQLite file with a register's mark and no tables in the place of a file."""
    path.unlink()
    in_file(path, f"pragma application_id = {0x434D6F6D}", "vacuum")
