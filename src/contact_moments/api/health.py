"""For supervisors and load balancers: is the process alive, and can it answer?"""

from typing import Any

from msgspec.structs import asdict

from contact_moments.audit.proof import is_proof
from contact_moments.http_server.messages import Response, json_response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.readiness import as_answer

PROOF = "x-register-proof"

_UNCACHED = ("cache-control", "no-store")


def live(_: RequestContext) -> Response:
    """200 while the process answers at all."""
    return _healthy("live")


def ready(context: RequestContext) -> Response:
    """200 when the database is there with the right schema and rendering, and takes changes.

    Who proves that they can read the register is told how the request has arrived. Raises `UnavailableError`.

    While it takes no changes, requests that only read are answered all the same.
    """
    context.service.readiness.require()
    fault = context.register.database.write_fault()
    if fault is not None:
        raise as_answer(fault)
    return _healthy("ready", **_arrival(context))


def _arrival(context: RequestContext) -> dict[str, Any]:
    proof = context.request.header(PROOF)
    if proof is None or not is_proof(context.register.database, proof):
        return {}
    return {"request": asdict(context.service.forwarding.arrival(context.request))}


def _healthy(status: str, **more: Any) -> Response:
    response = json_response({"status": status, **more})
    response.headers = [_UNCACHED]
    return response
