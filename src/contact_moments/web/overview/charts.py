"""What an overview draws: its figures, charts and ranks, for the page and for the files."""

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.moments.named_periods import Compared
from contact_moments.moments.overview import InTime, Overview
from contact_moments.pages.words import language_of, words_in
from contact_moments.web.filters import Filters
from contact_moments.web.overview.bar_chart import BarChart, bar_chart
from contact_moments.web.overview.behind import behind
from contact_moments.web.overview.figures import Figures, figures
from contact_moments.web.overview.heat_map import HeatMap, heat_map
from contact_moments.web.overview.ranks import Row, follow_up_rows, ranked
from contact_moments.web.reading import rights_of, today
from contact_moments.web.type_looks import looks_of


class Charts(Struct, frozen=True):
    """The charts of a period that has contact moments. `address` leads to all of them.

    `ranks` are by the name of their table; senders are there for those who may see relations, and follow-ups for those
    who may see details.
    """

    figures: Figures
    address: str | None
    bars: BarChart
    hours: HeatMap
    ranks: dict[str, list[Row]]


def charts_of(context: RequestContext, period: Compared) -> Charts | None:
    """The charts of a period; None where it has no contact moments."""
    found = context.register.overviews.of(period.first, period.last, period.earlier)
    if not found.total:
        return None
    if not rights_of(context).details:
        found = replace(found, follow_ups=InTime(), follow_ups_before=InTime())
    is_compared, looks = period.earlier is not None, looks_of(context)
    return Charts(
        figures=figures(found, is_compared, looks, today(context)),
        address=behind(period.first, period.last).of(),
        bars=bar_chart(found, is_compared, looks),
        hours=heat_map(found.hours),
        ranks=_ranks(context, found, is_compared),
    )


def _ranks(context: RequestContext, found: Overview, is_compared: bool) -> dict[str, list[Row]]:
    at, names = behind(found.first, found.last), words_in(language_of(context))["overview"]["follow_ups"]
    ranks = {
        "tags": ranked(found.tags, is_compared, lambda id_: at.of(Filters(tags=(str(id_),)))),
        "actions": ranked(found.actions, is_compared, lambda code: at.of(Filters(action=str(code)))),
        "senders": ranked(found.senders, is_compared, lambda id_: at.of(Filters(sender=str(id_)))),
        "follow_ups": follow_up_rows(found.follow_ups, found.follow_ups_before, is_compared, names),
    }
    if not rights_of(context).parties:
        del ranks["senders"]
    return {name: rows for name, rows in ranks.items() if rows}
