"""Importing an uploaded file: it is begun by its owner, and goes on by itself until it is complete.

The request that begins it goes on for a moment, and a server's housekeeping from then on. Each batch records how far it
has come, so whoever goes on after an interruption loses nothing and does nothing twice.
"""

import time
from collections.abc import Callable
from contextlib import suppress

from msgspec.structs import replace

from contact_moments.csv_rows import has_more_rows
from contact_moments.errors import ConflictError, Finding, InvalidInputError, RegisterError, UnavailableError
from contact_moments.model import ADD, IMPORT_EDIT, RELATION_EDIT, RELATION_VIEW
from contact_moments.moments import imports as moment_imports
from contact_moments.moments.files import MomentsFile
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations import imports as relation_imports
from contact_moments.relations.csv_file import CsvFile
from contact_moments.rights import require_scopes
from contact_moments.storage.checked_database import CheckedDatabase
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.faults import DatabaseFault
from contact_moments.storage.long_work import Progress
from contact_moments.storage.questions import uploads as stored
from contact_moments.storage.questions.uploads import Kind, Upload
from contact_moments.storage.transaction import Transaction
from contact_moments.uploads.uploads import file_of, form_of

AT_ONCE = 3.0  # seconds for which a request goes on with an import
UNDO_AT_ONCE = 3.0  # seconds for which a request goes on with undoing one; `jobs` does the rest
# What whoever imports must be allowed, as long as the import goes on.
RIGHTS: dict[Kind, frozenset[str]] = {
    "relations": frozenset({IMPORT_EDIT, RELATION_EDIT, RELATION_VIEW}),
    "moments": frozenset({IMPORT_EDIT, ADD, RELATION_VIEW}),
}
MOST_ROWS = 50_000  # of a file: looking at so many takes some seconds


class PausedError(Exception):
    """Enough was done for now; the rest is done later."""


def relations_file(register: Register, one: Upload) -> CsvFile:
    """An upload as a file of relations. Raises `InvalidInputError` if it cannot be read as a whole."""
    file, form = file_of(register.database, one), form_of(one)
    _refuse_many(has_more_rows(file.content, file.name, form, MOST_ROWS))
    return CsvFile(file, register.settings.phone_region, form)


def moments_file(register: Register, one: Upload) -> MomentsFile:
    """An upload as a file of contact moments. Raises `InvalidInputError` if it cannot be read as a whole."""
    file, form = file_of(register.database, one), form_of(one)
    # Rows, not lines: a cell can have many of these. JSON lines are counted when they are read.
    _refuse_many(form.places is not None and has_more_rows(file.content, file.name, form, MOST_ROWS))
    moments = MomentsFile(file, register.database, register.types, register.registrar, form)
    _refuse_many(moments.lines > MOST_ROWS)
    return moments


def _refuse_many(many: bool) -> None:
    if many:
        finding = Finding("", "format", "many")
        raise InvalidInputError(
            f"The file has more than {MOST_ROWS} rows; import it with a command", findings=(finding,)
        )


def begin_relations(database: Database, one: Upload, file: CsvFile, by: Actor) -> int:
    """Begin to import a file of relations; returns the number of the import, which it may have already."""
    return _begun(database, one, lambda note: relation_imports.begin(database, file, by, note).number)


def begin_moments(database: Database, one: Upload, file: MomentsFile, by: Actor) -> int:
    """Begin to import a file of contact moments; returns the number of the import, which it may have already."""
    return _begun(database, one, lambda note: file.through(database).begin(by, note).number)


def _begun(database: Database, one: Upload, begin: Callable[[Callable[[Transaction, int], None]], int]) -> int:
    def note(transaction: Transaction, number: int) -> None:
        found = stored.find(transaction.connection, one.id)
        if found is None or found.state != "waiting":
            raise ConflictError("This file is imported already, or was deleted; see the list of imports")
        stored.change(transaction.connection, replace(found, state="importing", import_number=number))

    try:
        return begin(note)
    except ConflictError:
        # The same form, sent twice.
        found = database.read(lambda connection: stored.find(connection, one.id))
        if found is None or found.import_number is None:
            raise
        return found.import_number


def pausing(seconds: float) -> Progress:
    """What is called between batches, and raises `PausedError` after so many seconds."""
    until = time.monotonic() + seconds

    def pause(_: int) -> None:
        if time.monotonic() > until:
            raise PausedError

    return pause


def go_on_for_a_moment(register: Register, upload_id: str, file: CsvFile | MomentsFile | None = None) -> None:
    """Go on with the import of an upload, for some seconds. `file` is what it has in it, if that was read already."""
    found = register.database.read(lambda connection: stored.find(connection, upload_id))
    if found is not None and found.state == "importing":
        with suppress(PausedError):
            _go_on(register, found, pausing(AT_ONCE), file)


