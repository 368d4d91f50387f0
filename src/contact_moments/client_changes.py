"""Changes of API clients that are there: name, rights and addresses, a new secret, and letting one in again.

Whoever changes a client can get hold of what it may do: by its secret, or by an address that codes are sent to. So a
person needs each of its scopes, before and after (see `rights`). Revoking one needs none of them.
"""

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.clients import (
    add_address,
    check_name,
    check_redirects,
    check_scopes,
    get_client,
    remove_address,
)
from contact_moments.errors import ChangedMeanwhileError, ConflictError, NotFoundError
from contact_moments.model import CLIENT_EDIT, Client
from contact_moments.people import Actor
from contact_moments.rights import require_within
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import clients as stored
from contact_moments.storage.questions import consents
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.writing import Writes
from contact_moments.tokens import hash_of, new_token


class Wanted(Struct, frozen=True):
    """What a client is to be."""

    name: str
    scopes: frozenset[str]
    redirects: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """What tells one state of a client from the next: what a form was opened with."""
        return hash_of("\n".join([self.name, *sorted(self.scopes), "", *sorted(self.redirects)]))[:32]


class InUse(Struct, frozen=True):
    """A client, and what stops working without it: how many tokens are valid, and how many people it can act for.

    `secret_mark` changes with its secret, and tells nothing of it.
    """

    client: Client
    redirects: tuple[str, ...]
    tokens: int
    people: int
    secret_mark: str

    @property
    def as_wanted(self) -> Wanted:
        """The client as it is now."""
        return Wanted(self.client.name, self.client.scopes, self.redirects)


def find(database: Database, client_id: str, now: int) -> InUse:
    """A client with what it is used for now, revoked or not. Raises `NotFoundError`."""

    def query(connection: Connection) -> InUse:
        found = stored.find(connection, client_id)
        if found is None:
            raise NotFoundError("There is no client with that id; contact-moments client list shows them")
        client, secret_hash = found
        return InUse(
            client,
            stored.redirects(connection, client_id),
            stored.count_tokens(connection, client_id, now),
            consents.count_givers(connection, client_id, now),
            _mark_of(secret_hash),
        )

    return database.read_snapshot(query)


def _mark_of(secret_hash: str) -> str:
    return hash_of(f"mark of {secret_hash}")[:32]


def change(database: Writes, client_id: str, wanted: Wanted, by: Actor, mark: str | None = None) -> bool:
    """Change a client; false if it is so already. What it may do counts within five seconds, for its tokens too.

    With `mark` only if it is still as it was then: nobody gives back what somebody else has taken away meanwhile.
    Raises `NotFoundError`, `InvalidInputError`, `ChangedMeanwhileError`, or `BeyondOwnRightsError`.
    """
    check_name(wanted.name)
    check_scopes(wanted.scopes)

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        found = get_client(transaction, client_id)
        require_within(transaction, by, CLIENT_EDIT, found.scopes | wanted.scopes)
        check_redirects(wanted.redirects, found.public, found.own_tokens)
        now = Wanted(found.name, found.scopes, stored.redirects(transaction.connection, client_id))
        if mark not in {None, now.mark} and now.mark != wanted.mark:
            raise ChangedMeanwhileError("Somebody has changed this client meanwhile")
        changed = _change(transaction, found, replace(found, name=wanted.name, scopes=wanted.scopes), by)
        return _set_redirects(transaction, found, wanted.redirects, by) or changed

    return database.write(work)


def _change(transaction: Transaction, before: Client, new: Client, by: Actor) -> bool:
    if new == before:
        return False
    stored.change(transaction.connection, new.id, new.name, new.scopes)
    scopes = {} if new.scopes == before.scopes else {"scopes": sorted(new.scopes), "before": sorted(before.scopes)}
    renamed = {} if new.name == before.name else {"fields": ["name"]}
    transaction.record(by.event("client_changed", new.id, **renamed, **scopes))
    return True


def _set_redirects(transaction: Transaction, client: Client, wanted: tuple[str, ...], by: Actor) -> bool:
    known = stored.redirects(transaction.connection, client.id)
    added, removed = sorted(set(wanted) - set(known)), sorted(set(known) - set(wanted))
    for one in added:
        add_address(transaction, client, one, by)
    for one in removed:
        remove_address(transaction, client, one, by)
    return bool(added or removed)


def renew_secret(database: Writes, client_id: str, by: Actor, mark: str | None = None) -> tuple[Client, str]:
    """Give a client another secret, which cannot be shown again. The one before and all its tokens stop working.

    With `mark` only if the secret is still the one that has it: the same form that comes twice renews it once. Raises
    `NotFoundError`, `ChangedMeanwhileError`, `BeyondOwnRightsError`, or `ConflictError` for a client without a secret.
    """
    secret = new_token()

    def work(transaction: Transaction) -> Client:
        transaction.lock()
        found = get_client(transaction, client_id)
        require_within(transaction, by, CLIENT_EDIT, found.scopes)
        if found.public or found.revoked_at is not None:
            raise ConflictError("A client that is public or revoked has no secret that works", "no_secret")
        _, before = stored.find(transaction.connection, client_id) or (found, "")
        is_as_seen = mark is None or _mark_of(before) == mark
        if not is_as_seen or not stored.set_secret(transaction.connection, client_id, before, hash_of(secret)):
            raise ChangedMeanwhileError("The client has got another secret meanwhile", "secret_renewed")
        transaction.record(by.event("client_secret", client_id))
        return found

    return database.write(work), secret


def enable(database: Writes, client_id: str, now: int, by: Actor) -> bool:
    """Let a client in again that was revoked, with the secret that it had; false if it is not revoked.

    What people had given it does not come back: they are asked again. Raises `NotFoundError` or `BeyondOwnRightsError`.
    """

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        found = get_client(transaction, client_id)
        require_within(transaction, by, CLIENT_EDIT, found.scopes)
        if found.revoked_at is None:
            return False
        stored.enable(transaction.connection, client_id)
        ended = consents.revoke_of_all(transaction.connection, client_id, now)
        transaction.record(by.event("client_enabled", client_id, consents=ended))
        return True

    return database.write(work)
