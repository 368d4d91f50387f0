"""Titles of types, their own fields and choices, in the words of the page.

Shipped types are translated as far as their texts are still the shipped ones. An operator's own texts stay as they are.
"""

from functools import cache
from typing import Any

from contact_moments.model import JsonObject, MomentType
from contact_moments.moments.type_files import HUE, HUES, ICON, ICONS, NO_LOOK, shipped_types

_ICONS = {
    "ContactMomentPhone": "phone",
    "ContactMomentVisit": "visit",
    "ContactMomentLetter": "letter",
    "ContactMomentEmail": "email",
}


def icon_and_hue(type_id: str, one: MomentType | None) -> tuple[str, str]:
    """The names of a type's icon and of its colour: as its schema says, else those of the shipped type.

    A type that was removed has those of a note, unless it was a shipped one.
    """
    schema: JsonObject = {} if one is None else one.schema
    shipped = _ICONS.get(type_id, NO_LOOK)
    icon = schema.get(ICON) if schema.get(ICON) in ICONS else shipped
    hue = schema.get(HUE) if schema.get(HUE) in HUES else icon if icon in HUES else shipped
    return str(icon), str(hue)


def type_title(words: JsonObject, one: MomentType) -> str:
    """The title of a type."""
    shipped = _shipped().get(one.id)
    return _own(words, one.id).get("title", one.title) if shipped and shipped.title == one.title else one.title


class Titles:
    """The texts of one type's own fields, in the language of `words`; `of_type` is the title of the type."""

    def __init__(self, words: JsonObject, one: MomentType) -> None:
        self.of_type = type_title(words, one)
        self._type = one
        self._own = _own(words, one.id)
        shipped = _shipped().get(one.id)
        self._shipped: JsonObject = shipped.schema["properties"] if shipped else {}

    def title(self, name: str) -> str:
        """The title of a field; its name where it has none."""
        return self._text(name, "title") or name

    def hint(self, name: str) -> str:
        """The description of a field; empty where it has none."""
        return self._text(name, "description")

    def choice(self, name: str, value: Any) -> str:
        """A value of a field that offers choices."""
        own: JsonObject = self._translated(name).get("choices", {})
        offered = self._described(self._shipped, name).get("examples", [])
        return own.get(value, value) if isinstance(value, str) and value in offered else str(value)

    def _text(self, name: str, part: str) -> str:
        given = self._described(self._type.schema["properties"], name).get(part)
        if not isinstance(given, str):
            return ""
        if self._described(self._shipped, name).get(part) != given:
            return given
        translated = self._translated(name).get(part)
        # A page has no description of what its title says already.
        return translated if isinstance(translated, str) else "" if part == "description" else given

    def _translated(self, name: str) -> JsonObject:
        return self._described(self._own, name)

    @staticmethod
    def _described(properties: JsonObject, name: str) -> JsonObject:
        found = properties.get(name)
        return found if isinstance(found, dict) else {}


def _own(words: JsonObject, type_id: str) -> JsonObject:
    found: JsonObject = words["own"].get(type_id, {})
    return found


@cache
def _shipped() -> dict[str, MomentType]:
    return {one.id: one for one in shipped_types()}
