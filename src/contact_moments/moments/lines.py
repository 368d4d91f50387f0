"""The lines of a file of contact moments: JSON objects, one a line, or rows of a CSV file.

A file is a CSV file if its name ends in `.csv`, or if it has another name than `.json`, `.jsonl` or `.ndjson` and does
not begin with `{`.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, Literal, Protocol

from contact_moments.csv_rows import USUAL, CsvRows, Form, Row
from contact_moments.errors import Finding, InvalidInputError
from contact_moments.file_encodings import is_utf_16
from contact_moments.model import JsonObject
from contact_moments.moments.follow_up_members import COLUMNS, MEMBER
from contact_moments.moments.schema_cost import found_at
from contact_moments.moments.type_files import COMMON_COLUMNS
from contact_moments.moments.types import CompiledType
from contact_moments.strict_json import parse_json

CHUNK = 500  # lines that are read at a time
MOST_REFS = 20  # that lead from one to the next
REQUIRED = ("type", "subject", "senderId", "recipients")

_BOM = b"\xef\xbb\xbf"
_WHOLE = re.compile(r"([+-]?)0*(\d{1,30})", re.ASCII)
_FRACTION = re.compile(r"[+-]?\d{1,30}[.,]\d{1,30}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d:\d\d.*)?", re.ASCII)

# A line by its number in the file: what it says, decoded, or what is wrong with it.
Line = tuple[int, Any]


class AFile(Protocol):
    """What is needed of a file: a path has it, and so has an uploaded file."""

    @property
    def name(self) -> str:
        """Its name, without a folder."""

    @property
    def suffix(self) -> str:
        """The end of its name, from the last dot on."""

    def is_file(self) -> bool:
        """Whether it can be read more than once."""

    def read_bytes(self) -> bytes:
        """Its content."""

    def open(self, mode: Literal["rb"]) -> BinaryIO:
        """Its content, to be read line by line."""


class Lines(Protocol):
    """The lines of a file that are not blank: how many, their SHA-256, and the headings of what is not read."""

    number: int
    digest: str
    left_out: list[str]

    def chunks(self) -> Iterator[list[Line]]:
        """The lines in lists of 500. Raises `InvalidInputError` if the file has changed since it was first read."""


def lines_of(path: AFile, form: Form, types: dict[str, CompiledType]) -> Lines:
    """The lines of a file. Raises `InvalidInputError` if it cannot be read."""
    if not path.is_file():
        raise InvalidInputError(
            f"{path} is not a file but a pipe or device; save it to a file, which is read more than once"
        )
    if is_csv(path):
        return CsvLines(path, form, types)
    if form != USUAL:
        raise InvalidInputError("--encoding and --column are for CSV files; JSON is UTF-8, and its members have names")
    return JsonLines(path)


def is_csv(path: AFile) -> bool:
    """Whether a file is read as CSV, and not as JSON lines."""
    if path.suffix.lower() in (".csv", ".json", ".jsonl", ".ndjson"):
        return path.suffix.lower() == ".csv"
    with path.open("rb") as file:
        start = file.read(1000).removeprefix(_BOM).lstrip()
    return bool(start) and not start.startswith(b"{")


class JsonLines:
    """A file with a JSON object on each line. It may be larger than memory."""

    def __init__(self, path: AFile) -> None:
        self._path = path
        self._chunks: list[bytes] = []  # a hash of each
        self.left_out: list[str] = []
        self.number = self._size = 0
        digest = hashlib.sha256()
        with path.open("rb") as file:
            if is_utf_16(file.read(8)):
                raise InvalidInputError(f"{path.name} is not UTF-8 but UTF-16; save it as UTF-8")
            file.seek(0)
            for line in file:
                digest.update(line)
                self._size += len(line)
                self.number += bool(line.strip())
        self.digest = digest.hexdigest()

    def chunks(self) -> Iterator[list[Line]]:
        """The lines in lists of 500. Raises `InvalidInputError` if the file has changed since it was first read."""
        with self._path.open("rb") as file:
            rest = self._lines(file)
            for at in range(-(-self.number // CHUNK)):
                chunk = list(islice(rest, CHUNK))
                self._refuse_changed(at, chunk)
                yield [(number, _parsed(line)) for number, line in chunk]

    def _lines(self, file: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
        # Only the bytes that the digest covers: the file may be growing.
        room = self._size
        for number, line in enumerate(file, 1):
            room -= len(line)
            if room < 0:
                return
            if line.strip():
                yield number, line.removeprefix(_BOM) if number == 1 else line

    def _refuse_changed(self, at: int, chunk: list[tuple[int, bytes]]) -> None:
        found = hashlib.sha256(b"".join(line for _, line in chunk)).digest()
        if at == len(self._chunks):
            self._chunks.append(found)
        if self._chunks[at] != found:
            raise InvalidInputError(f"{self._path.name} has changed while it was read; import it again")


def _parsed(line: bytes) -> Any:
    try:
        return parse_json(line)
    except InvalidInputError as fault:
        return InvalidInputError(fault.message, findings=(Finding("", "format", "json"),))


def columns_of(types: dict[str, CompiledType]) -> tuple[str, ...]:
    """The columns that a CSV file of contact moments can have, with the own fields of these types."""
    own = dict.fromkeys(name for one in types.values() for name in one.own_fields)
    return tuple(dict.fromkeys(("type", *COMMON_COLUMNS, *own, *COLUMNS)))


def _said(form: Form) -> bytes:
    """What a form adds to the digest of a file."""
    if form == USUAL:
        return b""
    said = [form.encoding, form.headings]
    if form.places is not None:
        said += [form.places, form.separator]
    return json.dumps(said, sort_keys=True).encode()


class CsvLines:
    """A CSV file with a row for each contact moment; its columns are named as the members of the POST's body."""

    def __init__(self, path: AFile, form: Form, types: dict[str, CompiledType]) -> None:
        raw = path.read_bytes()
        self._types = types
        self._rows = CsvRows(raw, path.name, columns_of(types), REQUIRED, form)
        self.left_out = self._rows.left_out
        self.number = sum(1 for _ in self._rows)
        # Read in another form it is another file.
        self.digest = hashlib.sha256(raw + _said(form)).hexdigest()

    def chunks(self) -> Iterator[list[Line]]:
        """The rows in lists of 500, each as a JSON object."""
        rest = iter(self._rows)
        while chunk := list(islice(rest, CHUNK)):
            yield [(number, self._body(row)) for number, row in chunk]

    def _body(self, row: Row | InvalidInputError) -> JsonObject | InvalidInputError:
        if isinstance(row, InvalidInputError):
            return row
        filled = {column: cell.strip() for column, cell in row.items() if cell.strip()}
        known = self._types.get(filled.get("type", ""))
        root = known.data.schema if known else {"properties": {}}
        fields = root["properties"]
        for column in ("dateTime", "followUpOn"):
            if not _DATE.fullmatch(filled.get(column, "2020-01-31")):
                return InvalidInputError(
                    f"{column} must be a date and time like 2020-01-31 13:45:00; "
                    "give the column the format yyyy-mm-dd hh:mm:ss, and save the file again",
                    findings=(Finding(column, "format", "date_time"),),
                )
        followed = _follow_up(filled, fields)
        return followed | {
            column: _value(cell, fields.get(column), root)
            for column, cell in filled.items()
            if not followed or column in fields or column not in COLUMNS
        }


