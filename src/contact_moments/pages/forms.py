"""What a form sent, and where it may lead afterwards."""

import re
from urllib.parse import parse_qsl

from contact_moments.errors import InvalidInputError
from contact_moments.http_server.pipeline import RequestContext

MAX_FORM = 64 * 1024
MAX_FIELDS = 50
MAX_ADDRESS = 8000
HOME = "/account"

_FORM = "application/x-www-form-urlencoded"
# An address on this server, in ASCII as addresses are. Browsers take a backslash for a slash, and two slashes for the
# begin of another host.
_LOCAL = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


def read(context: RequestContext) -> dict[str, str]:
    """The fields of the form in a request's body. Raises `InvalidInputError`."""
    sent_as = (context.request.header("content-type") or "").partition(";")[0].strip().lower()
    if sent_as != _FORM:
        raise InvalidInputError("Send a form: application/x-www-form-urlencoded")
    return _fields(context.body.decode("utf-8", "replace"))


def read_query(context: RequestContext) -> dict[str, str]:
    """The parameters in a request's address. Raises `InvalidInputError`."""
    return _fields(context.request.query)


def read_either(context: RequestContext) -> dict[str, str]:
    """The fields of the form where one was sent, else the parameters in the address. Raises `InvalidInputError`."""
    return read(context) if context.body else read_query(context)


def read_next(context: RequestContext) -> str:
    """Where the form or the address says to go on. Raises `InvalidInputError`."""
    return local_address(read_either(context).get("next"))


def _fields(text: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:
        raise InvalidInputError(f"Send text in UTF-8, and at most {MAX_FIELDS} fields") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise InvalidInputError("A field is there more than once")
    # PostgreSQL stores no such character, and no field means one.
    if any("\x00" in part for pair in pairs for part in pair):
        raise InvalidInputError("A field has a NUL character in it")
    return fields


def local_address(text: str | None) -> str:
    """Where to go next: the path on this server that was asked for, or else the account."""
    return text if text and len(text) <= MAX_ADDRESS and _LOCAL.fullmatch(text) else HOME
