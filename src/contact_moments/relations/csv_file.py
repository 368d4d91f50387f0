"""A CSV file of relations: its rows, and what each would make of the register."""

import hashlib
import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.csv_rows import USUAL, CsvRows, Form, Row, refuse_shortened
from contact_moments.errors import Finding, InvalidInputError
from contact_moments.model import Relation
from contact_moments.rejections import Rejections
from contact_moments.relations.members import Fields, read_members, with_keys
from contact_moments.relations.relations import check_email, check_id, check_length
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import relations as stored

COLUMNS = ("id", "kind", "name", "email", "phone", "externalId", "archived")
REQUIRED = ("id", "name")
TEXTS = ("name", "externalId")  # `1E+05` may be a name; or an external id, if the relation has it already
MOST = 1000  # relations that are compared at a time

_YES_OR_NO = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
_YES_OR_NO |= {"ja": True, "waar": True, "nee": False, "onwaar": False}
_KINDS = {"persoon": "person", "organisatie": "organisation", "organization": "organisation"}


class AFile(Protocol):
    """What is needed of a file: a path has it, and so has an uploaded file."""

    @property
    def name(self) -> str:
        """Its name, without a folder."""

    def read_bytes(self) -> bytes:
        """Its content."""


class Change(Struct, frozen=True):
    """What a row of a file makes of a relation: `after` of `before`, which is None for a new one.

    `fault` says why the row is refused. `takes_from` is the relation that has its new external id now.
    """

    line: int
    before: Relation | None
    after: Relation
    fault: InvalidInputError | None = None
    takes_from: int | None = None

    @property
    def status(self) -> Literal["refused", "added", "changed", "unchanged"]:
        """What becomes of the relation."""
        if self.fault is not None:
            return "refused"
        if self.before is None:
            return "added"
        return "unchanged" if self.after == self.before else "changed"


class CsvFile:
    """A file of relations. Its columns are `COLUMNS`; see `csv_rows` for its form. `faults` are the rows with a fault.

    `id` and `name` are required. Fields whose columns are missing from the file keep their values; an empty cell
    empties its field (an empty `kind` means person). Several phone numbers in a cell have `|` between them.
    """

    def __init__(self, file: AFile, region: str, form: Form = USUAL) -> None:
        """Read the file; `region` is that of telephone numbers without a country code.

        Raises `InvalidInputError` if it cannot be read as a whole.
        """
        raw = file.read_bytes()
        rows = CsvRows(raw, file.name, COLUMNS, REQUIRED, form, TEXTS)
        self.name = file.name.encode(errors="replace").decode()  # a file's name need not be text
        self.left_out = rows.left_out
        self.digest = _digest(raw, form)
        self.faults: list[tuple[int, InvalidInputError]] = []
        self._region = region
        self._lines: dict[int, int] = {}
        self._fields: dict[int, Fields] = {}
        self._by_external_id: dict[str, int] = {}
        for line, row in rows:
            try:
                self._add(line, row)
            except InvalidInputError as fault:
                self.faults.append((line, fault))
        self._ids = sorted(self._fields)

    def _add(self, line: int, row: Row | InvalidInputError) -> None:
        if isinstance(row, InvalidInputError):
            raise row
        relation_id, fields = _id(row["id"]), with_keys(read_members(_body(row)), self._region)
        if relation_id in self._fields:
            raise InvalidInputError(
                f"relation {relation_id} is in the file twice", findings=(Finding("id", "unique", relation_id),)
            )
        external_id = fields.get("external_id")
        if external_id is not None and self._by_external_id.setdefault(external_id, relation_id) != relation_id:
            raise InvalidInputError("externalId is in the file twice", findings=(Finding("externalId", "unique"),))
        self._lines[relation_id], self._fields[relation_id] = line, fields

    def __len__(self) -> int:
        return len(self._fields)

    @property
    def lines(self) -> int:
        """How many rows the file has, refused ones too."""
        return len(self._fields) + len(self.faults)

    def refuse_faults(self) -> None:
        """Raise `InvalidInputError` that names the first rejected lines with the reasons."""
        rejected = Rejections()
        for line, fault in self.faults:
            rejected.add(line, fault.message)
        if rejected.number:
            raise InvalidInputError("\n".join(["Nothing was imported:", *rejected.lines()]))

    def changes(self, database: Database) -> Iterator[Change]:
        """What importing the file would change, row by row in its order. Changes nothing."""
        ids = list(self._lines)
        with database.snapshot() as connection:
            for start in range(0, len(ids), MOST):
                yield from self.compare(connection, ids[start : start + MOST])

    def note_faults(self, database: Database) -> None:
        """Add the rows that do not fit what is registered to the faults; they are no rows to import any more."""
        refused, waiting = list[Change](), defaultdict[int, list[Change]](list)
        for change in self._told(database):
            if change.fault is not None:
                refused.append(change)
            elif change.takes_from is not None:
                waiting[change.takes_from].append(change)
        while refused:
            one = refused.pop()
            self._leave_out(one)
            # A row that is refused keeps its external id, which another row may be waiting for.
            refused += [replace(other, fault=_taken(one.after.id)) for other in waiting.pop(one.after.id, ())]
        self._ids = sorted(self._fields)
        self.faults.sort(key=lambda fault: fault[0])

    def _told(self, database: Database) -> Iterator[Change]:
        """The changes, if any of them can be refused."""
        if any("email" in fields or "external_id" in fields for fields in self._fields.values()):
            yield from self.changes(database)

    def _leave_out(self, refused: Change) -> None:
        if refused.fault is not None:
            self.faults.append((refused.line, refused.fault))
        del self._fields[refused.after.id], self._lines[refused.after.id]

    def ids(self, after: int, size: int) -> list[int]:
        """The ids of at most `size` relations above the id `after`, in ascending order."""
        start = bisect_right(self._ids, after)
        return self._ids[start : start + size]

    def compare(self, connection: Connection, ids: Sequence[int]) -> list[Change]:
        """What the rows of these relations would change now."""
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
        # One that was merged into this one gives it up.
        takes_from = None if owner == relation_id or survivors.get(owner) == relation_id else owner
        # So does another relation of the file: it has one of its own there, or none.
        fault = _fault(before, after) if takes_from is None or takes_from in self._fields else _taken(owner)
        return Change(self._lines[relation_id], before, after, fault, takes_from)


