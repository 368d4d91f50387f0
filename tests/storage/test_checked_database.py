"""A database of which each change is checked first, in its own transaction."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contact_moments import catalogue
from contact_moments.errors import ConflictError, InvalidInputError, RegisterError
from contact_moments.register import Register
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.checked_database import CheckedDatabase
from contact_moments.storage.database import Database
from contact_moments.storage.questions import tags
from contact_moments.storage.transaction import Transaction
from tests.engines import Engine
from tests.people.browser import new_register

pytestmark = pytest.mark.both_engines


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A new register."""
    made = new_register(tmp_path, engine.register_url(tmp_path))
    yield made
    made.close()


def add(transaction: Transaction, name: str) -> None:
    """Add a tag."""
    tags.add(transaction.connection, tags.last_id(transaction.connection) + 1, name)


def each(transaction: Transaction, names: list[str]) -> list[str | RegisterError]:
    """Add a tag for each name but the empty one."""
    found: list[str | RegisterError] = []
    for name in names:
        if name:
            add(transaction, name)
        found.append(name or InvalidInputError("The name must not be blank"))
    return found


WAYS: dict[str, Callable[[Database, str], object]] = {
    "write": lambda database, name: database.write(lambda transaction: add(transaction, name)),
    "write_each": lambda database, name: database.write_each(each, name),
    "write_batch": lambda database, name: database.write_batch(
        lambda transaction, _: add(transaction, name), BatchSize(5)
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_each_change_is_checked(register: Register, way: str) -> None:
    """By whatever way it is made; once it is refused, nothing of it is there. Others change what they like."""
    allowed = True

    def check(transaction: Transaction) -> None:
        add(transaction, "seen")
        if not allowed:
            raise ConflictError("Not any more")

    checked = CheckedDatabase(register.database, check)
    WAYS[way](checked, "first")
    allowed = False
    with pytest.raises(ConflictError):
        WAYS[way](checked, "second")
    WAYS[way](register.database, "third")

    assert list(catalogue.tags(checked).values()) == ["seen", "first", "third"]


def test_what_is_refused_of_one(register: Register) -> None:
    """As where several share a transaction: the refusal is raised, and nothing is changed."""
    checked = CheckedDatabase(register.database, lambda transaction: add(transaction, "seen"))

    with pytest.raises(InvalidInputError):
        checked.write_each(each, "")
    assert catalogue.tags(checked) == {}
