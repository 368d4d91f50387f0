"""Where the files of deploy/ are, and what they name."""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
NAME = "register.example.org"


def text_of(name: str, changes: dict[str, str]) -> str:
    """A file of deploy/, with texts in it changed; each of them has to be there."""
    text = (DEPLOY / name).read_text()
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    return text
