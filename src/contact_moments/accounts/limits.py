"""What an administrator cannot do to accounts: to more than they are themselves, and to themselves.

An administrator with few scopes must not get hold of an account that has more, by a link, an address or the second
factor. What people do with their own account they do at `/account`, where they show that it is they; and nobody takes
their own rights away by mistake, or gives themselves others. Operators are not limited (see `rights`).
"""

from contact_moments.errors import ConflictError
from contact_moments.model import ACCOUNT_EDIT
from contact_moments.people import Actor
from contact_moments.rights import require_within
from contact_moments.storage.questions.accounts import Kept
from contact_moments.storage.transaction import Transaction


def require_over(transaction: Transaction, by: Actor, kept: Kept, more: frozenset[str] = frozenset()) -> None:
    """Raise `BeyondOwnRightsError` if an account has more than who changes it, or is to get `more` than they have."""
    require_within(transaction, by, ACCOUNT_EDIT, kept.scopes | more)


def require_other(by: Actor, account_id: str) -> None:
    """Raise `ConflictError` if somebody would do it to their own account."""
    if by.account_id == account_id:
        raise ConflictError("You cannot do this to your own account; another administrator can", "own_account")
