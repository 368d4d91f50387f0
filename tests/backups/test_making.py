"""`backup --to`: what it makes, what it removes, and what it refuses."""

import errno
import os
import shutil
import stat
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest

from contact_moments.audit import trail
from contact_moments.backups import making
from contact_moments.backups.folder import MARK, claimed
from contact_moments.backups.history import history
from contact_moments.backups.making import Made, Order, absolute, make, plan
from contact_moments.backups.names import made_at
from contact_moments.backups.originals import sha256_of
from contact_moments.backups.retention import Keep
from contact_moments.errors import ConflictError, InvalidInputError
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.restoring import restore
from contact_moments.storage.backends.sqlite.disk_space import PRIVATE
from contact_moments.storage.whole.work_folder import LOCK, work_folder
from tests.clock import Clock

BY = Actor(operator="Ford")
DAY = 24 * 3600
ONE = Keep(days=1)


def backups(folder: Path) -> list[str]:
    """What is in the folder besides the mark."""
    return sorted(path.name for path in folder.iterdir() if path.name != MARK)


def name_at(clock: Clock) -> str:
    """The name of a backup that is made now."""
    return datetime.fromtimestamp(clock.second, UTC).strftime("contact-moments-%Y-%m-%dT%H%M%SZ.db")


def nights(register: Register, clock: Clock, folder: Path, number: int, keep: Keep | None = None) -> list[Made]:
    """A backup each night."""
    found = []
    for _ in range(number):
        clock.second += DAY
        found.append(make(register, Order(folder, keep=keep), BY))
    return found


def last_event(register: Register) -> trail.ShownEvent:
    """The last event of the audit trail."""
    return list(trail.read(register.database, trail.Wanted()))[-1]


@pytest.mark.both_engines
def test_a_backup_in_a_folder(register: Register, folder: Path, clock: Clock) -> None:
    """It is named by the time in UTC, for its owner only, and can be restored; nothing else is left in the folder."""
    made = make(register, Order(folder), BY)
    file = folder / name_at(clock)
    restore(register, file, BY)

    assert (made.file, made.contents.relations, made.wrong) == (file, 2, ())
    assert backups(folder) == [file.name]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.both_engines
def test_old_ones_are_removed(register: Register, folder: Path, clock: Clock) -> None:
    """What need not stay is removed after the new one is there, and the audit trail tells which these were."""
    (first, *_, last) = nights(register, clock, folder, 4, Keep(days=3))

    assert last.removed == (first.file.name,)
    assert len(backups(folder)) == 3
    detail = last_event(register).detail
    assert list(detail["removed"]) == [first.file.name]
    assert len(detail["kept"]) == 2


def test_without_a_rule_nothing_is_removed(register: Register, folder: Path, clock: Clock) -> None:
    """Only `--keep` removes."""
    assert [made.removed for made in nights(register, clock, folder, 3)] == [()] * 3
    assert len(backups(folder)) == 3


@pytest.mark.both_engines
def test_what_others_have_made_stays(register: Register, folder: Path, clock: Clock) -> None:
    """A file that another program or register has made, also one with a fitting name, is never removed."""
    (made,) = nights(register, clock, folder, 1)
    kept = shutil.copy(made.file, folder / "contact-moments-2020-01-01T023000Z.db")
    replaced = folder / make(register, Order(folder), BY).file.name
    replaced.write_bytes(replaced.read_bytes() + b"more")
    (folder / "contact-moments-2020-01-02T023000Z.db").symlink_to(made.file)
    (folder / "contact-moments-2020-01-03T023000Z.db").mkdir()
    (folder / "before-the-move.db").touch()
    (folder / "contact-moments-2020-02-31T023000Z.db").touch()

    (done,) = nights(register, clock, folder, 1, ONE)

    assert done.removed == (made.file.name,)
    assert Path(kept).exists()
    assert replaced.exists()
    assert set(done.others) == {
        "contact-moments-2020-01-01T023000Z.db",
        "contact-moments-2020-01-02T023000Z.db",
        "contact-moments-2020-01-03T023000Z.db",
        replaced.name,
    }
    assert len(backups(folder)) == 7


def test_a_link_in_the_place_of_an_own_backup(register: Register, folder: Path, clock: Clock, tmp_path: Path) -> None:
    """A backup that was moved elsewhere and linked to is no file of the folder any more."""
    (made,) = nights(register, clock, folder, 1)
    elsewhere = Path(shutil.move(made.file, tmp_path / "elsewhere.db"))
    made.file.symlink_to(elsewhere)

    nights(register, clock, folder, 1, ONE)

    assert made.file.is_symlink()
    assert elsewhere.exists()


