"""Relations and tags in forms: those that were chosen, and those that a typed text may mean."""

from msgspec import Struct

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import Kind
from contact_moments.relations.typing import Hit, named


class Token(Struct, frozen=True):
    """Something that was chosen: a relation or a tag. `me` is the person's own relation."""

    id: int
    name: str
    me: bool = False


class HitLine(Struct, frozen=True):
    """A relation that a text may mean, as a list shows it."""

    id: int
    name: str
    kind: Kind
    why: str
    shown: str
    matches: tuple[tuple[int, int], ...]


def me(context: RequestContext) -> Token | None:
    """The person's own relation, if it is available."""
    person = context.client.person
    if person is None or person.relation_id is None:
        return None
    found = named(context.register.database, [person.relation_id]).get(person.relation_id)
    return Token(found.id, found.name, me=True) if found is not None and found.available else None


def lines_of(found: list[Hit]) -> list[HitLine]:
    """Hits as lists show them."""
    return [
        HitLine(one.relation.id, one.relation.name, one.relation.kind, one.why, one.shown, one.matches) for one in found
    ]
