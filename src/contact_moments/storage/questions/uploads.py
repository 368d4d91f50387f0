"""Uploaded files that wait to be imported, in pieces."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from contact_moments.clock import SECOND
from contact_moments.storage.sql.tables import moment_import, relation_import, upload, upload_piece

Kind = Literal["relations", "moments"]
# It waits for what its owner decides, is being imported, was stopped by a fault, or is imported.
State = Literal["waiting", "importing", "stopped", "imported"]

PIECE = 256 * 1024  # bytes
KEPT = 24 * 3600 * SECOND  # how long a file stays for which nobody decides anything

_ONE = upload.c.id == bindparam("upload_id")
_FIND = select(upload).where(_ONE)
_ALL = select(upload).order_by(upload.c.uploaded_at.desc(), upload.c.id)
_OF_ACCOUNT = _ALL.where(upload.c.account_id == bindparam("of_account"), upload.c.kind == bindparam("of_kind"))
_IMPORTING = _ALL.where(upload.c.state == "importing")
_OF_IMPORT = _ALL.where(
    upload.c.kind == bindparam("of_kind"), upload.c.import_number == bindparam("number"), upload.c.state != "imported"
)
_DONE = {
    table.name: select(table.c.done).where(table.c.number == bindparam("number"))
    for table in (moment_import, relation_import)
}
_ADD = insert(upload)
_ADD_PIECE = insert(upload_piece)
_PIECES = (
    select(upload_piece.c.data).where(upload_piece.c.upload_id == bindparam("upload_id")).order_by(upload_piece.c.n)
)
_CHANGE = (
    update(upload)
    .where(_ONE)
    .values(
        form=bindparam("new_form"),
        state=bindparam("new_state"),
        import_number=bindparam("new_number"),
        fault=bindparam("new_fault"),
        account_id=bindparam("new_account"),
    )
)
_STOP = (
    update(upload)
    .where(upload.c.account_id == bindparam("of_account"), upload.c.state == "importing")
    .values(state="stopped", fault="signed_out")
)
_STOP_ALL = update(upload).where(upload.c.state == "importing").values(state="stopped", fault="restored")
_DROP_PIECES = delete(upload_piece).where(upload_piece.c.upload_id == bindparam("upload_id"))
_DROP = delete(upload).where(_ONE)
_EXPIRED = (
    select(upload.c.id)
    .where(upload.c.uploaded_at < bindparam("kept_before"), upload.c.state != "importing")
    .limit(bindparam("size"))
)


class Upload(Struct, frozen=True):
    """A file of an account. `form` is JSON text: how it is to be read. `fault` is what stopped its import."""

    id: str
    account_id: str
    kind: Kind
    file: str
    size: int
    uploaded_at: int
    form: str
    state: State = "waiting"
    import_number: int | None = None
    fault: str | None = None


def add(connection: Connection, new: Upload, content: bytes) -> None:
    """Add an upload with its content."""
    connection.execute(_ADD, {name: getattr(new, name) for name in new.__struct_fields__})
    starts = range(0, len(content), PIECE)
    for n, start in enumerate(starts):
        connection.execute(_ADD_PIECE, {"upload_id": new.id, "n": n, "data": content[start : start + PIECE]})


def find(connection: Connection, upload_id: str) -> Upload | None:
    """The upload with this id, whosever it is."""
    row = connection.execute(_FIND, {"upload_id": upload_id}).first()
    return None if row is None else Upload(*row)


def content(connection: Connection, upload_id: str) -> bytes:
    """What an upload has in it; nothing once it is imported."""
    return b"".join(map(bytes, connection.execute(_PIECES, {"upload_id": upload_id}).scalars()))


def of_account(connection: Connection, account_id: str, kind: Kind) -> list[Upload]:
    """The uploads of an account, the last one first."""
    rows = connection.execute(_OF_ACCOUNT, {"of_account": account_id, "of_kind": kind})
    return [Upload(*row) for row in rows]


def of_import(connection: Connection, kind: Kind, number: int) -> Upload | None:
    """The upload that an import reads, if it is not imported to its end."""
    row = connection.execute(_OF_IMPORT, {"of_kind": kind, "number": number}).first()
    return None if row is None else Upload(*row)


def importing(connection: Connection) -> list[Upload]:
    """The uploads that are being imported."""
    return [Upload(*row) for row in connection.execute(_IMPORTING)]


def done(connection: Connection, one: Upload) -> int:
    """How many rows of an upload that is being imported are done."""
    table = relation_import if one.kind == "relations" else moment_import
    return int(connection.execute(_DONE[table.name], {"number": one.import_number}).scalar() or 0)


def change(connection: Connection, one: Upload) -> None:
    """Let an upload have another form, state, import, fault or account."""
    values = {"new_form": one.form, "new_state": one.state, "new_number": one.import_number, "new_fault": one.fault}
    connection.execute(_CHANGE, {"upload_id": one.id, "new_account": one.account_id, **values})


def stop_of(connection: Connection, account_id: str) -> None:
    """Stop what an account is importing, because it was signed out."""
    connection.execute(_STOP, {"of_account": account_id})


def stop_all(connection: Connection) -> None:
    """Stop everything that is being imported, because the register is restored: somebody says whether it goes on."""
    connection.execute(_STOP_ALL)


def finish(connection: Connection, one: Upload) -> None:
    """Record that an upload is imported, and delete its content."""
    connection.execute(_DROP_PIECES, {"upload_id": one.id})
    change(connection, replace(one, state="imported", fault=None))


def drop(connection: Connection, upload_id: str) -> None:
    """Delete an upload with its content."""
    connection.execute(_DROP_PIECES, {"upload_id": upload_id})
    connection.execute(_DROP, {"upload_id": upload_id})


def expired(connection: Connection, now: int, size: int) -> list[str]:
    """The ids of at most `size` uploads that were there for a day and are not being imported."""
    return list(connection.execute(_EXPIRED, {"kept_before": now - KEPT, "size": size}).scalars())
