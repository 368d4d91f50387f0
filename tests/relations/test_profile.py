"""A relation as people read it, and changes that would overwrite another one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contact_moments.errors import ChangedMeanwhileError, InvalidInputError, NotFoundError
from contact_moments.moments.merging import merge
from contact_moments.register import Register
from contact_moments.relations.members import read_members, with_keys
from contact_moments.relations.profile import create, profile
from contact_moments.relations.putting import put
from contact_moments.relations.relations import archive
from contact_moments.settings import Settings
from tests.engines import Engine

pytestmark = pytest.mark.both_engines

NUMBER = "06 12345678"


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register whose organisation has a number of its own."""
    settings = Settings(database_url=engine.register_url(tmp_path), log_level="error")
    register = Register(settings.replaced(own_phone_numbers="+31201234567"))
    register.prepare()
    yield register
    register.close()


def add(register: Register, relation_id: int, **members: object) -> None:
    """Put a relation."""
    put(register.database, "NL", relation_id, {"name": f"Relation {relation_id}"} | members)


def sharing(register: Register, relation_id: int) -> list[tuple[str, list[int], int]]:
    """Who shares each number of a relation, and how many more."""
    found = profile(register.database, register.settings, relation_id).sharing
    return [(one.phone.number, [each.id for each in one.relations], one.more) for one in found]


def test_who_shares_a_number(register: Register) -> None:
    """However it is written; merged ones by their survivors, archived ones not, and nobody the organisation's own."""
    numbers = [NUMBER, "020 1234567", "anonymous", "abc"]
    for relation_id in range(1, 10):
        add(register, relation_id, phones=numbers if relation_id == 1 else ["+31612345678", "0201234567", "anonymous"])
    archive(register.database, 2)
    merge(register.database, register.zone, 3, 4)
    merge(register.database, register.zone, 9, 1)

    assert sharing(register, 1) == [(NUMBER, [4, 5, 6, 7, 8], 0)]
    add(register, 10, phones=[NUMBER])
    assert sharing(register, 1) == [(NUMBER, [4, 5, 6, 7, 8], 1)]


def test_a_merged_relation_has_a_survivor(register: Register) -> None:
    """The profile has both."""
    add(register, 1)
    add(register, 2)
    merge(register.database, register.zone, 1, 2)
    found = profile(register.database, register.settings, 1)

    assert (found.relation.id, found.survivor and found.survivor.id) == (1, 2)
    assert profile(register.database, register.settings, 2).survivor is None
    with pytest.raises(NotFoundError):
        profile(register.database, register.settings, 3)


def test_a_new_relation_gets_the_next_id(register: Register) -> None:
    """With all its fields at once; one that another relation has refuses it."""
    add(register, 41)
    fields = with_keys(read_members({"name": " Jan ", "phones": [NUMBER], "externalId": "X"}), "NL")

    made = create(register.database, fields)
    assert create(register.database, fields, after=41) == made  # the same form once more

    assert (made.id, made.name, made.external_id) == (42, "Jan", "X")
    assert profile(register.database, register.settings, 42).relation == made
    with pytest.raises(InvalidInputError):
        create(register.database, fields)


def test_a_change_of_what_was_changed_meanwhile_is_refused(register: Register) -> None:
    """Unless the relation is as it says already."""
    add(register, 1)
    before = profile(register.database, register.settings, 1).relation.change
    put(register.database, "NL", 1, {"name": "Mine"}, before)
    with pytest.raises(ChangedMeanwhileError):
        put(register.database, "NL", 1, {"name": "Theirs"}, before)

    assert put(register.database, "NL", 1, {"name": "Mine"}, before).status == "unchanged"
    after = profile(register.database, register.settings, 1).relation.change
    assert put(register.database, "NL", 1, {"name": "Theirs"}, after).status == "changed"
