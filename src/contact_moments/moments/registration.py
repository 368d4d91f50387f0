"""Registering: many at once, each accepted or refused on its own (wire rules 15 to 23).

Everything is checked before anything is written, so a refusal leaves no trace and uses no id. Registrations that are
done together need no more statements than one, unless they have more than 5,000 links.
"""

from contact_moments.clock import Clock
from contact_moments.errors import ForbiddenError, InvalidInputError, RegisterError, TypesChangedError
from contact_moments.model import EDIT, Author, Call, JsonObject, Registration, Submission
from contact_moments.moments import parking
from contact_moments.moments.correction import correct
from contact_moments.moments.drafts import read_registration
from contact_moments.moments.idempotency import Repeats
from contact_moments.moments.references import ActionCodes, Known
from contact_moments.moments.rendering import Item, fragments
from contact_moments.moments.types import KnownType, Types, required
from contact_moments.storage.batches import in_loads
from contact_moments.storage.database import Database
from contact_moments.storage.questions import tags
from contact_moments.storage.questions.moments import NewMoment, add_moments
from contact_moments.storage.retry import ATTEMPTS
from contact_moments.storage.transaction import Transaction
from contact_moments.times import Zone

Outcome = int | RegisterError


class Registrar:
    """Registers contact moments in one register, by the organisation's zone and its rule for action codes."""

    def __init__(self, database: Database, types: Types, zone: Zone, clock: Clock, action_codes: ActionCodes) -> None:
        self._database = database
        self._types = types
        self._zone = zone
        self._clock = clock
        self._action_codes = action_codes

    def submission(self, call: Call) -> Submission:
        """What an API client sent, checked as far as that goes without the register.

        By the types as this worker has them: whether they still are so is found when it is registered, and before it
        is refused. Raises `NotFoundError`, `InvalidInputError`, or `ForbiddenError` for a correction without the scope
        for it.
        """
        version, types = self._types.lately()
        try:
            return self._submission(call, version, types)
        except RegisterError:
            latest, types = self._types.now()
            if latest == version:
                raise
            return self._submission(call, latest, types)

    def _submission(self, call: Call, version: int, types: dict[str, KnownType]) -> Submission:
        known = required(types, call.type_id)
        if not known.data.addable:
            raise InvalidInputError("Contact moments of this type cannot be added", "not_addable")
        registration = self.read(known, call.body)
        if registration.corrects is not None and EDIT not in call.grant.scopes:
            raise ForbiddenError("Changing a contact moment needs the scope contact_moment/edit", EDIT)
        return Submission(registration, Author(call.grant.client_id, "api"), call.idempotency_key, version)

    def register(self, call: Call, submission: Submission | None = None) -> int:
        """Register or correct what an API client sent; returns the id once it is durable.

        `submission` is what `submission` made of it, if it was made already. Raises what that and `submit` raise.
        """
        for _ in range(ATTEMPTS - 1):
            try:
                return self.submit(submission or self.submission(call))
            except TypesChangedError:
                self._types.now()
                submission = None
        return self.submit(submission or self.submission(call))

    def submit(self, submission: Submission) -> int:
        """Register or correct; returns the id once it is durable.

        Raises `InvalidInputError` where something is not available, or `KeyReusedError`.
        """
        return self._database.write_each(self._submit_or_park, submission)

    def read(self, known: KnownType, body: JsonObject) -> Registration:
        """Check `body` against its type and our limits. Raises `InvalidInputError`."""
        return read_registration(known, body, self._zone, self._clock())

    def read_as(self, type_id: str, body: JsonObject, now: int) -> Registration:
        """As `read`, of a type that need not be addable, as if it were `now` (an instant)."""
        return read_registration(self._types.get(type_id), body, self._zone, now)

    def refusals(self, registrations: list[Registration]) -> list[RegisterError | None]:
        """For each registration, why it would be refused as things stand, or None."""
        known = self._database.read(lambda connection: Known(connection, registrations, self._action_codes))
        return [known.refusal(one) for one in registrations]

    def register_all(
        self, transaction: Transaction, registrations: list[Registration], author: Author
    ) -> list[Outcome]:
        """Register many inside a transaction; returns the id or the refusal of each."""
        return self.submit_all(transaction, [Submission(one, author) for one in registrations])

    def _submit_or_park(self, transaction: Transaction, submissions: list[Submission]) -> list[Outcome]:
        outcomes = self.submit_all(transaction, submissions)
        parking.park_refused(transaction, list(zip(submissions, outcomes, strict=True)))
        return outcomes

    def submit_all(self, transaction: Transaction, submissions: list[Submission]) -> list[Outcome]:
        """Register and correct inside a transaction; returns the id or the refusal of each.

        A repeat, of something that was there before or is in the same batch, has the same id.
        """
        types_version = transaction.types_version()
        known = Known(transaction.connection, [one.registration for one in submissions], self._action_codes)
        repeats = Repeats(transaction.connection, submissions)
        new: list[tuple[int, Submission]] = []
        outcomes: list[Outcome] = []
        for one in submissions:
            if one.types_version not in (None, types_version):
                outcomes.append(TypesChangedError("The contact moment types have changed; try again"))
                continue
            outcome = repeats.outcome(one)
            if outcome is None:
                outcome = self._decide(transaction, one, known, new)
                if isinstance(outcome, int):
                    repeats.remember(one, outcome)
            outcomes.append(outcome)
        self._add(transaction, new, known)
        repeats.keep(transaction)
        return outcomes

    def _decide(
        self, transaction: Transaction, one: Submission, known: Known, new: list[tuple[int, Submission]]
    ) -> Outcome:
        registration = one.registration
        if registration.corrects is not None:
            return correct(transaction, registration.corrects, registration, one.author, known, self._zone)
        refusal = known.refusal(registration)
        if refusal is not None:
            return refusal
        moment_id = transaction.next_moment_id()
        new.append((moment_id, one))
        return moment_id

    def _add(self, transaction: Transaction, new: list[tuple[int, Submission]], known: Known) -> None:
        if not new:
            return
        sets = {one.registration.tags for _, one in new}
        tagsets = tags.intern_tagsets(transaction.connection, sets, known.tags)
        moments = [
            self._moment(transaction, moment_id, one, tagsets[one.registration.tags], known) for moment_id, one in new
        ]
        for load in in_loads(moments, lambda one: len(one.links)):
            add_moments(transaction.connection, load)
            transaction.check_deadline()

    def _moment(
        self, transaction: Transaction, moment_id: int, submission: Submission, tagset_id: int, known: Known
    ) -> NewMoment:
        one, author = submission.registration, submission.author
        name = known.name(one.sender_id)
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
            links=tuple((party, known.next_n(party)) for party in sorted({one.sender_id, *one.recipients})),
            person=author.person,
        )
