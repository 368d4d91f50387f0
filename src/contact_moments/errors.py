"""Refusals: a few exceptions with stable codes, without HTTP or SQL.

The API turns them into a status and an `errors` body, the commands into a message on stderr and an exit code. A message
says what to do. It never repeats what was sent, because that is personal data.
"""

from typing import Literal, NamedTuple

# What can be wrong with a field.
FindingKind = Literal[
    "required",
    "type",
    "max_length",
    "min_length",
    "maximum",
    "minimum",
    "max_items",
    "min_items",
    "enum",
    "pattern",
    "format",
    "unique",
    "not_available",
    "future",
    "not_found",
    "ambiguous",
    "taken",
    "other",
]


class Finding(NamedTuple):
    """One thing that is wrong with one field: `recipients`, `contents`, `lines[2].product`. It never has the value.

    `limit` is what the field was compared with: a number of characters, a bound, or the name of a format.
    """

    field: str
    kind: FindingKind
    limit: int | float | str | None = None


class RegisterError(Exception):
    """A refusal. `code` is for programs and never changes; `message` is one sentence for people."""

    code = "refused"

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code


class InvalidInputError(RegisterError):
    """The input is not valid. Sending it again unchanged does not help. `findings` say the same of each field."""

    code = "invalid_input"

    def __init__(self, message: str, code: str | None = None, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message, code)
        self.findings = findings


class TooLargeError(InvalidInputError):
    """The input is over a size limit."""

    code = "too_large"


class NotFoundError(RegisterError):
    """What the input names does not exist."""

    code = "not_found"


class ConflictError(RegisterError):
    """The request conflicts with what the register has already."""

    code = "conflict"


class ChangedMeanwhileError(ConflictError):
    """Somebody else has changed it since it was read."""

    code = "changed_meanwhile"


class GoneError(NotFoundError):
    """The contact moment existed, and has been withdrawn."""

    code = "withdrawn"


class KeyReusedError(RegisterError):
    """The Idempotency-Key was used before, with other content, for the contact moment `moment_id`."""

    code = "idempotency_key_reused"

    def __init__(self, message: str, moment_id: int) -> None:
        super().__init__(message)
        self.moment_id = moment_id


class UnauthenticatedError(RegisterError):
    """The request has no valid access token."""

    code = "invalid_token"


class ForbiddenError(RegisterError):
    """The client has a valid token, but not the scope for this."""

    code = "insufficient_scope"

    def __init__(self, message: str, scope: str) -> None:
        super().__init__(message)
        self.scope = scope


class BeyondOwnRightsError(ForbiddenError):
    """Somebody would give more than their own role allows, or get hold of it. `scope` is what they lack."""

    code = "beyond_own_rights"


class UnavailableError(RegisterError):
    """The register cannot do this now, but may later: it is busy, unreachable or not ready.

    Nothing was done, unless the message says that the outcome is not known.
    """

    code = "unavailable"


class LockedError(UnavailableError):
    """Another process has kept the register locked for longer than calls wait."""


class UnwritableError(UnavailableError):
    """The database takes no changes, because something is full or can only be read. It can still be read."""

    code = "unwritable"


class TypesChangedError(UnavailableError):
    """The types have changed since the draft was checked; it must be checked again."""
