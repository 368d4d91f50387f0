"""The routes of OAuth."""

from contact_moments.http_server.pipeline import OAUTH
from contact_moments.http_server.routes import PUBLIC, Route
from contact_moments.oauth import token

OAUTH_ROUTES = (
    Route("POST", f"{OAUTH}/token", PUBLIC, token.give_token, max_body=token.MAX_FORM, refuse_body=token.refuse_body),
)
