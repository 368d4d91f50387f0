"""Keys of imported lines, by which a line is recognised over all imports.

A key is the hash of type, reference and content: as the type reads the line now, and as the line stands in its file,
which stays the same when the type gets a field or a default. A line without `dateTime` also gets the key of its export.
The k-th equal line of a file is the k-th that was imported: after an export and an import each of them must be there
again. Equal lines of a file are counted here, and what earlier releases imported gets its keys. A follow-up is not in a
key: it changes without the moment, and a line with another one is still that of the same moment.
"""

import json
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from contact_moments.clock import SECOND
from contact_moments.errors import RegisterError
from contact_moments.model import Draft, JsonObject
from contact_moments.moments.drafts import content_if_dated, content_in_file, read_draft
from contact_moments.moments.types import CompiledType
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import imports
from contact_moments.storage.questions import types as stored_types
from contact_moments.storage.questions.imports import ImportedLine, KeyCounts
from contact_moments.times import Zone

CHUNK = 1000  # lines whose keys are made at a time
SOON = 600 * SECOND  # a line without dateTime was recorded so soon after it was read


class EqualLines:
    """Counts equal lines. It takes about 100 bytes for each line, so it keeps 64 bits of a key instead of 256."""

    def __init__(self) -> None:
        self._numbers: Counter[int] = Counter()

    def number(self, key: bytes) -> int:
        """Which of its file's equal lines the next line is, from 1."""
        short = int.from_bytes(key[:8])
        self._numbers[short] += 1
        return self._numbers[short]


class LineKeys(Struct, frozen=True):
    """The keys of a line, each with which of its file's equal lines it is, from 1; `stored` are those to store.

    A line without a reference (`named` is false) is looked up only among what an undo has kept. `done` says that an
    earlier run of its import has dealt with it.
    """

    nth: dict[bytes, int]
    stored: frozenset[bytes]
    named: bool
    done: bool

    def are_new(self, known: dict[bytes, KeyCounts]) -> bool:
        """Whether the line is to be registered. One that was done is, if its key was there and is released."""
        found = [(number, known[key]) for key, number in self.nth.items() if key in known]
        if any(number <= (one.held if self.named or self.done else one.kept) for number, one in found):
            return False
        return not self.done or any(number <= one.stored for number, one in found)


def keys_of(draft: Draft, body: JsonObject, compiled: CompiledType, equal: EqualLines, done: bool) -> LineKeys:
    """The keys of a line that `draft` was read from; `equal` counts the lines of its file."""
    read = {draft.line_content, content_in_file(draft, body, compiled)}
    stored = read if draft.dated else read | {content_if_dated(draft, compiled)}
    return LineKeys({key: equal.number(key) for key in read}, frozenset(stored), bool(draft.reference), done)


def key_earlier_imports(connection: Connection, zone: Zone) -> None:
    """Make the keys of what was imported by releases that made none; does nothing once they are there."""
    if not imports.lack_keys(connection):
        return
    types = {data.id: CompiledType(data) for data in stored_types.all_types(connection)}
    for chunk in imports.imported_lines(connection, CHUNK):
        keyed = ((draft, line.moment_id) for line in chunk for draft in _drafts(line, types, zone))
        imports.add_keys(connection, [(draft.content, moment_id) for draft, moment_id in keyed if draft.reference])
    imports.note_keys_made(connection)


def _drafts(line: ImportedLine, types: dict[str, CompiledType], zone: Zone) -> Iterator[Draft]:
    """The line as it would be read now, if it still can be; and without dateTime, if it may have had none."""
    body = json.loads(line.document)
    try:
        draft = read_draft(types[line.type], body, zone, line.recorded_at)
        yield draft
        # What is stored always has a dateTime: without one in the line, that of the import, in UTC.
        if body.pop("dateTime").endswith("Z") and 0 <= line.recorded_at - draft.happened_at < SOON:
            yield read_draft(types[line.type], body, zone, line.recorded_at)
    except RegisterError:  # the type has changed, or its schema cannot be used: such a line would be refused
        return
