"""Passwords: hashed with argon2id (RFC 9106), a bounded number of them at once.

A hash takes 64 MiB and about a tenth of a second. So two threads of a worker hash at once, some wait for them, and
everybody else is told to come back: otherwise a stranger who tries passwords would take all threads and memory. The
library releases the interpreter while it works.

Who has signed in before from the same address has one of the two turns, and strangers have the other: however many
they are and wherever they come from, people still sign in from where they usually do. In either queue an account has
one place, or two from one address: the second press of a double click waits for the first one. Among strangers an
address has a few. So nobody holds the others' places.
"""

import secrets
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from contact_moments.errors import UnavailableError
from contact_moments.normal_forms import normalized

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MOST_WAITING = 8  # for each of the two turns
OF_ADDRESS = 3  # places of strangers at one address: people of one office share it
OF_ACCOUNT = 2  # places of an account at one address
LONGEST_WAIT = 3.0  # seconds
BUSY = "busy"  # the code of the refusal
MOST = 256  # characters of a password
MOST_TYPED = 4 * MOST  # keyboards that send marks by themselves take up to four for a letter


class Asker(Struct, frozen=True):
    """For whom a hash is made: numbers or texts that name the account and the address, whatever their form.

    `is_known` says that the right password for this account has come from there.
    """

    account: int | str
    address: int | str
    is_known: bool = False


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
        self._strangers, self._known = _Queue(OF_ADDRESS), _Queue(1 + MOST_WAITING)

    def load(self) -> None:
        """Load the library, and what an unknown account's password is compared with."""
        self.is_outdated(self._nobodys)

    def hash(self, password: str, asker: Asker) -> str:
        """The hash of a new password."""
        with self._turn(asker):
            return self._hasher.hash(_same(password))

    def verify(self, stored: str | None, password: str, asker: Asker) -> bool:
        """Whether `stored` is the hash of a password. Takes as long where there is none (None): then it is not.

        Also where the password is longer than any.
        """
        with self._turn(asker):
            return self._is_hash_of(stored, password)

    def _is_hash_of(self, stored: str | None, password: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        known = stored if len(password) <= MOST_TYPED else None
        try:
            return self._hasher.verify(known or self._nobodys, _same(password[:MOST_TYPED])) and known is not None
        except (VerificationError, InvalidHashError):
            return False

    def _turn(self, asker: Asker) -> AbstractContextManager[None]:
        return (self._known if asker.is_known else self._strangers).turn(asker)

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
        # As `argon2` writes a hash, with chance in the place of salt and hash: comparing takes as long as with any.
        salt, digest = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
        cost = self._parameters
        return f"$argon2id$v=19$m={cost.memory},t={cost.passes},p={cost.threads}${salt}${digest}"


class _Queue:
    """One turn, and places for those who wait for it."""

    def __init__(self, of_address: int) -> None:
        self._of_address = of_address
        self._turn = threading.Lock()
        self._places = threading.Lock()
        self._waiting: list[Asker] = []  # who has the turn too

    @contextmanager
    def turn(self, asker: Asker) -> Iterator[None]:
        """Wait for the turn. Raises `UnavailableError` where others wait, or it takes too long."""
        self._take_place(asker)
        try:
            if not self._turn.acquire(timeout=LONGEST_WAIT):
                raise _busy()
            try:
                yield
            finally:
                self._turn.release()
        finally:
            with self._places:
                self._waiting.remove(asker)

    def _take_place(self, asker: Asker) -> None:
        with self._places:
            of_address = sum(one.address == asker.address for one in self._waiting)
            of_account = [one.address for one in self._waiting if one.account == asker.account]
            has_place = len(of_account) < OF_ACCOUNT and all(one == asker.address for one in of_account)
            if not has_place or of_address >= self._of_address or len(self._waiting) > MOST_WAITING:
                raise _busy()
            self._waiting.append(asker)


def _busy() -> UnavailableError:
    return UnavailableError("Too many people sign in at this moment; nothing was done; try again in a moment", BUSY)


def _same(password: str) -> bytes:
    """The bytes that are hashed: keyboards differ in how they send a letter with a mark (NIST SP 800-63B §3.1.1.2)."""
    return normalized("NFC", password).encode("utf-8", "surrogatepass")
