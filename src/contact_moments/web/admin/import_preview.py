"""`…/file/{upload_id}/preview`: what importing a file would do, and what is wrong with it; and importing it."""

from datetime import datetime

from msgspec import Struct

from contact_moments.errors import ConflictError, InvalidInputError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.model import Draft
from contact_moments.moments.excerpts import short
from contact_moments.moments.files import MomentsFile
from contact_moments.pages import forms, headers
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.pages.words import Words, language_of, words_in
from contact_moments.relations.csv_file import Change, CsvFile
from contact_moments.relations.differences import differences, unread
from contact_moments.uploads import importing, preview, uploads
from contact_moments.uploads.preview import SHOWN, MomentsPreview, RelationsPreview
from contact_moments.uploads.uploads import Kind, Upload
from contact_moments.web.admin.import_faults import RowFault, file_fault, told
from contact_moments.web.admin.import_headings import REQUIRED, choices
from contact_moments.web.admin.import_places import (
    ImportRow,
    WaitingFile,
    local,
    place_of,
    rows_of,
    upload_of,
    waiting_file,
)
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.export_files import MEDIA_TYPES, csv_table
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import checked_database, require_own_page
from contact_moments.web.type_looks import look_of, looks_of

MOST_RUNNING = 3  # imports of others that are told
LONGEST = 200  # characters of a text that are shown


class Difference(Struct, frozen=True):
    """A field of a relation as it would be, and as it is now where that differs. `code` names the field."""

    code: str
    before: str
    after: str


class RelationRow(Struct, frozen=True):
    """A row that would add or change a relation. `unread` are numbers that cannot be read as telephone numbers."""

    line: int
    status: str
    id: int
    name: str
    differences: list[Difference]
    unread: list[str]


class MomentRow(Struct, frozen=True):
    """A line that would be registered."""

    line: int
    type: str
    icon: str
    subject: str
    at: datetime
    sender: int
    recipients: list[int]


class AdminImportPreview(PageData, frozen=True):
    """The whole page. `relations` or `moments` has the numbers, unless `fault` says why the file cannot be read.

    `seen` is what the person has seen of the numbers; `changed` says that these are others by now. `running` are
    imports that have been begun.
    """

    frame: Frame
    nav: Nav
    kind: Kind
    path: str
    file: WaitingFile
    has_columns: bool
    relations: RelationsPreview | None
    moments: MomentsPreview | None
    rows: list[RelationRow]
    lines: list[MomentRow]
    faults: list[RowFault]
    faulty: int
    seen: str
    fault: str
    changed: bool
    running: list[ImportRow]


class _Looked(Struct, frozen=True):
    """A file that was looked at."""

    file: CsvFile | MomentsFile
    found: RelationsPreview | MomentsPreview


def show_preview(context: RequestContext) -> Response:
    """What importing the file would do now."""
    one = upload_of(context)
    if (elsewhere := _elsewhere(context, one)) is not None:
        return elsewhere
    try:
        return _show(context, one, _look(context, one))
    except InvalidInputError as fault:
        return _show(context, one, None, file_fault(words_in(language_of(context)), fault))


def import_file(context: RequestContext) -> Response:
    """Begin the import, if it does what the person has seen, and go on with it for a moment."""
    one, form, register = upload_of(context), forms.read_all(context), context.register
    if (elsewhere := _elsewhere(context, one)) is not None:
        return elsewhere
    try:
        looked = _look(context, one)
    except InvalidInputError as fault:
        return _show(context, one, None, file_fault(words_in(language_of(context)), fault))
    if form.one("seen") != looked.found.seen or not _can_be_imported(looked):
        return _show(context, one, looked, changed=True)
    if isinstance(looked.file, CsvFile):
        number = importing.begin_relations(checked_database(context), one, looked.file, context.actor)
    else:
        number = importing.begin_moments(checked_database(context), one, looked.file, context.actor)
    importing.go_on_for_a_moment(register, one.id, looked.file)
    return _to_import(context, number)


def drop_file(context: RequestContext) -> Response:
    """Delete a file that is not to be imported."""
    one, path = upload_of(context), place_of(context).path
    try:
        uploads.drop(checked_database(context), one)
    except ConflictError:
        return see_other(f"{path}/file/{one.id}/preview")
    return see_other(path)


