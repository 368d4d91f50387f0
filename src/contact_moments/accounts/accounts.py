"""Accounts: the people who may sign in. Each change records its event in the audit trail, whoever makes it."""

from collections.abc import Callable

from msgspec.structs import replace

from contact_moments.accounts.emails import key_of, read_email
from contact_moments.accounts.limits import require_other, require_over
from contact_moments.accounts.roles import get_role, require_administrator
from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError
from contact_moments.model import ACCOUNT_EDIT, RELATION_VIEW
from contact_moments.people import LANGUAGES, Account, Actor
from contact_moments.rights import require_within
from contact_moments.storage.checked_session import CheckedSession
from contact_moments.storage.database import Database
from contact_moments.storage.questions import accounts as stored
from contact_moments.storage.questions import calendar_feeds, consents, one_time_links, relations, sessions
from contact_moments.storage.questions import roles as stored_roles
from contact_moments.storage.questions.accounts import Kept
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.writing import Writes
from contact_moments.strict_json import refuse_unstorable
from contact_moments.tokens import is_id, new_id
from contact_moments.visible import OBEYED, is_blank

MAX_NAME = 200

_NO_SUCH_ACCOUNT = "There is no account with that address; contact-moments user list shows them"


def add(database: Writes, new: Account, by: Actor) -> Account:
    """Add an account, which has no password yet; returns it. An id that `new` has is of a form.

    Raises `InvalidInputError`, `BeyondOwnRightsError`, `NotFoundError` for a role or relation that there is not, or
    `ConflictError`.
    """
    added = replace(checked(new), id=new.id if is_id(new.id) else new_id())

    def work(transaction: Transaction) -> Account:
        transaction.lock()
        if stored.by_id(transaction.connection, added.id):
            raise ConflictError("There is an account with that id already", "added_already")
        require_free(transaction, added.email)
        require_within(transaction, by, ACCOUNT_EDIT, get_role(transaction, added.role).scopes)
        require_relation(transaction, added.relation_id, by)
        stored.add(transaction.connection, added, key_of(added.email))
        transaction.record(by.event("account_added", added.id, role=added.role, relation_id=added.relation_id))
        return added

    return database.write(work)


def checked(account: Account) -> Account:
    """The account with its address as it is kept. Raises `InvalidInputError`."""
    refuse_unstorable(account.name)
    if is_blank(account.name) or len(account.name) > MAX_NAME or OBEYED.search(account.name):
        raise InvalidInputError(f"Give a name of at most {MAX_NAME} characters, on one line", "name")
    if account.language not in LANGUAGES:
        raise InvalidInputError(f"The language must be one of {', '.join(LANGUAGES)}", "language")
    return replace(account, email=read_email(account.email), name=account.name.strip())


def all_accounts(database: Database) -> list[Account]:
    """All accounts by their addresses, disabled ones too."""
    return [one.account for one in database.read(stored.all_accounts)]


def find(database: Database, email: str) -> Account:
    """The account with that address. Raises `NotFoundError`."""
    key = key_of(read_email(email))
    found = database.read(lambda connection: stored.by_key(connection, key))
    if found is None:
        raise NotFoundError(_NO_SUCH_ACCOUNT)
    return found.account


def change_profile(current: CheckedSession, account: Account) -> None:
    """Change one's own name, language and relation. Raises `InvalidInputError` or `NotFoundError`.

    Raises `InvalidInputError` also for another relation where the role does not let the person see relations: the
    answer would tell which there are.
    """
    new, before = replace(checked(account), id=current.account_id), current.account.account
    if new.relation_id != before.relation_id and RELATION_VIEW not in current.session.scopes:
        raise InvalidInputError("An administrator sets this: contact-moments user relation", "relation_not_yours")
    set_profile(current.transaction, before, new, current.actor)


def set_relation(database: Writes, account_id: str, relation_id: int | None, by: Actor) -> None:
    """Set the relation that a person is; None for none. Raises `NotFoundError`."""

    def work(transaction: Transaction) -> None:
        transaction.lock()
        kept = get_kept(transaction, account_id)
        require_over(transaction, by, kept)
        before = kept.account
        set_profile(transaction, before, replace(before, relation_id=relation_id), by)

    database.write(work)


