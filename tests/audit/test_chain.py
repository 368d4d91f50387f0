"""The chain of the audit trail: events are appended with a commit, and whatever is done to them afterwards shows."""

from functools import partial
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import select, update

from contact_moments.audit import trail
from contact_moments.contract.support import add_notes, add_people
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage import audit_chain
from contact_moments.storage.audit_chain import LONGEST
from contact_moments.storage.retry import DeadlineExceededError
from contact_moments.storage.sql.tables import audit_event, audit_head
from contact_moments.storage.transaction import Transaction
from tests.engines import STRICT
from tests.support import Installation

ACTOR = Actor(operator="Douglas", address="192.0.2.7")

pytestmark = pytest.mark.both_engines


def record(register: Register, *subjects: str) -> None:
    """Record an event about each of these, in one transaction."""

    def work(transaction: Transaction) -> None:
        for subject in subjects:
            transaction.record(ACTOR.event("role_changed", subject, before=1, after=[2]))

    register.database.write(work)


def read(register: Register) -> list[trail.ShownEvent]:
    """The whole trail."""
    return list(trail.read(register.database, trail.Wanted()))


def test_events_are_told_in_the_order_of_commits(registered: Installation) -> None:
    """Who, when, from where and what; numbers count up from 1 over all transactions."""
    register = Register(registered.settings_here())
    record(register, "reader", "editor")
    record(register, "registrar")
    found, checked = read(register), trail.verify(register.database)
    register.close()

    assert [(one.number, one.subject) for one in found] == [(1, "reader"), (2, "editor"), (3, "registrar")]
    first = found[0]
    assert (first.kind, first.operator, first.address) == ("role_changed", "Douglas", "192.0.2.7")
    assert first.detail == {"before": 1, "after": [2]}
    assert (checked.number, checked.faults) == (3, ())


def test_work_that_fails_leaves_no_event(registered: Installation) -> None:
    """An event is committed with what it tells of, or not at all; and work that runs again records once."""
    register = Register(registered.settings_here())
    attempts = []

    def fail(transaction: Transaction) -> None:
        transaction.record(ACTOR.event("role_changed"))
        raise KeyError

    def succeed_later(transaction: Transaction) -> None:
        attempts.append(transaction)
        transaction.record(ACTOR.event("role_removed"))
        if len(attempts) == 1:
            raise DeadlineExceededError

    with pytest.raises(KeyError):
        register.database.write(fail)
    register.database.write(succeed_later)
    found = [one.kind for one in read(register)]
    register.close()

    assert (len(attempts), found) == (2, ["role_removed"])


