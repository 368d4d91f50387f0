"""`/admin/parked`: registrations that were refused for want of a relation, and what becomes of them."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from contact_moments import clients
from contact_moments.clock import SECOND
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import PARKED_EDIT
from contact_moments.moments import parked_list
from contact_moments.moments.parked_list import REASONS, Parked, Portion, Wanted
from contact_moments.pages import forms
from contact_moments.pages.forms import MAX_FORM, Fields, number_in
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.times import Zone, local_text
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.admin.parked_filter import PATH, address, id_in, pairs, read_wanted
from contact_moments.web.filter_bar import Option
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import checked_database
from contact_moments.web.type_looks import look_of, looks_of

DAY = 24 * 3600 * SECOND
DONE = ("released", "dropped")


class Row(Struct, frozen=True):
    """A parked registration as the page shows it: parked `at`, and kept `until`, which are local times."""

    id: int
    client: str
    type: str
    reason: str
    times: int
    at: datetime
    until: datetime


class Told(Struct, frozen=True):
    """What was done a moment ago: which of `DONE`, how many, how many were refused again, and how many are left.

    `moment` is the contact moment that was registered, if it was one. `go_on` has the fields that do the rest.
    """

    done: str
    count: int
    refused: int
    moment: int | None
    leftovers: bool
    left: int
    go_on: list[tuple[str, str]]


class AdminParked(PageData, frozen=True):
    """The whole page. `wanted` is what is filtered, and `all` the fields that name all that is found.

    `chosen` is false where a button was pressed that needs something chosen, and nothing was.
    """

    frame: Frame
    nav: Nav
    rows: list[Row]
    total: int
    counted: int
    older: str | None
    newest: str | None
    clients: list[Option]
    reasons: tuple[str, ...]
    wanted: Wanted
    all: list[tuple[str, str]]
    days: int
    told: Told | None
    chosen: bool


class AdminParkedDrop(PageData, frozen=True):
    """Asks whether what the fields name is to be dropped for good."""

    frame: Frame
    nav: Nav
    count: int
    counted: int
    fields: list[tuple[str, str]]
    back: str


def show_parked(context: RequestContext) -> Response:
    """The page with the filter of the address."""
    query, database = forms.read_query_all(context), context.register.database
    wanted = replace(read_wanted(query), ids=None, through=None)
    before = id_in(query.one("before"))
    found = parked_list.page(database, wanted, before)
    every = replace(wanted, through=parked_list.newest(database))
    data = AdminParked(
        frame=frame(context, "admin"),
        nav=nav(context, "parked"),
        rows=rows(context, found.rows),
        total=found.total,
        counted=parked_list.MOST_COUNTED,
        older=None if found.older is None else address(PATH, wanted, before=found.older),
        newest=None if before is None else address(PATH, wanted),
        clients=_clients(context, wanted),
        reasons=REASONS,
        wanted=wanted,
        all=pairs(every),
        days=context.register.settings.parked_days,
        told=_told(query),
        chosen=not query.one("chosen"),
    )
    return page(context, "admin_parked.html", data)


def rows(context: RequestContext, found: list[Parked]) -> list[Row]:
    """Parked registrations as pages show them."""
    register, looks = context.register, looks_of(context)
    names = {one.id: one.name for one in clients.all_clients(register.database)}
    kept = register.settings.parked_days * DAY
    return [
        Row(
            one.id,
            names.get(one.client_id, one.client_id),
            look_of(looks, one.type).title,
            one.reason if one.reason in REASONS else parked_list.OTHER,
            one.times,
            _local(one.parked_at, register.zone),
            _local(one.parked_at + kept, register.zone),
        )
        for one in found
    ]


def _local(instant: int, zone: Zone) -> datetime:
    return datetime.fromisoformat(local_text(instant, zone))


def _clients(context: RequestContext, wanted: Wanted) -> list[Option]:
    """The clients whose registrations are parked: while something is, parking cannot be switched off."""
    found = clients.all_clients(context.register.database)
    return [Option(one.id, one.name) for one in found if one.parks or one.id == wanted.client_id]


def _told(query: Fields) -> Told | None:
    done, count = query.one("done"), number_in(query.one("count"))
    if done not in DONE or count is None:
        return None
    after, left = number_in(query.one("after")), number_in(query.one("left")) or 0
    go_on = [] if after is None else [*pairs(replace(read_wanted(query), ids=None)), ("after", str(after))]
    refused, moment = number_in(query.one("refused")) or 0, id_in(query.one("moment"))
    return Told(done, count, refused, moment, bool(query.one("leftovers")), left, go_on)


def release(context: RequestContext) -> Response:
    """Release a portion of what the form names."""
    form = forms.read_all(context)
    wanted, after = read_wanted(form), number_in(form.one("after")) or 0
    if _is_none(wanted):
        return _nothing(wanted)
    done = parked_list.release_found(
        checked_database(context), context.register.registrar, wanted, after, context.actor
    )
    one = wanted.ids[0] if wanted.ids and len(wanted.ids) == 1 else None
    if one is not None and done.refused:
        return see_other(f"{PATH}/{one}?refused=1")
    moment = done.last if done.done == 1 else None
    return _done(wanted, "released", done, moment)


def ask_drop(context: RequestContext) -> Response:
    """Ask whether one is sure."""
    query = forms.read_query_all(context)
    wanted = read_wanted(query)
    if _is_none(wanted):
        return _nothing(wanted)
    count = parked_list.number(context.register.database, wanted)
    back = address(PATH, replace(wanted, ids=None, through=None))
    data = AdminParkedDrop(
        frame(context, "admin"), nav(context, "parked"), count, parked_list.MOST_COUNTED, pairs(wanted), back
    )
    return page(context, "admin_parked_drop.html", data)


def drop(context: RequestContext) -> Response:
    """Drop a portion of what the form names."""
    form = forms.read_all(context)
    wanted, after = read_wanted(form), number_in(form.one("after")) or 0
    if _is_none(wanted):
        return _nothing(wanted)
    done = parked_list.drop_found(checked_database(context), wanted, after, context.actor)
    return _done(wanted, "dropped", done)


def _is_none(wanted: Wanted) -> bool:
    """Whether a form names neither some that are chosen nor all that was seen."""
    return wanted.ids is None and wanted.through is None


def _nothing(wanted: Wanted) -> Response:
    return see_other(address(PATH, wanted, chosen=0))


def _done(wanted: Wanted, what: str, done: Portion, moment: int | None = None) -> Response:
    shown = replace(wanted, ids=None, through=None if done.after is None else wanted.through)
    told: dict[str, int | str | None] = {"done": what, "count": done.done, "refused": done.refused or None}
    told |= {"moment": moment, "leftovers": None if done.scrubbed else 1}
    told |= {} if done.after is None else {"after": done.after, "left": done.left}
    return see_other(address(PATH, shown, **told))


PAGES = (
    Route("GET", PATH, PARKED_EDIT, show_parked, page=True),
    Route("POST", f"{PATH}/release", PARKED_EDIT, release, page=True, max_body=MAX_FORM),
    Route("GET", f"{PATH}/drop", PARKED_EDIT, ask_drop, page=True),
    Route("POST", f"{PATH}/drop", PARKED_EDIT, drop, page=True, max_body=MAX_FORM),
)
