"""What a person who administers can give: at most what their own role allows.

Otherwise a role with the scope `account/edit` or `client/edit` alone would be worth every other scope: whoever has it
could give themselves, or a client of their own, whatever they like. An operator has a shell, and with it the whole
database: commands are not limited.
"""

from contact_moments.errors import BeyondOwnRightsError
from contact_moments.people import NOBODY, Actor
from contact_moments.storage.questions import accounts
from contact_moments.storage.transaction import Transaction


def require_within(transaction: Transaction, by: Actor, scope: str, wanted: frozenset[str] = frozenset()) -> None:
    """Raise `BeyondOwnRightsError` unless the role of an account allows `scope`, and all that is `wanted`, now.

    `scope` is what the change itself needs, and `wanted` what somebody gets by it, or could get hold of. Only an
    operator and the register itself are not limited: who is neither, such as a client, gives nothing.
    """
    require_scopes(transaction, by, wanted | {scope})


def require_scopes(transaction: Transaction, by: Actor, wanted: frozenset[str]) -> None:
    """Raise `BeyondOwnRightsError` unless the role of an account allows all that is `wanted`, now.

    An account that is disabled, or that lacks the second factor for which its role asks, may do nothing.
    """
    is_limited = by.operator is None and by != NOBODY
    missing = sorted(wanted - _scopes_of(transaction, by)) if is_limited else []
    if missing:
        raise BeyondOwnRightsError("Your own role does not allow as much; somebody who may has to do this", missing[0])


def _scopes_of(transaction: Transaction, by: Actor) -> frozenset[str]:
    kept = None if by.account_id is None else accounts.by_id(transaction.connection, by.account_id)
    if kept is None or kept.account.disabled_at is not None:
        return frozenset()
    return frozenset() if kept.needs_second_factor and kept.totp_secret is None else kept.scopes
