"""`/admin/import/relations` and `/admin/import/moments`: a file is uploaded, and what was imported is listed."""

from msgspec import Struct

from contact_moments.csv_rows import USUAL, Form, beginning
from contact_moments.errors import Finding, InvalidInputError, RegisterError, TooLargeError
from contact_moments.file_encodings import is_utf_16, likely_encoding
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.moments.lines import is_csv
from contact_moments.pages import forms
from contact_moments.pages.multipart import MAX_HEAD, MAX_NAME, Part, read_parts
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.pages.words import language_of, words_in
from contact_moments.uploads import uploads
from contact_moments.uploads.uploads import MOST_BYTES, Kind, UploadedFile
from contact_moments.web.admin.import_faults import MOST_COLUMNS, file_fault
from contact_moments.web.admin.import_headings import known
from contact_moments.web.admin.import_places import ImportRow, WaitingFile, place_of, rows_of, waiting_file
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.frame import Frame, frame
from contact_moments.web.own_forms import ACCOUNT, is_of_another
from contact_moments.web.requests import checked_database, session_of

MAX_UPLOAD = MOST_BYTES + 2 * (MAX_HEAD + MAX_NAME)
UPLOAD_SECONDS = 120.0
MOST_ROWS = 25  # imports on a page
MEGABYTES = MOST_BYTES // (1024 * 1024)


class AdminImport(PageData, frozen=True):
    """The whole page. `fault` is what is wrong with a file; `older` is the number before which more imports are."""

    frame: Frame
    nav: Nav
    kind: Kind
    path: str
    fault: str
    megabytes: int
    waiting: list[WaitingFile]
    imports: list[ImportRow]
    older: int


class _Part(Struct, frozen=True):
    rows: list[ImportRow]
    older: int


def show_imports(context: RequestContext) -> Response:
    """The form for a file, one's files that wait, and the imports."""
    return _show(context)


def upload(context: RequestContext) -> Response:
    """Keep a file, and go on to its columns."""
    place = place_of(context)
    try:
        part = _chosen(context)
        form = read_form(context, place.kind, UploadedFile(part.file or "", part.content))
        one = uploads.keep(
            checked_database(context),
            context.register.clock(),
            session_of(context).person.id,
            place.kind,
            part.file or "",
            part.content,
            form,
        )
    except InvalidInputError as fault:
        return _show(context, file_fault(words_in(language_of(context)), fault), status=422)
    last = "" if form.places is not None else "/preview"
    return see_other(f"{place.path}/file/{one.id}{last}")


def refuse_upload(context: RequestContext, fault: RegisterError) -> Response:
    """The page again, where the file is too large or has not arrived as a whole."""
    words = words_in(language_of(context))["imports"]["file_faults"]
    large = isinstance(fault, TooLargeError)
    text: str = words["large"].format(megabytes=MEGABYTES) if large else words["incomplete"]
    return _show(context, text, status=413 if large else 400)


def _chosen(context: RequestContext) -> Part:
    """The file of the form. Raises `InvalidInputError`, with what is wrong with it as a text for people."""
    words = words_in(language_of(context))["imports"]["file_faults"]
    parts = read_parts(context)
    opened_by = parts.get(ACCOUNT)
    if opened_by is not None and is_of_another(context, opened_by.content.decode(errors="replace")):
        raise InvalidInputError(words["other_account"].format(name=session_of(context).person.name))
    part = parts.get("file")
    if part is None or part.file is None or not (part.file or part.content):
        raise InvalidInputError(words["none"])
    if not part.content.strip():
        raise InvalidInputError(words["empty"])
    if len(part.content) > MOST_BYTES:
        raise TooLargeError(words["large"].format(megabytes=MEGABYTES))
    return part


def read_form(context: RequestContext, kind: Kind, file: UploadedFile, encoding: str = "") -> Form:
    """How a file is read as long as nobody has said otherwise: columns are taken for what their headings say.

    JSON lines have no columns. Raises `InvalidInputError` for what cannot be read.
    """
    if kind == "moments" and not is_csv(file):
        return _json_form(file.content)
    used = encoding or likely_encoding(file.content)
    start = beginning(file.content, file.name, used, known(context, kind), 0)
    if len(start.headings) > MOST_COLUMNS:
        raise InvalidInputError("The file has too many columns", findings=(Finding("", "format", "wide"),))
    return Form(used, places=start.columns, separator=start.separator)


def _json_form(content: bytes) -> Form:
    if is_utf_16(content):
        raise InvalidInputError("JSON lines are in UTF-8", findings=(Finding("", "format", "encoding"),))
    return USUAL


def _show(context: RequestContext, fault: str = "", status: int = 200) -> Response:
    place = place_of(context)
    mine = uploads.waiting(context.register.database, session_of(context).person.id, place.kind)
    part = _part(rows_of(context, place.kind), forms.number_in(forms.read_query_all(context).one("before")))
    data = AdminImport(
        frame(context, "admin"),
        nav(context, place.section),
        place.kind,
        place.path,
        fault,
        MEGABYTES,
        [waiting_file(context, one) for one in mine],
        part.rows,
        part.older,
    )
    return page(context, "admin_import.html", data, status=status)


def _part(rows: list[ImportRow], before: int | None) -> _Part:
    rest = [one for one in rows if before is None or one.number < before]
    return _Part(rest[:MOST_ROWS], rest[MOST_ROWS - 1].number if len(rest) > MOST_ROWS else 0)
