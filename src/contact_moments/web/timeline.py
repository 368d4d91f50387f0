"""The timeline: `/`, and what the page of a relation shares with it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct

from contact_moments.errors import InvalidInputError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import EXPORT, VIEW, Rights, Search
from contact_moments.moments.follow_up_lines import Badge, Todo, badge
from contact_moments.moments.search import Total
from contact_moments.moments.timeline import PAGE_SIZE, Line, Lines
from contact_moments.pages import forms
from contact_moments.pages.forms import HOME
from contact_moments.pages.rendering import PageData, page, see_other, wants
from contact_moments.relations.typing import Hit
from contact_moments.web.entries import EntryLine, entry_lines
from contact_moments.web.filter_bar import Active, FilterBar, active_filters, filter_bar
from contact_moments.web.filters import Filters, address, read_filters, search_of
from contact_moments.web.follow_ups import my_todo
from contact_moments.web.frame import Frame, frame
from contact_moments.web.meant import Choices, meant_by, typed_name
from contact_moments.web.news import poll_of
from contact_moments.web.reading import Poll, reading_of, rights_of, today
from contact_moments.web.requests import FieldFault, session_of
from contact_moments.web.type_looks import TypeLook, look_of, looks_of

NEWS_LINK = "new"
LONGEST_LINK = 100  # characters
FORMATS = ("csv", "xlsx", "jsonl")

# Own fields of shipped types that say nothing in a row: the arrow between the names shows the direction.
_UNSEEN = frozenset({"direction", "messageId"})
_MINUTES = "durationMinutes"

Relative = Literal["today", "yesterday", "week", "other"]


class Fact(Struct, frozen=True):
    """The value of an own field. Without a `title` the value says enough."""

    title: str
    value: Any
    is_minutes: bool = False


class Row(Struct, frozen=True):
    """A line as the page shows it. `stamp` is its time with the offset of the organisation's zone."""

    line: Line
    stamp: str
    look: TypeLook
    facts: tuple[Fact, ...]
    badge: Badge | None


class Day(Struct, frozen=True):
    """The rows of a day, and how many there are in all on it."""

    on: date
    relative: Relative
    count: Total
    rows: list[Row]


class Results(Struct, frozen=True):
    """A page of a timeline. `address` is that of its first page, and `tag_address` the same with one more tag.

    `older` and `newest` are addresses of other pages, None where there is none.

    `reached` says how far back was looked, where the page is not full and there may be more. `me` is the relation that
    the person is. `details` and `relations` say that the person may open contact moments, and relations. `focus` is the
    contact moment that gets the focus once a script has put the rows into the page.
    """

    filters: Filters
    address: str
    tag_address: str
    days: list[Day]
    number: int
    total: Total | None
    older: str | None
    newest: str | None
    reached: datetime | None
    newest_id: int
    me: int | None
    details: bool
    relations: bool
    focus: int | None
    today: date

    def with_tag(self, tag: int) -> str:
        """The address of what also has a tag; empty where it is too long to be in every row."""
        if len(self.tag_address) > LONGEST_LINK:
            return ""
        return self.address if str(tag) in self.filters.tags else f"{self.tag_address}{tag}"


class Export(Struct, frozen=True):
    """The addresses of the files with what is filtered, by their format."""

    addresses: dict[str, str]


class Timeline(PageData, frozen=True):
    """The whole page. `results` is None where a filter is not right; `faults` has the code of what is wrong, by field.

    `wide` is the address of the same question without other filters.
    """

    frame: Frame
    bar: FilterBar
    active: list[Active]
    faults: dict[str, str]
    results: Results | None
    hits: list[Hit]
    all_hits: str | None
    choices: Choices | None
    wide: str | None
    export: Export | None
    poll: Poll | None
    todo: Todo | None
    drafts: list[EntryLine]
    my_day: Total | None
    saved: int | None
    today: date


def show_timeline(context: RequestContext) -> Response:
    """The timeline with the filters of the address."""
    fields, rights = forms.read_query_all(context), rights_of(context)
    filters = read_filters(fields, rights.details)
    typed = typed_name(context, fields, filters) if rights.parties else None
    if isinstance(typed, str):
        return see_other(typed)
    wanted, faults = search_of(filters, reading_of(context))
    faults += [typed] if isinstance(typed, FieldFault) else []
    # Before the page is read: what changes meanwhile is told as new.
    state = context.register.timelines.state()
    try:
        # Before one of several is chosen, rows would look as if they were filtered by it.
        found = None if faults or typed else results(context, wanted, filters, cursor=fields.one("cursor") or None)
    except InvalidInputError:
        return see_other(address(HOME, filters))  # the cursor of another search, or of another day
    poll = poll_of(context, filters, found.newest_id, state) if found and not found.newest else None
    return _page(context, _timeline(context, filters, found, typed, faults, poll))


