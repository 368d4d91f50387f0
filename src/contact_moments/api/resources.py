"""The five documented calls, and what was added to them. Each handler decodes, calls the domain and encodes."""

from typing import Any, ClassVar
from urllib.parse import quote_plus

import falcon
from msgspec import json

from contact_moments import catalogue
from contact_moments.api.bodies import idempotency_key, read_json
from contact_moments.api.middleware import API, REFUSED
from contact_moments.api.negotiation import SCHEMA
from contact_moments.api.query import Query, cursor, days, list_filter, page_number, since_instant, with_changes
from contact_moments.model import ADD, DETAILS, VIEW, Call, Page, Submission
from contact_moments.moments import day_digests as digests
from contact_moments.moments import withdrawal as withdrawing
from contact_moments.moments.details import details
from contact_moments.moments.list import cursor_after, page_by_cursor, page_by_number
from contact_moments.register import Register

LIST = f"{API}/contact_moment"
OF_TYPE = f"{LIST}/type/{{type_id}}"
WITHDRAWN = f"{LIST}/withdrawn"
DIGEST = f"{LIST}/digest"

Headers = list[tuple[str, str]]


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

    parameters = frozenset({"page", "cursor", "since", "relationIds", "changes"})

    def on_get(self, req: falcon.Request, resp: falcon.Response, **_: Any) -> None:
        """A page; its JSON comes from the database as it is sent."""
        page, headers = self.page(req.context.query)
        resp.set_headers(headers)
        resp.data = page.body.encode()

    def page(self, query: Query) -> tuple[Page, Headers]:
        """The page that is asked for, and the headers that go with it. Raises `InvalidInputError`."""
        database = self.register.database
        wanted, after, changes = list_filter(query, self.register.zone), cursor(query), with_changes(query)
        if after is None:
            page = page_by_number(database, wanted, page_number(query), changes)
        else:
            page = page_by_cursor(database, wanted, after, changes)
        headers = _link_to_next(LIST, query, cursor_after(wanted, page))
        if page.changes is not None:
            headers.append(("X-Changes", page.changes))
        return page, headers


def _link_to_next(path: str, query: Query, next_cursor: str | None) -> Headers:
    """The header that leads to the next page, if there is one: the same query, with a cursor for the page."""
    if next_cursor is None:
        return []
    kept = [f"{name}={quote_plus(','.join(query[name]), safe=',:')}&" for name in _KEPT if name in query]
    return [("Link", f'<{path}?{"".join(kept)}cursor={next_cursor}>; rel="next"')]


_KEPT = ("since", "relationIds", "changes", "from", "to")


class OneMoment(Readable):
    """GET …/contact_moment/{id}: a contact moment in full, with its versions."""

    scopes: ClassVar[dict[str, str]] = {"GET": DETAILS, "HEAD": DETAILS}

    def read(self, req: falcon.Request, resp: falcon.Response, **path: Any) -> Any:
        """What is kept of it. Raises `NotFoundError` or `GoneError`."""
        return details(self.register.database, self.register.zone, path["moment_id"])


class Withdrawn(Readable):
    """GET …/contact_moment/withdrawn: a page of the tombstones, in the order in which moments were withdrawn."""

    parameters = frozenset({"page", "cursor", "since"})

    def on_get(self, req: falcon.Request, resp: falcon.Response, **_: Any) -> None:
        """A page, with a link to the next."""
        query, database, zone = req.context.query, self.register.database, self.register.zone
        since, after = since_instant(query, zone), cursor(query)
        if after is None:
            page = withdrawing.page_by_number(database, zone, since, page_number(query))
        else:
            page = withdrawing.page_by_cursor(database, zone, since, after)
        resp.set_headers(_link_to_next(WITHDRAWN, query, withdrawing.cursor_after(since, page)))
        resp.data = page.body.encode()


class Digest(Readable):
    """GET …/contact_moment/digest: what a complete copy has, per day; of one day every moment with its change."""

    parameters = frozenset({"from", "to", "cursor"})

    def read(self, req: falcon.Request, resp: falcon.Response, **_: Any) -> Any:
        """The days; where it is one, the pairs (id, change) too."""
        query, database = req.context.query, self.register.database
        first, last = days(query)
        after = digests.position(first, last, cursor(query))
        if first != last:
            return {"days": digests.of_days(database, first, last)}
        found, following = digests.of_day(database, first, after)
        resp.set_headers(_link_to_next(DIGEST, query, digests.cursor_after(first, following)))
        return found


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
        if REFUSED in req.env:
            raise req.env[REFUSED].fault
        resp.data = self.registered(Call(type_id, body, req.context.grant, idempotency_key(req.env)))

    def registered(self, call: Call, submission: Submission | None = None) -> bytes:
        """Register or correct (see `Registrar.register`); returns the answer, as JSON. Raises the refusal."""
        return json.encode({"contactMomentId": self.register.registrar.register(call, submission)})
