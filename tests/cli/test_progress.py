"""Progress: on stderr, when that is a terminal, and nowhere else."""

import io
from contextlib import redirect_stderr

from contact_moments.cli.results import progress


class Terminal(io.StringIO):
    """Keeps what is written, and says that it is a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def shown(stderr: io.StringIO, total: int | None, *steps: int) -> str:
    """What is on stderr after these numbers of steps were done."""
    with redirect_stderr(stderr), progress("Importing", total) as step:
        for number in steps:
            step(number)
    return stderr.getvalue()


def test_on_a_terminal() -> None:
    """A terminal shows what is done, and how many steps of how many."""
    text = shown(Terminal(), 3000, 1000, 1000)

    assert "Importing" in text
    assert "2000/3000" in text


def test_an_unknown_total() -> None:
    """Where nobody knows how many steps there are, a terminal shows how many are done."""
    text = shown(Terminal(), None, 500, 500)

    assert "  1000" in text
    assert "/" not in text


def test_nothing_to_do() -> None:
    """A piece of work without steps ends like any other."""
    assert "0/0" in shown(Terminal(), 0)


def test_elsewhere() -> None:
    """A file or pipe gets no progress."""
    assert shown(io.StringIO(), 2, 2) == ""
