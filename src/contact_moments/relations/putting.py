"""Putting relations: each is added, changed or left as it is, and one that is refused takes nobody along.

Relations are put one after the other, so that a later one sees what an earlier one of the same transaction did. What
they have become is written together.
"""

from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.errors import ChangedMeanwhileError, ConflictError, InvalidInputError, RegisterError
from contact_moments.model import Phone, Relation
from contact_moments.relations.members import Fields, read_id, read_members, with_keys
from contact_moments.relations.next_ids import NextIds
from contact_moments.relations.relations import check_email, check_length
from contact_moments.storage.database import Database
from contact_moments.storage.questions import relations as stored
from contact_moments.storage.questions import runs
from contact_moments.storage.transaction import Transaction

Status = Literal["added", "changed", "unchanged"]


class Put(Struct, frozen=True):
    """What somebody gives a relation. Without `relation_id` it is the relation of that external id, or a new one.

    `expected_change` is the number of the relation's last change that they know of; None if any will do.
    """

    relation_id: int | None
    fields: Fields
    expected_change: int | None = None


class Done(Struct):
    """The relation as it is now, and what was done to it."""

    relation: Relation
    status: Status


Outcome = Done | RegisterError


def put(database: Database, region: str, relation_id: int, body: Any, expected_change: int | None = None) -> Done:
    """Add or change a relation as a body says; `region` is that of telephone numbers without a country code.

    Raises `InvalidInputError`, `ConflictError` for a relation that is merged, and `ChangedMeanwhileError` for one that
    has changed since `expected_change`, unless it is as the body says already.
    """
    fields = with_keys(read_members(body), region)
    if body.get("id") is not None and read_id(body["id"]) != relation_id:
        raise InvalidInputError("id must be that of the path, or left out")
    return database.write_each(put_all, Put(relation_id, fields, expected_change))


def put_all(transaction: Transaction, puts: list[Put]) -> list[Outcome]:
    """Put relations in their order, inside a transaction. A renaming that begins is completed later."""
    transaction.lock()
    return _Putting(transaction, puts).outcomes(puts)


class _Putting:
    """`_by_id` and `_by_external_id` have the relations that are named, as they are after the last one was put."""

    def __init__(self, transaction: Transaction, puts: list[Put]) -> None:
        self._transaction = transaction
        connection = transaction.connection
        named = {one.fields["external_id"] for one in puts if one.fields.get("external_id")}
        self._by_external_id = stored.of_external_ids(connection, named)
        ids = {one.relation_id for one in puts if one.relation_id is not None} | {*self._by_external_id.values()}
        self._by_id = stored.of_ids(connection, ids)
        self._ids = NextIds(connection)
        self._waiting: dict[int, Done] = {}
        self._renamed: list[int] = []

    def outcomes(self, puts: list[Put]) -> list[Outcome]:
        outcomes = [self._outcome(one) for one in puts]
        self._write()
        return outcomes

    def _outcome(self, one: Put) -> Outcome:
        try:
            return self._put(one.relation_id or self._id_of(one.fields.get("external_id")), one)
        except RegisterError as refusal:
            return refusal

    def _id_of(self, external_id: str | None) -> int:
        """The id of the relation with this external id, or the next one."""
        if external_id is None:
            raise InvalidInputError("Give an id or an externalId")
        found = self._by_external_id.get(external_id)
        if found is not None:
            return found
        return self._ids.next()

    def _put(self, id_: int, one: Put) -> Done:
        if id_ in self._waiting:
            self._write()
        before = self._by_id.get(id_)
        after = self._changed(before or Relation(id_, "person", ""), one.fields)
        if before is None and "name" not in one.fields:
            raise InvalidInputError("name is needed for a new relation")
        if after == before:
            return Done(before, "unchanged")
        if one.expected_change not in {None, (before or after).change}:
            raise ChangedMeanwhileError("Somebody else has changed this relation meanwhile; look at it and try again")
        return self._keep(before, after)

    def _changed(self, before: Relation, fields: Fields) -> Relation:
        """Raises the refusal, if it cannot be as `fields` say."""
        if before.merged_into is not None:
            raise ConflictError(f"Relation {before.id} is merged into {before.merged_into}; change that one")
        after = replace(before, **fields)
        if after.name != before.name:
            check_length(after.name)
        if after.email is not None and after.email != before.email:
            check_email(after.email)
        owner = self._by_external_id.get(after.external_id or "", before.id)
        if owner != before.id and self._by_id[owner].merged_into != before.id:
            raise InvalidInputError("externalId is that of another relation already")
        return replace(after, phones=_kept(before.phones, after.phones))

    def _keep(self, before: Relation | None, after: Relation) -> Done:
        if before is None:
            self._ids.note_used(after.id)
        else:
            self._leave(before, after)
        if after.external_id is not None:
            self._take_from_merged(after)
            self._by_external_id[after.external_id] = after.id
        self._by_id[after.id] = after
        done = self._waiting[after.id] = Done(after, "added" if before is None else "changed")
        return done

    def _take_from_merged(self, survivor: Relation) -> None:
        """Let the relation that was merged into `survivor` give up the external id that this one is to have."""
        owner = self._by_id.get(self._by_external_id.get(survivor.external_id or "", survivor.id))
        if owner is not None and owner.id != survivor.id:
            # Before the survivor's own change, because external ids are unique.
            self._by_id[owner.id] = given_up = replace(owner, external_id=None)
            self._waiting[owner.id] = Done(given_up, "changed")

    def _leave(self, before: Relation, after: Relation) -> None:
        if before.external_id is not None and before.external_id != after.external_id:
            self._by_external_id.pop(before.external_id, None)
        if before.name != after.name:
            self._renamed.append(after.id)

    def _write(self) -> None:
        """Write what waits. What was changed comes first: it may give up an external id that a new one has."""
        changed = [one for one in self._waiting.values() if one.status == "changed"]
        added = [one for one in self._waiting.values() if one.status == "added"]
        self._waiting = {}
        self._number(changed, stored.change(self._transaction, [one.relation for one in changed]))
        self._number(added, stored.add(self._transaction, [one.relation for one in added]))
        if self._renamed:
            runs.begin_renaming(self._transaction.connection, self._renamed)
        self._renamed = []

    def _number(self, done: list[Done], written: list[Relation]) -> None:
        for one, relation in zip(done, written, strict=True):
            one.relation = self._by_id[relation.id] = relation


def _kept(before: tuple[Phone, ...], after: tuple[Phone, ...]) -> tuple[Phone, ...]:
    """The numbers that are wanted, one of each key. Those that are there stay in the form in which they were given."""
    there: dict[str, list[Phone]] = {}
    for phone in before:
        there.setdefault(phone.key or phone.number, []).append(phone)
    wanted = {phone.key or phone.number: phone for phone in reversed(after)}
    return stored.in_order(kept for key, phone in wanted.items() for kept in there.get(key, [phone]))
