"""Values of own fields as people type them, and as inputs show them.

A number may have the other language's decimal sign, and a date the day first: what is meant is read, not refused.
"""

import re
from datetime import date
from typing import Any

from contact_moments.errors import FindingKind
from contact_moments.moments.form_fields import FormField
from contact_moments.visible import is_blank

LONGEST_NUMBER = 40  # characters
YES, NO = "true", "false"

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TURNED_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?", re.ASCII)


class NotReadableError(Exception):
    """A text that cannot be read as a value; `finding` has the kind and the limit to tell."""

    def __init__(self, kind: FindingKind, limit: str) -> None:
        super().__init__(kind)
        self.finding = (kind, limit)
        self.place = ""  # within a list, as findings name it


def texts_of(field: FormField, value: Any, decimal: str) -> list[str]:
    """A value as the input shows it: one text, or those of the boxes that are checked."""
    if field.kind == "choices":
        return [] if value is None else [choice_text(one) for one in value]
    if value is None:
        return [""]
    lines = value if field.kind in {"texts", "numbers"} else [value]
    if field.kind in {"number", "integer", "numbers"}:
        return ["\n".join(choice_text(one).replace(".", decimal) for one in lines)]
    return ["\n".join(choice_text(one) for one in lines)]


def choice_text(value: Any) -> str:
    """A choice as the input's value has it, whatever the language."""
    if isinstance(value, bool):
        return YES if value else NO
    return value if isinstance(value, str) else str(value)


def as_sent(value: Any) -> Any:
    """A text as a browser sends it back."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return [as_sent(one) for one in value] if isinstance(value, list) else value


def value_of(field: FormField, texts: list[str], decimal: str) -> Any:
    """The value of what was typed, which is not blank. Raises `NotReadableError`."""
    text = as_sent(texts[0]) if texts else ""
    lines = [line for line in text.split("\n") if not is_blank(line)]
    match field.kind:
        case "choices":
            value: Any = [_chosen(field, one) for one in texts if one]
        case "choice":
            value = _chosen(field, text)
        case "texts":
            value = lines
        case "numbers":
            value = _numbers(lines, decimal)
        case "number" | "integer":
            value = number_in(text, decimal, whole=field.kind == "integer")
        case "yes_no":
            value = _yes_or_no(text)
        case "date":
            value = day_in(text.strip())
        case _:
            value = text
    return value


def _numbers(lines: list[str], decimal: str) -> list[int | float]:
    numbers: list[int | float] = []
    try:
        for line in lines:
            numbers.append(number_in(line, decimal))
    except NotReadableError as fault:
        fault.place = f"[{len(numbers)}]"
        raise
    return numbers


def _chosen(field: FormField, text: str) -> Any:
    found = [one for one in field.choices if choice_text(one) == text]
    if not found and not field.open:
        raise NotReadableError("enum", "")
    return found[0] if found else text


def _yes_or_no(text: str) -> bool:
    if text not in (YES, NO):
        raise NotReadableError("type", "boolean")
    return text == YES


def number_in(text: str, decimal: str, whole: bool = False) -> int | float:
    """A number with this decimal sign. The other one is taken for it too, unless it groups thousands."""
    group = "." if decimal == "," else ","
    plain = re.sub(r"[\s'’]", "", text).replace("−", "-")
    if re.fullmatch(rf"[-+]?\d{{1,3}}(?:\{group}\d{{3}})+(?:\{decimal}\d+)?", plain, re.ASCII):
        plain = plain.replace(group, "")
    plain = plain.replace(",", ".")
    if len(plain) > LONGEST_NUMBER or not re.fullmatch(r"[-+]?\d+(?:\.\d+)?", plain, re.ASCII):
        raise NotReadableError("type", "integer" if whole else "number")
    number = float(plain) if "." in plain else int(plain)
    if whole and number != int(number):
        raise NotReadableError("type", "integer")
    return int(number) if whole else number


def day_in(text: str) -> str:
    """A date as browsers send it, or with the day first as people write it."""
    turned = _TURNED_DATE.fullmatch(text)
    day = f"{turned[3]}-{turned[2]:0>2}-{turned[1]:0>2}" if turned else text
    try:
        return date.fromisoformat(day if _DATE.fullmatch(day) else "").isoformat()
    except ValueError:
        raise NotReadableError("format", "date") from None


def clock_in(text: str) -> str:
    found = _TIME.fullmatch(text or "00:00")
    if found is None:
        raise NotReadableError("format", "time")
    return f"{found[1]:0>2}:{found[2]}:{found[3] or '00'}"
