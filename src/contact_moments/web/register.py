"""`/register`: the form of a new contact moment, filled in as far as its address says, and saving it."""

from msgspec import Struct

from contact_moments.accounts import entries
from contact_moments.errors import (
    ConflictError,
    Finding,
    InvalidInputError,
    KeyReusedError,
    NotFoundError,
    RegisterError,
    UnavailableError,
)
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import ADD, DETAILS, RELATION_EDIT, RELATION_VIEW, VIEW, Call, JsonObject
from contact_moments.moments.answering import ENDED, register_answer
from contact_moments.moments.entry import OWN, Typed, body_of, now_typed
from contact_moments.moments.follow_up_lines import Line
from contact_moments.moments.form_fields import fields_of
from contact_moments.moments.new_caller import register_with_caller
from contact_moments.moments.typed_follow_up import BY
from contact_moments.moments.typed_values import texts_of
from contact_moments.moments.types import CompiledType
from contact_moments.pages import forms
from contact_moments.pages.forms import Fields, is_number, number_in
from contact_moments.pages.rendering import PageData, page, see_other, wants
from contact_moments.relations.list import is_alone
from contact_moments.relations.members import Fields as MemberFields
from contact_moments.relations.members import read_members
from contact_moments.relations.relations import MAX_NAME
from contact_moments.tokens import new_id
from contact_moments.visible import is_blank
from contact_moments.web.answering import ANSWERS, answered_by, follow_up_of
from contact_moments.web.callers import PHONE, caller_of, number_of, one_caller, who_calls
from contact_moments.web.chosen import me
from contact_moments.web.entry_form import Draw, EntryForm, addable_types, decimal_of, form_of
from contact_moments.web.frame import Frame, frame
from contact_moments.web.typed import LookedUp, from_text, look_up, redrawn, typed_in
from contact_moments.web.unsaved import (
    Unsaved,
    account_of,
    is_entry_id,
    keep,
    keep_copy,
    refused,
    saved_already,
    unsaved_in,
)

REGISTER = "/register"
SHOW = "/register/form"
MAX_ENTRY = 256 * 1024
UNKNOWN = 503  # whether it was saved
CONFLICT = 409  # with who ended the follow-up that it would answer
_STATES = {UNKNOWN: "busy", CONFLICT: "ended"}
# What goes along with the form and is not typed.
_CARRIED = ("next", "quick")


class Register(PageData, frozen=True):
    """The whole page. `saved` is the moment that was saved before, `state` what else has to be said.

    `opens` tells whether the person may open what they saved, `alone` that there is nobody else to choose, and `sent`
    that the form has what its browser has just sent. `answering` is the follow-up that saving ends. Without a form
    there is no type to register.
    """

    frame: Frame
    form: EntryForm | None
    saved: int | None
    opens: bool
    alone: bool
    state: str
    answering: Line | None = None
    sent: bool = False


class EntryPart(PageData, frozen=True):
    """The part of the page that another type changes."""

    form: EntryForm


class _Sent(Struct):
    """An entry on its way: what was sent or is begun, what was typed, its type, and what typed texts mean."""

    fields: Fields
    typed: Typed
    compiled: CompiledType
    kept: Unsaved
    looked_up: LookedUp


def show_register(context: RequestContext) -> Response:
    """The form: an entry that was kept, or a new one as the address fills it in."""
    query = forms.read_query_all(context)
    types = addable_types(context)
    number = number_in(query.one("saved"))
    if not types:
        return page(context, "register.html", Register(frame(context, "register"), None, number, False, False, ""))
    kept, typed = _begin(context, query, types)
    sent = _Sent(query, typed, types[typed.type], kept, LookedUp([], {}))
    return _page(context, _form(context, sent, []), number)


def _begin(context: RequestContext, query: Fields, types: dict[str, CompiledType]) -> tuple[Unsaved, Typed]:
    wanted, account = query.one("entry"), account_of(context)
    found = entries.get(context.register.database, account, wanted) if is_entry_id(wanted) else None
    if found is not None:
        typed = from_text(found.content)
        if typed.type in types:
            return Unsaved(found.id, found.revision), typed
    return Unsaved(new_id(), 0), _new(context, query, types)


