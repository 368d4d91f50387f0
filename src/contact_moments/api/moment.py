"""One contact moment: registered or corrected, and shown in full (wire rules 15 to 23)."""

import re

from contact_moments.errors import InvalidInputError
from contact_moments.http_server.messages import Response, json_response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import Call
from contact_moments.moments.details import details
from contact_moments.strict_json import parse_json

MAX_BODY = 1024 * 1024
MAX_KEY = 255

_KEY = re.compile(rf'"([ !#-\[\]-~]{{1,{MAX_KEY}}})"|([!#-~][ -~]{{0,{MAX_KEY - 1}}})')


def register_moment(context: RequestContext) -> Response:
    """Register or correct what the body says; the answer comes once it is durable.

    It names the members that the type does not know, also where it refuses.
    """
    body, registrar, type_id = parse_json(context.body), context.register.registrar, context.parameters["type_id"]
    call = Call(type_id, body, context.client, _idempotency_key(context))
    try:
        moment_id = registrar.register(call)
    finally:  # by the types that it was checked with, which may have been read again
        context.unknown_members = registrar.unknown_members(type_id, body)
    return json_response({"contactMomentId": moment_id}, context.media_type)


def _idempotency_key(context: RequestContext) -> str | None:
    """The Idempotency-Key, with or without the quotes of a structured field. Raises `InvalidInputError`.

    As the IETF's draft-ietf-httpapi-idempotency-key-header has it, §2.1.
    """
    given = context.request.header("idempotency-key")
    if given is None:
        return None
    match = _KEY.fullmatch(given.strip())
    if match is None:
        raise InvalidInputError(f"Idempotency-Key must be 1 to {MAX_KEY} printable ASCII characters")
    return match[1] or match[2]


def show_moment(context: RequestContext) -> Response:
    """A contact moment in full, with its versions. Raises `NotFoundError` or `GoneError`."""
    register = context.register
    return json_response(details(register.database, register.zone, context.parameters["moment_id"]), context.media_type)
