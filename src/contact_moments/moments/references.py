"""What registrations refer to, as far as it is there and may be referred to (wire rules 16, 17 and 23)."""

from collections.abc import Collection
from typing import Literal

from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.model import Registration
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import actions, relations, tags

ActionCodes = Literal["any", "listed"]

# The refusals that another day may bring to an end: the relation is not there yet.
PARTY_CODES = ("sender_not_available", "recipients_not_available")


class Known:
    """What a batch of registrations refers to, as far as it exists: three statements, however large the batch."""

    def __init__(self, connection: Connection, registrations: list[Registration], action_codes: ActionCodes) -> None:
        parties = {party for one in registrations for party in (one.sender_id, *one.recipients)}
        found = relations.parties(connection, parties)
        self._available = {party for party, state in found.items() if state.available}
        self._last_n = {party: state.last_position for party, state in found.items()}
        self._names = {party: state.name_json for party, state in found.items()}
        named_tags = {tag for one in registrations for tag in one.tags}
        self.tags = tags.of_ids(connection, named_tags) if named_tags else {}
        self._any_action = action_codes == "any"
        codes = {one.action for one in registrations if one.action is not None}
        self._actions = set() if self._any_action else actions.existing(connection, codes)

    def refusal(self, one: Registration, already: Collection[int] = ()) -> RegisterError | None:
        """The first thing that is not available: the sender, then recipients, tags, the action (wire rule 16).

        Those in `already` are parties of the moment that is corrected, and may stay so.
        """
        available = self._available.union(already) if already else self._available
        if one.sender_id not in available:
            return InvalidInputError("Sender is not available in CRM", "sender_not_available")
        if not available.issuperset(one.recipients):
            return InvalidInputError("Not all recipients are available in CRM", "recipients_not_available")
        if not self.tags.keys() >= set(one.tags):
            return InvalidInputError("Not all tags are available", "tags_not_available")
        if one.action is not None and not self._any_action and one.action not in self._actions:
            return InvalidInputError("Action is not available", "action_not_available")
        return None

    def name(self, party: int) -> str:
        """The name of a relation that is there, as JSON text."""
        return self._names[party]

    def next_n(self, party: int) -> int:
        """The next position among a relation's moments."""
        self._last_n[party] += 1
        return self._last_n[party]
