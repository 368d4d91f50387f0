"""The search of contact moments: its parameters, and its pages."""

from collections.abc import Callable, Iterable
from typing import TypeVar
from urllib.parse import quote

from msgspec.structs import replace

from contact_moments.api.query import cursor, instant, integers, is_asked
from contact_moments.errors import ForbiddenError, InvalidInputError
from contact_moments.http_server.messages import HeaderList, Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.query import Query, single
from contact_moments.model import CHANNELS, DETAILS, FOLLOW_UP_STATES, RELATION_VIEW, FollowUpState, Rights, Search
from contact_moments.moments.search import Extras
from contact_moments.moments.search_query import read_question
from contact_moments.strict_json import refuse_unstorable
from contact_moments.times import Zone

T = TypeVar("T", int, str)

SEVERAL = frozenset({"type", "tagIds", "senderId", "relationIds", "action", "reference", "channel", "clientId"})
SEVERAL |= {"followUp", "followUpBy"}
SEARCH_QUERY = SEVERAL | {"q", "from", "until", "order", "cursor", "count", "excerpt"}
MOST_VALUES, LONGEST = 1000, 500  # of one parameter, and characters of a value
ANYBODY = "anybody"  # who follows up, where no relation is named
ORDERS = ("-dateTime", "dateTime")

_NEED_DETAILS = ("reference", "channel", "clientId", "followUp", "followUpBy")


def search_moments(context: RequestContext) -> Response:
    """A page of the contact moments that meet all conditions, in the order of time."""
    query, scopes = context.query, context.client.scopes
    extras = Extras(total=is_asked(query, "count"), excerpts=is_asked(query, "excerpt"))
    asked = [*(name for name in _NEED_DETAILS if name in query), *(["excerpt"] if extras.excerpts else [])]
    if asked and DETAILS not in scopes:
        raise ForbiddenError(f"{asked[0]} needs the scope {DETAILS}, which the access token does not have", DETAILS)
    wanted = replace(search_of(query, context.register.zone), now=context.register.clock())
    rights = Rights(details=DETAILS in scopes, parties=RELATION_VIEW in scopes)
    found = context.register.searches.page(wanted, rights, cursor(query), extras)
    headers: HeaderList = [] if found.total is None else [("x-total", found.total)]
    if found.cursor is not None:
        headers.append(("link", f'<{context.template}?{_repeated(query)}cursor={found.cursor}>; rel="next"'))
    return Response(f"[{','.join(found.items)}]".encode(), media_type=context.media_type, headers=headers)


def search_of(query: Query, zone: Zone) -> Search:
    """What is looked for. Raises `InvalidInputError`."""
    q, order = single(query, "q"), single(query, "order")
    if order not in (None, *ORDERS):
        raise InvalidInputError(f"order must be {' or '.join(ORDERS)}")
    first, until = instant(query, "from", zone), instant(query, "until", zone)
    if first is not None and until is not None and first > until:
        raise InvalidInputError("from must not lie after until")
    return Search(
        question=None if q is None else read_question(q),
        types=_several(query, "type", _texts),
        tags=_several(query, "tagIds", _ids),
        senders=_several(query, "senderId", _ids),
        relations=_several(query, "relationIds", _ids),
        actions=_several(query, "action", _codes),
        references=_references(query),
        channels=_channels(query),
        clients=_several(query, "clientId", _texts),
        follow_ups=_states(query),
        follow_up_by=_several(query, "followUpBy", _doers),
        first=first,
        until=until,
        newest=order != "dateTime",
    )


def _several(query: Query, name: str, read: Callable[[str, list[str]], Iterable[T]]) -> tuple[T, ...] | None:
    """The values of a parameter, sorted without repeats: several with commas, as an array, or repeated."""
    if name not in query:
        return None
    parts = [part.strip() for value in query[name] for part in value.split(",")]
    if len(parts) > MOST_VALUES:
        raise InvalidInputError(f"{name} has more than {MOST_VALUES} values; ask in parts")
    return tuple(sorted(set(read(name, parts))))


def _ids(name: str, parts: list[str]) -> list[int]:
    # Ids that cannot exist match nothing: 0 is one.
    return [one for one in integers(name, parts) if 0 < one < 2**63] or [0]


def _doers(name: str, parts: list[str]) -> list[int]:
    """Who is to follow up: relations, or nobody in particular."""
    ids = [part for part in parts if part != ANYBODY]
    # As above; -1 is another one, because 0 means anybody here.
    found = [one for one in integers(name, ids) if 0 < one < 2**63]
    return found + [0] * (ANYBODY in parts) or [-1]


def _codes(name: str, parts: list[str]) -> list[int]:
    return [one for one in integers(name, parts) if -(2**63) <= one < 2**63]


def _texts(name: str, parts: list[str]) -> list[str]:
    for part in parts:
        if not part:
            raise InvalidInputError(f"{name} must not be empty; leave it out to find all")
        if len(part) > LONGEST:
            raise InvalidInputError(f"{name} has a value of more than {LONGEST} characters")
        refuse_unstorable(part)
    return parts


def _references(query: Query) -> tuple[str, ...] | None:
    """References may have commas in them: each value counts as it is, and by its parts."""
    found = _several(query, "reference", _texts)
    return None if found is None else tuple(sorted({*found, *_texts("reference", query["reference"])}))


def _channels(query: Query) -> tuple[str, ...] | None:
    found = _several(query, "channel", _texts)
    if not set(found or ()) <= set(CHANNELS):
        raise InvalidInputError(f"channel must be one or more of {', '.join(CHANNELS)}")
    return found


def _states(query: Query) -> tuple[FollowUpState, ...] | None:
    found = _several(query, "followUp", _texts)
    if not set(found or ()) <= set(FOLLOW_UP_STATES):
        raise InvalidInputError(f"followUp must be one or more of {', '.join(FOLLOW_UP_STATES)}")
    return None if found is None else tuple(one for one in FOLLOW_UP_STATES if one in found)


def _repeated(query: Query) -> str:
    """The query as it was sent, less the cursor and what is not known, for the link to the next page."""
    kept = [(name, value) for name in sorted(SEARCH_QUERY - {"cursor"}) for value in query.get(name, ())]
    return "".join(f"{name}={quote(value, safe=',:')}&" for name, value in kept)
