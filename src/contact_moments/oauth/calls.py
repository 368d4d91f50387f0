"""What the calls of clients to OAuth's endpoints share: a form in, whose client it is, and JSON out."""

from collections.abc import Collection
from typing import Any
from urllib.parse import parse_qsl

from authlib.oauth2.rfc6749.errors import InvalidRequestError
from msgspec import Struct, json

from contact_moments.addresses import Address
from contact_moments.errors import RegisterError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.problems import status_of
from contact_moments.oauth.credentials import Credentials, read_credentials

MAX_FORM = 64 * 1024
MAX_FIELDS = 50

# Status, body and headers.
Answer = tuple[int, Any, list[tuple[str, str]]]

IN_THE_CLEAR = (
    "Tokens are given out over https only; behind a TLS proxy the operator sets "
    "CONTACT_MOMENTS_PUBLIC_URL and CONTACT_MOMENTS_TRUSTED_PROXIES"
)
_NOT_A_FORM = "The body must be a form in UTF-8 of at most 64 KiB"
# The spelling of the documented platform's first clients, and the standard's.
_EARLIER_NAMES = {"redirect_url": "redirect_uri"}

Pairs = list[tuple[str, str]]


class FormCall(Struct, frozen=True):
    """A call of a client: its form, its id and secret, the address that it came from, and the register's own."""

    form: dict[str, str]
    credentials: Credentials
    address: Address | None
    issuer: str


def read_call(context: RequestContext) -> FormCall:
    """The call that a request is. Raises `InvalidRequestError`."""
    request, forwarding = context.request, context.service.forwarding
    if not forwarding.is_private(request):
        raise InvalidRequestError(IN_THE_CLEAR)
    form = _read_form(context.body)
    credentials = read_credentials(request.header("authorization"), form, request.query)
    return FormCall(form, credentials, forwarding.client_address(request), forwarding.url(request))


def read_pairs(text: bytes) -> Pairs:
    """Names and values of a form or a query, in today's spelling. Raises `ValueError` if it is none in UTF-8."""
    pairs = parse_qsl(text.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    return [(_EARLIER_NAMES.get(name, name), value) for name, value in pairs]


def repeated(pairs: Pairs) -> Collection[str]:
    """The names that are there more than once (RFC 6749 §3.1 and §3.2 forbid that)."""
    names = [name for name, _ in pairs]
    return {name for name in names if names.count(name) > 1}


def _read_form(body: bytes) -> dict[str, str]:
    try:
        pairs = read_pairs(body)
    except ValueError:
        raise InvalidRequestError(_NOT_A_FORM) from None
    if repeated(pairs):
        raise InvalidRequestError("A parameter is given more than once")
    return dict(pairs)


def refuse_body(_: RequestContext, fault: RegisterError) -> Response:
    """The answer where the body is too large (413) or not complete (400)."""
    _status, body, headers = InvalidRequestError(_NOT_A_FORM)()
    return response(status_of(fault), body, headers)


def response(status: int, body: Any, headers: list[tuple[str, str]]) -> Response:
    """An answer in JSON."""
    # Content type and caching are the same for every answer, and set where all answers are completed.
    own = [(name.lower(), value) for name, value in headers if name.lower() not in {"content-type", "cache-control"}]
    return Response(json.encode(dict(body)), status, headers=own)
