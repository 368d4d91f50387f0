"""Registering the contact moment that answers a follow-up: it is registered and ends the follow-up, both or neither.

A form that is sent again finds its own moment as the answer, and changes nothing.
"""

from contact_moments.errors import ConflictError
from contact_moments.model import Call
from contact_moments.moments import follow_ups
from contact_moments.moments.new_caller import with_sender
from contact_moments.moments.registration import Registrar
from contact_moments.people import Actor
from contact_moments.relations.members import Fields, with_keys
from contact_moments.storage.database import Database
from contact_moments.storage.questions import follow_ups as stored
from contact_moments.storage.transaction import Transaction

ENDED = "follow_up_ended"


def register_answer(
    registrar: Registrar,
    database: Database,
    call: Call,
    answers: int,
    by: Actor,
    caller: Fields | None = None,
    region: str = "",
) -> int:
    """Register a call that ends the follow-up of the moment `answers`; returns the new moment's id.

    `caller` are the fields of a sender to add (see `new_caller`). Raises as `Registrar.register` does, and
    `ConflictError` with the code `ENDED` if the follow-up is not open any more.
    """
    fields = None if caller is None else with_keys(caller, region)

    def work(transaction: Transaction) -> int:
        transaction.lock()
        whole = call if fields is None else with_sender(transaction, call, fields)
        moment_id = registrar.register_within(transaction, whole)
        _end(transaction, answers, by, moment_id)
        return moment_id

    return registrar.with_current_types(lambda: database.write(work))


def _end(transaction: Transaction, answers: int, by: Actor, answer_id: int) -> None:
    found = stored.of_moments(transaction.connection, [answers]).get(answers)
    if found is None or (found.is_done and found.answer_id != answer_id):
        raise ConflictError("This follow-up is not open any more, so nothing was registered", ENDED)
    follow_ups.end_now(transaction, answers, by, answer_id)
