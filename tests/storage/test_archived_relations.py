"""Archived relations do not use up what a look-up reads: however many there are, the others are found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_moments import maintenance
from contact_moments.model import Phone, Relation
from contact_moments.moments.merging import merge
from contact_moments.register import Register
from contact_moments.relations.finding import Asked, By, find
from contact_moments.relations.relations import archive, unarchive
from contact_moments.settings import Settings
from contact_moments.storage.questions import relations as stored
from contact_moments.storage.questions.relation_lookups import MOST
from tests.engines import Engine

pytestmark = pytest.mark.both_engines

LAST = MOST + 2  # the only one that is not archived
PHONE = "+31206241111"
ASKED: list[tuple[By, str]] = [
    ("phone", "020-6241111"),
    ("phone", f"{PHONE};ext=7"),
    ("email", "info@example.org"),
    ("q", "jan jansen"),
    ("q", "ja"),
    ("q", "j"),
]


@pytest.fixture(scope="module")
def register(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register of people who are alike, of whom all but the last are archived."""
    folder: Path = tmp_path_factory.mktemp("archived")
    register = Register(Settings(database_url=engine.new_url(folder)))
    register.prepare()
    phones = (Phone(PHONE, PHONE),)
    new = [
        Relation(id_, "person", "Jan Jansen", "info@example.org", phones, archived=id_ != LAST)
        for id_ in range(1, LAST + 1)
    ]
    register.database.write(lambda transaction: stored.add(transaction, new))
    yield register
    register.close()


def found(register: Register, by: By, text: str, archived: bool = False) -> list[int]:
    """The ids that a look-up finds."""
    return [one.id for one in find(register.database, register.settings, Asked(by, text, archived))]


@pytest.mark.parametrize(("by", "text"), ASKED)
def test_one_among_many_archived_ones_is_found(register: Register, by: By, text: str) -> None:
    """By whatever is asked; with the archived ones it comes first."""
    with_archived = found(register, by, text, archived=True)

    assert found(register, by, text) == [LAST]
    assert (with_archived[0], len(set(with_archived))) == (LAST, 25)


@pytest.mark.parametrize(("by", "text"), ASKED)
def test_archiving_and_merging_count_at_once(register: Register, by: By, text: str) -> None:
    """An archived relation is found again once it is not archived, or as the one that it is merged into."""
    unarchive(register.database, 7)
    both = found(register, by, text)
    archive(register.database, 7)
    one = found(register, by, text)

    assert (both, one) == ([7, LAST], [LAST])


def test_an_archived_relation_that_is_merged_is_found_as_its_survivor(register: Register) -> None:
    """What look-ups compare of it is then that of any merged relation, and all of it holds together."""
    register.database.write(
        lambda transaction: stored.add(
            transaction,
            [
                Relation(901, "person", "Zoë", "zoe@example.org", (Phone("4290", "4290"),), archived=True),
                Relation(902, "person", "Abe"),
            ],
        )
    )
    before = [found(register, "q", "zoe"), found(register, "phone", "4290")]
    merge(register.database, register.zone, 901, 902)

    assert before == [[], []]
    assert found(register, "q", "zoe") == found(register, "phone", "4290") == [902]
    assert found(register, "email", "zoe@example.org") == [902]
    assert register.database.read_snapshot(lambda connection: maintenance.broken(connection, register)) == []
