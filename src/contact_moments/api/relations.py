"""Relations: read, put, archived, merged, and the list of all."""

from typing import Any

from contact_moments import relations
from contact_moments.api.lists import link_to_next
from contact_moments.api.lookups import LOOKUP_QUERY, asked
from contact_moments.api.query import cursor, page_number, since_instant
from contact_moments.errors import InvalidInputError
from contact_moments.http_server.messages import Response, json_response
from contact_moments.http_server.negotiation import JSON_LINES
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import Relation
from contact_moments.moments import merging
from contact_moments.moments.cursors import PagedList
from contact_moments.relations import removed
from contact_moments.relations.finding import find
from contact_moments.relations.lines import RelationLines
from contact_moments.relations.list import get, page_after, page_by_number
from contact_moments.relations.members import as_json, read_id, unknown_members
from contact_moments.relations.putting import put
from contact_moments.strict_json import parse_json

LIST_QUERY = LOOKUP_QUERY | {"page", "cursor", "since"}
REMOVED_QUERY = frozenset({"page", "cursor", "since"})
MAX_BODY = 64 * 1024
MAX_LINES_BODY = 8 * 1024 * 1024
LINES_SECONDS = 60


def show_relation(context: RequestContext) -> Response:
    """A relation, archived and merged ones too. Raises `NotFoundError`."""
    return _answer(context, get(context.register.database, context.parameters["relation_id"]))


def put_relation(context: RequestContext) -> Response:
    """Add or change a relation; 201 if it is new. Renaming is completed later."""
    register, body = context.register, parse_json(context.body)
    context.unknown_members = unknown_members(body)
    done = put(register.database, register.settings.phone_region, context.parameters["relation_id"], body)
    return _answer(context, done.relation, 201 if done.status == "added" else 200)


def put_relations(context: RequestContext) -> Response:
    """Add or change the relations of JSON lines; each is answered once it is durable. Renaming is completed later."""
    lines = RelationLines(context.body)
    context.body, context.unknown_members = b"", lines.unknown_members
    register = context.register
    return Response(stream=lines.put(register.database, register.settings.phone_region), media_type=JSON_LINES)


def archive_relation(context: RequestContext) -> Response:
    """Keep a relation out of new contact moments. Raises `NotFoundError`."""
    return _answer(context, relations.archive(context.register.database, context.parameters["relation_id"]))


def unarchive_relation(context: RequestContext) -> Response:
    """Let a relation into new contact moments again. Raises `NotFoundError`."""
    return _answer(context, relations.unarchive(context.register.database, context.parameters["relation_id"]))


def merge_relation(context: RequestContext) -> Response:
    """Merge a relation into another. Its contact moments are rendered again later."""
    body: Any = parse_json(context.body)
    if not isinstance(body, dict):
        raise InvalidInputError('Send a JSON object with the survivor: {"into": 42}')
    context.unknown_members = [name for name in body if name != "into"]
    merged, into = context.parameters["relation_id"], read_id(body.get("into"), "into")
    return _answer(context, merging.begin(context.register.database, merged, into).relation)


def list_relations(context: RequestContext) -> Response:
    """A page of all relations, or of those added or changed since an instant; or those that a look-up finds."""
    query, register = context.query, context.register
    if (wanted := asked(query)) is not None:
        found = find(register.database, register.settings, wanted)
        return json_response([as_json(one) for one in found], context.media_type)
    since, at = since_instant(query, register.zone), cursor(query)
    paged = PagedList("relations", since=since)
    if at is None:
        found, after = page_by_number(register.database, since, page_number(query))
    else:
        found, after = page_after(register.database, since, paged.position(at))
    response = json_response([as_json(one) for one in found], context.media_type)
    response.headers = link_to_next(context, paged.cursor(after))
    return response


def list_removed(context: RequestContext) -> Response:
    """A page of removed relations, in the order of their removal."""
    query, database, zone = context.query, context.register.database, context.register.zone
    since, at = since_instant(query, zone), cursor(query)
    paged = PagedList("removed", since=since)
    if at is None:
        found, after = removed.page_by_number(database, since, page_number(query))
    else:
        found, after = removed.page_after(database, paged.position(at))
    response = json_response([removed.as_json(one, zone) for one in found], context.media_type)
    response.headers = link_to_next(context, paged.cursor(after))
    return response


def _answer(context: RequestContext, one: Relation, status: int = 200) -> Response:
    return json_response(as_json(one), context.media_type, status)
