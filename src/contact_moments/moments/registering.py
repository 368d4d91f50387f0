"""Registering: many at once, each accepted or refused on its own (wire rules 15, 17, 20 and 23).

Everything is checked before anything is written, so a refusal leaves no trace and uses no id, and the number of
statements does not depend on how many registrations are done together.
"""

from typing import Literal

from contact_moments.clock import Clock
from contact_moments.errors import ForbiddenError, InvalidInputError, RegisterError
from contact_moments.model import EDIT, Author, Grant, JsonObject, Registration
from contact_moments.moments.reading import corrected_id, read_registration
from contact_moments.moments.rendering import Item, fragments
from contact_moments.moments.types import KnownType, Types
from contact_moments.storage import catalogue, relations
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.moments import NewMoment, add_moments
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone

ActionCodes = Literal["any", "listed"]


class Registrar:
    """Registers contact moments in one register, by the organisation's zone and its rule for action codes."""

    def __init__(self, database: Database, types: Types, zone: Zone, clock: Clock, action_codes: ActionCodes) -> None:
        self._database = database
        self._types = types
        self._zone = zone
        self._clock = clock
        self._action_codes = action_codes

    def type_for_adding(self, type_id: str) -> KnownType:
        """The type, if the API may add such moments. Raises `NotFoundError` or `InvalidInputError`."""
        known = self._types.get(type_id)
        if not known.data.addable:
            raise InvalidInputError("Contact moments of this type cannot be added", "not_addable")
        return known

    def register(self, known: KnownType, body: JsonObject, grant: Grant) -> int:
        """Register what an API client sent; returns the new id once it is durable.

        Raises `InvalidInputError`, or `ForbiddenError` for a correction without the scope for it.
        """
        registration = self.read(known, body)
        if corrected_id(body) is not None:
            if EDIT not in grant.scopes:
                raise ForbiddenError("Changing a contact moment needs the scope contact_moment/edit", EDIT)
            raise InvalidInputError("contactMomentId cannot be sent: contact moments cannot be corrected yet")
        return self._database.write_each(self._register_each, (registration, Author(grant.client_id, "api")))

    def read(self, known: KnownType, body: JsonObject) -> Registration:
        """Check `body` against its type and our limits. Raises `InvalidInputError`."""
        return read_registration(known, body, self._zone, self._clock())

    def refusals(self, registrations: list[Registration]) -> list[RegisterError | None]:
        """For each registration, why it would be refused as things stand, or None."""
        known = self._database.read(lambda connection: _Known(connection, registrations, self._action_codes))
        return [known.refusal(one) for one in registrations]

    def register_all(
        self, transaction: Transaction, registrations: list[Registration], author: Author
    ) -> list[int | RegisterError]:
        """Register many inside a transaction; returns the id or the refusal of each."""
        return self._register_each(transaction, [(one, author) for one in registrations])

    def _register_each(
        self, transaction: Transaction, items: list[tuple[Registration, Author]]
    ) -> list[int | RegisterError]:
        transaction.lock()
        connection = transaction.connection
        known = _Known(connection, [one for one, _ in items], self._action_codes)
        refusals = [known.refusal(one) for one, _ in items]
        accepted = [item for item, refusal in zip(items, refusals, strict=True) if refusal is None]
        if not accepted:
            return [refusal for refusal in refusals if refusal is not None]
        tagsets = catalogue.intern_tagsets(connection, {one.tags for one, _ in accepted}, known.tags)
        moments = [self._moment(transaction, one, author, tagsets, known) for one, author in accepted]
        add_moments(connection, moments)
        ids = iter(moments)
        return [next(ids).id if refusal is None else refusal for refusal in refusals]

    def _moment(
        self,
        transaction: Transaction,
        one: Registration,
        author: Author,
        tagsets: dict[tuple[int, ...], int],
        known: "_Known",
    ) -> NewMoment:
        item = Item(
            transaction.next_moment_id(),
            one.type,
            one.subject,
            one.sender_id,
            one.recipients,
            one.happened_at,
            one.action,
        )
        return NewMoment(
            id=item.id,
            change_no=transaction.next_change(),
            type=one.type,
            sender_id=one.sender_id,
            happened_at=one.happened_at,
            action=one.action,
            tagset_id=tagsets[one.tags],
            fragments=fragments(item, self._zone),
            document=one.document,
            recorded_at=transaction.now(),
            client_id=author.client_id,
            channel=author.channel,
            links=tuple((party, known.next_n(party)) for party in sorted({one.sender_id, *one.recipients})),
        )


class _Known:
    """What a batch of registrations refers to, as far as it exists: three statements, however large the batch."""

    def __init__(self, connection: Connection, registrations: list[Registration], action_codes: ActionCodes) -> None:
        parties = {party for one in registrations for party in (one.sender_id, *one.recipients)}
        found = relations.parties(connection, parties)
        self._available = {party for party, state in found.items() if state.available}
        self._last_n = {party: state.last_n for party, state in found.items()}
        tags = {tag for one in registrations for tag in one.tags}
        self.tags = catalogue.tags_of_ids(connection, tags) if tags else {}
        self._any_action = action_codes == "any"
        actions = {one.action for one in registrations if one.action is not None}
        self._actions = set() if self._any_action else catalogue.known_actions(connection, actions)

    def refusal(self, one: Registration) -> RegisterError | None:
        """The first thing that is not available: the sender, then recipients, tags, the action (wire rule 16)."""
        if one.sender_id not in self._available:
            return InvalidInputError("Sender is not available in CRM", "sender_not_available")
        if not self._available.issuperset(one.recipients):
            return InvalidInputError("Not all recipients are available in CRM", "recipients_not_available")
        if not self.tags.keys() >= set(one.tags):
            return InvalidInputError("Not all tags are available", "tags_not_available")
        if one.action is not None and not self._any_action and one.action not in self._actions:
            return InvalidInputError("Action is not available", "action_not_available")
        return None

    def next_n(self, party: int) -> int:
        """The next position among a relation's moments."""
        self._last_n[party] += 1
        return self._last_n[party]
