"""The follow-up of one contact moment: read, made, changed, ended, opened again and removed."""

from typing import Any

from contact_moments.errors import Finding, InvalidInputError, NotFoundError
from contact_moments.http_server.messages import Response, json_response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import MAX_ID, JsonObject
from contact_moments.moments import follow_ups
from contact_moments.moments.follow_up_members import FollowUp, as_json, read_plan
from contact_moments.strict_json import parse_json, whole_number

MAX_BODY = 64 * 1024

_PLAN, _END = frozenset({"on", "by", "note"}), frozenset({"done", "answer"})
_FORM = 'Send {"on", "by", "note"} to make or change it, {"done", "answer"} to end it, or {"on": null} to remove it'


def show_follow_up(context: RequestContext) -> Response:
    """The follow-up of a contact moment. Raises `NotFoundError` where there is none, or `GoneError`."""
    register = context.register
    found = follow_ups.get(register.database, context.parameters["moment_id"])
    if found is None:
        raise NotFoundError("This contact moment has no follow-up", "no_follow_up")
    return json_response(as_json(found, register.zone), context.media_type)


def change_follow_up(context: RequestContext) -> Response:
    """Make, change, end, open again or remove a follow-up; the answer says what it is now, without what it says."""
    body: Any = parse_json(context.body)
    if not isinstance(body, dict) or bool(_PLAN & body.keys()) == bool(_END & body.keys()):
        raise InvalidInputError(_FORM)
    context.unknown_members = [name for name in body if name not in _PLAN | _END]
    moment_id = context.parameters["moment_id"]
    state = _end(context, moment_id, body) if _END & body.keys() else _plan(context, moment_id, body)
    return json_response({"contactMomentId": moment_id, "followUp": state}, context.media_type)


def _plan(context: RequestContext, moment_id: int, body: JsonObject) -> str | None:
    register = context.register
    if "on" in body and all(body.get(name) is None for name in _PLAN):
        follow_ups.remove(register.database, moment_id, context.actor)
        return None
    plan = read_plan(body, register.zone)
    return _state(follow_ups.put(register.database, moment_id, plan, context.actor))


def _end(context: RequestContext, moment_id: int, body: JsonObject) -> str:
    database, done, answer = context.register.database, body.get("done"), body.get("answer")
    if not isinstance(done, bool) or (answer is not None and not done):
        finding = Finding("done", "type", "boolean")
        raise InvalidInputError("done must be true, with or without an answer, or false", findings=(finding,))
    if done:
        return _state(follow_ups.end(database, moment_id, context.actor, None if answer is None else _id(answer)))
    return _state(follow_ups.reopen(database, moment_id, context.actor))


def _id(value: Any) -> int:
    number = whole_number(value)
    if number is None or not 1 <= number <= MAX_ID:
        finding = Finding("answer", "type", "integer")
        raise InvalidInputError(f"answer must be an integer between 1 and {MAX_ID}, or null", findings=(finding,))
    return number


def _state(one: FollowUp) -> str:
    return "done" if one.is_done else "open"
