"""What importing an upload would do now: how many rows of each kind, the first of them, and every fault."""

from msgspec import Struct

from contact_moments.errors import RegisterError
from contact_moments.model import Draft
from contact_moments.moments.files import MomentsFile
from contact_moments.register import Register
from contact_moments.relations.csv_file import Change, CsvFile

SHOWN = 20  # rows, faults and unknown names on a page
LONGEST_NAME = 100  # characters of an unknown name

Fault = tuple[int, RegisterError]


class RelationsPreview(Struct, frozen=True):
    """Rows of a file of relations. `first` are the first that would change something; `faults` are all there are."""

    added: int
    changed: int
    unchanged: int
    unavailable: int
    first: list[Change]
    faults: list[Fault]

    @property
    def seen(self) -> str:
        """What somebody has seen who saw these numbers."""
        return f"{self.added}-{self.changed}-{self.unchanged}-{len(self.faults)}"


class MomentsPreview(Struct, frozen=True):
    """Lines of a file of contact moments. `known` counts those that were imported before.

    `unknown` has names of members that their types do not know, with how many lines have each.
    """

    new: int
    known: int
    first: list[tuple[int, Draft]]
    faults: list[Fault]
    unknown: list[tuple[str, int]]

    @property
    def seen(self) -> str:
        """What somebody has seen who saw these numbers."""
        return f"{self.new}-{self.known}-{len(self.faults)}"


def of_relations(register: Register, file: CsvFile) -> RelationsPreview:
    """What importing a file of relations would do; its faults are noted in it."""
    file.note_faults(register.database)
    counts = dict.fromkeys(("added", "changed", "unchanged"), 0)
    unavailable, first = 0, list[Change]()
    for change in file.changes(register.database):
        counts[change.status] += 1
        unavailable += change.before is not None and not change.after.available
        if change.status != "unchanged" and len(first) < SHOWN:
            first.append(change)
    return RelationsPreview(**counts, unavailable=unavailable, first=first, faults=[*file.faults])


def of_moments(file: MomentsFile) -> MomentsPreview:
    """What importing a file of contact moments would do."""
    new, first, faults = 0, list[tuple[int, Draft]](), list[Fault]()
    for one in file.looked_at():
        if one.refusal is not None:
            faults.append((one.line.number, one.refusal))
        elif one.is_new:
            new += 1
            if isinstance(one.line.draft, Draft) and len(first) < SHOWN:
                first.append((one.line.number, one.line.draft))
    known = file.lines - new - len(faults)
    unknown = [(name[:LONGEST_NAME], lines) for name, lines in file.unknown.most_common(SHOWN)]
    return MomentsPreview(new, known, first, faults, unknown)
