"""Proof that somebody who asks a server can read its register: a code made with the head of the audit trail.

`doctor` sends one with a question, so that the server tells it, and nobody else, how the question has arrived. Whoever
sees a code can make no other one, and can ask that question only until the next event.
"""

import hashlib
import hmac
import secrets

from contact_moments.storage.database import Database
from contact_moments.storage.questions import audit as stored


def make_proof(database: Database) -> str | None:
    """A code for the register as it is now; None while its audit trail is empty. Raises `HeadLostError`."""
    key, nonce = _key(database), secrets.token_hex(16)
    return None if key is None else f"{nonce}.{_code(key, nonce)}"


def is_proof(database: Database, text: str) -> bool:
    """Whether a code is right for the register as it is now. Raises `HeadLostError`."""
    nonce, _, code = text.partition(".")
    key = _key(database)
    return key is not None and hmac.compare_digest(code.encode(), _code(key, nonce).encode())


def _key(database: Database) -> bytes | None:
    head = database.read(stored.head)
    return head.hash if head.number else None


def _code(key: bytes, nonce: str) -> str:
    return hmac.new(key, f"how a request arrives {nonce}".encode(), hashlib.sha256).hexdigest()
