"""Drafts: what was sent, checked against its type's schema and then against our own limits (wire rules 18 and 19).

All findings are reported together. Each names its field, and none repeats a value.
"""

import hashlib
import json
from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec.structs import replace

from contact_moments import visible
from contact_moments.errors import Finding, FindingKind, InvalidInputError
from contact_moments.model import MAX_ID, Draft, JsonObject, Plan
from contact_moments.moments.follow_up_members import MEMBER, checked_plan, content_of
from contact_moments.moments.search_words import reference_in
from contact_moments.moments.types import CompiledType
from contact_moments.moments.validator import Violation
from contact_moments.times import Zone, exact_text, read_instant

MAX_ITEMS = 10_000
# What a draft has as values of its own, not as one of the texts.
_COMMON = frozenset({"type", "dateTime", "subject", "senderId", "recipients", "action_code", "tagIds"})
MIN_64, MAX_64 = -(2**63), 2**63 - 1

# What it is called if a member fits the schema and not our limits.
_KINDS: dict[str, FindingKind] = {"subject": "required", "dateTime": "format"}

# Made once: `json.dumps` makes an encoder for every text.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_encode_sorted = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def read_draft(compiled: CompiledType, body: Any, zone: Zone, now: int) -> Draft:
    """Check `body` (decoded JSON) and return it as a draft. If it has no `dateTime`, it happened at `now`.

    Raises `InvalidInputError` with all findings, whose message joins their sentences with `; `.
    """
    rest, followed = _without_follow_up(compiled, body)
    wrong = _long_lists(rest) or compiled.violations(rest)
    plan = None if followed is None else checked_plan(followed, zone, wrong, f"{MEMBER}.")
    if not wrong:
        draft = _draft(compiled, rest, zone, now, wrong)
    if wrong:
        message = "; ".join(one.sentence for one in wrong)
        raise InvalidInputError(message, findings=tuple(one.finding for one in wrong))
    return draft if rest is body else _with_follow_up(draft, plan)


def _without_follow_up(compiled: CompiledType, body: Any) -> tuple[Any, Any]:
    """The body without its follow-up, and that; a type's own field of this name is no follow-up."""
    if not isinstance(body, dict) or MEMBER not in body or MEMBER in compiled.own_fields:
        return body, None
    return {name: value for name, value in body.items() if name != MEMBER}, body[MEMBER]


def _with_follow_up(draft: Draft, plan: Plan | None) -> Draft:
    """The draft with a follow-up, which is part of its content. In a correction, null removes the follow-up."""
    drops = plan is None and draft.corrects is not None
    if plan is None and not drops:
        return draft
    said = _encode_sorted(None if plan is None else content_of(plan))
    content = hashlib.sha256(draft.content + said.encode()).digest()
    return replace(draft, content=content, plain_content=draft.content, follow_up=plan, drops_follow_up=drops)


def _long_lists(body: Any) -> list[Violation]:
    """Lists over the limit. They come first, because the schema compares all items with each other."""
    if not isinstance(body, dict):
        return []
    lists = [name for name in ("recipients", "tagIds") if isinstance(body.get(name), list)]
    return [
        Violation(f"{name} has more than {MAX_ITEMS} items", Finding(name, "max_items", MAX_ITEMS))
        for name in lists
        if len(body[name]) > MAX_ITEMS
    ]


def _draft(compiled: CompiledType, body: JsonObject, zone: Zone, now: int, wrong: list[Violation]) -> Draft:
    """The body as a draft; adds to `wrong` what is wrong with it."""
    checked = partial(_checked, body, wrong)
    corrects = checked("contactMomentId", _id, None)
    subject = checked("subject", _subject, "")
    blanks = compiled.blanks(body)
    given = compiled.without_blanks(body, blanks)
    happened_at, offset = checked("dateTime", lambda text: read_instant(text, zone), (now, None))
    sender_id = checked("senderId", _id, 0)
    recipients = checked("recipients", _ids, ())
    action = checked("action_code", _action, None)
    tags = checked("tagIds", _ids, ())
    optional = {"action_code": action, "tagIds": tags or None}
    common: JsonObject = {"subject": subject, "senderId": sender_id, "recipients": recipients}
    common |= {name: value for name, value in optional.items() if value is not None}
    texts = _texts(compiled, given)
    dated = {"dateTime": happened_at} if "dateTime" in body else {}
    named = {} if corrects is None else {"contactMomentId": corrects}
    document = {"dateTime": exact_text(happened_at, offset)} | common | texts
    return Draft(
        type=compiled.data.id,
        subject=subject,
        sender_id=sender_id,
        recipients=recipients,
        happened_at=happened_at,
        action=action,
        tags=tags,
        document=document_text(document),
        reference=reference_in(given),
        content=_content(compiled, common | dated | named, texts),
        dated=bool(dated),
        corrects=corrects,
        earlier_content=_content(compiled, common | dated | named, _texts(compiled, body)) if blanks else None,
        fault="subject must have a character that can be seen" if visible.is_blank(subject) else None,
    )


