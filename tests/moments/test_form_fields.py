"""The form that a type's schema gives: what is drawn, how, and what is not."""

import json
from typing import Any

import pytest

from contact_moments.model import MomentType
from contact_moments.moments.form_fields import FormField, fields_of
from contact_moments.moments.type_files import read_shipped, read_type
from contact_moments.moments.types import CompiledType


def compiled(properties: dict[str, Any], **more: Any) -> CompiledType:
    """A type with these own fields."""
    schema = {"properties": properties} | more
    return CompiledType(read_type(json.dumps({"id": "T", "title": "T", "schema": schema}).encode()))


def drawn(described: Any, **more: Any) -> FormField | None:
    """How one field is drawn; None if it is not."""
    found, undrawn = fields_of(compiled({"x": described}, **more))
    assert len(found) + len(undrawn) == 1
    return found[0] if found else None


DRAWN = {
    "a long text": ({"type": "string"}, "long"),
    "a short text": ({"type": "string", "maxLength": 255}, "text"),
    "a text that is longer than a line": ({"type": "string", "maxLength": 256}, "long"),
    "a text in another form": ({"type": "string", "format": "email"}, "text"),
    "a date": ({"type": "string", "format": "date"}, "date"),
    "a text or nothing": ({"type": ["string", "null"]}, "long"),
    "choices": ({"type": "string", "enum": ["a", "b"]}, "choice"),
    "choices of numbers": ({"enum": [1, 2.5]}, "choice"),
    "a number": ({"type": "number"}, "number"),
    "a whole number": ({"type": "integer"}, "integer"),
    "yes or no": ({"type": "boolean"}, "yes_no"),
    "texts": ({"type": "array", "items": {"type": "string"}}, "texts"),
    "dates": ({"type": "array", "items": {"type": "string", "format": "date"}}, "texts"),
    "numbers": ({"type": "array", "items": {"type": "integer"}}, "numbers"),
    "several choices": ({"type": "array", "items": {"enum": ["a", "b"]}}, "choices"),
    "an allOf of one": ({"allOf": [{"type": "integer"}], "title": "X"}, "integer"),
}
NOT_DRAWN = {
    "an object": {"type": "object"},
    "anything": {},
    "always": True,
    "a list of lists": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
    "a list of objects": {"type": "array", "items": {"type": "object"}},
    "a list of anything": {"type": "array"},
    "a list of a kind for each place": {"type": "array", "items": [{"type": "string"}]},
    "a list of yes and no": {"type": "array", "items": {"type": "boolean"}},
    "one of several schemas": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
    "a constant": {"const": "a"},
    "several types": {"type": ["string", "integer"]},
    "choices that are objects": {"enum": ["a", {}]},
    "no choice": {"type": "string", "enum": [None]},
    "a reference that leads nowhere": {"$ref": "#/definitions/none"},
    "examples of everything": {"examples": ["a", 1]},
}


@pytest.mark.parametrize(("described", "kind"), DRAWN.values(), ids=DRAWN)
def test_what_is_drawn(described: Any, kind: str) -> None:
    """Each kind of field has its way to be asked for."""
    found = drawn(described)

    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("described", NOT_DRAWN.values(), ids=NOT_DRAWN)
def test_what_is_not_drawn(described: Any) -> None:
    """What a form cannot ask for is named, not guessed."""
    # An unfit reference makes no type file; an earlier release may have stored one all the same.
    schema = {"properties": {"x": described}, "required": []}

    found, undrawn = fields_of(CompiledType(MomentType("T", "T", True, schema)))

    assert (found, [one.name for one in undrawn]) == ([], ["x"])


def test_a_reference_is_followed_once() -> None:
    """A definition gives what its field does not say itself."""
    definitions = {"colour": {"enum": ["red", "blue"], "title": "Colour", "description": "Of the door"}}

    found = drawn({"$ref": "#/definitions/colour"}, definitions=definitions)

    assert found == FormField("x", "Colour", "Of the door", "choice", False, ("red", "blue"))


def test_what_a_field_says() -> None:
    """Title, hint, default, longest text, and whether it has to be filled in."""
    described = {"type": "string", "maxLength": 9, "title": "Place", "description": "Where", "default": "here"}

    found = drawn(described, required=["x"])

    assert found == FormField("x", "Place", "Where", "text", True, default="here", longest=9)


def test_the_telephone_call() -> None:
    """What the shipped type suggests is offered, and nothing else is refused."""
    found, undrawn = fields_of(CompiledType(read_shipped("ContactMomentPhone")))

    assert undrawn == []
    assert {one.name: (one.kind, one.open) for one in found} == {
        "contents": ("long", False),
        "direction": ("choice", True),
        "outcome": ("choice", True),
        "durationMinutes": ("number", False),
    }
