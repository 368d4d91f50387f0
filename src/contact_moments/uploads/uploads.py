"""Uploaded files: kept in the register, for their owner alone, until they are imported; for a day at most.

For everybody else an upload does not exist. The name of the file is a text: it never becomes a path.
"""

import io
from typing import BinaryIO, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from contact_moments.csv_rows import Form
from contact_moments.errors import ConflictError, InvalidInputError, NotFoundError
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.long_work import Progress, no_progress
from contact_moments.storage.questions import uploads as stored
from contact_moments.storage.questions.uploads import Kind, Upload
from contact_moments.storage.transaction import Transaction
from contact_moments.tokens import new_id
from contact_moments.visible import OBEYED

__all__ = ["Kind", "Upload"]

MOST_BYTES = 10 * 1024 * 1024
MOST = 10  # files of an account that wait
LONGEST_NAME = 200  # characters


class UploadedFile(Struct, frozen=True):
    """A file in memory, with what an import needs of a path."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        """The end of its name, from the last dot on."""
        before, dot, end = self.name.rpartition(".")
        return dot + end if before else ""

    def is_file(self) -> bool:
        """Whether it can be read more than once."""
        return True

    def read_bytes(self) -> bytes:
        """Its content."""
        return self.content

    def open(self, mode: Literal["rb"]) -> BinaryIO:
        """Its content, to be read line by line."""
        return io.BytesIO(self.content)


def keep(database: Database, now: int, account_id: str, kind: Kind, name: str, content: bytes, form: Form) -> Upload:
    """Keep a file; the oldest one of the account goes if there are too many.

    Raises `InvalidInputError` for a file that is empty or too large.
    """
    if not content or len(content) > MOST_BYTES:
        raise InvalidInputError(f"The file must have between 1 and {MOST_BYTES} bytes")
    new = Upload(new_id(), account_id, kind, _plain(name), len(content), now, _written(form))

    def work(transaction: Transaction) -> None:
        transaction.lock()
        connection = transaction.connection
        waiting = [one for one in stored.of_account(connection, account_id, kind) if one.state == "waiting"]
        for old in waiting[MOST - 1 :]:
            stored.drop(connection, old.id)
        stored.add(connection, new, content)

    database.write(work)
    return new


def _plain(name: str) -> str:
    """The name of a file as it is shown: without folders, and without what a screen obeys."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return OBEYED.sub("", last.replace("\x00", "")).encode(errors="replace").decode()[:LONGEST_NAME] or "-"


def get(database: Database, account_id: str, upload_id: str, kind: Kind) -> Upload:
    """An upload of an account. Raises `NotFoundError`."""
    return database.read(lambda connection: _get(connection, account_id, upload_id, kind))


def _get(connection: Connection, account_id: str, upload_id: str, kind: Kind) -> Upload:
    found = stored.find(connection, upload_id)
    if found is None or found.account_id != account_id or found.kind != kind:
        raise NotFoundError("There is no such file; it may be imported, or deleted after a day. Upload it again")
    return found


def waiting(database: Database, account_id: str, kind: Kind) -> list[Upload]:
    """The files of an account that wait for it to decide, the last one first."""
    found = database.read(lambda connection: stored.of_account(connection, account_id, kind))
    return [one for one in found if one.state == "waiting"]


def of_import(database: Database, kind: Kind, number: int) -> Upload | None:
    """The upload that an import reads, if it is not imported to its end."""
    return database.read(lambda connection: stored.of_import(connection, kind, number))


def file_of(database: Database, one: Upload) -> UploadedFile:
    """The file itself. Raises `NotFoundError` once it is gone."""
    content = database.read(lambda connection: stored.content(connection, one.id))
    if not content:
        raise NotFoundError("There is no such file; it may be imported, or deleted after a day. Upload it again")
    return UploadedFile(one.file, content)


def form_of(one: Upload) -> Form:
    """How an upload is to be read."""
    return msgspec.json.decode(one.form, type=Form)


def _written(form: Form) -> str:
    return msgspec.json.encode(form).decode()


def choose(database: Database, one: Upload, form: Form) -> None:
    """Let a file be read in another form. Raises `ConflictError` if it is being imported already."""

    def work(transaction: Transaction) -> None:
        transaction.lock()
        found = _get(transaction.connection, one.account_id, one.id, one.kind)
        if found.state != "waiting":
            raise ConflictError("This file is being imported already")
        stored.change(transaction.connection, replace(found, form=_written(form)))

    database.write(work)


def drop(database: Database, one: Upload) -> None:
    """Delete a file for which nobody waits any more. Raises `ConflictError` if it is being imported already."""

    def work(transaction: Transaction) -> None:
        transaction.lock()
        found = stored.find(transaction.connection, one.id)
        if found is not None and found.state == "importing":
            raise ConflictError("This file is being imported already")
        stored.drop(transaction.connection, one.id)

    database.write(work)
    database.scrub_deleted()


def expire(database: Database, now: int, progress: Progress = no_progress) -> None:
    """Delete the files that were there for a day, each in a transaction of its own: it can have ten megabytes."""

    def work(transaction: Transaction) -> int:
        transaction.lock()
        found = stored.expired(transaction.connection, now, 1)
        for upload_id in found:
            stored.drop(transaction.connection, upload_id)
        return len(found)

    number = 0
    while database.read(lambda connection: stored.expired(connection, now, 1)):
        number += database.write(work)
        progress(1)
    if number:
        database.scrub_deleted()
