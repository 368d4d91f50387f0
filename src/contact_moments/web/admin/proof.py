"""Asking administrators for their own password, before they change who can get in or what somebody may do."""

from contact_moments.accounts import own_account
from contact_moments.accounts.emails import key_of
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.web.requests import attempt, count_failure, hashing, session_of


def is_proven(context: RequestContext, password: str) -> bool:
    """Whether that is the password of who has signed in. Raises `TooManyGuessesError` after too many wrong ones."""
    register, person = context.register, session_of(context).person
    tried = attempt(context, "sign-in", key_of(person.email), "password", person.id)
    with hashing(tried, is_known=True) as asker:
        right = own_account.is_own_password(register.database, register.passwords, person.id, password, asker)
    if right:
        tried.succeeded()
    else:
        count_failure(context, tried, "password", person.id)
    return right
