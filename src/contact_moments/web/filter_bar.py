"""The bar of filters above a timeline: what one can choose from, and the filters that are on, each with a way out."""

from datetime import date

from msgspec import Struct

from contact_moments import catalogue
from contact_moments.errors import NotFoundError
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import CHANNELS, DETAILS, FOLLOW_UP_STATES, MAX_ID, RELATION_VIEW
from contact_moments.pages.forms import number_in
from contact_moments.relations.list import get
from contact_moments.web.filters import ME, PERIODS, Filters, address, code_in, day_of
from contact_moments.web.requests import session_of
from contact_moments.web.type_looks import TypeLook, look_of, looks_of

# More would make the page too large.
MOST_TAGS = 150  # that the bar offers
MOST_CHIPS = 20  # types, and tags, with a way out of each


class Option(Struct, frozen=True):
    """A value that can be chosen, and what it is called."""

    value: str
    name: str


class FilterBar(Struct, frozen=True):
    """What the form shows. `sender` and `relation` are the names of those that are chosen, None for none.

    `relation_text` and `sender_text` were typed and not chosen. `is_open` says that a filter of the second row is on.
    `periods`, `channels` and `follow_ups` are values that have words; what one may not see is not offered.
    """

    filters: Filters
    types: list[TypeLook]
    tags: list[Option]
    actions: list[Option]
    periods: tuple[str, ...]
    channels: tuple[str, ...]
    follow_ups: tuple[str, ...]
    sender: str | None
    relation: str | None
    has_me: bool
    names: bool
    relation_text: str
    sender_text: str
    is_open: bool


class Active(Struct, frozen=True):
    """A filter that is on: its field, the value as people read it, and the address without it.

    A period of one's own has its first and its last day, where they are given.
    """

    field: str
    text: str
    address: str
    first: date | None = None
    last: date | None = None


def filter_bar(context: RequestContext, filters: Filters, typed: tuple[str, str]) -> FilterBar:
    """The bar with these filters; `typed` are the names of a relation and a sender that were typed and not chosen."""
    session, database = session_of(context), context.register.database
    tags = sorted(catalogue.tags(database).items(), key=lambda one: one[1].casefold())
    chosen = [(id_, name) for id_, name in tags if str(id_) in filters.tags]
    rest = [one for one in tags if one not in chosen][: MOST_TAGS - len(chosen)]
    return FilterBar(
        filters=filters,
        types=list(looks_of(context).values()),
        tags=[Option(str(id_), name) for id_, name in [*chosen, *rest]],
        actions=[Option(str(code), name) for code, name in catalogue.actions(database).items()],
        periods=PERIODS,
        channels=CHANNELS if DETAILS in session.scopes else (),
        follow_ups=FOLLOW_UP_STATES if DETAILS in session.scopes else (),
        sender=None if filters.sender in ("", ME) else relation_name(context, filters.sender),
        relation=relation_name(context, filters.relation) if filters.relation else None,
        has_me=session.person.relation_id is not None,
        names=RELATION_VIEW in session.scopes,
        relation_text=typed[0],
        sender_text=typed[1],
        is_open=any((filters.relation, filters.sender, *_of_details(filters), filters.is_custom, *typed)),
    )


def _of_details(filters: Filters) -> tuple[str, ...]:
    return filters.action, filters.channel, filters.followup


def relation_name(context: RequestContext, id_: str) -> str:
    """The name of a relation; its number where there is none, or the person may not see it."""
    number = number_in(id_) or 0
    if RELATION_VIEW not in session_of(context).scopes or not 1 <= number <= MAX_ID:
        return id_
    try:
        return get(context.register.database, number).name
    except NotFoundError:
        return id_


def active_filters(context: RequestContext, filters: Filters, path: str = "/") -> list[Active]:
    """The filters that are on, each with the address without it."""
    looks, database = looks_of(context), context.register.database
    tags = catalogue.tags(database) if filters.tags else {}
    actions = catalogue.actions(database) if filters.action else {}
    found = [("q", "", filters.q)] if filters.q else []
    found += [("type", one, look_of(looks, one).title) for one in filters.types[:MOST_CHIPS]]
    found += [("tag", one, _named(tags, number_in(one), one)) for one in filters.tags[:MOST_CHIPS]]
    found += [(name, "", relation_name(context, value)) for name, value in _parties(filters) if value]
    found += [("action", "", _named(actions, code_in(filters.action), filters.action))] if filters.action else []
    plain = {"channel": filters.channel, "followup": filters.followup, "period": _period(filters)}
    found += [(name, "", value) for name, value in plain.items() if value]
    days = (day_of(filters.first), day_of(filters.last)) if filters.is_custom else (None, None)
    return [
        Active(name, text, address(path, filters.without(name, value)), *(days if name == "period" else ()))
        for name, value, text in found
    ]


def _named(names: dict[int, str], number: int | None, text: str) -> str:
    """The name that a number has; the text as it was given where there is none."""
    return text if number is None else names.get(number, text)


def _parties(filters: Filters) -> list[tuple[str, str]]:
    return [("relation", filters.relation), ("sender", filters.sender)]


def _period(filters: Filters) -> str:
    if filters.is_custom:
        return "custom" if filters.first or filters.last else ""
    return filters.period
