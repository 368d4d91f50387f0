"""What no relation can have, so that nothing else breaks on it; and ids that leave room for others."""

from pathlib import Path

import pytest

from contact_moments.errors import InvalidInputError
from contact_moments.model import MAX_ID
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.export import csv_rows
from contact_moments.relations.imports import put as put_file
from contact_moments.relations.lines import RelationLines
from contact_moments.relations.putting import put
from contact_moments.relations.relations import add
from contact_moments.settings import Settings
from tests.engines import Engine


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Register:
    """An empty register."""
    register = Register(Settings(database_url=engine.new_url(tmp_path)))
    register.prepare()
    return register


def test_a_number_has_no_separator_of_files_in_it(register: Register) -> None:
    """An export would make two numbers of it."""
    line = RelationLines(b'{"id": 2, "name": "Betty", "phones": ["1|2"]}\n')

    with pytest.raises(InvalidInputError, match=r"phones must have no \|"):
        put(register.database, "NL", 1, {"name": "Betty", "phones": ["06-12345678|06-87654321"]})
    assert b"phones must have no |" in b"".join(line.put(register.database, "NL"))


def test_a_high_id_does_not_end_the_ids_that_the_register_gives(register: Register) -> None:
    """They go on after the highest one below 2^52, also within one call."""
    put(register.database, "NL", 7, {"name": "Betty"})
    put(register.database, "NL", MAX_ID, {"name": "Abe"})
    lines = b'{"externalId": "K-1", "name": "C"}\n{"id": %d, "name": "D"}\n{"externalId": "K-2", "name": "E"}\n'
    answers = b"".join(RelationLines(lines % 2**52).put(register.database, "NL"))

    assert [answers.count(b'"id":%d,"status":"added"' % id_) for id_ in (8, 2**52, 9)] == [1, 1, 1]
    assert add(register.database, "Carl").id == 10


def test_ids_that_the_register_gives_end_below_those_that_are_chosen(register: Register) -> None:
    """No relation that is there is taken for a new one."""
    put(register.database, "NL", 2**52 - 1, {"name": "Betty"})
    line = RelationLines(b'{"externalId": "K-1", "name": "C"}\n')

    assert b"there is no next one" in b"".join(line.put(register.database, "NL"))
    with pytest.raises(InvalidInputError, match="there is no next one"):
        add(register.database, "Carl")


def test_an_export_is_read_back_whatever_names_look_like(register: Register, tmp_path: Path) -> None:
    """A name may look like a shortened number; an external id too, if it is there already."""
    file = tmp_path / "relations.csv"
    put(register.database, "NL", 1, {"name": "1E+05", "externalId": "2E+10"})
    file.write_text("".join(row for _, row in csv_rows(register.database, Actor())), newline="")
    _, same = put_file(register.database, CsvFile(file, "NL"), Actor())
    file.write_text("id,name,externalId\n2,Betty,3E+10\n")

    assert (same.unchanged, same.added, same.changed) == (1, 0, 0)
    with pytest.raises(InvalidInputError, match="externalId has a number that a spreadsheet has shortened"):
        put_file(register.database, CsvFile(file, "NL"), Actor())