def _new(context: RequestContext, query: Fields, types: dict[str, CompiledType]) -> Typed:
    phone, asked, answers = query.one("phone"), query.one("type"), query.one(ANSWERS)
    first = PHONE if (phone or answers) and PHONE in types else next(iter(types))
    compiled = types[asked if asked in types else first]
    typed = Typed(compiled.data.id, now_typed(context.register.zone, context.register.clock()), {})
    typed.one["subject"] = query.one("subject")
    for field in fields_of(compiled)[0]:
        values = texts_of(field, field.default, decimal_of(context))
        if field.kind == "choices":
            typed.many[OWN + field.name] = values
        else:
            typed.one[OWN + field.name] = values[0]
    typed.one |= {ANSWERS: answers} if answers else {}
    followed = follow_up_of(context, typed)
    if followed is not None:
        typed.one["subject"] = typed.one["subject"] or followed.subject
    _parties(context, typed, phone, str(followed.about.id) if followed else query.one("relation"))
    _direction(compiled, typed, "in" if phone else "out")
    return typed


def _parties(context: RequestContext, typed: Typed, phone: str, relation: str) -> None:
    """Who calls is the sender, and else whoever registers; the other one receives it."""
    own = me(context)
    mine, other = str(own.id) if own else "", relation if is_number(relation) else ""
    if phone:
        typed.one |= {"phone": phone, "sender": one_caller(context, phone)}
        typed.many["recipient"] = [mine] if mine else []
    else:
        typed.one["sender"] = mine
        typed.many["recipient"] = [other] if other else []
    typed.one[BY] = mine


def _direction(compiled: CompiledType, typed: Typed, value: str) -> None:
    field = next((one for one in fields_of(compiled)[0] if one.name == "direction"), None)
    if field is not None and value in field.choices:
        typed.one[f"{OWN}direction"] = value


def save(context: RequestContext) -> Response:
    """Register what was typed, or say what is wrong with it."""
    fields = forms.read_all(context)
    refusal = refused(context, ADD, fields, REGISTER)
    if refusal is not None:
        return refusal
    sent = _sent(context, fields)
    sent.looked_up = look_up(context, sent.typed)
    try:
        call, findings = _checked(context, sent)
        if findings:
            return _refused(context, sent, findings)
        moment_id = _registered(context, sent.typed, call)
    except KeyReusedError as fault:
        return saved_already(context, fields, REGISTER, fault.moment_id)
    except (ConflictError, InvalidInputError, UnavailableError) as fault:
        return _not_registered(context, sent, fault)
    entries.drop(context.register.database, account_of(context), sent.kept.entry)
    return see_other(_after(context, fields, moment_id))


def _not_registered(context: RequestContext, sent: _Sent, fault: RegisterError) -> Response:
    if isinstance(fault, UnavailableError):
        return _refused(context, sent, [], UNKNOWN)
    if fault.code == ENDED:
        sent.typed.one.pop(ANSWERS, None)
        return _refused(context, sent, [], CONFLICT)
    findings = fault.findings if isinstance(fault, InvalidInputError) else ()
    if any(one.kind == "taken" for one in findings):
        sent.typed.one["sender"] = one_caller(context, sent.typed.one.get("phone", ""))
    return _refused(context, sent, list(findings) or [Finding("", "other")])


def _sent(context: RequestContext, fields: Fields) -> _Sent:
    return _Sent(fields, typed_in(fields), _type(context, fields), unsaved_in(fields), LookedUp([], {}))


def _checked(context: RequestContext, sent: _Sent) -> tuple[Call, list[Finding]]:
    """The call, and all that is wrong with it."""
    register, typed, compiled = context.register, sent.typed, sent.compiled
    body, findings = body_of(compiled, typed, register.zone, register.clock(), decimal_of(context))
    findings, adds = joined(sent.looked_up.findings, findings), _adds_caller(context, typed)
    if adds:
        # Whoever is added will do as a sender; what is asked here is the rest.
        body["senderId"] = next(iter(body.get("recipients", [])), 0)
        if len(typed.one["caller_name"].strip()) > MAX_NAME:
            findings.append(Finding("caller_name", "max_length", MAX_NAME))
    call = Call(compiled.data.id, body, context.client, sent.kept.entry, "page")
    findings = joined(findings, register.registrar.problems(call) if compiled.fault is None else [])
    findings = [one for one in findings if not (adds and one.field == "senderId")]
    return call, who_calls(context, typed, findings)


