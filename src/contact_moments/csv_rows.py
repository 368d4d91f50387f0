"""CSV files as spreadsheets write them: rows of cells by column, whatever the file's encoding, separator or headings.

Read as if they were not there: a byte order mark, a first line `sep=;`, separators after the last cell, rows of blank
cells. Lines may end with a line feed, a carriage return, or both. A file without `sep=` has semicolons, commas or tabs:
those with which its first line names more of the columns.
"""

import csv
import io
import re
import string
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from contact_moments.errors import Finding, InvalidInputError
from contact_moments.file_encodings import decoded
from contact_moments.strict_json import refuse_unstorable

SEPARATORS = (";", ",", "\t")  # spreadsheets write tabs as "Unicode Text", in UTF-16
SHOWN = 60  # characters of a heading in a message
MOST_COLUMNS = 10_000  # of any file: many more are no table, and would take memory and time before anybody sees that

_NOTHING = string.whitespace + "\xa0;,"
_SEPARATOR = re.compile(r"""["']?sep=([^"'\r\n])["']?[,;\t]*(\r\n|\r|\n|$)""", re.IGNORECASE)
_SHORTENED = re.compile(r"[+-]?\d([.,]\d+)?E\+\d{2,}", re.IGNORECASE | re.ASCII)
_FAULTS = {
    "unexpected end of data": "a quotation mark is opened here and never closed",
    "expected after": "text follows a closing quotation mark; inside of quotes, a quotation mark is written twice",
    "field larger": f"a cell has more than {csv.field_size_limit()} characters",
}
_HELP = (
    "If a column has another heading, name it: --column name=HEADING; "
    "with that option, columns that are not known are left out"
)

Row = dict[str, str]
Records = Iterator[tuple[int, list[str] | InvalidInputError]]


class Form(Struct, frozen=True):
    """How a file is written: its encoding (of `file_encodings`), and the headings of columns with other headings.

    With `places` its first line tells nothing: they say which column is where, from 0, and others are left out. Without
    `separator` the first line tells it.
    """

    encoding: str = "utf-8"
    headings: dict[str, str] = {}
    places: dict[str, int] | None = None
    separator: str = ""


USUAL = Form()


class Beginning(Struct, frozen=True):
    """How a file begins: its headings, which columns these are taken for (by place, from 0), and its first rows."""

    separator: str
    headings: list[str]
    columns: dict[str, int]
    rows: list[list[str]]


def beginning(raw: bytes, name: str, encoding: str, known: dict[str, str], size: int) -> Beginning:
    """How a file begins, with at most `size` rows; `known` has the column of each heading, in small letters.

    Raises `InvalidInputError` if the file, or its first line, cannot be read.
    """
    text = _Text(raw, name, Form(encoding))
    header = _header(text, known, None)
    header.refuse_broken()
    records = (cells for _, cells in text.records(header.separator) if isinstance(cells, list))
    rows = [cells[: header.width] for cells in islice(records, 1, size + 1)]
    return Beginning(header.separator, header.headings, header.columns, rows)


def has_more_rows(raw: bytes, name: str, form: Form, most: int) -> bool:
    """Whether a file has more than `most` rows. It looks no further, and keeps none of them.

    Raises `InvalidInputError` if the file cannot be read.
    """
    text = _Text(raw, name, form)
    return next(islice(text.records(text.separators[0]), most + 1, None), None) is not None


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
        self._text = _Text(raw, name, form)
        self._header = _header(self._text, _wanted(columns, form.headings), form.places)
        self._header.check(columns, required, form)
        self.left_out = self._header.others

    def __iter__(self) -> Iterator[tuple[int, Row | InvalidInputError]]:
        """Each row that is not blank with the number of its first line: cells by column, or what is wrong with it."""
        records = self._text.records(self._header.separator)
        next(records)
        for line, cells in records:
            yield line, cells if isinstance(cells, InvalidInputError) else self._row(cells)

    def _row(self, cells: list[str]) -> Row | InvalidInputError:
        width = self._header.width
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            return InvalidInputError("has more or fewer cells than the first line", findings=_odd("cells"))
        row = {column: cells[at] for column, at in self._header.columns.items()}
        try:
            for column, cell in row.items():
                _refuse_unstorable(column, cell)
                if column not in self._texts:
                    refuse_shortened(column, cell)
        except InvalidInputError as fault:
            return fault
        return row


