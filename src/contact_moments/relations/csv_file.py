"""Importing relations from a CSV file."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import msgspec

from contact_moments.errors import InvalidInputError
from contact_moments.model import KINDS, Relation
from contact_moments.relations.relations import check_id, check_name
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Database
from contact_moments.storage.long_work import Progress, in_batches
from contact_moments.storage.questions import relations as stored
from contact_moments.storage.questions import runs
from contact_moments.storage.transaction import Transaction
from contact_moments.strict_json import refuse_unstorable

COLUMNS = ("id", "kind", "name", "email", "phone")
MOST = 1000  # relations in a batch


class CsvFile:
    """A file of relations, checked as a whole. Its header is `id,kind,name,email,phone`, with commas or semicolons.

    `id` and `name` are required. Fields whose columns are missing from the file keep their values; an empty cell
    empties its field (an empty `kind` means person). Several phone numbers in a cell have `|` between them.
    """

    def __init__(self, path: Path) -> None:
        """Read and check the file. Raises `InvalidInputError` that names every rejected line with the reason."""
        self._rows: dict[int, dict[str, str]] = {}
        rejected = []
        for line, row in _rows(path):
            try:
                relation_id = _check_row(row)
                if relation_id in self._rows:
                    raise InvalidInputError(f"relation {relation_id} is in the file twice")
                self._rows[relation_id] = row
            except InvalidInputError as fault:
                rejected.append(f"line {line}: {fault.message}")
        if rejected:
            raise InvalidInputError("\n".join(["Nothing was imported:", *rejected]))
        self._ids = sorted(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, database: Database, progress: Progress) -> tuple[int, int]:
        """Add and update the relations, batch by batch; returns how many were added and how many updated.

        Run again after an interruption, it does the same to the same relations. Call
        `moments.renaming.finish_renaming` afterwards.
        """
        added = updated = 0
        for new, known in in_batches(database, self._put_batch, 0, BatchSize(MOST)):
            added, updated = added + new, updated + known
            progress(new + known)
        return added, updated

    def _put_batch(self, start: int, transaction: Transaction, size: int) -> tuple[tuple[int, int], int | None]:
        """Put at most `size` relations from position `start` on; returns ((added, updated), next position)."""
        transaction.lock()
        connection = transaction.connection
        ids = self._ids[start : start + size]
        found = stored.of_ids(connection, ids)
        relations = {id_: _updated(found.get(id_), self._rows[id_]) for id_ in ids}
        stored.add(connection, [one for id_, one in relations.items() if id_ not in found])
        stored.change(connection, [one for id_, one in relations.items() if id_ in found])
        runs.begin_renaming(connection, [id_ for id_, one in found.items() if one.name != relations[id_].name])
        end = start + len(ids)
        return (len(ids) - len(found), len(found)), end if end < len(self._ids) else None


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInputError(f"{path} is not UTF-8; save it as CSV in UTF-8") from None
    header = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in header else ",", strict=True)
    try:
        names = [name.strip().lower() for name in reader.fieldnames or ()]
    except csv.Error:
        names = []
    unknown = [name for name in names if name not in COLUMNS]
    if not {"id", "name"} <= set(names) or unknown or len(set(names)) < len(names):
        raise InvalidInputError(f"The first line must be {','.join(COLUMNS)}; only id and name must be there")
    reader.fieldnames = names
    line = reader.line_num
    try:
        for row in reader:
            line = reader.line_num
            yield line, row
    except csv.Error as fault:
        raise InvalidInputError(f"Nothing was imported:\nline {line + 1}: {fault}") from None


def _check_row(row: dict[str, str]) -> int:
    if None in row or None in row.values():
        raise InvalidInputError("has more or fewer cells than the first line")
    for cell in row.values():
        refuse_unstorable(cell)
    if row.get("kind", "").strip().lower() not in {"", *KINDS}:
        raise InvalidInputError(f"kind must be {' or '.join(KINDS)}")
    check_name(row["name"])
    text = row["id"].strip()
    if not (text.isascii() and text.isdigit()):
        raise InvalidInputError("id must be a positive integer")
    return check_id(int(text[:20]))


def _updated(found: Relation | None, row: dict[str, str]) -> Relation:
    one = found or Relation(int(row["id"]), "person", "")
    kind = row.get("kind")
    return msgspec.structs.replace(
        one,
        name=row["name"].strip(),
        kind=one.kind if kind is None else (kind.strip().lower() or "person"),
        email=row["email"].strip() or None if "email" in row else one.email,
        phones=_phones(row["phone"]) if "phone" in row else one.phones,
    )


def _phones(cell: str) -> tuple[str, ...]:
    return tuple(sorted({number.strip() for number in cell.split("|")} - {""}))
