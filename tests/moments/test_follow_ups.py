"""Follow-ups: made, changed, ended, reopened and removed beside their contact moments."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from contact_moments import relations
from contact_moments.clock import SECOND
from contact_moments.contract.support import add_note, beside, items_of
from contact_moments.errors import ConflictError, GoneError, InvalidInputError, NotFoundError
from contact_moments.model import Filter
from contact_moments.moments import follow_ups
from contact_moments.moments.follow_up_list import Wanted
from contact_moments.moments.follow_up_members import as_json, member_of, read_plan
from contact_moments.moments.merging import begin
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.questions.follow_ups import FollowUp
from contact_moments.storage.sql import tables
from tests.moments.follow_ups import OPERATOR, broken, followed, ids, plan
from tests.people.rows import add_person

pytestmark = pytest.mark.both_engines

Work = Callable[[], Any]


def events(register: Register) -> list[Any]:
    """What the audit trail has of follow-ups."""
    event = tables.audit_event
    rows = select(event.c.detail).where(event.c.kind == "follow_up").order_by(event.c.number)
    found = register.database.read(lambda connection: connection.execute(rows).scalars().all())
    return [json.loads(detail)["what"] for detail in found]


def test_it_is_made_and_read(register: Register) -> None:
    """It says when, by whom, what, and who made it when."""
    account = add_person(register, "registrar")
    moment_id = add_note(register)
    wanted = plan(register, "2024-05-06T09:30:00", 2, "Ask for the number")

    follow_ups.put(register.database, moment_id, wanted, Actor(account_id=account))
    found = follow_ups.get(register.database, moment_id)

    assert found is not None
    assert as_json(found, register.zone) | {"made": None} == {
        "on": "2024-05-06T09:30:00",
        "by": 2,
        "note": "Ask for the number",
        "made": None,
        "madeBy": {"clientId": None, "accountId": account, "person": "Somebody who is registrar"},
        "done": False,
        "ended": None,
        "endedBy": None,
        "answer": None,
    }
    assert read_plan(member_of(follow_ups.plan_of(found)), register.zone) == wanted
    assert broken(register) == []


def test_a_moment_without_one(register: Register) -> None:
    """None is told from a moment that is not there, and from one that was withdrawn."""
    moment_id, gone = add_note(register), add_note(register)
    withdraw(register.database, [gone], "mistake", OPERATOR)

    assert follow_ups.get(register.database, moment_id) is None
    for ask in (
        lambda id_: follow_ups.get(register.database, id_),
        lambda id_: follow_ups.put(register.database, id_, plan(register, "2024-05-06"), OPERATOR),
        lambda id_: follow_ups.end(register.database, id_, OPERATOR),
        lambda id_: follow_ups.reopen(register.database, id_, OPERATOR),
        lambda id_: follow_ups.remove(register.database, id_, OPERATOR),
    ):
        with pytest.raises(GoneError):
            ask(gone)
        with pytest.raises(NotFoundError) as refused:
            ask(2**53 - 1)
        assert refused.value.code == "not_found"
    with pytest.raises(NotFoundError, match="no follow-up"):
        follow_ups.end(register.database, moment_id, OPERATOR)


def test_it_changes_no_list(register: Register) -> None:
    """Making, changing, ending, reopening and removing one leave the moment, its versions and all lists alone."""
    one = followed(register)
    answer = add_note(register)
    before = (items_of(register, Filter()), items_of(register, Filter(since=0)), numbers(register))
    for work in (
        lambda: follow_ups.put(register.database, one.moment_id, plan(register, "2024-05-07"), OPERATOR),
        lambda: follow_ups.end(register.database, one.moment_id, OPERATOR, answer),
        lambda: follow_ups.reopen(register.database, one.moment_id, OPERATOR),
        lambda: follow_ups.remove(register.database, one.moment_id, OPERATOR),
    ):
        work()

        assert (items_of(register, Filter()), items_of(register, Filter(since=0)), numbers(register)) == before


def numbers(register: Register) -> Any:
    """The register's numbers, but the second in which somebody has read."""
    names = ("last_moment_id", "last_change_no", "last_second", "last_relation_change", "tags_version")
    rows = select(*(tables.register.c[name] for name in names))
    return register.database.read(lambda connection: connection.execute(rows).one())


