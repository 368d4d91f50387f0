"""Files of contact moments, in and out: a JSON object a line, as the POST's body plus `type`, or a CSV file.

The whole file is checked before anything is written. It is written batch by batch. Each batch records in its own
transaction how far the import has come, so an interrupted import goes on where it stopped when it is run again. The
file is known by its SHA-256: run again after it is complete, it adds only what undoing another import took out. A line
with a reference is known by its keys, over all imports.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from copy import copy
from functools import partial

from msgspec import Struct

from contact_moments.csv_rows import USUAL, Form
from contact_moments.errors import ConflictError, Finding, InvalidInputError, RegisterError
from contact_moments.model import Author, Draft, Submission
from contact_moments.moments.follow_up_members import MEMBER, RESULTS
from contact_moments.moments.line_keys import EqualLines, keys_of
from contact_moments.moments.lines import AFile, Line, lines_of
from contact_moments.moments.members import unknown_members
from contact_moments.moments.read_lines import Checked, ReadLine
from contact_moments.moments.registration import Registrar
from contact_moments.moments.types import CompiledType, Types, Versioned
from contact_moments.people import Actor
from contact_moments.rejections import Rejections
from contact_moments.relations.imports import ELSEWHERE, UNDONE
from contact_moments.storage.batches import BatchSize, in_loads
from contact_moments.storage.database import Database
from contact_moments.storage.long_work import Progress, in_batches, no_progress
from contact_moments.storage.questions import imports, runs
from contact_moments.storage.questions.imports import Import, KeyCounts
from contact_moments.storage.transaction import Transaction

MOST = 500  # lines in a batch
MOST_NAMES = 1000  # of unknown members that are counted
_NO_TYPE = 'must be an object with a "type", such as {"type": "ContactMomentPhone", …}'
_UNKNOWN_TYPE = "type is not known; contact-moments type list shows the types"
_UNDONE = "Another command has undone this import; import the file again if it is wanted after all"
_LEFT_OUT = {"type", *(f"{MEMBER}.{name}" for name in RESULTS.values())}
AUTHOR = Author(client_id=None, channel="import")


class Imported(Struct, frozen=True):
    """The result of an import: its number (None for a file without lines) and how many moments it registered now.

    `known` counts the lines that were registered before.
    """

    number: int | None
    registered: int
    known: int


class MomentsFile:
    """A file of contact moments to import. `lines` counts the lines that are not blank.

    After `check`, `unknown` says of members that their types do not know in how many lines each is.
    """

    def __init__(self, path: AFile, database: Database, types: Types, registrar: Registrar, form: Form = USUAL) -> None:
        """Read the file once. Raises `InvalidInputError` if it cannot be read; `form` is for a CSV file."""
        self._name = path.name.encode(errors="replace").decode()  # a file's name need not be text
        self._database = database
        self._types = types
        self._registrar = registrar
        self._source = lines_of(path, form, types.by_id())
        self.lines = self._source.number
        self.digest = self._source.digest
        self.left_out = self._source.left_out
        self.unknown: Counter[str] = Counter()

    def through(self, database: Database) -> "MomentsFile":
        """The same file, imported through another database, such as one that checks who imports."""
        found = copy(self)
        found._database = database
        return found

    def done(self) -> int:
        """How many lines were done by an earlier run, which was interrupted or complete."""
        found = self._database.read(lambda connection: imports.of_digest(connection, self.digest))
        # Releases before the numbers of imports recorded a run.
        return found.done if found else self._database.read(lambda connection: runs.done(connection, self.digest))

    def check(self, progress: Progress) -> Rejections:
        """Check the lines that are still to be registered; returns those that would be rejected."""
        rejected = Rejections()
        for checked in self.looked_at(progress):
            if checked.refusal is not None:
                rejected.add(checked.line.number, checked.refusal.message)
        return rejected

    def looked_at(self, progress: Progress = no_progress) -> Iterator[Checked]:
        """Each line that is still to be registered, with what would become of it now."""
        for _, chunk in self._rest(self.done(), self._types.current()):
            known = self._database.read(partial(imports.known, keys=_keys(chunk)))
            refused = self._refused(chunk, known)
            for line in chunk:
                if not line.done:
                    self._count_unknown(line)
                yield Checked(line, line.is_new(known), refused.get(line.number))
            progress(_not_done(chunk))

    def _count_unknown(self, line: ReadLine) -> None:
        room = len(self.unknown) < MOST_NAMES
        self.unknown.update(name for name in line.unknown if room or name in self.unknown)

    def _refused(self, chunk: list[ReadLine], known: dict[bytes, KeyCounts]) -> dict[int, RegisterError]:
        refused = dict(_faults(chunk))
        drafts = {line.number: line.draft for line in chunk if line.is_new(known)}
        new = {number: draft for number, draft in drafts.items() if isinstance(draft, Draft)}
        refusals = zip(new, self._registrar.refusals(list(new.values())), strict=True)
        return refused | {number: refusal for number, refusal in refusals if refusal}

    def register(self, by: Actor, progress: Progress) -> Imported:
        """Register the lines that are not registered yet.

        Raises `InvalidInputError` that names the line if one is refused after all, because something has changed since
        the check. The batches before it stay, and a later run goes on from there.
        """
        if not self.lines:
            return Imported(None, 0, 0)
        one = self.begin(by)
        version, types = self._types.current()
        registered, sizes = 0, BatchSize(MOST)
        for done, chunk in self._rest(one.done, (version, types)):
            _raise_first(_faults(chunk))
            write = partial(self._write, one, chunk, done, version)
            for lines, new in in_batches(self._database, write, 0, sizes):
                registered += new
                progress(lines)
        return Imported(one.number, registered, self.lines - registered)

    def begin(self, by: Actor, also: Callable[[Transaction, int], None] | None = None) -> Import:
        """Begin the import, or go on with it; `also` is done in the same transaction, with its number."""

        def work(transaction: Transaction) -> Import:
            one = self._begin(by, transaction)
            if also is not None:
                also(transaction, one.number)
            return one

        return self._database.write(work)

    def _begin(self, by: Actor, transaction: Transaction) -> Import:
        transaction.lock()
        connection = transaction.connection
        found = imports.of_digest(connection, self.digest)
        if found is not None and found.state == "undoing":
            command = f"contact-moments moment import --undo {found.number}"
            raise ConflictError(f"Import {found.number} of this file is being undone; complete that first: {command}")
        one = found or self._add(by, transaction)
        if one.done < one.lines or imports.some_undone(connection):
            transaction.record(by.event("import", str(one.number), lines=one.lines, done=one.done))
        return one

    def _add(self, by: Actor, transaction: Transaction) -> Import:
        connection = transaction.connection
        done = runs.done(connection, self.digest)
        new = Import(
            number=imports.next_number(connection),
            digest=self.digest,
            file=self._name,
            started_at=transaction.now(),
            lines=self.lines,
            done=done,
            added=0,
            state="complete" if done == self.lines else "importing",
            account_id=by.account_id,
            operator=by.operator,
        )
        imports.add(connection, new)
        runs.finish(connection, self.digest)
        return new

    def _write(
        self,
        one: Import,
        chunk: list[ReadLine],
        done: int,
        version: int,
        start: int,
        transaction: Transaction,
        size: int,
    ) -> tuple[tuple[int, int], int | None]:
        """Register lines from position `start` of a chunk on: at most `size`, or about 5,000 links.

        `done` lines of the file come before the chunk. Returns (lines, new moments), and the next position.
        """
        batch = next(in_loads(chunk[start : start + size], _weight))
        transaction.lock()
        connection = transaction.connection
        _check_turn(imports.of_number(connection, one.number), max(done + start, one.done))
        known = imports.known(connection, _keys(batch))
        new = self._add_new(transaction, [line for line in batch if line.is_new(known)], version)
        end = start + len(batch)
        imports.advance(connection, one, max(done + end, one.done), new)
        return (_not_done(batch), len(new)), end if end < len(chunk) else None

    def _add_new(self, transaction: Transaction, new: list[ReadLine], version: int) -> list[int]:
        submissions = [
            Submission(line.draft, AUTHOR, types_version=version) for line in new if isinstance(line.draft, Draft)
        ]
        outcomes = self._registrar.submit_all(transaction, submissions)
        pairs = list(zip(new, outcomes, strict=True))
        _raise_first([(line.number, outcome) for line, outcome in pairs if isinstance(outcome, RegisterError)])
        ids = [outcome for outcome in outcomes if isinstance(outcome, int)]
        keyed = [(key, id_) for line, id_ in zip(new, ids, strict=True) if line.keys for key in line.keys.stored]
        imports.add_keys(transaction.connection, keyed)
        return ids

    def _rest(self, done: int, types: Versioned) -> Iterator[tuple[int, list[ReadLine]]]:
        """The lines after the first `done`, read, in lists; each with the number of lines before it.

        Once an import was undone, the lines before them too: they can have been released.
        """
        again = self._database.read(imports.some_undone)
        if done >= self.lines and not again:
            return
        equal, before = EqualLines(), 0
        for chunk in self._source.chunks():
            # Lines that are done are read in any case, to count equal ones.
            lines = [self._read(line, types, equal, at < done) for at, line in enumerate(chunk, before)]
            skipped = 0 if again else min(max(done - before, 0), len(lines))
            if skipped < len(lines):
                yield before + skipped, lines[skipped:]
            before += len(lines)

    def _read(self, line: Line, types: Versioned, equal: EqualLines, done: bool) -> ReadLine:
        number, body = line
        unknown = _unknown(body, types[1])
        try:
            draft = self._draft(body, types[1])
        except RegisterError as fault:
            return ReadLine(number, fault, None, done, unknown)
        keys = keys_of(draft, body, types[1][draft.type], equal, done)
        return ReadLine(number, draft, keys, done, unknown)

    def _draft(self, body: object, types: dict[str, CompiledType]) -> Draft:
        if isinstance(body, RegisterError):
            raise body
        if not isinstance(body, dict) or not isinstance(body.get("type"), str):
            raise InvalidInputError(_NO_TYPE, findings=(Finding("type", "required"),))
        known = types.get(body.pop("type"))
        if known is None:
            raise InvalidInputError(_UNKNOWN_TYPE, findings=(Finding("type", "enum"),))
        registration = self._registrar.read(known, body)
        if registration.corrects is not None:
            raise InvalidInputError("contactMomentId cannot be imported; contact-moments moment correct corrects one")
        return registration


def _unknown(body: object, types: dict[str, CompiledType]) -> tuple[str, ...]:
    """The names of members that a line's type does not know, but for what is for the file or told by exports only."""
    type_id = body.get("type") if isinstance(body, dict) else None
    known = types.get(type_id) if isinstance(type_id, str) else None
    return tuple(name for name in unknown_members(known, body) if name not in _LEFT_OUT) if known else ()


def _keys(lines: list[ReadLine]) -> set[bytes]:
    return {key for line in lines if line.keys for key in line.keys.nth}


def _faults(lines: list[ReadLine]) -> list[tuple[int, RegisterError]]:
    return [(one.number, one.draft) for one in lines if isinstance(one.draft, RegisterError) and not one.done]


def _not_done(lines: list[ReadLine]) -> int:
    return sum(not line.done for line in lines)


def _weight(line: ReadLine) -> int:
    """How many links a line has."""
    return 1 + len(line.draft.recipients) if isinstance(line.draft, Draft) else 1


def _check_turn(found: Import | None, done: int) -> None:
    if found is None or found.state in ("undoing", "undone"):
        raise ConflictError(_UNDONE, UNDONE)
    if found.done != done:
        raise InvalidInputError("The same file is being imported by another command; leave it to that one", ELSEWHERE)


def _raise_first(refused: list[tuple[int, RegisterError]]) -> None:
    if refused:
        number, fault = refused[0]
        raise InvalidInputError(f"line {number}: {fault.message}")
