"""Every line that the program logs in the tests' own process is one that `docs/watching.md` lists, with its fields."""

import logging
import re
from pathlib import Path

OF_TESTS = "contact_moments.test"  # the logger of tests that log something themselves
WATCHING = Path(__file__).parent.parent / "docs" / "watching.md"


def words(cell: str) -> list[str]:
    """The names in a cell of a table."""
    return re.findall(r"`([^`]+)`", cell)


def rows_of(heading: str) -> list[list[str]]:
    """The cells of the rows of the table below a heading."""
    section = WATCHING.read_text().partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows]


class _Watching(logging.Handler):
    """Fails the test in which a line is logged that is not listed."""

    def __init__(self) -> None:
        super().__init__()
        self._listed = {words(row[0])[0]: (row[1], set(words(row[2]))) for row in rows_of("The log")}

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == OF_TESTS:
            return
        levels, fields = self._listed.get(record.getMessage(), ("", set[str]()))
        given: dict[str, object] = getattr(record, "fields", {})
        assert record.levelname.lower() in levels.split(", "), f"{record.getMessage()} is not in docs/watching.md"
        assert given.keys() <= fields, f"{record.getMessage()} has fields that are not in docs/watching.md"


def watch() -> None:
    """Look at each line from now on."""
    logging.getLogger("contact_moments").addHandler(_Watching())
