"""The form of a contact moment as a page shows it: everything typed, what each input is called, and what is wrong."""

from msgspec import Struct

from contact_moments import catalogue
from contact_moments.errors import Finding
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import ADD, RELATION_EDIT, RELATION_VIEW, JsonObject, MomentType, Relation
from contact_moments.moments.entry import MOST_RECIPIENTS, OWN, Typed, drawable
from contact_moments.moments.form_fields import FormField
from contact_moments.moments.typed_follow_up import BY, MEMBER
from contact_moments.moments.typed_values import as_sent, choice_text
from contact_moments.moments.types import CompiledType
from contact_moments.pages.forms import is_number
from contact_moments.pages.words import language_of, words_in
from contact_moments.relations.typing import Hit, named
from contact_moments.web.chosen import HitLine, Token, lines_of, me
from contact_moments.web.findings import Wrong, told
from contact_moments.web.follow_up_form import INPUTS as FOLLOW_UP
from contact_moments.web.follow_up_form import FollowUpForm, follow_up_form
from contact_moments.web.titles import Titles, icon_and_hue, type_title

DECIMALS = {"nl": ",", "en": "."}
LISTS = frozenset({"texts", "numbers"})  # kinds of one item a line
LONG = frozenset({"long", "texts"})  # kinds that stand in the wide column


class Choice(Struct, frozen=True):
    """One of several values: what the input sends, and what people read."""

    value: str
    label: str
    icon: str = ""
    hue: str = ""


class OwnField(Struct, frozen=True):
    """An own field of the type, as the form draws it."""

    name: str
    title: str
    hint: str
    kind: str
    required: bool
    choices: list[Choice]
    values: list[str]
    wide: bool


class Caller(Struct, frozen=True):
    """Who is calling: the number, the relations that have it, and whether somebody new may be added."""

    number: str
    hits: list[HitLine]
    chosen: str
    name: str
    kind: str
    may_add: bool


class Missing(Struct, frozen=True):
    """What the form does not draw."""

    titles: list[str]
    needed: bool


class Parties(Struct, frozen=True):
    """Sender and recipients, those that a typed text may mean, and the person's own relation.

    `more` says how many recipients the form does not show.
    """

    sender: list[Token]
    recipients: list[Token]
    sender_choices: list[HitLine]
    recipients_choices: list[HitLine]
    me: Token | None
    more: int


class EntryForm(Struct, frozen=True):
    """The whole form. `action` is where it is saved, and `show` where it is drawn again without being saved.

    `wrong` has what is wrong, `texts` the same by input, and `hidden` what goes along. `follow_up` is None where none
    can be asked for.
    """

    action: str
    show: str
    hidden: list[tuple[str, str]]
    types: list[Choice]
    type: str
    parties: Parties
    one: dict[str, str]
    tags: list[Token]
    tags_known: bool
    actions: list[Choice]
    own: list[OwnField]
    follow_up: FollowUpForm | None
    missing: Missing
    caller: Caller | None
    wrong: list[Wrong]
    texts: dict[str, str]
    focus: str
    can_save: bool
    keeps: bool
    again: bool
    may_add_relation: bool
    leave: str


class Draw(Struct):
    """What a form is drawn from, besides what was typed."""

    action: str
    show: str
    hidden: dict[str, str]
    findings: list[Finding] = []
    choices: dict[str, list[Hit]] = {}
    caller: Caller | None = None
    base: JsonObject | None = None
    leave: str = "/"


def decimal_of(context: RequestContext) -> str:
    """The decimal sign of the page's language."""
    return DECIMALS[language_of(context)]


def addable_types(context: RequestContext) -> dict[str, CompiledType]:
    """The types that a form can add, in the register's order."""
    return {id_: one for id_, one in context.register.types.by_id().items() if one.data.addable}


def form_of(context: RequestContext, compiled: CompiledType, typed: Typed, draw: Draw) -> EntryForm:
    """The form of an entry."""
    words, base = words_in(language_of(context)), draw.base or {}
    titles = Titles(words, compiled.data)
    drawn, undrawn = drawable(compiled, base, decimal_of(context))
    wrong = told(words, titles, draw.findings, _inputs(drawn), _lists(drawn, typed))
    needed = draw.base is None and any(one.required for one in undrawn)
    return EntryForm(
        action=draw.action,
        show=draw.show,
        hidden=list(draw.hidden.items()),
        types=_types(context, words, compiled.data, draw.base is not None),
        type=compiled.data.id,
        parties=_parties(context, typed, draw, len(base.get("recipients", []))),
        one=typed.one,
        tags=_tags(context, typed),
        tags_known=bool(catalogue.tags(context.register.database)),
        actions=_actions(catalogue.actions(context.register.database), typed.one.get("action", "")),
        own=[own_field(titles, one, typed) for one in drawn],
        follow_up=_follow_up(context, compiled, typed, draw),
        missing=Missing([titles.title(one.name) for one in undrawn], needed),
        caller=draw.caller,
        wrong=wrong,
        texts={one.field: one.text for one in wrong},
        focus=_focus(typed, draw),
        can_save=not needed and compiled.fault is None,
        keeps=draw.base is None and ADD in context.client.scopes,
        again=draw.base is None,
        may_add_relation={RELATION_EDIT, RELATION_VIEW} <= context.client.scopes,
        leave=draw.leave,
    )


