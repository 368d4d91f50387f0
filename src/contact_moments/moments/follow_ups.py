"""Follow-ups: what somebody will do after a contact moment, by a relation or by anybody.

A follow-up is kept beside its moment. Making, changing or ending one is no change of the moment: it gets no version and
no change number, and no list shows anything else. Every call can be repeated: it then changes nothing.

Docs: `docs/decisions/0020-follow-ups.md`.
"""

from functools import partial

from msgspec.structs import replace

from contact_moments.errors import ConflictError, Finding, InvalidInputError, NotFoundError
from contact_moments.model import Draft, Plan
from contact_moments.moments.details import not_there
from contact_moments.moments.references import by_not_available
from contact_moments.people import Actor
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import run_in_batches
from contact_moments.storage.questions import follow_ups as stored
from contact_moments.storage.questions import moments, relations
from contact_moments.storage.questions.follow_ups import FollowUp, Recorder
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone, read_instant

MOST = 1000  # follow-ups in a batch


def get(database: Database, moment_id: int) -> FollowUp | None:
    """The follow-up of a moment, if it has one. Raises `NotFoundError`, or `GoneError` for a withdrawn moment."""
    return database.read_snapshot(partial(_get, moment_id=moment_id))


def _get(connection: Connection, moment_id: int) -> FollowUp | None:
    found = stored.of_moments(connection, [moment_id]).get(moment_id)
    if found is None and not moments.existing(connection, [moment_id]):
        raise not_there(connection, moment_id)
    return found


def put(database: Database, moment_id: int, plan: Plan, by: Actor) -> FollowUp:
    """Make the follow-up of a moment, or change the one that it has; one that was ended and is changed is open again.

    That is recorded in the audit trail, as `reopen` is.
    Raises `NotFoundError`, `GoneError` for a withdrawn moment, and `InvalidInputError` if the relation that is to do it
    is not available.
    """
    return database.write(partial(put_now, moment_id=moment_id, plan=plan, by=by))


def put_now(transaction: Transaction, moment_id: int, plan: Plan, by: Actor) -> FollowUp:
    """As `put`, inside a transaction."""
    transaction.lock()
    connection = transaction.connection
    happened_at = stored.happened_at(connection, [moment_id]).get(moment_id)
    if happened_at is None:
        raise not_there(connection, moment_id)
    before = stored.of_moments(connection, [moment_id]).get(moment_id)
    plan = replace(plan, by=_available(connection, plan, before))
    if before is not None and _says(before, plan):
        return before
    if before is not None and before.is_done:
        _record(transaction, moment_id, "reopened", by)
    made = made_of(moment_id, plan, transaction.now(), by)
    stored.replace(connection, made, happened_at)
    return _read(connection, moment_id)


def _available(connection: Connection, plan: Plan, before: FollowUp | None) -> int | None:
    """The relation that is to do it. One that does so already may stay, by whichever id it is called."""
    if plan.by is None:
        return None
    survivor = relations.survivors(connection, [plan.by]).get(plan.by, plan.by)
    if before is not None and survivor == before.by:
        return survivor
    party = relations.parties(connection, [plan.by]).get(plan.by)
    if party is None or not party.available:
        raise by_not_available("by")
    return plan.by


def _says(one: FollowUp, plan: Plan) -> bool:
    """Whether it is what is asked for; one that was ended may say more than a plan."""
    asked = (plan.due_at, plan.day, plan.by, plan.note)
    return (one.due_at, one.day, one.by, one.note) == asked and (one.is_done or not plan.done)


def plan_of(one: FollowUp) -> Plan:
    """What to ask for to get the same."""
    return Plan(one.due_at, one.day, one.by, one.note, one.is_done)


def made_of(moment_id: int, plan: Plan, now: int, by: Actor) -> FollowUp:
    """A new follow-up as it is kept."""
    who = Recorder(by.client_id, by.account_id, by.operator)
    made = FollowUp(moment_id, plan.due_at, plan.day, plan.by, plan.note, now, who)
    return replace(made, done_at=now, ended_by=who) if plan.done else made


def add_now(transaction: Transaction, new: list[tuple[int, int, Plan, Actor]]) -> None:
    """Add the follow-ups of new moments: (moment, when it happened, plan, who). What they name is there."""
    now = transaction.now()
    rows = [(made_of(moment_id, plan, now, by), at) for moment_id, at, plan, by in new]
    stored.add(transaction.connection, rows)


def refusal(connection: Connection, draft: Draft) -> InvalidInputError | None:
    """Why a correction cannot change the follow-up of its moment; None if it can."""
    if draft.follow_up is None or draft.corrects is None:
        return None
    before = stored.of_moments(connection, [draft.corrects]).get(draft.corrects)
    try:
        _available(connection, draft.follow_up, before)
    except InvalidInputError:
        return by_not_available("followUp.by")
    return None


