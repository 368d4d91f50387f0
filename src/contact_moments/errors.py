"""What the register refuses, and why: few classes, stable codes, no HTTP and no SQL.

Every door turns these into its own form: the API into a status and an `errors` body, the command line into a
message on stderr and an exit code. A message says what to do and never repeats what was sent, because what was
sent is personal data.
"""


class RegisterError(Exception):
    """A refusal. `code` is stable and for programs; the text is one sentence for people."""

    code = "refused"

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code


class InvalidInputError(RegisterError):
    """What was sent cannot be accepted as it is; sending it again unchanged will not help."""

    code = "invalid_input"


class TooLargeError(InvalidInputError):
    """What was sent is over a size limit."""

    code = "too_large"


class NotFoundError(RegisterError):
    """What was named is not there."""

    code = "not_found"


class ConflictError(RegisterError):
    """What was asked does not fit with what is there already."""

    code = "conflict"


class GoneError(NotFoundError):
    """What was named was here, and has been withdrawn."""

    code = "withdrawn"


class KeyReusedError(RegisterError):
    """An Idempotency-Key came before, with other content."""

    code = "idempotency_key_reused"


class UnauthenticatedError(RegisterError):
    """No valid access token came with the request."""

    code = "invalid_token"


class ForbiddenError(RegisterError):
    """The client is known, and may not do this."""

    code = "insufficient_scope"

    def __init__(self, message: str, scope: str) -> None:
        super().__init__(message)
        self.scope = scope


class UnavailableError(RegisterError):
    """The register cannot answer now and may later: busy, away, or not ready.

    Nothing was done, unless the message says that whether it is kept is not known.
    """

    code = "unavailable"


class TypesChangedError(UnavailableError):
    """The types by which something was checked have changed since; it has to be checked again."""