def _timeline(
    context: RequestContext,
    filters: Filters,
    found: Results | None,
    typed: Choices | FieldFault | None,
    faults: list[FieldFault],
    poll: Poll | None,
) -> Timeline:
    """What the page shows; the first page of results has a poll."""
    fields, rights = forms.read_query_all(context), rights_of(context)
    shown, all_hits = meant_by(context, fields, filters) if poll and rights.parties else ([], None)
    return Timeline(
        frame=frame(context, "search" if filters.q else "timeline"),
        bar=filter_bar(context, filters, (fields.one("relation_text"), fields.one("sender_text"))),
        active=active_filters(context, filters),
        faults={one.field: one.code for one in faults},
        results=found,
        hits=shown,
        all_hits=all_hits,
        choices=typed if isinstance(typed, Choices) else None,
        wide=address(HOME, Filters(q=filters.q)) if filters.q and filters != Filters(q=filters.q) else None,
        export=_export(filters) if EXPORT in session_of(context).scopes and found else None,
        poll=poll,
        todo=None if wants(context, "results") else my_todo(context),
        drafts=entry_lines(context),
        my_day=_my_day(context, rights),
        saved=forms.number_in(fields.one("saved")),
        today=today(context),
    )


def _page(context: RequestContext, data: Timeline) -> Response:
    """The page, or what of it changes with the filters, where a script asks for that."""
    status = 400 if data.faults else 200
    if not wants(context, "results"):
        return page(context, "timeline.html", data, status=status)
    # While somebody types, the address changes, but Back leads to where they began.
    history = "hx-replace-url" if is_from(context, "q") or is_from(context, NEWS_LINK) else "hx-push-url"
    moved = [] if data.results is None else [(history, data.results.address)]
    return page(context, "_timeline_part.html", data, status=status, more_headers=moved)


def results(
    context: RequestContext, wanted: Search, filters: Filters, path: str = HOME, cursor: str | None = None
) -> Results:
    """A page of what is wanted. `path` is where its links lead. Raises `InvalidInputError` for a wrong cursor."""
    rights = rights_of(context)
    lines = context.register.timelines.page(wanted, rights, cursor)
    first = address(path, filters)
    partial = lines.cursor is not None and len(lines.lines) < PAGE_SIZE
    return Results(
        filters=filters,
        address=first,
        tag_address=f"{first}{'&' if '?' in first else '?'}tag=",
        days=list(_days(context, lines)),
        number=len(lines.lines),
        total=lines.total,
        older=None if lines.cursor is None else address(path, filters, cursor=lines.cursor),
        newest=None if cursor is None else first,
        reached=lines.reached if partial else None,
        newest_id=lines.newest_id,
        me=session_of(context).person.relation_id,
        details=rights.details,
        relations=rights.parties,
        focus=lines.lines[0].id if lines.lines and is_from(context, NEWS_LINK) else None,
        today=today(context),
    )


def _days(context: RequestContext, lines: Lines) -> Iterator[Day]:
    days: dict[date, list[Line]] = {}
    for line in lines.lines:  # where clocks go back over midnight, a day comes twice
        days.setdefault(line.at.date(), []).append(line)
    looks, now = looks_of(context), today(context)
    for on, some in days.items():
        count = lines.day_totals.get(on) or Total(len(some), False)
        yield Day(on, _relative(on, now), count, [_row(context, looks, line) for line in some])


def _relative(on: date, now: date) -> Relative:
    match (now - on).days:
        case 0:
            return "today"
        case 1:
            return "yesterday"
        case 2 | 3 | 4 | 5 | 6:
            return "week"
        case _:
            return "other"


def _row(context: RequestContext, looks: dict[str, TypeLook], line: Line) -> Row:
    stamp = line.at.replace(tzinfo=context.register.zone.info).isoformat(timespec="minutes")
    look = look_of(looks, line.type)
    due = badge(line.due, context.register.clock(), context.register.zone) if line.due else None
    return Row(line, stamp, look, tuple(_facts(line, look)), due)


def _facts(line: Line, look: TypeLook) -> Iterator[Fact]:
    for name, value in line.facts:
        if name in _UNSEEN or look.titles is None:
            continue
        if isinstance(value, str):
            yield Fact("", look.titles.choice(name, value))
        elif name == _MINUTES and not isinstance(value, bool):
            yield Fact("", value, is_minutes=True)
        else:
            yield Fact(look.titles.title(name), value)


def _export(filters: Filters) -> Export:
    return Export({one: address(f"/export/{one}", filters) for one in FORMATS})


def _my_day(context: RequestContext, rights: Rights) -> Total | None:
    me = session_of(context).person.relation_id
    if me is None:
        return None
    return context.register.timelines.day_total(Search(senders=(me,)), rights, today(context))


def is_from(context: RequestContext, element: str) -> bool:
    """Whether a script asks because of the element with this id (`HX-Source: input#q`)."""
    return (context.request.header("hx-source") or "").rpartition("#")[2] == element


PAGES = (Route("GET", HOME, VIEW, show_timeline, page=True),)
