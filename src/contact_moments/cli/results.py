"""What commands print: results on stdout, remarks and progress on stderr."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import click

from contact_moments.cli.frame import Failure
from contact_moments.clock import SECOND
from contact_moments.visible import OBEYED, escaped, escaped_lines

_NOT_ASCII = re.compile("[^\x20-\x7e]")
Step = Callable[[int], None]

_LEFTOVERS = (
    "Somebody is reading an earlier state of the register: until that is over, and the server has been "
    "restarted, what was removed can still be found in the bytes of the database's -wal file"
)


def say(text: str) -> None:
    """Print a line of the result."""
    _refuse_closed()
    click.echo(escaped_lines(text))


def say_json(value: Any) -> None:
    """Print the result as one line of JSON."""
    say_line(json.dumps(value, ensure_ascii=False))


def say_array(values: Iterable[Any]) -> None:
    """Print the result as an array of JSON with a value on each line: there can be very many."""
    start = "["
    for value in values:
        say_line(start + json.dumps(value, ensure_ascii=False))
        start = ","
    say_line("]" if start == "," else "[]")


def say_document(value: Any) -> None:
    """Print the result as JSON in lines, for people to change."""
    # A text can have other line ends in it, such as U+2028, which stay.
    for line in json.dumps(value, ensure_ascii=False, indent=2).split("\n"):
        say_line(line)


def say_line(line: str) -> None:
    """Print a line of JSON to the letter; on a terminal with JSON's escapes for what that obeys or cannot show."""
    _refuse_closed()
    click.echo(_for_terminal(line) if sys.stdout.isatty() else line)


def say_csv(rows: str) -> None:
    """Print rows of CSV to the letter; on a terminal with escapes for what that obeys or cannot show."""
    _refuse_closed()
    click.echo(escaped_lines(rows) if sys.stdout.isatty() else rows, nl=False)


def _refuse_closed() -> None:
    # What is printed would vanish without a word.
    if sys.stdout is None:
        raise Failure("The output cannot be written: stdout is closed")


def _for_terminal(line: str) -> str:
    # Only texts of JSON have such characters in them, so the value is the same.
    can_show = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return (OBEYED if can_show else _NOT_ASCII).sub(_json_escape, line)


def _json_escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[index : index + 2].hex()}" for index in range(0, len(units), 2))


def say_table(rows: list[dict[str, Any]], as_json: bool) -> None:
    """Print rows as the result: a line each with tabs between the cells, or one line of JSON for all."""
    if as_json:
        say_json(rows)
        return
    for row in rows:
        say("\t".join("-" if value is None else escaped(str(value)) for value in row.values()))


def text_of(value: Any) -> str:
    """A value of JSON for people: texts of a list with `|` between them, `-` for nothing."""
    if isinstance(value, list):
        return " | ".join(map(escaped, value)) or "-"
    if isinstance(value, bool):
        return str(value).lower()
    return "-" if value is None else escaped(str(value))


def note(text: str) -> None:
    """Print a remark, which is no part of the result."""
    click.echo(escaped_lines(text), err=True)


def note_leftovers(scrubbed: bool) -> None:
    """Print where deleted content can still be found, unless it has been `scrubbed` from the files."""
    if not scrubbed:
        note(_LEFTOVERS)


def note_left_out(headings: list[str]) -> None:
    """Print which columns of a file are not read."""
    if headings:
        note(f"Columns that were left out: {', '.join(map(escaped, headings))}")


def count(number: int, noun: str) -> str:
    """`1 moment`, `2 moments`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def amount(moments: int, relations: int) -> str:
    """`1 contact moment, 2 relations`."""
    return f"{count(moments, 'contact moment')}, {count(relations, 'relation')}"


def instant_text(instant: int) -> str:
    """An instant (microseconds) as results show it: UTC, to the second."""
    return datetime.fromtimestamp(instant / SECOND, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Step]:
    """Show a progress bar on stderr if that is a terminal. Yields a function that takes a number of steps done.

    Without a `total` the bar shows only how many steps are done, and that work goes on.
    """
    # An iterable of unknown length where there is no total.
    steps = None if total is not None else iter(int, 1)
    hidden = sys.stderr is None or not sys.stderr.isatty()
    with click.progressbar(
        steps, total, what, hidden, show_pos=True, file=sys.stderr, update_min_steps=max(1, (total or 0) // 1000)
    ) as bar:
        yield bar.update
