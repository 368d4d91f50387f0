"""Every route of the program: method, path, who may use it, and what handles it.

HEAD is answered as GET, less the body; OPTIONS by every path.
"""

from contact_moments.api import catalogue, follow_ups, health, lists, moment, openapi, relations, search
from contact_moments.http_server.negotiation import JSON_LINES, SCHEMA
from contact_moments.http_server.pipeline import LIST, RELATIONS
from contact_moments.http_server.routes import PUBLIC, Route
from contact_moments.model import ADD, DETAILS, RELATION_EDIT, RELATION_VIEW, VIEW
from contact_moments.oauth.routes import OAUTH_ROUTES
from contact_moments.web.reference import Reference
from contact_moments.web.routes import PAGES

_description = openapi.Description()

API_ROUTES = (
    Route("GET", LIST, VIEW, lists.list_moments, query=lists.LIST_QUERY, quick=lists.is_quick_list),
    Route("GET", f"{LIST}/types", VIEW, catalogue.list_types),
    Route("GET", f"{LIST}/tags", VIEW, catalogue.list_tags),
    Route("GET", f"{LIST}/withdrawn", VIEW, lists.list_withdrawn, query=lists.WITHDRAWN_QUERY),
    Route("GET", f"{LIST}/digest", VIEW, lists.digest, query=lists.DIGEST_QUERY),
    Route("GET", f"{LIST}/search", VIEW, search.search_moments, query=search.SEARCH_QUERY, arrays=search.SEVERAL),
    Route("GET", f"{LIST}/{{moment_id:int}}", DETAILS, moment.show_moment),
    Route("GET", f"{LIST}/{{moment_id:int}}/follow-up", DETAILS, follow_ups.show_follow_up),
    Route(
        "POST",
        f"{LIST}/{{moment_id:int}}/follow-up",
        ADD,
        follow_ups.change_follow_up,
        max_body=follow_ups.MAX_BODY,
    ),
    Route("POST", f"{LIST}/type/{{type_id}}", ADD, moment.register_moment, max_body=moment.MAX_BODY),
    Route("GET", f"{LIST}/type/{{type_id}}/schema", VIEW, catalogue.show_schema, media_types=(SCHEMA,)),
    Route("GET", RELATIONS, RELATION_VIEW, relations.list_relations, query=relations.LIST_QUERY),
    Route(
        "PUT",
        RELATIONS,
        RELATION_EDIT,
        relations.put_relations,
        media_types=(JSON_LINES,),
        max_body=relations.MAX_LINES_BODY,
        body_seconds=relations.LINES_SECONDS,
        streams=True,
    ),
    Route("GET", f"{RELATIONS}/removed", RELATION_VIEW, relations.list_removed, query=relations.REMOVED_QUERY),
    Route("GET", f"{RELATIONS}/{{relation_id:int}}", RELATION_VIEW, relations.show_relation),
    Route(
        "PUT",
        f"{RELATIONS}/{{relation_id:int}}",
        RELATION_EDIT,
        relations.put_relation,
        max_body=relations.MAX_BODY,
    ),
    Route("POST", f"{RELATIONS}/{{relation_id:int}}/archive", RELATION_EDIT, relations.archive_relation),
    Route("POST", f"{RELATIONS}/{{relation_id:int}}/unarchive", RELATION_EDIT, relations.unarchive_relation),
    Route(
        "POST",
        f"{RELATIONS}/{{relation_id:int}}/merge",
        RELATION_EDIT,
        relations.merge_relation,
        max_body=relations.MAX_BODY,
    ),
    Route("GET", "/openapi.json", PUBLIC, _description),
    Route("GET", "/health/live", PUBLIC, health.live, instant=True),
    Route("GET", "/health/ready", PUBLIC, health.ready, apart=True),
)
ROUTES = (*API_ROUTES, *OAUTH_ROUTES, *PAGES, *Reference(_description).routes())
