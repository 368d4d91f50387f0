"""The inputs of a follow-up, as the forms of a contact moment and its page show them."""

from msgspec import Struct

from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import RELATION_VIEW
from contact_moments.moments.follow_up_lines import colleagues
from contact_moments.moments.typed_follow_up import BY, NOTE, ON, TIME, WANTED
from contact_moments.pages.forms import is_number
from contact_moments.relations.typing import Hit, named
from contact_moments.web.chosen import HitLine, Token, lines_of
from contact_moments.web.filter_bar import Option
from contact_moments.web.requests import session_of

# The ids of the inputs, in their order.
INPUTS = (ON, BY, NOTE)
MOST_COLLEAGUES = 100  # that a form offers


class FollowUpForm(Struct, frozen=True):
    """The inputs: whether one is wanted, when, by whom, and a note; `choices` are those that a typed name may mean."""

    wanted: bool
    day: str
    time: str
    by: list[Token]
    by_text: str
    choices: list[HitLine]
    me: Token | None
    note: str


def colleague_options(context: RequestContext) -> list[Option]:
    """Those who have accounts but oneself, by name; nobody for who may not see relations."""
    session = session_of(context)
    known = colleagues(context.register.database) if RELATION_VIEW in session.scopes else {}
    known.pop(session.person.relation_id or 0, None)
    by_name = sorted(known.items(), key=lambda one: one[1].casefold())[:MOST_COLLEAGUES]
    return [Option(str(id_), name) for id_, name in by_name]


def follow_up_form(context: RequestContext, one: dict[str, str], own: Token | None, choices: list[Hit]) -> FollowUpForm:
    """The inputs with what was typed; `own` is the person's own relation."""
    return FollowUpForm(
        wanted=bool(one.get(WANTED)),
        day=one.get(ON, ""),
        time=one.get(TIME, ""),
        by=_by(context, one.get(BY, ""), own),
        by_text=one.get(f"{BY}_text", ""),
        choices=lines_of(choices),
        me=own,
        note=one.get(NOTE, ""),
    )


def _by(context: RequestContext, text: str, own: Token | None) -> list[Token]:
    if not is_number(text):
        return []
    if own is not None and int(text) == own.id:
        return [own]
    found = named(context.register.database, [int(text)]) if RELATION_VIEW in context.client.scopes else {}
    one = found.get(int(text))
    return [Token(one.id, one.name) if one else Token(int(text), text)]
