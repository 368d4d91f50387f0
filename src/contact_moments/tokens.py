"""Random texts that prove something to whoever holds them, and the hashes of them that are stored.

Only SHA-256 hashes of tokens and secrets are stored. That is safe because each has 256 random bits: nobody can try them
all. Passwords are another matter (see `accounts.passwords`).
"""

import hashlib
import hmac
import re
import secrets
from typing import NamedTuple

TOKEN_SECONDS = 3600  # for which an access token is valid

_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


class Pair(NamedTuple):
    """An access token, and the refresh token that gives the next one."""

    access: str
    refresh: str


def new_token() -> str:
    """A token of 256 random bits: 43 characters of base64url."""
    return secrets.token_urlsafe(32)


def is_token(text: str) -> bool:
    """Whether a text has the form of a token; no other need be looked for."""
    return _TOKEN.fullmatch(text) is not None


def new_id() -> str:
    """An id that nobody else has: 32 hexadecimal digits. It proves nothing."""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return _ID.fullmatch(text) is not None


def hash_of(text: str) -> str:
    """The hash of a secret or token that is stored: its SHA-256, as hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_hash_of(text: str, stored: str) -> bool:
    """Whether `stored` is the hash of `text`. Takes equally long whatever the two are."""
    return hmac.compare_digest(hash_of(text), stored)
