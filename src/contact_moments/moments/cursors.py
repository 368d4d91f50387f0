"""Cursors: texts that stand for a position in one list, and never expire (wire rule 9).

A cursor is `v2.<position>.<name of the list>`. The name is the kind of list. If the list is filtered, a dot and the
first 16 hexadecimal digits of a SHA-256 follow: that of the filters as JSON, without blanks, sorted by name. Absent
filters are left out, so a new filter changes no name. The filters are hashed because one of them can have 1,000 ids,
and a link has to stay short. The position is not the last part, so a cursor that was cut off is not read as another.

Docs: `docs/decisions/0011-cursors.md`.
"""

import hashlib
import json
import re
from functools import cached_property
from typing import Literal

from contact_moments.errors import InvalidInputError
from contact_moments.moments import cursors_v1

# Once released, a kind keeps its name, its filters' names, and what its positions mean.
Kind = Literal["search", "moments", "withdrawn", "digest", "relations", "removed", "followup"]
Value = int | str | tuple[int, ...] | tuple[str, ...]

# The position of a search: when a moment happened, and its id. In a list of follow-ups: when one is due.
_KEY_FORM = re.compile(
    r"v2\.(-?(?:0|[1-9][0-9]{0,18}))_(0|[1-9][0-9]{0,18})\.((?:search|followup)\.[0-9a-f]{16})", re.ASCII
)
_FORM = re.compile(r"v2\.(0|[1-9][0-9]{0,18})\.([a-z]+(?:\.[0-9a-f]{16})?)", re.ASCII)


class PagedList:
    """A list that is read page by page: its kind and its filters, by their names in a query. None is no filter."""

    def __init__(self, kind: Kind, **filters: Value | None) -> None:
        self._kind = kind
        self._filters = {name: value for name, value in filters.items() if value is not None}

    def cursor(self, position: int | None) -> str | None:
        """The cursor for the rows after a position in this list; None for None."""
        return None if position is None else f"v2.{position}.{self._name}"

    def position(self, cursor: str) -> int:
        """The position in a cursor that this release or an earlier one made.

        Raises `InvalidInputError` unless it is a cursor of this list, because a position means nothing in another.
        """
        match = _FORM.fullmatch(cursor)
        if match is None:
            found = cursors_v1.position(self._kind, self._filters, cursor)
        else:
            found = int(match[1]) if match[2] == self._name else None
        if found is None or found >= 2**63:
            raise _not_of_this_list()
        return found

    def cursor_at(self, key: tuple[int, int]) -> str:
        """The cursor for what follows, in a search, on a moment that happened at an instant: (instant, id).

        In a list of follow-ups the instant is that at which one is due.
        """
        return f"v2.{key[0]}_{key[1]}.{self._name}"

    def key(self, cursor: str) -> tuple[int, int]:
        """What `cursor_at` was given. Raises `InvalidInputError` unless it is a cursor of this search."""
        match = _KEY_FORM.fullmatch(cursor)
        if match is None or match[3] != self._name or abs(int(match[1])) >= 2**62 or int(match[2]) >= 2**62:
            raise _not_of_this_list()
        return int(match[1]), int(match[2])

    @cached_property
    def _name(self) -> str:
        if not self._filters:
            return self._kind
        text = json.dumps(self._filters, separators=(",", ":"), sort_keys=True)
        return f"{self._kind}.{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _not_of_this_list() -> InvalidInputError:
    return InvalidInputError("cursor is not one of this list; use the link that came with the page before, unchanged")
