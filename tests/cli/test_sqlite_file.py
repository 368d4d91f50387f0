"""The register's file: whose it is, what may happen to it, and that commands leave it alone.

Every other promise of the commands is the same on PostgreSQL.
"""

import pytest

from tests.cli.command_line import RESTORE, assert_refused, contents, modes, run_here, succeed_here
from tests.cli.lines import export, import_lines, numbered
from tests.cli.posting import Posting
from tests.cli.spoiling import Spoil, anew, in_file, other_program, overwrite, truncate
from tests.support import RECIPIENT, SENDER, Installation


@pytest.mark.usefixtures("processes")
@pytest.mark.usefixtures("open_umask")
def test_only_the_owner_reads_the_register(installation: Installation) -> None:
    """The folder, the register's file and those beside it are the owner's, whatever the umask, also in use."""
    installation.run("migrate")
    with installation.serving() as server:
        server.api()
        found = modes(installation.database.parent)

    name = installation.database.name
    private = {name, f"{name}-wal", f"{name}-shm", f"{name}.lock"}
    assert found == {"data": "drwx------"} | dict.fromkeys(private, "-rw-------")


def test_a_refused_restore_leaves_no_files(furnished: Installation) -> None:
    """A restore that is refused leaves nothing beside the register."""
    succeed_here(furnished, "backup", "backup.db")
    in_file(furnished.folder / "backup.db", "update alembic_version set version_num = '9999'")
    before = sorted(furnished.database.parent.iterdir())

    run_here(furnished, *RESTORE, "backup.db")

    assert sorted(furnished.database.parent.iterdir()) == before


@pytest.mark.parametrize("end", ["", ".lock"], ids=["the file", "its lock"])
@pytest.mark.parametrize("link", ["no link", "symbolic link", "hard link"])
def test_a_backup_over_the_register(end: str, link: str, furnished: Installation) -> None:
    """The register's own files are never the target of a backup, by whatever name."""
    import_lines(furnished, *numbered(3))
    target = own = furnished.database.with_name(furnished.database.name + end)
    if link != "no link":
        target = furnished.folder / "link.db"
        target.symlink_to(own) if link == "symbolic link" else target.hardlink_to(own)
    before = contents(furnished)

    done = run_here(furnished, "backup", str(target))

    assert_refused(done, 1, "register's own file", "another name")
    assert contents(furnished) == before


@pytest.mark.usefixtures("processes")
def test_a_process_that_refuses_to_back_up_over_the_register(furnished: Installation) -> None:
    """A process of its own refuses to back up over the live file, also while it is served."""
    with furnished.serving():
        done = furnished.try_run("backup", "data/contact-moments.db-wal")

    assert_refused(done, 1, "register's own file")


def test_a_backup_keeps_an_earlier_one_when_it_fails(furnished: Installation) -> None:
    """Where the register is damaged no backup is made, and the earlier one stays."""
    import_lines(furnished, *numbered(30))
    succeed_here(furnished, "backup", "backup.db")
    earlier = (furnished.folder / "backup.db").read_bytes()
    overwrite(furnished.database, 10 * 4096, b"\xff" * 9 * 4096)

    done = run_here(furnished, "backup", "backup.db")

    assert_refused(done, 1)
    assert (furnished.folder / "backup.db").read_bytes() == earlier


LIVE: dict[str, Spoil] = {
    "text": lambda path: anew(path, b"Dear Sir, Madam,\n" * 99),
    "pages overwritten": lambda path: overwrite(path, 4096, b"\xff" * 30 * 4096),
    "half of it": lambda path: truncate(path, 0.5),
    "of another program": other_program,
}


@pytest.mark.parametrize("spoil", LIVE.values(), ids=LIVE)
def test_a_register_that_cannot_be_read(spoil: Spoil, furnished: Installation) -> None:
    """A database file that is damaged or no register at all is refused by its name, and stays as it is."""
    spoil(furnished.database)
    before = furnished.database.read_bytes()

    done = run_here(furnished, "tag", "list")

    assert_refused(done, 1)
    assert furnished.database.read_bytes() == before


@pytest.mark.parametrize("spoil", [LIVE["text"], LIVE["half of it"]], ids=["text", "half of it"])
def test_a_damaged_register_is_restored_or_refused(spoil: Spoil, furnished: Installation) -> None:
    """Restoring a good backup over a damaged register brings it back, or says what to do; never a traceback."""
    import_lines(furnished, *numbered(3))
    succeed_here(furnished, "backup", "backup.db")
    spoil(furnished.database)

    done = run_here(furnished, *RESTORE, "backup.db")

    if done.returncode == 0:
        assert len(export(furnished)) == 3
    else:
        assert_refused(done, 1)


URLS = {
    "a folder": ("sqlite:///folder", "that is a folder"),
    "below a file": ("sqlite:///notes.txt/register.db", "notes.txt"),
    "where nothing can be made": ("sqlite:////proc/contact-moments/register.db", "/proc/contact-moments"),
    "name too long": (f"sqlite:///{'x' * 300}.db", "xxx"),
}


@pytest.mark.parametrize(("url", "says"), URLS.values(), ids=URLS)
def test_a_database_that_cannot_be_opened(url: str, says: str, installation: Installation) -> None:
    """An address where no database can be made is refused, by its path."""
    (installation.folder / "folder").mkdir()
    (installation.folder / "notes.txt").touch()

    done = run_here(installation, "migrate", DATABASE_URL=url)

    assert_refused(done, 1, says)


@pytest.mark.usefixtures("processes")
def test_a_killed_server_leaves_a_sound_file(registered: Installation) -> None:
    """After `kill -9` under load the file passes SQLite's own checks."""
    registered.add_relations(SENDER, RECIPIENT)
    server = registered.start("--workers", "2")
    with Posting(server.url, server.token(registered.add_client()), threads=8) as posting:
        posting.wait_for(200)
        server.kill()

    assert registered.sql("pragma integrity_check") == [("ok",)]
    assert registered.sql("pragma foreign_key_check") == []
