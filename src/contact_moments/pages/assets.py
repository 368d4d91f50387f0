"""Stylesheets, scripts and pictures: in memory, under names with a hash of the content, so that they never change."""

import gzip
import hashlib
from functools import cache
from pathlib import Path

from msgspec import Struct

ASSETS = "/assets"
FOLDER = Path(__file__).parent / "assets"
SVG = "image/svg+xml"
CSS = "text/css; charset=utf-8"
_TYPES = {".css": CSS, ".js": "text/javascript; charset=utf-8", ".svg": SVG}


class Asset(Struct, frozen=True):
    """A file that pages refer to, at the address `address`. `packed` is its content in gzip, if that is shorter."""

    address: str
    media_type: str
    content: bytes
    packed: bytes | None


def asset(name: str, media_type: str, content: bytes) -> Asset:
    """An asset with a hash of its content in its name."""
    stem, _, ending = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:16]
    packed = gzip.compress(content, mtime=0)
    return Asset(
        f"{ASSETS}/{stem}.{digest}.{ending}", media_type, content, packed if len(packed) < len(content) else None
    )


@cache
def assets() -> dict[str, Asset]:
    """All assets of the program, by the names of their files."""
    files = [file for file in sorted(FOLDER.iterdir()) if file.suffix in _TYPES]
    return {file.name: asset(file.name, _TYPES[file.suffix], file.read_bytes()) for file in files}


@cache
def by_address() -> dict[str, Asset]:
    """The same, by their addresses."""
    return {one.address: one for one in assets().values()}
