"""The lists that are read page by page: contact moments, tombstones, digests (wire rules 9 to 14)."""

from urllib.parse import quote_plus

from contact_moments import __version__
from contact_moments.api.query import cursor, days, list_filter, page_number, since_instant, with_changes
from contact_moments.http_server.conditional import digest_of, is_known, not_modified
from contact_moments.http_server.messages import HeaderList, Response, json_response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.query import Query
from contact_moments.moments import day_digests, withdrawal
from contact_moments.moments.list import (
    cursor_after,
    page_by_cursor,
    page_by_number,
    state_by_cursor,
    state_by_number,
)
from contact_moments.moments.rendering import rendering_of

LIST_QUERY = frozenset({"page", "cursor", "since", "relationIds", "changes"})
WITHDRAWN_QUERY = frozenset({"page", "cursor", "since"})
DIGEST_QUERY = frozenset({"from", "to", "cursor"})

# The parameters that the link to the next page repeats.
_KEPT = ("since", "relationIds", "changes", "from", "to")


def list_moments(context: RequestContext) -> Response:
    """A page of contact moments. Its JSON comes from the database as it is sent. None is read if the client has it."""
    query, register = context.query, context.register
    wanted, after, changes = list_filter(query, register.zone), cursor(query), with_changes(query)
    if context.request.header("if-none-match") is not None:
        if after is None:
            state = state_by_number(register.database, wanted, page_number(query))
        else:
            state = state_by_cursor(register.database, wanted, after)
        tag = _tag(context, state)
        if is_known(context.request, tag):
            return not_modified(tag)
    if after is None:
        page = page_by_number(register.database, wanted, page_number(query), changes)
    else:
        page = page_by_cursor(register.database, wanted, after, changes)
    headers = [("etag", _tag(context, page.state)), *link_to_next(context, cursor_after(wanted, page))]
    if page.changes is not None:
        headers.append(("x-changes", page.changes))
    return Response(page.body, media_type=context.media_type, headers=headers)


def _tag(context: RequestContext, state: str) -> str:
    """The entity tag of a page: the state of the list, and a digest of what else decides what the page shows."""
    rendering, scopes = rendering_of(context.register.zone), sorted(context.client.scopes)
    asked = digest_of(__version__, rendering, context.request.query, context.media_type, *scopes)
    return f'W/"{state}-{asked}"'


def is_quick_list(context: RequestContext) -> bool:
    """Whether the page is found by seeking, and in this process: of several relations it is found by counting."""
    query = context.query
    relations = query.get("relationIds", ())
    counts = len(relations) > 1 or any("," in one for one in relations) or (bool(relations) and "since" in query)
    return not counts and context.register.database.answers_at_once()


def list_withdrawn(context: RequestContext) -> Response:
    """A page of tombstones, in the order in which moments were withdrawn."""
    query, database, zone = context.query, context.register.database, context.register.zone
    since, after = since_instant(query, zone), cursor(query)
    if after is None:
        page = withdrawal.page_by_number(database, zone, since, page_number(query))
    else:
        page = withdrawal.page_by_cursor(database, zone, since, after)
    headers = link_to_next(context, withdrawal.cursor_after(since, page))
    return Response(page.body, media_type=context.media_type, headers=headers)


def digest(context: RequestContext) -> Response:
    """What a complete copy has, per day; where one day is asked for also each moment with its last change."""
    database = context.register.database
    first, last = days(context.query)
    after = day_digests.position(first, last, cursor(context.query))
    if first != last:
        return json_response({"days": day_digests.of_days(database, first, last)}, context.media_type)
    found, following = day_digests.of_day(database, first, after)
    response = json_response(found, context.media_type)
    response.headers = link_to_next(context, day_digests.cursor_after(first, following))
    return response


def link_to_next(context: RequestContext, next_cursor: str | None) -> HeaderList:
    """The header that leads to the next page, if there is one: the same query, with a cursor for the page."""
    if next_cursor is None:
        return []
    return [("link", f'<{context.template}?{_repeated(context.query)}cursor={next_cursor}>; rel="next"')]


def _repeated(query: Query) -> str:
    return "".join(f"{name}={quote_plus(','.join(query[name]), safe=',:')}&" for name in _KEPT if name in query)
