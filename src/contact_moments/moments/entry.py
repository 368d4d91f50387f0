"""Entries: what somebody typed into the form of a contact moment becomes a body for the registrar, and back.

What was not typed again stays as it is: a correction takes the value of the document where the text is still the one
that the form showed. So it neither cuts seconds off a time nor writes `42.0` as `42`.
"""

import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from contact_moments.clock import SECOND
from contact_moments.errors import Finding, InvalidInputError
from contact_moments.model import JsonObject
from contact_moments.moments.drafts import canonical
from contact_moments.moments.form_fields import FormField, Undrawn, fields_of
from contact_moments.moments.typed_follow_up import MEMBER, member_of
from contact_moments.moments.typed_values import (
    NotReadableError,
    as_sent,
    clock_in,
    day_in,
    number_in,
    texts_of,
    value_of,
)
from contact_moments.moments.types import CompiledType
from contact_moments.times import Zone, exact_text, local_text, read_instant
from contact_moments.visible import is_blank

MOST_RECIPIENTS = 50  # that a form shows: more make the page too large
OWN = "own."
# People mistype years. Clocks may differ a little.
AHEAD = 300 * SECOND

_ID = re.compile(r"[0-9]{1,19}", re.ASCII)


class Typed(Struct):
    """What a form says, by the names of its inputs: `one` has those of one value, `many` those that can be repeated."""

    type: str
    one: dict[str, str]
    many: dict[str, list[str]]


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
    reading.follow_up()
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


def _fits(field: FormField, value: Any, decimal: str) -> bool:
    """Whether a value comes back as it is."""
    if field.kind in {"texts", "numbers", "choices"} and not isinstance(value, list):
        return False
    try:
        back = value_of(field, texts_of(field, value, decimal), decimal)
    except NotReadableError:
        return False
    empty = value in ("", []) or (isinstance(value, str) and is_blank(value))
    return empty or canonical(back) == canonical(as_sent(value))


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
        recipients = self._recipients()
        if recipients:
            self.body["recipients"] = recipients
        else:
            self.findings.append(Finding("recipients", "required"))

    def _recipients(self) -> list[int]:
        """Who was sent, and after the same ones as before those whom the form had no room for."""
        sent = [int(one) for one in self._typed.many.get("recipient", []) if _ID.fullmatch(one)]
        before: list[int] = self._base.get("recipients", [])
        unshown, there = before[MOST_RECIPIENTS:], set(before)
        kept = [one for one in sent if one in there]
        return list(dict.fromkeys([*kept, *unshown, *sent]))

    def when(self, now: int) -> None:
        """Date and time. Without them it is now, and of a correction when it was."""
        day, clock = (self._typed.one.get(name, "").strip() for name in ("date", "time"))
        if not (day or clock) or (day, clock) == (self._shown.one.get("date"), self._shown.one.get("time")):
            return
        try:
            text = f"{day_in(day) if day else local_text(now, self._zone)[:10]}T{clock_in(clock)}"
            instant, _ = read_instant(text, self._zone)
        except (InvalidInputError, NotReadableError):
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
            self._keep("action_code", lambda: number_in(action, self._decimal, whole=True))

    def follow_up(self) -> None:
        """A follow-up, if one is wanted; a type may have an own field of that name, which is none."""
        if MEMBER in self._compiled.own_fields:
            return
        found, findings = member_of(self._typed.one)
        self.findings += findings
        if found is not None:
            self.body[MEMBER] = found

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
        self._keep(field.name, lambda: value_of(field, given, self._decimal))

    def _keep(self, name: str, read: Callable[[], Any]) -> None:
        try:
            self.body[name] = read()
        except NotReadableError as fault:
            self.findings.append(Finding(name + fault.place, *fault.finding))


def _same(field: FormField, given: list[str], shown: list[str]) -> bool:
    if field.kind == "choices":
        return sorted(given) == sorted(shown)
    lines = field.kind in {"long", "texts", "numbers"}
    as_held: Callable[[str], str] = as_sent if lines else _one_line
    return [as_held(one) for one in given] == [as_held(one) for one in shown]


def _shown_time(stored: str, zone: Zone) -> tuple[str, str]:
    local = local_text(read_instant(stored, zone)[0], zone)
    return local[:10], local[11:16]


def _ids(values: list[int]) -> list[str]:
    return [str(one) for one in values[:MOST_RECIPIENTS]]


def now_typed(zone: Zone, now: int) -> dict[str, str]:
    """Date and time of now, as the form shows them."""
    day, clock = _shown_time(exact_text(now), zone)
    return {"date": day, "time": clock}
