"""What a JSON Schema (draft-07) can cost to evaluate, found without evaluating it.

The unit is about what one keyword costs for one value: some 20 nanoseconds. A schema is expanded by following every
`$ref` and every `allOf`, `anyOf` and so on, with what was found for a part kept. So the number is exact even if it is
astronomical, as where each of 25 definitions refers to the next one twice.

A body has a megabyte. So where a value can occur many times, as an item of a list, few units are allowed for it.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from msgspec import Struct

from contact_moments.errors import InvalidInputError
from contact_moments.model import JsonObject
from contact_moments.strict_json import MAX_DEPTH

# Units for one value: one that occurs once in a body, and one that can occur often.
MOST_ONCE = 20_000
MOST_OFTEN = 300
MOST_PATTERNS = 50
# Steps of the search itself. A schema that needs more is too large in any case.
MOST_STEPS = 100_000

DRAFT = "http://json-schema.org/draft-07/schema#"
_NAMES = ("$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveRef")
_REPEATED = ("*", "[]", "name")
_TOO_MUCH = (
    "Checking a contact moment against this schema can take too long: it expands to too many parts. Use fewer of "
    "allOf, anyOf, oneOf, if and $ref, and shorter lists of choices, above all for the items of lists"
)


class Cost(Struct, frozen=True):
    """Units for the costliest value: `once` for one that occurs once in a body, `often` for one that can be repeated.

    `simple` tells that these numbers say everything, so that no trial is needed; `whole`, that every `$ref` was found,
    and that nothing in the schema changes what a `$ref` means; `divides`, that `multipleOf` is in it.
    """

    once: int
    often: int
    simple: bool
    whole: bool
    divides: bool


class _Place(Struct):
    """What is evaluated for one value, by one schema and by all that apply to the same value.

    `below` has the schemas for the value's members and items, each with how often it is evaluated. Its keys say for
    which: `.name` and `[3]` for one, `*` and `[]` for all, `name` for the members' names.
    """

    weight: int
    below: dict[str, dict[int, int]]


def cost_of(schema: JsonObject) -> Cost:
    """The cost of a schema. Raises `InvalidInputError` if a body could take much longer than a second to check."""
    # Also those that nothing leads to: every one is compiled.
    if any(True for _ in islice(patterns_in(schema), MOST_PATTERNS, None)):
        raise InvalidInputError(f"The schema has more than {MOST_PATTERNS} patterns; use fewer of them")
    search = _Search(schema)
    try:
        cost = search.cost()
    except RecursionError:
        raise InvalidInputError(_TOO_MUCH) from None
    if cost.once > MOST_ONCE or cost.often > MOST_OFTEN:
        raise InvalidInputError(_TOO_MUCH)
    return cost


class _Search:
    def __init__(self, root: JsonObject) -> None:
        self._root = root
        self._steps = 0
        self._nodes: dict[int, JsonObject] = {}
        self._places: dict[int, _Place | None] = {}
        self._peaks: dict[tuple[int, int], int] = {}
        self._simple = self._whole = True
        self._divides = False

    def cost(self) -> Cost:
        self._reach()
        depth = MAX_DEPTH if self._is_recursive() else len(self._nodes)
        once = self._peak(id(self._root), depth)
        repeated = [
            self._sum(counts, depth)
            for place in self._places.values()
            if place is not None
            for key, counts in place.below.items()
            if key in _REPEATED
        ]
        # In a schema that contains itself every place can be repeated.
        often = once if depth == MAX_DEPTH else max(repeated, default=0)
        return Cost(once, often, self._simple, self._whole and not _has_names(self._root), self._divides)

    def _reach(self) -> None:
        """Find every place that a body can lead to."""
        waiting = [self._add(self._root)]
        while waiting:
            key = waiting.pop()
            if key not in self._places:
                waiting += [below for counts in self._place(key).below.values() for below in counts]

    def _add(self, node: JsonObject) -> int:
        self._nodes[id(node)] = node
        return id(node)

    def _place(self, key: int) -> _Place:
        """What is evaluated for a value to which the schema `key` applies. Raises where a schema applies itself."""
        if key in self._places:
            found = self._places[key]
            if found is None:
                raise InvalidInputError('A "$ref" leads back to itself without going into a member or an item')
            return found
        node = self._nodes[key]
        self._places[key] = None
        place = _Place(self._weight(node), {})
        for where, below in _below(node):
            self._count(place, where, {self._add(below): 1})
        for one in beside(self._root, node):
            other = self._place(self._add(one))
            place.weight += other.weight
            for where, counts in other.below.items():
                self._count(place, where, counts)
        self._places[key] = place
        return place

    def _count(self, place: _Place, where: str, counts: dict[int, int]) -> None:
        self._step(1 + len(counts))
        together = place.below.setdefault(where, {})
        for key, number in counts.items():
            together[key] = together.get(key, 0) + number

    def _step(self, number: int) -> None:
        self._steps += number
        if self._steps > MOST_STEPS:
            raise InvalidInputError(_TOO_MUCH)

    def _weight(self, node: JsonObject) -> int:
        self._step(1)
        self._divides = self._divides or "multipleOf" in node
        self._whole = self._whole and ("$ref" not in node or found_at(self._root, node["$ref"]) is not None)
        self._simple = self._simple and not _is_involved(node)
        sizes = [len(node[name]) for name in _COUNTED if isinstance(node.get(name), (dict, list))]
        options = node.get("enum")
        return 1 + len(node) + sum(sizes) + (_weight_of_options(options) if isinstance(options, list) else 0)

    def _is_recursive(self) -> bool:
        """Whether a schema is evaluated for a value inside a value that it is evaluated for."""
        inside = {
            key: {below for counts in place.below.values() for below in counts}
            for key, place in self._places.items()
            if place is not None
        }
        # What leads nowhere is left out until nothing is left, or what is left goes in circles.
        while inside:
            self._step(len(inside))
            rest = {key: found for key, below in inside.items() if (found := below & inside.keys())}
            if len(rest) == len(inside):
                return True
            inside = rest
        return False

    def _peak(self, key: int, depth: int) -> int:
        """The costliest value, to a depth, of those that the schema `key` and what is below it are evaluated for."""
        known = self._peaks.get((key, depth))
        if known is None:
            place = self._place(key)
            self._step(sum(map(len, place.below.values())))
            sums = [self._sum(counts, depth) for counts in place.below.values()] if depth else []
            known = self._peaks[key, depth] = max([place.weight, *sums])
        return known

    def _sum(self, counts: dict[int, int], depth: int) -> int:
        return sum(number * self._peak(key, depth - 1) for key, number in counts.items())


_COUNTED = ("properties", "required", "dependencies")
_INVOLVED = frozenset({"pattern", "patternProperties", "multipleOf", "format"})


def _is_involved(node: JsonObject) -> bool:
    """Whether what a keyword costs depends on more than the number of values."""
    return not _INVOLVED.isdisjoint(node) or any(isinstance(one, (dict, list)) for one in _options(node))


def _options(node: JsonObject) -> list[Any]:
    options = node.get("enum")
    return options if isinstance(options, list) else []


def _weight_of_options(options: list[Any]) -> int:
    # Texts and numbers are looked up, but each of them is written into an error. Others are compared one by one.
    compared = sum(isinstance(one, (dict, list)) for one in options)
    return 5 * compared + len(options) // 50


def beside(root: JsonObject, node: JsonObject) -> Iterator[JsonObject]:
    """The schemas that apply to the same value as `node`, which is a part of the schema `root`."""
    if "$ref" in node:
        yield from _schemas([found_at(root, node["$ref"])])
        return
    for name in ("allOf", "anyOf", "oneOf"):
        yield from _schemas(node.get(name))
    yield from _schemas([node.get(name) for name in ("not", "if", "then", "else")])
    dependencies = node.get("dependencies")
    yield from _schemas(list(dependencies.values()) if isinstance(dependencies, dict) else [])


def _below(node: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """The schemas for members and items, each with a key as `_Place` has it."""
    if "$ref" in node:
        return
    properties, patterns, items = node.get("properties"), node.get("patternProperties"), node.get("items")
    if isinstance(properties, dict):
        yield from ((f".{name}", one) for name, one in properties.items() if isinstance(one, dict))
    if isinstance(patterns, dict):
        yield from (("*", one) for name, value in patterns.items() for one in _schemas([{"pattern": name}, value]))
    if isinstance(items, list):
        yield from ((f"[{index}]", one) for index, one in enumerate(items) if isinstance(one, dict))
    for key, name in (("*", "additionalProperties"), ("name", "propertyNames"), ("[]", "items")):
        yield from ((key, one) for one in _schemas([node.get(name)]))
    yield from (("[]", one) for name in ("additionalItems", "contains") for one in _schemas([node.get(name)]))


def _schemas(values: Any) -> Iterator[JsonObject]:
    """The schemas in a list; `true` and `false` cost nothing, and what is no schema is refused elsewhere."""
    yield from (one for one in (values if isinstance(values, list) else []) if isinstance(one, dict))


def patterns_in(node: Any) -> Iterator[str]:
    """All patterns for texts and for names of members in a schema, or in a part of it."""
    if isinstance(node, dict):
        yield from (node[name] for name in ("pattern",) if isinstance(node.get(name), str))
        named = node.get("patternProperties")
        yield from named if isinstance(named, dict) else ()
        node = list(node.values())
    for one in node if isinstance(node, list) else ():
        yield from patterns_in(one)


def _has_names(node: Any) -> bool:
    """Whether a schema, or a part that nothing leads to, changes what a `$ref` in it or to it means."""
    if isinstance(node, dict):
        # A field that is called so has a schema there, not a text.
        if any(isinstance(node.get(name), str) for name in _NAMES) or _is_of_another_draft(node.get("$schema")):
            return True
        node = list(node.values())
    return isinstance(node, list) and any(map(_has_names, node))


def _is_of_another_draft(named: Any) -> bool:
    return isinstance(named, str) and named != DRAFT


def found_at(root: JsonObject, reference: Any) -> Any:
    """What a `$ref` leads to, such as `#/definitions/line`; None if that is not in the schema `root`.

    None also for one with `%`: the library decodes what comes after it, so it leads elsewhere than it seems.
    """
    if not isinstance(reference, str) or not (reference == "#" or reference.startswith("#/")) or "%" in reference:
        return None
    value: Any = root
    for part in reference[1:].split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(name)
        elif isinstance(value, list) and name.isascii() and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        else:
            return None
    return value
