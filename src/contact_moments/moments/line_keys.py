"""Keys of imported lines: equal lines of a file are counted, and what earlier releases imported gets its keys."""

import json
from collections import Counter
from collections.abc import Iterator

from contact_moments.clock import SECOND
from contact_moments.errors import RegisterError
from contact_moments.model import Draft
from contact_moments.moments.drafts import read_draft
from contact_moments.moments.idempotency import line_key
from contact_moments.moments.types import CompiledType
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import imports
from contact_moments.storage.questions import types as stored_types
from contact_moments.storage.questions.imports import ImportedLine
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


def key_earlier_imports(connection: Connection, zone: Zone) -> None:
    """Make the keys of what was imported by releases that made none; does nothing once they are there."""
    if not imports.lack_keys(connection):
        return
    types = {data.id: CompiledType(data) for data in stored_types.all_types(connection)}
    for chunk in imports.imported_lines(connection, CHUNK):
        keyed = ((line_key(draft), line.moment_id) for line in chunk for draft in _drafts(line, types, zone))
        imports.add_keys(connection, [(key, moment_id) for key, moment_id in keyed if key])
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
