"""Forms that are sent by somebody else than opened them: in the same browser somebody else has signed in meanwhile.

Each form for who has signed in names their account. Where that is another one, nothing is done before the person says
that they mean it. The forms of contact moments do so themselves (see `unsaved`), because they are kept as one types.
"""

from functools import partial

from msgspec.structs import replace

from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import PUBLIC, Handler, Route
from contact_moments.pages import forms
from contact_moments.pages.forms import Fields
from contact_moments.pages.rendering import page
from contact_moments.web.frame import frame
from contact_moments.web.requests import session_of
from contact_moments.web.unsaved import Refused

ACCOUNT = "account"
# Nobody sends the password of somebody else, nor does a page give one back.
_SECRET = frozenset({ACCOUNT, "password", "current", "again", "code"})


def guarded(route: Route) -> Route:
    """A route whose form does nothing where somebody else has opened it; any other route as it is."""
    if route.method != "POST" or route.scope == PUBLIC or route.upload:
        return route
    return replace(route, handler=partial(_handle, route.handler))


def is_of_another(context: RequestContext, account: str) -> bool:
    """Whether somebody else has opened a form than who has signed in now; `account` is what the form names."""
    return account not in ("", session_of(context).person.id)


def _handle(handler: Handler, context: RequestContext) -> Response:
    if not context.body:
        return handler(context)
    fields = forms.read_all(context)
    if not is_of_another(context, fields.one(ACCOUNT)):
        return handler(context)
    data = Refused(frame(context, "other"), "other_account", context.request.path, _hidden(context, fields))
    return page(context, "refused.html", data, status=409)


def _hidden(context: RequestContext, fields: Fields) -> list[tuple[str, str]]:
    """What was typed, but passwords, as who has signed in now would send it."""
    typed = [(name, one) for name, several in fields.values.items() if name not in _SECRET for one in several]
    return [*typed, (ACCOUNT, session_of(context).person.id)]
