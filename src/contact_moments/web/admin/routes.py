"""The routes of the administration."""

from contact_moments.http_server.routes import Route
from contact_moments.web.admin import named_pages, nav, type_changes, type_list

ADMIN_PAGES: tuple[Route, ...] = (
    *nav.PAGES,
    *type_list.PAGES,
    *type_changes.PAGES,
    *named_pages.PAGES,
)
