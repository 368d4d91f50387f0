"""`/moment/{id}/correct`: the form of a contact moment as it is now, and saving what was changed.

What somebody else corrected meanwhile is shown beside what was typed; it is not overwritten without a word.
"""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.errors import (
    ChangedMeanwhileError,
    Finding,
    InvalidInputError,
    KeyReusedError,
    NotFoundError,
    UnavailableError,
)
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import DETAILS, EDIT, RELATION_VIEW, Call, JsonObject
from contact_moments.moments import follow_ups
from contact_moments.moments.comparison import Changed, compare
from contact_moments.moments.details import Current, version_of
from contact_moments.moments.entry import Typed, body_of, typed_of
from contact_moments.moments.follow_up_lines import Line
from contact_moments.moments.follow_up_lines import one as line_of
from contact_moments.moments.follow_up_members import FollowUp, read_plan
from contact_moments.moments.follow_ups import plan_of
from contact_moments.moments.telling import facts
from contact_moments.moments.typed_follow_up import MEMBER, ON, SEEN, is_as_shown, state_of
from contact_moments.moments.typed_follow_up import typed_of as follow_up_typed
from contact_moments.moments.types import CompiledType
from contact_moments.pages import forms
from contact_moments.pages.forms import Fields, is_number
from contact_moments.pages.rendering import PageData, page, see_other, wants
from contact_moments.pages.words import language_of, words_in
from contact_moments.tokens import new_id
from contact_moments.web.entry_form import Draw, EntryForm, decimal_of, form_of
from contact_moments.web.findings import INPUTS
from contact_moments.web.follow_ups import reader_of
from contact_moments.web.frame import Frame, frame
from contact_moments.web.reading import today
from contact_moments.web.register import EntryPart, joined
from contact_moments.web.titles import Titles
from contact_moments.web.typed import LookedUp, look_up, redrawn, typed_in
from contact_moments.web.unsaved import is_entry_id, refused


class Correct(PageData, frozen=True):
    """The whole page. `changed` has what differs from what somebody else saved meanwhile, with titles of fields.

    `followed` is the follow-up that there is now, if somebody else has changed it meanwhile.
    """

    frame: Frame
    moment_id: int
    form: EntryForm
    changed: list[Changed]
    names: dict[str, str]
    state: str
    followed: Line | None
    today: date


class _Correction(Struct):
    """What a correction is of: the version that the form showed, and what belongs to it.

    `follow_up` is the one that there is now, and `follow_up_seen` the state of that which the form showed.
    """

    moment_id: int
    compiled: CompiledType
    current: Current
    entry: str
    follow_up: FollowUp | None
    follow_up_seen: str

    @property
    def base(self) -> JsonObject:
        return self.current.document | {"contactMomentId": self.moment_id}

    @property
    def address(self) -> str:
        return f"/moment/{self.moment_id}/correct"


def show_correct(context: RequestContext) -> Response:
    """The form of the latest version."""
    one = _correction(context, Fields({}))
    typed = typed_of(one.compiled, one.current.document, context.register.zone, decimal_of(context))
    if one.follow_up is not None:
        typed.one |= follow_up_typed(one.follow_up, context.register.zone)
    return _page(context, one, typed)


def correct(context: RequestContext) -> Response:
    """Save a correction, or draw the form again if a button of it asks for that."""
    fields = forms.read_all(context)
    refusal = refused(context, EDIT, fields, f"/moment/{context.parameters['moment_id']}/correct")
    if refusal is not None:
        return refusal
    one = _correction(context, fields)
    typed = typed_in(fields)
    if fields.one("add") or fields.one("remove"):
        return _drawn_again(context, one, typed, fields)
    return _save(context, one, typed, look_up(context, typed))


def _save(context: RequestContext, one: _Correction, typed: Typed, looked_up: LookedUp) -> Response:
    call, findings = _checked(context, one, typed, looked_up)
    if findings:
        return _page(context, one, typed, findings, looked_up, status=422)
    if _follows_otherwise(context, one, call.body):
        one.follow_up_seen = state_of(one.follow_up)
        return _page(context, one, typed, status=409, followed=True)
    try:
        context.register.registrar.register(call)
    except (ChangedMeanwhileError, KeyReusedError):
        return _changed(context, one, typed, call.body)
    except InvalidInputError as fault:
        return _page(context, one, typed, list(fault.findings) or [Finding("", "other")], looked_up, status=422)
    except UnavailableError:
        return _page(context, one, typed, status=503)
    return see_other(f"/moment/{one.moment_id}?saved=1")


