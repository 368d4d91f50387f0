"""`/first/{token}`: while nobody can manage accounts, the link that `serve` prints makes the first administrator."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from contact_moments.accounts import first_run
from contact_moments.accounts.signing_in import SignedIn
from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.page_guard import seen
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import PUBLIC, Route
from contact_moments.pages import forms
from contact_moments.pages.rendering import PageData, page
from contact_moments.pages.words import language_of
from contact_moments.people import LANGUAGES, Account
from contact_moments.relations.members import read_members, with_keys
from contact_moments.relations.profile import create_now
from contact_moments.web.requests import (
    NOT_THE_SAME,
    FieldFault,
    attempt,
    begun,
    count_failure,
    hashing,
    own_host,
)

# The field that a refusal is about, by its code.
_FIELDS = {"name": "name", "language": "language", "email": "email", "email_taken": "email"}
_FIELDS |= {f"password_{why}": "password" for why in ("short", "long", "common", "run", "personal")}


class Typed(Struct, frozen=True):
    """The fields of the form, but the password, which nobody gets back."""

    email: str
    name: str
    language: str
    relation: bool


class FirstRun(PageData, frozen=True):
    """The form. `fault` is what was wrong with what was sent."""

    action: str
    typed: Typed
    choices: tuple[str, ...]
    fault: FieldFault | None


def show_first_run(context: RequestContext) -> Response:
    """The form for the first administrator."""
    _require_link(context)
    return _form(context, Typed("", "", language_of(context), relation=True))


def make_administrator(context: RequestContext) -> Response:
    """Take what the form says, and begin a session."""
    form = forms.read(context)
    tried = _require_link(context)
    typed = Typed(form.get("email", ""), form.get("name", ""), form.get("language", ""), "relation" in form)
    password = form.get("password", "")
    if password != form.get("again", ""):
        return _form(context, typed, NOT_THE_SAME)
    chosen = attempt(context, "new-password", "", "password")
    try:
        with hashing(tried, is_known=True) as asker:
            signed_in = _make(context, typed, password, asker)
    except (InvalidInputError, ConflictError) as fault:
        if fault.code not in _FIELDS:
            raise
        chosen.failed()
        return _form(context, typed, FieldFault(_FIELDS[fault.code], fault.code))
    return begun(context, signed_in)


def _make(context: RequestContext, typed: Typed, password: str, asker: Any) -> SignedIn:
    register = context.register
    new = Account("", typed.email, typed.name, typed.language, first_run.ROLE, register.clock())
    return first_run.make(
        register.sessions,
        register.passwords,
        context.parameters["token"],
        new,
        password,
        own_host(context),
        asker,
        seen(context),
        _relation(context, typed) if typed.relation else None,
    )


def _relation(context: RequestContext, typed: Typed) -> Callable[[Any], int]:
    """What adds the person as a relation."""

    def add(transaction: Any) -> int:
        # The name was checked before: what is refused now is the address.
        try:
            members = read_members({"kind": "person", "name": typed.name.strip(), "email": typed.email.strip()})
        except InvalidInputError as fault:
            raise InvalidInputError(fault.message, "email") from None
        return create_now(transaction, with_keys(members, context.register.settings.phone_region)).id

    return add


def _form(context: RequestContext, typed: Typed, fault: FieldFault | None = None) -> Response:
    data = FirstRun(f"/first/{context.parameters['token']}", typed, LANGUAGES, fault)
    return page(context, "first_run.html", data, status=200 if fault is None else 422)


def _require_link(context: RequestContext) -> Any:
    """An attempt with the link. Raises the same `NotFoundError` for one that is unknown, used or expired."""
    tried = attempt(context, "link", "", "link")
    register = context.register
    if not first_run.is_valid(register.database, context.parameters["token"], register.clock()):
        count_failure(context, tried, "link", None)
        raise NotFoundError(
            "This link is not valid any more; contact-moments user first-link prints another one", "first_link_gone"
        )
    return tried


PAGES = (
    Route("GET", "/first/{token}", PUBLIC, show_first_run, page=True),
    Route("POST", "/first/{token}", PUBLIC, make_administrator, page=True, max_body=forms.MAX_FORM),
)
