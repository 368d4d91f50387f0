"""The follow-up on the page of a contact moment: what it is, the form that makes or changes it, and its answers."""

from datetime import date, datetime

from msgspec import Struct

from contact_moments.errors import Finding
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import ADD, Search
from contact_moments.moments.follow_up_lines import Line, Told, told
from contact_moments.moments.timeline import Line as MomentLine
from contact_moments.moments.typed_follow_up import WANTED, state_of, typed_of
from contact_moments.pages import forms
from contact_moments.pages.words import language_of, words_in
from contact_moments.relations.typing import Hit
from contact_moments.web.chosen import me
from contact_moments.web.findings import INPUTS, follow_up_text
from contact_moments.web.follow_up_form import FollowUpForm, follow_up_form
from contact_moments.web.follow_ups import reader_of
from contact_moments.web.reading import rights_of, today
from contact_moments.web.requests import session_of

MOST_CHOICES = 10  # contact moments that may be the answer
SAID = ("answered", "no_answer", "removed", "saved")
# What is told as something that went wrong.
CHANGED = "changed"
WRONG = ("answered", "no_answer", CHANGED)


class Sent(Struct, frozen=True):
    """What the form sent that could not be saved: its fields, what is wrong, and whom a name may mean.

    `seen` is the state of the follow-up that the form showed; None if there is another one now, which is shown first.
    """

    one: dict[str, str]
    findings: list[Finding]
    choices: list[Hit]
    seen: str | None


class Card(Struct, frozen=True):
    """The card. `line` is the follow-up, if there is one, with its whole `note`, and `made` when it was made, by whom.

    `form` makes or changes it, for who may; it is `opened` if it was sent, and `texts` says what is wrong, by input.
    `seen` tells which follow-up it showed.
    `choices` are contact moments that may be its answer, and `answers` the moments whose follow-ups this one answers.
    `said` is what was done a moment ago: `is_wrong` if it could not be.
    """

    line: Line | None
    note: str
    made: datetime | None
    made_by: str
    form: FollowUpForm | None
    seen: str
    opened: bool
    texts: dict[str, str]
    choices: list[MomentLine]
    answers: list[int]
    said: str
    is_wrong: bool
    today: date


def card_of(context: RequestContext, moment_id: int, sent: Sent | None = None) -> Card:
    """The card of a moment that the person may see."""
    found, may = told(context.register.database, moment_id, reader_of(context)), ADD in session_of(context).scopes
    follow_up = found.follow_up
    said = _said(context, moment_id, found) if sent is None or sent.seen is not None else CHANGED
    return Card(
        line=found.line,
        note=follow_up.note if follow_up else "",
        made=found.made,
        made_by=(follow_up.made_by.name or follow_up.made_by.client_id or "") if follow_up else "",
        form=_form(context, found, sent) if may else None,
        seen=state_of(follow_up) if sent is None or sent.seen is None else sent.seen,
        opened=sent is not None,
        texts=_texts(context, sent.findings) if sent else {},
        choices=_choices(context, found) if may else [],
        answers=found.answers,
        said=said,
        is_wrong=said in WRONG,
        today=today(context),
    )


def _form(context: RequestContext, found: Told, sent: Sent | None) -> FollowUpForm:
    own = me(context)
    if sent is not None:
        return follow_up_form(context, sent.one | {WANTED: "1"}, own, sent.choices)
    shown = typed_of(found.follow_up, context.register.zone) if found.follow_up else {}
    mine = {"follow_up_by": str(own.id)} if own else {}
    return follow_up_form(context, shown or mine, own, [])


def _texts(context: RequestContext, findings: list[Finding]) -> dict[str, str]:
    """What is wrong, by input, in the words of the forms of contact moments."""
    words = words_in(language_of(context))
    texts: dict[str, str] = {}
    for one in findings:
        field = INPUTS.get(f"followUp.{one.field}", INPUTS.get(one.field, "follow_up_on"))
        texts.setdefault(field, follow_up_text(words, field, one))
    return texts


def _choices(context: RequestContext, found: Told) -> list[MomentLine]:
    """The latest contact moments with whom it is about, where it can still get an answer."""
    if found.line is None or found.line.answer_id is not None:
        return []
    wanted = Search(relations=(found.line.about.id,))
    lines = context.register.timelines.page(wanted, rights_of(context)).lines
    return [one for one in lines if one.id != found.line.moment_id][:MOST_CHOICES]


def _said(context: RequestContext, moment_id: int, found: Told) -> str:
    query, line = forms.read_query_all(context), found.line
    if query.one("ended") == str(moment_id) and line and line.done:
        return "ended"
    if query.one("reopened") == str(moment_id) and line and not line.done:
        return "reopened"
    return next((one for one in SAID if one == query.one("follow_up")), "")
