"""How types of contact moments look: their icon, and what they are called in the language of the page."""

from msgspec import Struct

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import MomentType
from contact_moments.pages.words import Words, language_of, words_in
from contact_moments.web.titles import Titles, icon_and_hue, type_title


class TypeLook(Struct, frozen=True):
    """A type as pages show it. `hue` names its colour: `t-phone`. A type that was removed has no `titles`."""

    id: str
    title: str
    icon: str
    hue: str
    titles: Titles | None


def looks_of(context: RequestContext) -> dict[str, TypeLook]:
    """All types by id, in their order. An operator's own titles stay as they are."""
    words = words_in(language_of(context))
    return {one.data.id: _look(one.data, words) for one in context.register.types.by_id().values()}


def look_of(looks: dict[str, TypeLook], type_id: str) -> TypeLook:
    """The look of a type, which may have been removed."""
    return looks.get(type_id) or TypeLook(type_id, type_id, *icon_and_hue(type_id, None), None)


def _look(one: MomentType, words: Words) -> TypeLook:
    return TypeLook(one.id, type_title(words, one), *icon_and_hue(one.id, one), Titles(words, one))
