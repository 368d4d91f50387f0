"""Backups by PostgreSQL's own programs: made by `pg_dump`, and read by way of a database that is dropped again."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from contact_moments.backups.folder import require_space
from contact_moments.backups.originals import is_another
from contact_moments.errors import InvalidInputError
from contact_moments.maintenance import Contents, broken, migrate
from contact_moments.register import Register
from contact_moments.storage.whole import backups, schema
from contact_moments.storage.whole.backups import contents
from contact_moments.storage.whole.work_folder import work_folder

MAGIC = b"PGDMP"
AT_ONCE = 2  # SQLite has what is written in its log too, until it is in the file


def is_dump(path: Path) -> bool:
    """Whether a file begins as a dump in pg_dump's custom format does."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def dump_checked(register: Register, target: Path) -> tuple[Contents, list[str]]:
    """Dump the register into the new file `target`; returns what is in it, and why `restore` would refuse it.

    Raises `InvalidInputError` where there is no `pg_dump` that can, and no PostgreSQL.
    """
    from contact_moments.storage.whole import dumps

    with dumps.dumped(register.database, register.settings.database_url, target) as connection:
        is_newest = schema.current(connection) == schema.NEWEST
        return contents(connection), broken(connection, register) if is_newest else []


@contextmanager
def from_dump(register: Register, file: Path, given: Path, url: str | None, place: Path) -> Iterator[Path]:
    """The file itself; or if it is a dump, a backup with what is in it, below `place`, until the block ends.

    A dump is restored into a database of its own first, on the server at `url`, or else on that of the register.
    `given` is the file as the register has made it, encrypted perhaps. Raises `InvalidInputError` where that cannot be,
    or must not: pg_restore runs what is in a dump.
    """
    if not is_dump(file):
        yield file
        return
    if is_another(register, given):
        raise InvalidInputError(
            f"{given} is not the dump that was made: its SHA-256 is another one than the audit trail has. pg_restore "
            "would run whatever is in it"
        )
    from contact_moments.storage.whole import dumps

    with work_folder(place) as folder:
        backup = folder / "from-dump.db"
        with dumps.restored_dump(url or register.settings.database_url, file) as address:
            settings = register.settings.replaced(database_url=address)
            with closing(Register(settings, register.clock)) as scratch:
                migrate(scratch)
                require_space(place, AT_ONCE * scratch.database.figures().size, "what is in the dump")
                backups.back_up(scratch.database, backup)
        yield backup
