"""The routes of the administration."""

from contact_moments.http_server.routes import Route
from contact_moments.web.admin import (
    client_form,
    clients,
    import_routes,
    named_pages,
    nav,
    parked,
    parked_one,
    people,
    person_form,
    roles,
    state,
    trail,
    type_changes,
    type_list,
)

ADMIN_PAGES: tuple[Route, ...] = (
    *nav.PAGES,
    *type_list.PAGES,
    *type_changes.PAGES,
    *named_pages.PAGES,
    *import_routes.PAGES,
    *clients.PAGES,
    *client_form.PAGES,
    *people.PAGES,
    *person_form.PAGES,
    *roles.PAGES,
    *parked.PAGES,
    *parked_one.PAGES,
    *trail.PAGES,
    *state.PAGES,
)
