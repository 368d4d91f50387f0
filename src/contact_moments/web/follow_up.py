"""Making, changing, ending, reopening and removing the follow-up of a contact moment, from lists and from its page.

Each goes back to where it came from, with a word about what was done. A press too many changes nothing.
"""

import re
from urllib.parse import urlsplit

from msgspec.structs import replace

from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.model import ADD, DETAILS, REASONS, Plan
from contact_moments.moments import follow_ups
from contact_moments.moments.entry import Typed
from contact_moments.moments.follow_up_members import FollowUp, read_plan
from contact_moments.moments.typed_follow_up import BY, SEEN, WANTED, is_as_shown, member_of, state_of
from contact_moments.pages import forms
from contact_moments.pages.forms import MAX_FORM, Fields, number_in
from contact_moments.pages.rendering import see_other
from contact_moments.web.follow_up_card import Sent
from contact_moments.web.moment import Withdrawing, moment_page
from contact_moments.web.requests import checked_database, session_of
from contact_moments.web.typed import LookedUp, look_up_follow_up, redrawn, typed_in

# What a page has said once and need not say again.
_SAID = re.compile(r"(?:ended|reopened|saved|follow_up)=[^&]*&?")


def put(context: RequestContext) -> Response:
    """Make or change it; or show the page again with what is wrong, or with what a button of the form asked for.

    What somebody else has changed meanwhile is shown first; saving once more is meant.
    """
    fields, moment_id, register = forms.read_all(context), context.parameters["moment_id"], context.register
    if DETAILS not in session_of(context).scopes:
        raise NotFoundError("There is no contact moment with this id")
    typed = typed_in(fields)
    typed.one[WANTED] = "1"
    if fields.one("add") or fields.one("remove"):
        return _shown(context, typed, redrawn(context, typed, fields))
    looked_up = LookedUp([], {})
    look_up_follow_up(context, typed, looked_up)
    member, unreadable = member_of(typed.one)
    looked_up.findings += unreadable
    if looked_up.findings:
        return _shown(context, typed, looked_up)
    try:
        plan = read_plan(member, register.zone)
        now = follow_ups.get(register.database, moment_id)
        if _is_changed(now, fields, plan):
            return _shown(context, typed, LookedUp([], {}), is_changed=True)
        if _is_asked_again(now, fields, plan):
            follow_ups.reopen(checked_database(context), moment_id, context.actor)
        if not is_as_shown(now, typed.one, register.zone):
            follow_ups.put(checked_database(context), moment_id, plan, context.actor)
    except InvalidInputError as fault:
        return _shown(context, typed, LookedUp(list(fault.findings), {}))
    return _back(context, "follow_up", "saved")


def _is_changed(now: FollowUp | None, fields: Fields, plan: Plan) -> bool:
    """Whether there is another follow-up than the form showed, and not yet what it asks for."""
    if SEEN not in fields.values or fields.one(SEEN) == state_of(now):
        return False
    return now is None or follow_ups.plan_of(now) != plan


def _is_asked_again(now: FollowUp | None, fields: Fields, plan: Plan) -> bool:
    """Whether the form showed that it is done, and asks for the same."""
    if SEEN not in fields.values or now is None or not now.is_done:
        return False
    return follow_ups.plan_of(now) == replace(plan, done=True)


def _shown(context: RequestContext, typed: Typed, found: LookedUp, is_changed: bool = False) -> Response:
    seen = None if is_changed else forms.read_all(context).one(SEEN)
    sent = Sent(typed.one, found.findings, found.choices.get(BY, []), seen)
    return moment_page(context, Withdrawing(REASONS, "", {}), sent)


def end(context: RequestContext) -> Response:
    """End it, with the contact moment that answers it if one was chosen."""
    fields, moment_id = forms.read_all(context), context.parameters["moment_id"]
    answer = fields.one("answer").strip()
    number = number_in(answer)
    if answer and number is None:
        return _back(context, "follow_up", "no_answer")
    try:
        follow_ups.end(checked_database(context), moment_id, context.actor, number)
    except ConflictError:
        return _back(context, "follow_up", "answered")
    except InvalidInputError:
        return _back(context, "follow_up", "no_answer")
    return _back(context, "ended", str(moment_id))


def reopen(context: RequestContext) -> Response:
    """Open it again."""
    moment_id = context.parameters["moment_id"]
    follow_ups.reopen(checked_database(context), moment_id, context.actor)
    return _back(context, "reopened", str(moment_id))


def remove(context: RequestContext) -> Response:
    """Remove it."""
    follow_ups.remove(checked_database(context), context.parameters["moment_id"], context.actor)
    return _back(context, "follow_up", "removed")


def _back(context: RequestContext, name: str, value: str) -> Response:
    """Back to the page where the button was, which says what was done."""
    asked = forms.read_all(context).one("next")
    at = urlsplit(forms.local_address(asked or f"/moment/{context.parameters['moment_id']}"))
    query = _SAID.sub("", at.query).strip("&")
    return see_other(f"{at.path}?{query}{'&' if query else ''}{name}={value}")


_PATH = "/moment/{moment_id:int}/follow-up"

PAGES = (
    Route("POST", _PATH, ADD, put, page=True, max_body=MAX_FORM),
    Route("POST", f"{_PATH}/end", ADD, end, page=True, max_body=MAX_FORM),
    Route("POST", f"{_PATH}/reopen", ADD, reopen, page=True, max_body=MAX_FORM),
    Route("POST", f"{_PATH}/remove", ADD, remove, page=True, max_body=MAX_FORM),
)
