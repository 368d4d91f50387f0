"""Importing relations from a CSV file."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.csv_rows import USUAL, CsvRows, Form, Row
from contact_moments.errors import InvalidInputError
from contact_moments.model import KINDS, Kind, Relation
from contact_moments.rejections import Rejections
from contact_moments.relations.relations import check_id, check_name, phones
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Database
from contact_moments.storage.long_work import Progress, in_batches
from contact_moments.storage.questions import relations as stored
from contact_moments.storage.questions import runs
from contact_moments.storage.transaction import Transaction
from contact_moments.visible import given, is_blank

COLUMNS = ("id", "kind", "name", "email", "phone")
REQUIRED = ("id", "name")
MOST = 1000  # relations in a batch

# The fields of a relation that a row gives it.
Fields = Mapping[str, Any]


class Outcome(Struct, frozen=True):
    """What became of the relations of a file. `unavailable` counts those that stay archived or merged."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    unavailable: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))


class CsvFile:
    """A file of relations, checked as a whole. Its columns are `id,kind,name,email,phone`; see `csv_rows` for its form.

    `id` and `name` are required. Fields whose columns are missing from the file keep their values; an empty cell
    empties its field (an empty `kind` means person). Several phone numbers in a cell have `|` between them.
    """

    def __init__(self, path: Path, form: Form = USUAL) -> None:
        """Read and check the file. Raises `InvalidInputError` that names the first rejected lines with the reasons."""
        rows = CsvRows(path.read_bytes(), path.name, COLUMNS, REQUIRED, form)
        self.left_out = rows.left_out
        self._fields: dict[int, Fields] = {}
        rejected = Rejections()
        for line, row in rows:
            try:
                self._add(row)
            except InvalidInputError as fault:
                rejected.add(line, fault.message)
        if rejected.number:
            raise InvalidInputError("\n".join(["Nothing was imported:", *rejected.lines()]))
        self._ids = sorted(self._fields)

    def _add(self, row: Row | InvalidInputError) -> None:
        if isinstance(row, InvalidInputError):
            raise row
        fields = _fields(row)
        relation_id = _id(row["id"])
        if relation_id in self._fields:
            raise InvalidInputError(f"relation {relation_id} is in the file twice")
        self._fields[relation_id] = fields

    def __len__(self) -> int:
        return len(self._fields)

    def put(self, database: Database, region: str, progress: Progress) -> Outcome:
        """Add and change the relations, batch by batch; returns how many. `region` is that of telephone numbers.

        Run again after an interruption, it does the same to the same relations. Call
        `moments.renaming.finish_renaming` afterwards.
        """
        total = Outcome()
        for number, outcome in in_batches(database, partial(self._put_batch, region), 0, BatchSize(MOST)):
            total += outcome
            progress(number)
        return total

    def _put_batch(
        self, region: str, start: int, transaction: Transaction, size: int
    ) -> tuple[tuple[int, Outcome], int | None]:
        """Put at most `size` relations from position `start` on; returns ((how many, outcome), next position)."""
        transaction.lock()
        connection = transaction.connection
        ids = self._ids[start : start + size]
        found = stored.of_ids(connection, ids)
        put = {id_: _with(found.get(id_, Relation(id_, "person", "")), self._fields[id_], region) for id_ in ids}
        new = [one for id_, one in put.items() if id_ not in found]
        changed = [one for id_, one in put.items() if id_ in found and one != found[id_]]
        stored.add(transaction, new)
        stored.change(transaction, changed)
        runs.begin_renaming(connection, [one.id for one in changed if one.name != found[one.id].name])
        unavailable = sum(one.archived or one.merged_into is not None for one in found.values())
        outcome = Outcome(len(new), len(changed), len(found) - len(changed), unavailable)
        end = start + len(ids)
        return (len(ids), outcome), end if end < len(self._ids) else None


def _with(one: Relation, fields: Fields, region: str) -> Relation:
    given = dict(fields)
    if "phones" in given:
        given["phones"] = phones(given["phones"], region)
    return replace(one, **given)


def _fields(row: Row) -> Fields:
    """The cells of a row, each read into the value that is stored."""
    readers = {
        "kind": ("kind", _kind),
        "name": ("name", _name),
        "email": ("email", _email),
        "phone": ("phones", _phones),
    }
    return {field: read(row[column]) for column, (field, read) in readers.items() if column in row}


def _id(cell: str) -> int:
    text = cell.strip()
    if not (text.isascii() and text.isdigit()):
        raise InvalidInputError("id must be a positive integer")
    # Python reads no number of thousands of digits. One of 20 is too large already.
    return check_id(int(text.lstrip("0")[:20] or "0"))


def _kind(cell: str) -> Kind:
    wanted = cell.strip().lower() or "person"
    for kind in KINDS:
        if kind == wanted:
            return kind
    raise InvalidInputError(f"kind must be {' or '.join(KINDS)}")


def _name(cell: str) -> str:
    name = cell.strip()
    check_name(name)
    return name


def _email(cell: str) -> str | None:
    return given(cell.strip())


def _phones(cell: str) -> tuple[str, ...]:
    return tuple(sorted({number.strip() for number in cell.split("|") if not is_blank(number)}))
