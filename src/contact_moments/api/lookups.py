"""What a look-up of relations asks for."""

from contact_moments.errors import InvalidInputError
from contact_moments.http_server.query import Query, single
from contact_moments.relations.finding import BY, Asked

LOOKUP_QUERY = frozenset({*BY, "archived"})

_OF_LISTS = ("page", "cursor", "since")


def asked(query: Query) -> Asked | None:
    """The look-up that a query is, or None if it asks for the list. Raises `InvalidInputError`."""
    named = [by for by in BY if by in query]
    if not named:
        _refuse(query, ("archived",), f"archived goes with {', '.join(BY)}: the list has all relations")
        return None
    if len(named) > 1:
        raise InvalidInputError(f"Ask for one of {' and '.join(named)} at a time")
    _refuse(query, _OF_LISTS, f"A look-up by {named[0]} has no pages, and goes without page, cursor and since")
    archived = single(query, "archived")
    if archived not in (None, "0", "1"):
        raise InvalidInputError("archived must be 1, or left out")
    return Asked(named[0], single(query, named[0]) or "", archived == "1")


def _refuse(query: Query, names: tuple[str, ...], why: str) -> None:
    if any(name in query for name in names):
        raise InvalidInputError(why)