def _checked(body: JsonObject, wrong: list[Violation], name: str, read: Callable[[Any], Any], absent: Any) -> Any:
    """A member of the body as `read` returns it; `absent` if it is not there, or is wrong and so a finding."""
    if name not in body:
        return absent
    try:
        return read(body[name])
    except InvalidInputError as fault:
        wrong.append(Violation(f"{name} {fault.message}", Finding(name, _KINDS.get(name, "other"))))
        return absent


def _texts(compiled: CompiledType, body: JsonObject) -> JsonObject:
    """The reference and the type's own fields."""
    return {name: body[name] for name in compiled.may_be_blank if name in body}


def _content(compiled: CompiledType, common: JsonObject, texts: JsonObject) -> bytes:
    """The hash that is equal for equal content, whatever the order of members and with or without default values."""
    content = {"type": compiled.data.id} | common | _plain(_without_defaults(texts, compiled.defaults))
    return hashlib.sha256(_encode_sorted(content).encode()).digest()


def content_in_file(draft: Draft, body: JsonObject, compiled: CompiledType) -> bytes:
    """The hash of all that a line said, whatever its type knew: with default values, blank texts, other members.

    The follow-up is not in it.
    """
    texts = {name: value for name, value in body.items() if name not in _COMMON}
    if MEMBER not in compiled.own_fields:
        texts.pop(MEMBER, None)
    if not compiled.defaults and draft.earlier_content is None and texts.keys() <= set(compiled.may_be_blank):
        return draft.line_content  # nothing was left out
    return _hash(draft, texts, {"dateTime": draft.happened_at} if draft.dated else {})


def content_if_dated(draft: Draft, compiled: CompiledType) -> bytes:
    """The hash of a draft as an export shows it: with the `dateTime` that it got."""
    own = {name: value for name, value in json.loads(draft.document).items() if name not in _COMMON}
    return _hash(draft, _without_defaults(own, compiled.defaults), {"dateTime": draft.happened_at})


def _hash(draft: Draft, texts: JsonObject, dated: JsonObject) -> bytes:
    """As `_content`, from a draft."""
    optional = {"action_code": draft.action, "tagIds": draft.tags or None}
    common: JsonObject = {"type": draft.type, "subject": draft.subject, "senderId": draft.sender_id}
    common |= {"recipients": draft.recipients} | {name: one for name, one in optional.items() if one is not None}
    return hashlib.sha256(_encode_sorted(common | dated | _plain(texts)).encode()).digest()


def document_text(document: JsonObject) -> str:
    """A document as versions store it: JSON without blanks, members in the given order."""
    return _encode(document)


def canonical(value: Any) -> str:
    """JSON text that is the same for values that JSON Schema calls equal: for 42 and 42.0, but not for 1 and true."""
    return _encode_sorted(_plain(value))


def _without_defaults(own: JsonObject, defaults: JsonObject) -> JsonObject:
    if not defaults:
        return own
    return {
        name: value
        for name, value in own.items()
        if name not in defaults or canonical(value) != canonical(defaults[name])
    }


def _plain(value: Any) -> Any:
    """The value with whole numbers as integers, because JSON Schema treats 42 and 42.0 as equal."""
    if isinstance(value, (str, int)):
        return value
    match value:
        case dict():
            return {name: _plain(item) for name, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case float() if value.is_integer():
            return int(value)
        case _:
            return value


def _id(value: float) -> int:
    if not 1 <= value <= MAX_ID:
        raise InvalidInputError(f"must lie between 1 and {MAX_ID}")
    return int(value)


def _ids(values: list[float]) -> tuple[int, ...]:
    return tuple(sorted({_id(value) for value in values}))


def _action(value: float) -> int:
    if not MIN_64 <= value <= MAX_64:
        raise InvalidInputError("must fit 64 bits")
    return int(value)


def _subject(value: str) -> str:
    # A subject of characters that cannot be seen was taken by earlier releases: see `Draft.fault`.
    if not value.strip():
        raise InvalidInputError("must not be blank")
    return value
