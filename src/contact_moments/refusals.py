"""Database faults as refusals in words: with this, doors see only `RegisterError`s and need no storage."""

from collections.abc import Iterator
from contextlib import contextmanager

from contact_moments.errors import RegisterError, UnavailableError
from contact_moments.storage.faults import DatabaseFault, driver_line, in_words


@contextmanager
def refusing(otherwise: str) -> Iterator[None]:
    """For a block that uses a register: each of the database's faults becomes a `RegisterError` that says what helps.

    `otherwise` says what helps if that is not known. A refusal whose cause is a fault of the database's driver is
    raised again with the driver's words in its message; an `UnavailableError` stays one. Every other refusal stays as
    it is. What is raised here has no cause, so that nobody adds the driver's words a second time.
    """
    try:
        yield
    except DatabaseFault as fault:
        raise RegisterError(in_words(fault, otherwise)) from None
    except RegisterError as refusal:
        words = in_words(refusal, otherwise)
        if words == refusal.message:
            raise
        kind = UnavailableError if isinstance(refusal, UnavailableError) else RegisterError
        raise kind(words, refusal.code) from None


def logged_cause(refusal: RegisterError) -> str:
    """What to log of a refusal: the first line of the driver's message, or the kind of another cause.

    Later lines of the driver's message may hold values. Without a cause it is the refusal's own message.
    """
    cause = refusal.__cause__
    return driver_line(cause) or (type(cause).__qualname__ if cause else refusal.message)
