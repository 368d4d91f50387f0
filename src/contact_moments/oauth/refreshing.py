"""The refresh token grant (RFC 6749 §6) with rotation (RFC 9700 §4.14.2), as Authlib checks it."""

from authlib.oauth2.rfc6749.errors import InvalidGrantError
from authlib.oauth2.rfc6749.grants import RefreshTokenGrant

from contact_moments import consents
from contact_moments.oauth.authlib_adapter import OAuthClient
from contact_moments.oauth.calls import Answer
from contact_moments.people import Consent
from contact_moments.tokens import Pair


class _RefreshToken:
    """A refresh token, as Authlib asks about it."""

    def __init__(self, consent: Consent) -> None:
        self.consent = consent

    def check_client(self, client: OAuthClient) -> bool:
        """Whether it is that client's."""
        return self.consent.client_id == client.client.id

    def get_scope(self) -> str:
        """What the person gave. A call may ask for less."""
        return " ".join(sorted(self.consent.scopes))


class RefreshGrant(RefreshTokenGrant):
    """Tokens for a refresh token, which is used up by that."""

    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> _RefreshToken | None:
        """The refresh token, unless it is of no use (any more)."""
        register = self.server.register
        consent = consents.find_refresh_token(register.database, refresh_token, register.clock(), self.request.actor)
        return None if consent is None else _RefreshToken(consent)

    def create_token_response(self) -> Answer:
        """As Authlib's own, which writes the tokens to its log. The scope is what person and client may do now."""
        register, used = self.server.register, self.request.refresh_token
        token = self.issue_token(None, used)
        pair = Pair(token["access_token"], token["refresh_token"])
        scopes = consents.rotate(
            register.database,
            self.request.form["refresh_token"],
            used.consent,
            frozenset(token["scope"].split()),
            pair,
            register.clock(),
            self.request.actor,
        )
        if not scopes:
            raise InvalidGrantError("The refresh token was used, or what was given is not allowed any more")
        return 200, token | {"scope": " ".join(sorted(scopes))}, self.TOKEN_RESPONSE_HEADER
