"""The authorization code grant (RFC 6749 §4.1) with PKCE (RFC 7636), as Authlib checks it."""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from typing import Any, ClassVar

from authlib.oauth2.rfc6749.errors import InvalidGrantError, InvalidRequestError
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge

from contact_moments import consents
from contact_moments.oauth.authlib_adapter import OAuthClient, OAuthRequest
from contact_moments.oauth.calls import Answer
from contact_moments.people import Issued
from contact_moments.tokens import Pair

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")  # a SHA-256 in base64url
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


class OnlyS256(CodeChallenge):
    """PKCE: asked of public clients, taken from all. Never `plain`, which tells the secret to whoever sees the request.

    A challenge without a method means `plain` (RFC 7636 §4.3), so the method must be there.
    """

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        """Raise `InvalidRequestError` unless the request has what it needs."""
        del redirect_uri
        request: OAuthRequest = grant.request
        challenge = request.payload.data.get("code_challenge", "")
        method = request.payload.data.get("code_challenge_method", "")
        if not challenge and not method:
            if request.client.client.public:
                raise InvalidRequestError("This client must send a code_challenge (PKCE, RFC 7636)")
        elif method != "S256" or not _CHALLENGE.fullmatch(challenge):
            raise InvalidRequestError("Send code_challenge_method=S256, and as code_challenge a SHA-256 in base64url")

    def validate_code_verifier(self, grant: Any, result: object) -> None:
        """As Authlib's own, where a verifier cannot have a line end after it."""
        verifier = grant.request.form.get("code_verifier")
        if verifier and not _VERIFIER.fullmatch(verifier):
            raise InvalidRequestError("The code_verifier must be 43 to 128 of the characters of RFC 7636 §4.1")
        super().validate_code_verifier(grant, result)

    def get_authorization_code_challenge_method(self, authorization_code: "_TakenCode") -> str:
        """The only one there is."""
        del authorization_code
        return "S256"

    CODE_CHALLENGE_METHODS: ClassVar[dict[str, Callable[[str, str], bool]]] = {
        "S256": lambda verifier, challenge: hmac.compare_digest(_challenge_of(verifier), challenge)
    }


def _challenge_of(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii")).digest()).rstrip(b"=").decode()


class _TakenCode:
    """A code that was used up, as Authlib asks about it."""

    def __init__(self, issued: Issued, sent_address: str | None) -> None:
        self.issued = issued
        self.code_challenge = issued.challenge
        # The documented platform's clients do not send the address again. One that is sent must be the same.
        self._address = issued.redirect_uri if sent_address else ""

    def get_redirect_uri(self) -> str:
        """The address that the token call has to name; empty if it need not."""
        return self._address

    def get_scope(self) -> str:
        """What the person gave."""
        return " ".join(sorted(self.issued.consent.scopes))


class CodeGrant(AuthorizationCodeGrant):
    """Tokens for a code. The code is used up before anything else about the call is looked at."""

    def query_authorization_code(self, code: str, client: OAuthClient) -> _TakenCode | None:
        """The code, unless it is of no use (any more)."""
        del client  # which the request has
        request: OAuthRequest = self.request
        register = self.server.register
        issued = consents.take_code(register.database, code, register.clock(), request.actor)
        return None if issued is None else _TakenCode(issued, request.payload.redirect_uri)

    def create_token_response(self) -> Answer:
        """As Authlib's own, which writes the tokens to its log. The scope is what person and client may do now."""
        issued, register = self.request.authorization_code.issued, self.server.register
        token = self.generate_token(scope=self.request.authorization_code.get_scope())
        pair = Pair(token["access_token"], token["refresh_token"])
        scopes = consents.issue(register.database, issued.consent, pair, register.clock())
        if not scopes:
            raise InvalidGrantError("What was given has been revoked, or the person may not do it any more")
        return 200, token | {"scope": " ".join(sorted(scopes))}, self.TOKEN_RESPONSE_HEADER
