"""How far imports have come, so that one which was interrupted goes on where it stopped."""

from sqlalchemy import Connection, bindparam, insert, select, update

from contact_moments.storage.sql.tables import import_run

_DONE = select(import_run.c.done).where(import_run.c.digest == bindparam("digest"))
_BEGIN = insert(import_run)
_ADVANCE = update(import_run).where(import_run.c.digest == bindparam("of_digest")).values(done=bindparam("lines"))


def done(connection: Connection, digest: str) -> int:
    """How many lines of the file with this SHA-256 are registered."""
    return int(connection.execute(_DONE, {"digest": digest}).scalar() or 0)


def advance(connection: Connection, digest: str, lines: int) -> None:
    """Note that the file's first `lines` lines are registered."""
    if connection.execute(_ADVANCE, {"of_digest": digest, "lines": lines}).rowcount == 0:
        connection.execute(_BEGIN, {"digest": digest, "done": lines})
