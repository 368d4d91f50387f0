"""What a form sent, and where it may lead afterwards."""

import re
from urllib.parse import parse_qsl

from msgspec import Struct

from contact_moments.errors import InvalidInputError
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.query import Query

MAX_FORM = 64 * 1024
MAX_FIELDS = 50
MOST_FIELDS = 2500  # where fields may repeat
MAX_ADDRESS = 8000
HOME = "/"

_FORM = "application/x-www-form-urlencoded"
# An address on this server, in ASCII as addresses are. Browsers take a backslash for a slash, and two slashes for the
# begin of another host.
_LOCAL = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")


def is_number(text: str) -> bool:
    """Whether a field has a whole number that the register could have: digits of other scripts are none."""
    return text.isascii() and text.isdigit() and len(text) < 17


def number_in(text: str) -> int | None:
    """The whole number that a field has; None where it has none that the register could have."""
    return int(text) if is_number(text) else None


class Fields(Struct, frozen=True):
    """The fields of a form or an address, which may be there more than once, in the order in which they were sent."""

    values: Query

    def one(self, name: str) -> str:
        """The first value of a field; empty where there is none."""
        return self.values.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        """All values of a field."""
        return self.values.get(name, [])


def read(context: RequestContext) -> dict[str, str]:
    """The fields of the form in a request's body. Raises `InvalidInputError`."""
    return _fields(_form_text(context))


def read_query(context: RequestContext) -> dict[str, str]:
    """The parameters in a request's address. Raises `InvalidInputError`."""
    return _fields(context.request.query)


def read_either(context: RequestContext) -> dict[str, str]:
    """The fields of the form where one was sent, else the parameters in the address. Raises `InvalidInputError`."""
    return read(context) if context.body else read_query(context)


def read_next(context: RequestContext) -> str:
    """Where the form or the address says to go on. Raises `InvalidInputError`."""
    return local_address(read_either(context).get("next"))


def read_all(context: RequestContext) -> Fields:
    """As `read`, for a form whose fields may be there more than once. Raises `InvalidInputError`."""
    if context.form is None:
        context.form = _several(_form_text(context), MOST_FIELDS)
    return Fields(context.form)


def read_query_all(context: RequestContext) -> Fields:
    """As `read_query`, for parameters that may be there more than once. Raises `InvalidInputError`."""
    return Fields(_several(context.request.query, MOST_FIELDS))


def _form_text(context: RequestContext) -> str:
    sent_as = (context.request.header("content-type") or "").partition(";")[0].strip().lower()
    if sent_as != _FORM:
        raise InvalidInputError("Send a form: application/x-www-form-urlencoded")
    return context.body.decode("utf-8", "replace")


def _fields(text: str) -> dict[str, str]:
    fields = _several(text, MAX_FIELDS)
    if any(len(values) > 1 for values in fields.values()):
        raise InvalidInputError("A field is there more than once")
    return {name: values[0] for name, values in fields.items()}


def _several(text: str, most: int) -> Query:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=most)
    except ValueError:
        raise InvalidInputError(f"Send text in UTF-8, and at most {most} fields") from None
    # PostgreSQL stores no such character, and no field means one.
    if any("\x00" in part for pair in pairs for part in pair):
        raise InvalidInputError("A field has a NUL character in it")
    fields: Query = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def local_address(text: str | None) -> str:
    """Where to go next: the path on this server that was asked for, or else the timeline."""
    return text if text and len(text) <= MAX_ADDRESS and _LOCAL.fullmatch(text) else HOME
