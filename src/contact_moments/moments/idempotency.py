"""Exactly once: what was registered before is recognised, and answered with the same id (wire rules 21 and 22).

A registration with a reference is known by its client, type, reference and content as sent; a call with an
Idempotency-Key by client and key. Both are kept with the registration, in its transaction, as hashes. An import is no
client: a file is known as a whole, and of an export every line must come back, also those that are alike.
"""

import hashlib
from collections.abc import Iterable

from contact_moments.clock import SECOND
from contact_moments.errors import KeyReusedError, RegisterError
from contact_moments.model import Submission
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import idempotency as keys
from contact_moments.storage.transaction import Transaction

# Twice what is promised.
KEPT = 48 * 3600 * SECOND


class Repeats:
    """What of a batch was there before, and what of it is a repeat within the batch."""

    def __init__(self, connection: Connection, submissions: Iterable[Submission]) -> None:
        # By identity: what is equal may still come from two clients' calls.
        self._keys = {id(one): (_reference_key(one), _header_key(one)) for one in submissions}
        references = {key for key, _ in self._keys.values() if key}
        headers = {key for _, key in self._keys.values() if key}
        self._registered = keys.registered(connection, references) if references else {}
        self._used = keys.used(connection, headers) if headers else {}
        self._new_registered: dict[bytes, int] = {}
        self._new_used: dict[bytes, tuple[bytes, int]] = {}

    def outcome(self, one: Submission) -> int | RegisterError | None:
        """The id that this was answered with before, or `KeyReusedError`; None when it is new."""
        reference, header = self._keys[id(one)]
        content, moment_id = self._used.get(header or b"", (b"", None))
        if moment_id is None:
            moment_id = self._registered.get(reference or b"")
        elif content != one.registration.content:
            return KeyReusedError("This Idempotency-Key came before, with other content; use a new key for a new call")
        if moment_id is not None:
            self.remember(one, moment_id)
        return moment_id

    def remember(self, one: Submission, moment_id: int) -> None:
        """Note what a submission led to."""
        reference, header = self._keys[id(one)]
        if reference and reference not in self._registered:
            self._registered[reference] = self._new_registered[reference] = moment_id
        if header and header not in self._used:
            self._used[header] = self._new_used[header] = (one.registration.content, moment_id)

    def keep(self, transaction: Transaction) -> None:
        """Write what was noted."""
        keys.add_registered(transaction.connection, self._new_registered)
        now = transaction.now()
        keys.add_used(transaction.connection, self._new_used, now, now - KEPT)


def _reference_key(one: Submission) -> bytes | None:
    client_id, registration = one.author.client_id, one.registration
    if client_id is None or registration.reference is None or registration.corrects is not None:
        return None
    return hashlib.sha256(f"{client_id}\n".encode() + registration.content).digest()


def _header_key(one: Submission) -> bytes | None:
    client_id, key = one.author.client_id, one.idempotency_key
    return None if client_id is None or key is None else hashlib.sha256(f"{client_id}\n{key}".encode()).digest()
