"""Refusals and faults as pages."""

from typing import Any, Literal

from contact_moments.errors import RegisterError
from contact_moments.http_server import problems
from contact_moments.http_server.cookies import session_cookie
from contact_moments.http_server.messages import HeaderList, Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import VIEW
from contact_moments.pages import headers, rendering
from contact_moments.pages.words import language_of, words_in
from contact_moments.web.frame import Frame, frame

GoesOn = Literal["timeline", "account", "sign_in"]


class Fault(rendering.PageData, frozen=True):
    """A refusal. `text` says what to do, and `request_id` is for the operator where something went wrong here.

    `goes_on` is the page that helps on; None where pages of this address help nobody.
    """

    title: str
    text: str
    request_id: str | None
    goes_on: GoesOn | None


class FaultInFrame(rendering.PageData, frozen=True):
    """A refusal for somebody who has signed in, with the links to all that they may see."""

    frame: Frame
    title: str
    text: str
    request_id: str | None
    goes_on: GoesOn | None


# What is unknown on an address that names one, which tells no more than that.
_UNKNOWN = {
    "/relation/{relation_id": ("no_relation", "relation_id"),
    "/moment/{moment_id": ("no_moment", "moment_id"),
    "/admin/types/{type_id": ("no_type", "type_id"),
    "/admin/tags/{number": ("no_tag", "number"),
    "/admin/actions/{number": ("no_action", "number"),
}


def page(context: RequestContext, fault: BaseException, request_id: str) -> Response:
    """The page about a refusal, with its own status; anything else is 500."""
    status = problems.status_of(fault) if isinstance(fault, RegisterError) else 500
    if status < 400:  # the way to the page that has to come first
        return Response(status=status, media_type=rendering.HTML, headers=[*headers.of(), *_headers(fault, status)])
    words: dict[str, Any] = words_in(language_of(context))["faults"]
    name, number = _unknown(context, fault)
    title, text = words.get(name) or words.get(f"s{status}") or words["s400" if status < 500 else "s500"]
    sent = _headers(fault, status)
    text = text.format(seconds=dict(sent).get("retry-after", problems.RETRY_SECONDS), number=number)
    told = (title, text, request_id if status >= 500 else None, _goes_on(context, fault, status))
    if context.grant is not None and context.session is not None:
        data = FaultInFrame(frame(context, "other"), *told)
        return rendering.page(context, "fault_in_frame.html", data, status=status, more_headers=sent)
    return rendering.page(context, "fault.html", Fault(*told), status=status, more_headers=sent)


def _unknown(context: RequestContext, fault: BaseException) -> tuple[str, str]:
    """The name of the words about a refusal, and the number of what there is not."""
    code = _code(fault)
    found = (one for begin, one in _UNKNOWN.items() if context.template.startswith(begin))
    name, parameter = next(found, ("", ""))
    if code != "not_found" or not name:
        return code, ""
    return name, str(context.parameters.get(parameter, ""))


def _goes_on(context: RequestContext, fault: BaseException, status: int) -> GoesOn | None:
    if status == 421 or _code(fault) == "in_the_clear":
        return None
    if context.session is None and context.route is None and _has_cookie(context):
        return "timeline"  # nobody has looked who it is: there is no such page, and that one asks
    if context.session is None or context.session.stage != "full":
        return "sign_in"
    return "timeline" if VIEW in context.session.scopes else "account"


def _has_cookie(context: RequestContext) -> bool:
    return session_cookie(context.request, context.service.forwarding) is not None


def _code(fault: BaseException) -> str:
    return fault.code if isinstance(fault, RegisterError) else "internal_error"


def _headers(fault: BaseException, status: int) -> HeaderList:
    if isinstance(fault, problems.HttpError):
        return fault.headers
    return [("retry-after", problems.RETRY_SECONDS)] if status == 503 else []
