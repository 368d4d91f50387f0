"""A relation in JSON: what clients send, checked member by member, and what they get."""

from collections.abc import Callable
from typing import Any

from contact_moments.errors import Finding, InvalidInputError
from contact_moments.model import KINDS, MAX_ID, JsonObject, Relation
from contact_moments.phones import shown as shown_number
from contact_moments.relations.relations import check_name, phones
from contact_moments.strict_json import whole_number
from contact_moments.visible import given, is_blank

MAX_EXTERNAL_ID = 255
MAX_PHONES = 100
MAX_PHONE = 100

# The fields of a relation that somebody gives it.
Fields = dict[str, Any]


def as_json(one: Relation) -> JsonObject:
    """A relation as clients get it. Telephone numbers that could be read are in the form of E.164, each once."""
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.name,
        "email": one.email,
        "phones": list(dict.fromkeys(shown_number(phone.number, phone.key) for phone in one.phones)),
        "externalId": one.external_id,
        "archived": one.archived,
        "mergedInto": one.merged_into,
        "available": one.available,
        "change": one.change,
    }


def read_members(body: Any) -> Fields:
    """The fields that a body gives; absent members give none, null empties. Telephone numbers have no keys yet.

    Raises `InvalidInputError` that names all faults. Members that only the server gives are not looked at, so that
    what it answered can be sent back.
    """
    if not isinstance(body, dict):
        raise InvalidInputError("Send a JSON object with the members of a relation")
    fields: Fields = {}
    faults: list[str] = []
    findings: list[Finding] = []
    for name, read in _READERS.items():
        if name not in body:
            continue
        try:
            fields[_FIELDS.get(name, name)] = read(body[name])
        except InvalidInputError as fault:
            faults.append(fault.message)
            findings += fault.findings or (Finding(name, "other"),)
    if faults:
        raise InvalidInputError("; ".join(faults), findings=tuple(findings))
    return fields


def with_keys(fields: Fields, region: str) -> Fields:
    """The same fields, with the keys of telephone numbers; those without a country code are of `region`."""
    return fields | {"phones": phones(fields["phones"], region)} if "phones" in fields else fields


def read_id(value: Any, name: str = "id") -> int:
    """An id of a relation. Raises `InvalidInputError`, which calls it `name`."""
    number = whole_number(value)
    if number is None or not 1 <= number <= MAX_ID:
        raise InvalidInputError(f"{name} must be an integer between 1 and {MAX_ID}")
    return number


def unknown_members(body: Any) -> list[str]:
    """The names of members that a relation does not have, in the order in which they were sent."""
    return [name for name in body if name not in KNOWN] if isinstance(body, dict) else []


def _kind(value: Any) -> str:
    if value not in KINDS:
        raise InvalidInputError(f"kind must be {' or '.join(KINDS)}", findings=(Finding("kind", "enum"),))
    return str(value)


def _name(value: Any) -> str:
    name = _text(value, "name").strip()
    check_name(name)
    return name


def _email(value: Any) -> str | None:
    # Checked where it is put: what is stored already may be as it is.
    return _optional(value, "email")


def _external_id(value: Any) -> str | None:
    if isinstance(value, str) and len(value) > MAX_EXTERNAL_ID:
        finding = Finding("externalId", "max_length", MAX_EXTERNAL_ID)
        raise InvalidInputError(f"externalId has more than {MAX_EXTERNAL_ID} characters", findings=(finding,))
    return _optional(value, "externalId")


def _phones(value: Any) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise InvalidInputError("phones must be a list of texts, or null")
    if len(value) > MAX_PHONES or any(len(one) > MAX_PHONE for one in value):
        message = f"phones must be at most {MAX_PHONES} texts of at most {MAX_PHONE} characters"
        raise InvalidInputError(message, findings=(Finding("phones", "max_items", MAX_PHONES),))
    if any("|" in one for one in value):
        raise InvalidInputError("phones must have no | in them: files of relations have it between numbers")
    return sorted({one.strip() for one in value if not is_blank(one)})


def _archived(value: Any) -> bool:
    if not isinstance(value, bool):
        raise InvalidInputError("archived must be true or false")
    return value


def _optional(value: Any, name: str) -> str | None:
    return None if value is None else given(_text(value, name).strip())


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise InvalidInputError(f"{name} must be a text")
    return value


_READERS: dict[str, Callable[[Any], Any]] = {
    "kind": _kind,
    "name": _name,
    "email": _email,
    "phones": _phones,
    "externalId": _external_id,
    "archived": _archived,
}
_FIELDS = {"externalId": "external_id"}
KNOWN = frozenset({*_READERS, "id", "mergedInto", "available", "change"})