@pytest.mark.both_engines(STRICT)
def test_jobs_that_are_committed_together_share_the_chain(registered: Installation) -> None:
    """Several threads record at the same time: no event is lost, and none has the number of another."""
    register = Register(registered.settings_here())
    threads = [Thread(target=record, args=(register, f"{number}", "again")) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found, checked = read(register), trail.verify(register.database)
    register.close()

    assert {one.subject for one in found} == {"again", *map(str, range(12))}
    assert (checked.number, checked.faults) == (24, ())


def test_no_two_workers_hold_rows_that_the_other_waits_for(registered: Installation) -> None:
    """Whatever a transaction is going to lock, it begins once no other one has anything locked."""
    one, other = (Register(registered.settings_here()) for _ in range(2))
    begun = Event()
    waiting = Thread(target=other.database.write, args=(lambda _: begun.set(),))

    def work(_: Transaction) -> bool:
        waiting.start()
        return begun.wait(0.3)

    at_once = one.database.write(work)
    waiting.join()
    one.close()
    other.close()

    assert (at_once, begun.is_set()) == (False, True)


def test_registering_leaves_no_event(registered: Installation) -> None:
    """What is registered has versions that tell who did it."""
    register = Register(registered.settings_here())
    add_people(register, 1, 2)
    add_notes(register, 3)
    found = read(register)
    register.close()

    assert found == []


def test_texts_that_no_engine_keeps(registered: Installation) -> None:
    """Zeros and halves of characters, and a megabyte, in names that somebody has chosen."""
    register = Register(registered.settings_here())
    odd = Actor(operator="a\0b\ud800", address="::1")
    register.database.write(lambda transaction: transaction.record(odd.event("export", "x" * 10**6, name="\0\ud800")))
    (found,), checked = read(register), trail.verify(register.database)
    register.close()

    assert (found.operator, len(found.subject or ""), found.detail) == ("a?b?", LONGEST, {"name": "\0\ud800"})
    assert checked.faults == ()


TAMPERING = {
    "UPDATE audit_event SET happened_at = happened_at + 1 WHERE number = 2": "event 2 was altered",
    "UPDATE audit_event SET kind = 'export' WHERE number = 2": "event 2 was altered",
    "UPDATE audit_event SET account_id = 'a' WHERE number = 2": "event 2 was altered",
    "UPDATE audit_event SET client_id = 'a' WHERE number = 2": "event 2 was altered",
    "UPDATE audit_event SET operator = NULL WHERE number = 2": "event 2 was altered",
    "UPDATE audit_event SET subject = 'editors' WHERE number = 2": "event 2 was altered",
    "UPDATE audit_event SET detail = '{}' WHERE number = 2": "event 2 was altered",
    "UPDATE audit_event SET detail = '[' WHERE number = 2": "event 2 was altered",
    "UPDATE audit_event SET hash = address_seal WHERE number = 2": "event 2 was altered",
    "UPDATE audit_event SET address_seal = hash WHERE number = 2": "event 2 was altered",
    "UPDATE audit_event SET address = '192.0.2.8' WHERE number = 2": "the address of event 2",
    "UPDATE audit_event SET address_salt = hash WHERE number = 2": "the address of event 2",
    "UPDATE audit_event SET address = NULL, address_salt = NULL WHERE number = 2": "the address of event 2",
    "DELETE FROM audit_event WHERE number = 2": "events 2 to 2 are missing",
    "DELETE FROM audit_event WHERE number = 1": "events 1 to 1 are missing",
    "DELETE FROM audit_event WHERE number > 2": "events 3 to 4 are cut off",
    "DELETE FROM audit_event": "events 1 to 4 are cut off",
    "UPDATE audit_head SET hash = removed_hash": "the head of the trail, number 4, is not the last event",
    "UPDATE audit_head SET number = 3": "the head of the trail, number 3, is not the last event",
    "UPDATE audit_head SET removed_hash = hash": "event 1 was altered",
}


class _UndoneError(Exception):
    """Rolls back what was tampered with."""


def test_what_was_altered_shows(registered: Installation) -> None:
    """Each column, an event in the middle, at the beginning or at the end, and the head itself."""
    register = Register(registered.settings_here())
    record(register, "reader", "editor", "registrar", "reader")
    found = {}

    def tamper(transaction: Transaction, statement: str) -> None:
        transaction.connection.exec_driver_sql(statement)
        found[statement] = trail.check(transaction.connection).faults[0]
        raise _UndoneError

    for statement in TAMPERING:
        with pytest.raises(_UndoneError):
            register.database.write(partial(tamper, statement=statement))
    untouched = trail.verify(register.database)
    register.close()

    assert untouched.faults == ()
    assert {statement: found[statement][: len(told)] for statement, told in TAMPERING.items()} == TAMPERING


def test_the_beginning_cannot_be_cut_off_in_silence(registered: Installation) -> None:
    """Whoever moves the beginning of the trail leaves out the event that says that it has expired."""
    register = Register(registered.settings_here())
    record(register, "reader", "editor", "registrar")
    registered.sql(
        "UPDATE audit_head SET removed_number = 2, removed_hash = (SELECT hash FROM audit_event WHERE number = 2)"
    )
    registered.sql("DELETE FROM audit_event WHERE number <= 2")
    checked = trail.verify(register.database)
    register.close()

    assert checked.faults == ("events up to 2 are missing: no event says that they have expired",)


def test_a_head_that_was_kept_elsewhere(registered: Installation) -> None:
    """The end of a trail can be cut off with its head, or all of it made anew: a hash that was kept tells."""
    register = Register(registered.settings_here())
    record(register, "reader", "editor")
    kept = trail.verify(register.database).hash
    record(register, "registrar")
    later = [trail.verify(register.database, trail.Kept(kept.upper(), number)) for number in (None, 2)]
    other = trail.verify(register.database, trail.Kept(kept, 1))
    registered.sql("DELETE FROM audit_event")
    registered.sql("UPDATE audit_head SET number = 0, hash = removed_hash")
    record(register, "reader", "editor", "registrar")
    anew = trail.verify(register.database), trail.verify(register.database, trail.Kept(kept))
    register.close()

    assert [one.faults for one in later] == [(), ()]
    assert other.faults == anew[1].faults
    assert anew[0].faults == ()
    assert anew[1].faults == ("the trail does not have the head that was kept: it was cut off or altered since",)


def made_anew(register: Register, **altered: dict[str, Any]) -> None:
    """Alter events, named `event_NUMBER`, make the chain and the head anew, and so leave no fault in either."""

    def work(transaction: Transaction) -> None:
        connection, last_hash, number = transaction.connection, audit_chain.NOTHING, 0
        for found in list(connection.execute(select(audit_event).order_by(audit_event.c.number)).mappings()):
            number = found["number"]
            row = dict(found) | altered.get(f"event_{number}", {})
            last_hash = row["hash"] = audit_chain.hash_after(last_hash, row)
            connection.execute(update(audit_event).where(audit_event.c.number == number).values(row))
        connection.execute(update(audit_head).values(number=number, hash=last_hash))

    register.database.write(work)


@pytest.mark.parametrize("detail", ["0", "1", "4", "5", '"1"', "null", "true", "-1"])
def test_a_forged_event_of_expiry(registered: Installation, detail: str) -> None:
    """Whoever makes the trail anew cannot tell by an event of their own that the head that was kept has expired."""
    register = Register(registered.settings_here())
    record(register, "reader", "editor", "registrar", "reader")
    kept = trail.verify(register.database).hash
    told = f'{{"number": {detail}, "hash": "{kept}"}}'
    forged = {"kind": "audit_expired", "detail": told}
    made_anew(register, event_2={"subject": "editors"}, event_3=forged)
    found = trail.verify(register.database, trail.Kept(kept))
    register.close()

    lost = "the trail does not have the head that was kept: it was cut off or altered since"
    assert found.faults == ("event 3 tells of a removal that cannot have been", lost)
    assert found.expired is None
