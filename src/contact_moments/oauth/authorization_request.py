"""What a client asks a person for: the request, checked in the order that RFC 9700 §4.11 asks for.

The client and its redirect address come first. Whatever is wrong with those is told on a page: no browser is ever sent
to an address that is not registered. Everything else that is wrong is told to the client, at that address.
"""

from collections.abc import Collection
from urllib.parse import urlencode

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749.errors import InvalidRequestError, UnsupportedResponseTypeError
from msgspec import Struct

from contact_moments.errors import InvalidInputError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import OAUTH, RequestContext
from contact_moments.model import Client
from contact_moments.oauth.addresses import with_parameters
from contact_moments.oauth.authlib_adapter import OAuthClient, Server
from contact_moments.oauth.calls import FormCall, Pairs, read_pairs, repeated
from contact_moments.oauth.code_grant import CodeGrant, OnlyS256
from contact_moments.oauth.credentials import Credentials
from contact_moments.pages.rendering import see_other

PATH = f"{OAUTH}/authorize"
MAX_REQUEST = 6000  # characters: it goes into the address of the sign-in page, and into that of the client

_NAMES = frozenset(
    {"client_id", "redirect_uri", "response_type", "response_mode", "scope", "state"}
    | {"code_challenge", "code_challenge_method"}
)


class Place(Struct, frozen=True):
    """Where the answer to a request goes: the client's own address, which has been checked."""

    address: str
    state: str | None
    issuer: str

    def answer(self, **parameters: str) -> Response:
        """Send the browser there with an answer, and with who gives it (RFC 9207). 303: the browser sends no form."""
        state = {} if self.state is None else {"state": self.state}
        told = parameters | state | {"iss": self.issuer}
        return see_other(with_parameters(self.address, told.items()))

    def refuse(self, error: OAuth2Error) -> Response:
        """Send the browser there with the reason why there is no code."""
        description = {"error_description": error.description} if error.description else {}
        return self.answer(error=error.error, **description)


class Asked(Struct, frozen=True):
    """An authorization request that was checked and is in order: which client asks for which scopes, answered where.

    `parameters` are those that it was sent with.
    """

    client: Client
    place: Place
    scopes: frozenset[str]
    parameters: dict[str, str]

    @property
    def again(self) -> str:
        """The address that asks the same once more."""
        return f"{PATH}?{urlencode(self.parameters)}"


def read_request(text: bytes) -> Pairs:
    """Names and values of a request. Raises `InvalidInputError`."""
    try:
        pairs = read_pairs(text)
    except ValueError:
        raise InvalidInputError("The request is no text in UTF-8, or has too many parts", "malformed_request") from None
    if len(urlencode(pairs)) > MAX_REQUEST:
        raise InvalidInputError(f"The request has more than {MAX_REQUEST} characters", "malformed_request")
    return pairs


class AuthorizationRequest:
    """A request whose client and redirect address are certain."""

    def __init__(self, context: RequestContext, pairs: Pairs) -> None:
        """Raise `InvalidInputError` where they are not."""
        self._server = Server(context.register, context.service.throttle)
        self._parameters = {name: value for name, value in pairs if name in _NAMES}
        self._repeated = repeated(pairs)
        self._client = self._find_client()
        state = None if "state" in self._repeated else self._parameters.get("state")
        self.place = Place(self._address(), state, context.service.forwarding.url(context.request))

    def _find_client(self) -> OAuthClient:
        client = self._server.query_client(self._parameters.get("client_id", ""))
        if client is None or "client_id" in self._repeated:
            raise InvalidInputError("The application that asks is not known here", "unknown_application")
        return client

    def _address(self) -> str:
        address = self._client.address(self._parameters.get("redirect_uri", ""))
        if address is None or "redirect_uri" in self._repeated:
            raise InvalidInputError("The redirect address is not registered for this application", "unknown_redirect")
        return address

    def checked(self) -> Asked:
        """What is asked. Raises `OAuth2Error` for a request that is not in order."""
        _check(self._parameters, self._repeated)
        self._server.register_grant(CodeGrant, [OnlyS256()])
        grant = self._server.get_consent_grant(FormCall(self._parameters, Credentials(), None, self.place.issuer))
        return Asked(self._client.client, self.place, frozenset(grant.request.scope.split()), self._parameters)


def _check(parameters: dict[str, str], more_than_once: Collection[str]) -> None:
    """What Authlib does not look at, or would repeat in its own words, which cannot have every character in them."""
    if more_than_once:
        raise InvalidRequestError("A parameter is given more than once")
    if not parameters.get("response_type"):
        raise InvalidRequestError("Send response_type=code")
    if parameters["response_type"] != "code":
        raise UnsupportedResponseTypeError("Send response_type=code; there is no other here")
    if parameters.get("response_mode", "query") != "query":
        raise InvalidRequestError("The answer is always in the query of the redirect address")
