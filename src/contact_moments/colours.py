"""Colours as `#rrggbb`, and their contrast as WCAG 2.2 defines it: from 1 (none) to 21."""

import re

ENOUGH = 4.5  # contrast of text that is not large (WCAG 2.2, 1.4.3)
WHITE = "#ffffff"

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_STEPS = 100


def is_colour(text: str) -> bool:
    """Whether a text is such a colour, in lower case."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """The contrast of two colours."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def nearest(colour: str, towards: str, *grounds: str) -> str:
    """The colour on the way from `colour` to `towards` that is the first to have enough contrast on all `grounds`.

    `towards` itself where none has.
    """
    ways = (mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next((one for one in ways if all(contrast(one, ground) >= ENOUGH for ground in grounds)), towards)


def mixed(one: str, other: str, part: float) -> str:
    """A mixture of two colours with the given part of the second one."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(one / 255) for one in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
