"""The counters of the overview are what a count gives, whatever has been registered, corrected, withdrawn, merged."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from contact_moments import relations
from contact_moments.model import Author, Submission
from contact_moments.moments.merging import begin, finish_merges
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from tests.counting import PEOPLE, TAGS, check, counted, counting_soon, is_right, number_counted
from tests.engines import Engine

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

TYPES = ("ContactMomentPhone", "ContactMomentEmail", "ContactMomentNote")
PERIODS = [
    (date.min, date.max),
    (date(2020, 1, 1), date(2020, 12, 31)),
    (date(2019, 11, 17), date(2021, 3, 4)),
    (date(2020, 2, 29), date(2020, 2, 29)),
    (date(2020, 3, 1), date(2020, 4, 30)),
    (date(2011, 6, 15), date(2024, 2, 29)),
    (date(1999, 12, 31), date(2031, 1, 1)),
    (date.min, date(2020, 5, 5)),
    (date(2020, 5, 5), date.max),
    (date.max, date.max),
    (date.min, date.min),
]


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register with people and tags, which has few moments that its counters do not count."""
    with counting_soon(engine.register_url(tmp_path)) as register:
        yield register


def a_body(rng: random.Random) -> dict[str, Any]:
    """A moment of anybody at any time, most of them near each other."""
    day = date(2020, 5, 1) + timedelta(days=round(rng.gauss(0, 1)) * rng.choice((0, 1, 20, 300, 3000)))
    return {
        "subject": "A subject",
        "senderId": min(int(rng.paretovariate(0.6)), PEOPLE[-1]),
        "recipients": rng.sample(PEOPLE, rng.randrange(1, 3)),
        "dateTime": f"{day}T{rng.randrange(24):02}:30:00",
        "tagIds": rng.sample(TAGS, rng.randrange(4)),
        **({"action_code": 1 + rng.randrange(15)} if rng.random() < 0.7 else {}),
    }


class Doings:
    """Somebody who does anything to a register, at random."""

    def __init__(self, register: Register, rng: random.Random) -> None:
        self.register, self.rng = register, rng
        self.types: dict[int, str] = {}
        self.people = list(PEOPLE)

    def do_anything(self) -> None:
        """Do one thing; a merge may be left half done."""
        doings = (self.add, self.add, self.add, self.correct, self.correct, self.withdraw, self.rename, self.merge)
        self.rng.choice(doings)()

    def add(self) -> None:
        """Register some moments together."""
        types = self.rng.choices(TYPES, k=self.rng.choice((1, 3, 20)))
        for type_id, id_ in zip(types, self._submit([(one, a_body(self.rng)) for one in types]), strict=True):
            self.types[id_] = type_id

    def correct(self) -> None:
        """Correct some moments, some of them twice."""
        ids = self.rng.choices(list(self.types), k=4) if self.types else []
        self._submit([(self.types[id_], a_body(self.rng) | {"contactMomentId": id_}) for id_ in ids])

    def withdraw(self) -> None:
        """Withdraw some moments."""
        ids = self.rng.sample(list(self.types), min(3, len(self.types)))
        if ids:
            withdraw(self.register.database, ids, "mistake", Actor())
        for id_ in ids:
            del self.types[id_]

    def rename(self) -> None:
        """Give somebody another name."""
        id_ = self.rng.choice(self.people)
        relations.rename(self.register.database, id_, f"Somebody {self.rng.random()}")

    def merge(self) -> None:
        """Merge two people, unless there are few."""
        if len(self.people) > 4:
            merged = self.people.pop(self.rng.randrange(len(self.people)))
            begin(self.register.database, merged, self.rng.choice(self.people))
        if self.rng.random() < 0.5:
            finish_merges(self.register.database, self.register.zone)

    def _submit(self, bodies: list[tuple[str, dict[str, Any]]]) -> list[int]:
        registrar = self.register.registrar
        bodies = [(type_id, self._of_survivors(body)) for type_id, body in bodies]
        drafts = [registrar.read(self.register.types.get(type_id), body) for type_id, body in bodies]
        work = [Submission(one, Author(None, "import", None)) for one in drafts]
        outcomes = self.register.database.write(lambda transaction: registrar.submit_all(transaction, work))
        ids = [one for one in outcomes if isinstance(one, int)]
        assert len(ids) == len(bodies), outcomes
        return ids

    def _of_survivors(self, body: dict[str, Any]) -> dict[str, Any]:
        parties = [one for one in body["recipients"] if one in self.people] or self.people[:1]
        sender = body["senderId"] if body["senderId"] in self.people else self.people[0]
        return body | {"senderId": sender, "recipients": parties}


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_a_count_gives(register: Register, seed: int) -> None:
    """After each change the counters are right, and so are overviews of any period."""
    rng = random.Random(seed)  # noqa: S311 - the same register every time
    somebody = Doings(register, rng)
    for _ in range(25):
        somebody.do_anything()
        assert is_right(register)
        check(register.overviews.of(*rng.choice(PERIODS)), counted(register))
    for period in PERIODS:
        check(register.overviews.of(*period), counted(register))
    assert number_counted(register) > 20
