"""`/export/{format}`: a file with everything that a timeline finds, piece by piece."""

from collections.abc import Iterator

from contact_moments import catalogue
from contact_moments.errors import InvalidInputError, NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import EXPORT, Search
from contact_moments.moments.export import exported
from contact_moments.pages import forms, headers
from contact_moments.pages.words import language_of, words_in
from contact_moments.web.export_files import MAKERS, MEDIA_TYPES, Sheet, columns, require_rows, separator_of
from contact_moments.web.filters import read_filters, search_of
from contact_moments.web.reading import reading_of, rights_of, today
from contact_moments.web.requests import checked_database, require_own_page, while_allowed
from contact_moments.web.type_looks import looks_of


def export(context: RequestContext) -> Response:
    """The file. Raises `NotFoundError` for another format, and `InvalidInputError` for filters that cannot be."""
    require_own_page(context, "the timeline")
    name, rights, register = context.parameters["format"], rights_of(context), context.register
    if name not in MAKERS:
        raise NotFoundError("There is no such format; use csv, xlsx or jsonl")
    filters = read_filters(forms.read_query_all(context), rights.details)
    wanted, faults = search_of(filters, reading_of(context))
    if faults:
        raise InvalidInputError("A filter is not right; open the timeline again")
    chunks = exported(register.searches, checked_database(context), wanted, rights, context.actor)
    made = MAKERS[name](while_allowed(context, chunks), _sheet(context, wanted, rights.details))
    if name == "xlsx":
        made = _if_it_fits(register.searches.walk(wanted, rights), made)
    file = f"contact-moments-{today(context).isoformat()}.{name}"
    more = [*headers.of(), ("content-disposition", f'attachment; filename="{file}"')]
    return Response(stream=made, media_type=MEDIA_TYPES[name], headers=more)


def _if_it_fits(ids: Iterator[list[int]], made: Iterator[bytes]) -> Iterator[bytes]:
    """What was made; nothing is read in full, and nothing is recorded, where there are too many rows."""
    require_rows(ids)
    yield from made


def _sheet(context: RequestContext, wanted: Search, details: bool) -> Sheet:
    language = language_of(context)
    words, looks = words_in(language)["timeline"]["columns"], looks_of(context)
    types = [
        one for one in context.register.types.by_id().values() if wanted.types is None or one.data.id in wanted.types
    ]
    own = [name for one in types for name in one.own_fields]
    # A field that several types have is called as the first of them calls it: those that come with the program.
    titles = {name: looks[one.data.id].titles for one in reversed(types) for name in one.own_fields}
    headings = {
        name: words.get(name) or (found.title(name) if (found := titles.get(name)) else name)
        for name in columns(own, details)
    }
    return Sheet(
        headings,
        {one.id: one.title for one in looks.values()},
        catalogue.actions(context.register.database),
        separator_of(language),
        context.register.zone,
    )


PAGES = (Route("GET", "/export/{format}", EXPORT, export, page=True, streams=True),)
