"""JSON text as it is kept in columns that end up in an answer unchanged."""

from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder()


def json_text(value: Any) -> str:
    """`value` as compact JSON text."""
    return _ENCODER.encode(value).decode()
