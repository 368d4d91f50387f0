"""What connects Authlib's framework-free core to the register (RFC 6749).

Authlib checks grants and scopes. `clients` knows which client it is and what a token is made of, `throttle` who has to
wait. An unknown client and a wrong secret get the same answer (wire rule 27).
"""

from collections.abc import Mapping
from typing import Any

from authlib.consts import default_json_headers
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import AuthorizationServer, ClientMixin, OAuth2Payload, OAuth2Request
from authlib.oauth2.rfc6749.errors import InvalidClientError
from authlib.oauth2.rfc6750 import BearerTokenGenerator

from contact_moments import clients
from contact_moments.model import Client
from contact_moments.oauth.addresses import chosen_address
from contact_moments.oauth.calls import Answer, FormCall
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.throttle.throttle import Throttle
from contact_moments.tokens import TOKEN_SECONDS, new_token

CODE, REFRESH, OF_CLIENT = "authorization_code", "refresh_token", "client_credentials"


class UnknownClientError(InvalidClientError):
    """Unknown, revoked, or with a wrong secret: which of these is not told."""

    def __init__(self) -> None:
        super().__init__("The client is not known here, or its secret is wrong", status_code=401)

    def get_headers(self) -> list[tuple[str, str]]:
        """The challenge of RFC 7617, which asks for a realm."""
        return [*default_json_headers, ("WWW-Authenticate", 'Basic realm="contact moments", charset="UTF-8"')]


class _TooManyGuessesError(OAuth2Error):
    """Whoever has sent too many wrong secrets waits, whether or not the client exists. The code is RFC 8628's."""

    error = "slow_down"
    status_code = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(f"There were too many wrong secrets; try again in {seconds} seconds")
        self._seconds = seconds

    def get_headers(self) -> list[tuple[str, str]]:
        """When to try again."""
        return [*default_json_headers, ("Retry-After", str(self._seconds))]


class OAuthClient(ClientMixin):
    """A client as Authlib asks about it, with its redirect addresses."""

    def __init__(self, client: Client, redirects: tuple[str, ...]) -> None:
        self.client = client
        self._redirects = redirects

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """What of `scope` the client gets: all of it, or None for `invalid_scope`; asked for nothing, all it has."""
        asked = set((scope or "").split()) or self.client.scopes
        return " ".join(sorted(asked)) if asked <= self.client.scopes else None

    def check_grant_type(self, grant_type: str) -> bool:
        """Whether the client may use the grant: people give something only to a client with a redirect address."""
        return self.client.own_tokens if grant_type == OF_CLIENT else bool(self._redirects)

    def check_response_type(self, response_type: str) -> bool:
        """Whether the client may ask people."""
        return response_type == "code" and bool(self._redirects)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Whether codes may be sent to this address."""
        return self.address(redirect_uri) is not None

    def get_default_redirect_uri(self) -> str | None:
        """Where codes are sent to, if the request does not say."""
        return self.address("")

    def address(self, asked: str) -> str | None:
        """The redirect address that a request means; None if there is none."""
        return chosen_address(self._redirects, asked, self.client.public)


class _Payload(OAuth2Payload):
    def __init__(self, form: Mapping[str, str]) -> None:
        self.data = form
        self.datalist = {name: [value] for name, value in form.items()}

    data: Mapping[str, str] = {}
    datalist: Mapping[str, list[str]] = {}


class OAuthRequest(OAuth2Request):
    """A call as Authlib asks about it. `client` is an `OAuthClient` once it is known."""

    def __init__(self, call: FormCall) -> None:
        # `calls` has seen to it that nobody reads along, which Authlib can tell by the address only.
        super().__init__("POST", "https://localhost")
        self.payload = _Payload(call.form)
        self.call = call

    @property
    def form(self) -> Mapping[str, str]:
        """The fields of the form."""
        return self.call.form

    @property
    def actor(self) -> Actor:
        """Who calls, for what is recorded: the client, from where."""
        address = self.call.address
        return Actor(client_id=self.client.client.id, address=None if address is None else str(address))


class Server(AuthorizationServer):
    """The register as an authorization server. Who makes one registers the grants and endpoints that it needs."""

    def __init__(self, register: Register, throttle: Throttle) -> None:
        super().__init__()
        self.register = register
        self._throttle = throttle
        generator = BearerTokenGenerator(
            access_token_generator=lambda **_: new_token(),
            refresh_token_generator=lambda **_: new_token(),
            expires_generator=lambda *_: TOKEN_SECONDS,
        )
        self.register_token_generator("default", generator)

    def authenticate_client(self, request: OAuthRequest, *_: Any) -> OAuthClient:
        """The client; a public one needs no secret. Raises `UnknownClientError` or `_TooManyGuessesError`."""
        client_id, secret = request.call.credentials
        if not client_id:
            raise UnknownClientError
        client = self._with_secret(request.call) if secret else self._public(client_id)
        found = request.client = OAuthClient(client, clients.redirects(self.register.database, client_id))
        # What PKCE asks about: whether a stolen code is all that one needs.
        request.auth_method = "none" if client.public else "client_secret"
        return found

    def _public(self, client_id: str) -> Client:
        client = clients.find(self.register.database, client_id)
        if client is None or not client.public:
            raise UnknownClientError
        return client

    def _with_secret(self, call: FormCall) -> Client:
        client_id, secret = call.credentials
        attempt = self._throttle.attempt("client", client_id, call.address)
        if wait := attempt.wait():
            self._count(call, refused=True)
            raise _TooManyGuessesError(wait)
        client = clients.authenticate(self.register.database, client_id, secret)
        if client is None:
            self._count(call)
            wait = attempt.failed()
            raise _TooManyGuessesError(wait) if wait else UnknownClientError
        attempt.succeeded()
        return client

    def _count(self, call: FormCall, refused: bool = False) -> None:
        """Count a wrong secret for the audit trail: with the client, unless there is none with that id."""
        client, address = clients.find(self.register.database, call.credentials.client_id), call.address
        client_id = None if client is None else client.id
        text = None if address is None else str(address)
        self.register.failures.count("client_secret", text, client_id=client_id, refused=refused)

    def query_client(self, client_id: str) -> OAuthClient | None:
        """The client that a person is asked about; None if it is not known here, or revoked."""
        client = clients.find(self.register.database, client_id)
        return None if client is None else OAuthClient(client, clients.redirects(self.register.database, client_id))

    def create_oauth2_request(self, call: FormCall) -> OAuthRequest:
        """What Authlib works on."""
        return OAuthRequest(call)

    def handle_response(self, status: int, body: Any, headers: list[tuple[str, str]]) -> Answer:
        """Leave it to the handlers to answer."""
        return status, body, headers

    def send_signal(self, *_: Any, **__: Any) -> None:
        """Nobody listens."""
