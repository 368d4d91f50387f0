"""The overview of a period: how many contact moments there were, when, about what, and with whom.

It is made from counters, which are kept up as moments are registered, corrected, withdrawn and merged. So it takes as
long for ten years as for a month.
"""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from contact_moments.clock import Clock
from contact_moments.moments import periods
from contact_moments.moments.periods import Period
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import actions, follow_up_counts, moment_days, relations, tags, tally_sums
from contact_moments.storage.questions.counted_moments import Counted
from contact_moments.storage.questions.tally_sums import Sums
from contact_moments.times import Zone, day_begins

MOST_RANKED = 10
END_OF_TIME = 2**63 - 1  # the calendar has no day after its last one


class Bar(Struct, frozen=True):
    """A part of the period, cut to it (see `periods.parts`); `counts` are by type id."""

    first: date
    last: date
    counts: dict[str, int]


class Rank(Struct, frozen=True):
    """A tag, an action or a sender; `before` is its count in the period before."""

    id: int
    name: str
    count: int
    before: int


class InTime(Struct, frozen=True):
    """Follow-ups whose day lies in a period: done in time; late, done or not; and open, with time left."""

    in_time: int = 0
    late: int = 0
    open: int = 0


class Overview(Struct, frozen=True):
    """A period and its figures; those named `before` are of the days that it is compared with.

    `hours` are by weekday (0 is Monday) and hour.
    """

    first: date
    last: date
    total: int
    before: int
    bars: list[Bar]
    types: dict[str, int]
    types_before: dict[str, int]
    hours: dict[tuple[int, int], int]
    tags: list[Rank]
    actions: list[Rank]
    senders: list[Rank]
    follow_ups: InTime
    follow_ups_before: InTime


class Overviews:
    """Makes overviews of one register."""

    def __init__(self, database: Database, zone: Zone, clock: Clock) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock

    def of(self, first: date, last: date, earlier: Period | None = None) -> Overview:
        """The overview of the days from `first` to `last`, of one state of the register.

        It is compared with `earlier` days; without these with the period before, which is as long.
        """
        then = earlier or periods.before(first, last)
        return self._database.read_snapshot(
            lambda connection: _Reading(connection, self._zone, self._clock()).overview(first, last, then)
        )

    def everything(self) -> Period | None:
        """The days of the first and the last contact moment; None where there are none."""
        found = self._database.read(moment_days.first_and_last)
        return (date.fromisoformat(found[0]), date.fromisoformat(found[1])) if found else None


class _Reading:
    """Of one snapshot. What the counters do not count yet is counted here, moment by moment."""

    def __init__(self, connection: Connection, zone: Zone, now: int) -> None:
        self._connection = connection
        self._zone = zone
        self._now = now
        self._untallied = tally_sums.untallied(connection)

    def overview(self, first: date, last: date, earlier: Period | None) -> Overview:
        now, then = self._sums((first, last)), self._sums(earlier)
        return Overview(
            first=first,
            last=last,
            total=now["type"].total(),
            before=then["type"].total(),
            bars=self._bars(first, last),
            types=dict(now["type"]),
            types_before=dict(then["type"]),
            hours={divmod(int(hour), 24): counted for hour, counted in now["hour"].items()},
            tags=_ranked(now["tag"], then["tag"], tags.all_tags(self._connection)),
            actions=_ranked(now["action"], then["action"], actions.all_actions(self._connection)),
            senders=self._senders((first, last), earlier),
            follow_ups=self._follow_ups((first, last)),
            follow_ups_before=self._follow_ups(earlier),
        )

    def _sums(self, period: Period | None) -> Sums:
        found = tally_sums.sums(self._connection, periods.runs(*period) if period else [])
        for one in self._new(period):
            hour = 24 * date.fromisoformat(one.day).weekday() + one.hour
            found["type"][one.type] += 1
            found["hour"][str(hour)] += 1
            found["tag"].update(map(str, one.tags))
            found["action"].update([] if one.action is None else [str(one.action)])
        return found

    def _new(self, period: Period | None) -> Iterable[Counted]:
        if period is None:
            return []
        first, last = (day.isoformat() for day in period)
        return [one for one in self._untallied if first <= one.day <= last]

    def _bars(self, first: date, last: date) -> list[Bar]:
        parts = periods.parts(first, last)
        counts: list[Counter[str]] = [Counter() for _ in parts]
        runs = periods.runs(first, last, periods.unit_of_parts(first, last))
        for unit, period, type_id, counted in tally_sums.types_by_period(self._connection, runs):
            counts[periods.part_of(periods.begins(unit, period), parts)][type_id] += counted
        for one in self._new((first, last)):
            counts[periods.part_of(date.fromisoformat(one.day), parts)][one.type] += 1
        return [Bar(*part, dict(found)) for part, found in zip(parts, counts, strict=True)]

    def _senders(self, period: Period, earlier: Period | None) -> list[Rank]:
        busiest = self._busiest(period)
        before = self._counts(list(busiest), earlier)
        names = relations.names(self._connection, busiest)
        return [Rank(id_, json.loads(names[id_]), counted, before[id_]) for id_, counted in busiest.items()]

    def _busiest(self, period: Period) -> dict[int, int]:
        """The senders of the most moments, the busiest first."""
        runs, new = periods.runs(*period), self._new_senders(period)
        busiest: list[tuple[int, int]] = []
        for first, pairs in tally_sums.senders(self._connection, runs, new):
            least = busiest[-1][1] if len(busiest) == MOST_RANKED else 1
            found = [(first + at, counted) for at, counted in pairs if counted >= least]
            busiest = _busiest([*busiest, *found])
        return dict(busiest)

    def _counts(self, senders: list[int], period: Period | None) -> Counter[int]:
        if period is None:
            return Counter()
        counted = tally_sums.of_senders(self._connection, periods.runs(*period), senders)
        return counted + self._new_senders(period)

    def _follow_ups(self, period: Period | None) -> InTime:
        if period is None:
            return InTime()
        first, last = period
        until = END_OF_TIME if last == date.max else day_begins(last + timedelta(days=1), self._zone)
        begin = day_begins(first, self._zone)
        return InTime(*follow_up_counts.counts(self._connection, begin, until, self._now))

    def _new_senders(self, period: Period) -> Counter[int]:
        return Counter(one.sender_id for one in self._new(period))


def _busiest(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those with the highest counts; of equal ones the lower ids come first."""
    return sorted(found, key=lambda one: (-one[1], one[0]))[:MOST_RANKED]


def _ranked(now: Counter[str], then: Counter[str], names: dict[int, str]) -> list[Rank]:
    counts = {int(key): counted for key, counted in now.items()}
    # There may be codes of actions that have no name.
    return [Rank(id_, names.get(id_, str(id_)), number, then[str(id_)]) for id_, number in _busiest(counts.items())]
