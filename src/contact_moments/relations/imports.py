"""Imports of relations by their number: the rows of a file are put batch by batch, in the order of their ids.

Each batch records in its own transaction how far the import has come. So it can be interrupted, and goes on where it
stopped: nothing is lost, and nothing is counted twice. See `undoing` for how one is undone.
"""

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError
from contact_moments.people import Actor
from contact_moments.relations.csv_file import MOST, Change, CsvFile
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import Progress, in_batches, no_progress
from contact_moments.storage.questions import relation_imports as stored
from contact_moments.storage.questions import relations, runs
from contact_moments.storage.questions.relation_imports import RelationImport, Step
from contact_moments.storage.transaction import Transaction

__all__ = ["Outcome", "RelationImport", "all_imports", "begin", "get_import", "go_on", "put"]

# Codes of refusals: another process goes on with the same import, or it was undone.
ELSEWHERE = "elsewhere"
UNDONE = "undone"


class Outcome(Struct, frozen=True):
    """What became of the relations of a file. `unavailable` counts those that stay archived or merged."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    unavailable: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))


def all_imports(database: Database) -> list[RelationImport]:
    """All imports, the oldest first."""
    return database.read(stored.all_imports)


def get_import(database: Database, number: int) -> RelationImport:
    """The import with this number. Raises `NotFoundError`."""
    return database.read(lambda connection: get_now(connection, number))


def get_now(connection: Connection, number: int) -> RelationImport:
    """As `get_import`, in a transaction."""
    found = stored.of_number(connection, number)
    if found is None:
        raise NotFoundError(f"There is no import {number} of relations; contact-moments relation imports lists them")
    return found


def put(database: Database, file: CsvFile, by: Actor, progress: Progress = no_progress) -> tuple[int | None, Outcome]:
    """Import a file, unless one of its rows is refused; returns the import's number (None without rows), and how many.

    Run again after an interruption, it goes on where it stopped. Call `moments.renaming.finish_renaming` afterwards.
    Raises `InvalidInputError` that names the first refused rows, before anything is changed.
    """
    file.note_faults(database)
    file.refuse_faults()
    if not len(file):
        return None, Outcome()
    one = begin(database, file, by)
    return one.number, go_on(database, file, one.number, by, progress)


def begin(
    database: Database, file: CsvFile, by: Actor, also: Callable[[Transaction, int], None] | None = None
) -> RelationImport:
    """Begin the import of a file, or go on with one of the same file that is not complete.

    `also` is done in the same transaction, with the import's number.
    """

    def work(transaction: Transaction) -> RelationImport:
        transaction.lock()
        connection = transaction.connection
        one = stored.unfinished(connection, file.digest)
        if one is None:
            one = _new(file, by, stored.next_number(connection), transaction.now())
            stored.add(connection, one)
        detail = {"number": one.number, "lines": one.lines, "refused": one.refused, "done": one.done}
        transaction.record(by.event("import", "relations", **detail))
        if also is not None:
            also(transaction, one.number)
        return one

    return database.write(work)


def _new(file: CsvFile, by: Actor, number: int, now: int) -> RelationImport:
    return RelationImport(
        number=number,
        digest=file.digest,
        file=file.name,
        started_at=now,
        account_id=by.account_id,
        operator=by.operator,
        lines=file.lines,
        done=0,
        after_id=0,
        added=0,
        changed=0,
        refused=len(file.faults),
        state="importing" if len(file) else "complete",
    )


def go_on(
    database: Database,
    file: CsvFile,
    number: int,
    by: Actor,
    progress: Progress = no_progress,
    skip: bool = False,
    last: Callable[[Transaction], None] | None = None,
) -> Outcome:
    """Put the rows of an import that are still to be put, batch by batch; returns what became of these.

    With `skip`, a row that is refused after all is left out and counted; otherwise `InvalidInputError` names it, and
    the batches before it stay. `last` is done together with the last batch. Raises `ConflictError` with the code
    `ELSEWHERE` if another process goes on with it.
    """
    start = get_import(database, number).after_id
    total = Outcome()
    work = partial(_put_batch, file, number, by, skip, last)
    for rows, outcome in in_batches(database, work, start, BatchSize(MOST)):
        total += outcome
        progress(rows)
    return total


def _put_batch(
    file: CsvFile,
    number: int,
    by: Actor,
    skip: bool,
    last: Callable[[Transaction], None] | None,
    after: int,
    transaction: Transaction,
    size: int,
) -> tuple[tuple[int, Outcome], int | None]:
    """Put at most `size` rows above the id `after`; returns ((how many, outcome), the last of these ids)."""
    transaction.lock()
    connection = transaction.connection
    one = get_now(connection, number)
    _check_turn(one, after)
    ids = file.ids(after, size)
    changes = file.compare(connection, ids)
    right = [one for one in changes if one.fault is None]
    if len(right) < len(changes) and not skip:
        _raise_first(changes)
    outcome = _put_changes(transaction, number, right)
    reached = ids[-1] if ids else after
    ends = not file.ids(reached, 1)
    # What was refused after it began, and before somebody else went on with it, is in no batch.
    refused = one.lines - one.done - len(right) - one.refused if ends else len(changes) - len(right)
    step = Step(reached, len(right), outcome.added, outcome.changed, refused)
    stored.advance(connection, number, step, "complete" if ends else "importing")
    if ends:
        _record_result(transaction, number, by)
        if last is not None:
            last(transaction)
    return (len(ids), outcome), None if ends else reached


def _record_result(transaction: Transaction, number: int, by: Actor) -> None:
    one = get_now(transaction.connection, number)
    counts = {"added": one.added, "changed": one.changed, "refused": one.refused}
    transaction.record(by.event("import", "relations", number=number, lines=one.lines, done=one.done, **counts))


def _put_changes(transaction: Transaction, number: int, changes: list[Change]) -> Outcome:
    connection = transaction.connection
    _give_up_external_ids(transaction, changes)
    new = [one.after for one in changes if one.status == "added"]
    changed = [one.after for one in changes if one.status == "changed"]
    stored.note_added(connection, number, relations.add(transaction, new))
    relations.change(transaction, changed)
    runs.begin_renaming(connection, [one.after.id for one in changes if _is_renamed(one)])
    unavailable = sum(one.before is not None and not one.after.available for one in changes)
    return Outcome(len(new), len(changed), len(changes) - len(new) - len(changed), unavailable)


def _check_turn(one: RelationImport, after: int) -> None:
    if one.state in ("undoing", "undone"):
        raise ConflictError("This import has been undone; import the file again if it is wanted after all", UNDONE)
    if one.after_id != after or one.state == "complete":
        raise ConflictError("The same file is being imported by somebody else; leave it to them", ELSEWHERE)


def _raise_first(changes: list[Change]) -> None:
    # Of the last moment: `note_faults` has found none.
    for one in changes:
        if one.fault is not None:
            message = f"line {one.line}: {one.fault.message}; the rows after it were not imported"
            raise InvalidInputError(message, findings=one.fault.findings)


def _give_up_external_ids(transaction: Transaction, changes: list[Change]) -> None:
    """Take external ids from the relations that have them now, of this batch or a later one: they are unique."""
    wanted = {one.after.external_id for one in changes if one.after.external_id is not None}
    owners = relations.of_external_ids(transaction.connection, wanted)
    becoming = {one.after.external_id: one.after.id for one in changes}
    taken = [owner for external_id, owner in owners.items() if becoming[external_id] != owner]
    found = relations.of_ids(transaction.connection, taken).values()
    relations.change(transaction, [replace(one, external_id=None) for one in found])


def _is_renamed(change: Change) -> bool:
    return change.before is not None and change.before.name != change.after.name
