"""The strict JSON parser refuses what two parsers could read differently, and reads everything else correctly."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact_moments.errors import InvalidInputError
from contact_moments.strict_json import MAX_DEPTH, parse_json, whole_number

STORABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | STORABLE,
    lambda inner: st.lists(inner) | st.dictionaries(STORABLE, inner),
    max_leaves=30,
)


@pytest.mark.slow
@given(VALUES, st.booleans())
def test_json_is_read_as_it_was_meant(value: object, ascii_only: bool) -> None:
    """Any storable value comes back equal, escaped or not."""
    assert parse_json(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


def nested(depth: int, opening: str, closing: str) -> bytes:
    """JSON nested `depth` levels deep."""
    return (opening * depth + "1" + closing * depth).encode()


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_depth_is_counted_from_the_outermost(opening: str, closing: str) -> None:
    """64 levels are read, 65 refused."""
    parse_json(nested(MAX_DEPTH, opening, closing))

    with pytest.raises(InvalidInputError, match="deeper than 64"):
        parse_json(nested(MAX_DEPTH + 1, opening, closing))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b'{"a": NaN}', "NaN"),
        (b"[-Infinity]", "-Infinity"),
        (b"[1e400]", "too large"),
        (b"[" + b"9" * 5000 + b"]", "digits"),
        (b"[" + b"9223372036854775808," * 101 + b"1]", "64 bits"),
        (b"[" + b"-9223372036854775809," * 101 + b"1]", "64 bits"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"b": {"a": 1, "a": 1}}', "twice"),
        (b'["\\ud800"]', "surrogate"),
        (b'{"\\udc00": 1}', "surrogate"),
        (b'["\\u0000"]', "NUL"),
        (b'["\x00"]', "not JSON"),
        (b'["\xff"]', "UTF-8"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        ('{"a": 1}'.encode("utf-16-le"), "not JSON"),
        ('{"a": 1}'.encode("utf-16"), "UTF-8"),
        (b"{} x", "not JSON"),
        (b"{'a': 1}", "not JSON"),
        (b"[" * 100_000, "deeper"),
        (b'{"a":' * 100_000, "deeper"),
        (nested(MAX_DEPTH, "[", "]").replace(b"1", b'"\\ud800"'), "surrogate"),
    ],
)
def test_the_rest_is_refused(raw: bytes, reason: str) -> None:
    """The message names the fault."""
    with pytest.raises(InvalidInputError, match=reason):
        parse_json(raw)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (42, 42),
        (42.0, 42),
        (-1.0, -1),
        (1e300, int(1e300)),
        (42.5, None),
        (True, None),
        ("42", None),
        (None, None),
        (float("nan"), None),
    ],
)
def test_a_whole_number(value: object, number: int | None) -> None:
    """42.0 is 42, as in JSON Schema."""
    assert whole_number(value) == number


def test_surrogate_pairs_are_characters() -> None:
    """An escaped pair is one character, not two halves."""
    assert parse_json(b'["\\ud83d\\ude00"]') == ["😀"]
