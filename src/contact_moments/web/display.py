"""`/account/display`: how pages look to somebody: language, colours, and whether single keys do something."""

from contact_moments.accounts import own_account
from contact_moments.errors import InvalidInputError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.page_guard import seen
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages import forms
from contact_moments.pages.rendering import see_other
from contact_moments.web.requests import session_of

_KEYS = {"on": True, "off": False}


def set_display(context: RequestContext) -> Response:
    """Take what was chosen, and go back to the page where it was."""
    fields, person, sessions = forms.read_all(context), session_of(context).person, context.register.sessions
    language, theme = fields.one("lang") or person.language, fields.one("theme") or person.theme
    # Without script a box that is not checked sends nothing, so a hidden field before it says off.
    keys = _KEYS.get((fields.all("keys") or ["on" if person.single_keys else "off"])[-1])
    if keys is None:
        raise InvalidInputError("Send keys: on or off")
    sessions.write(seen(context), lambda asks: own_account.set_display(asks, language, theme, keys))
    sessions.forget(person.id)
    return see_other(forms.local_address(fields.one("next")))
