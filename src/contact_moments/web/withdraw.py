"""Withdrawing a contact moment from its page, for good: with a reason, and after saying that one is sure."""

from contextlib import suppress

from contact_moments.errors import ConflictError, NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import DETAILS, REASONS, WITHDRAW
from contact_moments.moments.withdrawal import withdraw
from contact_moments.pages import forms
from contact_moments.pages.forms import MAX_FORM
from contact_moments.pages.rendering import see_other
from contact_moments.web.moment import Withdrawing, moment_page
from contact_moments.web.requests import checked_database, session_of


def withdraw_moment(context: RequestContext) -> Response:
    """Withdraw it; or show the page again with what is missing. Raises `NotFoundError` for what one may not see."""
    form, moment_id = forms.read_all(context), context.parameters["moment_id"]
    if DETAILS not in session_of(context).scopes:
        raise NotFoundError("There is no contact moment with this id")
    reason = next((one for one in REASONS if one == form.one("reason")), None)
    faults = {name: name for name, given in (("reason", reason), ("sure", form.one("sure"))) if not given}
    if reason is None or faults:
        return moment_page(context, Withdrawing(REASONS, reason or "", faults))
    with suppress(ConflictError):  # somebody else was first: the page tells why
        withdraw(checked_database(context), [moment_id], reason, context.actor)
    return see_other(f"/moment/{moment_id}")


PAGES = (Route("POST", "/moment/{moment_id:int}/withdraw", WITHDRAW, withdraw_moment, page=True, max_body=MAX_FORM),)
