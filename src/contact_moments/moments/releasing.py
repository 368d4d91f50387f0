"""Releasing what is parked: it is registered in the client's name, and at the time at which it was first sent."""

import json
from functools import partial

from msgspec.structs import replace

from contact_moments.errors import NotFoundError, RegisterError
from contact_moments.model import Author, Submission
from contact_moments.moments.id_runs import run_on_ids
from contact_moments.moments.parking import check_parked, named, parked_now
from contact_moments.moments.registration import Outcome, Registrar
from contact_moments.people import Actor
from contact_moments.storage.database import Database
from contact_moments.storage.long_work import Progress, no_progress
from contact_moments.storage.questions import parked as stored
from contact_moments.storage.questions.parked import Parked
from contact_moments.storage.transaction import Transaction

MOST = 200  # registrations in a batch


def release(
    database: Database, registrar: Registrar, ids: list[int], by: Actor, progress: Progress = no_progress
) -> dict[int, Outcome]:
    """Register what is parked under these ids; what is refused again stays parked, with the reason of this time.

    Returns the moment's id or the refusal for each parked id. Raises `NotFoundError`, before anything is registered, if
    nothing is parked under one of them. After an interruption, the same ids go on where it stopped; then the outcomes
    from before it are left out.
    """
    ids = list(dict.fromkeys(ids))
    outcomes: dict[int, Outcome] = {}
    work = partial(_release, registrar, by)
    for done, batch in run_on_ids(database, "parked release", ids, check_parked, work, MOST):
        outcomes |= batch
        progress(done)
    return outcomes


def _release(registrar: Registrar, by: Actor, transaction: Transaction, ids: list[int]) -> dict[int, Outcome]:
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
    _note(transaction, found, outcomes, by)
    return outcomes


def _note(transaction: Transaction, found: dict[int, Parked], outcomes: dict[int, Outcome], by: Actor) -> None:
    """Remove what is registered, and keep of the rest why it was refused this time."""
    registered = {parked_id: one for parked_id, one in outcomes.items() if isinstance(one, int)}
    stored.drop(transaction.connection, list(registered))
    for parked_id, outcome in outcomes.items():
        if parked_id in found and isinstance(outcome, RegisterError) and outcome.code != found[parked_id].reason:
            stored.set_reason(transaction.connection, parked_id, outcome.code)
    if registered:
        detail = {"count": len(registered), "ids": list(registered), "contact_moments": list(registered.values())}
        transaction.record(by.event("parked_released", named(list(registered)), **detail))


def _submission(registrar: Registrar, one: Parked) -> Submission:
    registration = registrar.read_as(one.type, json.loads(one.document), one.parked_at)
    # By the digest of what was sent then its client's own retry is known for one.
    author = Author(one.client_id, "api", account_id=one.account_id)
    return Submission(replace(registration, content=one.content), author, one.idempotency_key)
