"""Backups in the age format (https://age-encryption.org/v1): written for recipients, read with an identity.

A file is encrypted piece by piece, so memory does not depend on its size.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.storage.backends.sqlite.files import require_folder
from contact_moments.storage.whole.work_folder import work_folder

MAGIC = b"age-encryption.org/v1\n"
MOST_HEADER = 1_000_000  # bytes
# A nonce, and then pieces of 64 KiB, each with a tag of 16 bytes: https://c2sp.org/age#payload
_NONCE, _PIECE, _TAG = 16, 65536, 16
_HEADER_END = re.compile(rb"\n--- [A-Za-z0-9+/]{43}\n")
_IDENTITY = "AGE-SECRET-KEY-1"


class NoIdentityError(InvalidInputError):
    """There is no identity that decrypts a file; it says nothing about the file."""


def is_encrypted(path: Path) -> bool:
    """Whether a file begins as one in the age format does. Raises `InvalidInputError` for a pipe, or a device."""
    if path.exists() and not path.is_file():
        raise InvalidInputError(f"{path} is not a file: write what comes out of it into one, and name that")
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def encrypt(source: Path, target: Path, recipients: str) -> None:
    """Encrypt a file for recipients, with commas between them, into the new file `target`.

    Raises `OSError`, and `RegisterError` if what was written cannot be right. Whether it can be decrypted shows with
    an identity only.
    """
    from pyrage import encrypt_io, x25519

    found = [x25519.Recipient.from_str(one.strip()) for one in recipients.split(",")]
    with source.open("rb") as plain, _new(target) as file:
        encrypt_io(plain, file, found)
    if target.stat().st_size != _header_size(target) + payload_size(source.stat().st_size):
        raise RegisterError(f"{target.name} was not written whole; try again, and check the disk")


def payload_size(plain: int) -> int:
    """How many bytes follow the header where so many are encrypted."""
    return _NONCE + plain + _TAG * max(1, -(-plain // _PIECE))


def _header_size(path: Path) -> int:
    with path.open("rb") as file:
        start = file.read(MOST_HEADER)
    end = _HEADER_END.search(start)
    return end.end() if start.startswith(MAGIC) and end else -1


def decrypt(source: Path, target: Path, identity: Path) -> None:
    """Decrypt a file into the new file `target`, with the identities in the file `identity`.

    Raises `InvalidInputError`; then nothing is left of it.
    """
    from pyrage import DecryptError, decrypt_io

    keys = _identities(identity)
    require_folder(target)
    if _header_size(source) < 0:  # the library would read a header of any size into the memory
        raise InvalidInputError(f"{source} cannot be decrypted: it is damaged or cut short")
    try:
        with source.open("rb") as file, _new(target) as plain:
            decrypt_io(file, plain, keys)
    except DecryptError as fault:
        target.unlink(missing_ok=True)
        if "matching keys" in str(fault):
            raise NoIdentityError(f"{source} cannot be decrypted: none of the identities in {identity} fits") from None
        raise InvalidInputError(f"{source} cannot be decrypted: it is damaged or cut short") from None
    except OSError as fault:
        target.unlink(missing_ok=True)
        # Of a piece that is not as it was written the library says what it says of a disk, but without a number.
        why = (fault.strerror if fault.errno else None) or "it is damaged or cut short"
        where = f" in {target.parent.absolute()}" if fault.errno else ""
        raise InvalidInputError(f"{source} cannot be decrypted{where}: {why}") from None


@contextmanager
def decrypted(source: Path, identity: Path | None, place: Path) -> Iterator[Path]:
    """The file itself, or what it is when it is decrypted, if it is encrypted: below `place`, gone after the block.

    Raises `InvalidInputError`.
    """
    if not is_encrypted(source):
        yield source
        return
    if identity is None:
        raise NoIdentityError(f"{source} is encrypted; say with --identity FILE which key decrypts it")
    with work_folder(place) as folder:
        plain = folder / "plain"
        decrypt(source, plain, identity)
        yield plain


def _identities(path: Path) -> list[Any]:
    """The identities in a file, a line each; lines that begin with # are remarks."""
    from pyrage import IdentityError, x25519

    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else "it is not a file of identities"
        raise NoIdentityError(f"The identities in {path} cannot be read: {why}") from None
    found = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not found or not all(line.startswith(_IDENTITY) for line in found):
        raise NoIdentityError(f"{path} must have a line {_IDENTITY}… for each identity, as age-keygen writes them")
    try:
        return [x25519.Identity.from_str(line) for line in found]
    except IdentityError:
        raise NoIdentityError(f"{path} has an identity that is not whole") from None


@contextmanager
def _new(path: Path) -> Iterator[BinaryIO]:
    """A new file for its owner only, on the disk at the end of the block."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
