"""CSV files as spreadsheets write them: rows of cells by column, whatever the file's encoding, separator or headings.

Read as if they were not there: a byte order mark, a first line `sep=;`, separators after the last cell, rows of blank
cells. Lines may end with a line feed, a carriage return, or both. A file without `sep=` has semicolons, commas or tabs:
those with which its first line names more of the columns.
"""

import codecs
import csv
import io
import re
import string
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from contact_moments.errors import InvalidInputError
from contact_moments.strict_json import refuse_unstorable

# What spreadsheets write: Python's names of encodings, and the usual ones.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "windows-1252",
    "iso8859-1": "ISO-8859-1",
    "iso8859-15": "ISO-8859-15",
    "mac-roman": "macintosh",
}
SEPARATORS = (";", ",", "\t")  # spreadsheets write tabs as "Unicode Text", in UTF-16
SHOWN = 60  # characters of a heading in a message

_NOTHING = string.whitespace + "\xa0;,"
_SEPARATOR = re.compile(r"""["']?sep=([^"'\r\n])["']?[,;\t]*(\r\n|\r|\n|$)""", re.IGNORECASE)
_SHORTENED = re.compile(r"[+-]?\d([.,]\d+)?E\+\d{2,}", re.IGNORECASE | re.ASCII)
_FAULTS = {
    "unexpected end of data": "a quotation mark is opened here and never closed",
    "expected after": "text follows a closing quotation mark; inside of quotes, a quotation mark is written twice",
    "field larger": f"a cell has more than {csv.field_size_limit()} characters",
}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # xlsx and ods; xls
_HELP = (
    "If a column has another heading, name it: --column name=HEADING; "
    "with that option, columns that are not known are left out"
)

Row = dict[str, str]
Records = Iterator[tuple[int, list[str] | InvalidInputError]]


class Form(Struct, frozen=True):
    """How a file is written: its encoding (a key of `ENCODINGS`), and the headings of columns with other headings."""

    encoding: str = "utf-8"
    headings: dict[str, str] = {}


USUAL = Form()


def encoding_called(name: str) -> str:
    """The encoding that people call by this name. Raises `InvalidInputError`, which lists the encodings."""
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        found = ""
    if found not in ENCODINGS:
        raise InvalidInputError(f"an encoding is one of {', '.join(ENCODINGS.values())}")
    return found


class CsvRows:
    """The rows of a file. `left_out` are the headings of the columns that are not read."""

    def __init__(
        self,
        raw: bytes,
        name: str,
        columns: Sequence[str],
        required: Collection[str],
        form: Form,
        texts: Collection[str] = (),
    ) -> None:
        """Read the first line. Raises `InvalidInputError` if the file cannot be read, or lacks a `required` column.

        `columns` are all that there may be; `name` is the file's, for messages. In those of `texts`, a cell like
        `1E+05` is no fault.
        """
        self._texts = texts
        text = decoded(raw, name, form.encoding)
        given = _SEPARATOR.match(text)
        self._text = text[given.end() :] if given else text
        self._before = 1 if given else 0
        wanted = _wanted(columns, form.headings)
        headers = [_Header(self._records(one), one, wanted) for one in ([given[1]] if given else SEPARATORS)]
        self._header = max(headers, key=lambda one: (len(one.columns), one.width))
        self._header.check(columns, required, form)
        self.left_out = self._header.others

    def __iter__(self) -> Iterator[tuple[int, Row | InvalidInputError]]:
        """Each row that is not blank with the number of its first line: cells by column, or what is wrong with it."""
        records = self._records(self._header.separator)
        next(records)
        for line, cells in records:
            yield line, cells if isinstance(cells, InvalidInputError) else self._row(cells)

    def _records(self, separator: str) -> Records:
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=separator, strict=True)
        line = self._before + 1
        try:
            for cells in reader:
                if any(cell.strip(_NOTHING) for cell in cells):
                    yield line, cells
                line = self._before + reader.line_num + 1
        except csv.Error as fault:
            yield line, InvalidInputError(f"{_in_words(fault)}; the lines after it were not read")

    def _row(self, cells: list[str]) -> Row | InvalidInputError:
        width = self._header.width
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            return InvalidInputError("has more or fewer cells than the first line")
        row = {column: cells[at] for column, at in self._header.columns.items()}
        try:
            for column, cell in row.items():
                refuse_unstorable(cell)
                if column not in self._texts:
                    refuse_shortened(column, cell)
        except InvalidInputError as fault:
            return fault
        return row


