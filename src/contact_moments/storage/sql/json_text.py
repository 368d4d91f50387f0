"""JSON text for columns that become part of a response unchanged."""

from typing import Any

import msgspec

_ENCODER = msgspec.json.Encoder()


def json_text(value: Any) -> str:
    """`value` as compact JSON text."""
    return _ENCODER.encode(value).decode()
