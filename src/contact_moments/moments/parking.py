"""Parking: a registration that is refused because a relation is not there yet is kept instead of lost.

Parking is switched on per client, from the next call on. The client still gets its 400. What it sent is kept for as
many days as the setting says, once, however often it is sent. If the client itself gets through later, the parked
registration is removed. See `releasing` for how it is registered.
"""

import hashlib
import json
from functools import partial

from contact_moments import clients
from contact_moments.clock import SECOND
from contact_moments.errors import ConflictError, NotFoundError, RegisterError
from contact_moments.model import CLIENT_EDIT, Client, Submission
from contact_moments.moments.follow_up_members import MEMBER, member_of
from contact_moments.moments.id_runs import run_on_ids
from contact_moments.moments.references import PARTY_CODES
from contact_moments.people import Actor
from contact_moments.rights import require_within
from contact_moments.storage.batches import in_parts
from contact_moments.storage.database import Database
from contact_moments.storage.long_work import Progress, no_progress
from contact_moments.storage.questions import clients as stored_clients
from contact_moments.storage.questions import parked as stored
from contact_moments.storage.questions.parked import Parked
from contact_moments.storage.questions.trusted_time import trusted_now
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.writing import Writes

MOST = 1000  # parked registrations in a batch
DAY = 24 * 3600 * SECOND


def park_refused(
    transaction: Transaction, outcomes: list[tuple[Submission, int | RegisterError]], kept_days: int
) -> None:
    """Park what was refused for want of a relation, and remove what has got through, of clients with parking on.

    What was parked more than `kept_days` ago is removed first: sent again, it is parked anew.
    """
    # Read with the lock held: what a worker has cached of a client may be out of date.
    named = {one.author.client_id for one, _ in outcomes if one.author.client_id is not None}
    parking = stored_clients.parking(transaction.connection, named)
    of_parking = [(one, outcome) for one, outcome in outcomes if one.author.client_id in parking]
    if of_parking:
        now = trusted_now(transaction.connection, transaction.now())
        stored.drop_before(transaction.connection, now - kept_days * DAY)
    for one, outcome in of_parking:
        registration = one.draft
        _adopt_earlier(transaction, one)
        if isinstance(outcome, int):
            stored.drop_sent(transaction.connection, one.author.client_id or "", _fingerprint(one))
        elif outcome.code in PARTY_CODES and registration.corrects is None:
            stored.park(transaction.connection, _parked(one, outcome.code, transaction.now()))


def _parked(submission: Submission, reason: str, now: int) -> Parked:
    one, client_id = submission.draft, submission.author.client_id or ""
    document = json.loads(one.document)
    if not one.dated:
        del document["dateTime"]
    if one.follow_up is not None:
        document[MEMBER] = member_of(one.follow_up)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return Parked(
        id=0,
        client_id=client_id,
        fingerprint=_fingerprint(submission),
        content=one.content,
        idempotency_key=submission.idempotency_key,
        type=one.type,
        document=text,
        reason=reason,
        parked_at=now,
        times=1,
        account_id=submission.author.account_id,
    )


def _adopt_earlier(transaction: Transaction, submission: Submission) -> None:
    """Give what an earlier release has parked of this call its fingerprint."""
    content, key = submission.draft.earlier_content, submission.idempotency_key
    if content is None:
        return
    for earlier in (content, _with_key(content, key)):
        stored.adopt(transaction.connection, submission.author.client_id or "", earlier, key, _fingerprint(submission))


def _fingerprint(submission: Submission) -> bytes:
    """A hash that differs between a client's calls: of the content and, without a reference, of the Idempotency-Key."""
    one, key = submission.draft, submission.idempotency_key
    return one.content if one.reference is not None else _with_key(one.content, key)


def _with_key(content: bytes, key: str | None) -> bytes:
    return content if key is None else hashlib.sha256(content + key.encode()).digest()


def switch(database: Writes, client_id: str, on: bool, by: Actor) -> Client:
    """Set whether refused registrations of a client are parked; returns the client as it was before.

    Raises `NotFoundError`. Raises `ConflictError` when parking is switched off while something is parked: if the client
    then sent it again, it would be registered twice.
    """

    def work(transaction: Transaction) -> Client:
        transaction.lock()
        connection = transaction.connection
        require_within(transaction, by, CLIENT_EDIT)
        found = clients.get_client(transaction, client_id)
        if not on and stored.any_of(connection, client_id):
            raise ConflictError("Something of this client is parked; release or drop that first")
        if found.parks != on:
            stored_clients.set_parks(connection, client_id, on)
            transaction.record(by.event("client_changed", client_id, parking=on))
        return found

    return database.write(work)


def expire(database: Database, now: int, kept_days: int) -> None:
    """Remove what was parked more than so many days ago, as far as the clock is trusted. Commands do so first."""
    before = database.read(partial(trusted_now, now=now)) - kept_days * DAY
    if database.read(lambda connection: stored.any_before(connection, before)):
        database.write(lambda transaction: stored.drop_before(transaction.connection, before))


def all_parked(database: Database) -> list[Parked]:
    """Everything that is parked, the oldest first."""
    return database.read(stored.all_parked)


def parked_now(transaction: Transaction, ids: list[int]) -> dict[int, Parked]:
    """What is parked under these ids; ids under which nothing is parked are left out."""
    return {one.id: one for part in in_parts(ids) for one in stored.of_ids(transaction.connection, part)}


def check_parked(transaction: Transaction, ids: list[int]) -> None:
    """Raise `NotFoundError` unless something is parked under each of these ids."""
    missing = set(ids) - parked_now(transaction, ids).keys()
    if missing:
        raise NotFoundError(f"Nothing is parked under {min(missing)}; contact-moments parked list shows what is")


def drop(database: Database, ids: list[int], by: Actor, progress: Progress = no_progress) -> bool:
    """Remove what is parked under these ids; returns false if it may still be in the database's files.

    All ids are checked before the first is removed. Raises `NotFoundError`; then nothing is changed. After an
    interruption, the same ids go on where it stopped.
    """
    ids = list(dict.fromkeys(ids))
    for done, _ in run_on_ids(database, "parked drop", ids, check_parked, partial(_drop, by), MOST):
        progress(done)
    return database.scrub_deleted()


def _drop(by: Actor, transaction: Transaction, ids: list[int]) -> None:
    there = list(parked_now(transaction, ids))
    stored.drop(transaction.connection, there)
    if there:
        transaction.record(by.event("parked_dropped", named(there), count=len(there), ids=there))


def named(ids: list[int]) -> str:
    """What the audit trail calls the registrations with these ids."""
    return f"parked registration {ids[0]}" if len(ids) == 1 else f"{len(ids)} parked registrations"
