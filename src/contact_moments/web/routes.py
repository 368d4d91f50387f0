"""The routes of the pages."""

from contact_moments.http_server.routes import Route

PAGES: tuple[Route, ...] = ()
