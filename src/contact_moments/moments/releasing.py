"""Releasing what is parked: it is registered as its client's, in the name and at the time that it was sent with."""

import json
from functools import partial

from msgspec.structs import replace

from contact_moments.errors import NotFoundError, RegisterError
from contact_moments.model import Author, Submission
from contact_moments.moments.parking import parked_now, required
from contact_moments.moments.registration import Outcome, Registrar
from contact_moments.storage.database import Database, Portions
from contact_moments.storage.questions import parked as stored
from contact_moments.storage.questions.parked import Parked
from contact_moments.storage.transaction import Transaction

CHUNK = 200


def release(database: Database, registrar: Registrar, ids: list[int]) -> dict[int, Outcome]:
    """Register what is parked under these ids; what is refused again stays parked.

    Returns the id or the refusal of each. Raises `NotFoundError`, before anything is registered, when one is not there.
    """
    database.write(lambda transaction: required(transaction, ids))
    outcomes: dict[int, Outcome] = {}
    portions = Portions(CHUNK)
    while rest := [parked_id for parked_id in ids if parked_id not in outcomes]:
        outcomes |= database.write_portion(partial(_release, registrar, rest), portions)
    return outcomes


def _release(registrar: Registrar, ids: list[int], transaction: Transaction, size: int) -> dict[int, Outcome]:
    ids = ids[:size]
    submissions: dict[int, Submission] = {}
    found = parked_now(transaction, ids)
    outcomes: dict[int, Outcome] = {
        parked_id: NotFoundError("It is not parked any more") for parked_id in ids if parked_id not in found
    }
    for one in found.values():
        try:
            submissions[one.id] = _submission(registrar, one)
        except RegisterError as refusal:  # its type's schema has changed since
            outcomes[one.id] = refusal
    submitted = registrar.submit_all(transaction, list(submissions.values()))
    outcomes |= dict(zip(submissions, submitted, strict=True))
    registered = [parked_id for parked_id, outcome in outcomes.items() if isinstance(outcome, int)]
    stored.drop(transaction.connection, registered)
    return outcomes


def _submission(registrar: Registrar, one: Parked) -> Submission:
    registration = registrar.read_as(one.type, json.loads(one.document), one.parked_at)
    # By the digest of what was sent then its client's own retry is known for one.
    return Submission(replace(registration, content=one.content), Author(one.client_id, "api"), one.idempotency_key)
