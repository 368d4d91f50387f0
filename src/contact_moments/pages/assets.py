"""Stylesheet and pictures: kept in memory, under names that have a hash of the content, so that they never change."""

import hashlib
from functools import cache
from pathlib import Path

from msgspec import Struct

from contact_moments.errors import NotFoundError
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext

ASSETS = "/assets"
FOLDER = Path(__file__).parent / "assets"
_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
_HEADERS = [
    ("cache-control", "public, max-age=31536000, immutable"),
    ("content-security-policy", "default-src 'none'"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
]


class Asset(Struct, frozen=True):
    """A file that pages refer to, at the address `address`."""

    address: str
    media_type: str
    content: bytes


@cache
def assets() -> dict[str, Asset]:
    """All assets, by the names of their files."""
    return {file.name: _asset(file) for file in sorted(FOLDER.iterdir()) if file.suffix in _TYPES}


def _asset(file: Path) -> Asset:
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:16]
    return Asset(f"{ASSETS}/{file.stem}.{digest}{file.suffix}", _TYPES[file.suffix], content)


@cache
def _by_address() -> dict[str, Asset]:
    return {one.address: one for one in assets().values()}


def show_asset(context: RequestContext) -> Response:
    """An asset. Raises `NotFoundError`."""
    found = _by_address().get(f"{ASSETS}/{context.parameters['name']}")
    if found is None:
        raise NotFoundError("There is no such file")
    return Response(found.content, media_type=found.media_type, headers=list(_HEADERS))
