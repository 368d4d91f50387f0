"""Moving a register to another database, whatever the engines, with the proof that nothing was lost on the way."""

import secrets
from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, insert, select

from contact_moments.clock import system_clock
from contact_moments.errors import ConflictError, RegisterError
from contact_moments.storage.database import Database
from contact_moments.storage.sql.tables import commit_mark
from contact_moments.storage.whole.transfer import Digest, Progress, copy_rows, digest_of, is_empty

_MARK = insert(commit_mark)
_MARKED = select(commit_mark.c.token).where(commit_mark.c.token == bindparam("token"))
_UNMARK = delete(commit_mark).where(commit_mark.c.token == bindparam("of_token"))


def copy_register(
    source: Database, target: Database, shipped: Collection[str], progress: Progress = lambda _: None
) -> Digest:
    """Copy everything into `target`, which has the newest schema and nothing in it, and prove that both are equal.

    Nobody can write to either meanwhile. Returns the digest of both. Raises `ConflictError` where `target` has
    something other than the types `shipped` in it or is `source`, and `RegisterError` should the two differ
    afterwards; `target` then stays as it was.
    """
    if _same(source, target):
        raise ConflictError("That is the register's own database; name an empty one")
    with source.held() as rows:

        def replace(connection: Connection) -> Digest:
            if not is_empty(connection, shipped):
                raise ConflictError("The target has a register in it already; name an empty database")
            copied = copy_rows(rows, connection, progress)
            _compare(copied, digest_of(connection, progress))
            return copied

        return target.replace_all(replace)


def _compare(copied: Digest, found: Digest) -> None:
    if found != copied:
        names = ", ".join(name for name in copied if copied[name] != found[name])
        raise RegisterError(f"The copy differs in {names} and was not kept; report this", "copy_differs")


def _same(source: Database, target: Database) -> bool:
    # Addresses do not tell: hosts have several names, and files links. What was written in the one and is read in the
    # other does.
    token = secrets.randbits(63)
    source.write(lambda mark: mark.connection.execute(_MARK, {"token": token, "marked_at": system_clock()}))
    try:
        return target.read(lambda connection: connection.execute(_MARKED, {"token": token}).first()) is not None
    finally:
        source.write(lambda mark: mark.connection.execute(_UNMARK, {"of_token": token}))
