"""Values of contact moments as pages show them."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct

from contact_moments.model import JsonObject
from contact_moments.moments.comparison import Changed, Fact, Part
from contact_moments.moments.timeline import Named
from contact_moments.web.titles import Titles

Kind = Literal["text", "number", "yes_no", "day", "moment", "action", "named", "several", "json"]
# Fields of every type, whose titles are words of the pages.
COMMON = frozenset({"subject", "senderId", "recipients", "dateTime", "action_code", "tagIds", "reference"})


class Shown(Struct, frozen=True):
    """A value, and how it is written: a template has a way for each kind."""

    kind: Kind
    value: Any


class Field(Struct, frozen=True):
    """A field of a version. Without a `title` it is one of every type, whose words are those of `name`."""

    name: str
    title: str
    shown: Shown


class Piece(Struct, frozen=True):
    """A part of a value in one of two versions."""

    shown: Shown
    differs: bool


class ChangedField(Struct, frozen=True):
    """A field that differs between two versions."""

    name: str
    title: str
    before: list[Piece]
    after: list[Piece]


class Shower:
    """Shows the fields of one type in the words of a page."""

    def __init__(self, titles: Titles | None, properties: JsonObject) -> None:
        self._titles = titles
        self._properties = properties

    def title(self, field: str) -> str:
        """The title of an own field; empty for a field of every type."""
        if field in COMMON:
            return ""
        return field if self._titles is None else self._titles.title(field)

    def field(self, fact: Fact) -> Field:
        """A field with its value."""
        return Field(fact.field, self.title(fact.field), self.shown(fact.field, fact.value))

    def changed(self, one: Changed) -> ChangedField:
        """A field that differs."""
        return ChangedField(
            one.field, self.title(one.field), self._pieces(one.field, one.before), self._pieces(one.field, one.after)
        )

    def _pieces(self, field: str, parts: Iterable[Part]) -> list[Piece]:
        return [Piece(self.shown(field, one.text), one.differs) for one in parts]

    def shown(self, field: str, value: Any) -> Shown:
        """A value of a field."""
        if field == "action_code":
            return Shown("action", value)
        if isinstance(value, str):
            return self._text(field, value)
        if isinstance(value, (list, tuple)) and all(isinstance(one, (str, int, float, Named)) for one in value):
            return Shown("several", [self.shown(field, one) for one in value])
        return Shown(_kind(value), json.dumps(value, indent=2, ensure_ascii=False) if _is_json(value) else value)

    def _text(self, field: str, text: str) -> Shown:
        described = self._properties.get(field)
        if isinstance(described, dict) and described.get("format") == "date" and (day := _day(text)):
            return Shown("day", day)
        return Shown("text", text if field in COMMON or self._titles is None else self._titles.choice(field, text))


def _kind(value: Any) -> Kind:
    if isinstance(value, bool):
        return "yes_no"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, datetime):
        return "moment"
    return "named" if isinstance(value, Named) else "json"


def _is_json(value: Any) -> bool:
    return _kind(value) == "json"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
