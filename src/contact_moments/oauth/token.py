"""POST /l/oauth2/token: a form with `grant_type=client_credentials`, and id and secret in it or as HTTP Basic."""

from typing import Any
from urllib.parse import parse_qsl

from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749.errors import InvalidRequestError
from msgspec import json

from contact_moments.errors import RegisterError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.problems import status_of
from contact_moments.oauth.authlib_adapter import TokenRequest, token_answer
from contact_moments.oauth.credentials import read_credentials

MAX_FORM = 64 * 1024
MAX_FIELDS = 50

_IN_THE_CLEAR = (
    "Tokens are given out over https only; behind a TLS proxy the operator sets "
    "CONTACT_MOMENTS_PUBLIC_URL and CONTACT_MOMENTS_TRUSTED_PROXIES"
)
_NOT_A_FORM = "The body must be a form in UTF-8 of at most 64 KiB"


def give_token(context: RequestContext) -> Response:
    """An access token, or an error as RFC 6749 §5.2 has it."""
    service = context.service
    try:
        return _response(*token_answer(service.register, service.throttle, _read(context)))
    except OAuth2Error as error:
        return _response(*error())


def refuse_body(_: RequestContext, fault: RegisterError) -> Response:
    """The answer where the body is too large (413) or not complete (400)."""
    _status, body, headers = InvalidRequestError(_NOT_A_FORM)()
    return _response(status_of(fault), body, headers)


def _read(context: RequestContext) -> TokenRequest:
    request, forwarding = context.request, context.service.forwarding
    if not forwarding.is_private(request):
        raise InvalidRequestError(_IN_THE_CLEAR)
    form = _read_form(context.body)
    credentials = read_credentials(request.header("authorization"), form, request.query)
    return TokenRequest(form, credentials, forwarding.client_address(request))


def _read_form(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:
        raise InvalidRequestError(_NOT_A_FORM) from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise InvalidRequestError("A parameter is given more than once")
    if not form.get("grant_type"):
        raise InvalidRequestError("The body must be a form with grant_type=client_credentials")
    return form


def _response(status: int, body: Any, headers: list[tuple[str, str]]) -> Response:
    # Content type and caching are the same for every answer, and set where all answers are completed.
    own = [(name.lower(), value) for name, value in headers if name.lower() not in {"content-type", "cache-control"}]
    return Response(json.encode(dict(body)), status, headers=own)
