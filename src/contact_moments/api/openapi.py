"""GET /openapi.json: the API in OpenAPI 3.1."""

import falcon

from contact_moments.register import Register


class Description:
    def __init__(self, register: Register) -> None:
        self._register = register

    def on_get(self, _: falcon.Request, resp: falcon.Response) -> None:
        resp.media = {}
