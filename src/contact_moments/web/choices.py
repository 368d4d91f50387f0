"""`/choices/…`: what a combobox offers while somebody types. Parts of pages, which a script puts into its list."""

from msgspec import Struct

from contact_moments import catalogue
from contact_moments.errors import InvalidInputError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages import forms, headers
from contact_moments.pages.forms import is_number
from contact_moments.pages.rendering import HTML, PageData, page
from contact_moments.relations.typing import hits
from contact_moments.web.chosen import HitLine, Token, lines_of
from contact_moments.words import plain

LEAST = 2  # characters, unless they are digits
MOST = 8


class Asked(Struct, frozen=True):
    """What was typed, and the id of the input in which it was."""

    text: str
    field: str


class RelationChoices(PageData, frozen=True):
    """The relations that a text may mean."""

    field: str
    lines: list[HitLine]


class TagChoices(PageData, frozen=True):
    """The tags that a text may mean."""

    field: str
    tags: list[Token]


def relation_choices(context: RequestContext) -> Response:
    """Whom the text may mean; nothing for a text that is too short to say."""
    asked, register = _asked(context), context.register
    if len(asked.text) < LEAST and not is_number(asked.text):
        return _nothing()
    try:
        found = hits(register.database, register.settings, asked.text, MOST)
    except InvalidInputError:
        found = []
    return page(context, "_relation_choices.html", RelationChoices(asked.field, lines_of(found)))


def tag_choices(context: RequestContext) -> Response:
    """The tags whose names have words that begin so; of several names the last one counts."""
    asked = _asked(context)
    wanted = plain(asked.text.rpartition(",")[2]).rstrip()
    if not wanted:
        return _nothing()
    tags = catalogue.tags(context.register.database)
    found = [Token(id_, name) for id_, name in tags.items() if wanted in plain(name)]
    return page(context, "_tag_choices.html", TagChoices(asked.field, found[:MOST]))


def _asked(context: RequestContext) -> Asked:
    query = forms.read_query_all(context)
    name = query.one("for")
    # The input's own name is what a script sends it by.
    text = query.one("q") or query.one(name)
    return Asked(text.strip(), name.removesuffix("_text") if name.isidentifier() and name.isascii() else "choices")


def _nothing() -> Response:
    return Response(status=204, media_type=HTML, headers=headers.of())
