"""For supervisors and load balancers: is the process alive, and can it answer?"""

from contact_moments.http_server.messages import Response, json_response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.readiness import as_answer

_UNCACHED = ("cache-control", "no-store")


def live(_: RequestContext) -> Response:
    """200 while the process answers at all."""
    return _healthy("live")


def ready(context: RequestContext) -> Response:
    """200 when the database is there with the right schema and rendering, and takes changes.

    Raises `UnavailableError`. While it takes no changes, requests that only read are answered all the same.
    """
    context.service.readiness.require()
    fault = context.register.database.write_fault()
    if fault is not None:
        raise as_answer(fault)
    return _healthy("ready")


def _healthy(status: str) -> Response:
    response = json_response({"status": status})
    response.headers = [_UNCACHED]
    return response
