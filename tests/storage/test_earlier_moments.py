"""Contact moments that releases before search have registered: after migrating they are found."""

import json
from pathlib import Path

import pytest

from contact_moments import doctor, maintenance
from contact_moments.model import Rights, Search
from contact_moments.moments.rebuild import rebuild
from contact_moments.moments.search_query import read_question
from contact_moments.storage.long_work import no_progress
from tests.engines import Engine
from tests.storage.test_earlier_imports import older

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]


def test_earlier_moments_are_found(engine: Engine, tmp_path: Path) -> None:
    """By their latest words, their references, and who registered them; and doctor finds nothing wrong with search."""
    register = older(engine.new_url(tmp_path))
    maintenance.migrate(register)

    def found(**asked: object) -> list[int]:
        page = register.searches.page(Search(**asked), Rights(details=True, parties=True))  # type: ignore[arg-type]
        return sorted(json.loads(item)["id"] for item in page.items)

    assert found(question=read_question("note")) == [1, 2, 4, 5, 6, 7]
    assert found(question=read_question("corr relation")) == [3]
    assert found(references=("twice",)) == [1, 4]
    assert found(channels=("api",), relations=(1,)) == [7]
    assert found(channels=("import",), first=0, until=1) == [1, 2, 3, 4, 5, 6]
    assert (True, "Search compares what was registered") in list(doctor._words(register))
    register.close()


WRONG = {
    "nothing": "INSERT INTO moment_words (moment_words) VALUES ('delete-all')",
    "a word too many": "INSERT INTO moment_words (rowid, words) VALUES (2, ' more ')",
    "words of no moment": "INSERT INTO moment_words (rowid, words) VALUES (99, ' more ')",
}


@pytest.mark.parametrize("has", WRONG)
def test_rebuild_mends_the_index(engine: Engine, tmp_path: Path, has: str) -> None:
    """Doctor sees what SQLite's index lacks or has too much, and after a rebuild it finds nothing wrong."""
    register = older(engine.new_url(tmp_path))
    maintenance.migrate(register)
    if register.database.files():
        register.database.write(lambda transaction: transaction.connection.exec_driver_sql(WRONG[has]).close())

        assert [well for well, _ in doctor._words(register)] == [False]
    rebuild(register.database, register.zone, no_progress)

    assert [well for well, _ in doctor._words(register)] == [True]
    register.close()
