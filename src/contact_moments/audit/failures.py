"""Failures, such as wrong passwords, counted per minute: guesses must not fill the audit trail."""

from contact_moments.people import Kind


class FailureCounter:
    """What has failed in this minute, in memory."""

    def count(self, kind: Kind, address: str | None, account_id: str | None = None) -> None:
        """Count a failure at an account (None: an unknown one) from an address (None: not known)."""
