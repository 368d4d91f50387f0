"""`/calendar/{token}.ics`: somebody's open follow-ups for a calendar program, and making its address on `/account`."""

from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import urlsplit

from contact_moments.accounts import calendar_feeds
from contact_moments.accounts.calendar_feeds import Owner
from contact_moments.errors import NotFoundError
from contact_moments.http_server.conditional import is_known, not_modified
from contact_moments.http_server.messages import Response
from contact_moments.http_server.page_guard import seen
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import PUBLIC, SESSION, Route
from contact_moments.model import DETAILS, RELATION_VIEW, VIEW
from contact_moments.moments.follow_up_lines import Line, Reader, first
from contact_moments.pages import forms
from contact_moments.pages.forms import MAX_FORM
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.pages.words import Words, words_in
from contact_moments.tokens import new_token
from contact_moments.web.account import ACCOUNT, account_page
from contact_moments.web.admin.proof import is_proven
from contact_moments.web.frame import Frame, frame
from contact_moments.web.icalendar_text import Event, calendar
from contact_moments.web.requests import FieldFault, attempt, count_failure

MEDIA_TYPE = "text/calendar; charset=utf-8"
MOST = 500  # follow-ups of a calendar


class CalendarAddress(PageData, frozen=True):
    """The page that shows an address, once."""

    frame: Frame
    address: str


def make_address(context: RequestContext) -> Response:
    """Make an address, or another one instead of that which there is, and show it.

    It works for longer than the session, so whoever finds an open desk must not get one: the password is asked.
    """
    form = forms.read_all(context)
    token, names = new_token(), bool(form.one("names"))
    if not is_proven(context, form.one("password")):
        return account_page(context, FieldFault("calendar-password", "password_wrong"), names=names)
    context.register.sessions.write(seen(context), lambda asks: calendar_feeds.make(asks, token, names))
    address = f"{_base(context)}/calendar/{token}.ics"
    return page(context, "calendar_address.html", CalendarAddress(frame(context, "account", ACCOUNT), address))


def switch_off(context: RequestContext) -> Response:
    """Take the address away."""
    context.register.sessions.write(seen(context), calendar_feeds.switch_off)
    return see_other(f"{ACCOUNT}?done=calendar")


def show_calendar(context: RequestContext) -> Response:
    """The calendar of an address. Raises `NotFoundError` for any other, and slows down who asks for many."""
    register = context.register
    owner = calendar_feeds.owner_of(register.database, context.parameters["token"], register.clock())
    if owner is None or not owner.scopes >= {VIEW, DETAILS}:
        # Whoever has an address waits for nobody: calendar programs of many people ask from the same servers.
        tried = attempt(context, "calendar", "", "link")
        count_failure(context, tried, "link", None)
        raise NotFoundError("There is no calendar at this address")
    body = calendar(words_in(owner.account.language)["calendar"]["name"], _events(context, owner))
    tag = f'"{sha256(body).hexdigest()[:16]}"'
    if is_known(context.request, tag):
        return not_modified(tag)
    headers = [("etag", tag), ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")]
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


def _events(context: RequestContext, owner: Owner) -> Iterator[Event]:
    register, me = context.register, owner.account.relation_id
    if me is None:
        return
    reader = Reader(register.clock(), register.zone, RELATION_VIEW in owner.scopes, me)
    words, base = words_in(owner.account.language)["calendar"], _base(context)
    for line in first(register.database, (me,), reader, MOST):
        yield Event(
            uid=f"follow-up-{line.moment_id}@{urlsplit(base).hostname}",
            on=line.due_at if line.at else line.day,
            changed=line.made_at,
            summary=_summary(words, line) if owner.names else words["without_names"].format(id=line.moment_id),
            url=f"{base}/moment/{line.moment_id}",
        )


def _summary(words: Words, line: Line) -> str:
    name = line.about.name or words["relation"].format(id=line.about.id)
    text: str = words["with_names"].format(name=name, subject=line.subject)
    return text


def _base(context: RequestContext) -> str:
    return context.service.forwarding.url(context.request).rstrip("/")


PAGES = (
    Route("GET", "/calendar/{token}.ics", PUBLIC, show_calendar, page=True),
    Route("POST", "/account/calendar", SESSION, make_address, page=True, max_body=MAX_FORM),
    Route("POST", "/account/calendar/off", SESSION, switch_off, page=True, max_body=MAX_FORM),
)
