"""Encrypted backups: written for recipients, and read with an identity."""

import os
import resource
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from contact_moments.backups import making
from contact_moments.backups.encryption import decrypt, encrypt, payload_size
from contact_moments.backups.folder import LEAST_FREE, MARK
from contact_moments.backups.making import Order, make, write_file
from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.restoring import opened_backup
from contact_moments.setting_values import recipients
from tests.backups.keys import new_key

BY = Actor(operator="Ford")
FULL = r"^/.+, because the size of files is limited"


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    """A file with an identity."""
    return tmp_path / "identity.txt"


@pytest.fixture
def recipient(identity: Path) -> str:
    """The recipient of that identity."""
    return new_key(identity)


def left(folder: Path) -> list[str]:
    """What is in the folder besides the mark."""
    return sorted(path.name for path in folder.iterdir() if path.name != MARK)


@pytest.mark.both_engines
def test_an_encrypted_backup(register: Register, folder: Path, recipient: str, identity: Path) -> None:
    """It begins as a file of age, is for its owner only, and gives the register back with the identity."""
    file = make(register, Order(folder, recipient), BY).file
    with opened_backup(register, file, identity) as backup:
        found = backup.contents

    assert file.name.endswith("Z.db.age")
    assert file.read_bytes().startswith(b"age-encryption.org/v1\n-> X25519 ")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert found.relations == 2
    assert left(folder) == [file.name]


