"""A relation as people read it: with the one that it was merged into, and with who else has its telephone numbers."""

from msgspec import Struct

from contact_moments.errors import NotFoundError, RegisterError
from contact_moments.model import MAX_ID, Phone, Relation
from contact_moments.phones import WITHHELD, is_own
from contact_moments.relations.members import Fields
from contact_moments.relations.next_ids import NextIds
from contact_moments.relations.putting import Put, put_all
from contact_moments.settings import Settings
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import relation_lookups as lookups
from contact_moments.storage.questions import relations as stored
from contact_moments.storage.transaction import Transaction

MOST_SHARING = 5  # relations with the same number that are named
MOST_SINCE = 100  # relations that are looked at for one that was added already


class Sharing(Struct, frozen=True):
    """A telephone number that other relations have too: the first of them by id, and how many more there are."""

    phone: Phone
    relations: list[Relation]
    more: int


class Profile(Struct, frozen=True):
    """A relation, the one that it was merged into, and who shares its numbers."""

    relation: Relation
    survivor: Relation | None
    sharing: list[Sharing]


def profile(database: Database, settings: Settings, relation_id: int) -> Profile:
    """A relation with what belongs to it. Nobody shares the organisation's own numbers. Raises `NotFoundError`."""
    return database.read_snapshot(lambda connection: _profile(connection, settings, relation_id))


def _profile(connection: Connection, settings: Settings, relation_id: int) -> Profile:
    one = stored.of_ids(connection, [relation_id]).get(relation_id)
    if one is None:
        raise NotFoundError(f"There is no relation {relation_id}")
    if one.merged_into is not None:
        return Profile(one, stored.of_ids(connection, [one.merged_into])[one.merged_into], [])
    sharing = [_sharing(connection, phone, relation_id) for phone in one.phones if _is_anybodys(phone.key, settings)]
    return Profile(one, None, [found for found in sharing if found.relations])


def _is_anybodys(key: str, settings: Settings) -> bool:
    """Whether a key stands for a number that somebody outside of the organisation can have."""
    return bool(key) and key not in WITHHELD and not is_own(key, settings.own_phone_numbers, settings.phone_region)


def _sharing(connection: Connection, phone: Phone, relation_id: int) -> Sharing:
    ids = [id_ for id_, rank in lookups.of_phone(connection, phone.key, aside=False).items() if rank == 0]
    found = {one.merged_into or one.id for one in lookups.candidates(connection, ids)} - {relation_id}
    named = sorted(found)[:MOST_SHARING]
    relations = stored.of_ids(connection, named)
    return Sharing(phone, [relations[id_] for id_ in named], len(found) - len(named))


def last_id(database: Database) -> int:
    """The highest id that the register has given to a relation; 0 when there is none."""
    return database.read(stored.last_id)


def create(database: Database, fields: Fields, after: int = MAX_ID) -> Relation:
    """Add a relation with the next id; `fields` are as `members.with_keys` returns them. Raises `InvalidInputError`.

    `after` is the last id when somebody began to fill them in. One that was added since with the same fields is the
    one that is meant: the form was sent twice.
    """

    def work(transaction: Transaction) -> Relation:
        transaction.lock()
        return _added_since(transaction.connection, fields, after) or create_now(transaction, fields)

    return database.write(work)


def _added_since(connection: Connection, fields: Fields, after: int) -> Relation | None:
    last = stored.last_id(connection)
    found = stored.of_ids(connection, range(max(after, last - MOST_SINCE) + 1, last + 1)).values()
    return next((one for one in found if all(getattr(one, name) == value for name, value in fields.items())), None)


def create_now(transaction: Transaction, fields: Fields) -> Relation:
    """As `create`, inside a transaction."""
    transaction.lock()
    (outcome,) = put_all(transaction, [Put(NextIds(transaction.connection).next(), fields)])
    if isinstance(outcome, RegisterError):
        raise outcome
    return outcome.relation