def export_faults(context: RequestContext) -> Response:
    """All faults as a CSV file."""
    require_own_page(context, "the preview")
    one, language = upload_of(context), language_of(context)
    words, titles = words_in(language), choices(context, one.kind)
    heading = words["imports"]["preview"]
    rows = [[heading["row"], heading["field"], heading["wrong"]]]
    for fault in _look(context, one).found.faults:
        rows += [[str(row.line), row.field, row.text] for row in told(words, titles, fault)]
    more = [*headers.of(), ("content-disposition", 'attachment; filename="errors.csv"')]
    return Response(csv_table(rows, language), media_type=MEDIA_TYPES["csv"], headers=more)


def _elsewhere(context: RequestContext, one: Upload) -> Response | None:
    """Where to go on with a file that is imported, or that lacks a column that it must have."""
    if one.import_number is not None:
        return _to_import(context, one.import_number)
    places = uploads.form_of(one).places
    if places is not None and not places.keys() >= set(REQUIRED[one.kind]):
        return see_other(f"{place_of(context).path}/file/{one.id}")
    return None


def _to_import(context: RequestContext, number: int) -> Response:
    return see_other(f"{place_of(context).path}/{number}")


def _look(context: RequestContext, one: Upload) -> _Looked:
    register = context.register
    if one.kind == "relations":
        file = importing.relations_file(register, one)
        return _Looked(file, preview.of_relations(register, file))
    lines = importing.moments_file(register, one)
    return _Looked(lines, preview.of_moments(lines))


def _can_be_imported(looked: _Looked) -> bool:
    """Rows of relations that are refused are left out; a file of contact moments with such a line is not imported."""
    if isinstance(looked.found, RelationsPreview):
        return bool(looked.found.added + looked.found.changed)
    return bool(looked.found.new) and not looked.found.faults


def _show(
    context: RequestContext, one: Upload, looked: _Looked | None, fault: str = "", changed: bool = False
) -> Response:
    place, words = place_of(context), words_in(language_of(context))
    found = looked.found if looked else None
    relations = found if isinstance(found, RelationsPreview) else None
    moments = found if isinstance(found, MomentsPreview) else None
    faults, titles = found.faults if found else [], choices(context, one.kind)
    data = AdminImportPreview(
        frame(context, "admin", place.path),
        nav(context, place.section),
        place.kind,
        f"{place.path}/file/{one.id}",
        waiting_file(context, one),
        uploads.form_of(one).places is not None,
        relations,
        moments,
        [_relation_row(change, words) for change in relations.first] if relations else [],
        [_moment_row(context, *line) for line in moments.first] if moments else [],
        [row for each in faults[:SHOWN] for row in told(words, titles, each)],
        len(faults),
        found.seen if looked and found and _can_be_imported(looked) else "",
        fault,
        changed,
        [row for row in rows_of(context, place.kind) if row.state in ("importing", "undoing")][:MOST_RUNNING],
    )
    return page(context, "admin_import_preview.html", data, status=409 if changed else 422 if fault else 200)


def _relation_row(change: Change, words: Words) -> RelationRow:
    shown = [
        Difference(
            "phone" if code == "phones" else code,
            "" if change.before is None else _text(code, before, words),
            _text(code, after, words),
        )
        for code, before, after in differences(change)
        # Of a new one, its name has a column, and most are persons.
        if change.before is not None or (code, after) not in (("name", after), ("kind", "person"))
    ]
    return RelationRow(change.line, change.status, change.after.id, change.after.name, shown, unread(change))


def _text(code: str, value: object, words: Words) -> str:
    if isinstance(value, list):
        return short(" | ".join(map(str, value)), LONGEST) or "–"
    if isinstance(value, bool):
        return str(words["imports"]["yes" if value else "no"])
    if code == "kind" and value:
        return str(words["relation"]["kinds"][value])
    return "–" if value is None else short(str(value), LONGEST)


def _moment_row(context: RequestContext, line: int, draft: Draft) -> MomentRow:
    look = look_of(looks_of(context), draft.type)
    at = local(context, draft.happened_at)
    return MomentRow(
        line, look.title, look.icon, short(draft.subject, LONGEST), at, draft.sender_id, list(draft.recipients[:20])
    )
