"""POST /l/oauth2/token: a form with a grant type, and id and secret in it or as HTTP Basic."""

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749.errors import InvalidRequestError
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from msgspec import structs

from contact_moments import clients
from contact_moments.clock import SECOND
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import Grant
from contact_moments.oauth.authlib_adapter import CODE, Server
from contact_moments.oauth.calls import Answer, FormCall, read_call, response
from contact_moments.oauth.code_grant import CodeGrant, OnlyS256
from contact_moments.oauth.refreshing import RefreshGrant
from contact_moments.register import Register
from contact_moments.throttle.throttle import Throttle

# The spelling of the documented platform's first clients, and the standard's.
_EARLIER_GRANTS = {"code": CODE}


def give_token(context: RequestContext) -> Response:
    """An access token, or an error as RFC 6749 §5.2 has it."""
    service = context.service
    try:
        return response(*_answer(service.register, service.throttle, _read(context)))
    except OAuth2Error as error:
        return response(*error())


def _read(context: RequestContext) -> FormCall:
    call = read_call(context)
    grant_type = call.form.get("grant_type")
    if not grant_type:
        raise InvalidRequestError("The body must be a form with a grant_type, such as client_credentials")
    return structs.replace(call, form=call.form | {"grant_type": _EARLIER_GRANTS.get(grant_type, grant_type)})


def _answer(register: Register, throttle: Throttle, call: FormCall) -> Answer:
    server = Server(register, throttle)
    server.register_grant(_ClientCredentials)
    server.register_grant(CodeGrant, [OnlyS256()])
    server.register_grant(RefreshGrant)
    answer: Answer = server.create_token_response(call)
    return answer


class _ClientCredentials(ClientCredentialsGrant):
    def create_token_response(self) -> Answer:
        """As Authlib's own, which writes the token to its log."""
        token = self.generate_token(scope=self.request.payload.scope, include_refresh_token=False)
        register = self.server.register
        now = register.clock()
        scopes = frozenset(token["scope"].split())
        grant = Grant(self.request.client.client.id, scopes, now + token["expires_in"] * SECOND)
        clients.keep_token(register.database, token["access_token"], grant, now)
        return 200, token, self.TOKEN_RESPONSE_HEADER