def test_both_copies_must_fit(
    register: Register, folder: Path, recipient: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder and the register are on one disk, there must be room for the encrypted one and the other."""
    one = register.database.figures().size + LEAST_FREE
    usage = shutil.disk_usage(folder)._replace(free=one + 1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    with pytest.raises(InvalidInputError, match="make room"):
        make(register, Order(folder, recipient), BY)
    assert left(folder) == []
    assert make(register, Order(folder), BY).wrong == ()


def test_what_is_not_encrypted_is_never_in_the_folder(
    register: Register, folder: Path, recipient: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a backup is made, it is beside the register as it is, for its owner only; afterwards it is nowhere."""
    seen: list[tuple[Path, int]] = []

    def watch(plain: Path, target: Path, to: str) -> None:
        assert not any(b"SQLite format" in one.read_bytes() for one in folder.rglob("*") if one.is_file())
        seen.append((plain, stat.S_IMODE(plain.stat().st_mode) | stat.S_IMODE(plain.parent.stat().st_mode)))
        encrypt(plain, target, to)

    monkeypatch.setattr(making, "encrypt", watch)
    make(register, Order(folder, recipient), BY)

    ((plain, mode),) = seen
    assert register.database.files()[0].parent in plain.parents
    assert mode == 0o700
    assert not plain.parent.exists()


def test_another_identity(register: Register, folder: Path, recipient: str, tmp_path: Path) -> None:
    """Who has another key is told so, and gets nothing."""
    file = make(register, Order(folder, recipient), BY).file
    new_key(tmp_path / "other.txt")

    with pytest.raises(InvalidInputError, match=r"none of the identities in .*other\.txt fits"):
        decrypt(file, tmp_path / "plain.db", tmp_path / "other.txt")
    assert not (tmp_path / "plain.db").exists()


def test_what_is_in_it_is_no_backup(register: Register, recipient: str, identity: Path, tmp_path: Path) -> None:
    """The message names the file that was given, whatever that is called, and not a private one that is gone."""
    (tmp_path / "letter").write_text("Dear Sir, Madam")
    encrypt(tmp_path / "letter", tmp_path / "lock.age", recipient)

    with (
        pytest.raises(InvalidInputError, match=rf"^{tmp_path}/lock\.age is not a SQLite file"),
        opened_backup(register, tmp_path / "lock.age", identity),
    ):
        pass


def test_a_restore_without_room(
    register: Register, folder: Path, recipient: str, identity: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether there is room for what is decrypted, and for the copy that is checked, is asked first."""
    file = make(register, Order(folder, recipient), BY).file
    beside = sorted(register.database.files()[0].parent.iterdir())
    usage = shutil.disk_usage(folder)._replace(free=2 * file.stat().st_size - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    with (
        pytest.raises(InvalidInputError, match=r"the restore may need \d+ MiB; make room"),
        opened_backup(register, file, identity),
    ):
        pass
    assert sorted(register.database.files()[0].parent.iterdir()) == beside


def test_several_recipients(register: Register, folder: Path, recipient: str, tmp_path: Path) -> None:
    """Each of them can decrypt it."""
    both = recipients(f"# those who may\n{recipient}\n{new_key(tmp_path / 'other.txt')}\n")
    file = make(register, Order(folder, both), BY).file

    for name in ("identity.txt", "other.txt"):
        decrypt(file, tmp_path / f"{name}.db", tmp_path / name)
    assert (tmp_path / "other.txt.db").read_bytes() == (tmp_path / "identity.txt.db").read_bytes()


@pytest.mark.parametrize("change", ["cut in a piece", "cut at a piece", "cut in the header", "altered", "longer"])
def test_a_file_that_is_damaged(change: str, recipient: str, identity: Path, tmp_path: Path) -> None:
    """A file that was cut short or altered is refused, and nothing is left of what was decrypted."""
    (tmp_path / "plain").write_bytes(os.urandom(200_000))
    encrypt(tmp_path / "plain", tmp_path / "whole.age", recipient)
    whole = (tmp_path / "whole.age").read_bytes()
    header = len(whole) - payload_size(200_000)
    changed = {
        "cut in a piece": whole[:150_000],
        "cut at a piece": whole[: header + 16 + 2 * (65536 + 16)],
        "cut in the header": whole[: header - 20],
        "altered": whole[:150_000] + bytes([whole[150_000] ^ 1]) + whole[150_001:],
        "longer": whole + b"x",
    }[change]
    (tmp_path / "changed.age").write_bytes(changed)

    with pytest.raises(InvalidInputError, match="is damaged or cut short"):
        decrypt(tmp_path / "changed.age", tmp_path / "out", identity)
    assert not (tmp_path / "out").exists()


def test_a_header_without_end(recipient: str, identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A header that is longer than any is refused before it is read into the memory."""
    (tmp_path / "plain").write_bytes(b"99")
    encrypt(tmp_path / "plain", tmp_path / "file.age", recipient)
    monkeypatch.setattr("contact_moments.backups.encryption.MOST_HEADER", 100)

    with pytest.raises(InvalidInputError, match="is damaged or cut short"):
        decrypt(tmp_path / "file.age", tmp_path / "out", identity)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 131072, 200_000])
def test_sizes(size: int, recipient: str, identity: Path, tmp_path: Path) -> None:
    """The size of what is written is known beforehand, and compared, also where pieces end."""
    (tmp_path / "plain").write_bytes(bytes(size))
    encrypt(tmp_path / "plain", tmp_path / "file.age", recipient)
    decrypt(tmp_path / "file.age", tmp_path / "again", identity)

    assert (tmp_path / "again").read_bytes() == bytes(size)


