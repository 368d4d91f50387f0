"""What a check finds."""

from typing import NamedTuple


class Finding(NamedTuple):
    """Whether something is right, in a sentence."""

    well: bool
    text: str

    @property
    def warning(self) -> bool:
        """Whether somebody should do something, although it is right still."""
        return isinstance(self, _Warning)


class _Warning(Finding):
    """What will be wrong, or may be wrong and cannot be seen from here."""


def finding(well: bool, text: str, is_warning: bool) -> Finding:
    """One that was kept as these three."""
    return warning(text) if is_warning else Finding(well, text)


def right(text: str) -> Finding:
    """Nothing is to be done."""
    return Finding(True, text)


def warning(text: str) -> Finding:
    """It is right still, and somebody should do something."""
    return _Warning(True, text)


def wrong(text: str) -> Finding:
    """It is wrong; the sentence says what helps."""
    return Finding(False, text)