def _wanted(columns: Sequence[str], headings: dict[str, str]) -> dict[str, str]:
    """The column of each heading."""
    unknown = [column for column in headings if column not in columns]
    if unknown:
        raise InvalidInputError(f"There is no column {shown(unknown[0])} to import; there are {', '.join(columns)}")
    own = {_plain(column): column for column in columns if column not in headings}
    return own | {_plain(heading): column for column, heading in headings.items()}


def refuse_shortened(column: str, cell: str) -> None:
    """Raise `InvalidInputError` for what a spreadsheet makes of a long number."""
    if _SHORTENED.fullmatch(cell.strip()):
        raise InvalidInputError(
            f"{column} has a number that a spreadsheet has shortened to a form like 1,00E+05; "
            "format the column as text or as whole numbers, and save the file again"
        )


class _Header:
    """The first row that is not blank, read with one separator: where which column is."""

    def __init__(self, records: Records, separator: str, wanted: dict[str, str]) -> None:
        self.separator = separator
        self.columns: dict[str, int] = {}
        self.others: list[str] = []
        self._twice: list[str] = []
        _, cells = next(records, (0, InvalidInputError("it is blank")))
        self._broken = cells if isinstance(cells, InvalidInputError) else None
        headings = [] if isinstance(cells, InvalidInputError) else cells
        self.width = max((at for at, heading in enumerate(headings, 1) if heading.strip()), default=0)
        for at, heading in enumerate(headings[: self.width]):
            self._note(at, heading, wanted.get(_plain(heading)))

    def _note(self, at: int, heading: str, column: str | None) -> None:
        if column is None:
            self.others.append(shown(heading) if heading.strip() else f"{at + 1}, without a heading,")
        elif column in self.columns:
            self._twice.append(shown(heading))
        else:
            self.columns[column] = at

    def check(self, columns: Sequence[str], required: Collection[str], form: Form) -> None:
        """Raise `InvalidInputError` unless the columns are such as there must be."""
        if self._broken is not None:
            raise InvalidInputError(f"The first line cannot be read: {self._broken.message}")
        for column, heading in form.headings.items():
            if column not in self.columns:
                raise InvalidInputError(f"The first line has no column {shown(heading)}")
        faults = [f"The column {one} is there twice" for one in self._twice]
        faults += [f"The column {one} is not known" for one in self.others if not form.headings]
        faults += [f"The column {one} is missing" for one in required if one not in self.columns]
        if faults:
            must = f"The first line must be {','.join(columns)}; only {' and '.join(required)} must be there"
            raise InvalidInputError(f"{'. '.join(faults)}. {must}. {_HELP}")


def decoded(raw: bytes, name: str, encoding: str = "utf-8") -> str:
    """The text of a file without a byte order mark.

    Raises `InvalidInputError`, which says how to save the file, if it is empty, no text, or has another encoding.
    """
    if not raw.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise InvalidInputError(f"{name} is empty; there is nothing to import")
    if raw.startswith(_WORKBOOKS):
        raise InvalidInputError(f"{name} is a workbook of a spreadsheet; save it as CSV UTF-8")
    called = ENCODINGS[encoding]
    if encoding != "utf-16" and is_utf_16(raw):
        raise InvalidInputError(f"{name} is not {called} but UTF-16; save it as UTF-8 (in a spreadsheet: CSV UTF-8)")
    if encoding not in ("utf-8", "utf-16") and not raw.isascii() and _decodes(raw):
        raise InvalidInputError(f"{name} is not {called} but UTF-8; leave --encoding out")
    try:
        return raw.decode(_utf_16(raw) if encoding == "utf-16" else encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        other = "windows-1252" if encoding == "utf-8" else "UTF-8"
        raise InvalidInputError(
            f"{name} is not {called}; save it as CSV UTF-8, or say which encoding it has, such as --encoding {other}"
        ) from None


def _utf_16(raw: bytes) -> str:
    """UTF-16 in the byte order that the mark says, or else where the zeros are: most letters have one in front."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = raw[:1000]
    return "utf-16-be" if start[::2].count(0) > start[1::2].count(0) else "utf-16-le"


def is_utf_16(raw: bytes) -> bool:
    """Whether a file begins as one in UTF-16 does, with its mark or without."""
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return marked or any(len(half) > 1 and not any(half) for half in (raw[0:8:2], raw[1:8:2]))


def _decodes(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def shown(heading: str) -> str:
    """A heading for a message: in quotes, shortened, without control characters."""
    text = " ".join(heading.split())[:SHOWN]
    return f'"{"".join(one if one.isprintable() else "?" for one in text)}"'


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _in_words(fault: csv.Error) -> str:
    return next((words for phrase, words in _FAULTS.items() if phrase in str(fault)), str(fault))
