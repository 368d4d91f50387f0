"""Whether PostgreSQL has disk space left. Only writing tells: a database gives no right to look at its disks.

The check writes a temporary file where the database's tables are, as large as one more file of the server's own log.
The file is deleted at once. It leaves no row, no page of a table, and nothing in that log.
"""

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from contact_moments.storage.faults import LACKING, in_words, sqlstate

MEGABYTES = 16

_IN_LITTLE_MEMORY = text("SELECT set_config('work_mem', '64kB', true), set_config('temp_tablespaces', '', true)")
# Rows of a kilobyte, in another order than they are made in: too much to sort in that memory.
_SORT = text(
    "SELECT count(filler) FROM (SELECT repeat(md5(CAST(n AS text)), 32) AS filler"
    " FROM generate_series(1, CAST(:rows AS integer)) AS n ORDER BY n DESC) AS sorted"
)


def room(connection: Connection) -> tuple[bool, str]:
    """Whether there is room for 16 MiB more, in a transaction that ends afterwards: (is it well, a sentence)."""
    try:
        _sort(connection, MEGABYTES)
    except DBAPIError as fault:
        if sqlstate(fault) in LACKING:
            return True, "Whether it has room left cannot be asked of this engine; look at its disks yourself"
        return False, in_words(fault, "look in the database's own log for more")
    return True, f"It has room for {MEGABYTES} MiB more where its tables are"


def make_room(connection: Connection, megabytes: int) -> None:
    """Take so much room until the transaction ends. Raises `DBAPIError` if there is none. Does nothing if that cannot
    be asked of the engine.
    """
    try:
        _sort(connection, megabytes)
    except DBAPIError as fault:
        if sqlstate(fault) not in LACKING:
            raise


def _sort(connection: Connection, megabytes: int) -> None:
    connection.execute(_IN_LITTLE_MEMORY)
    connection.execute(_SORT, {"rows": megabytes * 1024})
