"""What look-ups compare may be wrong after a mistake of a program or a person: doctor says so, and rebuild mends it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from contact_moments import doctor, maintenance
from contact_moments.register import Register
from contact_moments.relations.finding import Asked, By, find
from contact_moments.relations.putting import put
from contact_moments.settings import Settings
from tests.engines import Engine

RIGHT = (True, "Look-ups compare what relations have")


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register with two relations, and no telephone number that cannot be read."""
    register = Register(Settings(database_url=engine.new_url(tmp_path)))
    register.prepare()
    put(register.database, "NL", 1, {"name": "Betty Linden", "phones": ["06-12345678"]})
    put(register.database, "NL", 2, {"name": "…", "archived": True})
    yield register
    register.close()


def found(register: Register, by: By, asked: str) -> list[int]:
    """The ids that a look-up finds."""
    return [one.id for one in find(register.database, register.settings, Asked(by, asked))]


def spoil(register: Register, statement: str) -> list[tuple[bool, str]]:
    """What doctor says after a statement was run."""
    register.database.write(lambda transaction: transaction.connection.execute(text(statement)))
    return list(doctor._look_ups(register))


@pytest.mark.both_engines
def test_a_wrong_key_of_a_number(register: Register) -> None:
    """Even if both keys of the number agree."""
    before = list(doctor._look_ups(register))
    ((well, says),) = spoil(register, "UPDATE relation_phone SET number_key = '+31699999999', main_key = number_key")
    maintenance.rebuild(register, lambda _: None)

    assert (before, well) == ([RIGHT], False)
    assert "wrong keys of 1 telephone numbers" in says
    assert list(doctor._look_ups(register)) == [RIGHT]
    assert found(register, "phone", "06-12345678") == [1]


def test_an_empty_index_of_names(register: Register) -> None:
    """PostgreSQL keeps its index itself."""
    ((well, says),) = spoil(register, "INSERT INTO relation_words (relation_words) VALUES ('delete-all')")
    lost = found(register, "q", "betty")
    maintenance.rebuild(register, lambda _: None)

    assert (well, lost) == (False, [])
    assert "do not find all relations by their names" in says
    assert list(doctor._look_ups(register)) == [RIGHT]
    assert found(register, "q", "betty") == [1]
