"""The relations that somebody means who typed a name into a filter, or asks for words that are in a name."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages.forms import HOME, Fields
from contact_moments.relations.typing import Hit, hits
from contact_moments.web.filters import Filters, address
from contact_moments.web.requests import FieldFault

MOST_HITS, SOME_HITS = 8, 4  # relations that a search shows, and those of them that it shows at once

_TYPED: tuple[Literal["relation", "sender"], ...] = ("relation", "sender")


class Choices(Struct, frozen=True):
    """Relations that a typed text may mean, each with the address that filters by it."""

    field: Literal["relation", "sender"]
    found: list[tuple[Hit, str]]


def typed_name(context: RequestContext, fields: Fields, filters: Filters) -> str | Choices | FieldFault | None:
    """What came of a name that was typed and not chosen: where to go on, who may be meant, or that nobody is."""
    for field in _TYPED:
        text = fields.one(f"{field}_text").strip()
        if not text:
            continue
        found = hits(context.register.database, context.register.settings, text, MOST_HITS)
        addresses = [address(HOME, replace(filters, **{field: str(one.relation.id)})) for one in found]
        if len(found) == 1:
            return addresses[0]
        return Choices(field, list(zip(found, addresses, strict=True))) if found else FieldFault(field, "not_found")
    return None


def meant_by(context: RequestContext, fields: Fields, filters: Filters) -> tuple[list[Hit], str | None]:
    """The relations that a question may mean: some of them, and the address of the page with more."""
    found = hits(context.register.database, context.register.settings, filters.q, MOST_HITS) if filters.q else []
    if fields.one("hits") or len(found) <= SOME_HITS:
        return found, None
    return found[:SOME_HITS], address(HOME, filters, hits="all")
