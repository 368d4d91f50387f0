"""The tables of an overview, as files: the same figures as the page has."""

from typing import Any

from contact_moments.model import JsonObject
from contact_moments.web.overview.bar_chart import BarChart, Column
from contact_moments.web.overview.charts import Charts
from contact_moments.web.overview.heat_map import HeatMap

Table = list[list[Any]]
RANKS = ("tags", "actions", "senders", "follow_ups")
NAMES = ("weeks", "hours", *RANKS)


def table_of(charts: Charts | None, name: str, words: JsonObject) -> Table:
    """The rows of a table, after that of its headings, in the words of the overview."""
    if name in RANKS:
        rows = charts.ranks.get(name, []) if charts else []
        headings = [words["name"], words["count"], words["before"]]
        # Without a period to compare with there is nothing to tell.
        return [headings, *([one.name, one.count, one.before if one.change else None] for one in rows)]
    if name == "hours":
        return _hours(charts.hours if charts else None, words)
    return _weeks(charts.bars if charts else None, words)


def _weeks(chart: BarChart | None, words: JsonObject) -> Table:
    series = chart.series if chart else []
    titles = [one.name or words["other_types"] for one in series]
    headings = [words["first"], words["last"], *titles, words["together"]]
    return [headings, *(_week(one) for one in (chart.columns if chart else []))]


def _week(one: Column) -> list[Any]:
    return [one.first.isoformat(), one.last.isoformat(), *one.counts, one.total]


def _hours(chart: HeatMap | None, words: JsonObject) -> Table:
    headings = [words["weekday"], *(chart.hours if chart else [])]
    days = chart.days if chart else []
    rows = zip(words["weekdays"], days, strict=False)
    return [headings, *([name, *counts] for name, counts in rows)]
