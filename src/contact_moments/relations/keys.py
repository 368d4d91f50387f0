"""What look-ups compare, made anew: after a migration, and when the region of telephone numbers has changed."""

from functools import partial

from contact_moments.phones import keying_of, number_key
from contact_moments.storage.batches import BatchSize
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import run_in_batches
from contact_moments.storage.questions import relation_keys as stored
from contact_moments.storage.transaction import Transaction

MOST = 1000  # relations in a batch
SAMPLE = 50  # relations of which is tried whether the index finds them


def key_earlier_relations(connection: Connection, region: str) -> None:
    """Make the keys of a register that has none, of a release before them; does nothing once they are there."""
    if stored.phone_keying(connection):
        return
    after: int | None = 0
    while after is not None:
        after = _make(connection, region, after, MOST)[1]


def key_again(database: Database, region: str) -> int:
    """Make everything that is compared of relations anew, for this region; returns how many relations there are.

    Those that then show another telephone number count as changed.
    """

    def batch(after: int, transaction: Transaction, size: int) -> tuple[int, int | None]:
        transaction.lock()
        made, following = _make(transaction.connection, region, after, size)
        stored.note_changed(transaction, made.changed)
        return len(made.ids), following

    number = run_in_batches(database, batch, 0, BatchSize(MOST))
    database.write(lambda transaction: stored.index_anew(transaction.connection))
    return number


def numbers_wrong(connection: Connection, region: str) -> int:
    """How many telephone numbers have another key than they should, for the region that the keys were made for."""
    if stored.phone_keying(connection) != keying_of(region):
        return 0  # nothing is ready then, which is said elsewhere
    return sum(number_key(number, region) != key for number, key in stored.each_number(connection, MOST))


def index_finds(connection: Connection) -> bool:
    """Whether look-ups find a sample of relations by a word of their names."""
    return stored.index_finds(connection, SAMPLE)


def _make(connection: Connection, region: str, after: int, size: int) -> tuple[stored.Made, int | None]:
    """Returns which relations were done, and the id after which to go on, if there may be more."""
    made = stored.make(connection, after, size, partial(number_key, region=region))
    if len(made.ids) == size:
        return made, made.ids[-1]
    stored.set_phone_keying(connection, keying_of(region))
    return made, None
