"""What an administrator changes of somebody's account at once: who they are, how they sign in, and what they may do."""

from contact_moments.accounts.accounts import checked, get_kept, require_free, set_profile, set_role
from contact_moments.accounts.emails import key_of
from contact_moments.accounts.limits import require_over
from contact_moments.accounts.roles import require_administrator
from contact_moments.errors import ChangedMeanwhileError, UnauthenticatedError
from contact_moments.people import Account, Actor
from contact_moments.storage.questions import accounts as stored
from contact_moments.storage.questions import one_time_links, sessions
from contact_moments.storage.questions import roles as stored_roles
from contact_moments.storage.transaction import Transaction
from contact_moments.storage.writing import Writes
from contact_moments.tokens import hash_of


def mark_of(account: Account) -> str:
    """What tells one state of an account from the next: what a form was opened with."""
    fields = (account.name, account.email, account.language, account.role, str(account.relation_id))
    return hash_of("\n".join(fields))[:32]


def needs_proof(before: Account, wanted: Account) -> bool:
    """Whether a change is one for which whoever makes it shows that it is they: of the address, or of the role."""
    return (before.email, before.role) != (wanted.email, wanted.role)


def change(database: Writes, wanted: Account, mark: str, proven: bool, by: Actor) -> bool:
    """Change an account as `wanted`, whose id it has; false if it is so already. `mark` is of what was there before.

    Another address ends the sessions of the account, and its link, which went to the one before. Raises
    `InvalidInputError`, `NotFoundError`, `ChangedMeanwhileError`, `UnauthenticatedError` where it is not `proven` who
    asks, `BeyondOwnRightsError`, or `ConflictError`: the address is taken, the role is one's own, nobody could manage
    accounts.
    """
    wanted = checked(wanted)

    def work(transaction: Transaction) -> bool:
        transaction.lock()
        kept = get_kept(transaction, wanted.id)
        require_over(transaction, by, kept)
        before = kept.account
        if mark_of(before) == mark_of(wanted):
            return False  # the same form a second time
        if mark_of(before) != mark:
            raise ChangedMeanwhileError("Somebody has changed this account meanwhile")
        if needs_proof(before, wanted) and not proven:
            raise UnauthenticatedError("Send your password too, so nothing was done", "password_wrong")
        return _change(transaction, before, wanted, by)

    return database.write(work)


def _change(transaction: Transaction, before: Account, wanted: Account, by: Actor) -> bool:
    had = stored_roles.has_administrator(transaction.connection)
    changes = [
        set_profile(transaction, before, wanted, by),
        _set_email(transaction, before, wanted, by),
        set_role(transaction, before, wanted.role, by),
    ]
    if had:
        require_administrator(transaction)
    return any(changes)


def _set_email(transaction: Transaction, before: Account, wanted: Account, by: Actor) -> bool:
    if wanted.email == before.email:
        return False
    connection = transaction.connection
    if key_of(wanted.email) != key_of(before.email):
        require_free(transaction, wanted.email)
    stored.set_email(connection, wanted.id, wanted.email, key_of(wanted.email))
    one_time_links.drop(connection, wanted.id)
    ended = sessions.drop_of(connection, wanted.id)
    transaction.record(by.event("account_changed", wanted.id, fields=["email"], sessions=ended))
    return True