def _digest(raw: bytes, form: Form) -> str:
    """The SHA-256 of a file; read in another form it is another file."""
    said = [form.encoding, form.headings, form.places, form.separator]
    return hashlib.sha256(raw + (b"" if form == USUAL else json.dumps(said, sort_keys=True).encode())).hexdigest()


def _taken(owner: int) -> InvalidInputError:
    finding = Finding("externalId", "taken", owner)
    return InvalidInputError(f"externalId is that of relation {owner}", findings=(finding,))


def _fault(before: Relation | None, after: Relation) -> InvalidInputError | None:
    """What is wrong with a new name, address or external id. One that is stored already may be as it is."""
    try:
        if before is None or before.name != after.name:
            check_length(after.name)
        if after.email is not None and (before is None or before.email != after.email):
            check_email(after.email)
        if after.external_id is not None and (before is None or before.external_id != after.external_id):
            refuse_shortened("externalId", after.external_id)
    except InvalidInputError as fault:
        return fault
    return None


def _body(row: Row) -> dict[str, Any]:
    """The cells of a row as the members of a relation in JSON."""
    readers: dict[str, tuple[str, Callable[[str], Any]]] = {
        "kind": ("kind", _kind),
        "name": ("name", str),
        "email": ("email", str),
        "phone": ("phones", lambda cell: cell.split("|")),
        "externalId": ("externalId", str),
        "archived": ("archived", _yes_or_no),
    }
    return {member: read(row[column]) for column, (member, read) in readers.items() if column in row}


def _kind(cell: str) -> str:
    kind = cell.strip().lower() or "person"
    return _KINDS.get(kind, kind)


def _yes_or_no(cell: str) -> bool:
    try:
        return _YES_OR_NO[cell.strip().lower()]
    except KeyError:
        raise InvalidInputError("archived must be true or false", findings=(Finding("archived", "enum"),)) from None


def _id(cell: str) -> int:
    text = cell.strip()
    if not (text.isascii() and text.isdigit()):
        raise InvalidInputError("id must be a positive integer", findings=(Finding("id", "type"),))
    # Python reads no number of thousands of digits. One of 20 is too large already.
    return check_id(int(text.lstrip("0")[:20] or "0"))
