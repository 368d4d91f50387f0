"""Telephone numbers as people and telephone systems write them, and the keys by which they are compared.

A key is a number in the form of E.164, `+31612345678`, with `;ext=12` after it if it has an extension. What cannot be
read as a number, such as one within a private exchange, has a key of its letters and digits. Keys depend on the region
that numbers without a country code belong to: `keying_of` is stored with them.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from contact_moments.normal_forms import normalized

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

# Raise this number when other keys are made of the same texts. A register with older keys then asks for `rebuild`.
KEYS_VERSION = 1
LONGEST = 200  # characters of a text that are read; a key is not longer
LEAST_DIGITS = 7  # of a number without a prefix. Numbers within a private exchange have fewer
MOST_READINGS = 20  # of a key: it has no more noughts to drop
NO_REGION = "ZZ"  # the library's code for it

EXTENSION = ";ext="
# What telephone systems send when the caller withholds the number, or when they do not know it.
WITHHELD = frozenset(
    {
        *("anonymous", "blocked", "private", "restricted", "unavailable", "unknown", "withheld"),
        *("anoniem", "afgeschermd", "geheim", "onbekend"),
    }
)

_IN_BRACKETS = re.compile(r"""[^<>]*<([^<>]+)>""")
_SCHEME = re.compile(r"\s*(tel|sips?|callto):(?://)?", re.IGNORECASE)
# Words that the library does not know, and those that it knows, in parentheses. What stands before them is tried from
# its first character only: from each of them, a long run of blanks would take the square of its length.
_EXTENSION_IN_WORDS = re.compile(
    r"(?<![\s,;(])[\s,;(]*(?:(?:toestel(?:nummer)?|tst|doorkies(?:nummer)?|durchwahl|nebenstelle|poste|intern)\b"
    r"|\((?:ext|x|#))[\s.:]*(\d{1,20})\s*\)?\s*$",
    re.IGNORECASE,
)
_WORDS_AT_END = re.compile(r"[\s,;]|\([^()]*\)$")  # within what comes after the last digit
_USER = re.compile(r"[\d+*#().\s-]+")
_WITHIN = re.compile(r";phone-context=(?!\+).*", re.IGNORECASE)  # the exchange's name, which says nothing to others
_READ = re.compile(rf"\+\d+(?:{EXTENSION}\d+)?", re.ASCII)


def keying_of(region: str) -> str:
    """What stored keys depend on: the version of their form, and the region."""
    return f"{KEYS_VERSION} {region}"


def number_key(text: str, region: str) -> str:
    """The key of a number; empty if there is no letter or digit in it. `region` is a code such as `NL`."""
    key = _key(text, region)
    return _settled(key, region) if _READ.fullmatch(key) else key


def _key(text: str, region: str) -> str:
    given = _number_part(text[:LONGEST])
    for one in _readings(given):
        if key := _e164(one, region):
            return key
    return _as_given(given)


def _settled(key: str, region: str) -> str:
    """The key that stays the same when it is read again: the library drops one superfluous nought at a time."""
    for _ in range(MOST_READINGS):
        again = _key(key, region)
        if again == key:
            break
        key = again
    return key


def without_extension(key: str) -> str:
    """The key of the same number without an extension."""
    return key.partition(EXTENSION)[0]


def shown(text: str, key: str) -> str:
    """A stored number for people and programs: in the form of E.164 if it could be read, or else as it was given."""
    return key if _is_read(key) else text


@functools.lru_cache(maxsize=10_000)
def readable(text: str, key: str) -> str:
    """A number for people: `+31 6 12345678` if it could be read, or else as it was given."""
    import phonenumbers

    if not _is_read(key):
        return text
    number, _, extension = key.partition(EXTENSION)
    parsed = phonenumbers.parse(number, NO_REGION)
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return f"{written} ext. {extension}" if extension else written


@functools.lru_cache(maxsize=10_000)
def _is_read(key: str) -> bool:
    """Whether a key is in the form of E.164. What could not be read may look like that, such as `+123`."""
    return bool(_READ.fullmatch(key)) and _e164(key, NO_REGION) == key


def asked_key(text: str, region: str) -> str | None:
    """The key of a number that somebody asks for; None if it stands for no number, such as `anonymous`.

    A `+` in an address means a blank. So a number that begins with one is read with a `+` first.
    """
    given = _number_part(text[:LONGEST])
    if given[:1].isspace() and (key := _e164(f"+{given.strip()}", region)):
        return _settled(key, region)
    key = number_key(text, region)
    return None if key in WITHHELD else key or None


@functools.lru_cache(maxsize=16)
def own_keys(numbers: str | None, region: str) -> frozenset[str]:
    """The keys of the organisation's own numbers, which have commas between them."""
    return frozenset(number_key(one, region) for one in (numbers or "").split(",") if one)


