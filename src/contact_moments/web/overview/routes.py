"""`/overview`, and `/overview/{table}.csv`: when contact moments were, what about, and with whom."""

from msgspec import Struct

from contact_moments.errors import InvalidInputError, NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import DETAILS, RELATION_VIEW, VIEW
from contact_moments.moments.export import record_overview
from contact_moments.moments.named_periods import Compared
from contact_moments.moments.periods import Period
from contact_moments.pages import forms, headers
from contact_moments.pages.rendering import PageData, page
from contact_moments.pages.words import language_of, words_in
from contact_moments.web.export_files import MEDIA_TYPES, csv_table
from contact_moments.web.frame import Frame, frame
from contact_moments.web.overview.charts import Charts, charts_of
from contact_moments.web.overview.choosing import CHOICES, Choice, period_of, read_choice
from contact_moments.web.overview.tables import NAMES, table_of
from contact_moments.web.reading import today
from contact_moments.web.requests import require_own_page


class Shown(Struct, frozen=True):
    """A period that was chosen, and its charts; None where it has no contact moments."""

    period: Compared
    charts: Charts | None


class OverviewPage(PageData, frozen=True):
    """The page. `shown` is None where the period is not right; `faults` has the code of what is wrong, by field.

    `is_empty` says that the register has no contact moments at all.
    """

    frame: Frame
    choice: Choice
    choices: tuple[str, ...]
    faults: dict[str, str]
    shown: Shown | None
    everything: Period | None


def show_overview(context: RequestContext) -> Response:
    """The overview of the period in the address."""
    choice = read_choice(forms.read_query_all(context))
    everything = context.register.overviews.everything()
    found = period_of(choice, today(context), everything)
    faults = {} if isinstance(found, Compared) else {one.field: one.code for one in found}
    data = OverviewPage(
        frame=frame(context, "overview"),
        choice=choice,
        choices=CHOICES,
        faults=faults,
        shown=Shown(found, charts_of(context, found)) if isinstance(found, Compared) else None,
        everything=everything,
    )
    return page(context, "overview_page.html", data, status=400 if faults else 200)


def export_table(context: RequestContext) -> Response:
    """A table as a CSV file. Raises `NotFoundError` for another table, `InvalidInputError` for a wrong period."""
    return _export(context, context.parameters["table"])


def export_senders(context: RequestContext) -> Response:
    """The table of senders as a CSV file."""
    return _export(context, "senders")


def export_follow_ups(context: RequestContext) -> Response:
    """The table of follow-ups as a CSV file."""
    return _export(context, "follow_ups")


def _export(context: RequestContext, name: str) -> Response:
    require_own_page(context, "the overview")
    register = context.register
    if name not in NAMES:
        raise NotFoundError(f"There is no such table; use one of {', '.join(NAMES)}")
    choice = read_choice(forms.read_query_all(context))
    found = period_of(choice, today(context), register.overviews.everything())
    if not isinstance(found, Compared):
        raise InvalidInputError("The period is not right; open the overview again")
    language = language_of(context)
    rows = table_of(charts_of(context, found), name, words_in(language)["overview"])
    record_overview(register.database, name, context.actor)
    file = f"overview-{name.replace('_', '-')}-{found.first}-{found.last}.csv"
    more = [*headers.of(), ("content-disposition", f'attachment; filename="{file}"')]
    return Response(csv_table(rows, language), media_type=MEDIA_TYPES["csv"], headers=more)


OVERVIEW_PAGES = (
    Route("GET", "/overview", VIEW, show_overview, page=True),
    Route("GET", "/overview/senders.csv", VIEW, export_senders, page=True, further=(RELATION_VIEW,)),
    Route("GET", "/overview/follow_ups.csv", VIEW, export_follow_ups, page=True, further=(DETAILS,)),
    Route("GET", "/overview/{table}.csv", VIEW, export_table, page=True),
)
