"""The quick log on a relation's page: a contact moment between them and whoever is signed in, in two fields."""

from msgspec import Struct

from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import ADD, Relation
from contact_moments.moments.entry import OWN
from contact_moments.moments.form_fields import fields_of
from contact_moments.moments.types import CompiledType
from contact_moments.pages import forms
from contact_moments.tokens import new_id
from contact_moments.web.chosen import me
from contact_moments.web.entry_form import addable_types
from contact_moments.web.filter_bar import Option
from contact_moments.web.follow_up_form import colleague_options
from contact_moments.web.register import save
from contact_moments.web.requests import session_of
from contact_moments.web.type_looks import TypeLook, look_of, looks_of
from contact_moments.web.typed import FOLLOW_UP

MOST_TYPES = 6  # that fit beside each other


class QuickLog(Struct, frozen=True):
    """What the form has besides what is typed: an id for the entry, the person's own relation, and the types.

    `colleagues` are the others who can follow up.
    """

    entry: str
    me: int
    types: list[TypeLook]
    colleagues: list[Option]


def quick_log(context: RequestContext, with_whom: Relation) -> QuickLog | None:
    """The form; None for who may not register, or has no relation of their own, and for that one."""
    own = me(context) if ADD in session_of(context).scopes else None
    types = [id_ for id_, one in addable_types(context).items() if _is_quick(one)]
    if own is None or own.id == with_whom.id or not types:
        return None
    looks = looks_of(context)
    return QuickLog(new_id(), own.id, [look_of(looks, id_) for id_ in types[:MOST_TYPES]], colleague_options(context))


def _is_quick(compiled: CompiledType) -> bool:
    """Whether a type can be registered with a subject and contents alone."""
    drawn, undrawn = fields_of(compiled)
    has_contents = any(one.name == "contents" and one.kind in ("text", "long") for one in drawn)
    needed = [one.name for one in drawn if one.required] + [one.name for one in undrawn if one.required]
    return has_contents and set(needed) <= {"contents"}


def log(context: RequestContext) -> Response:
    """Register it as the whole form would. What is wrong is shown in that form, with all that was typed."""
    fields, with_whom = forms.read_all(context), str(context.parameters["relation_id"])
    inwards = fields.one("direction") != "out"
    sender, recipient = (with_whom, fields.one("me")) if inwards else (fields.one("me"), with_whom)
    names = ("account", "type", "entry", "subject", f"{OWN}contents", *FOLLOW_UP)
    whole = {name: [fields.one(name)] for name in names} | {"sender": [sender], "recipient": [recipient]}
    if _has_direction(context, fields.one("type")):
        whole[f"{OWN}direction"] = ["in" if inwards else "out"]
    context.form = whole | {"quick": [with_whom]}
    return save(context)


def _has_direction(context: RequestContext, type_id: str) -> bool:
    compiled = context.register.types.by_id().get(type_id)
    drawn = fields_of(compiled)[0] if compiled else []
    return any(one.name == "direction" and {"in", "out"} <= {*one.choices} for one in drawn)
