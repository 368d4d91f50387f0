"""Importing a file of contact moments: a JSON object a line, as the POST's body plus `type`.

The whole file is checked before anything is written. It is written in portions, each committed with a note of how
far it has come, so that others are not kept waiting and an interrupted import, run again, goes on where it stopped.
The file is known by its SHA-256: run again after it is complete, it adds nothing.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO

from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.model import Author, Draft
from contact_moments.moments.registration import Registrar
from contact_moments.moments.types import CompiledType, Types
from contact_moments.storage.batches import in_loads
from contact_moments.storage.database import Database, Portions
from contact_moments.storage.questions import runs as imports
from contact_moments.storage.transaction import Transaction
from contact_moments.strict_json import parse_json

CHUNK = 500
AUTHOR = Author(client_id=None, channel="import")

Progress = Callable[[int], None]
Line = tuple[int, bytes]
Numbered = list[tuple[int, Draft]]


class MomentsFile:
    """A file of contact moments to import. `lines` counts those that are not blank."""

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
        """How many of the lines an earlier, interrupted run has registered."""
        return self._database.read(lambda connection: imports.done(connection, self.digest))

    def check(self, progress: Progress) -> list[str]:
        """Why lines that are still to be registered would be rejected, a text each; nothing is written."""
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

        Raises `InvalidInputError` naming the line when one is refused after all, because something has changed
        since the check; what was registered before its portion stays, and a later run goes on from there.
        """
        done = start = self.done()
        portions = Portions(CHUNK)
        for chunk in self._chunks(done):
            numbered, bad = self._read(chunk)
            _raise_first(bad)
            while numbered:
                written = self._database.write_portion(partial(self._write, numbered, done), portions)
                numbered, done = numbered[written:], done + written
                progress(written)
        return done - start

    def _write(self, numbered: Numbered, done: int, transaction: Transaction, size: int) -> int:
        """Register the first of these lines, `size` or about 5,000 links, after `done` others; returns how many."""
        numbered = next(in_loads(numbered[:size], lambda line: 1 + len(line[1].recipients)))
        transaction.lock()
        if imports.done(transaction.connection, self.digest) != done:
            raise InvalidInputError("The same file is being imported by another command; leave it to that one")
        outcomes = self._registrar.register_all(transaction, [one for _, one in numbered], AUTHOR)
        pairs = zip(numbered, outcomes, strict=True)
        _raise_first([(number, outcome) for (number, _), outcome in pairs if isinstance(outcome, RegisterError)])
        imports.advance(transaction.connection, self.digest, done + len(numbered))
        return len(numbered)

    def _chunks(self, skipped: int) -> Iterator[list[Line]]:
        with self._path.open("rb") as file:
            rest = islice(self._lines(file), skipped, None)
            while chunk := list(islice(rest, CHUNK)):
                yield chunk

    def _lines(self, file: IO[bytes]) -> Iterator[Line]:
        # No further than what the digest is of: the file may be growing.
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
                good.append((number, self._registration(line, known)))
            except RegisterError as fault:
                bad.append((number, fault))
        return good, bad

    def _registration(self, line: bytes, types: dict[str, CompiledType]) -> Draft:
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
