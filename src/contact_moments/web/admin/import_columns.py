"""`…/file/{upload_id}`: which column of an uploaded file is what. Known headings are matched already."""

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.csv_rows import Beginning, Form, beginning
from contact_moments.errors import ConflictError, InvalidInputError
from contact_moments.file_encodings import ENCODINGS
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages import forms
from contact_moments.pages.forms import Fields
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.pages.words import language_of, words_in
from contact_moments.uploads import uploads
from contact_moments.uploads.uploads import Kind, Upload, UploadedFile, file_of, form_of
from contact_moments.web.admin.import_faults import file_fault
from contact_moments.web.admin.import_headings import REQUIRED, choices, known
from contact_moments.web.admin.import_list import read_form
from contact_moments.web.admin.import_places import WaitingFile, place_of, upload_of, waiting_file
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import checked_database

SAMPLES = 3  # rows of which cells are shown
LONGEST = 60  # characters of a heading or cell that are shown


class ColumnRow(Struct, frozen=True):
    """A column of the file: its place, from 0, its heading and first cells, what it is taken for, and what is wrong."""

    at: int
    heading: str
    cells: list[str]
    chosen: str
    wrong: str


class AdminImportColumns(PageData, frozen=True):
    """The whole page. `findings` are pairs of a field's id and what is wrong with it."""

    frame: Frame
    nav: Nav
    path: str
    file: WaitingFile
    columns: list[ColumnRow]
    choices: dict[str, str]
    required: list[str]
    encodings: dict[str, str]
    encoding: str
    findings: list[tuple[str, str]]


def show_columns(context: RequestContext) -> Response:
    """The columns, as they are taken now."""
    one = upload_of(context)
    if one.import_number is not None:
        return see_other(f"{place_of(context).path}/{one.import_number}")
    form = form_of(one)
    if form.places is None:
        return see_other(f"{place_of(context).path}/file/{one.id}/preview")
    return _show(context, one, form, {at: name for name, at in form.places.items()})


def choose_columns(context: RequestContext) -> Response:
    """Keep what was chosen, and go on to the preview; or read the file anew in another encoding."""
    one, fields, path = upload_of(context), forms.read_all(context), place_of(context).path
    if one.import_number is not None:
        return see_other(f"{path}/{one.import_number}")
    form = form_of(one)
    if form.places is None:
        return see_other(f"{path}/file/{one.id}/preview")
    if "again" in fields.values:
        return _read_again(context, one, fields.one("encoding"))
    chosen = _chosen(fields, choices(context, one.kind))
    findings = _findings(context, one.kind, chosen)
    if findings:
        return _show(context, one, form, chosen, findings, 422)
    _keep(context, one, replace(form, places={name: at for at, name in chosen.items()}))
    return see_other(f"{path}/file/{one.id}/preview")


def _keep(context: RequestContext, one: Upload, form: Form) -> None:
    uploads.choose(checked_database(context), one, form)


def _read_again(context: RequestContext, one: Upload, encoding: str) -> Response:
    form, file = form_of(one), file_of(context.register.database, one)
    try:
        if encoding not in ENCODINGS:
            raise InvalidInputError("")
        _keep(context, one, read_form(context, one.kind, file, encoding))
    except ConflictError:
        pass
    except InvalidInputError as fault:
        text = file_fault(words_in(language_of(context)), fault)
        chosen = {at: name for name, at in (form.places or {}).items()}
        return _show(context, one, form, chosen, [("encoding", text)], 422)
    return see_other(f"{place_of(context).path}/file/{one.id}")


def _chosen(fields: Fields, names: dict[str, str]) -> dict[int, str]:
    """What each column is to be, by its place. What is no column of ours is left out."""
    chosen: dict[int, str] = {}
    for field, values in fields.values.items():
        prefix, _, at = field.partition("-")
        place = forms.number_in(at)
        if prefix == "column" and place is not None and values[0] in names:
            chosen[place] = values[0]
    return dict(sorted(chosen.items()))


def _findings(context: RequestContext, kind: Kind, chosen: dict[int, str]) -> list[tuple[str, str]]:
    words, titles = words_in(language_of(context))["imports"]["columns"], choices(context, kind)
    seen: set[str] = set()
    found = []
    for at, name in chosen.items():
        if name in seen:
            found.append((f"column-{at}", words["twice"].format(field=titles[name])))
        seen.add(name)
    missing = [name for name in REQUIRED[kind] if name not in seen]
    return found + [("column-0", words["missing"].format(field=titles[name])) for name in missing]


def _show(
    context: RequestContext,
    one: Upload,
    form: Form,
    chosen: dict[int, str],
    findings: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> Response:
    file = file_of(context.register.database, one)
    start = _start(context, one.kind, file, form.encoding)
    place, wrong = place_of(context), dict(reversed(findings or []))
    data = AdminImportColumns(
        frame(context, "admin", place.path),
        nav(context, place.section),
        f"{place.path}/file/{one.id}",
        waiting_file(context, one),
        [_column(start, at, chosen.get(at, ""), wrong.get(f"column-{at}", "")) for at in range(len(start.headings))],
        choices(context, one.kind),
        [choices(context, one.kind)[name] for name in REQUIRED[one.kind]],
        ENCODINGS,
        form.encoding,
        findings or [],
    )
    return page(context, "admin_import_columns.html", data, status=status)


def _start(context: RequestContext, kind: Kind, file: UploadedFile, encoding: str) -> Beginning:
    return beginning(file.content, file.name, encoding, known(context, kind), SAMPLES)


def _column(start: Beginning, at: int, chosen: str, wrong: str) -> ColumnRow:
    cells = [row[at] for row in start.rows if at < len(row) and row[at].strip()]
    return ColumnRow(at, start.headings[at][:LONGEST], [one[:LONGEST] for one in cells], chosen, wrong)