@pytest.mark.parametrize("later", [True, False])
def test_repeating_changes_nothing(register: Register, later: bool) -> None:
    """The same call, also by somebody else and later, gets the same answer."""
    moment_id, answer = add_note(register), add_note(register)
    wanted, other = plan(register, "2024-05-06", 2, "Call"), Actor(operator="somebody else")

    with beside(register, lambda: register.clock() + 60 * SECOND * later) as second:
        for call in (
            lambda database, by: follow_ups.put(database, moment_id, wanted, by),
            lambda database, by: follow_ups.end(database, moment_id, by, answer),
            lambda database, by: follow_ups.put(database, moment_id, wanted, by),
            lambda database, by: follow_ups.end(database, moment_id, by),
            lambda database, by: follow_ups.reopen(database, moment_id, by),
            lambda database, by: follow_ups.remove(database, moment_id, by),
        ):
            assert call(register.database, OPERATOR) == call(second.database, other)


def test_a_change_opens_it_again(register: Register) -> None:
    """Who changes one that is done promises something new."""
    one = followed(register)
    follow_ups.end(register.database, one.moment_id, OPERATOR)

    changed = follow_ups.put(register.database, one.moment_id, plan(register, "2024-06-01"), OPERATOR)

    assert (changed.day, changed.is_done, changed.ended_by.name) == ("2024-06-01", False, None)
    assert broken(register) == []


def test_an_answer_is_linked(register: Register) -> None:
    """One that was ended without an answer gets it later, and no other one after that."""
    one, answer, other = followed(register), add_note(register), add_note(register)

    ended = follow_ups.end(register.database, one.moment_id, OPERATOR)
    answered = follow_ups.end(register.database, one.moment_id, Actor(operator="other"), answer)

    assert (ended.is_done, ended.answer_id) == (True, None)
    assert (answered.answer_id, answered.done_at, answered.ended_by) == (answer, ended.done_at, ended.ended_by)
    with pytest.raises(ConflictError, match=f"contact moment {answer}") as refused:
        follow_ups.end(register.database, one.moment_id, OPERATOR, other)
    assert refused.value.code == "follow_up_answered"
    assert broken(register) == []


def test_an_answer_that_is_none(register: Register) -> None:
    """It has to be there, and another moment."""
    one = followed(register)
    for answer in (one.moment_id, 999, 2**53 - 1):
        with pytest.raises(InvalidInputError) as refused:
            follow_ups.end(register.database, one.moment_id, OPERATOR, answer)
        assert refused.value.code == "no_such_moment"
    assert follow_ups.get(register.database, one.moment_id) == one


def test_the_trail_has_what_the_row_no_longer_tells(register: Register) -> None:
    """Reopening one that is done, also by another promise, and removing one are recorded; nothing else is."""
    one = followed(register)
    follow_ups.reopen(register.database, one.moment_id, OPERATOR)
    follow_ups.end(register.database, one.moment_id, OPERATOR)
    follow_ups.reopen(register.database, one.moment_id, OPERATOR)
    follow_ups.put(register.database, one.moment_id, plan(register, "2024-06-01"), OPERATOR)
    follow_ups.end(register.database, one.moment_id, OPERATOR)
    for _ in range(2):
        follow_ups.put(register.database, one.moment_id, plan(register, "2024-06-02"), OPERATOR)
    follow_ups.remove(register.database, one.moment_id, OPERATOR)
    follow_ups.remove(register.database, one.moment_id, OPERATOR)

    assert events(register) == ["reopened", "reopened", "removed"]


def test_by_a_relation_that_is_not_available(register: Register) -> None:
    """Nobody, an archived or a merged relation is refused. Whoever is to do it already may be archived meanwhile."""
    relations.archive(register.database, 3)
    begin(register.database, 4, 1)
    one = followed(register, by=2)
    relations.archive(register.database, 2)
    for by in (3, 4, 5, 2**53 - 1):
        with pytest.raises(InvalidInputError) as refused:
            follow_ups.put(register.database, one.moment_id, plan(register, "2024-05-06", by), OPERATOR)
        assert refused.value.code == "follow_up_by_not_available"

    changed = follow_ups.put(register.database, one.moment_id, plan(register, "2024-06-07", 2), OPERATOR)

    assert (changed.day, changed.by) == ("2024-06-07", 2)


