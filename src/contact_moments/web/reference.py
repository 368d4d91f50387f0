"""`/docs`: the reference of the API for developers, made of the document that the API itself serves."""

from collections.abc import Callable

from msgspec import json

from contact_moments.errors import NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import PUBLIC, Route
from contact_moments.model import JsonObject
from contact_moments.pages.rendering import PageData, page
from contact_moments.web.frame import Frame, frame
from contact_moments.web.reference_calls import ApiCall, Group, Paragraph, find_call, groups_of, paragraphs
from contact_moments.web.reference_examples import Example, examples_of


class Docs(PageData, frozen=True):
    """The overview: what holds for all calls, and the calls by subject."""

    frame: Frame
    about: list[Paragraph]
    groups: list[Group]


class DocsCall(PageData, frozen=True):
    """One call. `groups` are for the links to the others."""

    frame: Frame
    groups: list[Group]
    call: ApiCall
    examples: list[Example]


class Reference:
    """The pages. `describe` is the handler of the API's own document."""

    def __init__(self, describe: Callable[[RequestContext], Response]) -> None:
        self._describe = describe

    def routes(self) -> tuple[Route, ...]:
        """The overview, and a page for each call."""
        return (
            Route("GET", "/docs", PUBLIC, self.show, page=True),
            Route("GET", "/docs/{call_id}", PUBLIC, self.show_call, page=True),
        )

    def show(self, context: RequestContext) -> Response:
        """The overview."""
        document = self._document(context)
        about = paragraphs(document["info"]["description"])
        return page(context, "docs.html", Docs(frame(context, "docs"), about, groups_of(document)))

    def show_call(self, context: RequestContext) -> Response:
        """One call. Raises `NotFoundError`."""
        document = self._document(context)
        call = find_call(document, context.parameters["call_id"])
        if call is None:
            raise NotFoundError("There is no such call; /docs lists them")
        examples = examples_of(call, context.service.forwarding.url(context.request))
        data = DocsCall(frame(context, "docs", back="/docs"), groups_of(document), call, examples)
        return page(context, "docs_call.html", data)

    def _document(self, context: RequestContext) -> JsonObject:
        document: JsonObject = json.decode(self._describe(context).body)
        return document
