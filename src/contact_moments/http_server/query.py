"""Query parameters as names with their values (wire rules 9 and 14)."""

import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import parse_qsl, quote

from contact_moments.errors import InvalidInputError

MAX_PARAMETERS = 2000
MAX_ECHO = 200
ARRAYS = frozenset({"relationIds"})  # parameters that may be sent as arrays, unless a route says otherwise

_INDEX = re.compile(r"(\w+)\[[0-9]*\]", re.ASCII)

Query = dict[str, list[str]]


def parse_query(text: str, arrays: frozenset[str] = ARRAYS) -> Query:
    """Name to values; of `arrays`, `name[]` and `name[3]` count as `name`.

    Raises `InvalidInputError` for too many parameters.
    """
    if text.count("&") >= MAX_PARAMETERS:
        raise InvalidInputError(f"There are more than {MAX_PARAMETERS} query parameters")
    query: Query = {}
    for name, value in _pairs(text):
        query.setdefault(_plain(name, arrays), []).append(value)
    return query


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    if "%" in text or "+" in text:
        return parse_qsl(text, keep_blank_values=True)
    # Most queries have nothing to decode, and `parse_qsl` would be a tenth of a page's time.
    return [(name, value) for name, _, value in (part.partition("=") for part in text.split("&") if part)]


def _plain(name: str, arrays: frozenset[str]) -> str:
    match = _INDEX.fullmatch(name) if name.endswith("]") else None
    return name if match is None or match[1] not in arrays else match[1]


def header_of_names(names: Iterable[str]) -> str:
    """Names that a client sent, percent-encoded, at most 200 bytes, for a response header. Empty ones are left out."""
    text = ", ".join(quote(name, safe="") for name in islice(filter(None, names), MAX_ECHO))
    return text if len(text) <= MAX_ECHO else re.sub(r"%.?$", "", text[:MAX_ECHO])


def single(query: Query, name: str) -> str | None:
    """The value of a parameter, if it is there. Raises `InvalidInputError` where it is there more than once."""
    values = query.get(name)
    if values is None:
        return None
    if len(values) > 1:
        raise InvalidInputError(f"{name} is given more than once")
    return values[0]
