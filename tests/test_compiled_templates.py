"""Compiled templates are kept from start to start, and are never older than what they were compiled from."""

import sys
from pathlib import Path

import pytest

from contact_moments.pages import rendering


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of pages with one template, where compiled modules may be kept."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "templates" / "one.html").write_text("first {{ 'one'|visible }}")
    (tmp_path / "code.py").write_text("1")
    monkeypatch.setattr(rendering, "FOLDER", tmp_path / "templates")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def shown() -> str:
    """What a server that starts now shows."""
    return rendering._environment.__wrapped__().get_template("one.html").render()


def test_a_template_is_compiled_once(pages: Path) -> None:
    """The next start reads what this one has compiled."""
    assert shown() == "first one"
    (kept,) = (pages / "__pycache__").iterdir()
    before = kept.stat().st_mtime_ns

    assert shown() == "first one"
    assert kept.stat().st_mtime_ns == before


@pytest.mark.parametrize("changed", ["templates/one.html", "code.py"])
def test_what_has_changed_is_compiled_anew(pages: Path, changed: str) -> None:
    """A template is compiled again when its text has changed, or the code that it is rendered with."""
    shown()
    (kept,) = (pages / "__pycache__").iterdir()
    before = kept.read_bytes()
    (pages / changed).write_text("second")

    assert shown() == ("second" if changed.endswith("html") else "first one")
    assert kept.read_bytes() != before


def test_where_nothing_can_be_kept(pages: Path) -> None:
    """Without a place to write to, pages are there all the same."""
    (pages / "__pycache__").rmdir()

    assert shown() == "first one"