def _correction(context: RequestContext, fields: Fields) -> _Correction:
    """Raises `NotFoundError` for what the person may not see, and for a type of which nothing can be added."""
    if DETAILS not in context.client.scopes:
        raise NotFoundError("There is no contact moment with this id")
    moment_id: int = context.parameters["moment_id"]
    version, entry = fields.one("version"), fields.one("entry")
    number = int(version) if is_number(version) and len(version) < 10 else None
    current = version_of(context.register.database, moment_id, number)
    compiled = context.register.types.get(current.type)
    if not compiled.data.addable:
        raise NotFoundError("A contact moment of this type cannot be corrected", "type_is_closed")
    followed = follow_ups.get(context.register.database, moment_id)
    seen = fields.one(SEEN) if entry else state_of(followed)
    return _Correction(moment_id, compiled, current, entry if is_entry_id(entry) else new_id(), followed, seen)


def _checked(
    context: RequestContext, one: _Correction, typed: Typed, looked_up: LookedUp
) -> tuple[Call, list[Finding]]:
    register = context.register
    body, findings = body_of(one.compiled, typed, register.zone, register.clock(), decimal_of(context), one.base)
    if _takes_away(one, typed, body):
        body[MEMBER] = None
    elif one.follow_up_seen == state_of(one.follow_up) and is_as_shown(one.follow_up, typed.one, register.zone):
        body.pop(MEMBER, None)
    call = Call(one.current.type, body, context.client, one.entry, "page", one.current.version)
    findings = joined(looked_up.findings, findings)
    return call, joined(findings, register.registrar.problems(call) if one.compiled.fault is None else [])


def _takes_away(one: _Correction, typed: Typed, body: JsonObject) -> bool:
    """Whether the check was taken away from a follow-up that the form showed. A form without the inputs takes none."""
    if MEMBER in body or ON not in typed.one or one.follow_up is None or one.follow_up.is_done:
        return False
    return one.follow_up_seen == state_of(one.follow_up)


def _follows_otherwise(context: RequestContext, one: _Correction, body: JsonObject) -> bool:
    """Whether somebody else has changed the follow-up since the form was drawn, and the form says something else."""
    if MEMBER in one.compiled.own_fields or one.follow_up_seen == state_of(one.follow_up):
        return False
    asked = body.get(MEMBER)
    if asked is None:
        return one.follow_up is not None and bool(one.follow_up_seen)
    now = one.follow_up
    return now is None or now.is_done or replace(read_plan(asked, context.register.zone), done=False) != plan_of(now)


def _drawn_again(context: RequestContext, one: _Correction, typed: Typed, fields: Fields) -> Response:
    looked_up = redrawn(context, typed, fields)
    if wants(context, "entry"):
        return page(context, "_entry_part.html", EntryPart(_form(context, one, typed, looked_up.findings, looked_up)))
    return _page(context, one, typed, looked_up.findings, looked_up)


def _changed(context: RequestContext, one: _Correction, typed: Typed, body: JsonObject) -> Response:
    """What was typed, beside what is there now; saving it once more is meant."""
    register = context.register
    current = version_of(register.database, one.moment_id)
    mine = {"dateTime": one.current.document["dateTime"]} | body
    del mine["contactMomentId"]
    if MEMBER not in one.compiled.own_fields:
        mine.pop(MEMBER, None)
    told = facts(register.database, register.zone, [mine, current.document], RELATION_VIEW in context.client.scopes)
    now = _Correction(one.moment_id, one.compiled, current, new_id(), one.follow_up, one.follow_up_seen)
    return _page(context, now, typed, status=409, changed=compare(told[0], told[1]).changed)


def _form(
    context: RequestContext,
    one: _Correction,
    typed: Typed,
    findings: list[Finding] | None = None,
    looked_up: LookedUp | None = None,
) -> EntryForm:
    hidden = {"entry": one.entry, "version": str(one.current.version), SEEN: one.follow_up_seen}
    choices = looked_up.choices if looked_up else {}
    leave = f"/moment/{one.moment_id}"
    draw = Draw(one.address, one.address, hidden, findings or [], choices, base=one.base, leave=leave)
    return form_of(context, one.compiled, typed, draw)


def _page(
    context: RequestContext,
    one: _Correction,
    typed: Typed,
    findings: list[Finding] | None = None,
    looked_up: LookedUp | None = None,
    status: int = 200,
    changed: list[Changed] | None = None,
    followed: bool = False,
) -> Response:
    words = words_in(language_of(context))
    titles = Titles(words, one.compiled.data)
    names = {it.field: words["entry"].get(INPUTS.get(it.field, "")) or titles.title(it.field) for it in changed or []}
    form = _form(context, one, typed, findings, looked_up)
    state = "followed" if followed else {409: "changed", 503: "busy"}.get(status, "")
    line = line_of(context.register.database, one.moment_id, reader_of(context)) if followed else None
    data = Correct(
        frame=frame(context, "other", f"/moment/{one.moment_id}"),
        moment_id=one.moment_id,
        form=form,
        changed=changed or [],
        names=names,
        state=state,
        followed=line,
        today=today(context),
    )
    return page(context, "correct.html", data, status=status)
