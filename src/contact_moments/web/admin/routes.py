"""The routes of the administration."""

from contact_moments.http_server.routes import Route
from contact_moments.web.admin import nav

ADMIN_PAGES: tuple[Route, ...] = (*nav.PAGES,)
