"""Importing relations from a CSV file."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.csv_rows import USUAL, CsvRows, Form, Row, refuse_shortened
from contact_moments.errors import InvalidInputError
from contact_moments.model import Relation
from contact_moments.people import Actor
from contact_moments.rejections import Rejections
from contact_moments.relations.members import Fields, read_members, with_keys
from contact_moments.relations.relations import check_email, check_id, check_length
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import Progress, in_batches
from contact_moments.storage.questions import relations as stored
from contact_moments.storage.questions import runs
from contact_moments.storage.transaction import Transaction

COLUMNS = ("id", "kind", "name", "email", "phone", "externalId", "archived")
REQUIRED = ("id", "name")
TEXTS = ("name", "externalId")  # `1E+05` may be a name; or an external id, if the relation has it already
MOST = 1000  # relations in a batch

_YES_OR_NO = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}


class Outcome(Struct, frozen=True):
    """What became of the relations of a file. `unavailable` counts those that stay archived or merged."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    unavailable: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))


class Change(Struct, frozen=True):
    """What a row of a file makes of a relation: `after` of `before`, which is None for a new one.

    `fault` says why the row is refused.
    """

    line: int
    before: Relation | None
    after: Relation
    fault: str | None = None

    @property
    def status(self) -> Literal["refused", "added", "changed", "unchanged"]:
        """What becomes of the relation."""
        if self.fault is not None:
            return "refused"
        if self.before is None:
            return "added"
        return "unchanged" if self.after == self.before else "changed"


class CsvFile:
    """A file of relations, checked as a whole. Its columns are `COLUMNS`; see `csv_rows` for its form.

    `id` and `name` are required. Fields whose columns are missing from the file keep their values; an empty cell
    empties its field (an empty `kind` means person). Several phone numbers in a cell have `|` between them.
    """

    def __init__(self, path: Path, region: str, form: Form = USUAL) -> None:
        """Read and check the file; `region` is that of telephone numbers without a country code.

        Raises `InvalidInputError` that names the first rejected lines with the reasons.
        """
        rows = CsvRows(path.read_bytes(), path.name, COLUMNS, REQUIRED, form, TEXTS)
        self.left_out = rows.left_out
        self._region = region
        self._lines: dict[int, int] = {}
        self._fields: dict[int, Fields] = {}
        self._by_external_id: dict[str, int] = {}
        rejected = Rejections()
        for line, row in rows:
            try:
                self._add(line, row)
            except InvalidInputError as fault:
                rejected.add(line, fault.message)
        _refuse(rejected)
        self._ids = sorted(self._fields)

    def _add(self, line: int, row: Row | InvalidInputError) -> None:
        if isinstance(row, InvalidInputError):
            raise row
        relation_id, fields = _id(row["id"]), with_keys(read_members(_body(row)), self._region)
        if relation_id in self._fields:
            raise InvalidInputError(f"relation {relation_id} is in the file twice")
        external_id = fields.get("external_id")
        if external_id is not None and self._by_external_id.setdefault(external_id, relation_id) != relation_id:
            raise InvalidInputError("externalId is in the file twice")
        self._lines[relation_id], self._fields[relation_id] = line, fields

    def __len__(self) -> int:
        return len(self._fields)

    def changes(self, database: Database) -> Iterator[Change]:
        """What importing the file would change, row by row in its order. Changes nothing."""
        ids = list(self._lines)
        with database.snapshot() as connection:
            for start in range(0, len(ids), MOST):
                yield from self._compare(connection, ids[start : start + MOST])

    def check(self, database: Database) -> None:
        """Raise `InvalidInputError` that names the first rows that do not fit what is registered."""
        rejected = Rejections()
        if any("email" in fields or "external_id" in fields for fields in self._fields.values()):
            for change in self.changes(database):
                if change.fault is not None:
                    rejected.add(change.line, change.fault)
        _refuse(rejected)

    def put(self, database: Database, by: Actor, progress: Progress) -> Outcome:
        """Add and change the relations, batch by batch; returns how many.

        Run again after an interruption, it does the same to the same relations. Call
        `moments.renaming.finish_renaming` afterwards. Raises as `check` does, before anything is changed.
        """
        self.check(database)
        if self._ids:
            event = by.event("import", "relations", lines=len(self._ids))
            database.write(lambda transaction: transaction.record(event))
        total = Outcome()
        for number, outcome in in_batches(database, self._put_batch, 0, BatchSize(MOST)):
            total += outcome
            progress(number)
        return total

    def _put_batch(self, start: int, transaction: Transaction, size: int) -> tuple[tuple[int, Outcome], int | None]:
        """Put at most `size` relations from position `start` on; returns ((how many, outcome), next position)."""
        transaction.lock()
        connection = transaction.connection
        ids = self._ids[start : start + size]
        changes = self._compare(connection, ids)
        for one in changes:
            if one.fault is not None:  # of the last moment: `check` has found none
                raise InvalidInputError(f"line {one.line}: {one.fault}; the rows after it were not imported")
        self._give_up_external_ids(transaction, changes)
        new = [one.after for one in changes if one.status == "added"]
        changed = [one.after for one in changes if one.status == "changed"]
        stored.add(transaction, new)
        stored.change(transaction, changed)
        runs.begin_renaming(connection, [one.after.id for one in changes if _is_renamed(one)])
        unavailable = sum(one.before is not None and not one.after.available for one in changes)
        end, unchanged = start + len(ids), len(ids) - len(new) - len(changed)
        done = len(ids), Outcome(len(new), len(changed), unchanged, unavailable)
        return done, end if end < len(self._ids) else None

    def _compare(self, connection: Connection, ids: Sequence[int]) -> list[Change]:
        found = stored.of_ids(connection, ids)
        wanted = {external_id for id_ in ids if (external_id := self._fields[id_].get("external_id")) is not None}
        owners = stored.of_external_ids(connection, wanted)
        survivors = stored.survivors(connection, owners.values())
        return [self._change(id_, found.get(id_), owners, survivors) for id_ in ids]

    def _change(
        self, relation_id: int, before: Relation | None, owners: dict[str, int], survivors: dict[int, int]
    ) -> Change:
        after = replace(before or Relation(relation_id, "person", ""), **self._fields[relation_id])
        if before is not None and before.merged_into is not None:
            after = replace(after, archived=before.archived)
        owner = owners.get(after.external_id or "", relation_id)
        # Another relation of the file gives it up: it has one of its own there, or none. So does one that was merged
        # into this one.
        if owner != relation_id and owner not in self._fields and survivors.get(owner) != relation_id:
            return Change(self._lines[relation_id], before, after, f"externalId is that of relation {owner}")
        return Change(self._lines[relation_id], before, after, _fault(before, after))

    def _give_up_external_ids(self, transaction: Transaction, changes: list[Change]) -> None:
        """Take external ids from the relations that have them now, of this batch or a later one: they are unique."""
        wanted = {one.after.external_id for one in changes if one.after.external_id is not None}
        owners = stored.of_external_ids(transaction.connection, wanted)
        becoming = {one.after.external_id: one.after.id for one in changes}
        taken = [owner for external_id, owner in owners.items() if becoming[external_id] != owner]
        found = stored.of_ids(transaction.connection, taken).values()
        stored.change(transaction, [replace(one, external_id=None) for one in found])


