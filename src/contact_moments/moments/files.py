"""Files of contact moments, in and out: a JSON object a line, as the POST's body plus `type`.

The whole file is checked before anything is written. It is written batch by batch. Each batch records in its own
transaction how far the import has come, so an interrupted import goes on where it stopped when it is run again. The
file is known by its SHA-256: run again after it is complete, it adds nothing.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO

from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.model import Author, Draft, JsonObject
from contact_moments.moments.registration import Registrar
from contact_moments.moments.types import CompiledType, Types
from contact_moments.storage.batches import BatchSize, in_loads
from contact_moments.storage.database import Database
from contact_moments.storage.long_work import Progress, run_in_batches
from contact_moments.storage.questions import relations, runs
from contact_moments.storage.questions.moments import each_chunk
from contact_moments.storage.transaction import Transaction
from contact_moments.strict_json import parse_json

MOST = 500  # lines in a batch
EXPORTED = 1000  # moments that are read at a time
AUTHOR = Author(client_id=None, channel="import")

Line = tuple[int, bytes]
Numbered = list[tuple[int, Draft]]


class MomentsFile:
    """A file of contact moments to import. `lines` counts the lines that are not blank."""

    def __init__(self, path: Path, database: Database, types: Types, registrar: Registrar) -> None:
        self._path = path
        self._database = database
        self._types = types
        self._registrar = registrar
        if not path.is_file():
            raise InvalidInputError(
                f"{path} is not a file but a pipe or device; save it to a file, which is read twice"
            )
        self.lines = self._size = 0
        digest = hashlib.sha256()
        with path.open("rb") as file:
            for line in file:
                digest.update(line)
                self._size += len(line)
                self.lines += bool(line.strip())
        self.digest = digest.hexdigest()

    def done(self) -> int:
        """How many lines were registered by an earlier run that was interrupted."""
        return self._database.read(lambda connection: runs.done(connection, self.digest))

    def check(self, progress: Progress) -> list[str]:
        """Check the lines that are still to be registered; returns a text for each that would be rejected."""
        rejected = []
        for chunk in self._chunks(self.done()):
            good, bad = self._read(chunk)
            refusals = self._registrar.refusals([one for _, one in good])
            bad += [(number, refusal) for (number, _), refusal in zip(good, refusals, strict=True) if refusal]
            rejected += [f"line {number}: {fault.message}" for number, fault in sorted(bad, key=lambda at: at[0])]
            progress(len(chunk))
        return rejected

    def register(self, progress: Progress) -> int:
        """Register the lines that are still to be registered; returns how many.

        Raises `InvalidInputError` that names the line if one is refused after all, because something has changed since
        the check. The batches before it stay, and a later run goes on from there.
        """
        total, done = 0, self.done()
        sizes = BatchSize(MOST)
        for chunk in self._chunks(done):
            numbered, bad = self._read(chunk)
            _raise_first(bad)
            total += run_in_batches(self._database, partial(self._write, numbered, done + total), 0, sizes, progress)
        return total

    def _write(
        self, numbered: Numbered, done: int, start: int, transaction: Transaction, size: int
    ) -> tuple[int, int | None]:
        """Register lines from position `start` of a chunk on: at most `size`, or about 5,000 links.

        `done` lines of the file come before the chunk. Returns how many were registered, and the next position.
        """
        batch = next(in_loads(numbered[start : start + size], lambda line: 1 + len(line[1].recipients)))
        transaction.lock()
        if runs.done(transaction.connection, self.digest) != done + start:
            raise InvalidInputError("The same file is being imported by another command; leave it to that one")
        outcomes = self._registrar.register_all(transaction, [one for _, one in batch], AUTHOR)
        pairs = zip(batch, outcomes, strict=True)
        _raise_first([(number, outcome) for (number, _), outcome in pairs if isinstance(outcome, RegisterError)])
        end = start + len(batch)
        runs.advance(transaction.connection, self.digest, done + end)
        return len(batch), end if end < len(numbered) else None

    def _chunks(self, skipped: int) -> Iterator[list[Line]]:
        with self._path.open("rb") as file:
            rest = islice(self._lines(file), skipped, None)
            while chunk := list(islice(rest, MOST)):
                yield chunk

    def _lines(self, file: IO[bytes]) -> Iterator[Line]:
        # Only the bytes that the digest covers: the file may be growing.
        room = self._size
        for number, line in enumerate(file, 1):
            room -= len(line)
            if room < 0:
                return
            if line.strip():
                yield number, line

    def _read(self, chunk: list[Line]) -> tuple[Numbered, list[tuple[int, RegisterError]]]:
        good: Numbered = []
        bad: list[tuple[int, RegisterError]] = []
        known = self._types.by_id()
        for number, line in chunk:
            try:
                good.append((number, self._draft(line, known)))
            except RegisterError as fault:
                bad.append((number, fault))
        return good, bad

    def _draft(self, line: bytes, types: dict[str, CompiledType]) -> Draft:
        body = parse_json(line)
        if not isinstance(body, dict) or not isinstance(body.get("type"), str):
            raise InvalidInputError('must be an object with a "type", such as {"type": "ContactMomentPhone", …}')
        known = types.get(body.pop("type"))
        if known is None:
            raise InvalidInputError("type is not known; contact-moments type list shows the types")
        registration = self._registrar.read(known, body)
        if registration.corrects is not None:
            raise InvalidInputError("contactMomentId cannot be imported; contact-moments moment correct corrects one")
        return registration


def _raise_first(refused: list[tuple[int, RegisterError]]) -> None:
    if refused:
        number, fault = refused[0]
        raise InvalidInputError(f"line {number}: {fault.message}")


def export_lines(database: Database) -> Iterator[str]:
    """A snapshot of all moments by id, each as the POST's body plus `type`; merged relations are replaced."""
    with database.snapshot() as connection:
        for chunk in each_chunk(connection, EXPORTED):
            documents = [{"type": one.type} | json.loads(one.document) for one in chunk]
            named = {party for document in documents for party in (document["senderId"], *document["recipients"])}
            into = relations.survivors(connection, named)
            for document in documents:
                yield json.dumps(_with_survivors(document, into), ensure_ascii=False)


def _with_survivors(document: JsonObject, into: dict[int, int]) -> JsonObject:
    sender, recipients = document["senderId"], document["recipients"]
    return document | {
        "senderId": into.get(sender, sender),
        "recipients": sorted({into.get(party, party) for party in recipients}),
    }
