"""What clients ask about tokens that they have: /l/oauth2/revoke (RFC 7009) and /l/oauth2/introspect (RFC 7662).

A client is answered about its own tokens only. A token of another client is treated as one that does not exist.
"""

from typing import Any

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749.errors import InvalidRequestError
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7662 import IntrospectionEndpoint

from contact_moments import clients, consents
from contact_moments.clock import SECOND
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.oauth.authlib_adapter import OAuthClient, OAuthRequest, Server, UnknownClientError
from contact_moments.oauth.calls import read_call, response
from contact_moments.tokens import TOKEN_SECONDS

Told = dict[str, Any]


def revoke(context: RequestContext) -> Response:
    """End a token; 200 also if there is none."""
    return _answer(context, _Revocation)


def introspect(context: RequestContext) -> Response:
    """Tell whether a token works now, what for, and until when."""
    return _answer(context, _Introspection)


def _answer(context: RequestContext, endpoint: type[Any]) -> Response:
    server = Server(context.register, context.service.throttle)
    server.register_endpoint(endpoint)
    try:
        return response(*server.create_endpoint_response(endpoint.ENDPOINT_NAME, read_call(context)))
    except OAuth2Error as error:
        return response(*error())


def _token_in(request: OAuthRequest) -> str:
    """The token that a call is about. The hint at its kind is ignored, as RFC 7009 §2.1 allows."""
    token = request.form.get("token")
    if not token:
        raise InvalidRequestError("The form must have a token")
    return token


class _Revocation(RevocationEndpoint):
    def authenticate_token(self, request: OAuthRequest, client: OAuthClient) -> str:
        """The token, whosever it is: to say that it is not the client's would tell that it exists."""
        del client
        return _token_in(request)

    def revoke_token(self, token: str, request: OAuthRequest) -> None:
        """End it, if it is the client's: here at once, and at other workers within five seconds."""
        register = self.server.register
        consents.revoke_token(register.database, token, register.clock(), request.actor)
        register.tokens.forget(request.client.client.id)


class _Introspection(IntrospectionEndpoint):
    def authenticate_endpoint_client(self, request: OAuthRequest) -> OAuthClient:
        """The client, which must have proved who it is (RFC 7662 §2.1): others could try tokens that they found."""
        client: OAuthClient = super().authenticate_endpoint_client(request)
        if client.client.public:
            raise UnknownClientError
        return client

    def authenticate_token(self, request: OAuthRequest, client: OAuthClient) -> Told:
        """What is told of the token."""
        register, token = self.server.register, _token_in(request)
        now, issuer = register.clock(), request.call.issuer
        grant = clients.find_grant(register.database, token, now)
        if grant is not None:
            subject = None if grant.person is None else grant.person.id
            until = grant.expires_at // SECOND
            told = _told(grant.client_id, grant.scopes, until, issuer, subject)
            found = told | {"token_type": "Bearer", "iat": until - TOKEN_SECONDS}
        else:
            found = self._refresh_token(token, now, issuer)
        return found if found.get("client_id") == client.client.id else {}

    def _refresh_token(self, token: str, now: int, issuer: str) -> Told:
        issued = consents.unused_refresh_token(self.server.register.database, token, now)
        if issued is None:
            return {}
        given = issued.consent
        return _told(given.client_id, given.scopes, issued.expires_at // SECOND, issuer, given.account_id)

    def create_introspection_payload(self, token: Told) -> Told:
        """Nothing but that it does not work, of a token that does not."""
        return {"active": True} | token if token else {"active": False}


def _told(client_id: str | None, scopes: frozenset[str], until: int, issuer: str, subject: str | None) -> Told:
    told = {"client_id": client_id, "scope": " ".join(sorted(scopes)), "exp": until, "iss": issuer}
    return told if subject is None else told | {"sub": subject}
