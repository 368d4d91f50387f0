"""Whether a client has an answer already: entity tags, and If-None-Match (RFC 9110 §8.8.3, §13.1.2)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

from contact_moments.http_server.messages import NOT_MODIFIED, Request, Response

MAX_HEADER = 2000  # characters: a longer one is read by the event loop for too long, and so knows nothing

_ELEMENT = re.compile(r'[ \t]*(?:(?:W/)?("[!#-~\x80-\xff]*")[ \t]*)?(?:,|$)')


def is_known(request: Request, tag: str) -> bool:
    """Whether the client has the answer with this tag. The comparison is weak, as for every GET."""
    header = (request.header("if-none-match") or "").strip(" \t")
    if len(header) > MAX_HEADER:
        return False
    return header == "*" or tag.removeprefix("W/") in _tags(header)


def _tags(header: str) -> Iterator[str]:
    """The tags of the header, without the mark of weak ones, up to where it is malformed."""
    position = 0
    while position < len(header) and (match := _ELEMENT.match(header, position)):
        position = match.end()
        if match[1]:
            yield match[1]


# Making one takes longer than comparing tags. A query can take 16 KiB.
@lru_cache(maxsize=256)
def digest_of(*parts: str) -> str:
    """What decides what an answer shows, besides the state of the register, in a few characters for a tag."""
    return sha256("\0".join(parts).encode()).hexdigest()[:16]


def not_modified(tag: str) -> Response:
    """The answer to a client that has the answer already."""
    return Response(status=NOT_MODIFIED, headers=[("etag", tag)])
