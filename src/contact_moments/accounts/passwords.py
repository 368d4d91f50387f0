"""Passwords: hashed with argon2id, a bounded number of them at once."""


class Passwords:
    """Hashes passwords and compares them."""

    def load(self) -> None:
        """Load the library, and make the hash that an unknown account's password is compared with."""
        raise NotImplementedError
