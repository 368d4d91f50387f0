"""What a migration says of itself, for those who have to decide when to run it."""

import pytest

from contact_moments.storage.sql.tables import metadata
from contact_moments.storage.whole.earlier_migrations import EARLIER, LAST
from contact_moments.storage.whole.migration_steps import Step, steps_after

STEPS = steps_after(None)


def test_a_step_for_each_migration() -> None:
    """All of them in order, and only the later ones for a register that has the first."""
    assert [step.version for step in STEPS] == [f"{number:04d}" for number in range(1, len(STEPS) + 1)]
    assert [step.version for step in steps_after(STEPS[-2].version)] == [STEPS[-1].version]
    assert steps_after(STEPS[-1].version) == []


@pytest.mark.parametrize("step", STEPS, ids=[step.version for step in STEPS])
def test_each_says_what_it_does_and_locks(step: Step) -> None:
    """A sentence of what it does, one of what it locks, and seconds per 100,000 rows of tables that there are."""
    assert step.what.endswith(".")
    assert step.locks, "a new migration has LOCKS and SECONDS: see CONTRIBUTING.md"
    assert set(step.seconds) <= set(metadata.tables)
    assert all(seconds > 0 for seconds in step.seconds.values())


def test_published_ones_are_listed_and_no_later_one() -> None:
    """The list is closed: whoever adds a migration says these things in it."""
    assert LAST == 20
    assert sorted(EARLIER) == [f"{number:04d}" for number in range(1, LAST + 1)]