def _parties(context: RequestContext, typed: Typed, draw: Draw, recipients: int) -> Parties:
    own = me(context)
    tokens = _Tokens(context, typed, own)
    return Parties(
        sender=tokens.of([typed.one.get("sender", "")]),
        recipients=tokens.of(typed.many.get("recipient", [])),
        sender_choices=lines_of(draw.choices.get("sender", [])),
        recipients_choices=lines_of(draw.choices.get("recipients", [])),
        me=own,
        more=max(0, recipients - MOST_RECIPIENTS),
    )


def _follow_up(context: RequestContext, compiled: CompiledType, typed: Typed, draw: Draw) -> FollowUpForm | None:
    """The inputs of a follow-up; a type may have an own field of that name, which is none."""
    if ADD not in context.client.scopes or MEMBER in compiled.own_fields:
        return None
    return follow_up_form(context, typed.one, me(context), draw.choices.get(BY, []))


def _inputs(drawn: list[FormField]) -> list[str]:
    """The ids of the inputs, in their order on the page."""
    wide = [OWN + one.name for one in drawn if one.kind in LONG]
    others = [OWN + one.name for one in drawn if one.kind not in LONG]
    return ["caller_name", "sender", "recipients", "subject", *wide, "tags", "date", *others, "action", *FOLLOW_UP]


def _lists(drawn: list[FormField], typed: Typed) -> dict[str, str]:
    """The texts of the fields that are lists of one item a line."""
    return {OWN + one.name: as_sent(typed.one.get(OWN + one.name, "")) for one in drawn if one.kind in LISTS}


def _focus(typed: Typed, draw: Draw) -> str:
    """Where typing begins: at the subject, unless it has to be said first what is wrong or who calls."""
    asked = draw.caller is not None and not typed.one.get("sender") and (draw.caller.hits or draw.caller.may_add)
    return "" if draw.findings or asked else "subject"


def caller_line(one: Relation, number: str) -> HitLine:
    """A relation that has the caller's number."""
    return HitLine(one.id, one.name, one.kind, "phone", number, ())


class _Tokens:
    """The names of the relations that an entry names; all of them are read at once."""

    def __init__(self, context: RequestContext, typed: Typed, own: Token | None) -> None:
        texts = [typed.one.get("sender", ""), *typed.many.get("recipient", [])]
        ids = {int(one) for one in texts if is_number(one)}
        may_see = RELATION_VIEW in context.client.scopes
        self._known = named(context.register.database, ids) if may_see else {}
        self._own = own.id if own else None

    def of(self, texts: list[str]) -> list[Token]:
        ids = dict.fromkeys(int(one) for one in texts if is_number(one))
        return [self._token(id_) for id_ in ids]

    def _token(self, id_: int) -> Token:
        found = self._known.get(id_)
        return Token(id_, found.name if found else str(id_), me=found is not None and found.id == self._own)


def _types(context: RequestContext, words: JsonObject, chosen: MomentType, only: bool) -> list[Choice]:
    found = [chosen] if only else [one.data for one in addable_types(context).values()]
    return [Choice(one.id, type_title(words, one), *icon_and_hue(one.id, one)) for one in found]


def _tags(context: RequestContext, typed: Typed) -> list[Token]:
    known = catalogue.tags(context.register.database) if typed.many.get("tag") else {}
    ids = [int(one) for one in typed.many.get("tag", []) if is_number(one)]
    return [Token(one, known.get(one, str(one))) for one in dict.fromkeys(ids)]


def _actions(known: dict[int, str], chosen: str) -> list[Choice]:
    choices = [Choice(str(code), name) for code, name in known.items()]
    # A code of the document may not be in the list, where any code is allowed.
    return choices if not chosen or any(one.value == chosen for one in choices) else [*choices, Choice(chosen, chosen)]


def own_field(titles: Titles, field: FormField, typed: Typed) -> OwnField:
    """An own field with what was typed in it."""
    name = OWN + field.name
    values = typed.many.get(name, []) if field.kind == "choices" else [typed.one.get(name, "")]
    choices = [Choice(choice_text(one), titles.choice(field.name, one)) for one in field.choices]
    if field.open:
        choices += [Choice(one, one) for one in values if one and all(one != it.value for it in choices)]
    return OwnField(
        name=name,
        title=titles.title(field.name),
        hint=titles.hint(field.name),
        kind=field.kind,
        required=field.required,
        choices=choices,
        values=values,
        wide=field.kind in LONG,
    )
