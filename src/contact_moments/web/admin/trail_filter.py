"""The filters of the audit trail: days, who, what kind of event and about what, from an address and back to one."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import asdict, replace

from contact_moments import clients
from contact_moments.accounts import accounts
from contact_moments.accounts.emails import key_of
from contact_moments.audit.looking import Sought, page
from contact_moments.people import KINDS
from contact_moments.register import Register
from contact_moments.times import day_begins
from contact_moments.web.filters import day_of
from contact_moments.web.requests import FieldFault

PATH = "/admin/trail"
LONGEST = 300  # characters of a text


class TrailFilters(Struct, frozen=True):
    """The filters as an address has them, as texts; empty is no filter. Both days are included."""

    first: str = ""
    last: str = ""
    who: str = ""
    kind: str = ""
    subject: str = ""

    @property
    def is_none(self) -> bool:
        """Whether nothing is filtered."""
        return not any(asdict(self).values())


class Known(Struct, frozen=True):
    """Who can be named in a filter: accounts by e-mail address and by id, and the names of clients by id."""

    ids: dict[str, str]
    emails: dict[str, str]
    clients: dict[str, str]


def known(register: Register) -> Known:
    """Everybody who is known now."""
    found = accounts.all_accounts(register.database)
    named = {one.id: one.name for one in clients.all_clients(register.database)}
    return Known({one.email.casefold(): one.id for one in found}, {one.id: one.email for one in found}, named)


def read_filters(values: dict[str, str]) -> TrailFilters:
    """The filters in a query."""
    names = {"first": "from", "last": "to", "who": "who", "kind": "kind", "subject": "subject"}
    return TrailFilters(**{field: values.get(name, "").strip()[:LONGEST] for field, name in names.items()})


def address(filters: TrailFilters, path: str = PATH, **more: str) -> str:
    """The address of the trail with these filters; `more` are further parameters."""
    values = {"from": filters.first, "to": filters.last, "who": filters.who, "kind": filters.kind}
    given = {name: value for name, value in (values | {"subject": filters.subject} | more).items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def faults(filters: TrailFilters) -> Iterator[FieldFault]:
    """What cannot be, by field."""
    days = {"from": filters.first, "to": filters.last}
    wrong = [name for name, text in days.items() if text and day_of(text) is None]
    yield from (FieldFault(name, "day") for name in wrong)
    first, last = day_of(filters.first), day_of(filters.last)
    if first is not None and last is not None and first > last:
        yield FieldFault("to", "order")
    if filters.kind and filters.kind not in KINDS:
        yield FieldFault("kind", "kind")


def with_ids(filters: TrailFilters, everybody: Known) -> TrailFilters:
    """The filters with ids in place of e-mail addresses of accounts, which belong in no address."""
    who, subject = (everybody.ids.get(one.casefold(), one) for one in (filters.who, filters.subject))
    return replace(filters, who=who, subject=subject)


def unknown(filters: TrailFilters, register: Register) -> Iterator[FieldFault]:
    """The e-mail addresses among the filters that no account has, and that the trail has as no operator's name either.

    Whoever mistypes one finds nothing, and it would stay in the address.
    """
    asked = (
        ("who", filters.who, Sought(operator=filters.who)),
        ("subject", filters.subject, Sought(subject=filters.subject)),
    )
    for field, text, named in asked:
        if key_of(text) and not page(register.database, named).events:
            yield FieldFault(field, "account")


def sought(filters: TrailFilters, register: Register, everybody: Known) -> Sought:
    """What the filters ask for, of which none is wrong."""
    first, last, kind = day_of(filters.first), day_of(filters.last), filters.kind
    who = _who(filters.who, everybody)
    return Sought(
        account_id=who.get("account_id"),
        client_id=who.get("client_id"),
        operator=who.get("operator"),
        subject=everybody.ids.get(filters.subject.casefold(), filters.subject) or None,
        kind=next((one for one in KINDS if one == kind), None),
        since=None if first is None else day_begins(first, register.zone),
        until=None if last is None else day_begins(last + timedelta(days=1), register.zone),
    )


def _who(text: str, everybody: Known) -> dict[str, str]:
    """The column and the value that `text` means: an account, a client, or else an operator of that name."""
    if not text:
        return {}
    account_id = everybody.ids.get(text.casefold(), text if text in everybody.emails else "")
    if account_id:
        return {"account_id": account_id}
    return {"client_id": text} if text in everybody.clients else {"operator": text}
