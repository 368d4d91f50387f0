"""Content negotiation (RFC 9110 §12.5.1; wire rules 2, 3 and 16).

Falcon weighs the media ranges; what comes first here is what it stumbles over: letter case, empty and malformed
elements, quoted commas.
"""

import re
from functools import lru_cache

from falcon import mediatypes

VENDOR = "application/vnd.procurios.contact_moment+json; version=1"
JSON = "application/json"
PROBLEM = "application/problem+json"
SCHEMA = "application/schema+json"

_VENDOR_NAME = VENDOR.partition(";")[0]
# A comma ends an element only outside a quoted string.
# A quote that is never closed reaches to the end; were it not matched, looking for its end would be quadratic.
_ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*(?:"|\\?$))+')
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?$)')
MAX_ACCEPT = 2000


def answer_type(accept: str | None, *more: str) -> str | None:
    """The media type to answer with: the vendor type, JSON, or one of `more`; None when none is acceptable.

    On a tie one of `more` never wins, and the vendor type wins where it was named. A header of more than 2,000
    characters accepts nothing: it comes before the token, so strangers send it.
    """
    return None if accept and len(accept) > MAX_ACCEPT else _answer_type(accept, *more)


@lru_cache(maxsize=1024)
def _answer_type(accept: str | None, *more: str) -> str | None:
    ranges = _ranges(accept)
    if not ranges:
        return JSON
    named = any(element.startswith(_VENDOR_NAME) for element in ranges)
    offered = (VENDOR, JSON, *more) if named else (JSON, VENDOR, *more)
    header = ", ".join(ranges)
    qualities = {offer: mediatypes.quality(offer, header) for offer in offered}
    best = max(offered, key=qualities.__getitem__)
    return best if qualities[best] > 0 else None


def _ranges(accept: str | None) -> list[str]:
    """The well-formed elements of the header, in lower case; `*/*` where there is no header or it is empty."""
    elements = [element.strip().lower() for element in _ELEMENT.findall(accept or "")]
    # Falcon splits at every comma; none of our parameters has one, so what is quoted can do without.
    elements = [_QUOTED.sub(lambda quoted: quoted[0].replace(",", " "), element) for element in elements]
    elements = [element for element in elements if element]
    if not elements:
        return []
    return [element for element in elements if _well_formed(element)] or ["malformed/malformed"]


def _well_formed(element: str) -> bool:
    try:
        mediatypes.quality(JSON, element)
    except ValueError:
        return False
    return True
