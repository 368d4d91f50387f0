"""`/new`: how many contact moments were registered since a timeline was read. The page asks every few seconds."""

from contact_moments import __version__
from contact_moments.errors import InvalidInputError
from contact_moments.http_server.conditional import digest_of, is_known, not_modified
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import MAX_ID, VIEW
from contact_moments.moments.search import Total
from contact_moments.pages import forms
from contact_moments.pages.forms import Fields
from contact_moments.pages.rendering import PageData, page
from contact_moments.pages.words import language_of
from contact_moments.web.filters import Filters, address, read_filters, search_of
from contact_moments.web.reading import Poll, reading_of, rights_of
from contact_moments.web.requests import session_of

NEWS = "/new"


class News(PageData, frozen=True):
    """How much is new, the address of the timeline that has it, and how to ask again."""

    total: Total
    address: str
    poll: Poll


def show_news(context: RequestContext) -> Response:
    """How much is new; 304 for who knows it. Raises `InvalidInputError` for filters that cannot be."""
    fields, rights, timelines = forms.read_query_all(context), rights_of(context), context.register.timelines
    state, filters, after = timelines.state(), read_filters(fields, rights.details), _after(fields)
    poll = poll_of(context, filters, after, state)
    if is_known(context.request, poll.tag):
        return not_modified(poll.tag)
    wanted, faults = search_of(filters, reading_of(context))
    if faults:
        raise InvalidInputError("A filter is not right; open the timeline again")
    data = News(timelines.news(wanted, rights, after), address("/", filters), poll)
    return page(context, "news.html", data, more_headers=[("etag", poll.tag)])


def poll_of(context: RequestContext, filters: Filters, after: int, state: str) -> Poll:
    """How to ask what is new since `after`; the tag is of the answer that nothing is, at this state of the list."""
    where = address(NEWS, filters, after=str(after))
    reading, session = reading_of(context), session_of(context)
    asked = digest_of(
        __version__, where, language_of(context), str(reading.today), str(reading.me), *sorted(session.scopes)
    )
    return Poll(where, f'W/"{state}-{asked}"')


def _after(fields: Fields) -> int:
    number = forms.number_in(fields.one("after"))
    if number is None or number > MAX_ID:
        raise InvalidInputError("after must be the id of a contact moment")
    return number


PAGES = (Route("GET", NEWS, VIEW, show_news, page=True, background=True),)
