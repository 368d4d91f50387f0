"""JSON lines, a relation in each: put in batches, with an answer for each line once what it did is durable."""

import json
from collections.abc import Iterator
from typing import Any

from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.relations.members import read_id, read_members, unknown_members, with_keys
from contact_moments.relations.putting import Done, Outcome, Put, put_all
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Database
from contact_moments.storage.long_work import in_batches
from contact_moments.storage.transaction import Transaction
from contact_moments.strict_json import parse_json

MAX_LINES = 10_000
MAX_LINE = 64 * 1024  # bytes
MOST = 1000  # lines in a batch
MOST_NUMBERS = 1000  # telephone numbers in a batch, but for those of its last line: each takes some 40 µs to read
MOST_NAMES = 20

Answers = list[bytes]


class RelationLines:
    """Lines of JSON, each read. `unknown_members` has the first names of members that a relation does not have."""

    def __init__(self, body: bytes) -> None:
        """Raise `InvalidInputError` if there are no lines, or more than 10,000."""
        lines = body.removesuffix(b"\n").split(b"\n") if body.strip() else []
        if not lines:
            raise InvalidInputError("Send JSON lines: a relation in each")
        if len(lines) > MAX_LINES:
            raise InvalidInputError(f"There are more than {MAX_LINES} lines; send them in parts")
        self.unknown_members: list[str] = []
        self._lines = [self._read(line) for line in lines]
        self._with_keys = 0

    def put(self, database: Database, region: str) -> Iterator[bytes]:
        """Put the relations; yields the answers to each batch, a line for each. `region` is that of telephone numbers.

        Raises `UnavailableError`: the lines that were answered are put, and the same lines can be sent again.
        """
        sizes = BatchSize(MOST)
        batches = in_batches(database, self._put_batch, 0, sizes)
        done = 0
        while done < len(self._lines):
            self._make_keys(done + sizes.size, region)
            answers = next(batches)
            done += len(answers)
            yield b"".join(answers)

    def _make_keys(self, end: int, region: str) -> None:
        """Make the keys of lines up to `end`, before their batch keeps others waiting; of fewer if there are many."""
        numbers = 0
        # A batch may have turned out to be smaller, and the next one then begins earlier.
        while self._with_keys < min(end, len(self._lines)) and numbers < MOST_NUMBERS:
            one = self._lines[self._with_keys]
            if isinstance(one, Put):
                self._lines[self._with_keys] = Put(one.relation_id, with_keys(one.fields, region))
                numbers += len(one.fields.get("phones", ()))
            self._with_keys += 1

    def _put_batch(self, start: int, transaction: Transaction, size: int) -> tuple[Answers, int | None]:
        """Put at most `size` lines from `start` on; returns their answers, and where the next batch begins."""
        lines = self._lines[start : min(start + size, self._with_keys)]
        outcomes = iter(put_all(transaction, [one for one in lines if isinstance(one, Put)]))
        answers = [_answer(next(outcomes) if isinstance(one, Put) else one) for one in lines]
        end = start + len(lines)
        return answers, end if end < len(self._lines) else None

    def _read(self, line: bytes) -> Put | RegisterError:
        """What a line says, or why that is refused. The rest of it is not kept: it may be large."""
        if len(line) > MAX_LINE:
            return InvalidInputError(f"The line has more than {MAX_LINE} bytes")
        try:
            body = parse_json(line)
            self._note_unknown(body)
            fields = read_members(body)
            return Put(None if body.get("id") is None else read_id(body["id"]), fields)
        except InvalidInputError as refusal:
            return InvalidInputError(refusal.message)  # the one that was raised holds the whole line, by its traceback

    def _note_unknown(self, body: Any) -> None:
        for name in unknown_members(body):
            if len(self.unknown_members) < MOST_NAMES and name not in self.unknown_members:
                self.unknown_members.append(name)


def _answer(outcome: Outcome) -> bytes:
    if isinstance(outcome, Done):
        said: dict[str, Any] = {"id": outcome.relation.id, "status": outcome.status}
    else:
        said = {"errors": outcome.message}
    return json.dumps(said, separators=(",", ":")).encode() + b"\n"
