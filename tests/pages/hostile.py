"""A register in which a text stands in every field of a contact moment, and of what it names."""

from contact_moments import catalogue
from contact_moments.model import ALL_SCOPES, Call, Grant, JsonObject
from contact_moments.register import Register
from contact_moments.relations.relations import add as add_relation

GRANT = Grant(None, frozenset(ALL_SCOPES), 2**60)
PHONE = "ContactMomentPhone"
MOST = 255  # characters of a name, and of a reference


def fill(register: Register, texts: list[str]) -> list[int]:
    """Store each text in every field of a moment of its own, and of what it names; returns the moments' ids."""
    return [_fill(register, number, text) for number, text in enumerate(texts, start=1)]


def _fill(register: Register, number: int, text: str) -> int:
    add_relation(register.database, text[:MOST], "organisation" if number % 2 else "person", number)
    catalogue.put_action(register.database, number, text[:MOST])
    tag = catalogue.add_tag(register.database, text[:MOST])
    body: JsonObject = dict.fromkeys(("subject", "contents", "direction", "outcome", "durationMinutes"), text)
    body |= {"senderId": number, "recipients": [number], "tagIds": [tag], "action_code": number}
    moment_id = register.registrar.register(Call(PHONE, body | {"reference": text[:MOST]}, GRANT, channel="page"))
    register.registrar.register(Call(PHONE, body | {"contactMomentId": moment_id, "outcome": f"{text}!"}, GRANT))
    return moment_id
