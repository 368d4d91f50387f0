"""The days of the first and the last contact moment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_moments.contract.support import add_note, add_people
from contact_moments.register import Register
from contact_moments.settings import Settings
from tests.engines import Engine

pytestmark = pytest.mark.both_engines


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """An empty register."""
    register = Register(Settings(database_url=engine.register_url(tmp_path)))
    register.prepare()
    yield register
    register.close()


def test_first_and_last(register: Register) -> None:
    """Local days of what there is; none where there is nothing."""
    assert register.overviews.everything() is None

    add_people(register, 1, 2)
    for at in ("2024-05-01T10:00:00", "2023-12-31T23:30:00Z", "2024-03-01T10:00:00"):
        add_note(register, dateTime=at)

    found = register.overviews.everything()
    assert found is not None
    assert [str(one) for one in found] == ["2024-01-01", "2024-05-01"]
