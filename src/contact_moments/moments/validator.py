"""A compiled JSON Schema (draft-07): finds what is wrong with a body, in bounded time and memory."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import jsonschema_rs

from contact_moments.errors import Finding, FindingKind, InvalidInputError
from contact_moments.model import JsonObject
from contact_moments.moments.schema_cost import cost_of

MAX_FINDINGS = 20
# The library makes all findings at once, and about ten microseconds are needed for one.
MOST_UNITS = 25_000
# Characters in a field whose pattern goes back and forth in the text: the time grows with the square of its length.
MOST_MATCHED = 16_384
MOST_STEPS_BACK = 10_000
# Of a number that has to be a multiple: with 300 digits, dividing takes a hundred times as long.
LARGEST = 1e18

_Engine = jsonschema_rs.RegexOptions | jsonschema_rs.FancyRegexOptions
_LINEAR = jsonschema_rs.RegexOptions()
_BACKTRACKING = jsonschema_rs.FancyRegexOptions(backtrack_limit=MOST_STEPS_BACK)
_FAULTS = (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError)
_Kind = jsonschema_rs.ValidationErrorKind
# The kinds of findings whose limit is `limit` of what the library found, and those without a limit.
_LIMITED: dict[type, FindingKind] = {
    _Kind.MaxLength: "max_length",
    _Kind.MinLength: "min_length",
    _Kind.Maximum: "maximum",
    _Kind.ExclusiveMaximum: "maximum",
    _Kind.Minimum: "minimum",
    _Kind.ExclusiveMinimum: "minimum",
    _Kind.MaxItems: "max_items",
    _Kind.MinItems: "min_items",
}
_UNLIMITED: dict[type, FindingKind] = {
    _Kind.Required: "required",
    _Kind.Enum: "enum",
    _Kind.Constant: "enum",
    _Kind.Pattern: "pattern",
    _Kind.UniqueItems: "unique",
}
_WHOLE = "The body"


class Violation(NamedTuple):
    """One thing that is wrong: a sentence that names the field, never its value, and the same for programs."""

    sentence: str
    finding: Finding


class Validator:
    """A compiled schema.

    `is_simple` and `is_whole` are those of its `Cost`. `backtracking` has the names of the members whose patterns
    cannot be matched in a time that grows with the text's length only: those with look-around or back-references.
    """

    def __init__(self, schema: JsonObject) -> None:
        """Compile. Raises `InvalidInputError` if this is no schema, or if checking a body could take too long."""
        cost = cost_of(schema)
        self.is_simple, self.is_whole = cost.simple, cost.whole
        self.backtracking: tuple[str, ...] = ()
        self._divides = cost.divides
        self._often = max(1, cost.often)
        try:
            self._compiled = _compile(schema, _LINEAR)
        except _FAULTS:
            self._compiled = _compiled(schema)
            self.backtracking = _backtracking(schema)

    def violations(self, body: Any) -> list[Violation]:
        """How `body` violates the schema, 20 things at most."""
        found = self._long_texts(body) or self._large_numbers(body)
        if found or self._compiled.is_valid(body):
            return found
        if _is_larger(body, MOST_UNITS // self._often):
            too_large = "The body does not fit the type's schema, and has too many values to say where"
            return [Violation(too_large, Finding("", "other"))]
        errors = zip(self._compiled.iter_errors(body), range(MAX_FINDINGS), strict=False)
        by_sentence = {_sentence(error): _finding(error) for error, _ in errors}
        return [Violation(sentence, finding) for sentence, finding in by_sentence.items()]

    def remarks(self) -> list[str]:
        """What no new schema may have."""
        names = ", ".join(self.backtracking)
        limit = f"longer texts than {MOST_MATCHED} characters are refused; use no look-around and no back-references"
        return [f"its patterns of {names} cannot be checked in a bounded time, so {limit}"] if names else []

    def _long_texts(self, body: Any) -> list[Violation]:
        if not self.backtracking or not isinstance(body, dict):
            return []
        named = [name for name in self.backtracking if name in body]
        long = [name for name in named if len(json.dumps(body[name], ensure_ascii=False)) > MOST_MATCHED]
        why = f"is longer than {MOST_MATCHED} characters, which its pattern does not allow"
        return [Violation(f"{name} {why}", Finding(name, "max_length", MOST_MATCHED)) for name in long]

    def _large_numbers(self, body: Any) -> list[Violation]:
        if not self._divides or not isinstance(body, dict):
            return []
        large = [name for name, value in body.items() if any(map(_is_large, _values(value)))]
        why = f"has a number beyond {LARGEST:.0e}, which cannot be checked for multipleOf"
        return [Violation(f"{name} {why}", Finding(name, "maximum", LARGEST)) for name in large]


def _compile(schema: JsonObject, patterns: _Engine) -> jsonschema_rs.Draft7Validator:
    # `mask` keeps values out of messages. `offline` prevents network calls for a $ref.
    return jsonschema_rs.Draft7Validator(schema, mask="", offline=True, pattern_options=patterns)


def _compiled(schema: JsonObject) -> jsonschema_rs.Draft7Validator:
    try:
        return _compile(schema, _BACKTRACKING)
    except _FAULTS as fault:
        reason = getattr(fault, "message", str(fault)).strip()
        raise InvalidInputError(f'"schema" is not a JSON Schema (draft-07) that can be used here: {reason}') from None


def _backtracking(schema: JsonObject) -> tuple[str, ...]:
    """The members that need a backtracking engine; all, if it is not one member's pattern that does."""
    return tuple(
        name for name, one in schema["properties"].items() if not _is_linear(schema | {"properties": {name: one}})
    )


def _is_linear(schema: JsonObject) -> bool:
    try:
        _compile(schema, _LINEAR)
    except _FAULTS:
        return False
    return True


def _is_larger(body: Any, most: int) -> bool:
    """Whether a body has more than `most` values."""
    return any(True for _ in islice(_values(body), most, None))


def _is_large(value: Any) -> bool:
    return isinstance(value, float) and abs(value) > LARGEST


def _values(body: Any) -> Iterator[Any]:
    """A body's values: itself, its members and items, theirs, and so on."""
    waiting = [body]
    while waiting:
        value = waiting.pop()
        yield value
        if isinstance(value, (dict, list)):
            waiting += value.values() if isinstance(value, dict) else value


def _sentence(error: jsonschema_rs.ValidationError) -> str:
    if isinstance(error.kind, _Kind.Required):
        return f"{_path([*error.instance_path, error.kind.property])} is required"
    return f"{_path(error.instance_path) or _WHOLE} {error.message.strip()}"


def _finding(error: jsonschema_rs.ValidationError) -> Finding:
    kind, path = error.kind, error.instance_path
    if isinstance(kind, _Kind.Required):
        return Finding(_path([*path, kind.property]), "required")
    if isinstance(kind, _Kind.MinItems) and kind.limit == 1:
        return Finding(_path(path), "required")
    if isinstance(kind, _Kind.Type):
        return Finding(_path(path), "type", ", ".join(kind.types))
    if isinstance(kind, _Kind.Format):
        return Finding(_path(path), "format", kind.format)
    name = _LIMITED.get(type(kind))
    if name is not None:
        return Finding(_path(path), name, getattr(kind, "limit", None))
    return Finding(_path(path), _UNLIMITED.get(type(kind), "other"))


def _path(parts: list[str | int]) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return text.removeprefix(".")
