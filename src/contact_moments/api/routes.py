"""The table of paths, and the application that answers them."""

import falcon

from contact_moments.api import resources
from contact_moments.api.errors import add_error_handlers
from contact_moments.api.health import Live, Ready
from contact_moments.api.middleware import OAUTH, Guard, Observe
from contact_moments.api.oauth import Token
from contact_moments.api.openapi import Description
from contact_moments.api.readiness import Readiness
from contact_moments.api.short_way import ShortWay
from contact_moments.log import RequestLog
from contact_moments.model import MAX_ID
from contact_moments.register import Register


def routes(register: Register, readiness: Readiness) -> list[tuple[str, object]]:
    """Every path that is answered. Listing and registering have a short way besides (`short_way`)."""
    return [
        (resources.LIST, resources.ContactMoments(register)),
        (f"{resources.LIST}/types", resources.Types(register)),
        (f"{resources.LIST}/tags", resources.Tags(register)),
        (resources.WITHDRAWN, resources.Withdrawn(register)),
        (resources.DIGEST, resources.Digest(register)),
        (f"{resources.LIST}/{{moment_id:int(min=1, max={MAX_ID})}}", resources.OneMoment(register)),
        (resources.OF_TYPE, resources.OfType(register)),
        (f"{resources.LIST}/type/{{type_id}}/schema", resources.TypeSchema(register)),
        (f"{OAUTH}/token", Token(register)),
        ("/openapi.json", Description(register)),
        ("/health/live", Live()),
        ("/health/ready", Ready(readiness)),
    ]


def create_app(register: Register) -> ShortWay:
    """The WSGI application of one register."""
    readiness, observe = Readiness(register.become_ready, register.clock), Observe(RequestLog(register.settings))
    app = falcon.App(middleware=(observe, Guard(readiness, register.tokens)))
    app.req_options.strip_url_path_trailing_slash = True
    app.resp_options.default_media_type = falcon.MEDIA_JSON
    add_error_handlers(app)
    for path, resource in routes(register, readiness):
        app.add_route(path, resource)
    listing, adding = resources.ContactMoments(register), resources.OfType(register)
    return ShortWay(app, listing, adding, readiness, register.tokens, observe)
