"""What merging a relation into another would do, without doing it."""

from typing import Literal

from msgspec import Struct

from contact_moments.model import Relation
from contact_moments.moments.merging import check, check_separate
from contact_moments.moments.relation_figures import total
from contact_moments.moments.search import Total
from contact_moments.phones import shown
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import relations
from contact_moments.storage.sql.keys import email_key


class NotTaken(Struct, frozen=True):
    """Something that the merged relation has and its survivor does not get: a merge moves contact moments only."""

    kind: Literal["phone", "email", "external_id"]
    text: str


class Preview(Struct, frozen=True):
    """The relation that would be merged, the survivor, and the moments that would move.

    `last` is the position of the newest of them: it tells that there are more, however many are counted.
    """

    merged: Relation
    into: Relation
    moments: Total
    not_taken: list[NotTaken]
    last: int

    @property
    def seen(self) -> str:
        """What a form gives back: it differs where other moments would move."""
        return f"{self.moments.number}-{self.last}"


def preview(database: Database, merged: int, into: int) -> Preview:
    """What merging one into the other would do. Raises what `merging.begin` raises."""
    return database.read_snapshot(lambda connection: _preview(connection, merged, into))


def _preview(connection: Connection, merged: int, into: int) -> Preview:
    found = relations.of_ids(connection, [merged, into])
    check(found, merged, into)
    check_separate(found[merged], found[into])
    last = relations.parties(connection, [merged])[merged].last_position
    return Preview(found[merged], found[into], total(connection, merged), _not_taken(found[merged], found[into]), last)


def _not_taken(merged: Relation, into: Relation) -> list[NotTaken]:
    known = {phone.key or phone.number for phone in into.phones}
    left = [phone for phone in merged.phones if (phone.key or phone.number) not in known]
    phones = dict.fromkeys(shown(phone.number, phone.key) for phone in left)
    kept = [NotTaken("phone", number) for number in phones]
    if merged.email is not None and email_key(merged.email) != email_key(into.email):
        kept.append(NotTaken("email", merged.email))
    if merged.external_id is not None:
        kept.append(NotTaken("external_id", merged.external_id))
    return kept
