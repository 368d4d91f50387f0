"""Names of databases and schemas that somebody works in for a while: each tells when it was made.

A process that is killed leaves its own behind. Whoever comes later sees by the name that nobody works there any more.
"""

import re
import secrets
from collections.abc import Iterable

from contact_moments.clock import SECOND, system_clock

LONGEST = 24 * 3600  # seconds for which somebody may work in one


def new_name(prefix: str) -> str:
    """A name that nothing has yet; the second in which it was made is in it."""
    return f"{prefix}{system_clock() // SECOND:08x}_{secrets.token_hex(8)}"


def left(names: Iterable[str], prefix: str) -> list[str]:
    """Those of the names that are ours, and so old that whoever made them was killed."""
    ours, oldest = re.compile(rf"{prefix}([0-9a-f]{{8}})_[0-9a-f]{{16}}", re.ASCII), system_clock() // SECOND - LONGEST
    return [name for name in names if (found := ours.fullmatch(name)) and int(found[1], 16) < oldest]
