"""Undoing an import: for a moment in the request that asks for it, and from then on in the background (see `jobs`)."""

from msgspec import Struct

from contact_moments.moments import imports as moment_imports
from contact_moments.people import Actor
from contact_moments.relations import undoing as relation_undoing
from contact_moments.storage.database import Database
from contact_moments.storage.long_work import Progress
from contact_moments.storage.questions.uploads import Kind


class Prospect(Struct, frozen=True):
    """What undoing an import would do now: how many would go, and why how many would stay.

    `corrected` are contact moments that go only if that is wanted; they are among those that stay. With `more`, only
    the first of them were looked at.
    """

    gone: int
    stay: dict[str, int]
    corrected: int = 0
    more: bool = False

    @property
    def seen(self) -> str:
        """What somebody has seen who saw these numbers."""
        return f"{self.gone}-{sum(self.stay.values())}"


def prospect(database: Database, kind: Kind, number: int) -> Prospect:
    """What undoing would do now. Raises `NotFoundError`."""
    if kind == "relations":
        found = relation_undoing.prospect(database, number)
        return Prospect(found.removed, {str(use): count for use, count in found.reasons.items()}, more=found.more)
    there = moment_imports.prospect(database, number)
    stay = {"corrected": there.corrected} if there.corrected else {}
    return Prospect(there.there - there.corrected, stay, there.corrected, there.more)


def number_left(database: Database, kind: Kind, number: int) -> int:
    """How many of what an import added are there. Raises `NotFoundError`."""
    if kind == "relations":
        return relation_undoing.number_left(database, number)
    return moment_imports.number_left(database, number)


def undo(database: Database, kind: Kind, number: int, also_corrected: bool, by: Actor, progress: Progress) -> None:
    """Undo an import. After an interruption, the same call goes on where it stopped. Raises `ConflictError`."""
    if kind == "relations":
        relation_undoing.undo(database, number, by, progress)
    else:
        moment_imports.undo(database, number, also_corrected, by, progress)