def _refuse(rejected: Rejections) -> None:
    if rejected.number:
        raise InvalidInputError("\n".join(["Nothing was imported:", *rejected.lines()]))


def _is_renamed(change: Change) -> bool:
    return change.before is not None and change.before.name != change.after.name


def _fault(before: Relation | None, after: Relation) -> str | None:
    """What is wrong with a new name, address or external id. One that is stored already may be as it is."""
    try:
        if before is None or before.name != after.name:
            check_length(after.name)
        if after.email is not None and (before is None or before.email != after.email):
            check_email(after.email)
        if after.external_id is not None and (before is None or before.external_id != after.external_id):
            refuse_shortened("externalId", after.external_id)
    except InvalidInputError as fault:
        return fault.message
    return None


def _body(row: Row) -> dict[str, Any]:
    """The cells of a row as the members of a relation in JSON."""
    readers: dict[str, tuple[str, Callable[[str], Any]]] = {
        "kind": ("kind", lambda cell: cell.strip().lower() or "person"),
        "name": ("name", str),
        "email": ("email", str),
        "phone": ("phones", lambda cell: cell.split("|")),
        "externalId": ("externalId", str),
        "archived": ("archived", _yes_or_no),
    }
    return {member: read(row[column]) for column, (member, read) in readers.items() if column in row}


def _yes_or_no(cell: str) -> bool:
    try:
        return _YES_OR_NO[cell.strip().lower()]
    except KeyError:
        raise InvalidInputError("archived must be true or false") from None


def _id(cell: str) -> int:
    text = cell.strip()
    if not (text.isascii() and text.isdigit()):
        raise InvalidInputError("id must be a positive integer")
    # Python reads no number of thousands of digits. One of 20 is too large already.
    return check_id(int(text.lstrip("0")[:20] or "0"))
