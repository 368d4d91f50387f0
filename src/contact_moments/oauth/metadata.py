"""GET /.well-known/oauth-authorization-server: what a client finds out about OAuth here by itself (RFC 8414)."""

from typing import Any

from contact_moments.http_server.messages import Response, json_response
from contact_moments.http_server.pipeline import OAUTH, RequestContext
from contact_moments.http_server.problems import HttpError
from contact_moments.model import SCOPES
from contact_moments.oauth.authlib_adapter import CODE, OF_CLIENT, REFRESH
from contact_moments.oauth.calls import IN_THE_CLEAR

_WITH_SECRET = ("client_secret_basic", "client_secret_post")


def show_metadata(context: RequestContext) -> Response:
    """The description. Over a connection that others can read it would not be true, and anybody could change it."""
    if not context.service.forwarding.is_private(context.request):
        raise HttpError(403, IN_THE_CLEAR)
    return json_response(metadata(context.service.forwarding.url(context.request)))


def metadata(issuer: str) -> dict[str, Any]:
    """The description for the address that clients use."""
    endpoints = {
        "authorization_endpoint": "authorize",
        "token_endpoint": "token",
        "revocation_endpoint": "revoke",
        "introspection_endpoint": "introspect",
    }
    return {
        "issuer": issuer,
        **{name: f"{issuer}{OAUTH}/{path}" for name, path in endpoints.items()},
        "scopes_supported": SCOPES,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": [CODE, REFRESH, OF_CLIENT],
        "token_endpoint_auth_methods_supported": [*_WITH_SECRET, "none"],
        "revocation_endpoint_auth_methods_supported": [*_WITH_SECRET, "none"],
        "introspection_endpoint_auth_methods_supported": _WITH_SECRET,
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
    }