def change_now(transaction: Transaction, moment_id: int, draft: Draft, by: Actor) -> None:
    """Change the follow-up of a moment as a correction says. Without one in the correction, it stays as it is."""
    if draft.follow_up is not None:
        put_now(transaction, moment_id, draft.follow_up, by)
    elif draft.drops_follow_up:
        remove_now(transaction, moment_id, by)


def end(database: Database, moment_id: int, by: Actor, answer_id: int | None = None) -> FollowUp:
    """End the follow-up of a moment: it is done. `answer_id` is the moment that answers it, if one is named.

    One that was ended without an answer can get one later. Raises `NotFoundError` if there is none,
    `GoneError` for a withdrawn moment, `InvalidInputError` if the answer is not there or is the moment itself, and
    `ConflictError` if it was ended with another answer.
    """
    return database.write(partial(end_now, moment_id=moment_id, by=by, answer_id=answer_id))


def end_now(transaction: Transaction, moment_id: int, by: Actor, answer_id: int | None = None) -> FollowUp:
    """As `end`, inside a transaction."""
    transaction.lock()
    connection = transaction.connection
    before = _existing(connection, moment_id)
    if before.is_done and answer_id in {None, before.answer_id}:
        return before
    _check_answer(connection, before, answer_id)
    ended = replace(before, answer_id=answer_id)
    if not before.is_done:
        who = Recorder(by.client_id, by.account_id, by.operator)
        ended = replace(ended, done_at=transaction.now(), ended_by=who)
    return _replaced(connection, ended)


def _check_answer(connection: Connection, before: FollowUp, answer_id: int | None) -> None:
    if before.answer_id is not None:
        message = f"This follow-up was ended with contact moment {before.answer_id} as its answer; reopen it first"
        raise ConflictError(message, "follow_up_answered")
    if answer_id is None:
        return
    finding = (Finding("answer", "not_available"),)
    if answer_id == before.moment_id:
        raise InvalidInputError("A contact moment cannot answer itself", "no_such_moment", finding)
    if not moments.existing(connection, [answer_id]):
        raise InvalidInputError("answer is not that of a contact moment that is there", "no_such_moment", finding)


def reopen(database: Database, moment_id: int, by: Actor) -> FollowUp:
    """Open the follow-up of a moment again: its answer is forgotten. Raises as `end` does.

    Recorded in the audit trail, because the follow-up no longer tells who ended it.
    """
    return database.write(partial(reopen_now, moment_id=moment_id, by=by))


def reopen_now(transaction: Transaction, moment_id: int, by: Actor) -> FollowUp:
    """As `reopen`, inside a transaction."""
    transaction.lock()
    before = _existing(transaction.connection, moment_id)
    if not before.is_done:
        return before
    _record(transaction, moment_id, "reopened", by)
    made = made_of(moment_id, replace(plan_of(before), done=False), transaction.now(), by)
    return _replaced(transaction.connection, made)


def remove(database: Database, moment_id: int, by: Actor) -> bool:
    """Remove the follow-up of a moment, if it has one; false if its note may still be in the database's files.

    Recorded in the audit trail. Raises `NotFoundError`, or `GoneError` for a withdrawn moment.
    """
    database.write(partial(remove_now, moment_id=moment_id, by=by))
    return database.scrub_deleted()


def remove_now(transaction: Transaction, moment_id: int, by: Actor) -> None:
    """As `remove`, inside a transaction."""
    transaction.lock()
    if _get(transaction.connection, moment_id) is None:
        return
    _record(transaction, moment_id, "removed", by)
    stored.drop(transaction.connection, [moment_id])


def _record(transaction: Transaction, moment_id: int, what: str, by: Actor) -> None:
    """Record what takes away what a follow-up told: who ended it, or all of it."""
    transaction.record(by.event("follow_up", f"contact moment {moment_id}", what=what))


def _existing(connection: Connection, moment_id: int) -> FollowUp:
    found = _get(connection, moment_id)
    if found is None:
        raise NotFoundError("This contact moment has no follow-up", "no_follow_up")
    return found


def _replaced(connection: Connection, new: FollowUp) -> FollowUp:
    stored.replace(connection, new, stored.happened_at(connection, [new.moment_id])[new.moment_id])
    return _read(connection, new.moment_id)


def _read(connection: Connection, moment_id: int) -> FollowUp:
    """As it is kept, with the names of accounts."""
    return stored.of_moments(connection, [moment_id])[moment_id]


def date_again(database: Database, zone: Zone) -> int:
    """Set when the days of follow-ups begin in another zone; returns how many follow-ups were looked at."""
    return run_in_batches(database, partial(_date_batch, zone), 0, BatchSize(MOST))


def _date_batch(zone: Zone, after: int, transaction: Transaction, size: int) -> tuple[int, int | None]:
    transaction.lock()
    found = stored.days_after(transaction.connection, after, size)
    due = {moment_id: (read_instant(day, zone)[0], before) for moment_id, day, before in found if day is not None}
    stored.set_due(transaction.connection, {id_: at for id_, (at, before) in due.items() if at != before})
    return len(found), found[-1][0] if len(found) == size else None