def _follow_up(filled: Row, fields: JsonObject) -> JsonObject:
    """The cells of a follow-up as the member of a body. A type can have fields of its own with these names."""
    cells = {member: filled[column] for column, member in COLUMNS.items() if column in filled and column not in fields}
    if not cells or MEMBER in fields:
        return {}
    kinds = {"by": {"type": "integer"}, "done": {"type": "boolean"}}
    return {MEMBER: {member: _value(cell, kinds.get(member), {}) for member, cell in cells.items()}}


def _value(cell: str, described: Any, root: JsonObject) -> Any:
    """A cell as the JSON value that a field's schema describes; as text if the cell has no such form."""
    described = _resolved(described, root)
    kinds = described.get("type", "string") if isinstance(described, dict) else "string"
    if "array" in kinds:
        return [_value(part.strip(), described.get("items"), root) for part in cell.split("|") if part.strip()]
    whole = _WHOLE.fullmatch(cell)
    if "string" in kinds:
        return cell
    if whole and ("integer" in kinds or "number" in kinds):
        return int(f"{whole[1]}{whole[2]}")
    if "number" in kinds and _FRACTION.fullmatch(cell):
        return float(cell.replace(",", "."))
    if "boolean" in kinds and cell.lower() in ("true", "false"):
        return cell.lower() == "true"
    return cell


def _resolved(described: Any, root: JsonObject) -> Any:
    """The schema that a `$ref` leads to in the type's schema, also over others; a circle leads nowhere."""
    for _ in range(MOST_REFS):
        if not isinstance(described, dict) or "$ref" not in described:
            return described
        described = found_at(root, described["$ref"])
    return None