def test_a_merge_takes_them_along(register: Register) -> None:
    """What a merged relation was to do its survivor does, open and done; and who names the former id means the same."""
    one, done = followed(register, by=2), followed(register, "2024-05-07", by=2)
    other = followed(register, "2024-05-08", by=3)
    ended = follow_ups.end(register.database, done.moment_id, OPERATOR)
    begin(register.database, 2, 3)

    again = follow_ups.put(register.database, one.moment_id, plan(register, "2024-05-06", 2), OPERATOR)

    assert (again.by, again.made_at) == (3, one.made_at)
    assert follow_ups.get(register.database, ended.moment_id) == _by(ended, 3)
    for by in ((2,), (3,), (2, 3)):
        assert ids(register, Wanted("all", by)) == [one.moment_id, done.moment_id, other.moment_id]
    assert broken(register) == []


def _by(one: FollowUp, by: int) -> FollowUp:
    fields = {name: getattr(one, name) for name in one.__struct_fields__}
    return FollowUp(**fields | {"by": by})


def test_withdrawing(register: Register) -> None:
    """A withdrawn moment has no follow-up, and is no answer; what it answered stays done."""
    one, two = followed(register, note="Kwartelkoning"), followed(register)
    follow_ups.end(register.database, two.moment_id, OPERATOR, one.moment_id)

    withdraw(register.database, [one.moment_id], "erasure", OPERATOR)

    found = follow_ups.get(register.database, two.moment_id)
    assert found is not None
    assert (found.is_done, found.answer_id) == (True, None)
    assert ids(register, Wanted("all")) == [two.moment_id]
    assert broken(register) == []


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ([], ["the body"]),
        (None, ["the body"]),
        ({}, ["on"]),
        ({"on": None, "by": "2", "note": 5}, ["on", "by", "note"]),
        ({"on": "2024-02-30"}, ["on"]),
        ({"on": "6-5-2024"}, ["on"]),
        ({"on": "0001-01-01"}, ["on"]),
        ({"on": "9999-01-01T00:00:00"}, ["on"]),
        ({"on": 20240506}, ["on"]),
        ({"on": "2024-05-06", "by": True}, ["by"]),
        ({"on": "2024-05-06", "by": 0}, ["by"]),
        ({"on": "2024-05-06", "by": 2**63}, ["by"]),
        ({"on": "2024-05-06", "by": 1.5}, ["by"]),
        ({"on": "2024-05-06", "by": float("nan")}, ["by"]),
        ({"on": "2024-05-06", "note": "a" * 501}, ["note"]),
        ({"on": "2024-05-06", "note": "a\0b"}, ["note"]),
        ({"on": "2024-05-06", "note": "a\ud800"}, ["note"]),
    ],
)
def test_what_is_refused(register: Register, body: Any, fields: list[str]) -> None:
    """Every fault is named by its field, and no value is repeated."""
    with pytest.raises(InvalidInputError) as refused:
        read_plan(body, register.zone)

    assert [one.field for one in refused.value.findings] == fields
    assert "2024" not in refused.value.message


@pytest.mark.parametrize("note", [None, "", " \n", "\u200b"])
def test_a_blank_note_is_none(register: Register, note: str | None) -> None:
    """And whoever leaves `by` out means anybody."""
    assert read_plan({"on": "2024-05-06", "note": note}, register.zone) == plan(register, "2024-05-06")
    assert read_plan({"on": "2024-05-06", "by": 2.0}, register.zone).by == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"is_done": True}, "a follow-up is done and has not ended, or has ended and is not done"),
        ({"done_person": "x"}, "a follow-up is done and has not ended, or has ended and is not done"),
        ({"by_state": 5}, "a follow-up is sought under another relation or state than it has"),
        ({"by_id": 4, "by_state": 8}, "a follow-up is by a relation that is merged"),
        ({"happened_at": 1}, "search has a follow-up at another time than its contact moment happened"),
        ({"account_id": "x"}, "a follow-up names an account that there is not"),
        ({"day": "2024-13-01"}, "a follow-up has a day or a note that cannot be read"),
        ({"due_at": 2**62}, "follow_up.due_at has a value that is out of range"),
    ],
)
def test_rows_that_nothing_wrote(register: Register, change: dict[str, Any], sentence: str) -> None:
    """`doctor` and `restore` find what does not hold."""
    begin(register.database, 4, 1)
    followed(register)
    spoilt = update(tables.follow_up).values(change)
    register.database.change_schema(lambda connection: connection.execute(spoilt))

    assert sentence in broken(register)
