"""A new name has at most 255 characters, however it is given; a longer one that is stored already stays."""

from collections.abc import Callable
from pathlib import Path

import pytest

from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.model import Relation
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.imports import put as put_file
from contact_moments.relations.lines import RelationLines
from contact_moments.relations.list import get
from contact_moments.relations.putting import put
from contact_moments.relations.relations import MAX_NAME, add, add_all, rename
from contact_moments.settings import Settings
from tests.engines import Engine

LONG = "x" * (MAX_NAME + 1)


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Register:
    """A register whose relation 1 has a name that is too long, from an earlier release."""
    register = Register(Settings(database_url=engine.new_url(tmp_path)))
    register.prepare()
    add_all(register.database, "NL", [Relation(1, "person", LONG), Relation(2, "person", "Betty")])
    return register


def test_a_new_name_that_is_too_long_is_refused(register: Register, tmp_path: Path) -> None:
    """By each way to add or change a relation."""
    file = tmp_path / "relations.csv"
    file.write_text(f"id,name\n2,{LONG}\n")
    line = RelationLines(b'{"id": 2, "name": "%s"}\n' % LONG.encode())
    ways: list[Callable[[], object]] = [
        lambda: add(register.database, LONG),
        lambda: rename(register.database, 2, LONG),
        lambda: put(register.database, "NL", 2, {"name": LONG}),
        lambda: put_file(register.database, CsvFile(file, "NL"), Actor()),
    ]

    for way in ways:
        with pytest.raises((InvalidInputError, RegisterError), match="name has more than 255 characters"):
            way()
    assert b"name has more than 255 characters" in b"".join(line.put(register.database, "NL"))
    assert put(register.database, "NL", 2, {"name": LONG[1:]}).status == "changed"


def test_a_long_name_that_is_there_may_be_sent_again(register: Register) -> None:
    """So that what the register answers can be sent back."""
    assert put(register.database, "NL", 1, {"name": LONG, "email": "x@example.org"}).status == "changed"
    assert rename(register.database, 1, LONG).name == get(register.database, 1).name == LONG
