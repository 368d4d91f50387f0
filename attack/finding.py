"""What an attack has shown: a promise, whether it was kept, and the figure."""

from dataclasses import dataclass

from attack.others import Seen


@dataclass(frozen=True)
class Finding:
    """A promise and what became of it.

    Other work on the machine may spoil a promise about a time. `nearly_kept` is whether it was kept or missed by so
    little that this may be the reason.
    """

    promise: str
    kept: bool
    figure: str = ""
    nearly_kept: bool = False

    def line(self) -> str:
        """For people."""
        return f"  {'kept  ' if self.kept else 'BROKEN'} {self.promise}{f' ({self.figure})' if self.figure else ''}"


def is_(promise: str, found: object, expected: object) -> Finding:
    """A promise about an outcome."""
    return Finding(promise, found == expected, "" if found == expected else f"{found}, not {expected}")


def within(promise: str, seconds: float, most: float, spare: float = 10.0) -> Finding:
    """A promise about a time, in seconds; a miss by less than `spare` may be the machine's fault."""
    return Finding(promise, seconds <= most, f"{seconds * 1000:.0f} ms", seconds <= most + spare)


def others_go_on(seen: Seen) -> list[Finding]:
    """Health is always answered, and the other clients notice little."""
    health = seen.failed.get("live", []) + seen.failed.get("ready", [])
    working = seen.failed.get("read", []) + seen.failed.get("register", [])
    return [
        is_("health is always answered", health, []),
        is_("other clients are always answered", working, []),
        within("liveness within a second", seen.worst("live"), 1.0),
        within("p99 of reading within 500 ms", seen.p99("read"), 0.5),
        within("p99 of registering within 500 ms", seen.p99("register"), 0.5),
    ]