def joined(first: list[Finding], more: list[Finding]) -> list[Finding]:
    """Findings, and more of them for the fields of which nothing has been found."""
    named = {one.field for one in first}
    return first + [one for one in more if one.field not in named]


def _adds_caller(context: RequestContext, typed: Typed) -> bool:
    """Whether the sender is somebody new."""
    name, sender = typed.one.get("caller_name", ""), typed.one.get("sender") or typed.one.get("sender_text")
    return RELATION_EDIT in context.client.scopes and not is_blank(name) and not sender


def _registered(context: RequestContext, typed: Typed, call: Call) -> int:
    register, answers = context.register, answered_by(typed)
    caller = _caller(context, typed) if _adds_caller(context, typed) else None
    region = register.settings.phone_region
    if answers is not None:
        return register_answer(register.registrar, register.database, call, answers, context.actor, caller, region)
    if caller is None:
        return register.registrar.register(call)
    return register_with_caller(register.registrar, register.database, region, call, caller)


def _caller(context: RequestContext, typed: Typed) -> MemberFields:
    """The fields of somebody new."""
    given: JsonObject = {"name": typed.one["caller_name"], "kind": typed.one.get("caller_kind") or "person"}
    number = number_of(context, typed.one.get("phone", ""))
    return read_members(given | ({"phones": [number]} if number else {}))


def _refused(context: RequestContext, sent: _Sent, findings: list[Finding], status: int = 422) -> Response:
    if status == UNKNOWN:
        keep_copy(context, sent.typed, sent.kept)
    else:
        keep(context, sent.typed, sent.kept)
    return _page(context, _form(context, sent, findings), None, status)


def redraw(context: RequestContext) -> Response:
    """The form of the type that is chosen now, with or without somebody; nothing is registered."""
    fields = forms.read_all(context)
    # Not to save it: what was pressed is done first.
    refusal = refused(context, ADD, fields, SHOW)
    if refusal is not None:
        return refusal
    sent, part = _sent(context, fields), wants(context, "entry")
    sent.looked_up = redrawn(context, sent.typed, fields)
    if not part:
        keep(context, sent.typed, sent.kept)  # a script does it by itself
    form = _form(context, sent, sent.looked_up.findings)
    return page(context, "_entry_part.html", EntryPart(form)) if part else _page(context, form, None)


def _form(context: RequestContext, sent: _Sent, findings: list[Finding]) -> EntryForm:
    hidden = {name: sent.fields.one(name) for name in _CARRIED if sent.fields.one(name)}
    followed = follow_up_of(context, sent.typed)
    if sent.typed.one.get(ANSWERS) and not (followed and followed.done):
        hidden[ANSWERS] = sent.typed.one[ANSWERS]
    hidden |= {"entry": sent.kept.entry, "revision": str(sent.kept.revision)}
    caller = caller_of(context, sent.typed)
    draw = Draw(REGISTER, SHOW, hidden, findings, sent.looked_up.choices, caller)
    return form_of(context, sent.compiled, sent.typed, draw)


def _page(context: RequestContext, form: EntryForm, saved: int | None, status: int = 200) -> Response:
    state = _STATES.get(status, "")
    own = form.parties.me.id if form.parties.me else 0
    alone = RELATION_VIEW in context.client.scopes and is_alone(context.register.database, own)
    answering = follow_up_of(context, Typed("", form.one, {}))
    opens, sent = DETAILS in context.client.scopes, context.request.method == "POST"
    data = Register(frame(context, "register"), form, saved, opens, alone, state, answering, sent)
    return page(context, "register.html", data, status=status)


def _type(context: RequestContext, fields: Fields) -> CompiledType:
    types = addable_types(context)
    chosen = fields.one("show") or fields.one("type")
    if chosen not in types:
        raise NotFoundError("There is no such type, or none of it can be added; choose another one")
    return types[chosen]


def _after(context: RequestContext, fields: Fields, moment_id: int) -> str:
    """Where somebody goes on who has saved: a page that their role opens."""
    quick, scopes = fields.one("quick"), context.client.scopes
    if fields.one("next") == "new" or VIEW not in scopes:
        return f"{REGISTER}?saved={moment_id}"
    if is_number(quick) and RELATION_VIEW in scopes:
        return f"/relation/{quick}?saved={moment_id}"
    return f"/moment/{moment_id}?saved=1" if DETAILS in scopes else f"/?saved={moment_id}"