class _Text:
    """The text of a file, and its separator or those that it may have."""

    def __init__(self, raw: bytes, name: str, form: Form) -> None:
        text = decoded(raw, name, form.encoding)
        given = _SEPARATOR.match(text)
        self._text = text[given.end() :] if given else text
        self._before = 1 if given else 0
        self.separators = (given[1],) if given else (form.separator,) if form.separator else SEPARATORS

    def records(self, separator: str) -> Records:
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=separator, strict=True)
        line = self._before + 1
        try:
            for cells in reader:
                if any(cell.strip(_NOTHING) for cell in cells):
                    yield line, cells
                line = self._before + reader.line_num + 1
        except csv.Error as fault:
            message = f"{_in_words(fault)}; the lines after it were not read"
            yield line, InvalidInputError(message, findings=_odd("quotes"))


def _header(text: _Text, wanted: dict[str, str], places: dict[str, int] | None) -> "_Header":
    """The first line, read with the separator that fits best."""
    headers = [_Header(text.records(one), one, wanted, places) for one in text.separators]
    return max(headers, key=lambda one: (len(one.columns), one.is_wide, one.width))


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
            "format the column as text or as whole numbers, and save the file again",
            findings=(Finding(column, "format", "shortened"),),
        )


def _refuse_unstorable(column: str, cell: str) -> None:
    try:
        refuse_unstorable(cell)
    except InvalidInputError as fault:
        raise InvalidInputError(fault.message, findings=(Finding(column, "pattern"),)) from None


def _odd(why: str) -> tuple[Finding, ...]:
    """What is wrong with a row or a file as a whole."""
    return (Finding("", "format", why),)


class _Header:
    """The first row that is not blank, read with one separator: where which column is."""

    def __init__(
        self, records: Records, separator: str, wanted: dict[str, str], places: dict[str, int] | None = None
    ) -> None:
        self.separator = separator
        self.columns: dict[str, int] = {}
        self.others: list[str] = []
        self._twice: list[str] = []
        _, cells = next(records, (0, InvalidInputError("it is blank", findings=_odd("empty"))))
        self.is_wide = isinstance(cells, list) and len(cells) > MOST_COLUMNS
        if self.is_wide:
            cells = InvalidInputError(f"it has more than {MOST_COLUMNS} columns", findings=_odd("wide"))
        self._broken = cells if isinstance(cells, InvalidInputError) else None
        headings = [] if isinstance(cells, InvalidInputError) else cells
        self.width = max((at for at, heading in enumerate(headings, 1) if heading.strip()), default=0)
        self.headings = headings[: self.width]
        chosen = None if places is None else {at: column for column, at in places.items()}
        for at, heading in enumerate(self.headings):
            self._note(at, heading, wanted.get(_plain(heading)) if chosen is None else chosen.get(at))

    def _note(self, at: int, heading: str, column: str | None) -> None:
        if column is None:
            self.others.append(shown(heading) if heading.strip() else f"{at + 1}, without a heading,")
        elif column in self.columns:
            self._twice.append(shown(heading))
        else:
            self.columns[column] = at

    def refuse_broken(self) -> None:
        """Raise `InvalidInputError` if there is no first line that can be read."""
        if self._broken is not None:
            raise InvalidInputError(
                f"The first line cannot be read: {self._broken.message}", findings=self._broken.findings
            )

    def check(self, columns: Sequence[str], required: Collection[str], form: Form) -> None:
        """Raise `InvalidInputError` unless the columns are such as there must be."""
        self.refuse_broken()
        for column, heading in form.headings.items():
            if column not in self.columns:
                raise InvalidInputError(f"The first line has no column {shown(heading)}")
        faults = [f"The column {one} is there twice" for one in self._twice]
        faults += [f"The column {one} is not known" for one in self.others if not form.headings and form.places is None]
        faults += [f"The column {one} is missing" for one in required if one not in self.columns]
        if faults:
            must = f"The first line must be {','.join(columns)}; only {' and '.join(required)} must be there"
            raise InvalidInputError(f"{'. '.join(faults)}. {must}. {_HELP}")


def shown(heading: str) -> str:
    """A heading for a message: in quotes, shortened, without control characters."""
    text = " ".join(heading.split())[:SHOWN]
    return f'"{"".join(one if one.isprintable() else "?" for one in text)}"'


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _in_words(fault: csv.Error) -> str:
    return next((words for phrase, words in _FAULTS.items() if phrase in str(fault)), str(fault))
