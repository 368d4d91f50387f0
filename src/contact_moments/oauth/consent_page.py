"""The page that asks a person whether a client may act for them: what it may do, in words, and where that leads."""

from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.oauth.addresses import form_target, host_of
from contact_moments.oauth.authorization_request import Asked
from contact_moments.pages import rendering
from contact_moments.pages.words import scopes_in_order
from contact_moments.people import Person


class Consent(rendering.PageData, frozen=True):
    """Who asks for what. `left_out` is what was asked too, and the person may not do. `fields` go back with the form.

    After so many `days` the client has to ask again. `again` is the address that asks the same of somebody else.
    """

    client: str
    email: str
    host: str
    days: int
    scopes: list[str]
    left_out: list[str]
    fields: dict[str, str]
    again: str


def consent_page(context: RequestContext, person: Person, asked: Asked, allowed: frozenset[str]) -> Response:
    """The page. Its form names the person and the scopes that it shows: no more can come of it."""
    scopes = scopes_in_order(allowed)
    data = Consent(
        client=asked.client.name,
        email=person.email,
        host=host_of(asked.place.address),
        days=context.register.settings.grant_days,
        scopes=scopes,
        left_out=scopes_in_order(asked.scopes - allowed),
        fields=asked.parameters | {"scope": " ".join(scopes), "account": person.id},
        again=asked.again,
    )
    return rendering.page(context, "consent.html", data, form_action=form_target(asked.place.address))
