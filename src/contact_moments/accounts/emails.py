"""E-mail addresses as people type them, and the key by which two of them are the same."""

import re

from contact_moments.errors import InvalidInputError
from contact_moments.normal_forms import JOINER, normalized
from contact_moments.visible import OBEYED

MAX_ADDRESS = 254  # characters: RFC 5321 §4.5.3.1.3, less the brackets
MAX_LOCAL = 64
MAX_TYPED = 320  # characters that are looked at: some have marks of their own, which become one character with a letter

# Quoted local parts and addresses in brackets exist (RFC 5321), but nobody has one.
_ADDRESS = re.compile(rf"[^\s@\"(),:;<>\[\\\]{JOINER}]+@[^\s@\"(),:;<>\[\\\]/{JOINER}]+")
_DOTS = re.compile(r"^\.|\.\.|\.$|\.@|@\.")


def read_email(text: str) -> str:
    """The address in what somebody typed, without blanks around it. Raises `InvalidInputError`, which names no part."""
    typed = text.strip()
    found = normalized("NFC", typed[:MAX_TYPED])
    fits = len(typed) <= MAX_TYPED and len(found) <= MAX_ADDRESS and len(found.rpartition("@")[0]) <= MAX_LOCAL
    if not fits or not _ADDRESS.fullmatch(found) or _DOTS.search(found) or OBEYED.search(found):
        raise InvalidInputError("Give an e-mail address, such as ada@example.org", "email")
    return found


def key_of(text: str) -> str:
    """What the address in a text is compared by; empty where there is none.

    Capitals and blanks around it make no difference, and international domains are the same in either form. An account
    is looked for by this key, and guesses at it are counted by this key: were there two, each spelling that finds the
    account would have guesses of its own.
    """
    try:
        local, _, domain = read_email(text).rpartition("@")
    except InvalidInputError:
        return ""
    return f"{_folded(local)}@{_ascii(_folded(domain))}"


def _folded(text: str) -> str:
    return normalized("NFC", normalized("NFC", text).casefold())


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:  # a label that is too long, for example
        return domain