class Background:
    """What one server process does of the imports that are in progress: those with which nobody else goes on."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._seen: dict[str, int] = {}

    def go_on(self, rest: Progress) -> None:
        """Go on with what has come no further since the last call. `rest` is called between batches."""
        going = self._register.database.read(_reached)
        for one, done in going:
            if self._seen.get(one.id) == done:
                self._go_on(one, rest)
        self._seen = {one.id: done for one, done in self._register.database.read(_reached)} if going else {}

    def _go_on(self, one: Upload, rest: Progress) -> None:
        try:
            _go_on(self._register, one, rest)
        except (RegisterError, DatabaseFault):
            raise
        except Exception:
            # A mistake of the program, which would come again and keep the other imports waiting.
            _stop(self._register, one, "internal_error")
            raise


def _reached(connection: Connection) -> list[tuple[Upload, int]]:
    """The uploads that are being imported, each with how many of its rows are done."""
    return [(one, stored.done(connection, one)) for one in stored.importing(connection)]


def retry(database: Database, one: Upload, by: Actor) -> None:
    """Let an import go on that has stopped: in the name of whoever says so, from now on."""

    def work(transaction: Transaction) -> None:
        transaction.lock()
        found = stored.find(transaction.connection, one.id)
        if found is None or found.state != "stopped":
            return
        stored.change(transaction.connection, replace(found, state="importing", account_id=by.account_id or ""))
        kind = "relations" if one.kind == "relations" else str(one.import_number)
        transaction.record(
            by.event("import", kind, number=one.import_number, done=stored.done(transaction.connection, one))
        )

    database.write(work)


def _stop(register: Register, one: Upload, fault: str) -> None:
    def work(transaction: Transaction) -> None:
        transaction.lock()
        if _is_going_on(transaction, one):
            stored.change(transaction.connection, replace(one, state="stopped", fault=fault))

    register.database.write(work)


def _is_going_on(transaction: Transaction, one: Upload) -> bool:
    """Whether it is being imported, and in the same name: it may have been stopped, and let go on by somebody else."""
    found = stored.find(transaction.connection, one.id)
    return found is not None and found.state == "importing" and found.account_id == one.account_id


def _go_on(register: Register, one: Upload, progress: Progress, file: CsvFile | MomentsFile | None = None) -> None:
    """Go on until the import is complete. It stops where something is wrong with the file by now, or its owner may not
    import any more.
    """
    database = _in_the_name_of(register.database, one)
    try:
        if one.kind == "relations":
            _go_on_relations(register, database, one, progress, file if isinstance(file, CsvFile) else None)
        else:
            _go_on_moments(register, database, one, progress, file if isinstance(file, MomentsFile) else None)
    except UnavailableError:
        raise
    except RegisterError as fault:
        if fault.code == relation_imports.UNDONE:
            _finish(register, one)
        elif fault.code != relation_imports.ELSEWHERE:
            _stop(register, one, fault.code)
        return
    database.scrub_deleted()


def _in_the_name_of(database: Database, one: Upload) -> Database:
    """The database for the batches of an import: none once its owner may not import, or somebody has stopped it."""

    def check(transaction: Transaction) -> None:
        if not _is_going_on(transaction, one):
            raise ConflictError("This import was stopped", relation_imports.ELSEWHERE)
        require_scopes(transaction, Actor(account_id=one.account_id), RIGHTS[one.kind])

    return CheckedDatabase(database, check)


def _go_on_relations(
    register: Register, database: Database, one: Upload, progress: Progress, file: CsvFile | None
) -> None:
    number = one.import_number or 0
    if relation_imports.get_import(database, number).state != "importing":
        _finish(register, one)
        return
    if file is None:
        file = relations_file(register, one)
        file.note_faults(database)
    by = Actor(account_id=one.account_id)
    relation_imports.go_on(
        database,
        file,
        number,
        by,
        progress,
        skip=True,
        last=lambda transaction: stored.finish(transaction.connection, one),
    )


def _go_on_moments(
    register: Register, database: Database, one: Upload, progress: Progress, file: MomentsFile | None
) -> None:
    if moment_imports.get_import(database, one.import_number or 0).state == "importing":
        (file or moments_file(register, one)).through(database).register(Actor(account_id=one.account_id), progress)
    _finish(register, one)


def _finish(register: Register, one: Upload) -> None:
    register.database.write(lambda transaction: stored.finish(transaction.connection, one))
