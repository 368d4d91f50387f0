"""A form whose contact moment answers a follow-up: whom it is about and the subject are filled in."""

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import DETAILS, MAX_ID, VIEW
from contact_moments.moments.entry import Typed
from contact_moments.moments.follow_up_lines import Line, one
from contact_moments.pages.forms import number_in
from contact_moments.web.follow_ups import reader_of

ANSWERS = "answers"  # the input with the moment whose follow-up it is


def answered_by(typed: Typed) -> int | None:
    """The moment whose follow-up an entry answers."""
    number = number_in(typed.one.get(ANSWERS, ""))
    return number if number is not None and 1 <= number <= MAX_ID else None


def follow_up_of(context: RequestContext, typed: Typed) -> Line | None:
    """The follow-up that an entry answers; None if it answers none, or the person may not see it."""
    number = answered_by(typed)
    if number is None or context.session is None or not context.client.scopes >= {VIEW, DETAILS}:
        return None
    return one(context.register.database, number, reader_of(context))
