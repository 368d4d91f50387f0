"""Progress: on stderr, when that is a terminal, and nowhere else. And what a closed stdout means."""

import io
import subprocess
import sys
from contextlib import redirect_stderr

import pytest

from contact_moments.cli.results import progress
from tests.cli.lines import a_line, import_lines
from tests.support import Installation


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


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize("words", [("moment", "export"), ("type", "list"), ("type", "show", "ContactMomentPhone")])
def test_a_stdout_that_is_closed(words: tuple[str, ...], furnished: Installation) -> None:
    """A command that cannot print its result says so and fails."""
    import_lines(furnished, a_line())
    shell = ["/bin/sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "contact_moments", *words]
    done = subprocess.run(
        shell, cwd=furnished.folder, env=furnished.environment(), stderr=subprocess.PIPE, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (1, "Error: The output cannot be written: stdout is closed\n")
