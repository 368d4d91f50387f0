"""A follow-up as people type it becomes what clients send, and back.

The inputs have the same names in every form. Without a check in `follow_up`, none is asked for.
"""

import re
from hashlib import sha256

from contact_moments.errors import Finding
from contact_moments.model import JsonObject
from contact_moments.moments.typed_values import NotReadableError, as_sent, clock_in, day_in
from contact_moments.storage.questions.follow_ups import FollowUp
from contact_moments.times import Zone, local_text
from contact_moments.visible import is_blank

MEMBER = "followUp"
SEEN = "follow_up_seen"  # the state of the follow-up that a form showed
_ID = re.compile(r"[0-9]{1,16}", re.ASCII)  # Python reads no number of thousands of digits
WANTED, ON, TIME, BY, NOTE = ("follow_up", "follow_up_on", "follow_up_time", "follow_up_by", "follow_up_note")


def member_of(one: dict[str, str]) -> tuple[JsonObject | None, list[Finding]]:
    """What inputs ask for, by their names; None if they ask for nothing. What cannot be read is left out, and told."""
    if not one.get(WANTED):
        return None, []
    by, note, findings = one.get(BY, "").strip(), as_sent(one.get(NOTE, "")), list[Finding]()
    found: JsonObject = {"by": int(by) if _ID.fullmatch(by) else None, "note": note}
    day, clock = one.get(ON, "").strip(), one.get(TIME, "").strip()
    try:
        if is_blank(day):
            findings.append(Finding(f"{MEMBER}.on", "required"))
        else:
            found["on"] = f"{day_in(day)}T{clock_in(clock)}" if clock else day_in(day)
    except NotReadableError as fault:
        findings.append(Finding(f"{MEMBER}.on", *fault.finding))
    if by and found["by"] is None:
        findings.append(Finding(f"{MEMBER}.by", "not_available"))
    return found, findings


def typed_of(one: FollowUp, zone: Zone) -> dict[str, str]:
    """What the inputs show of a follow-up: without a check if it is done, because another one can be asked for then."""
    if one.is_done:
        return {}
    at = local_text(one.due_at, zone)
    return {
        WANTED: "1",
        ON: one.day or at[:10],
        TIME: "" if one.day else at[11:16],
        BY: "" if one.by is None else str(one.by),
        NOTE: one.note,
    }


def is_as_shown(one: FollowUp | None, typed: dict[str, str], zone: Zone) -> bool:
    """Whether inputs say what they showed of a follow-up that is open.

    It is then not what they can be read as: they show no seconds, and not which of two equal times of a day it is.
    """
    return one is not None and not one.is_done and member_of(typed) == member_of(typed_of(one, zone))


def state_of(one: FollowUp | None) -> str:
    """A text that changes when a follow-up does, and tells nothing of it; empty for none."""
    if one is None:
        return ""
    parts = (one.made_at, one.due_at, one.day, one.by, one.note, one.is_done)
    return sha256(repr(parts).encode()).hexdigest()[:16]
