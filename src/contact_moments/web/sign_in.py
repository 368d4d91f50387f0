"""Signing in and out: `/sign-in` shows the form that the next step needs, and takes it."""

from contact_moments.accounts import notices, signing_in
from contact_moments.accounts.emails import key_of
from contact_moments.accounts.first_run import is_wanted
from contact_moments.accounts.signing_in import Failed, SignedIn
from contact_moments.errors import InvalidInputError
from contact_moments.http_server import cookies
from contact_moments.http_server.messages import Response
from contact_moments.http_server.page_guard import SIGN_IN, seen
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages import forms
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.people import Session
from contact_moments.web.requests import (
    attempt,
    begun,
    count_failure,
    hashing,
    next_address,
    no_cookie,
    tell_of_wrong_code,
    with_next,
)


class SignIn(PageData, frozen=True):
    """The first step. `failed` says that address or password was wrong; `ended` that the code was, too often.

    `first` tells that nobody can manage accounts yet.
    """

    next: str
    email: str
    failed: bool
    ended: bool
    first: bool = False


class Code(PageData, frozen=True):
    """The second step, for `email`."""

    next: str
    email: str
    failed: bool


class Forgotten(PageData, frozen=True):
    """What to do about a password that was forgotten. There is nothing to fill in."""


def show_forgotten(context: RequestContext) -> Response:
    """What to do about a password that was forgotten."""
    return page(context, "forgotten.html", Forgotten())


def show_sign_in(context: RequestContext) -> Response:
    """The form of the next step; whoever has signed in goes on."""
    after = forms.read_next(context)
    session = context.session
    if session is None:
        return page(
            context,
            "sign_in.html",
            SignIn(after, "", failed=False, ended=False, first=is_wanted(context.register.database)),
        )
    if session.stage == "code":
        return page(context, "code.html", Code(after, session.person.email, failed=False))
    return see_other(next_address(session.stage, after))


def sign_in(context: RequestContext) -> Response:
    """Take the form of either step."""
    form = forms.read(context)
    after, session = forms.local_address(form.get("next")), context.session
    if "code" in form:
        if session is None or session.stage != "code":
            return page(context, "sign_in.html", SignIn(after, "", failed=False, ended=True), status=401)
        return _with_code(context, session, form["code"], after)
    if "email" not in form or "password" not in form:
        raise InvalidInputError("Send email and password, or code")
    return _with_password(context, form["email"], form["password"], after)


def _with_password(context: RequestContext, email: str, password: str, after: str) -> Response:
    register, tried = context.register, attempt(context, "sign-in", key_of(email), "password")
    with hashing(tried) as asker:
        outcome = signing_in.with_password(register.sessions, register.passwords, email, password, asker, seen(context))
    if isinstance(outcome, Failed):
        count_failure(context, tried, "password", outcome.account_id)
        return page(context, "sign_in.html", SignIn(after, email, failed=True, ended=False), status=401)
    tried.succeeded()
    return begun(context, outcome, after)


def _with_code(context: RequestContext, session: Session, code: str, after: str) -> Response:
    register, tried = context.register, attempt(context, "code", session.person.id, "code", session.person.id)
    outcome = signing_in.with_code(register.sessions, session, code, seen(context))
    if isinstance(outcome, SignedIn):
        tried.succeeded()
        if outcome.with_recovery_code:
            notices.tell(register.settings, outcome.account, "recovery_code")
        return begun(context, outcome, after)
    if outcome.looked_at:
        tell_of_wrong_code(context, session.person)
    count_failure(context, tried, "code", outcome.account_id)
    if outcome.ended:
        return page(context, "sign_in.html", SignIn(after, session.person.email, failed=False, ended=True), status=401)
    return page(context, "code.html", Code(after, session.person.email, failed=True), status=401)


def sign_out(context: RequestContext) -> Response:
    """End the session of this browser, and show the first step. The cookie goes, whether or not there was a session."""
    after = forms.read(context).get("next") if context.body else None
    cookie = cookies.session_cookie(context.request, context.service.forwarding)
    # Whoever sends cookies of nobody makes the register write nothing.
    if cookie is not None and context.session is not None:
        context.register.sessions.sign_out(cookie, context.actor)
    address = with_next(SIGN_IN, forms.local_address(after)) if after else SIGN_IN
    return see_other(address, no_cookie(context))
