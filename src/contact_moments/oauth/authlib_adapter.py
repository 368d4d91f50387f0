"""What connects Authlib's framework-free core to the register (RFC 6749).

Authlib checks grants, scopes and the transport. `clients` knows which client it is and what a token is made of. An
unknown client and a wrong secret get the same answer (wire rule 27).
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from authlib.consts import default_json_headers
from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Payload, OAuth2Request
from authlib.oauth2.rfc6749.errors import InsecureTransportError, InvalidClientError, InvalidRequestError
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from authlib.oauth2.rfc6749.util import extract_basic_authorization
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from msgspec import Struct

from contact_moments import clients
from contact_moments.clock import SECOND
from contact_moments.model import Client, Grant
from contact_moments.register import Register

# Status, body and headers.
Answer = tuple[int, Any, list[tuple[str, str]]]


class TokenRequest(Struct, frozen=True):
    """A request for a token: the address it came to, its form, and its Authorization header."""

    method: str
    uri: str
    form: dict[str, str]
    authorization: str | None


def token_answer(register: Register, request: TokenRequest) -> Answer:
    """Give a token, or refuse as RFC 6749 §5.2 has it. Raises `OAuth2Error` where the request cannot be read."""
    answer: Answer = _Server(register).create_token_response(request)
    return answer


class _UnknownClientError(InvalidClientError):  # type: ignore[misc]
    """Unknown, revoked, or with a wrong secret: which of these is not told."""

    def __init__(self) -> None:
        super().__init__("The client is not known here, or its secret is wrong", status_code=401)

    def get_headers(self) -> list[tuple[str, str]]:
        """The challenge of RFC 7617, which asks for a realm."""
        return [*default_json_headers, ("WWW-Authenticate", 'Basic realm="contact moments", charset="UTF-8"')]


class _OAuthClient(ClientMixin):  # type: ignore[misc] # Authlib has no types
    """A client as Authlib asks about it; it is authenticated by the time that Authlib sees it."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """What of `scope` the client gets: all of it, or None for `invalid_scope`; asked for nothing, all it has."""
        asked = set((scope or "").split()) or self.client.scopes
        return " ".join(sorted(asked)) if asked <= self.client.scopes else None

    def check_grant_type(self, grant_type: str) -> bool:
        """Whether the client may use the grant."""
        return grant_type == "client_credentials"

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """Both methods are for every client."""
        del method, endpoint
        return True


class _Payload(OAuth2Payload):  # type: ignore[misc]
    def __init__(self, form: Mapping[str, str]) -> None:
        self.data = form
        self.datalist = {name: [value] for name, value in form.items()}

    data: Mapping[str, str] = {}
    datalist: Mapping[str, list[str]] = {}


class _Request(OAuth2Request):  # type: ignore[misc]
    def __init__(self, asked: TokenRequest) -> None:
        super().__init__(asked.method, asked.uri, headers={"Authorization": asked.authorization})
        self.payload = _Payload(asked.form)
        self._form = asked.form

    @property
    def form(self) -> dict[str, str]:
        return self._form


class _ClientCredentials(ClientCredentialsGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

    def create_token_response(self) -> Answer:
        """As Authlib's own, which writes the token to its log."""
        token = self.generate_token(scope=self.request.payload.scope, include_refresh_token=False)
        self.save_token(token)
        return 200, token, self.TOKEN_RESPONSE_HEADER


class _Server(AuthorizationServer):  # type: ignore[misc]
    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        generator = BearerTokenGenerator(
            access_token_generator=lambda **_: secrets.token_urlsafe(32),
            expires_generator=lambda *_: clients.TOKEN_SECONDS,
        )
        self.register_token_generator("default", generator)
        self.register_client_auth_method("client_secret_basic", self._basic)
        self.register_client_auth_method("client_secret_post", self._post)
        self.register_grant(_ClientCredentials)

    def authenticate_client(self, request: "_Request", methods: Sequence[str], endpoint: str = "token") -> _OAuthClient:
        """The client, by either method. Raises `_UnknownClientError`."""
        try:
            client: _OAuthClient = super().authenticate_client(request, methods, endpoint)
        except InvalidClientError:
            raise _UnknownClientError from None
        return client

    def _basic(self, _: Any, request: _Request) -> _OAuthClient | None:
        try:
            client_id, secret = extract_basic_authorization(request.headers)
        except ValueError:  # neither base64 nor UTF-8
            return None
        return self._client(client_id, secret)

    def _post(self, _: Any, request: _Request) -> _OAuthClient | None:
        return self._client(request.form.get("client_id"), request.form.get("client_secret"))

    def _client(self, client_id: str | None, secret: str | None) -> _OAuthClient | None:
        if not client_id or not secret:
            return None
        client = clients.authenticate(self._register.database, client_id, secret)
        return _OAuthClient(client) if client else None

    def query_client(self, client_id: str) -> None:
        """Not used: the methods above find and authenticate the client in one step."""

    def save_token(self, token: dict[str, Any], request: _Request) -> None:
        """Keep the token's hash until it expires."""
        now = self._register.clock()
        scopes = frozenset(token["scope"].split())
        grant = Grant(request.client.client.id, scopes, now + token["expires_in"] * SECOND)
        clients.keep_token(self._register.database, token["access_token"], grant, now)

    def create_oauth2_request(self, request: TokenRequest) -> _Request:
        """What Authlib works on. Raises `InvalidRequestError` where the token would cross a network in the clear."""
        try:
            return _Request(request)
        except InsecureTransportError:
            raise InvalidRequestError(
                "Tokens are given out over https only; behind a TLS proxy the operator sets CONTACT_MOMENTS_PUBLIC_URL"
            ) from None

    def handle_response(self, status: int, body: Any, headers: list[tuple[str, str]]) -> Answer:
        """Leave it to `token` to answer."""
        return status, body, headers

    def send_signal(self, *_: Any, **__: Any) -> None:
        """Nobody listens."""
