"""Registration: a batch of submissions in one transaction, each accepted or refused by itself (wire rules 15 to 23).

Everything is checked before anything is written, so a refusal stores nothing and uses no id. A batch needs no more
statements than one registration, unless it has more than 5,000 links.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from contact_moments.clock import Clock
from contact_moments.errors import (
    Finding,
    ForbiddenError,
    InvalidInputError,
    RegisterError,
    TypesChangedError,
    UnavailableError,
)
from contact_moments.meter.meter import OTHER, UNMETERED, Meter, registration
from contact_moments.meter.meter import Outcome as Counted
from contact_moments.model import EDIT, Author, Call, Channel, Draft, Grant, JsonObject, Submission
from contact_moments.moments import follow_ups, parking
from contact_moments.moments.correction import actor_of, correct, parties_of
from contact_moments.moments.drafts import read_draft
from contact_moments.moments.idempotency import EarlierRegistrations, moment_of_key
from contact_moments.moments.members import unknown_members
from contact_moments.moments.references import ActionCodes, References
from contact_moments.moments.rendering import Item, fragments
from contact_moments.moments.search_words import words_of
from contact_moments.moments.types import CompiledType, Types, get_type
from contact_moments.storage.batches import in_loads
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import tags
from contact_moments.storage.questions.moments import NewMoment, add_moments
from contact_moments.storage.retry import ATTEMPTS
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone

Outcome = int | RegisterError


def author_of(grant: Grant, channel: Channel) -> Author:
    """Who registers with a grant: a client, a person, or a person by a client."""
    return Author(grant.client_id, channel, account_id=grant.person.id if grant.person else None)


class Registrar:
    """Registers contact moments in one register, with the organisation's zone and its rule for action codes."""

    def __init__(
        self,
        database: Database,
        types: Types,
        zone: Zone,
        clock: Clock,
        action_codes: ActionCodes,
        parked_days: int,
        meter: Meter = UNMETERED,
    ) -> None:
        self._database = database
        self._types = types
        self._zone = zone
        self._clock = clock
        self._action_codes = action_codes
        self._parked_days = parked_days
        self._meter = meter

    def register(self, call: Call) -> int:
        """Register or correct what a client or a person sent; returns the id once it is durable.

        Raises `NotFoundError`, `InvalidInputError`, `KeyReusedError`, or `ForbiddenError` for a correction without its
        scope; `TypesChangedError` only where the types change all the time.
        """
        return self.with_current_types(lambda: self._submit_checked(call))

    def _submit_checked(self, call: Call) -> int:
        with self._refusal_counted(call.type_id):
            submission = self._checked(call)
        return self.submit(submission)

    @contextmanager
    def _refusal_counted(self, type_id: str) -> Iterator[None]:
        """What is refused before there is a transaction; `submit_all` counts the rest."""
        try:
            yield
        except UnavailableError:
            raise
        except RegisterError:
            known = type_id if type_id in self._types.cached()[1] else OTHER
            self._meter.add({registration(known, "refused"): 1})
            raise

    def with_current_types(self, work: Callable[[], int]) -> int:
        """Run `work`, which uses the cached types, and again with the current ones while it finds that they changed."""
        for _ in range(ATTEMPTS - 1):
            try:
                return work()
            except TypesChangedError:
                self._types.current()
        return work()

    def register_within(self, transaction: Transaction, call: Call) -> int:
        """As `register`, inside a transaction and with the cached types; used with `with_current_types`."""
        version, types = self._types.cached()
        with self._refusal_counted(call.type_id):
            submission = self._submission(call, version, types)
        (outcome,) = self.submit_all(transaction, [submission])
        if isinstance(outcome, RegisterError):
            raise outcome
        return outcome

    def registered(self, grant: Grant, channel: Channel, key: str) -> int | None:
        """The moment that was registered with an Idempotency-Key of who asks; None if there is none."""
        author = author_of(grant, channel)
        return self._database.read(lambda connection: moment_of_key(connection, author, key))

    def problems(self, call: Call) -> list[Finding]:
        """All that is wrong with a call: schema, limits and references; nothing is written.

        Raises `NotFoundError` where there is no such type, and `UnavailableError` where its schema cannot be used.
        """
        try:
            draft = self.read(self._types.get(call.type_id), call.body)
        except InvalidInputError as fault:
            return list(fault.findings)
        return self._database.read_snapshot(lambda connection: self._not_available(connection, draft))

    def _not_available(self, connection: Connection, draft: Draft) -> list[Finding]:
        already = parties_of(connection, draft.corrects) if draft.corrects is not None else ()
        found = References(connection, [draft], self._action_codes).findings(draft, already)
        refusal = follow_ups.refusal(connection, draft)
        return found if refusal is None else [*found, *refusal.findings]

    def _checked(self, call: Call) -> Submission:
        """The call as a submission, after every check that needs no database.

        Uses the worker's cached types. `submit` raises `TypesChangedError` if they are out of date, and a refusal is
        checked again with the current types.
        """
        version, types = self._types.cached()
        try:
            return self._submission(call, version, types)
        except RegisterError:
            latest, types = self._types.current()
            if latest == version:
                raise
            return self._submission(call, latest, types)

    def _submission(self, call: Call, version: int, types: dict[str, CompiledType]) -> Submission:
        compiled = get_type(types, call.type_id)
        if not compiled.data.addable:
            raise InvalidInputError("Contact moments of this type cannot be added", "not_addable")
        draft = self.read(compiled, call.body)
        if draft.corrects is not None and EDIT not in call.grant.scopes:
            raise ForbiddenError("Changing a contact moment needs the scope contact_moment/edit", EDIT)
        author = author_of(call.grant, call.channel)
        return Submission(draft, author, call.idempotency_key, version, call.expected_version)

    def submit(self, submission: Submission) -> int:
        """Register or correct; returns the id once it is durable.

        Raises `InvalidInputError` if something is not available, `KeyReusedError`, or `TypesChangedError`.
        """
        return self._database.write_each(self._submit_or_park, submission)

    def read(self, compiled: CompiledType, body: JsonObject) -> Draft:
        """Check `body` against its type and our limits; returns a draft. Raises `InvalidInputError`."""
        return read_draft(compiled, body, self._zone, self._clock())

    def unknown_members(self, type_id: str, body: Any) -> list[str]:
        """The names of members of `body` that the type does not know; none if there is no such type."""
        compiled = self._types.cached()[1].get(type_id)
        return unknown_members(compiled, body) if compiled else []

    def read_as(self, type_id: str, body: JsonObject, now: int) -> Draft:
        """As `read`, by the type's id, and with another time as now.

        Raises `NotFoundError` if there is no such type. It need not be addable.
        """
        return read_draft(self._types.get(type_id), body, self._zone, now)

    def refusals(self, drafts: list[Draft]) -> list[RegisterError | None]:
        """For each draft, the refusal that it would get now, or None."""
        references = self._database.read(lambda connection: References(connection, drafts, self._action_codes))
        return [references.refusal(one) for one in drafts]

    def register_all(self, transaction: Transaction, drafts: list[Draft], author: Author) -> list[Outcome]:
        """Register many inside a transaction; returns the id or the refusal of each."""
        return self.submit_all(transaction, [Submission(one, author) for one in drafts])

    def _submit_or_park(self, transaction: Transaction, submissions: list[Submission]) -> list[Outcome]:
        outcomes = self.submit_all(transaction, submissions)
        parking.park_refused(transaction, list(zip(submissions, outcomes, strict=True)), self._parked_days)
        return outcomes

    def submit_all(self, transaction: Transaction, submissions: list[Submission]) -> list[Outcome]:
        """Register and correct inside a transaction; returns the id or the refusal of each.

        A repeat of an earlier registration, or of an earlier one in this batch, gets the same id.
        """
        types_version = transaction.types_version()
        references = References(transaction.connection, [one.draft for one in submissions], self._action_codes)
        earlier = EarlierRegistrations(transaction.connection, submissions)
        new: list[tuple[int, Submission]] = []
        outcomes: list[Outcome] = []
        counted = transaction.counts
        for one in submissions:
            if one.types_version not in (None, types_version):
                outcomes.append(TypesChangedError("The contact moment types have changed; try again"))
                continue
            outcome = earlier.outcome(one)
            is_new = outcome is None
            if outcome is None:
                outcome = self._decide(transaction, one, references, new)
                if isinstance(outcome, int):
                    earlier.add(one, outcome)
            outcomes.append(outcome)
            counted[registration(one.draft.type, _called(one.draft, outcome, is_new))] += 1
        self._add(transaction, new, references)
        earlier.save(transaction)
        return outcomes

    def _decide(
        self, transaction: Transaction, one: Submission, references: References, new: list[tuple[int, Submission]]
    ) -> Outcome:
        draft = one.draft
        if draft.corrects is not None:
            return correct(transaction, draft.corrects, one, references, self._zone)
        refusal = references.refusal(draft)
        if refusal is not None:
            return refusal
        moment_id = transaction.next_moment_id()
        new.append((moment_id, one))
        return moment_id

    def _add(self, transaction: Transaction, new: list[tuple[int, Submission]], references: References) -> None:
        if not new:
            return
        sets = {one.draft.tags for _, one in new}
        tagsets = tags.intern_tagsets(transaction.connection, sets, references.tags)
        moments = [
            self._moment(transaction, moment_id, one, tagsets[one.draft.tags], references) for moment_id, one in new
        ]
        for load in in_loads(moments, lambda one: len(one.links)):
            add_moments(transaction.connection, load)
            transaction.check_deadline()
        followed = [(moment_id, one) for moment_id, one in new if one.draft.follow_up is not None]
        if followed:
            self._add_follow_ups(transaction, followed, references)

    def _add_follow_ups(
        self, transaction: Transaction, new: list[tuple[int, Submission]], references: References
    ) -> None:
        found = [
            (moment_id, one.draft.happened_at, references.with_survivor(one.draft.follow_up), actor_of(one.author))
            for moment_id, one in new
            if one.draft.follow_up is not None
        ]
        follow_ups.add_now(transaction, found)

    def _moment(
        self, transaction: Transaction, moment_id: int, submission: Submission, tagset_id: int, references: References
    ) -> NewMoment:
        one, author = submission.draft, submission.author
        name = references.name(one.sender_id)
        item = Item(moment_id, one.type, one.subject, one.sender_id, name, one.recipients, one.happened_at, one.action)
        return NewMoment(
            id=moment_id,
            change_no=transaction.next_change(),
            type=one.type,
            sender_id=one.sender_id,
            happened_at=one.happened_at,
            action=one.action,
            tagset_id=tagset_id,
            fragments=fragments(item, self._zone),
            document=one.document,
            recorded_at=transaction.now(),
            client_id=author.client_id,
            channel=author.channel,
            reference=one.reference,
            words=words_of(json.loads(one.document)),
            links=tuple((party, references.next_position(party)) for party in sorted({one.sender_id, *one.recipients})),
            person=author.person,
            account_id=author.account_id,
        )


def _called(draft: Draft, outcome: Outcome, is_new: bool) -> Counted:
    """What the figures call an outcome."""
    if not isinstance(outcome, int):
        return "refused"
    if not is_new:
        return "repeated"
    return "registered" if draft.corrects is None else "corrected"