def test_they_are_known_when_their_events_have_expired(
    register: Register, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The latest backup's event has the names of all: the trail may forget the others."""
    (first, *_) = nights(register, clock, folder, 3, Keep(days=3))
    only_latest = [list(trail.read(register.database, trail.Wanted(kind="backup")))[-1]]
    monkeypatch.setattr("contact_moments.backups.history._events", lambda *_: iter(only_latest))

    (last,) = nights(register, clock, folder, 1, Keep(days=3))

    assert last.removed == (first.file.name,)


def test_nothing_goes_where_the_new_one_fails(
    register: Register, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full in the midst of a backup leaves nothing of it, and all earlier ones."""
    nights(register, clock, folder, 2)
    before = backups(folder)

    def fail(_: Path, target: Path) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(making, "move_durably", fail)
    with pytest.raises(InvalidInputError, match="No space left on device"):
        nights(register, clock, folder, 1, ONE)

    assert backups(folder) == before


def test_nothing_goes_where_the_new_one_is_not_right(
    register: Register, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If `restore` would refuse the new backup, it is kept, and so are the earlier ones."""
    nights(register, clock, folder, 2)
    monkeypatch.setattr("contact_moments.maintenance.why_refused", lambda *_: ["something is wrong"])

    (made,) = nights(register, clock, folder, 1, ONE)

    assert (made.wrong, made.removed) == (("something is wrong",), ())
    assert len(backups(folder)) == 3
    assert last_event(register).detail["restorable"] is False


def test_nothing_goes_that_the_trail_cannot_tell_of(
    register: Register, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A register that takes no changes is backed up, and no earlier backup is removed."""
    nights(register, clock, folder, 2)
    monkeypatch.setattr("contact_moments.maintenance.record", lambda *_: False)

    (made,) = nights(register, clock, folder, 1, ONE)

    assert (made.unrecorded, made.removed) == (True, ())
    assert len(backups(folder)) == 3


def test_a_clock_that_is_set_back(register: Register, folder: Path, clock: Clock) -> None:
    """The new backup replaces nothing and stays, and those from the future stay too."""
    nights(register, clock, folder, 2)
    clock.second -= DAY

    made = [make(register, Order(folder, keep=ONE), BY) for _ in range(2)]

    again, third = (one.file.name for one in made)
    assert again == name_at(clock).replace(".db", "-2.db")
    assert third == name_at(clock)  # the name of the first, which the second has removed
    assert made[1].removed == (again,)
    assert len(backups(folder)) == 2


def test_a_dry_run(register: Register, folder: Path, clock: Clock) -> None:
    """It says what would stay and go, and makes and removes nothing."""
    nights(register, clock, folder, 2)
    (folder / "contact-moments-2020-01-01T023000Z.db").touch()
    clock.second += DAY
    before = backups(folder)

    found = plan(register, Order(folder, keep=Keep(days=2)))

    assert found.division.kept == ("the new one", before[2])
    assert found.division.removed == (before[1],)
    assert found.others == (before[0],)
    assert backups(folder) == before


def test_a_folder_that_is_not_there(register: Register, folder: Path) -> None:
    """No folder is made: a disk that is not mounted must not go unnoticed."""
    with pytest.raises(InvalidInputError, match="is not there; make it, or if it is a disk of its own, mount it"):
        make(register, Order(folder / "gone"), BY)
    (folder / "file").touch()
    with pytest.raises(InvalidInputError, match="is no folder"):
        make(register, Order(folder / "file"), BY)


@pytest.mark.both_engines
def test_a_disk_that_is_not_mounted(register: Register, folder: Path, clock: Clock) -> None:
    """Where backups were made before, an empty folder is refused, until somebody says that it is meant."""
    nights(register, clock, folder, 2)
    shutil.rmtree(folder)
    folder.mkdir()

    with pytest.raises(InvalidInputError, match=r"mount it, or say --new-folder"):
        make(register, Order(folder), BY)
    assert list(folder.iterdir()) == []
    make(register, Order(folder, is_new=True), BY)
    make(register, Order(folder), BY)
    assert len(backups(folder)) == 2


def test_backups_that_are_moved_away(register: Register, folder: Path, clock: Clock) -> None:
    """A folder that another program empties is the same folder: it has its mark still."""
    for made in nights(register, clock, folder, 2, ONE):
        made.file.unlink(missing_ok=True)

    nights(register, clock, folder, 1, ONE)

    assert len(backups(folder)) == 1


@pytest.mark.both_engines
def test_another_machine(register: Register, folder: Path, tmp_path: Path, clock: Clock) -> None:
    """A register that was restored where there was none begins with an empty folder at the same path."""
    (_, made) = nights(register, clock, folder, 2)  # the second has the event of the first
    new = Register(register.settings.replaced(database_url=f"sqlite:///{tmp_path}/new.db"), clock)
    clock.second += DAY
    restore(new, made.file, BY)
    shutil.rmtree(folder)
    folder.mkdir()
    clock.second += DAY
    make(new, Order(folder), BY)
    new.close()

    assert len(backups(folder)) == 1


def test_a_folder_within_that_of_the_register(registered: Any, register: Register) -> None:
    """A backup beside the register would be lost with it."""
    for folder in (registered.database.parent, registered.database.parent / "backups"):
        folder.mkdir(exist_ok=True)
        with pytest.raises(InvalidInputError, match="in the folder of the register itself"):
            make(register, Order(folder), BY)


def test_a_disk_without_room(register: Register, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether there is room is asked before anything is written."""
    usage = shutil.disk_usage(folder)._replace(free=1 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    with pytest.raises(InvalidInputError, match=r"has 1 MiB free, and the backup may need \d+ MiB"):
        make(register, Order(folder), BY)
    assert list(folder.iterdir()) == []


@pytest.mark.both_engines
def test_a_path_that_means_something_in_an_address(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its path is called, a backup is made there and nowhere else, and restored from there."""
    folder = tmp_path / "place" / "a%20b?c=d#e"
    folder.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))

    made = make(register, Order(folder), BY)
    restore(register, made.file, BY)

    assert (made.file.parent, made.wrong) == (folder, ())
    assert backups(folder) == [made.file.name]
    assert list(folder.parent.iterdir()) == [folder]


@pytest.mark.both_engines
def test_an_unmounted_disk_after_a_clock_was_wrong(register: Register, folder: Path, clock: Clock) -> None:
    """A restore that was dated years ahead does not hide that backups were made in the folder since."""
    now = clock.second
    clock.second += 3650 * DAY
    moved = BY.event("restore", None, trail="backup")
    register.database.write(lambda transaction: transaction.record(moved))
    clock.second = now
    make(register, Order(folder), BY)
    (folder / MARK).unlink()

    with pytest.raises(InvalidInputError, match="mount it"):
        make(register, Order(folder), BY)


def test_what_takes_long_comes_before_the_name(
    register: Register, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole file is read before it has its name: one that is killed meanwhile leaves none that nobody knows."""
    read = []

    def note(file: Path) -> str:
        read.append(made_at(file.name))
        return sha256_of(file)

    monkeypatch.setattr(making, "sha256_of", note)
    make(register, Order(folder), BY)

    assert read == [None]


def test_links_that_go_round_in_a_circle(register: Register, tmp_path: Path) -> None:
    """A folder that is a link to itself is none, and the refusal says so."""
    (tmp_path / "link").symlink_to("link")

    with pytest.raises(InvalidInputError, match="is not there; make it"):
        make(register, Order(absolute(tmp_path / "link")), BY)


def test_two_at_once(register: Register, folder: Path) -> None:
    """The second is told that there is a first, and leaves nothing."""
    with claimed(folder), pytest.raises(ConflictError, match="Another backup is being made"):
        make(register, Order(folder), BY)

    assert backups(folder) == []
    make(register, Order(folder), BY)


def test_what_a_killed_run_has_left(register: Register, folder: Path, tmp_path: Path) -> None:
    """The next run removes what nobody works in any more; what somebody works in, and what is not ours, stays."""
    left = folder / f"{PRIVATE}left"
    left.mkdir()
    (left / LOCK).touch()
    (left / "backup.db").write_bytes(b"half")
    (folder / f"{PRIVATE}link").symlink_to(tmp_path)
    (folder / f"{PRIVATE}file").touch()
    (folder / f"{PRIVATE}new").mkdir()
    with work_folder(folder) as busy:
        make(register, Order(folder), BY)
        found = set(backups(folder))

    assert left.name not in found
    assert {busy.name, f"{PRIVATE}link", f"{PRIVATE}file", f"{PRIVATE}new"} <= found
    assert tmp_path.is_dir()


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_a_mark_that_is_no_file(kind: str, register: Register, folder: Path, tmp_path: Path) -> None:
    """Something else in the place of the mark is refused, and not followed."""
    mark = folder / MARK
    if kind == "link":
        mark.symlink_to(tmp_path / "victim")
    elif kind == "folder":
        mark.mkdir()
    else:
        os.mkfifo(mark)

    with pytest.raises(InvalidInputError, match=r"\.contact-moments-backups"):
        make(register, Order(folder), BY)
    assert not (tmp_path / "victim").exists()


@pytest.mark.both_engines
def test_an_older_schema(register: Register, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A register that needs `migrate` is backed up before it, without a look into a trail that it may not have."""
    monkeypatch.setattr("contact_moments.storage.whole.schema.NEWEST", "9999")

    found = history(register.database, folder)

    assert found.sizes == {}


def test_a_folder_with_a_name_that_is_no_text(register: Register, folder: Path) -> None:
    """A path whose bytes are not UTF-8 is refused, and nothing is left there but the mark."""
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/odd\xff"))
    odd.mkdir()

    with pytest.raises(InvalidInputError, match="must be UTF-8"):
        make(register, Order(odd), BY)
    assert backups(odd) == []
