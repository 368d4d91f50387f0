"""Registering a call of somebody who is not known yet: the relation and what it sent, in one transaction.

A call that is sent again adds nobody: its key tells which moment it made, and so which relation.
"""

import json

from msgspec.structs import replace

from contact_moments.errors import Finding, InvalidInputError, KeyReusedError
from contact_moments.model import Call
from contact_moments.moments.idempotency import moment_of_key
from contact_moments.moments.registration import Registrar, author_of
from contact_moments.relations.members import Fields, with_keys
from contact_moments.relations.profile import create_now
from contact_moments.storage.database import Database
from contact_moments.storage.questions.moments import current_of
from contact_moments.storage.questions.relation_lookups import of_phone
from contact_moments.storage.transaction import Transaction


def register_with_caller(registrar: Registrar, database: Database, region: str, call: Call, caller: Fields) -> int:
    """Register a call whose sender is added with the fields `caller`; returns the moment's id.

    Raises as `Registrar.register` does; nobody is added then. Nor is anybody whose number somebody else has by now.
    """
    fields = with_keys(caller, region)

    def work(transaction: Transaction) -> int:
        return registrar.register_within(transaction, with_sender(transaction, call, fields))

    return registrar.with_current_types(lambda: database.write(work))


def with_sender(transaction: Transaction, call: Call, fields: Fields) -> Call:
    """A call with the sender that it adds, inside a transaction; `fields` have the keys of their numbers."""
    transaction.lock()
    sender = _sender_of_earlier(transaction, call) or _added(transaction, fields)
    return replace(call, body=call.body | {"senderId": sender})


def _added(transaction: Transaction, fields: Fields) -> int:
    """Add somebody; with the lock held, so that two who are told of one call add one caller."""
    if any(of_phone(transaction.connection, phone.key, aside=False) for phone in fields.get("phones", ())):
        raise InvalidInputError("Somebody has this number meanwhile", findings=(Finding("senderId", "taken"),))
    return create_now(transaction, fields).id


def _sender_of_earlier(transaction: Transaction, call: Call) -> int | None:
    author = author_of(call.grant, call.channel)
    moment_id = moment_of_key(transaction.connection, author, call.idempotency_key) if call.idempotency_key else None
    if moment_id is None:
        return None
    found = current_of(transaction.connection, [moment_id])
    if not found:
        raise KeyReusedError("What this form registered has been withdrawn", moment_id)
    sender: int = json.loads(found[0].document)["senderId"]
    return sender
