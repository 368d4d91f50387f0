"""What connects Authlib's framework-free core to the register (RFC 6749).

Authlib checks grants and scopes. `clients` knows which client it is and what a token is made of, `throttle` who has to
wait. An unknown client and a wrong secret get the same answer (wire rule 27).
"""

import secrets
from collections.abc import Mapping
from typing import Any

from authlib.consts import default_json_headers
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Payload, OAuth2Request
from authlib.oauth2.rfc6749.errors import InvalidClientError
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from msgspec import Struct

from contact_moments import clients
from contact_moments.addresses import Address
from contact_moments.clock import SECOND
from contact_moments.model import Client, Grant
from contact_moments.oauth.credentials import Credentials
from contact_moments.register import Register
from contact_moments.throttle.throttle import Throttle

# Status, body and headers.
Answer = tuple[int, Any, list[tuple[str, str]]]


class TokenRequest(Struct, frozen=True):
    """A request for a token: its form, its client's id and secret, and the address that it came from."""

    form: dict[str, str]
    credentials: Credentials
    address: Address | None


def token_answer(register: Register, throttle: Throttle, request: TokenRequest) -> Answer:
    """Give a token, or refuse as RFC 6749 §5.2 has it."""
    answer: Answer = _Server(register, throttle).create_token_response(request)
    return answer


class _UnknownClientError(InvalidClientError):  # type: ignore[misc]
    """Unknown, revoked, or with a wrong secret: which of these is not told."""

    def __init__(self) -> None:
        super().__init__("The client is not known here, or its secret is wrong", status_code=401)

    def get_headers(self) -> list[tuple[str, str]]:
        """The challenge of RFC 7617, which asks for a realm."""
        return [*default_json_headers, ("WWW-Authenticate", 'Basic realm="contact moments", charset="UTF-8"')]


class _TooManyGuessesError(OAuth2Error):  # type: ignore[misc]
    """Whoever has sent too many wrong secrets waits, whether or not the client exists. The code is RFC 8628's."""

    error = "slow_down"
    status_code = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(f"There were too many wrong secrets; try again in {seconds} seconds")
        self._seconds = seconds

    def get_headers(self) -> list[tuple[str, str]]:
        """When to try again."""
        return [*default_json_headers, ("Retry-After", str(self._seconds))]


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
        # `token` has seen to it that nobody reads along, which Authlib can tell by the address only.
        super().__init__("POST", "https://localhost")
        self.payload = _Payload(asked.form)
        self.asked = asked


class _ClientCredentials(ClientCredentialsGrant):  # type: ignore[misc]
    def create_token_response(self) -> Answer:
        """As Authlib's own, which writes the token to its log."""
        token = self.generate_token(scope=self.request.payload.scope, include_refresh_token=False)
        self.save_token(token)
        return 200, token, self.TOKEN_RESPONSE_HEADER


class _Server(AuthorizationServer):  # type: ignore[misc]
    def __init__(self, register: Register, throttle: Throttle) -> None:
        super().__init__()
        self._register = register
        self._throttle = throttle
        generator = BearerTokenGenerator(
            access_token_generator=lambda **_: secrets.token_urlsafe(32),
            expires_generator=lambda *_: clients.TOKEN_SECONDS,
        )
        self.register_token_generator("default", generator)
        self.register_grant(_ClientCredentials)

    def authenticate_client(self, request: _Request, *_: Any) -> _OAuthClient:
        """The client. Raises `_UnknownClientError` or `_TooManyGuessesError`."""
        client_id, secret = request.asked.credentials
        if not client_id or not secret:
            raise _UnknownClientError
        attempt = self._throttle.attempt("client", client_id, request.asked.address)
        _require_no_wait(attempt.wait())
        client = clients.authenticate(self._register.database, client_id, secret)
        if client is None:
            _require_no_wait(attempt.failed())
            raise _UnknownClientError
        attempt.succeeded()
        return _OAuthClient(client)

    def query_client(self, client_id: str) -> None:
        """Not used: `authenticate_client` finds and authenticates the client in one step."""

    def save_token(self, token: dict[str, Any], request: _Request) -> None:
        """Keep the token's hash until it expires."""
        now = self._register.clock()
        scopes = frozenset(token["scope"].split())
        grant = Grant(request.client.client.id, scopes, now + token["expires_in"] * SECOND)
        clients.keep_token(self._register.database, token["access_token"], grant, now)

    def create_oauth2_request(self, request: TokenRequest) -> _Request:
        """What Authlib works on."""
        return _Request(request)

    def handle_response(self, status: int, body: Any, headers: list[tuple[str, str]]) -> Answer:
        """Leave it to `token` to answer."""
        return status, body, headers

    def send_signal(self, *_: Any, **__: Any) -> None:
        """Nobody listens."""


def _require_no_wait(seconds: int) -> None:
    if seconds:
        raise _TooManyGuessesError(seconds)
