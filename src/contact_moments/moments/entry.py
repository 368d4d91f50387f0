"""Entries: what somebody typed into the form of a contact moment becomes a body for the registrar, and back.

What was not typed again stays as it is: a correction takes the value of the document where the text is still the one
that the form showed. So it neither cuts seconds off a time nor writes `42.0` as `42`.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import Struct

from contact_moments.clock import SECOND
from contact_moments.errors import Finding, FindingKind, InvalidInputError
from contact_moments.model import JsonObject
from contact_moments.moments.drafts import canonical
from contact_moments.moments.form_fields import FormField, Undrawn, fields_of
from contact_moments.moments.types import CompiledType
from contact_moments.times import Zone, exact_text, local_text, read_instant
from contact_moments.visible import is_blank

MOST_RECIPIENTS = 100  # that a form shows
OWN = "own."
# People mistype years. Clocks may differ a little.
AHEAD = 300 * SECOND
LONGEST_NUMBER = 40  # characters
YES, NO = "true", "false"

_ID = re.compile(r"[0-9]{1,19}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TURNED_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?", re.ASCII)


class Typed(Struct):
    """What a form says, by the names of its inputs: `one` has those of one value, `many` those that can be repeated."""

    type: str
    one: dict[str, str]
    many: dict[str, list[str]]


class _NotReadableError(Exception):
    def __init__(self, kind: FindingKind, limit: str) -> None:
        super().__init__(kind)
        self.finding = (kind, limit)


def body_of(
    compiled: CompiledType, typed: Typed, zone: Zone, now: int, decimal: str, base: JsonObject | None = None
) -> tuple[JsonObject, list[Finding]]:
    """The body that was typed, and what cannot be read. `decimal` is the sign of the person's language.

    `base` is the document that is corrected, with `contactMomentId`. What the form cannot show comes from it.
    """
    reading = _Reading(compiled, typed, zone, decimal, base or {})
    reading.parties()
    reading.when(now)
    reading.rest()
    for field in drawable(compiled, base or {}, decimal)[0]:
        reading.own(field)
    return reading.body, reading.findings


def typed_of(compiled: CompiledType, document: JsonObject, zone: Zone, decimal: str) -> Typed:
    """What the form shows of a document."""
    day, clock = _shown_time(document["dateTime"], zone)
    action = document.get("action_code")
    one = {
        "sender": str(document["senderId"]),
        "subject": document["subject"],
        "date": day,
        "time": clock,
        "action": "" if action is None else str(action),
    }
    many = {"recipient": _ids(document["recipients"]), "tag": _ids(document.get("tagIds", []))}
    for field in drawable(compiled, document, decimal)[0]:
        texts = texts_of(field, document.get(field.name), decimal)
        if field.kind == "choices":
            many[OWN + field.name] = texts
        else:
            one[OWN + field.name] = texts[0]
    return Typed(compiled.data.id, one, many)


def drawable(compiled: CompiledType, document: JsonObject, decimal: str) -> tuple[list[FormField], list[Undrawn]]:
    """As `fields_of`; a field whose value in a document the form cannot show is one that it cannot draw."""
    drawn, undrawn = fields_of(compiled)
    unfit = {one.name for one in drawn if one.name in document and not _fits(one, document[one.name], decimal)}
    undrawn += [Undrawn(one.name, one.title, one.required) for one in drawn if one.name in unfit]
    return [one for one in drawn if one.name not in unfit], undrawn


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


def _fits(field: FormField, value: Any, decimal: str) -> bool:
    """Whether a value comes back as it is."""
    if field.kind in {"texts", "numbers", "choices"} and not isinstance(value, list):
        return False
    try:
        back = _value(field, texts_of(field, value, decimal), decimal)
    except _NotReadableError:
        return False
    empty = value in ("", []) or (isinstance(value, str) and is_blank(value))
    return empty or canonical(back) == canonical(_plain(value))


def _plain(value: Any) -> Any:
    """A text as a browser sends it back."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _one_line(text: str) -> str:
    """A text as an input of one line holds it."""
    return text.replace("\r", "").replace("\n", "")


