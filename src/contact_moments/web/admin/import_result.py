"""`…/{number}`: an import, how far it has come, what it did; and undoing it, after a page that says what that does."""

from contact_moments import jobs
from contact_moments.errors import ConflictError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.jobs import Name, State
from contact_moments.pages import forms
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.uploads import importing, undoing, uploads
from contact_moments.uploads.importing import UNDO_AT_ONCE, PausedError, pausing
from contact_moments.uploads.undoing import Prospect
from contact_moments.uploads.uploads import Kind, Upload
from contact_moments.web.admin.import_places import ImportRow, place_of, row_of
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import checked_database

JOBS: dict[Kind, Name] = {"relations": "undo relations", "moments": "undo moments"}
_IN_WORDS = ("signed_out", "beyond_own_rights", "restored")


class AdminImportResult(PageData, frozen=True):
    """The whole page. `goes_on` tells whether a server goes on with it by itself.

    `stopped` has the code of what stopped it, or is empty.
    `left` is how many of what it added are there, and `undoing` what becomes of the rest of one that is undone. `undo`
    tells how far a server is that undoes it, if one does; `first` is the import that is undone before it, or 0.
    """

    frame: Frame
    nav: Nav
    kind: Kind
    path: str
    one: ImportRow
    goes_on: bool
    stopped: str
    left: int
    undoing: Prospect
    undo: State | None
    first: int


class AdminImportUndo(PageData, frozen=True):
    """The question. `changed` says that others are meant than the person has seen."""

    frame: Frame
    nav: Nav
    kind: Kind
    path: str
    one: ImportRow
    undoing: Prospect
    changed: bool


def show_import(context: RequestContext) -> Response:
    """The import as it is now."""
    place, one = place_of(context), _row(context)
    file = uploads.of_import(context.register.database, place.kind, one.number)
    goes_on = one.state == "importing" and file is not None and file.state == "importing"
    under_way = _under_way(context, place.kind) if one.state == "undoing" else None
    data = AdminImportResult(
        frame(context, "admin", place.path),
        nav(context, place.section),
        place.kind,
        f"{place.path}/{one.number}",
        one,
        goes_on,
        _stopped_by(file) if one.state == "importing" and file is not None and file.state == "stopped" else "",
        undoing.number_left(context.register.database, place.kind, one.number),
        # It is looked for one by one: of one that is not undone, the question before that does so.
        _prospect(context, one) if one.state == "undone" else Prospect(0, {}),
        under_way if under_way and under_way.result["number"] == one.number else None,
        under_way.result["number"] if under_way and under_way.result["number"] != one.number else 0,
    )
    return page(context, "admin_import_result.html", data)


def _stopped_by(file: Upload) -> str:
    return file.fault if file.fault in _IN_WORDS else "fault"


def _under_way(context: RequestContext, kind: Kind) -> State | None:
    """The undoing that a server does now, or will do."""
    register = context.register
    found = jobs.state(register.database, JOBS[kind], register.clock())
    return found if found.is_under_way else None


def go_on(context: RequestContext) -> Response:
    """Go on with an import that has stopped, in the name of whoever asks for that now."""
    place, number = place_of(context), context.parameters["number"]
    file = uploads.of_import(context.register.database, place.kind, number)
    if file is not None:
        importing.retry(checked_database(context), file, context.actor)
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
        now = _prospect(context, one)
        # Sent twice, it finds nothing more the second time.
        more = now.gone or (also_corrected and now.corrected) or one.state != "undone"
        if more and form.one("seen") != now.seen:
            return _ask(context, one, changed=True)
    try:
        undoing.undo(
            checked_database(context), place.kind, one.number, also_corrected, context.actor, pausing(UNDO_AT_ONCE)
        )
    except PausedError:
        _ask_for_the_rest(context, place.kind, one.number, also_corrected)
    except ConflictError:  # sent twice, or somebody else was first: the page tells what is
        pass
    return see_other(f"{place.path}/{one.number}")


def _ask_for_the_rest(context: RequestContext, kind: Kind, number: int, also_corrected: bool) -> None:
    """Have a server undo the rest, unless it is at another one: then the page says so, and one asks once more."""
    given = {"kind": kind, "number": number, "also_corrected": also_corrected}
    register = context.register
    jobs.ask(checked_database(context), JOBS[kind], context.actor, register.clock(), given)


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
        _prospect(context, one),
        changed,
    )
    return page(context, "admin_import_undo.html", data, status=409 if changed else 200)


def _prospect(context: RequestContext, one: ImportRow) -> Prospect:
    return undoing.prospect(context.register.database, place_of(context).kind, one.number)
