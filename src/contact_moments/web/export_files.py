"""Files of exported contact moments: CSV and XLSX for spreadsheets, JSON lines for programs.

A spreadsheet has a row for each contact moment. Its first columns are those of the list; with details, the reference
and the own fields of the types follow, and the follow-up.
"""

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore, Lock
from typing import Any

from msgspec import Struct

from contact_moments.errors import ConflictError, UnavailableError
from contact_moments.model import JsonObject
from contact_moments.moments.export import Exported
from contact_moments.moments.follow_up_members import COLUMNS, RESULTS, FollowUp
from contact_moments.times import Zone, local_text

PIECE = 64 * 1024  # characters or bytes
MOST_ROWS = 100_000  # of an XLSX file, for which disk is taken
MOST_BYTES = 256 * 1024 * 1024  # of its rows on disk, before they are compressed
MOST_FILES = 8  # that a worker has on disk: a slow reader has one for as long as it reads
LONGEST_CELL = 32_767  # characters, in XLSX

_SIGNS = "=+-@＝＋－＠"
# What a spreadsheet would take for a formula, also after it has dropped what stands before it.
_FORMULA = (*_SIGNS, "\t", "\r", "\n")
# A spreadsheet whose list separator is another one splits a text where this file does not: what can stand between two
# cells, with blanks and quotes, before a sign. It begins where such a run does, or a long one would take minutes.
_BETWEEN = r";,\s\x00-\x1f\u200b\ufeff\""
_BEFORE_SIGN = re.compile(rf"(?<![{_BETWEEN}])[{_BETWEEN}]++(?=[{re.escape(_SIGNS)}])")
_SPLITS = re.compile(r"[;,\t\r\n]")
BOM = "\ufeff"
# A comma is the decimal sign where this is the separator.
_SEPARATORS = {"nl": ";"}
_LISTED = ("id", "dateTime", "type", "subject", "senderId", "sender", "recipients", "action", "tags")

_turn = Lock()  # to make an XLSX file
_places = BoundedSemaphore(MOST_FILES)  # for XLSX files on disk


class Sheet(Struct, frozen=True):
    """What a spreadsheet shows: headings by the names of its columns, titles of types, names of actions.

    Times are local ones of `zone`.
    """

    headings: dict[str, str]
    types: dict[str, str]
    actions: dict[int, str]
    separator: str
    zone: Zone


def columns(own: Iterable[str], details: bool) -> list[str]:
    """The names of the columns. Own fields that are called as a column of the list are left out."""
    more = ("reference", *own, *COLUMNS, *RESULTS) if details else ()
    return list(dict.fromkeys([*_LISTED, *more]))


def cells(one: Exported, sheet: Sheet) -> list[Any]:
    """The cells of a contact moment: texts, numbers, booleans, a time, or None."""
    item, own = one.item, one.document or {}
    shown = _follow_up(one.follow_up, sheet.zone) | own | {name: item[name] for name in _LISTED}
    shown["dateTime"] = datetime.fromisoformat(item["dateTime"])
    shown["type"] = sheet.types.get(item["type"], item["type"])
    shown["tags"] = list(item["tags"].values())
    shown["action"] = None if item["action"] is None else sheet.actions.get(item["action"], item["action"])
    return [_cell(shown.get(name)) for name in sheet.headings]


def _follow_up(one: FollowUp | None, zone: Zone) -> JsonObject:
    """The cells of a follow-up: its times as all times are shown, or its day."""
    if one is None:
        return {}
    on = one.day or _local(one.due_at, zone)
    ended = None if one.done_at is None else _local(one.done_at, zone)
    values = (on, one.by, one.note, one.is_done, ended, one.answer_id)
    return dict(zip((*COLUMNS, *RESULTS), values, strict=True))


def _local(instant: int, zone: Zone) -> datetime:
    return datetime.fromisoformat(local_text(instant, zone))


def _cell(value: Any) -> Any:
    match value:
        case list() if not any(isinstance(one, list | dict) for one in value):
            return " | ".join(map(str, value))
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return value


def csv_pieces(chunks: Iterator[list[Exported]], sheet: Sheet) -> Iterator[bytes]:
    """A CSV file that Excel opens rightly: UTF-8 with a mark, and no cell that it would calculate."""
    heading = csv_row(list(sheet.headings.values()), sheet.separator)
    rows = (csv_row(cells(one, sheet), sheet.separator) for chunk in chunks for one in chunk)
    return pieces(chain([BOM + heading], rows))


def csv_table(rows: Iterable[list[Any]], language: str) -> bytes:
    """A small CSV file by the same rules; its first row has the headings."""
    separator = separator_of(language)
    return (BOM + "".join(csv_row(row, separator) for row in rows)).encode()


def separator_of(language: str) -> str:
    """What stands between two cells of a CSV file, so that Excel in this language splits it."""
    return _SEPARATORS.get(language, ",")


