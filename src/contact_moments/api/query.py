"""Query parameters of the list (wire rules 9, 11, 12 and 14)."""

import re
from datetime import date
from functools import lru_cache

from contact_moments.errors import InvalidInputError
from contact_moments.http_server.query import Query, single
from contact_moments.model import Filter
from contact_moments.moments.list import MAX_PAGE, MAX_RELATIONS
from contact_moments.times import Zone, read_instant

_INTEGER = re.compile(r"-?[0-9]+", re.ASCII)


def page_number(query: Query) -> int:
    """Which page is asked for, from 1. Raises `InvalidInputError`."""
    text = single(query, "page")
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit()) or len(text) > 100 or int(text) > MAX_PAGE:
        raise InvalidInputError(f"page must be a whole number between 1 and {MAX_PAGE}")
    return int(text) or 1


def cursor(query: Query) -> str | None:
    """The cursor, if there is one. Raises `InvalidInputError` beside a page."""
    text = single(query, "cursor")
    if text is not None and "page" in query:
        raise InvalidInputError("page and cursor cannot be used together; follow the link as it is")
    return text


def with_changes(query: Query) -> bool:
    """Whether the numbers of changes are asked for. Raises `InvalidInputError`."""
    return is_asked(query, "changes")


def is_asked(query: Query, name: str) -> bool:
    """Whether a parameter is 1. Raises `InvalidInputError` unless it is that, or 0, or left out."""
    text = single(query, name)
    if text not in (None, "0", "1"):
        raise InvalidInputError(f"{name} must be 1, or left out")
    return text == "1"


def since_instant(query: Query, zone: Zone) -> int | None:
    """What `since` stands for, in microseconds, if it is there. Raises `InvalidInputError`."""
    return instant(query, "since", zone)


def instant(query: Query, name: str, zone: Zone) -> int | None:
    """The instant that a parameter stands for, in microseconds, if it is there. Raises `InvalidInputError`."""
    text = single(query, name)
    return None if text is None else _instant(name, text, zone)


def days(query: Query) -> tuple[str, str]:
    """The days `from` and `to`, `yyyy-mm-dd`; without `to` one day. Raises `InvalidInputError`."""
    first = single(query, "from")
    last = single(query, "to") or first
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


# Who walks a list asks for the same instant on every page.
@lru_cache(maxsize=1024)
def _instant(name: str, text: str, zone: Zone) -> int:
    try:
        return read_instant(text, zone)[0]
    except InvalidInputError as fault:
        raise InvalidInputError(f"{name} {fault.message}") from None


def _relation_ids(values: list[str] | None) -> tuple[int, ...] | None:
    if values is None:
        return None
    parts = [part.strip() for value in values for part in value.split(",")]
    if len(parts) > MAX_RELATIONS:
        raise InvalidInputError(f"relationIds names more than {MAX_RELATIONS} relations; ask in parts")
    _require_integers("relationIds", parts)
    # Ids that cannot exist match nothing. Those of more than 19 digits, or below 0, need not even be read.
    digits = {part.lstrip("0") for part in parts}
    ids = {int(one) for one in digits if one.isdigit() and len(one) < 20}
    return tuple(sorted(id_ for id_ in ids if id_ < 2**63)) or (0,)


def integers(name: str, parts: list[str]) -> list[int]:
    """The numbers of a parameter that has several, but those of more than 19 digits. Raises `InvalidInputError`."""
    _require_integers(name, parts)
    return [int(part) for part in parts if len(part.lstrip("-").lstrip("0")) < 20]


def _require_integers(name: str, parts: list[str]) -> None:
    if not all(_INTEGER.fullmatch(part) for part in parts):
        raise InvalidInputError(f"{name} must be integers: one, several with commas, or an array")
