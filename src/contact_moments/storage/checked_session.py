"""The session of somebody who asks for a change, checked in the transaction that makes the change.

A worker knows sessions from its cache, for two seconds. Whatever lives longer than the session, such as a consent, is
given only by one that is there at that instant: so its functions take a `CheckedSession`, which `check` alone makes.
"""

from msgspec import Struct

from contact_moments.people import Actor, Session, Stage
from contact_moments.storage.questions import accounts, sessions
from contact_moments.storage.questions.accounts import Kept
from contact_moments.storage.transaction import Transaction


class CheckedSession(Struct, frozen=True):
    """A session that cannot end before `transaction` does, as it is at the instant `now`.

    `began_as` is the stage in which it began; `session.stage` follows what the role asks for now.
    """

    transaction: Transaction
    session: Session
    began_as: Stage
    new_totp_secret: str | None
    account: Kept
    actor: Actor
    now: int

    @property
    def account_id(self) -> str:
        """Whose session it is."""
        return self.session.person.id


def check(transaction: Transaction, token_hash: str, address: str, now: int) -> CheckedSession | None:
    """The session of a cookie; None where it has ended, or its account is disabled.

    Takes the register's lock first, as whatever ends sessions, disables accounts or changes roles does.
    """
    transaction.lock()
    kept = sessions.find(transaction.connection, token_hash, now)
    if kept is None:
        return None
    account = accounts.by_id(transaction.connection, kept.session.person.id)
    if account is None:
        return None
    actor = Actor(account_id=account.account.id, address=address or None)
    return CheckedSession(transaction, kept.session, kept.began_as, kept.new_totp_secret, account, actor, now)
