"""Findings in the words of the page: what is wrong with a field, and what to do."""

import re
from typing import NamedTuple

from contact_moments.errors import Finding
from contact_moments.model import JsonObject
from contact_moments.moments.entry import OWN
from contact_moments.visible import is_blank
from contact_moments.web.titles import Titles

# The inputs of the members that all types share; own fields have their names after `own.`.
INPUTS = {
    "senderId": "sender",
    "recipients": "recipients",
    "subject": "subject",
    "dateTime": "date",
    "tagIds": "tags",
    "action_code": "action",
    "caller_name": "caller_name",
    "followUp.on": "follow_up_on",
    "followUp.by": "follow_up_by",
    "followUp.note": "follow_up_note",
}


class Wrong(NamedTuple):
    """What is wrong with one input: `field` is its id."""

    field: str
    text: str


def told(
    words: JsonObject, titles: Titles, findings: list[Finding], inputs: list[str], lines: dict[str, str]
) -> list[Wrong]:
    """Findings for people, the first of each input, in the order of `inputs` on the page.

    `lines` has the texts of the inputs that take a list, one item a line.
    """
    first: dict[str, Wrong] = {}
    for one in findings:
        member = one.field if one.field in INPUTS else re.split(r"[.\[]", one.field, maxsplit=1)[0]
        field = INPUTS.get(member) or OWN + member
        # What the form does not draw is told where typing begins.
        field = field if field in inputs else "subject"
        first.setdefault(field, Wrong(field, _text(words, titles, member, one, lines.get(field))))
    return sorted(first.values(), key=lambda wrong: inputs.index(wrong.field))


def _text(words: JsonObject, titles: Titles, member: str, one: Finding, lines: str | None) -> str:
    by_kind = words["findings"]
    of_field = words["field_findings"].get(INPUTS.get(member, ""), {})
    title = _title(words, INPUTS.get(member, "")) or (titles.title(member) if member else titles.of_type)
    line = _line(one.field.removeprefix(member), lines)
    title = words["findings"]["in_line"].format(field=title, line=line) if line else title
    text: str = of_field.get(one.kind) or by_kind.get(f"{one.kind}_{one.limit}") or by_kind.get(one.kind)
    return text.format(field=title, limit="" if one.limit is None else one.limit)


def follow_up_text(words: JsonObject, field: str, one: Finding) -> str:
    """What is wrong with an input of a follow-up alone."""
    text: str = words["field_findings"].get(field, {}).get(one.kind) or words["findings"][one.kind]
    return text.format(field=_title(words, field), limit=one.limit)


def _title(words: JsonObject, field: str) -> str:
    title: str = words["entry"].get(field) or words["follow_up_form"].get(field.removeprefix("follow_up_"), "")
    return title


def _line(place: str, lines: str | None) -> int | None:
    """The number of the line of an item, from 1: blank lines are no items."""
    found = re.match(r"\[(\d+)\]", place)
    if found is None or lines is None:
        return None
    filled = [number for number, line in enumerate(lines.split("\n"), 1) if not is_blank(line)]
    return filled[int(found[1])] if int(found[1]) < len(filled) else None
