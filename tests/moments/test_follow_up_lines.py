"""Follow-ups as people read them: about whom, by whom and when; and how few statements that takes."""

from pathlib import Path

import pytest

from contact_moments.accounts import accounts
from contact_moments.contract.support import add_people
from contact_moments.model import ADD, Call, Grant, Rights, Search
from contact_moments.moments import follow_up_lines as lines
from contact_moments.moments import follow_ups
from contact_moments.moments.follow_up_lines import Reader
from contact_moments.moments.follow_up_list import ANYBODY, Wanted
from contact_moments.moments.follow_up_members import read_plan
from contact_moments.moments.merging import begin, finish_merges
from contact_moments.people import Account, Actor
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.times import read_instant
from tests.storage.meters import SqliteMeter

OPERATOR = Actor(operator="erin")
ALL = Rights(True, True)
Ids = tuple[int, ...]


def followed(
    register: Register, on: str, by: int | None = None, sender: int = 1, recipients: tuple[int, ...] = (2,)
) -> int:
    """A new moment with a follow-up; returns its id."""
    body = {"subject": "Call back", "senderId": sender, "recipients": list(recipients)}
    grant = Grant(None, frozenset({ADD}), 2**62)
    moment_id = register.registrar.register(Call("ContactMomentPhone", body, grant))
    follow_ups.put(register.database, moment_id, read_plan({"on": on, "by": by}, register.zone), OPERATOR)
    return moment_id


def reader(register: Register, parties: bool = True, me: int | None = None) -> Reader:
    """Somebody who reads on Thursday 26 November 2026, at two."""
    return Reader(read_instant("2026-11-26T14:00:00", register.zone)[0], register.zone, parties, me)


def employ(register: Register, relation_id: int) -> None:
    """Give a relation an account."""
    account = Account("", f"a{relation_id}@example.org", "Ada", "en", "registrar", 0)
    added = accounts.add(register.database, account, OPERATOR)
    accounts.set_relation(register.database, added.id, relation_id, OPERATOR)


@pytest.mark.both_engines
def test_about_whom(register: Register) -> None:
    """The party that has no account, also one that was merged; the sender if all have one."""
    employ(register, 1)
    for moment_id, about in (
        (followed(register, "2026-12-01", sender=1, recipients=(2,)), 2),
        (followed(register, "2026-12-01", sender=2, recipients=(1,)), 2),
        (followed(register, "2026-12-01", sender=1, recipients=(1,)), 1),
        (followed(register, "2026-12-01", sender=3, recipients=(1, 2)), 3),
    ):
        found = lines.one(register.database, moment_id, reader(register))
        assert found is not None
        assert (found.about.id, found.about.name) == (about, f"Relation {about}")
    begin(register.database, 1, 4)
    finish_merges(register.database, register.zone)
    merged = lines.one(register.database, followed(register, "2026-12-01", sender=4), reader(register))

    assert merged is not None
    assert merged.about.id == 2
    assert lines.colleagues(register.database) == {4: "Relation 4"}


@pytest.mark.both_engines
def test_names_that_one_may_not_see(register: Register) -> None:
    """Those of senders are shown, as in the list."""
    for me, name in ((None, "Relation 1"), (1, "")):
        found = lines.one(register.database, followed(register, "2026-12-01", 3), reader(register, False, me))
        assert found is not None
        assert (found.about.name, found.by and found.by.name) == (name, "")


@pytest.mark.both_engines
def test_beside_a_timeline_and_a_relation(register: Register) -> None:
    """The first ones by when they are due, and how many there are in all."""
    ids = [followed(register, f"2026-12-{day:02}", 3) for day in range(9, 1, -1)]
    anybodys = followed(register, "2026-12-30")
    beside = lines.todo(register.database, (3, ANYBODY), reader(register), 5)
    assert ([one.moment_id for one in beside.lines], beside.number, beside.more) == (ids[:2:-1], 9, False)
    few = lines.todo(register.database, (ANYBODY,), reader(register), 5)
    assert ([one.moment_id for one in few.lines], few.number) == ([anybodys], 1)
    of_two = lines.todo_with(register.database, register.searches, 2, ALL, reader(register))
    assert ([one.moment_id for one in of_two.lines], of_two.number, of_two.more) == (ids[:2:-1], 9, False)

    assert lines.todo_with(register.database, register.searches, 4, ALL, reader(register)).lines == []


@pytest.mark.both_engines
def test_what_a_moments_page_shows(register: Register) -> None:
    """Its own follow-up, and those that it answers."""
    first, second, answer = (followed(register, "2026-12-01") for _ in range(3))
    for one in (first, second):
        follow_ups.end(register.database, one, OPERATOR, answer)
    told = lines.told(register.database, answer, reader(register))

    assert told.answers == [first, second]
    assert told.line is not None
    assert lines.told(register.database, 10**6, reader(register)).follow_up is None


@pytest.mark.both_engines
def test_in_rows(register: Register) -> None:
    """A row of a timeline has when its follow-up is due, unless that is done, or the reader may not see details."""
    day, done, plain = (
        followed(register, "2026-12-01"),
        followed(register, "2026-12-01"),
        followed(register, "2026-12-02"),
    )
    follow_ups.end(register.database, done, OPERATOR)
    follow_ups.remove(register.database, plain, OPERATOR)
    found = {one.id: one.due for one in register.timelines.page(Search(), ALL).lines}

    assert {id_: due and due.day for id_, due in found.items()} == {day: "2026-12-01", done: None, plain: None}
    assert {one.due for one in register.timelines.page(Search(), Rights(False, True)).lines} == {None}


def test_how_many_statements(tmp_path: Path) -> None:
    """A page of the list, of the timeline, and what stands beside it take as many for 25 rows as for one."""
    with SqliteMeter().in_place() as meter:
        register = Register(Settings(database_url=f"sqlite:///{tmp_path}/register.db", log_level="error"))
        register.prepare()
        add_people(register, 1, 2, 3)
        counted = []
        for more in (1, 24):
            for _ in range(more):
                followed(register, "2026-11-25", 3)
            who = reader(register)
            counted.append(
                [
                    len(meter.statements(lambda: lines.page(register.database, Wanted(by=(3,)), who))),  # noqa: B023
                    len(meter.statements(lambda: register.timelines.page(Search(), ALL))),
                    len(meter.statements(lambda: lines.todo(register.database, (3,), who, 5))),  # noqa: B023
                ]
            )
        register.close()

    assert counted[0][:2] == counted[1][:2]
    assert counted[1] <= [11, 8, 8]
    # Whether there are more than five is counted.
    assert counted[1][2] - counted[0][2] <= 2
