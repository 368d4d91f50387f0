"""A strict JSON parser: it refuses everything that two parsers could read differently (wire rule 4).

It is built on the standard library's parser, whose hooks see duplicate keys, NaN and infinity. Request bodies, lines of
an import and type files are all read with it.
"""

import json
import re
from typing import Any

from contact_moments.errors import InvalidInputError

MAX_DEPTH = 64
MANY = 100

_LONG_DIGITS = re.compile(r"[0-9]{19,}")
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse_json(raw: bytes) -> Any:
    """Parse UTF-8 JSON text. Raises `InvalidInputError`, whose message names the fault and repeats no content.

    Refused: other encodings, a byte order mark, duplicate keys, NaN, infinities (numbers like 1e400 too), lone
    surrogates, NUL, more than 64 levels, an integer of thousands of digits, and over 100 long integers of which one
    does not fit 64 bits.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidInputError("The JSON is not UTF-8; encode it as UTF-8") from None
    if text.startswith("\ufeff"):
        raise InvalidInputError("The JSON starts with a byte order mark; send UTF-8 without one")
    if not text.strip(" \t\r\n"):
        raise InvalidInputError("The JSON is empty; send an object")
    value = _decode(text)
    _refuse_deep_or_unstorable(value, text)
    return value


def _decode(text: str) -> Any:
    try:
        # The fields have checks of their own for large integers. But comparing many of them takes the schema minutes.
        many = len(text) > 19 * MANY and len(_LONG_DIGITS.findall(text)) > MANY
        return (_DECODER_64_BITS if many else _DECODER).decode(text)
    except InvalidInputError:
        raise
    except RecursionError:
        raise InvalidInputError(_TOO_DEEP) from None
    except json.JSONDecodeError as fault:
        raise InvalidInputError(f"This is not JSON: fault at line {fault.lineno}, column {fault.colno}") from None
    except ValueError:  # more digits than sys.get_int_max_str_digits()
        raise InvalidInputError("A number has too many digits") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise InvalidInputError("An object has the same member twice")
    return members


def _integer(text: str) -> int:
    if len(text) > 20 or not -(2**63) <= (number := int(text)) < 2**63:
        raise InvalidInputError("There are many integers that do not fit 64 bits")
    return number


def _float(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise InvalidInputError("A number is too large")
    return number


def _constant(name: str) -> float:
    raise InvalidInputError(f"{name} is not JSON")


_TOO_DEEP = f"The JSON is nested deeper than {MAX_DEPTH} levels"
_HOOKS: dict[str, Any] = {"object_pairs_hook": _object, "parse_float": _float, "parse_constant": _constant}
_DECODER = json.JSONDecoder(**_HOOKS)
_DECODER_64_BITS = json.JSONDecoder(**_HOOKS, parse_int=_integer)


def whole_number(value: Any) -> int | None:
    """The integer that a value stands for: 42.0 is 42, as in JSON Schema; None where it is no whole number."""
    if isinstance(value, int):
        return None if isinstance(value, bool) else value
    return int(value) if isinstance(value, float) and value.is_integer() else None


def _refuse_deep_or_unstorable(value: Any, text: str) -> None:
    # The text of nearly every body excludes both faults cheaply: deep nesting needs many opening brackets, and a lone
    # surrogate or NUL needs an escape.
    escapes = "\\u" in text
    if not escapes and text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    level = [value]
    for depth in range(1, MAX_DEPTH + 2):
        if depth > MAX_DEPTH and any(isinstance(node, (dict, list)) for node in level):
            raise InvalidInputError(_TOO_DEEP)
        level = [child for node in level for child in _children(node, escapes)]


def _children(node: Any, escapes: bool) -> list[Any]:
    if isinstance(node, dict):
        return [*node.keys(), *node.values()]
    if isinstance(node, list):
        return node
    if escapes and isinstance(node, str):
        refuse_unstorable(node)
    return []


def refuse_unstorable(text: str) -> None:
    """Raise `InvalidInputError` for text that an engine cannot store: with lone surrogates or NUL."""
    if "\x00" in text:
        raise InvalidInputError("A text has a NUL character")
    if _SURROGATE.search(text):
        raise InvalidInputError("A text has half of a surrogate pair")
