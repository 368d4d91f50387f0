"""Cursors: opaque texts that stand for a position in one list, and never expire (wire rule 9)."""

import base64
import binascii
import hashlib
import re
from functools import lru_cache

from contact_moments.errors import InvalidInputError

_FORM = re.compile(r"([0-9a-f]{8})-([0-9]{1,19})", re.ASCII)


def cursor(of_list: str, position: int | None) -> str | None:
    """The cursor for what comes after a position in a list, which any text tells apart; None for None."""
    if position is None:
        return None
    text = f"{_digest(of_list)}-{position}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def position(of_list: str, given: str) -> int:
    """The position that a cursor stands for. Raises `InvalidInputError` unless it is one of that list."""
    try:
        padded = given.encode("ascii") + b"=" * (-len(given) % 4)
        text = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        text = ""
    match = _FORM.fullmatch(text)
    # A position means nothing in another list.
    if match is None or match[1] != _digest(of_list) or int(match[2]) >= 2**63:
        raise InvalidInputError(
            "cursor is not one of this list; use the link that came with the page before, unchanged"
        )
    return int(match[2])


@lru_cache(maxsize=1024)
def _digest(of_list: str) -> str:
    return hashlib.sha256(of_list.encode()).hexdigest()[:8]
