"""References: the relations, tags and actions that drafts name, and whether they are available (rules 16, 17, 23)."""

from collections.abc import Collection, Iterator
from typing import Literal

from msgspec.structs import replace

from contact_moments.errors import Finding, InvalidInputError, RegisterError
from contact_moments.model import Draft, Plan
from contact_moments.storage.database import Connection
from contact_moments.storage.questions import actions, relations, tags

ActionCodes = Literal["any", "listed"]

# These refusals can be transient: the relation may be added later.
BY_CODE = "follow_up_by_not_available"
PARTY_CODES = ("sender_not_available", "recipients_not_available", BY_CODE)


class References:
    """What a batch of drafts names, as far as it exists. `tags` maps ids of tags to names."""

    def __init__(self, connection: Connection, drafts: list[Draft], action_codes: ActionCodes) -> None:
        """Look everything up: three statements at most, however large the batch is."""
        parties = {party for one in drafts for party in (one.sender_id, *one.recipients)}
        parties.update(one.follow_up.by for one in drafts if one.follow_up is not None and one.follow_up.by is not None)
        found = relations.parties(connection, parties)
        self._available = {party for party, state in found.items() if state.available}
        self._into = {party: state.merged_into or party for party, state in found.items()}
        self._last_positions = {party: state.last_position for party, state in found.items()}
        self._names = {party: state.name_json for party, state in found.items()}
        named_tags = {tag for one in drafts for tag in one.tags}
        self.tags = tags.of_ids(connection, named_tags) if named_tags else {}
        self._any_action = action_codes == "any"
        codes = {one.action for one in drafts if one.action is not None}
        self._actions = set() if self._any_action else actions.existing(connection, codes)

    def refusal(self, one: Draft, already: Collection[int] = ()) -> RegisterError | None:
        """Its fault, or the first thing that is not available: sender, recipients, tags, action (wire rule 16).

        `already` has the parties of the moment that is corrected. They may stay, also if they are not available now.
        """
        return next(self._refusals(one, already), None)

    def findings(self, one: Draft, already: Collection[int] = ()) -> list[Finding]:
        """Its fault, and all that is not available; `already` as in `refusal`."""
        return [finding for refusal in self._refusals(one, already) for finding in refusal.findings]

    def _refusals(self, one: Draft, already: Collection[int]) -> Iterator[InvalidInputError]:
        if one.fault is not None:
            yield InvalidInputError(one.fault, findings=(Finding("subject", "required"),))
        available = self._available.union(already) if already else self._available
        if one.sender_id not in available:
            yield _missing("Sender is not available in CRM", "sender_not_available", "senderId")
        if not available.issuperset(one.recipients):
            yield _missing("Not all recipients are available in CRM", "recipients_not_available", "recipients")
        if not self.tags.keys() >= set(one.tags):
            yield _missing("Not all tags are available", "tags_not_available", "tagIds")
        if one.action is not None and not self._any_action and one.action not in self._actions:
            yield _missing("Action is not available", "action_not_available", "action_code")
        # Of a correction the follow-up that is there decides too (see `follow_ups.refusal`).
        if one.follow_up is not None and one.corrects is None and not self._may_follow_up(one.follow_up):
            yield by_not_available("followUp.by")

    def _may_follow_up(self, plan: Plan) -> bool:
        return plan.by is None or plan.by in (self._into if plan.done else self._available)

    def with_survivor(self, plan: Plan) -> Plan:
        """A follow-up by the relation that its relation was merged into, if it was: one that is done may name that."""
        return plan if plan.by is None else replace(plan, by=self._into[plan.by])

    def name(self, party: int) -> str:
        """The name of a relation that exists, as JSON text."""
        return self._names[party]

    def next_position(self, party: int) -> int:
        """The position for one more moment among those of a relation; each call returns another."""
        self._last_positions[party] += 1
        return self._last_positions[party]


def by_not_available(field: str) -> InvalidInputError:
    """The refusal of a follow-up by a relation that is not available."""
    return _missing("Who is to follow up is not available in CRM", BY_CODE, field)


def _missing(message: str, code: str, field: str) -> InvalidInputError:
    return InvalidInputError(message, code, (Finding(field, "not_available"),))
