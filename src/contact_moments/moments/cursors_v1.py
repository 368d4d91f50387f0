"""Cursors of version 1: no longer made, and read for ever, because links were promised never to expire.

Such a cursor is `<digits>-<position>` as base64url without padding. The eight hexadecimal digits begin the SHA-256 of a
text that names the list. These texts must not change. They cannot name a filter that was added later, so a list with
such a filter has no cursors of version 1.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping

_FORM = re.compile(r"([0-9a-f]{8})-([0-9]{1,19})", re.ASCII)
_FILTERS = {"moments": {"since", "relationIds"}, "withdrawn": {"since"}, "digest": {"from", "to"}}


def position(kind: str, filters: Mapping[str, object], cursor: str) -> int | None:
    """The position that a cursor of version 1 stands for; None if it is not one of that list."""
    match = _FORM.fullmatch(_decoded(cursor))
    if match is None or not filters.keys() <= _FILTERS.get(kind, set()):
        return None
    digest = hashlib.sha256(_text(kind, filters).encode()).hexdigest()
    return int(match[2]) if digest.startswith(match[1]) else None


def _decoded(cursor: str) -> str:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return ""


def _text(kind: str, filters: Mapping[str, object]) -> str:
    since = filters.get("since", "None")
    if kind == "moments":
        return f"({since}, {_ids_text(filters.get('relationIds'))})"
    if kind == "withdrawn":
        return f"withdrawn since {since}"
    return f"digest from {filters['from']} to {filters['to']}"


def _ids_text(ids: object) -> str:
    if not isinstance(ids, tuple):
        return "None"
    return f"({ids[0]},)" if len(ids) == 1 else f"({', '.join(str(id_) for id_ in ids)})"
