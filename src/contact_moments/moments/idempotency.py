"""Idempotency: a registration that is sent again is recognised, and gets the same id (wire rules 21 and 22).

A registration with a reference is recognised by client, type, reference and content. A call with an Idempotency-Key is
recognised by client and key, or by account and key if a person sends it without a client. Both are stored as hashes, in
the transaction that registers. What an earlier release acknowledged is looked up by the key that it made as well.

A line of an import has no client: see `line_keys`.
"""

import hashlib
from collections.abc import Iterable

from contact_moments.clock import SECOND
from contact_moments.errors import InvalidInputError, KeyReusedError, RegisterError
from contact_moments.model import Author, Submission
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import idempotency as keys
from contact_moments.storage.transaction import Transaction
from contact_moments.visible import is_blank

# Twice what we promise.
KEY_LIFETIME = 48 * 3600 * SECOND
# The key of a form: for as long as the browser or the register may give back what was typed, and a day more.
FORM_KEY_LIFETIME = 15 * 24 * 3600 * SECOND


class EarlierRegistrations:
    """The earlier registrations of what is in a batch: those in the register, and those earlier in the batch."""

    def __init__(self, connection: Connection, submissions: Iterable[Submission]) -> None:
        """Look the submissions up: two statements at most, however large the batch is."""
        # By identity: equal submissions can come from different calls.
        self._keys = {id(one): (_reference_key(one), _header_key(one)) for one in submissions}
        self._earlier = {id(one): key for one in submissions if (key := _key_with_blanks(one))}
        self._plain = {id(one): key for one in submissions if (key := _key_without_follow_up(one))}
        references = {key for key, _ in self._keys.values() if key}.union(self._earlier.values(), self._plain.values())
        headers = {key for _, key in self._keys.values() if key}
        self._by_reference = keys.registered(connection, references) if references else {}
        self._by_header = keys.used(connection, headers) if headers else {}
        self._new_references: dict[bytes, int] = {}
        self._new_headers: dict[bytes, tuple[bytes, int]] = {}
        self._new_of_forms: dict[bytes, tuple[bytes, int]] = {}
        self._connection = connection

    def outcome(self, one: Submission) -> int | RegisterError | None:
        """The id that this submission got earlier, or the refusal of its key; None if it is new."""
        reference, header = self._keys[id(one)]
        content, moment_id = self._by_header.get(header or b"", (b"", None))
        if moment_id is None:
            # The earlier key first: two keys can have become one.
            moment_id = self._by_reference.get(self._earlier.get(id(one), b"")) or self._by_reference.get(
                reference or b""
            )
            moment_id = moment_id or self._without_follow_up(self._by_reference.get(self._plain.get(id(one), b"")))
        elif not self._is_same(one, content, moment_id):
            message = "This Idempotency-Key came before, with other content; use a new key for a new call"
            return KeyReusedError(message, moment_id)
        if moment_id is not None:
            self.add(one, moment_id)
        elif one.idempotency_key is not None and is_blank(one.idempotency_key):
            return InvalidInputError("Idempotency-Key must have a character that can be seen; leave it out or fill it")
        return moment_id

    def _is_same(self, one: Submission, content: bytes, moment_id: int) -> bool:
        if content in (one.draft.content, one.draft.earlier_content):
            return True
        return content == one.draft.plain_content and self._without_follow_up(moment_id) is not None

    def _without_follow_up(self, moment_id: int | None) -> int | None:
        """A moment that a release acknowledged which ignored the member `followUp`; None for any other one."""
        if moment_id is None or moment_id > keys.last_without_follow_ups(self._connection):
            return None
        return moment_id

    def add(self, one: Submission, moment_id: int) -> None:
        """Add a submission that got an id, for the rest of the batch and for `save`."""
        reference, header = self._keys[id(one)]
        if reference and reference not in self._by_reference:
            self._by_reference[reference] = self._new_references[reference] = moment_id
        if header and header not in self._by_header:
            new = self._new_headers if one.author.client_id else self._new_of_forms
            self._by_header[header] = new[header] = (one.draft.content, moment_id)

    def save(self, transaction: Transaction) -> None:
        """Store what was added, and delete expired Idempotency-Keys."""
        keys.add_registered(transaction.connection, self._new_references)
        now = transaction.now()
        keys.add_used(transaction.connection, self._new_headers, now, now - KEY_LIFETIME)
        # As if they were used later: all expire by one column.
        later = now + FORM_KEY_LIFETIME - KEY_LIFETIME
        keys.add_used(transaction.connection, self._new_of_forms, later, now - KEY_LIFETIME)


def moment_of_key(connection: Connection, author: Author, key: str) -> int | None:
    """The moment that an author's Idempotency-Key registered, whatever its content; None if the key is new."""
    hashed = _key_of(author, key) or b""
    found = keys.used(connection, [hashed]).get(hashed)
    return None if found is None else found[1]


def _reference_key(one: Submission) -> bytes | None:
    client_id, draft = one.author.client_id, one.draft
    if client_id is None or draft.reference is None or draft.corrects is not None:
        return None
    return hashlib.sha256(f"{client_id}\n".encode() + draft.content).digest()


def _key_with_blanks(one: Submission) -> bytes | None:
    """The key that earlier releases made where they took a blank text for a value. No new one is stored."""
    return _key_with(one, one.draft.earlier_content)


def _key_without_follow_up(one: Submission) -> bytes | None:
    """The key that earlier releases made, which ignored a follow-up."""
    return None if one.draft.reference is None else _key_with(one, one.draft.plain_content)


def _key_with(one: Submission, content: bytes | None) -> bytes | None:
    client_id = one.author.client_id
    if client_id is None or content is None or one.draft.corrects is not None:
        return None
    return hashlib.sha256(f"{client_id}\n".encode() + content).digest()


def _header_key(one: Submission) -> bytes | None:
    return _key_of(one.author, one.idempotency_key)


def _key_of(author: Author, key: str | None) -> bytes | None:
    sender = author.client_id or (author.account_id and f"account:{author.account_id}")
    return None if sender is None or key is None else hashlib.sha256(f"{sender}\n{key}".encode()).digest()
