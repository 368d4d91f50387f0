"""`make external-links`: every link of the docs to another site is written as an address of https can be.

Whether somebody answers there is not asked: the machines that build this have no network.
"""

import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent.parent
_LINK = re.compile(r"https?://(?:\[[^\]\s]*\])?[^\s<>)\"'`|\]]*")
# Addresses of examples, and of this machine: they lead nowhere on purpose.
_EXAMPLE = re.compile(r"(^|\.)(example(\.(org|com|net))?|localhost)$|^[0-9.]+$|:")


def documents() -> list[Path]:
    """The documents at the top, and everything in docs/."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def faults(text: str) -> list[str]:
    """The addresses in a document that cannot be right."""
    found = (link.rstrip(".,;:…") for link in _LINK.findall(text))
    return [link for link in found if not _is_right(link)]


def _is_right(link: str) -> bool:
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return False
    if _EXAMPLE.search(host) or not host.isascii():
        return True
    return parts.scheme == "https" and "." in host and not parts.username


def main() -> None:
    """Print what cannot be right; exit code 1 if there is any."""
    wrong = [(path, link) for path in documents() for link in faults(path.read_text(encoding="utf-8"))]
    for path, link in wrong:
        print(f"{path.relative_to(ROOT)}: {link}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
