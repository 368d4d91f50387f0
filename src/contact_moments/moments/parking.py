"""Parking: what a client sent and was refused, because a relation was not there yet, is kept instead of lost.

Switched on per client, from the next call on. The client still gets its 400; what it sent is kept for 30 days, once
however often it is sent. Released, it is registered as that client's, under its own reference and at the time at which
it was first sent; when the client itself gets through first, it is parked no longer.
"""

import hashlib
import json

from contact_moments import clients
from contact_moments.errors import ConflictError, NotFoundError, RegisterError
from contact_moments.model import Client, Submission
from contact_moments.moments.references import PARTY_CODES
from contact_moments.storage.batches import in_parts
from contact_moments.storage.database import Database
from contact_moments.storage.questions import clients as stored_clients
from contact_moments.storage.questions import parked as stored
from contact_moments.storage.questions.parked import Parked
from contact_moments.storage.transaction import Transaction


def settle(transaction: Transaction, outcomes: list[tuple[Submission, int | RegisterError]]) -> None:
    """Park what was refused for want of a relation, and forget what has got through, of clients that park."""
    # As the register has it now, with the lock held: what a worker remembers of a client may be out of date.
    named = {one.author.client_id for one, _ in outcomes if one.author.client_id is not None}
    parking = stored_clients.parking(transaction.connection, named)
    of_parking = [(one, outcome) for one, outcome in outcomes if one.author.client_id in parking]
    if of_parking:
        stored.drop_expired(transaction.connection, transaction.now())
    for one, outcome in of_parking:
        registration = one.draft
        if isinstance(outcome, int):
            stored.drop_sent(transaction.connection, one.author.client_id or "", _fingerprint(one))
        elif outcome.code in PARTY_CODES and registration.corrects is None:
            stored.park(transaction.connection, _parked(one, outcome.code, transaction.now()))


def _parked(submission: Submission, reason: str, now: int) -> Parked:
    one, client_id = submission.draft, submission.author.client_id or ""
    document = json.loads(one.document)
    if not one.dated:
        del document["dateTime"]
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
    )


def _fingerprint(submission: Submission) -> bytes:
    """What tells it from its client's other calls: without a reference that is the Idempotency-Key, if there is one."""
    one, key = submission.draft, submission.idempotency_key
    if one.reference is not None or key is None:
        return one.content
    return hashlib.sha256(one.content + key.encode()).digest()


def switch(database: Database, client_id: str, on: bool) -> Client:
    """Set whether registrations that are refused of a client are parked.

    Raises `NotFoundError`, and `ConflictError` when it is to end while something is parked: what the client then gets
    through by itself would not be known for the same.
    """

    def work(transaction: Transaction) -> Client:
        transaction.lock()
        connection = transaction.connection
        found = clients.get_client(transaction, client_id)
        stored.drop_expired(connection, transaction.now())
        if not on and stored.any_of(connection, client_id):
            raise ConflictError("Something of this client is parked; release or drop that first")
        stored_clients.set_parks(connection, client_id, on)
        return found

    return database.write(work)


def all_parked(database: Database, now: int) -> list[Parked]:
    """What is parked, the oldest first; nothing that is older than 30 days."""
    return [one for one in database.read(stored.all_parked) if one.parked_at >= now - stored.KEPT]


def parked_now(transaction: Transaction, ids: list[int]) -> dict[int, Parked]:
    """What is parked under these ids, as far as it is there."""
    transaction.lock()
    stored.drop_expired(transaction.connection, transaction.now())
    return {one.id: one for part in in_parts(ids) for one in stored.of_ids(transaction.connection, part)}


def required(transaction: Transaction, ids: list[int]) -> None:
    """Raise `NotFoundError` unless something is parked under each of these ids."""
    found = parked_now(transaction, ids)
    missing = set(ids) - found.keys()
    if missing:
        raise NotFoundError(f"Nothing is parked under {min(missing)}; contact-moments parked list shows what is")


def drop(database: Database, ids: list[int]) -> bool:
    """Forget what is parked under these ids, all or nothing; returns whether nothing of it is left in the files.

    Raises `NotFoundError`.
    """

    def work(transaction: Transaction) -> None:
        required(transaction, ids)
        for part in in_parts(ids):
            stored.drop(transaction.connection, part)

    database.write(work)
    return database.forget()
