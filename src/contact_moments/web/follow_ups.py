"""`/follow-ups`: what is to be followed up, in the order in which it is due, by oneself or by others."""

from datetime import date
from typing import Literal, get_args
from urllib.parse import urlencode

from msgspec import Struct

from contact_moments.errors import InvalidInputError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import ADD, DETAILS, MAX_ID, RELATION_VIEW, VIEW
from contact_moments.moments.follow_up_lines import MOST_COUNTED, Line, Lines, Reader, Todo, When, todo
from contact_moments.moments.follow_up_lines import page as lines_of
from contact_moments.moments.follow_up_list import ANYBODY, Counts, Wanted
from contact_moments.pages import forms
from contact_moments.pages.forms import Fields, number_in
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.web.filter_bar import Option, relation_name
from contact_moments.web.filters import ME
from contact_moments.web.follow_up_form import colleague_options
from contact_moments.web.frame import Frame, frame
from contact_moments.web.reading import rights_of, today
from contact_moments.web.requests import session_of
from contact_moments.web.type_looks import TypeLook, look_of, looks_of

FOLLOW_UPS = "/follow-ups"
ALL = "all"
BESIDE = 5  # that stand beside a timeline
Shown = Literal["open", "due", "done"]
STATES: tuple[Shown, ...] = get_args(Shown)


class Choice(Struct, frozen=True):
    """What the address asks for: by whom, and in which state. `fault` is the field that is not right, if one is."""

    who: str
    state: Shown
    fault: str


class Row(Struct, frozen=True):
    """A follow-up with how the type of its contact moment looks."""

    line: Line
    look: TypeLook


class Group(Struct, frozen=True):
    """The rows that are due at about the same time; `done` has those that are done."""

    name: When | Literal["done"]
    rows: list[Row]


class FollowUps(PageData, frozen=True):
    """The whole page. `results` is None where the address asks for what cannot be.

    `colleagues` can be chosen besides oneself and everybody. A count above `most_counted` says only that there are
    more. `ended` and `reopened` tell of what was done a moment ago. `ends` and `relations` say that the person may end
    follow-ups, and open relations.
    """

    frame: Frame
    choice: Choice
    states: tuple[Shown, ...]
    has_me: bool
    colleagues: list[Option]
    groups: list[Group]
    counts: Counts | None
    most_counted: int
    later: str | None
    first: str
    ended: Line | None
    reopened: Line | None
    today: date
    ends: bool
    relations: bool


def reader_of(context: RequestContext) -> Reader:
    """For whom follow-ups are told."""
    register, me = context.register, session_of(context).person.relation_id
    return Reader(register.clock(), register.zone, rights_of(context).parties, me)


def by_me(context: RequestContext) -> tuple[int, ...] | None:
    """Who does what is one's own: oneself, or anybody; None for who has no relation, for whom it is everybody."""
    me = session_of(context).person.relation_id
    return None if me is None else (me, ANYBODY)


def my_todo(context: RequestContext) -> Todo | None:
    """The first of one's own, for beside a timeline; None for who has no relation, or may not see details."""
    by = by_me(context)
    return (
        None
        if by is None or not rights_of(context).details
        else todo(context.register.database, by, reader_of(context), BESIDE)
    )


def show_follow_ups(context: RequestContext) -> Response:
    """The list that the address asks for."""
    query = forms.read_query_all(context)
    choice = _choice(context, query)
    if choice.fault:
        return _page(context, choice, None)
    told = number_in(query.one("ended") or query.one("reopened"))
    try:
        found = lines_of(
            context.register.database,
            Wanted(choice.state, _by(context, choice), newest=choice.state == "done"),
            reader_of(context),
            query.one("cursor") or None,
            told if told and told <= MAX_ID else None,
        )
    except InvalidInputError:
        return see_other(_address(choice))  # the cursor of another list
    return _page(context, choice, found)


def _choice(context: RequestContext, query: Fields) -> Choice:
    me = session_of(context).person.relation_id
    who, state = query.one("who").strip() or (ALL if me is None else ME), query.one("state").strip() or "open"
    fault = "" if who in (ALL, ME) or 1 <= (number_in(who) or 0) <= MAX_ID else "who"
    fault = "no_me" if who == ME and me is None else fault
    known = next((one for one in STATES if one == state), None)
    return Choice(who, known or "open", fault if known else "state")


def _by(context: RequestContext, choice: Choice) -> tuple[int, ...] | None:
    if choice.who == ME:
        return by_me(context)
    return None if choice.who == ALL else (int(choice.who),)


def _address(choice: Choice, **more: str) -> str:
    return f"{FOLLOW_UPS}?{urlencode({'who': choice.who, 'state': choice.state} | more)}"


def _page(context: RequestContext, choice: Choice, found: Lines | None) -> Response:
    scopes, query = session_of(context).scopes, forms.read_query_all(context)
    told = found.told if found else None
    data = FollowUps(
        frame=frame(context, "follow_ups"),
        choice=choice,
        states=STATES,
        has_me=session_of(context).person.relation_id is not None,
        colleagues=_colleagues(context, choice),
        groups=_groups(context, found.lines) if found else [],
        counts=found.counts if found else None,
        most_counted=MOST_COUNTED,
        later=_address(choice, cursor=found.cursor) if found and found.cursor else None,
        first=_address(choice) if query.one("cursor") else "",
        ended=told if told and told.done and query.one("ended") else None,
        reopened=told if told and not told.done and not query.one("ended") else None,
        today=today(context),
        ends=ADD in scopes,
        relations=RELATION_VIEW in scopes,
    )
    return page(context, "follow_ups.html", data, status=400 if choice.fault else 200)


def _colleagues(context: RequestContext, choice: Choice) -> list[Option]:
    """Those who have accounts but oneself, by name; and whoever is chosen."""
    found = colleague_options(context)
    if choice.fault or choice.who in (ALL, ME) or any(one.value == choice.who for one in found):
        return found
    return [*found, Option(choice.who, relation_name(context, choice.who))]


def _groups(context: RequestContext, lines: list[Line]) -> list[Group]:
    looks, groups = looks_of(context), dict[str, Group]()
    for line in lines:
        name: When | Literal["done"] = "done" if line.done else line.when
        groups.setdefault(name, Group(name, [])).rows.append(Row(line, look_of(looks, line.type)))
    return list(groups.values())


# What is to be followed up is a detail of a contact moment.
PAGES = (Route("GET", FOLLOW_UPS, VIEW, show_follow_ups, page=True, further=(DETAILS,)),)
