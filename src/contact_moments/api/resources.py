"""The five documented calls. Each handler decodes, calls the domain and encodes (`contact-moments-api`, wire rules)."""

from typing import Any, ClassVar
from urllib.parse import urlencode

import falcon
from msgspec import json

from contact_moments import catalogue
from contact_moments.api.bodies import read_json
from contact_moments.api.middleware import API
from contact_moments.api.negotiation import SCHEMA
from contact_moments.api.query import Query, cursor, list_filter, page_number
from contact_moments.model import ADD, VIEW
from contact_moments.moments.listing import cursor_after, page_by_cursor, page_by_number
from contact_moments.register import Register

LIST = f"{API}/contact_moment"


class Resource:
    """A path of the API: what its methods need, and the query parameters that it knows."""

    scopes: ClassVar[dict[str, str]] = {"GET": VIEW, "HEAD": VIEW}
    parameters: ClassVar[frozenset[str]] = frozenset()
    more_types: ClassVar[tuple[str, ...]] = ()

    def __init__(self, register: Register) -> None:
        self.register = register


class Readable(Resource):
    """A resource that is read; HEAD is answered as GET, less the body."""

    def on_get(self, req: falcon.Request, resp: falcon.Response, **path: Any) -> None:
        """Answer with `read`'s value as JSON."""
        resp.data = json.encode(self.read(req, resp, **path))

    def on_head(self, req: falcon.Request, resp: falcon.Response, **path: Any) -> None:
        """Answer as GET does; the framework leaves the body out."""
        self.on_get(req, resp, **path)

    def read(self, req: falcon.Request, resp: falcon.Response, **path: Any) -> Any:
        """What is here, ready to be encoded."""
        raise NotImplementedError


class ContactMoments(Readable):
    """GET …/contact_moment: a page of the list, with a link to the next."""

    parameters = frozenset({"page", "cursor", "since", "relationIds"})

    def on_get(self, req: falcon.Request, resp: falcon.Response, **_: Any) -> None:
        """A page; its JSON comes from the database as it is sent."""
        query, database = req.context.query, self.register.database
        wanted, after = list_filter(query, self.register.zone), cursor(query)
        if after is None:
            page = page_by_number(database, wanted, page_number(query))
        else:
            page = page_by_cursor(database, wanted, after)
        next_cursor = cursor_after(wanted, page)
        if next_cursor is not None:
            resp.set_header("Link", f'<{LIST}?{_next_query(query, next_cursor)}>; rel="next"')
        resp.data = page.body.encode()


def _next_query(query: Query, next_cursor: str) -> str:
    kept = {name: ",".join(query[name]) for name in ("since", "relationIds") if name in query}
    return urlencode(kept | {"cursor": next_cursor}, safe=",:")


class Types(Readable):
    """GET …/contact_moment/types: the types, each with where its schema is."""

    def read(self, *_: Any, **__: Any) -> Any:
        """The documented array."""
        return [
            {
                "id": one.id,
                "title": one.title,
                "addable": one.addable,
                "_links": {"schema": {"href": f"{LIST}/type/{one.id}/schema", "type": ["GET"]}},
            }
            for one in self.register.types.all()
        ]


class TypeSchema(Readable):
    """GET …/contact_moment/type/{type}/schema: an array with the schema, or the bare schema where that is accepted."""

    more_types = (SCHEMA,)

    def read(self, req: falcon.Request, resp: falcon.Response, **path: Any) -> Any:
        """The schema that is enforced."""
        schema = self.register.types.get(path["type_id"]).data.schema
        return schema if resp.content_type == SCHEMA else [schema]


class Tags(Readable):
    """GET …/contact_moment/tags: one object, id to name."""

    def read(self, *_: Any, **__: Any) -> Any:
        """The documented object."""
        return {str(id_): name for id_, name in catalogue.tags(self.register.database).items()}


class OfType(Resource):
    """POST …/contact_moment/type/{type}: register a contact moment."""

    scopes: ClassVar[dict[str, str]] = {"POST": ADD}

    def on_post(self, req: falcon.Request, resp: falcon.Response, type_id: str) -> None:
        """Register what the body says; 200 once it is durable."""
        body = read_json(req)
        registrar = self.register.registrar
        moment_id = registrar.register(registrar.type_for_adding(type_id), body, req.context.grant)
        resp.data = json.encode({"contactMomentId": moment_id})
