"""Passwords: hashed with argon2id (RFC 9106), a bounded number of them at once.

A hash takes 64 MiB and about a tenth of a second. So two threads of a worker hash at once, eight wait for them, and
everybody else is told to come back: otherwise a stranger who tries passwords would take all threads and memory. The
library releases the interpreter while it works.
"""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from contact_moments.errors import UnavailableError
from contact_moments.normal_forms import normalized

if TYPE_CHECKING:
    from argon2 import PasswordHasher

AT_ONCE = 2
MOST_WAITING = 8
LONGEST_WAIT = 3.0  # seconds
BUSY = "busy"  # the code of the refusal
MOST = 256  # characters of a password
MOST_TYPED = 4 * MOST  # keyboards that send marks by themselves take up to four for a letter


class Parameters(Struct, frozen=True):
    """What a hash costs: passes, KiB of memory, and threads."""

    passes: int = 3
    memory: int = 64 * 1024
    threads: int = 1


class Passwords:
    """Hashes passwords and compares them. Raises `UnavailableError` where too many wait."""

    def __init__(self, parameters: Parameters | None = None) -> None:
        """Tests give `parameters` that cost less."""
        self._parameters = parameters or Parameters()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._places = threading.BoundedSemaphore(AT_ONCE + MOST_WAITING)

    def load(self) -> None:
        """Load the library, and make the hash that an unknown account's password is compared with."""
        self.verify(None, "")

    def hash(self, password: str) -> str:
        """The hash of a new password."""
        with self._turn():
            return self._hasher.hash(_same(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether `stored` is the hash of a password. Takes as long where there is none (None): then it is not.

        Also where the password is longer than any.
        """
        from argon2.exceptions import InvalidHashError, VerificationError

        known = stored if len(password) <= MOST_TYPED else None
        with self._turn():
            try:
                return self._hasher.verify(known or self._nobodys, _same(password[:MOST_TYPED])) and known is not None
            except (VerificationError, InvalidHashError):
                return False

    def is_outdated(self, stored: str) -> bool:
        """Whether a hash was made with other parameters than those of today."""
        return self._hasher.check_needs_rehash(stored)

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        cost = self._parameters
        return PasswordHasher(cost.passes, cost.memory, cost.threads, hash_len=32, salt_len=16)

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash(secrets.token_hex())

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise _busy()
        try:
            if not self._turns.acquire(timeout=LONGEST_WAIT):
                raise _busy()
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._places.release()


def _busy() -> UnavailableError:
    return UnavailableError("Too many people sign in at this moment; nothing was done; try again in a moment", BUSY)


def _same(password: str) -> bytes:
    """The bytes that are hashed: keyboards differ in how they send a letter with a mark (NIST SP 800-63B §3.1.1.2)."""
    return normalized("NFC", password).encode("utf-8", "surrogatepass")
