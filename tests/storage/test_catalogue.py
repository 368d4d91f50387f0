"""Types, tags and actions as they are stored: their places and versions, who has them, and what it costs to ask."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from contact_moments import catalogue
from contact_moments.contract.support import add_people, register_together
from contact_moments.errors import ChangedMeanwhileError, ConflictError, InvalidInputError, NotFoundError
from contact_moments.model import MomentType
from contact_moments.moments.type_files import read_type, version_of
from contact_moments.moments.types import put_type, remove_type
from contact_moments.register import Register
from contact_moments.settings import Settings
from tests.engines import Engine
from tests.storage.meters import PostgresqlMeter, SqliteMeter, rows_visited

pytestmark = pytest.mark.both_engines

MANY = 3000  # contact moments


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register with two people, in which codes of actions need not be listed."""
    register = Register(Settings(database_url=engine.register_url(tmp_path), log_level="error", action_codes="any"))
    register.prepare()
    add_people(register, 1, 2)
    yield register
    register.close()


def a_type(title: str, **properties: Any) -> MomentType:
    """A type with these own fields."""
    return read_type(json.dumps({"id": "Chat", "title": title, "schema": {"properties": properties}}).encode())


def test_the_version_of_a_type(register: Register) -> None:
    """A type is replaced only as it was read; the same once more is no fault."""
    first, second = a_type("Chat"), a_type("Chat 2")
    assert put_type(register.database, first, expected="")
    with pytest.raises(ConflictError):
        put_type(register.database, second, expected="")
    assert not put_type(register.database, second, expected=version_of(first))

    with pytest.raises(ChangedMeanwhileError):
        put_type(register.database, a_type("Chat 3"), expected=version_of(first))
    assert not put_type(register.database, second, expected=version_of(first))
    assert register.types.get("Chat").data == second
    remove_type(register.database, "Chat")
    with pytest.raises(ChangedMeanwhileError):
        put_type(register.database, a_type("Chat 3"), expected=version_of(second))


def test_a_version_is_that_of_all_parts() -> None:
    """Title, whether it can be registered, the fields and their order."""
    one, other = {"type": "string"}, {"type": "integer"}
    types = [a_type("A"), a_type("B"), a_type("A", x=one, y=other), a_type("A", y=other, x=one), a_type("A", x=one)]
    types.append(MomentType("Chat", "A", False, types[0].schema))

    assert len({version_of(type_) for type_ in types}) == len(types)


@pytest.mark.parametrize(("place", "stands"), [(1, 0), (3, 2), (6, 5), (99, 5)])
def test_places(register: Register, place: int, stands: int) -> None:
    """A new type and one that is there come where they are put; the others keep their order."""
    before = list(register.types.by_id())
    put_type(register.database, a_type("Chat"), place=place)
    assert list(register.types.by_id()).index("Chat") == stands
    assert [one for one in register.types.by_id() if one != "Chat"] == before

    put_type(register.database, a_type("Chat"), place=2)
    assert list(register.types.by_id()).index("Chat") == 1
    put_type(register.database, a_type("Chat again"))
    assert list(register.types.by_id()).index("Chat") == 1


def test_who_has_tags_and_actions(register: Register) -> None:
    """Tags that moments have or had, and actions that they have."""
    for tag in (1, 2, 3):
        catalogue.add_tag(register.database, f"Tag {tag}", tag)
    for code in (-(2**63), -1, 0, 5, 2**63 - 1):
        catalogue.put_action(register.database, code, f"Action {code}")
    register_together(register, [{"tagIds": [2], "action_code": 0}, {"action_code": 2**63 - 1}])

    assert catalogue.used_tags(register.database, [1, 2, 3]) == {2}
    assert catalogue.used_actions(register.database, [-(2**63), -1, 0, 5, 2**63 - 1]) == {0, 2**63 - 1}
    assert catalogue.used_tags(register.database, []) == set()
    assert catalogue.used_actions(register.database, []) == set()


def test_names_are_compared_by_their_words(register: Register) -> None:
    """Case, accents and signs make no other name; signs alone are compared as they are."""
    named = {1: "Nabellen", 2: "nabéllen!", 3: "Paid", 4: "!", 5: "?"}

    assert catalogue.doubles(named) == {1, 2}
    assert catalogue.same_name(named, "NABELLEN") == 1
    assert catalogue.same_name(named, "nabellen", 1) == 2
    assert catalogue.same_name(named, "?") == 5
    assert catalogue.same_name(named, "other") is None
    assert register


def test_renaming_expects_a_name(register: Register) -> None:
    """Of a tag and of an action; the same name is no fault, and no change."""
    tag = catalogue.add_tag(register.database, "One")
    catalogue.add_action(register.database, "One", 7)
    calls: list[Callable[[str, str | None], None]] = [
        lambda name, was: catalogue.rename_tag(register.database, tag, name, expected=was),
        lambda name, was: catalogue.rename_action(register.database, 7, name, expected=was),
    ]
    for rename in calls:
        rename("Two", "One")
        with pytest.raises(ChangedMeanwhileError):
            rename("Three", "One")
        rename("Two", "One")
        rename("Three", None)
    assert (catalogue.tags(register.database)[tag], catalogue.actions(register.database)[7]) == ("Three", "Three")


def test_what_is_refused(register: Register) -> None:
    """Codes in use, names that are too long, and what is not there."""
    catalogue.add_action(register.database, "One", 7)
    with pytest.raises(ConflictError):
        catalogue.add_action(register.database, "Two", 7)
    calls: list[Callable[[], int]] = [
        lambda: catalogue.add_action(register.database, "x" * 256, 8),
        lambda: catalogue.add_action(register.database, "x", 2**63),
        lambda: catalogue.add_action(register.database, "x", None),
        lambda: catalogue.add_tag(register.database, "x" * 256),
    ]
    for call in calls:
        with pytest.raises(InvalidInputError):
            call()
    with pytest.raises(NotFoundError):
        catalogue.rename_action(register.database, 9, "x")


def test_asking_who_has_them_reads_few_rows(engine: Engine, tmp_path: Path) -> None:
    """However many moments have one, and where none has: an index is sought once for each."""
    meter = SqliteMeter() if engine.name == "sqlite" else PostgresqlMeter()
    with meter.in_place():
        register = Register(Settings(database_url=engine.register_url(tmp_path), log_level="error"))
        register.prepare()
        add_people(register, 1, 2)
        for number in (1, 2, 3):
            catalogue.add_tag(register.database, f"Tag {number}", number)
            catalogue.put_action(register.database, number, f"Action {number}")
        bodies = [{"tagIds": [1 + 2 * (number % 2)], "action_code": 1 + 2 * (number % 2)} for number in range(MANY)]
        for start in range(0, MANY, 500):
            register_together(register, bodies[start : start + 500])
        if engine.name != "sqlite":
            register.database.change_schema(lambda connection: connection.exec_driver_sql("ANALYZE"))
        calls: list[Callable[[], set[int]]] = [
            lambda: catalogue.used_actions(register.database, [1, 2, 3]),
            lambda: catalogue.used_tags(register.database, [1, 2, 3]),
        ]
        visited = [rows_visited(meter, register, call) for call in calls]
        answers = [call() for call in calls]
        register.close()

    assert answers == [{1, 3}, {1, 3}]
    assert max(visited) < (500 if engine.name == "sqlite" else 30), visited
