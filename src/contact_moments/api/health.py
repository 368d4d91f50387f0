"""For supervisors and load balancers: is the process alive, and can it answer?"""

import falcon
from msgspec import json

from contact_moments.api.readiness import Readiness


class Live:
    """GET /health/live: 200 while the process answers at all."""

    def on_get(self, _: falcon.Request, resp: falcon.Response) -> None:
        """Alive."""
        _healthy(resp, "live")

    on_head = on_get


class Ready:
    """GET /health/ready: 200 when the database is there with the right schema and rendering, otherwise 503."""

    def __init__(self, readiness: Readiness) -> None:
        self._readiness = readiness

    def on_get(self, _: falcon.Request, resp: falcon.Response) -> None:
        """Ready, or the reason and the command that helps."""
        self._readiness.require()
        _healthy(resp, "ready")

    on_head = on_get


def _healthy(resp: falcon.Response, status: str) -> None:
    resp.set_header("Cache-Control", "no-store")
    resp.data = json.encode({"status": status})
