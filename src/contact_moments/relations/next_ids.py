"""The ids that the register itself gives to relations: upwards from the highest one, and none that was removed.

Other systems may still know somebody by an id that was removed. So it becomes another's only if the organisation says
so, by giving that id.
"""

from contact_moments.errors import InvalidInputError
from contact_moments.model import FIRST_CHOSEN_ID
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import relations as stored
from contact_moments.storage.questions import removed_relations


class NextIds:
    """Ids for the new relations of one transaction, which has the register's lock."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._highest: int | None = None
        self._used = 0
        # The lowest removed id above those that are known to be free.
        self._limit = 0

    def note_used(self, relation_id: int) -> None:
        """Note that a relation with this id is about to be added."""
        if relation_id < FIRST_CHOSEN_ID:
            self._used = max(self._used, relation_id)

    def next(self) -> int:
        """The id after all that are in use. Raises `InvalidInputError` if there is none left."""
        if self._highest is None:
            self._highest = stored.last_id(self._connection)
        last = max(self._highest, self._used)
        found = last + 1
        if found >= self._limit:
            found, limit = removed_relations.free_after(self._connection, last)
            self._limit = limit or FIRST_CHOSEN_ID
        if found >= FIRST_CHOSEN_ID:
            raise InvalidInputError(f"The id {last} is in use, so there is no next one; give an id")
        return found