def is_own(key: str, numbers: str | None, region: str) -> bool:
    """Whether a key is that of one of the organisation's own numbers, or of an extension of it."""
    return bool({key, without_extension(key)} & own_keys(numbers, region))


def regions() -> frozenset[str]:
    """The codes of all regions that have numbers of their own."""
    import phonenumbers

    return frozenset(phonenumbers.SUPPORTED_REGIONS)


def _number_part(text: str) -> str:
    """A text without the scheme and the host of an address, and with one blank for each run of them.

    Patterns that have blanks in several places would try each way to share out a run, the library's own too.
    """
    return re.sub(r"\s+", " ", _without_host(text))


def _without_host(text: str) -> str:
    """`+31612345678` of `<sip:+31612345678@example.org>`."""
    bracketed = _IN_BRACKETS.match(text)
    address = bracketed[1] if bracketed else text
    scheme = _SCHEME.match(address)
    if scheme is None:
        return address
    rest = _WITHIN.sub("", unquote(address[scheme.end() :]))
    user = re.split("[@;:]", rest, maxsplit=1)[0]
    is_user = _USER.fullmatch(user) or user.strip().lower() in WITHHELD
    return user if scheme[1].lower().startswith("sip") and is_user else rest


def _readings(text: str) -> Iterator[str]:
    """What a text may mean, the likeliest first."""
    named = _EXTENSION_IN_WORDS.sub(rf"{EXTENSION}\1", text)
    yield named
    yield _without_words_at_end(named)
    yield re.sub(r"^\s*00", "+", named)


def _without_words_at_end(text: str) -> str:
    end = 1 + max((place for place, letter in enumerate(text) if letter.isdecimal()), default=-1)
    return text[:end] + _WORDS_AT_END.split(text[end:], maxsplit=1)[0].rstrip()


def _e164(text: str, region: str) -> str | None:
    """The key of a text that is a number, or None."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region, keep_raw_input=True)
    except phonenumbers.NumberParseException:
        return None
    if not _is_plausible(number):
        return None
    key = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{key}{EXTENSION}{number.extension}" if number.extension else key


def _is_plausible(number: "PhoneNumber") -> bool:
    """Whether a number can exist by its length. Which lengths there are changes far less often than which numbers."""
    import phonenumbers

    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return False
    if number.country_code_source != phonenumbers.CountryCodeSource.FROM_DEFAULT_COUNTRY:
        return True
    digits = phonenumbers.national_significant_number(number)
    kinds = (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE)
    usual = any(phonenumbers.is_possible_number_for_type(number, kind) for kind in kinds)
    return (len(digits) >= LEAST_DIGITS and usual) or phonenumbers.is_valid_number(number)


def _as_given(text: str) -> str:
    kept = [one for one in normalized("NFKC", text).casefold() if one.isalnum() or one in "+*#"]
    key = "".join(str(unicodedata.decimal(one, one)) for one in kept)[:LONGEST]
    return key if any(map(str.isalnum, kept)) else ""