def csv_row(row: list[Any], separator: str) -> str:
    """A line of a CSV file, without a cell that a spreadsheet would calculate."""
    line = io.StringIO()
    csv.writer(line, delimiter=separator, lineterminator="\r\n").writerow([_csv_cell(one) for one in row])
    return line.getvalue()


def _csv_cell(value: Any) -> Any:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _without_formulas(value)
        case datetime():
            return value.isoformat(" ")
        case _:
            return value


def _without_formulas(text: str) -> str:
    """The text with `'` before what would be a formula, at its beginning or where it could be split."""
    marked = _BEFORE_SIGN.sub(_marked, text)
    return f"'{marked}" if marked.startswith(_FORMULA) else marked


def _marked(found: re.Match[str]) -> str:
    splits = found.start() == 0 or _SPLITS.search(found[0])
    return f"{found[0]}'" if splits else found[0]


def json_lines(chunks: Iterator[list[Exported]]) -> Iterator[bytes]:
    """JSON lines as a file to import has them; without details items of the list."""
    found = (one.item if one.document is None else one.document for chunk in chunks for one in chunk)
    return pieces(f"{json.dumps(one, ensure_ascii=False)}\n" for one in found)


def pieces(texts: Iterable[str]) -> Iterator[bytes]:
    """Texts in UTF-8, some of them together."""
    held, size = [], 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= PIECE:
            yield "".join(held).encode()
            held, size = [], 0
    if held:
        yield "".join(held).encode()


def xlsx_pieces(chunks: Iterator[list[Exported]], sheet: Sheet) -> Iterator[bytes]:
    """An XLSX file, made on disk before its first piece. Raises `ConflictError` where it would be too large.

    A worker makes one at a time, and has eight at most that are being sent: `UnavailableError` for others.
    """
    with _held(_places), TemporaryDirectory(prefix="contact-moments-") as folder:
        file = Path(folder) / "export.xlsx"
        with _held(_turn):
            _write_xlsx(file, chunks, sheet)
        with file.open("rb") as made:
            yield from iter(lambda: made.read(PIECE), b"")


@contextmanager
def _held(lock: "Lock | BoundedSemaphore") -> Iterator[None]:
    if not lock.acquire(blocking=False):
        raise UnavailableError("Another Excel file is being made; try again in a moment", "busy")
    try:
        yield
    finally:
        lock.release()


def require_rows(ids: Iterator[list[int]]) -> None:
    """Raise `ConflictError` if there are more than an XLSX file has; reads no more of them than that takes."""
    number = 0
    for some in ids:
        number += len(some)
        if number > MOST_ROWS:
            raise ConflictError(
                f"An Excel file has at most {MOST_ROWS} rows here; choose CSV, or a shorter period", "too_many_rows"
            )


def _write_xlsx(file: Path, chunks: Iterator[list[Exported]], sheet: Sheet) -> None:
    from xlsxwriter import Workbook

    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(file, {"constant_memory": True, "tmpdir": str(file.parent)} | as_text)
    page = book.add_worksheet()
    try:
        _write_rows(book, page, chunks, sheet)
    except BaseException:
        page.row_data_fh.close()  # which otherwise `book.close` does, after it has written the whole file
        raise
    book.close()


def _write_rows(book: Any, page: Any, chunks: Iterator[list[Exported]], sheet: Sheet) -> None:
    bold, time = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    page.freeze_panes(1, 0)
    page.set_column(0, len(sheet.headings) - 1, 18)
    page.write_row(0, 0, [_xlsx_cell(one) for one in sheet.headings.values()], bold)
    for number, one in enumerate(chain.from_iterable(chunks), 1):
        for column, value in enumerate(cells(one, sheet)):
            _write_cell(page, number, column, value, time)
        if os.fstat(page.row_data_fh.fileno()).st_size > MOST_BYTES:
            raise ConflictError(
                "This is too large for an Excel file; choose CSV, or a shorter period", "file_too_large"
            )


def _write_cell(page: Any, row: int, column: int, value: Any, time: Any) -> None:
    match value:
        case None:
            return
        case datetime() if value.year >= 1900:
            page.write_datetime(row, column, value, time)
        case bool():
            page.write_boolean(row, column, value)
        case int() | float() if abs(value) < 10**15:
            page.write_number(row, column, value)
        case _:
            page.write_string(row, column, _xlsx_cell(value))


def _xlsx_cell(value: Any) -> str:
    text = value.isoformat(" ") if isinstance(value, datetime) else str(value)
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


Make = Callable[[Iterator[list[Exported]], Sheet], Iterator[bytes]]
MAKERS: dict[str, Make] = {
    "csv": csv_pieces,
    "xlsx": xlsx_pieces,
    "jsonl": lambda chunks, _: json_lines(chunks),
}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl; charset=utf-8",
}
