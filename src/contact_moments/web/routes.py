"""The routes of the pages, and of the files that they refer to."""

from functools import partial

from contact_moments.http_server.routes import PUBLIC, SESSION, SETTING_UP, Route
from contact_moments.pages.assets import ASSETS
from contact_moments.pages.branding import show_asset
from contact_moments.pages.forms import MAX_FORM
from contact_moments.web import (
    account,
    calendar,
    display,
    exports,
    first_run,
    follow_up,
    follow_ups,
    links,
    merge,
    moment,
    news,
    relation,
    relation_form,
    second_factor,
    sign_in,
    timeline,
    withdraw,
)
from contact_moments.web.admin.routes import ADMIN_PAGES
from contact_moments.web.entry_routes import ENTRY_PAGES
from contact_moments.web.help import show_help
from contact_moments.web.overview.routes import OVERVIEW_PAGES
from contact_moments.web.own_forms import guarded

_page = partial(Route, page=True)
_form = partial(Route, "POST", page=True, max_body=MAX_FORM)

_PAGES: tuple[Route, ...] = (
    Route("GET", f"{ASSETS}/{{name}}", PUBLIC, show_asset, instant=True),
    _page("GET", "/sign-in", PUBLIC, sign_in.show_sign_in),
    _form("/sign-in", PUBLIC, sign_in.sign_in),
    _page("GET", "/sign-in/forgotten", PUBLIC, sign_in.show_forgotten),
    _form("/sign-out", PUBLIC, sign_in.sign_out),
    _page("GET", "/invite/{token}", PUBLIC, links.show_invitation),
    _form("/invite/{token}", PUBLIC, links.accept_invitation),
    _page("GET", "/reset/{token}", PUBLIC, links.show_reset),
    _form("/reset/{token}", PUBLIC, links.reset),
    _page("GET", "/help", SESSION, show_help),
    _page("GET", "/account", SESSION, account.show_account),
    _form("/account/profile", SESSION, account.change_profile),
    _form("/account/display", SESSION, display.set_display),
    _form("/account/password", SESSION, account.change_password),
    _page("GET", "/account/second-factor", SETTING_UP, second_factor.show),
    _form("/account/second-factor", SETTING_UP, second_factor.change),
    _form("/account/sessions/end", SESSION, account.end_all_sessions),
    _form("/account/sessions/{session_id}/end", SESSION, account.end_session),
    _form("/account/consents/{client_id}/revoke", SESSION, account.revoke_consent),
    *calendar.PAGES,
    *timeline.PAGES,
    *news.PAGES,
    *exports.PAGES,
    *moment.PAGES,
    *withdraw.PAGES,
    *relation.PAGES,
    *relation_form.PAGES,
    *merge.PAGES,
    *first_run.PAGES,
    *follow_ups.PAGES,
    *follow_up.PAGES,
    *OVERVIEW_PAGES,
    *ADMIN_PAGES,
)
PAGES: tuple[Route, ...] = (*(guarded(one) for one in _PAGES), *ENTRY_PAGES)
