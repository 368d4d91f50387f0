"""/l/oauth2/authorize: a client asks a person to let it act for them (RFC 6749 §4.1.1).

Consent is asked every time. The form of the page has the request in it, which is checked again when it comes back.
"""

from functools import partial
from urllib.parse import quote

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749.errors import AccessDeniedError
from msgspec import Struct

from contact_moments import consents
from contact_moments.clock import SECOND
from contact_moments.errors import InvalidInputError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.page_guard import SIGN_IN, seen
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.oauth.authorization_request import Asked, AuthorizationRequest, read_request
from contact_moments.oauth.calls import Pairs
from contact_moments.oauth.consent_page import consent_page
from contact_moments.pages.rendering import see_other
from contact_moments.people import Consent, Person
from contact_moments.tokens import new_id, new_token

_NOTHING = "The person may do nothing of what is asked"
_DAY = 24 * 3600 * SECOND


class _Decision(Struct, frozen=True):
    """What was chosen on the page, and the account that the page named."""

    choice: str
    account_id: str


def show_consent(context: RequestContext) -> Response:
    """Ask the person whether the client may act for them, once they have signed in."""
    return _answer(context, read_request(context.request.query.encode("latin-1")), decision=None)


def decide(context: RequestContext) -> Response:
    """Give the client a code, or tell it that the person does not want that."""
    pairs = read_request(context.body)
    fields = dict(pairs)
    return _answer(context, pairs, _Decision(fields.get("decision", ""), fields.get("account", "")))


def _answer(context: RequestContext, pairs: Pairs, decision: _Decision | None) -> Response:
    request = AuthorizationRequest(context, pairs)
    try:
        return _go_on(context, request.checked(), decision)
    except OAuth2Error as error:
        return request.place.refuse(error)


def _go_on(context: RequestContext, asked: Asked, decision: _Decision | None) -> Response:
    session = context.session
    if session is None or session.stage != "full":
        return see_other(f"{SIGN_IN}?next={quote(asked.again)}")
    allowed = asked.scopes & session.scopes
    if not allowed:
        raise AccessDeniedError(_NOTHING)
    # Somebody else may have signed in since the page was shown.
    if decision is None or decision.account_id != session.person.id:
        return consent_page(context, session.person, asked, allowed)
    if decision.choice == "allow":
        return _give(context, asked, allowed, session.person)
    if decision.choice == "deny":
        raise AccessDeniedError("The person does not want that")
    raise InvalidInputError("Choose whether the application may do this")


def _give(context: RequestContext, asked: Asked, allowed: frozenset[str], person: Person) -> Response:
    register, code = context.register, new_token()
    now = register.clock()
    until = now + register.settings.grant_days * _DAY
    wanted = Consent(new_id(), asked.client.id, person.id, allowed, now, until)
    challenge = asked.parameters.get("code_challenge") or None
    give = partial(consents.give, code=code, wanted=wanted, redirect_uri=asked.place.address, challenge=challenge)
    # The session may have ended since it was looked up, and with it the right to let anybody in.
    if not register.sessions.write(seen(context), give):
        raise AccessDeniedError(_NOTHING)
    return asked.place.answer(code=code)
