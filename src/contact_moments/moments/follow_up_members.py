"""A follow-up in JSON: what clients send, checked member by member, and what they get."""

import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from contact_moments.clock import SECOND
from contact_moments.errors import Finding, FindingKind, InvalidInputError
from contact_moments.model import MAX_ID, JsonObject, Plan
from contact_moments.moments.validator import Violation
from contact_moments.storage.questions.follow_ups import FollowUp as FollowUp
from contact_moments.storage.questions.follow_ups import Recorder
from contact_moments.strict_json import refuse_unstorable, whole_number
from contact_moments.times import Zone, exact_text, local_text, read_instant
from contact_moments.visible import is_blank

LONGEST_NOTE = 500  # characters
MEMBER = "followUp"  # of a registration
MEMBERS = frozenset({"on", "by", "note", "done"})
# Of CSV files, each with the member that its cells are.
COLUMNS = {"followUpOn": "on", "followUpBy": "by", "followUpNote": "note", "followUpDone": "done"}
# What exports tell of how one was ended. An import makes another end: nobody says when or by whom something was done,
# and the contact moment that answers has another id there.
RESULTS = {"followUpEnded": "ended", "followUpAnswer": "answer"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_HELP = "must be a date like 2020-01-31, or a date and time like 2020-01-31T13:45:00"


class _WrongError(InvalidInputError):
    """What is wrong with one member."""

    def __init__(self, message: str, kind: FindingKind, limit: int | None = None) -> None:
        super().__init__(message)
        self.kind: FindingKind = kind
        self.limit = limit


class _When(Struct, frozen=True):
    due_at: int
    day: str | None


_NEVER = _When(0, None)


def read_plan(value: Any, zone: Zone) -> Plan:
    """Check a follow-up as somebody sent it (decoded JSON). Raises `InvalidInputError` with all findings.

    Members of other names are not looked at.
    """
    wrong: list[Violation] = []
    plan = checked_plan(value, zone, wrong)
    if wrong:
        raise InvalidInputError("; ".join(one.sentence for one in wrong), findings=tuple(one.finding for one in wrong))
    return plan


def checked_plan(value: Any, zone: Zone, wrong: list[Violation], within: str = "") -> Plan:
    """As `read_plan`, and adds to `wrong` what is wrong; a member is called `within` + its name there."""
    if not isinstance(value, dict):
        name = within.removesuffix(".") or "the body"
        wrong.append(Violation(f"{name} must be an object with on, by and note", Finding(name, "type", "object")))
        return Plan(0)

    def checked(name: str, read: Callable[[Any], Any], absent: Any) -> Any:
        try:
            return read(value.get(name))
        except _WrongError as fault:
            finding = Finding(f"{within}{name}", fault.kind, fault.limit)
            wrong.append(Violation(f"{within}{name} {fault.message}", finding))
            return absent

    when = checked("on", lambda given: _when(given, zone), _NEVER)
    by, note, done = checked("by", _by, None), checked("note", _note, ""), checked("done", _done, False)
    return Plan(when.due_at, when.day, by, note, done)


def _when(value: Any, zone: Zone) -> _When:
    if value is None:
        raise _WrongError("is required", "required")
    if not isinstance(value, str):
        raise _WrongError(_HELP, "type")
    try:
        instant, _ = read_instant(value, zone)
    except InvalidInputError as fault:
        # What was read has the form, and a year that is refused.
        year = fault.message if "years" in fault.message else _HELP
        raise _WrongError(year, "format") from None
    # Whole seconds: the register shows no smaller part.
    return _When(instant // SECOND * SECOND, value if _DAY.fullmatch(value) else None)


def _by(value: Any) -> int | None:
    if value is None:
        return None
    number = whole_number(value)
    if number is None or not 1 <= number <= MAX_ID:
        raise _WrongError(f"must be the id of a relation, between 1 and {MAX_ID}, or null for anybody", "type")
    return number


def _note(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _WrongError("must be a text", "type")
    try:
        refuse_unstorable(value)
    except InvalidInputError:
        raise _WrongError("has a character that cannot be kept: NUL, or half of a surrogate pair", "other") from None
    if len(value) > LONGEST_NOTE:
        raise _WrongError(f"has more than {LONGEST_NOTE} characters", "max_length", LONGEST_NOTE)
    return "" if is_blank(value) else value


def _done(value: Any) -> bool:
    if value not in (None, True, False) or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        raise _WrongError("must be true or false", "type")
    return bool(value)


def content_of(plan: Plan) -> JsonObject:
    """A plan as the content of a registration has it: equal for equal plans, however they were written."""
    content: JsonObject = {"on": plan.day or plan.due_at, "by": plan.by, "note": plan.note}
    return content | ({"done": True} if plan.done else {})


def member_of(plan: Plan) -> JsonObject:
    """What to send so that a follow-up is made again, as an export has it: the time of day with its offset."""
    member: JsonObject = {"on": plan.day or exact_text(plan.due_at)}
    optional = {"by": plan.by, "note": plan.note or None, "done": plan.done or None}
    return member | {name: value for name, value in optional.items() if value is not None}


def line_of(one: FollowUp) -> JsonObject:
    """A follow-up as a line of an export has it: what to send to make it again, and how it was ended."""
    results = {"ended": None if one.done_at is None else exact_text(one.done_at), "answer": one.answer_id}
    plan = Plan(one.due_at, one.day, one.by, one.note, one.is_done)
    return member_of(plan) | {name: value for name, value in results.items() if value is not None}


def as_json(one: FollowUp, zone: Zone) -> JsonObject:
    """A follow-up as clients get it, with local times of the organisation's zone."""
    return {
        "on": one.day or local_text(one.due_at, zone),
        "by": one.by,
        "note": one.note,
        "made": local_text(one.made_at, zone),
        "madeBy": _recorder(one.made_by),
        "done": one.is_done,
        "ended": None if one.done_at is None else local_text(one.done_at, zone),
        "endedBy": None if one.done_at is None else _recorder(one.ended_by),
        "answer": one.answer_id,
    }


def _recorder(one: Recorder) -> JsonObject:
    return {"clientId": one.client_id, "accountId": one.account_id, "person": one.name}
