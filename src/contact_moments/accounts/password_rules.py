"""What a new password must be: long, not common, no run of keys, and not made of what everybody knows of the person.

There are no rules about kinds of characters: they make people write `Welcome2026!` (NIST SP 800-63B §3.1.1.2). The list
of common passwords has few that are long enough. So what is compared with it is also the password without digits and
signs around it, and one period of a repetition.
"""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from contact_moments.accounts.passwords import MOST, MOST_TYPED
from contact_moments.errors import InvalidInputError
from contact_moments.normal_forms import normalized
from contact_moments.people import Account

LEAST = 12  # characters
LEAST_DIFFERENT = 4
LEAST_LEFT = 8  # characters, besides what everybody knows

LIST = Path(__file__).parent / "common_passwords.txt.gz"
_PRODUCT = "contact moments contactmomenten"
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertzuiop",
    "yxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
)
_ROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_PARTS = re.compile(r"[\W_]+")


def require_good(password: str, account: Account, host: str = "") -> None:
    """Raise `InvalidInputError` unless somebody may have this as a new password; the code says why not.

    `host` is that of the organisation's address. Nothing of the password is in the message.
    """
    text = normalized("NFC", password[: MOST_TYPED + 1])
    folded = text.casefold()
    if len(text) < LEAST:
        raise InvalidInputError(f"The password must have at least {LEAST} characters", "password_short")
    if len(text) > MOST or len(password) > MOST_TYPED:
        raise InvalidInputError(f"The password must have at most {MOST} characters", "password_long")
    if _is_run(folded):
        raise InvalidInputError("The password is a row of keys or a repetition; choose another", "password_run")
    if _is_known(folded, account, host):
        raise InvalidInputError(
            "The password is made of your name, your address or the register's; choose another", "password_personal"
        )
    if _is_common(folded):
        raise InvalidInputError(
            "Many people have this password, so it is guessed first; choose another", "password_common"
        )


def _is_run(text: str) -> bool:
    """Whether it has few different characters, or is made of pieces of rows of keys, in either direction."""
    return len(set(text)) < LEAST_DIFFERENT or _without_rows(_period(text)) == ""


def _without_rows(text: str) -> str:
    """What is left when the longest pieces of rows, of at least three characters, are taken from the begin."""
    while text:
        length = max((_common_length(text, row) for row in _both_ways()), default=0)
        if length < 3 and length < len(text):
            return text
        text = text[max(length, 1) :]
    return text


def _both_ways() -> Iterator[str]:
    for row in _ROWS:
        yield row
        yield row[::-1]


def _common_length(text: str, row: str) -> int:
    """How many characters of the begin of `text` stand in `row` in this order."""
    at, length = row.find(text[0]), 0
    while 0 <= at < len(row) and length < len(text) and row[at] == text[length]:
        at, length = at + 1, length + 1
    return length


def _period(text: str) -> str:
    """The shortest text of which `text` is a repetition; it may end in the middle."""
    for length in range(1, len(text) // 2 + 1):
        if all(text[at] == text[at - length] for at in range(length, len(text))):
            return text[:length]
    return text


def _is_known(text: str, account: Account, host: str) -> bool:
    known = " ".join((account.name, account.email, host, _PRODUCT)).casefold()
    parts = {part for part in _PARTS.split(normalized("NFC", known)) if len(part) > 2}
    left = text
    for part in sorted(parts, key=len, reverse=True):
        left = left.replace(part, "")
    return left != text and len(left) < LEAST_LEFT


def _is_common(text: str) -> bool:
    middle = _ROUND.sub("", text)
    sought = {text, middle, _period(text), _period(middle), _ROUND.sub("", _period(text))} - {""}
    # Read each time: somebody chooses a password a few times in a year. It is searched as it is: lines that are objects
    # would take ten times the time and the memory.
    lines = b"\n%b\n" % gzip.decompress(LIST.read_bytes())
    return any(b"\n%b\n" % one.encode("utf-8", "surrogatepass") in lines for one in sought if "\n" not in one)
