"""Progress: on stderr, when that is a terminal, and nowhere else."""

import io
import sys

import pytest

from contact_moments.cli.results import progress


class Terminal(io.StringIO):
    """Keeps what is written, and says that it is a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in place of stderr."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    return made


def test_on_a_terminal(terminal: Terminal) -> None:
    """A terminal shows what is done, and how many steps of how many."""
    with progress("Importing", 3000) as step:
        step(1000)
        step(1000)

    assert "Importing" in terminal.getvalue()
    assert "2000/3000" in terminal.getvalue()


def test_an_unknown_total(terminal: Terminal) -> None:
    """Where nobody knows how many steps there are, a terminal shows how many are done."""
    with progress("Merging", None) as step:
        step(500)
        step(500)

    assert terminal.getvalue().rstrip("\x1b[?25h\n").endswith("1000")


def test_nothing_to_do(terminal: Terminal) -> None:
    """A piece of work without steps ends like any other."""
    with progress("Exporting", 0):
        pass

    assert "0/0" in terminal.getvalue()


def test_elsewhere(capfd: pytest.CaptureFixture[str]) -> None:
    """A file or pipe gets no progress."""
    with progress("Importing", 2) as step:
        step(2)

    assert capfd.readouterr() == ("", "")
