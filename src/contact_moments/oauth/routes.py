"""The routes of OAuth."""

from contact_moments.http_server.pipeline import METADATA, OAUTH
from contact_moments.http_server.routes import PUBLIC, Route
from contact_moments.oauth import authorize, metadata, token, token_endpoints
from contact_moments.oauth.authorization_request import PATH
from contact_moments.oauth.calls import MAX_FORM, refuse_body

OAUTH_ROUTES = (
    Route("GET", PATH, PUBLIC, authorize.show_consent, page=True),
    Route("POST", PATH, PUBLIC, authorize.decide, page=True, max_body=MAX_FORM),
    Route("POST", f"{OAUTH}/token", PUBLIC, token.give_token, max_body=MAX_FORM, refuse_body=refuse_body),
    Route("POST", f"{OAUTH}/revoke", PUBLIC, token_endpoints.revoke, max_body=MAX_FORM, refuse_body=refuse_body),
    Route(
        "POST", f"{OAUTH}/introspect", PUBLIC, token_endpoints.introspect, max_body=MAX_FORM, refuse_body=refuse_body
    ),
    Route("GET", METADATA, PUBLIC, metadata.show_metadata, instant=True),
)