def set_profile(transaction: Transaction, before: Account, new: Account, by: Actor) -> bool:
    """Change name, language and relation; false if they are so already. Raises `NotFoundError` for a relation."""
    if new.relation_id != before.relation_id:
        require_relation(transaction, new.relation_id, by)
    names = [one for one in ("name", "language", "relation_id") if getattr(before, one) != getattr(new, one)]
    if names:
        stored.change(transaction.connection, new.id, new.name, new.language, new.relation_id)
        moved = {"relation_id": [before.relation_id, new.relation_id]} if "relation_id" in names else {}
        transaction.record(by.event("account_changed", new.id, fields=names, **moved))
    return bool(names)


def disable(database: Writes, account_id: str, now: int, by: Actor, force: bool = False) -> bool:
    """Disable an account: its sessions end, its calendar too, and what it has given clients is revoked.

    False if it is disabled already.

    Raises `NotFoundError`, `BeyondOwnRightsError`, or `ConflictError` for one's own account, and for the last one that
    can manage accounts, unless by `force`.
    """

    def work(transaction: Transaction, before: Account) -> bool:
        require_other(by, account_id)
        if before.disabled_at is not None:
            return False
        connection = transaction.connection
        stored.disable(connection, account_id, now)
        one_time_links.drop(connection, account_id)
        calendar_feeds.drop(connection, account_id)
        ended = sessions.drop_of(connection, account_id)
        clients = consents.revoke_of_account(connection, account_id, now)
        transaction.record(by.event("account_disabled", account_id, sessions=ended, clients=clients))
        return True

    return _change(database, account_id, work, by, force)


def enable(database: Writes, account_id: str, by: Actor) -> bool:
    """Enable an account again, with the password that it had. False if it is enabled already.

    Raises `NotFoundError`.
    """

    def work(transaction: Transaction, before: Account) -> bool:
        if before.disabled_at is None:
            return False
        stored.disable(transaction.connection, account_id, None)
        transaction.record(by.event("account_enabled", account_id))
        return True

    return _change(database, account_id, work, by, force=True)


def give_role(database: Writes, account_id: str, role: str, by: Actor, force: bool = False) -> bool:
    """Give an account another role. False if it has it already.

    Raises `NotFoundError`, or what `disable` does.
    """
    return _change(database, account_id, lambda transaction, before: set_role(transaction, before, role, by), by, force)


def set_role(transaction: Transaction, before: Account, role: str, by: Actor) -> bool:
    """Give an account another role, in a transaction that asks afterwards who can manage accounts."""
    wanted = get_role(transaction, role)
    if before.role == role:
        return False
    require_other(by, before.id)
    require_within(transaction, by, ACCOUNT_EDIT, wanted.scopes)
    stored.give_role(transaction.connection, before.id, role)
    transaction.record(by.event("role_given", before.id, role=role, before=before.role))
    return True


def _change(
    database: Writes, account_id: str, change: Callable[[Transaction, Account], bool], by: Actor, force: bool
) -> bool:
    def work(transaction: Transaction) -> bool:
        transaction.lock()
        kept = get_kept(transaction, account_id)
        require_over(transaction, by, kept)
        had = stored_roles.has_administrator(transaction.connection)
        changed = change(transaction, kept.account)
        if had and not force:
            require_administrator(transaction)
        return changed

    return database.write(work)


def get_kept(transaction: Transaction, account_id: str) -> Kept:
    """The account with that id. Raises `NotFoundError`."""
    found = stored.by_id(transaction.connection, account_id)
    if found is None:
        raise NotFoundError(_NO_SUCH_ACCOUNT)
    return found


def require_free(transaction: Transaction, email: str) -> None:
    """Raise `ConflictError` if an account has this address."""
    if stored.by_key(transaction.connection, key_of(email)):
        raise ConflictError(
            "There is an account with that address already; contact-moments user list shows it", "email_taken"
        )


def require_relation(transaction: Transaction, relation_id: int | None, by: Actor) -> None:
    """Raise `NotFoundError` for a relation that there is not, which only tells who may see relations."""
    if relation_id is not None:
        require_within(transaction, by, RELATION_VIEW)
    if relation_id is not None and not relations.of_ids(transaction.connection, [relation_id]):
        raise NotFoundError("There is no relation with that id")
