"""Asking administrators for their own password, before they change who can get in or what somebody may do."""

import threading

from contact_moments.accounts import own_account
from contact_moments.accounts.emails import key_of
from contact_moments.accounts.passwords import LONGEST_WAIT
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.web.requests import attempt, count_failure, hashing, session_of

# An account has few places among those whose passwords are hashed. The second request of a double click waits here for
# the first one: it would be told that nothing was done, on a page that replaces the one with a link or a secret.
_PROVING = threading.Lock()


def is_proven(context: RequestContext, password: str) -> bool:
    """Whether that is the password of who has signed in. Raises `TooManyGuessesError` after too many wrong ones."""
    has_turn = _PROVING.acquire(timeout=LONGEST_WAIT)
    try:
        return _is_right(context, password)
    finally:
        if has_turn:
            _PROVING.release()


def _is_right(context: RequestContext, password: str) -> bool:
    register, person = context.register, session_of(context).person
    tried = attempt(context, "sign-in", key_of(person.email), "password", person.id)
    with hashing(tried, is_known=True) as asker:
        right = own_account.is_own_password(register.database, register.passwords, person.id, password, asker)
    if right:
        tried.succeeded()
    else:
        count_failure(context, tried, "password", person.id)
    return right
