"""The routes of the form of a contact moment.

Those that save are public, and ask for a session themselves: a guarded route never reads what somebody sends whose
session has ended, so all that they typed would be lost.
"""

from functools import partial

from contact_moments.http_server.routes import PUBLIC, Route
from contact_moments.model import ADD, EDIT, RELATION_VIEW, VIEW
from contact_moments.web import choices, correct, entries, register
from contact_moments.web.own_forms import guarded

_page = partial(Route, "GET", page=True)
_form = partial(Route, "POST", page=True, max_body=register.MAX_ENTRY)

ENTRY_PAGES: tuple[Route, ...] = (
    _page(register.REGISTER, ADD, register.show_register),
    _form(register.REGISTER, PUBLIC, register.save),
    _form(register.SHOW, PUBLIC, register.redraw),
    _page("/moment/{moment_id:int}/correct", EDIT, correct.show_correct),
    _form("/moment/{moment_id:int}/correct", PUBLIC, correct.correct),
    _page("/choices/relations", RELATION_VIEW, choices.relation_choices),
    _page("/choices/tags", VIEW, choices.tag_choices),
    _form("/entries", ADD, entries.keep_entry),
    guarded(_form("/entries/{entry_id}/drop", ADD, entries.drop_entry)),
)
