"""What somebody typed and has not saved: it is kept as an entry, and given back where it could not be saved."""

from contextlib import suppress
from typing import Literal

from msgspec import Struct

from contact_moments.accounts import entries
from contact_moments.errors import UnavailableError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import DETAILS
from contact_moments.moments.drafts import MAX_ITEMS
from contact_moments.moments.entry import OWN, Typed
from contact_moments.moments.form_fields import fields_of
from contact_moments.moments.typed_follow_up import WANTED
from contact_moments.moments.typed_values import texts_of
from contact_moments.pages.forms import Fields, is_number
from contact_moments.pages.rendering import PageData, page
from contact_moments.tokens import new_id
from contact_moments.visible import is_blank
from contact_moments.web.entry_form import decimal_of
from contact_moments.web.frame import Frame, frame
from contact_moments.web.typed import MANY, ONE, to_text

LONGEST_NAME = 200  # characters
State = Literal["signed_out", "other_account", "not_allowed"]
_ONCE = frozenset(
    {
        *ONE,
        "type",
        "entry",
        "revision",
        "version",
        "next",
        "quick",
        "show",
        "add",
        "remove",
        "account",
        "follow_up_seen",
    }
)

# Where one types or checks something besides the own fields.
_TEXTS = ("subject", "sender_text", "recipients_text", "tags_text", "caller_name", WANTED)


class SavedAlready(PageData, frozen=True):
    """The form was saved before, with other content. `hidden` has everything typed, under another id."""

    frame: Frame
    moment_id: int
    opens: bool
    action: str
    hidden: list[tuple[str, str]]


class Refused(PageData, frozen=True):
    """Nobody is signed in any more, or somebody else, or the role does not allow it. `hidden` has everything typed."""

    frame: Frame
    state: State
    action: str
    hidden: list[tuple[str, str]]


class Unsaved(Struct):
    """Which entry a form is, and its revision; 0 if it was not kept yet."""

    entry: str
    revision: int


def keep(context: RequestContext, typed: Typed, kept: Unsaved) -> None:
    """Keep what was not saved. Where another window has changed it, this becomes an entry of its own.

    What was saved before is not kept again, and stays what it is: saving it once more says so. Neither is a new form
    in which nothing was typed.
    """
    register = context.register
    if kept.revision == 0 and is_empty(context, typed):
        return
    if register.registrar.registered(context.client, "page", kept.entry) is not None:
        return
    text, now, account = to_text(typed), register.clock(), account_of(context)
    with suppress(UnavailableError):  # the page has it all the same
        kept.entry, kept.revision = entries.keep_both(register.database, account, kept.entry, kept.revision, text, now)


def keep_copy(context: RequestContext, typed: Typed, kept: Unsaved) -> None:
    """Keep what may have been saved: the form stays the same entry, so that sending it again saves nothing twice."""
    copy = Unsaved(kept.entry, kept.revision)
    keep(context, typed, copy)
    if copy.entry == kept.entry:
        kept.revision = copy.revision


def is_empty(context: RequestContext, typed: Typed) -> bool:
    """Whether nothing was typed: no text but the type's defaults, no tag, and no recipient but oneself."""
    own, person = _own_texts(context, typed), context.client.person
    texts = [*own, *(typed.one.get(name, "") for name in _TEXTS), *typed.many.get("tag", [])]
    mine = str(person.relation_id) if person else ""
    return all(is_blank(one) for one in texts) and all(one == mine for one in typed.many.get("recipient", []))


def _own_texts(context: RequestContext, typed: Typed) -> list[str]:
    """The texts of own fields, without those that were there before anybody typed, and without choices."""
    compiled, decimal = context.register.types.by_id().get(typed.type), decimal_of(context)
    skipped = set()
    for field in fields_of(compiled)[0] if compiled else []:
        name = OWN + field.name
        if field.choices or field.kind == "yes_no" or [typed.one.get(name)] == texts_of(field, field.default, decimal):
            skipped.add(name)
    return [text for name, text in typed.one.items() if name.startswith(OWN) and name not in skipped]


def saved_already(context: RequestContext, fields: Fields, action: str, moment_id: int) -> Response:
    """Whoever sends a form again with other content sees what it was saved as, and can save it as another one."""
    hidden = [(name, one) for name, one in all_fields(fields) if name not in ("entry", "revision")]
    opens = DETAILS in context.client.scopes
    hidden += [("entry", new_id()), ("revision", "0")]
    data = SavedAlready(frame(context, "register"), moment_id, opens, action, hidden)
    return page(context, "saved_already.html", data, status=409)


def refused(context: RequestContext, scope: str, fields: Fields, action: str) -> Response | None:
    """Who has been signed out, or may not do this any more, gets everything back to send it again; None for others.

    So does who has signed in since the form was opened by somebody else: it would be saved in the wrong name. The other
    two are the checks of a guarded route, which never reads what was typed.
    """
    if context.grant is None:
        return _given_back(context, fields, action, "signed_out", 401)
    if scope not in context.grant.scopes:
        return _given_back(context, fields, action, "not_allowed", 403)
    if not is_own(context, fields):
        fields = Fields({name: values for name, values in fields.values.items() if name != "account"})
        return _given_back(context, fields, action, "other_account", 409)
    return None


def _given_back(context: RequestContext, fields: Fields, action: str, state: State, status: int) -> Response:
    data = Refused(frame(context, "register"), state, action, all_fields(fields))
    return page(context, "refused.html", data, status=status)


def is_own(context: RequestContext, fields: Fields) -> bool:
    """Whether who sends a form is who opened it, as far as it says who that was."""
    return fields.one("account") in ("", account_of(context))


def all_fields(fields: Fields) -> list[tuple[str, str]]:
    """The fields that a form of an entry has, one by one: strangers send others too, and very many."""
    return [(name, one) for name, several in fields.values.items() for one in several[: _most(name)]]


def _most(name: str) -> int:
    """How many fields of a name an entry may have."""
    if name in MANY or (name.startswith(OWN) and len(name) <= LONGEST_NAME):
        return MAX_ITEMS
    return 1 if name in _ONCE else 0


def is_entry_id(text: str) -> bool:
    """Whether this can be the id of an entry."""
    return len(text) == 32 and text.isascii() and text.isalnum()


def unsaved_in(fields: Fields) -> Unsaved:
    """Which entry a form is; a new one where it does not say."""
    entry, revision = fields.one("entry"), fields.one("revision")
    if not is_entry_id(entry):
        return Unsaved(new_id(), 0)
    return Unsaved(entry, int(revision) if is_number(revision) and len(revision) < 9 else 0)


def account_of(context: RequestContext) -> str:
    """The id of the account that has signed in."""
    return context.client.person.id if context.client.person else ""
