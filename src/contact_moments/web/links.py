"""One-time links: `/invite/…` and `/reset/…` show a form, and its POST uses the link up."""

from contact_moments.accounts import links, notices
from contact_moments.errors import InvalidInputError, NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.page_guard import seen
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages import forms
from contact_moments.pages.rendering import PageData, page
from contact_moments.people import Account, Purpose
from contact_moments.tokens import is_token
from contact_moments.web.requests import (
    NOT_THE_SAME,
    FieldFault,
    attempt,
    begun,
    choosing,
    count_failure,
    hashing,
    own_host,
)


class NewPassword(PageData, frozen=True):
    """The form for a password, of the account `email`. `fault` is what was wrong with what was sent.

    `revoke` says that the person wants to take back what was given to applications.
    """

    purpose: Purpose
    action: str
    email: str
    fault: FieldFault | None
    revoke: bool


def show_invitation(context: RequestContext) -> Response:
    """The form for the first password."""
    return _show(context, "invite")


def accept_invitation(context: RequestContext) -> Response:
    """Take the first password."""
    return _take(context, "invite")


def show_reset(context: RequestContext) -> Response:
    """The form for a new password."""
    return _show(context, "reset")


def reset(context: RequestContext) -> Response:
    """Take a new password."""
    return _take(context, "reset")


def _show(context: RequestContext, purpose: Purpose) -> Response:
    return _form(context, purpose, _account(context, purpose))


def _form(
    context: RequestContext, purpose: Purpose, account: Account, fault: FieldFault | None = None, revoke: bool = True
) -> Response:
    data = NewPassword(purpose, f"/{purpose}/{context.parameters['token']}", account.email, fault, revoke)
    return page(context, "new_password.html", data, status=200 if fault is None else 422, reader=account.language)


def _take(context: RequestContext, purpose: Purpose) -> Response:
    form, register = forms.read(context), context.register
    account = _account(context, purpose)
    password, link = form.get("password", ""), (purpose, context.parameters["token"])
    revoke = "revoke" in form
    if password != form.get("again", ""):
        return _form(context, purpose, account, NOT_THE_SAME, revoke)
    chosen = choosing(context, account.id)
    try:
        with hashing(chosen, is_known=True) as asker:
            outcome = links.use(
                register.sessions, register.passwords, link, password, own_host(context), revoke, asker, seen(context)
            )
    except InvalidInputError as fault:
        chosen.failed()
        return _form(context, purpose, account, FieldFault("password", fault.code), revoke)
    if outcome is None:
        raise _gone()
    if purpose == "reset":
        notices.tell(register.settings, outcome.account, "password")
    return begun(context, outcome)


def _account(context: RequestContext, purpose: Purpose) -> Account:
    """Whose link that is. Raises the same `NotFoundError` for one that is unknown, used or expired."""
    tried, token = attempt(context, "link", "", "link"), context.parameters["token"]
    now, database = context.register.clock(), context.register.database
    account = links.look_at(database, token, purpose, now) if is_token(token) else None
    if account is None:
        count_failure(context, tried, "link", None)
        raise _gone()
    return account


def _gone() -> NotFoundError:
    return NotFoundError("This link is not valid any more; ask an administrator for another one", "link_gone")
