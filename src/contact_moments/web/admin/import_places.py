"""The two sections in which files are imported, relations and contact moments: their addresses, and how far one is."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from contact_moments.accounts.accounts import all_accounts
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.moments import imports as moment_imports
from contact_moments.relations import imports as relation_imports
from contact_moments.times import local_text
from contact_moments.uploads import uploads
from contact_moments.uploads.uploads import Kind, Upload
from contact_moments.web.requests import session_of

Step = Literal["file", "columns", "preview", "result"]


class Place(Struct, frozen=True):
    """A section: what is imported, its address, and its name in the list of sections."""

    kind: Kind
    path: str
    section: str


RELATIONS = Place("relations", "/admin/import/relations", "import_relations")
MOMENTS = Place("moments", "/admin/import/moments", "import_moments")


class WaitingFile(Struct, frozen=True):
    """A file that its owner has uploaded and not imported."""

    id: str
    file: str
    at: datetime


class ImportRow(Struct, frozen=True):
    """An import in a list. `who` is the name of a person, or of who gave the command if `by_command`.

    Imports of earlier releases do not tell who began them.
    """

    number: int
    at: datetime
    who: str
    by_command: bool
    file: str
    lines: int
    done: int
    added: int
    changed: int
    refused: int
    state: str


def place_of(context: RequestContext) -> Place:
    """The section of this page."""
    return MOMENTS if context.template.startswith(MOMENTS.path) else RELATIONS


def local(context: RequestContext, instant: int) -> datetime:
    """An instant in the organisation's zone."""
    return datetime.fromisoformat(local_text(instant, context.register.zone))


def upload_of(context: RequestContext) -> Upload:
    """The file that the address names. Raises `NotFoundError`, also for somebody else's."""
    owner, upload_id = session_of(context).person.id, context.parameters["upload_id"]
    return uploads.get(context.register.database, owner, upload_id, place_of(context).kind)


def waiting_file(context: RequestContext, one: Upload) -> WaitingFile:
    """A file as pages show it."""
    return WaitingFile(one.id, one.file, local(context, one.uploaded_at))


def rows_of(context: RequestContext, kind: Kind) -> list[ImportRow]:
    """All imports, the last one first."""
    database = context.register.database
    names = {one.id: one.name for one in all_accounts(database)}
    if kind == "relations":
        return [relation_row(context, one, names) for one in reversed(relation_imports.all_imports(database))]
    return [moment_row(context, one, names) for one in reversed(moment_imports.all_imports(database))]


def row_of(context: RequestContext, kind: Kind, number: int) -> ImportRow:
    """An import. Raises `NotFoundError`."""
    database = context.register.database
    names = {one.id: one.name for one in all_accounts(database)}
    if kind == "relations":
        return relation_row(context, relation_imports.get_import(database, number), names)
    return moment_row(context, moment_imports.get_import(database, number), names)


def relation_row(context: RequestContext, one: relation_imports.RelationImport, names: dict[str, str]) -> ImportRow:
    """An import of relations."""
    return ImportRow(
        one.number,
        local(context, one.started_at),
        names.get(one.account_id or "", one.operator or ""),
        one.operator is not None,
        one.file,
        one.lines,
        one.done + one.refused,
        one.added,
        one.changed,
        one.refused,
        one.state,
    )


def moment_row(context: RequestContext, one: moment_imports.Import, names: dict[str, str]) -> ImportRow:
    """An import of contact moments. It changes none, and none of its lines is refused."""
    return ImportRow(
        one.number,
        local(context, one.started_at),
        names.get(one.account_id or "", one.operator or ""),
        one.operator is not None,
        one.file,
        one.lines,
        one.done,
        one.added,
        0,
        0,
        one.state,
    )
