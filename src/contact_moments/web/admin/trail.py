"""`/admin/trail`: who did what, when and from where; and all of it that is found as a file."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from contact_moments import jobs
from contact_moments.audit import looking
from contact_moments.audit.looking import Sought
from contact_moments.audit.trail import ShownEvent
from contact_moments.errors import InvalidInputError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import AUDIT_VIEW
from contact_moments.pages import forms, headers
from contact_moments.pages.forms import MAX_FORM
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.pages.words import Words, language_of, words_in
from contact_moments.people import KINDS
from contact_moments.times import local_text
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.admin.state import JobState, job_state
from contact_moments.web.admin.trail_events import EventRow, event_row, kind_name
from contact_moments.web.admin.trail_filter import (
    PATH,
    Known,
    TrailFilters,
    address,
    faults,
    known,
    read_filters,
    sought,
    unknown,
    with_ids,
)
from contact_moments.web.export_files import BOM, MEDIA_TYPES, csv_row, pieces, separator_of
from contact_moments.web.filter_bar import Option
from contact_moments.web.frame import Frame, frame
from contact_moments.web.reading import today
from contact_moments.web.requests import checked_database, require_own_page, while_allowed

COLUMNS = ("number", "time", "kind", "who", "client", "operator", "address", "subject", "detail")


class AdminTrail(PageData, frozen=True):
    """The whole page. `who` and `subject` are what the filters name, as people read it.

    `reached` says how far back was looked, where more than one thing is filtered. `wrong` has the code of what is wrong
    with a filter, by field.
    """

    frame: Frame
    nav: Nav
    filters: TrailFilters
    who: str
    subject: str
    kinds: list[Option]
    wrong: dict[str, str]
    rows: list[EventRow]
    older: str | None
    newest: str | None
    reached: datetime | None
    file: str
    days: int
    verification: JobState


def show_trail(context: RequestContext) -> Response:
    """The page with the filters of the address."""
    query = forms.read_query(context)
    everybody, filters = known(context.register), read_filters(query)
    named = with_ids(filters, everybody)
    if named != filters:
        return see_other(address(named))
    wrong = {one.field: one.code for one in faults(filters)}
    return _show(context, filters, everybody, wrong, query.get("cursor"), 400 if wrong else 200)


def find(context: RequestContext) -> Response:
    """Go on to the page with the filters that were typed: those who have an account are in its address by their id."""
    fields, register = forms.read_all(context), context.register
    everybody = known(register)
    filters = with_ids(read_filters({name: fields.one(name) for name in fields.values}), everybody)
    wrong = {one.field: one.code for one in unknown(filters, register)}
    return _show(context, filters, everybody, wrong, None, 422) if wrong else see_other(address(filters))


def _show(
    context: RequestContext,
    filters: TrailFilters,
    everybody: Known,
    wrong: dict[str, str],
    cursor: str | None,
    status: int,
) -> Response:
    register = context.register
    empty = looking.Page([], None, None)
    wanted = sought(filters, register, everybody) if not wrong else Sought()
    found = empty if wrong else looking.page(register.database, wanted, cursor)
    data = AdminTrail(
        frame=frame(context, "admin"),
        nav=nav(context, "trail"),
        filters=filters,
        who=everybody.emails.get(filters.who, filters.who),
        subject=everybody.emails.get(filters.subject, filters.subject),
        kinds=_kinds(context),
        wrong=wrong,
        rows=[event_row(context, one, everybody) for one in found.events],
        older=None if found.cursor is None else address(filters, cursor=found.cursor),
        newest=address(filters) if cursor else None,
        reached=None if found.reached is None else _local(context, found.reached),
        file=address(filters, f"{PATH}/csv"),
        days=register.settings.audit_days,
        verification=job_state(context, "verification"),
    )
    return page(context, "admin_trail.html", data, status=status)


def _kinds(context: RequestContext) -> list[Option]:
    """The kinds of events, in the order of their words."""
    words = words_in(language_of(context))
    return sorted((Option(one, kind_name(words, one)) for one in KINDS), key=lambda one: one.name.casefold())


def _local(context: RequestContext, instant: int) -> datetime:
    return datetime.fromisoformat(local_text(instant, context.register.zone))


def trail_file(context: RequestContext) -> Response:
    """A CSV file with everything that the filters find. Raises `InvalidInputError` for filters that cannot be."""
    require_own_page(context, "the audit trail")
    register, filters = context.register, read_filters(forms.read_query(context))
    if list(faults(filters)):
        raise InvalidInputError("A filter is not right; open the audit trail again")
    everybody = known(register)
    events = looking.exported(checked_database(context), sought(filters, register, everybody), context.actor)
    file = f"audit-trail-{today(context).isoformat()}.csv"
    more = [*headers.of(), ("content-disposition", f'attachment; filename="{file}"')]
    return Response(
        stream=while_allowed(context, pieces(_lines(context, events, everybody))),
        media_type=MEDIA_TYPES["csv"],
        headers=more,
    )


def _lines(context: RequestContext, events: Iterator[ShownEvent], everybody: Known) -> Iterator[str]:
    language = language_of(context)
    words, separator = words_in(language), separator_of(language)
    yield BOM + csv_row([words["trail"]["columns"][name] for name in COLUMNS], separator)
    for one in events:
        yield csv_row(_cells(context, words, one, everybody), separator)


def _cells(context: RequestContext, words: Words, one: ShownEvent, everybody: Known) -> list[Any]:
    return [
        one.number,
        _local(context, one.happened_at),
        kind_name(words, one.kind),
        one.email or one.account_id,
        None if one.client_id is None else everybody.clients.get(one.client_id, one.client_id),
        one.operator,
        one.address,
        one.subject_email or one.subject,
        json.dumps(one.detail, ensure_ascii=False) if one.detail else None,
    ]


def verify(context: RequestContext) -> Response:
    """Ask that every event is checked."""
    jobs.ask(checked_database(context), "verification", context.actor, context.register.clock())
    return see_other(f"{PATH}#verification")


PAGES = (
    Route("GET", PATH, AUDIT_VIEW, show_trail, page=True),
    Route("POST", f"{PATH}/find", AUDIT_VIEW, find, page=True, max_body=MAX_FORM),
    Route("POST", f"{PATH}/verify", AUDIT_VIEW, verify, page=True, max_body=MAX_FORM),
    Route("GET", f"{PATH}/csv", AUDIT_VIEW, trail_file, page=True, streams=True),
)
