"""Which parked registrations an address or a form means: those of a client or for a reason, or some that are chosen."""

from urllib.parse import urlencode

from contact_moments.errors import InvalidInputError
from contact_moments.model import MAX_ID
from contact_moments.moments.parked_list import REASONS, Wanted
from contact_moments.pages.forms import Fields, number_in

PATH = "/admin/parked"
MOST_CHOSEN = 200
LONGEST_ID = 64  # characters of a client's id


def read_wanted(fields: Fields) -> Wanted:
    """What the fields name. Values that cannot be are ignored, as is `id` where there is none.

    Raises `InvalidInputError` where more are chosen than a page has.
    """
    client, reason, through = fields.one("client"), fields.one("reason"), number_in(fields.one("through"))
    ids = [id_ for one in fields.all("id") if (id_ := id_in(one))]
    if len(ids) > MOST_CHOSEN:
        raise InvalidInputError(f"Choose at most {MOST_CHOSEN} registrations")
    return Wanted(
        client_id=client if 0 < len(client) <= LONGEST_ID else None,
        reason=reason if reason in REASONS else None,
        through=through,
        ids=tuple(sorted(set(ids))) or None,
    )


def id_in(text: str) -> int | None:
    """The id that a field has; None where it has none that can be."""
    number = number_in(text)
    return number if number is not None and 1 <= number <= MAX_ID else None


def pairs(wanted: Wanted) -> list[tuple[str, str]]:
    """The fields that name it."""
    named = {"client": wanted.client_id, "reason": wanted.reason, "through": wanted.through}
    found = [(name, str(value)) for name, value in named.items() if value is not None]
    return found + [("id", str(one)) for one in wanted.ids or ()]


def address(path: str, wanted: Wanted, **more: int | str | None) -> str:
    """The address of a page with it; `more` are further parameters, of which those that are None are left out."""
    further = [(name, str(value)) for name, value in more.items() if value is not None]
    query = urlencode(pairs(wanted) + further)
    return f"{path}?{query}" if query else path
