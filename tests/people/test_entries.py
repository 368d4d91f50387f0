"""Entries: what somebody typed and has not saved is kept, for them alone."""

from collections.abc import Iterator

import pytest

from contact_moments.accounts import entries
from contact_moments.errors import ChangedMeanwhileError, NotFoundError
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.tokens import new_id
from tests.engines import Engine
from tests.people.rows import add_person

pytestmark = pytest.mark.both_engines


@pytest.fixture(scope="module")
def register(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register; each test has people of its own."""
    register = Register(Settings(database_url=engine.new_url(tmp_path_factory.mktemp("entries"))))
    register.prepare()
    yield register
    register.close()


@pytest.fixture
def account(register: Register) -> str:
    """Somebody who registers."""
    return add_person(register, "registrar")


def test_it_is_kept_and_changed(register: Register, account: str) -> None:
    """Each time it gets another revision; the last one counts."""
    entry = new_id()

    revisions = [entries.keep(register.database, account, entry, n, f"[{n}]", 100 + n) for n in range(3)]

    found = entries.get(register.database, account, entry)
    assert revisions == [1, 2, 3]
    assert found is not None
    assert (found.content, found.revision, found.saved_at) == ("[2]", 3, 102)


@pytest.mark.parametrize("revision", [0, 2])
def test_another_window_has_changed_it(register: Register, account: str, revision: int) -> None:
    """What the first one kept is not overwritten."""
    entry = new_id()
    entries.keep(register.database, account, entry, 0, "mine", 1)

    with pytest.raises(ChangedMeanwhileError):
        entries.keep(register.database, account, entry, revision, "another", 2)

    assert [one.content for one in entries.of(register.database, account)] == ["mine"]


def test_nobody_else_has_it(register: Register, account: str) -> None:
    """Whoever knows its id can neither read, nor change, nor drop it."""
    entry, other = new_id(), add_person(register, "administrator")
    entries.keep(register.database, account, entry, 0, "mine", 1)

    entries.drop(register.database, other, entry)

    assert entries.get(register.database, other, entry) is None
    assert entries.of(register.database, other) == []
    with pytest.raises(NotFoundError):
        entries.keep(register.database, other, entry, 1, "theirs", 2)
    assert entries.get(register.database, account, entry) is not None


def test_it_goes_when_it_is_dropped(register: Register, account: str) -> None:
    """And dropping it again does nothing."""
    entry = new_id()
    entries.keep(register.database, account, entry, 0, "mine", 1)

    for _ in range(2):
        entries.drop(register.database, account, entry)

    assert entries.get(register.database, account, entry) is None


def test_the_oldest_go(register: Register, account: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody fills the register with entries."""
    monkeypatch.setattr(entries, "MOST", 3)
    for at in (5, 1, 3, 2, 4):
        entries.keep(register.database, account, new_id(), 0, str(at), at)

    # The one of instant 1 went when the fourth came, and that of 2 when the fifth came.
    assert [one.content for one in entries.of(register.database, account)] == ["5", "4", "3"]
