"""Members of a body that its type does not know: misspelt ones would otherwise vanish without a word (wire rule 14)."""

from collections.abc import Iterator
from typing import Any

from contact_moments.model import JsonObject
from contact_moments.moments.follow_up_members import MEMBER, MEMBERS
from contact_moments.moments.schema_cost import beside
from contact_moments.moments.type_files import COMMON_FIELDS
from contact_moments.moments.types import CompiledType

# Values inside own fields that are looked at. Who misspells a name does so in the first items of a list.
MOST_VALUES = 200


def unknown_members(compiled: CompiledType, body: Any) -> list[str]:
    """The names of members that a type does not know, in the order in which they were sent.

    Inside an own field, where the schema says which members an object has, they are as `caller.nmae`; of a list's items
    as `lines.prdouct`, once for all.
    """
    if not isinstance(body, dict):
        return []
    unknown = [name for name in body if name not in COMMON_FIELDS and name not in compiled.own_fields]
    if MEMBER in unknown:
        unknown.remove(MEMBER)
        unknown += _of_follow_up(body[MEMBER])
    nested = [name for name in compiled.own_fields if isinstance(body.get(name), (dict, list))]
    if not nested or compiled.fault is not None:
        return unknown
    search = _Search(compiled.data.schema)
    for name in nested:
        unknown += search.inside([compiled.data.schema["properties"][name]], body[name], name)
    return list(dict.fromkeys(unknown))


def _of_follow_up(value: Any) -> list[str]:
    return [f"{MEMBER}.{name}" for name in value if name not in MEMBERS] if isinstance(value, dict) else []


class _Search:
    def __init__(self, root: JsonObject) -> None:
        self._root = root
        self._left = MOST_VALUES

    def inside(self, described: list[Any], value: Any, path: str) -> Iterator[str]:
        """The unknown members of a value that these schemas describe."""
        self._left -= 1
        if self._left < 0 or not isinstance(value, (dict, list)):
            return
        schemas = list(self._expanded(described))
        if isinstance(value, list):
            items = [one for schema in schemas for one in _items(schema)]
            for item in value[:MOST_VALUES]:
                yield from self.inside(items, item, path)
            return
        known: dict[str, list[Any]] = {}
        for schema in schemas:
            for name, one in _properties(schema):
                known.setdefault(name, []).append(one)
        if known and not any(map(_takes_others, schemas)):
            yield from (f"{path}.{name}" for name in value if name not in known)
        for name in known.keys() & value.keys():
            yield from self.inside(known[name], value[name], f"{path}.{name}")

    def _expanded(self, described: list[Any]) -> Iterator[JsonObject]:
        """These schemas, and all that apply to the same value."""
        waiting = [one for one in described if isinstance(one, dict)]
        while waiting:
            schema = waiting.pop()
            yield schema
            waiting += beside(self._root, schema)


def _items(schema: JsonObject) -> list[Any]:
    items = schema.get("items", [])
    return items if isinstance(items, list) else [items]


def _properties(schema: JsonObject) -> Iterator[tuple[str, Any]]:
    if "$ref" not in schema:
        yield from schema.get("properties", {}).items()


def _takes_others(schema: JsonObject) -> bool:
    """Whether the schema says that an object can have members of any name."""
    return "patternProperties" in schema or schema.get("additionalProperties", False) is not False