def test_a_file_that_was_not_written_whole(recipient: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has another size than it must have is refused."""
    (tmp_path / "plain").write_bytes(bytes(99))
    monkeypatch.setattr("contact_moments.backups.encryption.payload_size", lambda _: 98)

    with pytest.raises(RegisterError, match="was not written whole"):
        encrypt(tmp_path / "plain", tmp_path / "file.age", recipient)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file can be larger, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_while_it_is_encrypted(register: Register, folder: Path, recipient: str) -> None:
    """Nothing is left of it, in the folder or beside the register, and the earlier backups stay."""
    plain = make(register, Order(folder), BY).file
    beside = sorted(register.database.files()[0].parent.iterdir())
    with largest_file(plain.stat().st_size + 50), pytest.raises(InvalidInputError, match="File too large"):
        make(register, Order(folder, recipient), BY)

    assert left(folder) == [plain.name]
    assert sorted(register.database.files()[0].parent.iterdir()) == beside


def test_a_disk_that_is_full_while_it_is_copied(register: Register, folder: Path, recipient: str) -> None:
    """The same where the copy itself does not fit, encrypted or not."""
    beside = sorted(register.database.files()[0].parent.iterdir())
    for to in (None, recipient):
        with largest_file(50_000), pytest.raises(InvalidInputError, match=FULL):
            make(register, Order(folder, to), BY)

    assert left(folder) == []
    assert sorted(register.database.files()[0].parent.iterdir()) == beside


def test_a_disk_that_is_full_while_it_is_decrypted(
    register: Register, folder: Path, recipient: str, identity: Path, tmp_path: Path
) -> None:
    """The message says which folder is full: it is not that of the backup."""
    file = make(register, Order(folder, recipient), BY).file

    with (
        largest_file(50_000),
        pytest.raises(InvalidInputError, match=rf"cannot be decrypted in {tmp_path}: File too large"),
    ):
        decrypt(file, tmp_path / "plain.db", identity)


def test_a_pipe_is_no_backup(register: Register, tmp_path: Path) -> None:
    """It is refused, and not waited for: it can be read only once."""
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(InvalidInputError, match="is not a file"), opened_backup(register, tmp_path / "pipe"):
        pass


def test_a_file_that_somebody_makes_meanwhile(
    register: Register, folder: Path, recipient: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not replaced by the encrypted backup that takes longer to make."""

    def encrypt_slowly(*words: Any) -> None:
        encrypt(*words)
        (folder / "b.age").write_text("the other one")

    monkeypatch.setattr(making, "encrypt", encrypt_slowly)

    with pytest.raises(InvalidInputError, match="is there already"):
        write_file(register, folder / "b.age", recipient, BY)
    assert (folder / "b.age").read_text() == "the other one"


def test_an_encrypted_backup_in_a_file(register: Register, folder: Path, recipient: str) -> None:
    """It is made where nothing is; whether a file that is there is an earlier backup cannot be seen."""
    made = write_file(register, folder / "b.age", recipient, BY)

    assert (made.contents.relations, made.wrong, left(folder)) == (2, (), ["b.age"])
    with pytest.raises(InvalidInputError, match="is there already"):
        write_file(register, folder / "b.age", recipient, BY)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "must have a line AGE-SECRET-KEY-1"),
        ("# only a remark\n", "must have a line AGE-SECRET-KEY-1"),
        ("age1notasecret\n", "must have a line AGE-SECRET-KEY-1"),
        ("AGE-SECRET-KEY-1SHORT\n", "an identity that is not whole"),
        ("é", "is not a file of identities"),
    ],
)
def test_files_that_have_no_identity(
    text: str, says: str, register: Register, folder: Path, recipient: str, tmp_path: Path
) -> None:
    """The message says what the file must have, and repeats nothing of a key."""
    file = make(register, Order(folder, recipient), BY).file
    (tmp_path / "wrong.txt").write_text(text)

    with pytest.raises(InvalidInputError, match=says) as refused:
        decrypt(file, tmp_path / "plain", tmp_path / "wrong.txt")
    assert "SHORT" not in refused.value.message


@pytest.mark.parametrize("text", ["age1", "ssh-ed25519 AAAA", "AGE-SECRET-KEY-1QQQQ", "", ",", "# a remark"])
def test_recipients_that_are_none(text: str) -> None:
    """What is no recipient is refused, and not repeated: it may be a secret key."""
    with pytest.raises(InvalidInputError, match="public keys that age-keygen prints") as refused:
        recipients(text)
    assert "QQQQ" not in refused.value.message
