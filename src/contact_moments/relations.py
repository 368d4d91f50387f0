"""The relation register behind "available in CRM": the people and organisations that contact moments name.

Ids are given by the organisation. A relation is never deleted here: archived, or merged into another, it cannot
take part in new contact moments, and those that it took part in stay (wire rule 17).
"""

import csv
import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError
from contact_moments.model import KINDS, MAX_ID, Kind, Relation
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import relations as stored
from contact_moments.storage.questions.moments import rename_sender
from contact_moments.storage.transaction import Transaction
from contact_moments.strict_json import refuse_unstorable

COLUMNS = ("id", "kind", "name", "email", "phone")
CHUNK = 1000
STEP = 100
LONGEST_PORTION = 0.5  # seconds for which a renaming keeps others from writing

Progress = Callable[[int], None]


def add(database: Database, name: str, kind: Kind = "person", relation_id: int | None = None) -> Relation:
    """Add a relation; without an id it gets the next one. Raises `ConflictError` when the id is in use."""
    _check_name(name)

    def work(transaction: Transaction) -> Relation:
        transaction.lock()
        connection = transaction.connection
        new = Relation(_check_id(relation_id or stored.last_id(connection) + 1), kind, name)
        if stored.of_ids(connection, [new.id]):
            raise ConflictError(f"Relation {new.id} exists already; rename it, or choose another id")
        stored.add(connection, [new])
        return new

    return database.write(work)


def add_all(database: Database, new: list[Relation]) -> None:
    """Add relations in one transaction. Their ids must be free, and nothing about them is checked."""

    def work(transaction: Transaction) -> None:
        transaction.lock()
        stored.add(transaction.connection, new)

    database.write(work)


def there_are_any(database: Database) -> bool:
    """Whether there is a relation at all."""
    return database.read(stored.any_relation)


def rename(database: Database, relation_id: int, name: str | None) -> Relation:
    """Give a relation another name, or keep the one it has; the next read shows it. Raises `NotFoundError`.

    Left to do is `finish_renaming`.
    """
    if name is None:
        return _change(database, relation_id)
    _check_name(name)
    return _change(database, relation_id, name=name)


def finish_renaming(database: Database, progress: Progress = lambda _: None) -> None:
    """Put new names where what the list shows has them, a portion at a time; until then reads look them up."""
    while (done := database.write(_continue_renaming)) is not None:
        progress(done)


def _continue_renaming(transaction: Transaction) -> int | None:
    """As many steps as there is time for while others wait to write; returns how many moments, None for no step."""
    transaction.lock()
    began, total = time.monotonic(), None
    while (done := _rename_some(transaction.connection)) is not None:
        total = (total or 0) + done
        if total >= CHUNK or time.monotonic() - began > LONGEST_PORTION:
            break
    return total


def _rename_some(connection: Connection) -> int | None:
    """Put one relation's name in place in some of its moments; returns how many, None when every name is."""
    run = stored.rename_run_of(connection)
    if run is None:
        return None
    relation_id, after_n, name_json = run
    links = stored.moments_after(connection, relation_id, after_n, STEP)
    rename_sender(connection, [moment_id for _, moment_id in links], relation_id, name_json)
    stored.advance_rename_run(connection, relation_id, links[-1][0] if len(links) == STEP else None)
    return len(links)


def archive(database: Database, relation_id: int) -> Relation:
    """Keep a relation out of new contact moments. Raises `NotFoundError`."""
    return _change(database, relation_id, archived=True)


def _change(database: Database, relation_id: int, **fields: str | bool) -> Relation:
    def work(transaction: Transaction) -> Relation:
        transaction.lock()
        found = stored.of_ids(transaction.connection, [relation_id]).get(relation_id)
        if found is None:
            raise NotFoundError(f"There is no relation {relation_id}")
        changed = msgspec.structs.replace(found, **fields)
        stored.change(transaction.connection, [changed])
        if changed.name != found.name:
            stored.begin_renaming(transaction.connection, [relation_id])
        return changed

    return database.write(work)


class CsvFile:
    """A file of relations, checked as a whole: header `id,kind,name,email,phone`, comma or semicolon between.

    `id` and `name` must be there; a column that is not there leaves what is kept alone, an empty cell of one that
    is there empties it (an empty `kind` means person). Several phone numbers in a cell have `|` between them.
    """

    def __init__(self, path: Path) -> None:
        """Read and check the file. Raises `InvalidInputError` that names every rejected line and why."""
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

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, database: Database, progress: Progress) -> tuple[int, int]:
        """Add and update the relations, in chunks; returns how many were added and how many updated.

        Left to do is `finish_renaming`.
        """
        ids = sorted(self._rows)
        added = updated = 0
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            new = database.write(lambda transaction, chunk=chunk: self._put_chunk(transaction, chunk))  # type: ignore[misc]
            added, updated = added + new, updated + len(chunk) - new
            progress(len(chunk))
        return added, updated

    def _put_chunk(self, transaction: Transaction, ids: list[int]) -> int:
        transaction.lock()
        found = stored.of_ids(transaction.connection, ids)
        relations = {id_: _updated(found.get(id_), self._rows[id_]) for id_ in ids}
        stored.add(transaction.connection, [one for id_, one in relations.items() if id_ not in found])
        stored.change(transaction.connection, [one for id_, one in relations.items() if id_ in found])
        renamed = [id_ for id_, one in found.items() if one.name != relations[id_].name]
        stored.begin_renaming(transaction.connection, renamed)
        return len(ids) - len(found)


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
    _check_name(row["name"])
    text = row["id"].strip()
    if not (text.isascii() and text.isdigit()):
        raise InvalidInputError("id must be a positive integer")
    return _check_id(int(text[:20]))


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


def _check_name(name: str) -> None:
    refuse_unstorable(name)
    if not name.strip():
        raise InvalidInputError("name must not be blank")


def _check_id(relation_id: int) -> int:
    if not 1 <= relation_id <= MAX_ID:
        raise InvalidInputError(f"id must lie between 1 and {MAX_ID}")
    return relation_id
