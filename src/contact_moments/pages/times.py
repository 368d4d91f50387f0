"""Instants as people read them, in the organisation's zone."""

from datetime import datetime

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages.words import language_of, words_in
from contact_moments.times import local_text


def time_text(context: RequestContext, instant: int) -> str:
    """Day and time of an instant, in the language of the page: `26 Nov 2026, 14:05`."""
    words = words_in(language_of(context))["times"]
    local = datetime.fromisoformat(local_text(instant, context.register.zone))
    month = words["months"][local.month - 1]
    text: str = words["format"].format(day=local.day, month=month, year=local.year, time=f"{local:%H:%M}")
    return text
