"""Own fields as rows: which schemas they can hold, and that nothing of a schema is lost on the way."""

from typing import Any

import pytest

from contact_moments.moments.field_rows import MOST_ROWS, FieldRow, rows_of, schema_of
from contact_moments.moments.type_files import shipped_types, type_file


def with_x(described: Any, **more: Any) -> dict[str, Any]:
    """A schema with one own field."""
    return {"properties": {"x": described}} | more


HELD: dict[str, Any] = {
    "choices of texts without a type": {"enum": ["a", "b"]},
    "several without a type": {"type": "array", "items": {"enum": ["a"]}, "minItems": 1},
    "a long text": {"type": "string", "maxLength": 998},
    "a number with a fraction": {"type": "number", "minimum": -0.5, "maximum": 1e15},
    "texts that look like numbers": {"examples": ["1", "2"]},
    "numbers of both kinds": {"examples": [1, 2.5, -3]},
    "a label and a help text": {"type": "boolean", "title": "Paid", "description": "In full"},
}


@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize("described", HELD.values(), ids=HELD)
def test_what_rows_hold(described: Any, decimal: str) -> None:
    """It becomes the same schema again, in either language; choices of texts get the type that they have anyway."""
    rows = rows_of(with_x(described, required=["x"]), decimal)
    assert rows is not None

    again = schema_of(rows, decimal)["properties"]["x"]
    assert typed(again) == typed(described)
    assert rows[0].required


def typed(described: dict[str, Any]) -> dict[str, Any]:
    """A field with the type of its choices."""
    items = {"items": typed(described["items"])} if "items" in described else {}
    return ({"type": "string"} if "enum" in described else {}) | described | items


NOT_HELD: dict[str, Any] = {
    "a default": with_x({"type": "integer", "default": 5}),
    "a pattern": with_x({"type": "string", "pattern": "a"}),
    "an object": with_x({"type": "object"}),
    "anything": with_x({}),
    "always": with_x(True),
    "another format": with_x({"type": "string", "format": "uri"}),
    "a limited item": with_x({"type": "array", "items": {"type": "string", "maxLength": 5}}),
    "choices of numbers": with_x({"enum": [1, 2]}),
    "a choice twice": with_x({"enum": ["a", "a"]}),
    "a choice with blanks around it": with_x({"enum": [" a"]}),
    "a choice of two lines": with_x({"enum": ["a\nb"]}),
    "no choice": with_x({"enum": []}),
    "examples of both": with_x({"examples": ["a", 1]}),
    "examples of yes": with_x({"examples": [True]}),
    "a number that is too long": with_x({"type": "number", "maximum": 1e300}),
    "a limit that is no number": with_x({"type": "integer", "maximum": "5"}),
    "a label of two lines": with_x({"type": "integer", "title": "a\nb"}),
    "a label that is no text": with_x({"type": "integer", "title": 1}),
    "an empty label": with_x({"type": "integer", "title": ""}),
    "a name with a blank": {"properties": {"a b": {"type": "integer"}}},
    "a reference": with_x({"$ref": "#/definitions/x"}, definitions={"x": {"type": "integer"}}),
    "a shared field that is required": with_x({"type": "integer"}, required=["reference"]),
    "more about the whole": with_x({"type": "integer"}, allOf=[{"required": ["x"]}]),
    "a title of the whole": with_x({"type": "integer"}, title="T"),
    "too many": {"properties": {f"x{at}": {"type": "integer"} for at in range(MOST_ROWS + 1)}},
    "no properties": {"properties": []},
}


@pytest.mark.parametrize("schema", NOT_HELD.values(), ids=NOT_HELD)
def test_what_rows_cannot_hold(schema: dict[str, Any]) -> None:
    """It is not taken apart, so nothing of it gets lost."""
    assert rows_of(schema, ".") is None


def test_nothing_at_all() -> None:
    """A type without own fields has no rows, and a schema without members."""
    assert rows_of({}, ".") == []
    assert schema_of([], ".") == {}


def test_the_look_is_no_matter_of_rows() -> None:
    """It is asked for by itself."""
    assert rows_of({"x-icon": "clock", "x-hue": "visit"}, ".") == []


def test_shipped_types() -> None:
    """All of them can be changed as rows."""
    for one in shipped_types():
        schema = type_file(one)["schema"]
        rows = rows_of(schema, ",")
        assert rows is not None
        assert schema_of(rows, ",") == schema


def test_what_a_kind_does_not_have_is_left_out() -> None:
    """Limits and choices that were typed before another kind was chosen."""
    row = FieldRow("x", "", "date", required=False, options="a", least="1", most="x")

    assert schema_of([row], ".") == with_x({"type": "string", "format": "date"})