class _Reading:
    """One form. `body` is what has been read, `findings` what could not be."""

    def __init__(self, compiled: CompiledType, typed: Typed, zone: Zone, decimal: str, base: JsonObject) -> None:
        self._compiled = compiled
        self._typed = typed
        self._zone = zone
        self._decimal = decimal
        self._base = base
        self._shown = typed_of(compiled, base, zone, decimal) if base else Typed(typed.type, {}, {})
        undrawn = {one.name for one in drawable(compiled, base, decimal)[1]} | {"contactMomentId"}
        self.body: JsonObject = {name: base[name] for name in base if name in undrawn}
        self.findings: list[Finding] = []

    def parties(self) -> None:
        """Sender and recipients."""
        sender = self._typed.one.get("sender", "")
        if _ID.fullmatch(sender):
            self.body["senderId"] = int(sender)
        else:
            self.findings.append(Finding("senderId", "required"))
        many = self._base.get("recipients", [])
        recipients = [int(one) for one in self._typed.many.get("recipient", []) if _ID.fullmatch(one)]
        kept = many if len(many) > MOST_RECIPIENTS else recipients
        if kept:
            self.body["recipients"] = list(dict.fromkeys(kept))
        else:
            self.findings.append(Finding("recipients", "required"))

    def when(self, now: int) -> None:
        """Date and time. Without them it is now, and of a correction when it was."""
        day, clock = (self._typed.one.get(name, "").strip() for name in ("date", "time"))
        if not (day or clock) or (day, clock) == (self._shown.one.get("date"), self._shown.one.get("time")):
            return
        try:
            text = f"{_day(day) if day else local_text(now, self._zone)[:10]}T{_clock(clock)}"
            instant, _ = read_instant(text, self._zone)
        except (InvalidInputError, _NotReadableError):
            self.findings.append(Finding("dateTime", "format", "date"))
            return
        if instant > now + AHEAD:
            self.findings.append(Finding("dateTime", "future"))
        self.body["dateTime"] = text

    def rest(self) -> None:
        """Subject, tags and action."""
        subject = self._typed.one.get("subject", "")
        if is_blank(subject):
            self.findings.append(Finding("subject", "required"))
        else:
            same = _one_line(subject) == _one_line(self._shown.one.get("subject", ""))
            self.body["subject"] = self._base["subject"] if same else subject.strip()
        tags = [int(one) for one in self._typed.many.get("tag", []) if _ID.fullmatch(one)]
        if tags:
            self.body["tagIds"] = list(dict.fromkeys(tags))
        action = self._typed.one.get("action", "").strip()
        if action:
            self._keep("action_code", lambda: _number(action, self._decimal, whole=True))

    def own(self, field: FormField) -> None:
        """An own field."""
        name = OWN + field.name
        many = field.kind == "choices"
        given = self._typed.many.get(name, []) if many else [self._typed.one.get(name, "")]
        shown = self._shown.many.get(name, []) if many else [self._shown.one.get(name, "")]
        if field.name in self._base and _same(field, given, shown):
            self.body[field.name] = self._base[field.name]
            return
        if all(is_blank(one) for one in given):
            if field.required:
                self.findings.append(Finding(field.name, "required"))
            return
        self._keep(field.name, lambda: _value(field, given, self._decimal))

    def _keep(self, name: str, read: Callable[[], Any]) -> None:
        try:
            self.body[name] = read()
        except _NotReadableError as fault:
            self.findings.append(Finding(name, *fault.finding))


def _same(field: FormField, given: list[str], shown: list[str]) -> bool:
    if field.kind == "choices":
        return sorted(given) == sorted(shown)
    lines = field.kind in {"long", "texts", "numbers"}
    as_held: Callable[[str], str] = _plain if lines else _one_line
    return [as_held(one) for one in given] == [as_held(one) for one in shown]


def _value(field: FormField, texts: list[str], decimal: str) -> Any:
    """The value of what was typed, which is not blank. Raises `_NotReadableError`."""
    text = _plain(texts[0]) if texts else ""
    lines = [line for line in text.split("\n") if not is_blank(line)]
    match field.kind:
        case "choices":
            value: Any = [_chosen(field, one) for one in texts if one]
        case "choice":
            value = _chosen(field, text)
        case "texts":
            value = lines
        case "numbers":
            value = [_number(line, decimal) for line in lines]
        case "number" | "integer":
            value = _number(text, decimal, whole=field.kind == "integer")
        case "yes_no":
            value = _yes_or_no(text)
        case "date":
            value = _day(text.strip())
        case _:
            value = text
    return value


def _chosen(field: FormField, text: str) -> Any:
    found = [one for one in field.choices if choice_text(one) == text]
    if not found and not field.open:
        raise _NotReadableError("enum", "")
    return found[0] if found else text


def _yes_or_no(text: str) -> bool:
    if text not in (YES, NO):
        raise _NotReadableError("type", "boolean")
    return text == YES


def _number(text: str, decimal: str, whole: bool = False) -> int | float:
    """A number with this decimal sign. The other one is taken for it too, unless it groups thousands."""
    group = "." if decimal == "," else ","
    plain = re.sub(r"[\s'’]", "", text).replace("−", "-")
    if re.fullmatch(rf"[-+]?\d{{1,3}}(?:\{group}\d{{3}})+(?:\{decimal}\d+)?", plain, re.ASCII):
        plain = plain.replace(group, "")
    plain = plain.replace(",", ".")
    if len(plain) > LONGEST_NUMBER or not re.fullmatch(r"[-+]?\d+(?:\.\d+)?", plain, re.ASCII):
        raise _NotReadableError("type", "integer" if whole else "number")
    number = float(plain) if "." in plain else int(plain)
    if whole and number != int(number):
        raise _NotReadableError("type", "integer")
    return int(number) if whole else number


def _day(text: str) -> str:
    """A date as browsers send it, or with the day first as people write it."""
    turned = _TURNED_DATE.fullmatch(text)
    day = f"{turned[3]}-{turned[2]:0>2}-{turned[1]:0>2}" if turned else text
    try:
        return date.fromisoformat(day if _DATE.fullmatch(day) else "").isoformat()
    except ValueError:
        raise _NotReadableError("format", "date") from None


def _clock(text: str) -> str:
    found = _TIME.fullmatch(text or "00:00")
    if found is None:
        raise _NotReadableError("format", "time")
    return f"{found[1]:0>2}:{found[2]}:{found[3] or '00'}"


def _shown_time(stored: str, zone: Zone) -> tuple[str, str]:
    local = local_text(read_instant(stored, zone)[0], zone)
    return local[:10], local[11:16]


def _ids(values: list[int]) -> list[str]:
    return [str(one) for one in values[:MOST_RECIPIENTS]]


def now_typed(zone: Zone, now: int) -> dict[str, str]:
    """Date and time of now, as the form shows them."""
    day, clock = _shown_time(exact_text(now), zone)
    return {"date": day, "time": clock}
