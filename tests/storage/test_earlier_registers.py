"""A register of each earlier schema, as its release made it: after `migrate` everything in it is read as before."""

from pathlib import Path

import pytest

from contact_moments.storage.whole.backup_check import check_backup
from contact_moments.storage.whole.schema import NEWEST
from tests.cli.command_line import run_here, succeed_here
from tests.engines import SQLITE, Engine
from tests.storage.earlier.kept import FIRST_ON_POSTGRESQL, load, versions
from tests.storage.earlier.reading import lacking, read_everything, token_of
from tests.support import PHONE, Api

pytestmark = [pytest.mark.slow, pytest.mark.long]

EARLIER = [f"{number:04d}" for number in range(1, int(NEWEST))]
# The same call as when the register was made.
AGAIN = {"subject": 'Call 3 "quoted" ☎', "senderId": 1, "recipients": [2], "contents": "Asked\nand answered"}
EXACTLY_ONCE = "0003"


def test_there_is_one_of_each_schema() -> None:
    """Whoever adds a migration keeps a register of the schema before: `python -m tests.storage.earlier`."""
    first = EARLIER.index(FIRST_ON_POSTGRESQL)

    # There may be one of the newest already, for the next migration.
    assert versions(".sql")[: len(EARLIER)] == EARLIER
    assert versions(".postgresql.sql")[: len(EARLIER) - first] == EARLIER[first:]


@pytest.mark.parametrize("version", EARLIER)
def test_published_migrations_were_not_changed(version: str, engine: Engine, tmp_path: Path) -> None:
    """The migrations still make the schema that the release had, to the last column, key and index."""
    kept = load(engine, version, tmp_path)

    check_backup(kept.installation.database, Path("register"))


def wrong(told: str) -> list[str]:
    """What doctor finds wrong, besides the settings of the tests' PostgreSQL server; warnings are about the machine."""
    return [line for line in told.splitlines() if line.startswith("WRONG") and "fsync" not in line]


@pytest.mark.both_engines
@pytest.mark.parametrize("version", EARLIER)
def test_everything_is_read_as_before(version: str, engine: Engine, tmp_path: Path) -> None:
    """Lists, page by page, and each contact moment; a retry is known, doctor finds nothing, there is a backup."""
    if engine.name != SQLITE and version < FIRST_ON_POSTGRESQL:
        return
    installation, client, read = load(engine, version, tmp_path)
    told = succeed_here(installation, "migrate", "--backup-to", str(tmp_path / "backup.db"))
    examined = run_here(installation, "doctor")
    with installation.served_here() as served:
        token = token_of(served.url, client)
        now = read_everything(served.url, token)
        retried = Api(served.url, token).post(AGAIN | {"reference": "ticket-3"}, PHONE).json()["contactMomentId"]
        moments = len(served.as_client(token).items("since=2019-01-01&page=2"))

    assert told == f"The schema is at version {NEWEST} (was {version})\n"
    assert lacking(read, now) == []
    assert wrong(examined.stdout) == []
    check_backup(tmp_path / "backup.db", Path("backup"))
    assert version < EXACTLY_ONCE or retried <= max(item["id"] for item in read["/l/contact_moment_api/contact_moment"])
    assert moments > 0


@pytest.mark.parametrize("version", EARLIER)
def test_a_backup_of_it_is_restored(version: str, engine: Engine, tmp_path: Path) -> None:
    """`restore` brings it to this release, with all that was read; `docs/promises.md` says so of every release."""
    older, client, read = load(engine, version, tmp_path / "older")
    succeed_here(older, "backup", str(tmp_path / "backup.db"))
    (tmp_path / "new").mkdir()
    new = engine.installation(tmp_path / "new")
    succeed_here(new, "restore", str(tmp_path / "backup.db"))
    with new.served_here() as served:
        now = read_everything(served.url, token_of(served.url, client))

    assert lacking(read, now) == []
