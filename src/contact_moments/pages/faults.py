"""Refusals and faults as pages."""

from typing import Any, Literal

from contact_moments.errors import RegisterError
from contact_moments.http_server import problems
from contact_moments.http_server.messages import HeaderList, Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import VIEW
from contact_moments.pages import headers, rendering
from contact_moments.pages.words import language_of, words_in

GoesOn = Literal["timeline", "account", "sign_in"]


class Fault(rendering.PageData, frozen=True):
    """A refusal. `text` says what to do, and `request_id` is for the operator where something went wrong here.

    `goes_on` is the page that helps on; None where pages of this address help nobody.
    """

    title: str
    text: str
    request_id: str | None
    goes_on: GoesOn | None


def page(context: RequestContext, fault: BaseException, request_id: str) -> Response:
    """The page about a refusal, with its own status; anything else is 500."""
    status = problems.status_of(fault) if isinstance(fault, RegisterError) else 500
    if status < 400:  # the way to the page that has to come first
        return Response(status=status, media_type=rendering.HTML, headers=[*headers.of(), *_headers(fault, status)])
    words: dict[str, Any] = words_in(language_of(context))["faults"]
    title, text = words.get(_code(fault)) or words.get(f"s{status}") or words["s400" if status < 500 else "s500"]
    sent = _headers(fault, status)
    text = text.format(seconds=dict(sent).get("retry-after", problems.RETRY_SECONDS))
    data = Fault(title, text, request_id if status >= 500 else None, _goes_on(context, fault, status))
    return rendering.page(context, "fault.html", data, status=status, more_headers=sent)


def _goes_on(context: RequestContext, fault: BaseException, status: int) -> GoesOn | None:
    if status == 421 or _code(fault) == "in_the_clear":
        return None
    if context.session is None or context.session.stage != "full":
        return "sign_in"
    return "timeline" if VIEW in context.session.scopes else "account"


def _code(fault: BaseException) -> str:
    return fault.code if isinstance(fault, RegisterError) else "internal_error"


def _headers(fault: BaseException, status: int) -> HeaderList:
    if isinstance(fault, problems.HttpError):
        return fault.headers
    return [("retry-after", problems.RETRY_SECONDS)] if status == 503 else []
