"""Content negotiation: which media type to answer with (RFC 9110 §12.5.1; wire rules 2, 3 and 16)."""

import re
from functools import lru_cache

from msgspec import Struct

VENDOR = "application/vnd.procurios.contact_moment+json; version=1"
JSON = "application/json"
PROBLEM = "application/problem+json"
SCHEMA = "application/schema+json"
JSON_LINES = "application/jsonl"
HTML = "text/html"

MAX_ACCEPT = 2000

_VENDOR_NAME = VENDOR.partition(";")[0]
# A comma or semicolon separates only outside a quoted string. A quote that is never closed reaches to the end: were it
# not matched, looking for its end would be quadratic.
_QUOTED = r'"(?:[^"\\]|\\.)*(?:"|\\?$)'
_ELEMENT = re.compile(rf'(?:[^,"]|{_QUOTED})+')
_PARAMETER = re.compile(rf'(?:[^;"]|{_QUOTED})+')


class MediaRange(Struct, frozen=True):
    """An element of `Accept`: what it accepts, and how much the client wants that (`quality`, 0 to 1)."""

    type: str
    subtype: str
    parameters: dict[str, str]
    quality: float = 1.0

    def specificity(self, offered: "MediaRange") -> tuple[int, int, int, int] | None:
        """How closely it names a media type that is offered, to compare with others; None where it does not accept it.

        The type counts most, then the subtype, then whether the parameters are the same, then how many of them are.
        """
        if self.type not in ("*", offered.type) or self.subtype not in ("*", offered.subtype):
            return None
        shared = self.parameters.keys() & offered.parameters.keys()
        if any(self.parameters[name] != offered.parameters[name] for name in shared):
            return None
        same_names = self.parameters.keys() == offered.parameters.keys()
        return self.type != "*", self.subtype != "*", same_names, len(shared)


def answer_type(accept: str | None, *more: str) -> str | None:
    """The media type to answer with: the vendor type, JSON, or one of `more`; None when none is acceptable.

    On a tie one of `more` never wins, and the vendor type wins where it was named. A header of more than 2,000
    characters accepts nothing: it is read before the token is, so strangers can send it.
    """
    return None if accept and len(accept) > MAX_ACCEPT else _answer_type(accept, *more)


@lru_cache(maxsize=1024)
def _answer_type(accept: str | None, *more: str) -> str | None:
    elements = [element for one in _ELEMENT.findall(accept or "") if (element := one.strip().lower())]
    if not elements:
        return JSON
    ranges = [found for element in elements if (found := _media_range(element)) is not None]
    named = any(element.startswith(_VENDOR_NAME) for element in elements)
    offered = (VENDOR, JSON, *more) if named else (JSON, VENDOR, *more)
    qualities = {offer: _quality(offer, ranges) for offer in offered}
    best = max(offered, key=qualities.__getitem__)
    return best if qualities[best] > 0 else None


def _quality(offer: str, ranges: list[MediaRange]) -> float:
    """The quality of the most specific range that accepts what is offered; 0 where none does."""
    offered = _media_range(offer)
    assert offered is not None  # noqa: S101 - ours are well-formed
    accepting = [(found, one.quality) for one in ranges if (found := one.specificity(offered)) is not None]
    return max(accepting, default=((), 0.0))[1]


def _media_range(element: str) -> MediaRange | None:
    """An element of the header in lower case, read; None where it is malformed."""
    name, *rest = _PARAMETER.findall(element)
    main, slash, subtype = ("*", "/", "*") if name.strip() == "*" else name.strip().partition("/")
    pairs = [part.partition("=") for part in rest if "=" in part]
    parameters = {name.strip(): _unquoted(value.strip()) for name, _, value in pairs}
    try:
        quality = float(parameters.pop("q", "1"))
    except ValueError:
        return None
    if not slash or not 0.0 <= quality <= 1.0:
        return None
    return MediaRange(main.strip(), subtype.strip(), parameters, quality)


def _unquoted(value: str) -> str:
    if len(value) < 2 or value[0] != '"' or value[-1] != '"':
        return value
    return re.sub(r"\\(.)", r"\1", value[1:-1])
