"""What no relation can have, so that nothing else breaks on it; and ids that leave room for others."""

from pathlib import Path

import pytest

from contact_moments.errors import InvalidInputError
from contact_moments.register import Register
from contact_moments.relations.lines import RelationLines
from contact_moments.relations.putting import put
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
