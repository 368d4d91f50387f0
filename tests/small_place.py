"""A PostgreSQL with a place on a disk of its own that is soon full, without being root.

The disk is in memory and belongs to the server's processes only: it is mounted in a namespace of theirs.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.postgresql import NEWEST, PostgresqlServer, running_server

# As root of a namespace, because only that mounts; then as somebody else, because PostgreSQL refuses to run as root.
_MOUNT = 'mount -t tmpfs -o size={size}m none "$0" && exec unshare --user --map-user=1000 --map-group=1000 "$@"'


@contextlib.contextmanager
def running_with_a_small_place(megabytes: int) -> Iterator[PostgresqlServer]:
    """A server with a tablespace `small` of this size.

    Fails where the machine lets nobody make namespaces: `sysctl kernel.unprivileged_userns_clone=1` does on most, and
    a container needs `--security-opt seccomp=unconfined`.
    """
    with running_server(NEWEST) as server:
        server.stop()
        server.wrapped_in = _in_a_namespace(server.folder, megabytes)
        server.start()
        server.run_sql(f"CREATE TABLESPACE small LOCATION '{server.folder}/small'")
        yield server


def _in_a_namespace(folder: Path, megabytes: int) -> tuple[str, ...]:
    place = folder / "small"
    place.mkdir()
    place.chmod(0o777)
    enter = ("unshare", "--user", "--map-root-user", "--mount")
    return (*enter, "sh", "-c", _MOUNT.format(size=megabytes), str(place))


def fill(url: str, kilobytes: int | None = None) -> None:
    """Fill the place of a database with so much more, or until there is no room for another page."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS filler (text TEXT)")
        rows = "INSERT INTO filler SELECT repeat(md5(CAST(n AS text)), 31) FROM generate_series(1, %s) AS n"
        if kilobytes is not None:
            connection.execute(rows, [kilobytes])
            return
        for number in (1000, 100, 1):
            with contextlib.suppress(psycopg.errors.DiskFull):
                while True:
                    connection.execute(rows, [number])
