"""What tests of the overview share: a register that counts soon, and a count from scratch."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import text

from contact_moments import catalogue
from contact_moments.contract.support import add_people
from contact_moments.moments import periods
from contact_moments.moments.overview import MOST_RANKED, Overview, Rank
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.questions import counted_moments, tallies
from contact_moments.storage.questions.counted_moments import Counted
from contact_moments.storage.whole.tally_check import are_right

PEOPLE = range(1, 15)
TAGS = range(1, 13)


@contextmanager
def counting_soon(url: str) -> Iterator[Register]:
    """A register with people and tags, which has few moments that its counters do not count."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tallies, "MOST_UNTALLIED", 7)
        register = Register(Settings(database_url=url))
        register.prepare()
        add_people(register, *PEOPLE)
        for tag in TAGS:
            catalogue.add_tag(register.database, f"Tag {tag}", tag)
        yield register
        register.close()


def is_right(register: Register) -> bool:
    """Whether the counters are what a count from scratch gives."""
    return register.database.read_snapshot(are_right)


def number_counted(register: Register) -> int:
    """How many moments the counters count."""
    asked = text("SELECT coalesce(sum(counted), 0) FROM tally WHERE kind = 'type' AND unit = 10000")
    return int(register.database.read(lambda connection: connection.execute(asked).scalar_one()))


def counted(register: Register) -> list[Counted]:
    """What each moment is counted by."""
    return register.database.read(lambda connection: counted_moments.after(connection, 0))


def between(found: Iterable[Counted], first: date, last: date) -> list[Counted]:
    """Those of a period."""
    return [one for one in found if first <= date.fromisoformat(one.day) <= last]


def check(found: Overview, every: list[Counted]) -> None:
    """Compare an overview with a count of the moments."""
    now = between(every, found.first, found.last)
    earlier = periods.before(found.first, found.last)
    then = between(every, *earlier) if earlier else []
    assert (found.total, found.before) == (len(now), len(then))
    assert found.types == Counter(one.type for one in now)
    assert found.types_before == Counter(one.type for one in then)
    assert found.hours == Counter((date.fromisoformat(one.day).weekday(), one.hour) for one in now)
    assert sum((Counter(bar.counts) for bar in found.bars), Counter()) == Counter(found.types)
    for bar in [bar for bar in found.bars if bar.counts]:
        assert bar.counts == Counter(one.type for one in between(now, bar.first, bar.last))
    check_ranks(found.tags, [tag for one in now for tag in one.tags], [tag for one in then for tag in one.tags])
    check_ranks(found.actions, *([one.action for one in some if one.action is not None] for some in (now, then)))
    check_ranks(found.senders, *([one.sender_id for one in some] for some in (now, then)))


def check_ranks(found: list[Rank], now: list[int], then: list[int]) -> None:
    """Compare the busiest with a count."""
    busiest = sorted(Counter(now).items(), key=lambda one: (-one[1], one[0]))[:MOST_RANKED]
    assert [(one.id, one.count) for one in found] == busiest
    assert [one.before for one in found] == [Counter(then)[one.id] for one in found]
