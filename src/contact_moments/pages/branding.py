"""Whose register it is: name, picture and colour of the organisation, made into assets from the settings."""

from functools import cache
from pathlib import Path

from msgspec import Struct

from contact_moments.colours import ENOUGH, WHITE, contrast, mixed, nearest
from contact_moments.errors import NotFoundError
from contact_moments.http_server.messages import HeaderList, Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.pages.assets import ASSETS, SVG, Asset, asset, by_address
from contact_moments.setting_values import LIGHT_SHEET, PICTURES
from contact_moments.settings import Settings

DARK_SHEET = "#181e23"  # `--sheet` of dark pages in the stylesheet
BLACK = "#000000"
_NEVER = {"q=0", "q=0.0", "q=0.00", "q=0.000"}
_HEADERS: HeaderList = [
    ("cache-control", "public, max-age=31536000, immutable"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("vary", "Accept-Encoding"),
]
# A picture with scripts in it does nothing, also where somebody opens it by itself.
_POLICIES = {SVG: "default-src 'none'; sandbox"}


class Brand(Struct, frozen=True):
    """The organisation's name, and the addresses of its picture and of a stylesheet with its colour, as far as set."""

    name: str | None = None
    logo: str | None = None
    accent: str | None = None


@cache
def brand(settings: Settings) -> Brand:
    """What the pages of a register show of its organisation."""
    logo, accent = _logo(settings), _accent(settings)
    return Brand(settings.organisation_name, logo.address if logo else None, accent.address if accent else None)


@cache
def _logo(settings: Settings) -> Asset | None:
    if settings.organisation_logo is None:
        return None
    file = Path(settings.organisation_logo)
    ending = file.suffix.lower()
    return asset(f"logo{ending}", PICTURES[ending], file.read_bytes())


@cache
def _accent(settings: Settings) -> Asset | None:
    colour = settings.organisation_accent
    return None if colour is None else asset("accent.css", "text/css; charset=utf-8", stylesheet(colour).encode())


def stylesheet(colour: str) -> str:
    """The tokens of the stylesheet that have the accent, for a colour that stands out from white."""
    light_soft = _palest(colour, LIGHT_SHEET)
    dark_soft = mixed(colour, DARK_SHEET, 0.75)
    dark = nearest(colour, WHITE, DARK_SHEET, dark_soft)
    dark_fill = _lightest_fill(colour)
    tokens = {
        "accent": (colour, dark),
        "accent-strong": (mixed(colour, BLACK, 0.25), mixed(dark, WHITE, 0.4)),
        "fill": (colour, dark_fill),
        "fill-strong": (mixed(colour, BLACK, 0.25), mixed(dark_fill, BLACK, 0.15)),
        "accent-soft": (light_soft, dark_soft),
    }
    lines = "".join(f"--{name}: light-dark({light}, {dark}); " for name, (light, dark) in tokens.items())
    return f":root {{ {lines}}}\n"


def _palest(colour: str, sheet: str) -> str:
    """A tint of the colour that it stands out from."""
    tints = (mixed(colour, sheet, part / 100) for part in range(90, 101))
    return next((one for one in tints if contrast(colour, one) >= ENOUGH), sheet)


def _lightest_fill(colour: str) -> str:
    """As light as white on it allows, so that a button is seen on dark paper."""
    shades = [mixed(colour, WHITE, part / 100) for part in range(50)]
    return [one for one in shades if contrast(one, WHITE) >= ENOUGH][-1]


def show_asset(context: RequestContext) -> Response:
    """An asset, of the program or of the organisation. Raises `NotFoundError`."""
    settings = context.register.settings
    own = {one.address: one for one in (_logo(settings), _accent(settings)) if one is not None}
    address = f"{ASSETS}/{context.parameters['name']}"
    found = by_address().get(address) or own.get(address)
    if found is None:
        raise NotFoundError("There is no such file")
    policy = _POLICIES.get(found.media_type, "default-src 'none'")
    headers = [*_HEADERS, ("content-security-policy", policy)]
    if found.packed is None or not _takes_gzip(context):
        return Response(found.content, media_type=found.media_type, headers=headers)
    return Response(found.packed, media_type=found.media_type, headers=[*headers, ("content-encoding", "gzip")])


def _takes_gzip(context: RequestContext) -> bool:
    """Whether Accept-Encoding (RFC 9110 §12.5.3) names gzip, and does not rule it out."""
    parts = (one.replace(" ", "").lower() for one in (context.request.header("accept-encoding") or "").split(","))
    return any(name == "gzip" and weight not in _NEVER for name, _, weight in (one.partition(";") for one in parts))
