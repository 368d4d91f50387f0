"""`…/{number}`: an import, how far it has come, what it did; and undoing it, after a page that says what that does."""

from contextlib import suppress

from msgspec import Struct

from contact_moments.errors import ConflictError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.moments import imports as moment_imports
from contact_moments.pages import forms
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.relations import undoing
from contact_moments.uploads import importing, uploads
from contact_moments.uploads.importing import UNDO_AT_ONCE, PausedError, pausing
from contact_moments.uploads.uploads import Kind
from contact_moments.web.admin.import_places import ImportRow, place_of, row_of
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.frame import Frame, frame


class Undoing(Struct, frozen=True):
    """What undoing an import would do now: how many would go, and why how many would stay.

    `corrected` are contact moments that go only if that is wanted; they are among those that stay.
    """

    gone: int
    stay: dict[str, int]
    corrected: int = 0

    @property
    def seen(self) -> str:
        """What somebody has seen who saw these numbers."""
        return f"{self.gone}-{sum(self.stay.values())}"


class AdminImportResult(PageData, frozen=True):
    """The whole page. `goes_on` tells whether a server goes on with it by itself, `stopped` that a fault stopped it.

    `left` is how many of what it added are there, and `undoing` what becomes of the rest of one that is undone.
    """

    frame: Frame
    nav: Nav
    kind: Kind
    path: str
    one: ImportRow
    goes_on: bool
    stopped: bool
    left: int
    undoing: Undoing


class AdminImportUndo(PageData, frozen=True):
    """The question. `changed` says that others are meant than the person has seen."""

    frame: Frame
    nav: Nav
    kind: Kind
    path: str
    one: ImportRow
    undoing: Undoing
    changed: bool


def show_import(context: RequestContext) -> Response:
    """The import as it is now."""
    place, one = place_of(context), _row(context)
    file = uploads.of_import(context.register.database, place.kind, one.number)
    goes_on = one.state == "importing" and file is not None and file.state == "importing"
    data = AdminImportResult(
        frame(context, "admin", place.path),
        nav(context, place.section),
        place.kind,
        f"{place.path}/{one.number}",
        one,
        goes_on,
        one.state == "importing" and file is not None and file.state == "stopped",
        _left(context, one),
        # It is looked for one by one: of one that is not undone, the question before that does so.
        _undoing(context, one) if one.state == "undone" else Undoing(0, {}),
    )
    return page(context, "admin_import_result.html", data)


def go_on(context: RequestContext) -> Response:
    """Go on with an import that a fault has stopped."""
    place, number = place_of(context), context.parameters["number"]
    file = uploads.of_import(context.register.database, place.kind, number)
    if file is not None:
        importing.retry(context.register, file)
        importing.go_on_for_a_moment(context.register, file.id)
    return see_other(f"{place.path}/{number}")


def show_undo(context: RequestContext) -> Response:
    """What undoing would do."""
    return _ask(context, _row(context))


def undo(context: RequestContext) -> Response:
    """Undo the import, if that does what the person has seen."""
    place, one, form = place_of(context), _row(context), forms.read_all(context)
    also_corrected = form.one("corrected") == "yes"
    # Where it is being undone somebody has seen it already.
    if one.state != "undoing":
        now = _undoing(context, one)
        # Sent twice, it finds nothing more the second time.
        more = now.gone or (also_corrected and now.corrected) or one.state != "undone"
        if more and form.one("seen") != now.seen:
            return _ask(context, one, changed=True)
    # Sent twice, or somebody else was first; or the rest is done when somebody asks for it: the page tells what is.
    with suppress(ConflictError, PausedError):
        _undo(context, one.number, also_corrected)
    return see_other(f"{place.path}/{one.number}")


def _undo(context: RequestContext, number: int, also_corrected: bool) -> None:
    database, pause = context.register.database, pausing(UNDO_AT_ONCE)
    if place_of(context).kind == "relations":
        undoing.undo(database, number, context.actor, pause)
    else:
        moment_imports.undo(database, number, also_corrected, context.actor, pause)


def _row(context: RequestContext) -> ImportRow:
    return row_of(context, place_of(context).kind, context.parameters["number"])


def _ask(context: RequestContext, one: ImportRow, changed: bool = False) -> Response:
    place = place_of(context)
    path = f"{place.path}/{one.number}"
    data = AdminImportUndo(
        frame(context, "admin", path),
        nav(context, place.section),
        place.kind,
        path,
        one,
        _undoing(context, one),
        changed,
    )
    return page(context, "admin_import_undo.html", data, status=409 if changed else 200)


def _left(context: RequestContext, one: ImportRow) -> int:
    database = context.register.database
    if place_of(context).kind == "relations":
        return undoing.number_left(database, one.number)
    return moment_imports.number_left(database, one.number)


def _undoing(context: RequestContext, one: ImportRow) -> Undoing:
    database = context.register.database
    if place_of(context).kind == "relations":
        found = undoing.prospect(database, one.number)
        return Undoing(found.removed, {str(use): number for use, number in found.reasons.items()})
    there = moment_imports.prospect(database, one.number)
    stay = {"corrected": there.corrected} if there.corrected else {}
    return Undoing(there.there - there.corrected, stay, there.corrected)
