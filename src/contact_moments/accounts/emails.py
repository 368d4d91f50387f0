"""E-mail addresses as people type them, and the key by which two of them are the same."""

import re
import unicodedata

from contact_moments.errors import InvalidInputError
from contact_moments.visible import OBEYED

MAX_ADDRESS = 254  # characters: RFC 5321 §4.5.3.1.3, less the brackets
MAX_LOCAL = 64

# Quoted local parts and addresses in brackets exist (RFC 5321), but nobody has one.
_ADDRESS = re.compile(r"[^\s@\"(),:;<>\[\\\]]+@[^\s@\"(),:;<>\[\\\]/]+")
_DOTS = re.compile(r"^\.|\.\.|\.$|\.@|@\.")


def read_email(text: str) -> str:
    """The address in what somebody typed, without blanks around it. Raises `InvalidInputError`, which names no part."""
    found = unicodedata.normalize("NFC", text.strip())
    fits = len(found) <= MAX_ADDRESS and len(found.rpartition("@")[0]) <= MAX_LOCAL
    if not fits or not _ADDRESS.fullmatch(found) or _DOTS.search(found) or OBEYED.search(found):
        raise InvalidInputError("Give an e-mail address, such as ada@example.org", "email")
    return found


def key_of(email: str) -> str:
    """What addresses are compared by: without regard to capitals, and international domains in either form."""
    local, _, domain = email.rpartition("@")
    return f"{_folded(local)}@{_ascii(_folded(domain))}"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:  # a label that is too long, for example
        return domain
