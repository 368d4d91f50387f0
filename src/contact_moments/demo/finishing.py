"""What happens to a register after it was filled: corrections, and relations that are archived or merged."""

from collections import deque

from contact_moments import relations
from contact_moments.demo.moments import Made, Writer
from contact_moments.demo.people import Person
from contact_moments.maintenance import add_moments
from contact_moments.model import Author
from contact_moments.moments import merging
from contact_moments.register import Register

# So many however much data there is: each takes some milliseconds.
LAST, EACH = 240, 6  # of the last moments, each sixth is corrected
TWICE = 4  # of the corrected ones, each fourth once more
ARCHIVED_EACH = 60  # relations of which one is archived
MOST = 8  # that are archived, and that are there twice


class Finishing:
    """Keeps what is needed for it while a register is filled."""

    def __init__(self, author: Author) -> None:
        self._author = author
        self._last: deque[tuple[int, Made]] = deque(maxlen=LAST)
        self._doubles: list[tuple[int, int]] = []
        self._others: list[int] = []

    def note_people(self, people: list[Person]) -> None:
        """Note relations that were made."""
        doubles = [(one.relation.id, one.double_of) for one in people if one.double_of is not None]
        named = {id_ for pair in doubles for id_ in pair}
        others = [one.relation.id for one in people if not one.staff and one.relation.id not in named]
        self._doubles = (self._doubles + doubles)[:MOST]
        self._others = (self._others + others)[: MOST * ARCHIVED_EACH]

    def note_moments(self, ids: list[int], made: list[Made]) -> None:
        """Note moments that were made, with their ids."""
        self._last.extend(zip(ids, made, strict=True))

    def finish(self, register: Register, writer: Writer) -> None:
        """Correct some moments, archive some relations, and merge half of those that are there twice."""
        corrected = [(moment_id, writer.corrected(made)) for moment_id, made in list(self._last)[::EACH]]
        corrected += [(moment_id, writer.corrected(made)) for moment_id, made in corrected[::TWICE]]
        for moment_id, made in corrected:
            self._correct(register, moment_id, made)
        for relation_id in self._others[ARCHIVED_EACH - 1 :: ARCHIVED_EACH]:
            relations.archive(register.database, relation_id)
        for merged, into in self._doubles[::2]:
            merging.merge(register.database, register.zone, merged, into)

    def _correct(self, register: Register, moment_id: int, made: Made) -> None:
        body = made.body | {"contactMomentId": moment_id}
        add_moments(register, [register.registrar.read(register.types.get(made.type_id), body)], self._author)
