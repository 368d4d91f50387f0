"""Query parameters of the list (wire rules 9, 11, 12 and 14)."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl, quote

from contact_moments.errors import InvalidInputError
from contact_moments.model import Filter
from contact_moments.moments.list import MAX_PAGE, MAX_RELATIONS
from contact_moments.times import Zone, read_instant

MAX_PARAMETERS = 2 * MAX_RELATIONS
MAX_ECHO = 200

_INTEGER = re.compile(r"-?[0-9]+", re.ASCII)
_INDEX = re.compile(r"\[[0-9]*\]", re.ASCII)

Query = dict[str, list[str]]


def parse_query(text: str) -> Query:
    """Name to values; `relationIds[]` and `relationIds[3]` count as `relationIds`."""
    if text.count("&") >= MAX_PARAMETERS:
        raise InvalidInputError(f"There are more than {MAX_PARAMETERS} query parameters")
    query: Query = {}
    for name, value in _pairs(text):
        query.setdefault(_plain(name), []).append(value)
    return query


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    if "%" in text or "+" in text:
        return parse_qsl(text, keep_blank_values=True)
    # Nothing to decode: most queries of all, and a tenth of the time.
    return [(name, value) for name, _, value in (part.partition("=") for part in text.split("&") if part)]


def _plain(name: str) -> str:
    stem, bracket, _ = name.partition("[")
    return stem if bracket and stem == "relationIds" and _INDEX.fullmatch(name[len(stem) :]) else name


def unknown_names(query: Query, known: frozenset[str]) -> str:
    """The names that are not known, percent-encoded, at most 200 bytes, for the response header."""
    names = ""
    for name in query:
        if name not in known:
            encoded = quote(name, safe="")
            names += f", {encoded}" if names else encoded
    if len(names) <= MAX_ECHO:
        return names
    return re.sub(r"%.?$", "", names[:MAX_ECHO])


def page_number(query: Query) -> int:
    """Which page is asked for, from 1. Raises `InvalidInputError`."""
    text = _single(query, "page")
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit()) or len(text) > 100 or int(text) > MAX_PAGE:
        raise InvalidInputError(f"page must be a whole number, at most {MAX_PAGE}")
    return int(text) or 1


def cursor(query: Query) -> str | None:
    """The cursor, if there is one. Raises `InvalidInputError` beside a page."""
    text = _single(query, "cursor")
    if text is not None and "page" in query:
        raise InvalidInputError("page and cursor cannot be used together; follow the link as it is")
    return text


def with_changes(query: Query) -> bool:
    """Whether the numbers of changes are asked for. Raises `InvalidInputError`."""
    text = _single(query, "changes")
    if text not in (None, "0", "1"):
        raise InvalidInputError("changes must be 1, or left out")
    return text == "1"


def since_instant(query: Query, zone: Zone) -> int | None:
    """What `since` stands for, in microseconds, if it is there. Raises `InvalidInputError`."""
    text = _single(query, "since")
    return None if text is None else _instant(text, zone)


def days(query: Query) -> tuple[str, str]:
    """The days `from` and `to`, `yyyy-mm-dd`; without `to` one day. Raises `InvalidInputError`."""
    first = _single(query, "from")
    last = _single(query, "to") or first
    if first is None or last is None or not (_is_day(first) and _is_day(last)):
        raise InvalidInputError("from must be a date like 2020-01-31, and to as well where it is given")
    if first > last:
        raise InvalidInputError("from must not lie after to")
    return first, last


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def list_filter(query: Query, zone: Zone) -> Filter:
    """What the list is limited to. Raises `InvalidInputError`."""
    return Filter(since_instant(query, zone), _relation_ids(query.get("relationIds")))


def _single(query: Query, name: str) -> str | None:
    values = query.get(name)
    if values is None:
        return None
    if len(values) > 1:
        raise InvalidInputError(f"{name} is given more than once")
    return values[0]


# Who walks a list asks for the same instant on every page.
@lru_cache(maxsize=1024)
def _instant(text: str, zone: Zone) -> int:
    try:
        return read_instant(text, zone)[0]
    except InvalidInputError as fault:
        raise InvalidInputError(f"since {fault.message}") from None


def _relation_ids(values: list[str] | None) -> tuple[int, ...] | None:
    if values is None:
        return None
    parts = [part.strip() for value in values for part in value.split(",")]
    if len(parts) > MAX_RELATIONS:
        raise InvalidInputError(f"relationIds names more than {MAX_RELATIONS} relations; ask in parts")
    if not all(_INTEGER.fullmatch(part) for part in parts):
        raise InvalidInputError("relationIds must be integers: one, several with commas, or an array")
    # Ids that cannot exist match nothing; those beyond 19 digits need not even be read.
    ids = {int(part) for part in parts if len(part) < 20}
    return tuple(sorted(id_ for id_ in ids if 0 < id_ < 2**63)) or (0,)
