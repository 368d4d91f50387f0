"""Backups that somebody has tampered with, or that came from elsewhere: refused before anything in them is run."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from contact_moments.clock import system_clock
from contact_moments.moments.rendering import rendering_of
from contact_moments.storage.database import Database
from contact_moments.storage.whole import schema
from contact_moments.storage.whole.schema import NEWEST
from contact_moments.times import Zone
from tests.cli.command_line import RESTORE, assert_refused, contents, run_here, succeed_here
from tests.cli.lines import import_lines, numbered
from tests.cli.spoiling import in_file
from tests.support import Installation

SCHEMAS: dict[str, tuple[str, ...]] = {
    "a trigger": ("create trigger t after update on relation begin update relation set name = 'x'; end",),
    "a view": ("create view v as select name from relation",),
    "a view in the place of a table": (
        "drop table commit_mark",
        "create view commit_mark as select 1 token, 2 marked_at",
    ),
    "a further table": ("create table invoice (id integer)",),
    "a further column": ("alter table tag add column colour text",),
    "a generated column": ("alter table tag add column shout text as (upper(name))",),
    "a column less": ("alter table client drop column parks",),
    "a table less": ("drop table commit_mark",),
    "an index less": ("drop index ix_moment_day",),
    "a further index": ("create index i on relation (name)",),
    "an index on an expression": ("create index i on relation (lower(name))",),
    "a virtual table": ("create virtual table v using fts5(name)",),
    "another collation": (
        "pragma writable_schema = on",
        "update sqlite_master set sql = replace(sql, 'name TEXT', 'name TEXT COLLATE NOCASE') where name = 'tag'",
    ),
    "a check": (
        "pragma writable_schema = on",
        "update sqlite_master set sql = replace(sql, 'name TEXT', 'name TEXT CHECK (random())') where name = 'tag'",
    ),
    "text that is no schema": ("pragma writable_schema = on", "update sqlite_master set sql = 'x' where name = 'tag'"),
    "a table that is there twice": (
        "pragma writable_schema = on",
        "insert into sqlite_master select * from sqlite_master where name = 'tag'",
    ),
    "another application": ("pragma application_id = 7",),
    "another user version": ("pragma user_version = 7",),
    "another page size": ("pragma page_size = 8192", "vacuum"),
    "two versions": ("insert into alembic_version values ('0001')",),
    "no version": ("delete from alembic_version",),
    "a version that is none": ("update alembic_version set version_num = '0000'",),
    "an older version by name only": ("update alembic_version set version_num = '0003'",),
}
ROWS: dict[str, tuple[str, ...]] = {
    "a link to nobody": ("pragma foreign_keys = off", "update link set moment_id = 999 where n = 1"),
    "a last id that is impossible": ("update register set last_moment_id = 9007199254740991",),
    "a last id that is too low": ("update register set last_moment_id = 1",),
    "a last id that is negative": ("update register set last_moment_id = -1",),
    "a last change that is too low": ("update register set last_change_no = 0",),
    "a last change that is too high": ("update register set last_change_no = 9223372036854775807",),
    "a last second that is too low": ("update register set last_second = 1",),
    "a last second in the far future": ("update register set last_second = 253402300799",),
    "no row of the register": ("delete from register",),
    "two rows of the register": (
        "create temp table another as select * from register",
        "update another set id = 2",
        "insert into register select * from another",
    ),
    "a type whose schema is no JSON": ("update moment_type set json_schema = '{' where position = 2",),
    "a type whose schema is none": ("update moment_type set json_schema = '{\"type\": 7}' where position = 2",),
    "a document that is no JSON": ("update version set document = '[' where moment_id = 2",),
    "an item that is no JSON": ("update moment set json_tail = ']' where id = 2",),
    "an item of another moment": ("update moment set json_front = replace(json_front, '\"id\":2,', '\"id\":1,')",),
    "another name than is shown": ("update relation set name = 'x' where id = 1516",),
    "a text for a number": ("update moment set happened_at = 'soon' where id = 2",),
    "bytes for a number": ("update register set last_parked_id = x'00'",),
    "a number for bytes": ("insert into registration_key values (7, 1)",),
    "bytes for a text": ("update version set document = cast(document as blob)",),
    "a text that is not UTF-8": ("update tag set name = cast(x'ff' as text)",),
    "a text with a zero": ("update tag set name = 'a' || char(0)",),
    "an instant after the year 9999": ("update version set recorded_at = 253402300800000000",),
    "an id that is too high": ("update tag set id = 9007199254740992 where id = 5",),
    "a kind that there is not": ("update relation set kind = 'robot' where id = 1516",),
    "a moment without its version": ("delete from version where moment_id = 2",),
    "a version above the latest": (
        "insert into version select moment_id, 3, 0, null, 'import', document, null from version where moment_id = 2",
    ),
    "a document without its members": ("update version set document = '{}' where moment_id = 2",),
    "a sender that is no id": (
        "update version set document = json_set(document, '$.senderId', json('[1]')) where moment_id = 2",
    ),
    "a recipient that is no id": (
        "update version set document = json_set(document, '$.recipients', json('[\"x\"]')) where moment_id = 2",
    ),
    "a time that is a number": (
        "update version set document = json_set(document, '$.dateTime', 7) where moment_id = 2",
    ),
    "no seconds": ("delete from tick",),
    "a first change that is too high": ("update tick set first_change = 999",),
    "first changes that fall": ("insert into tick select second - 5, first_change + 1 from tick",),
    "no numbering": ("delete from numbering",),
    "numbering of another list": ("update numbering set kind = 'other' where kind = 'whole'",),
    "an import that has no end": ("update import_range set last_id = 9007199254740990",),
    "an import whose number is too high": (
        "insert into moment_import select 9223372036854775807, null, file, 0, 1, 1, 0, state from moment_import",
    ),
    "an import in no state": ("update moment_import set state = 'foo'",),
    "an import that has done too much": ("update moment_import set done = lines + 1",),
    "a number of lines that is negative": ("update moment_import set lines = -1, done = -2",),
    "a key of one byte": ("insert into import_key values (x'00', 1)",),
    "a boolean that is neither": ("update relation set archived = 7 where id = 1516",),
    "tags that are no objects": ("update tagset set json = '[[]]'",),
    "a shown name of somebody else": (
        "update moment set json_front = replace(json_front, json_extract(json_front || '[]}', '$.sender'), 'x')",
    ),
    "a name at another place": ("update moment set name_at = name_at + 1 where id = 2",),
}


@pytest.fixture
def filled(furnished: Installation) -> Installation:
    """A register with a few contact moments, and a backup of it."""
    import_lines(furnished, *numbered(3))
    succeed_here(furnished, "backup", "backup.db")
    return furnished


@pytest.mark.parametrize("statements", (SCHEMAS | ROWS).values(), ids=SCHEMAS | ROWS)
def test_a_backup_that_was_tampered_with(statements: tuple[str, ...], filled: Installation) -> None:
    """It is refused in one sentence, and nothing is changed, kept or left behind."""
    in_file(filled.folder / "backup.db", *statements)
    before = contents(filled), sorted(filled.folder.rglob("*"))

    done = run_here(filled, *RESTORE, "backup.db")

    assert_refused(done, 1, "backup.db")
    assert (contents(filled), sorted(filled.folder.rglob("*"))) == before


@pytest.mark.parametrize("statements", ROWS.values(), ids=ROWS)
def test_a_register_that_was_tampered_with(statements: tuple[str, ...], filled: Installation) -> None:
    """`doctor` finds the same in the register itself, and `backup` says that it would not be restored."""
    in_file(filled.database, *statements)

    examined, done = run_here(filled, "doctor"), run_here(filled, "backup", "later.db")

    assert examined.returncode == 1
    assert [line for line in examined.stdout.splitlines() if line.startswith("WRONG")] != []
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "restore would refuse" in done.stderr


def test_statistics_are_no_tampering(filled: Installation) -> None:
    """What an operator's ANALYZE has left in a register is not restored, and does not keep it from being restored."""
    in_file(filled.database, "analyze")
    succeed_here(filled, "backup", "analyzed.db")

    succeed_here(filled, *RESTORE, "analyzed.db")

    assert filled.sql("select name from sqlite_master where name like 'sqlite_stat%'") == []


def test_a_backup_of_an_older_release(filled: Installation) -> None:
    """The schema of an older version is known, and the backup is migrated to this release."""
    make_older(filled.folder / "older.db", "0004")

    succeed_here(filled, *RESTORE, "older.db")

    assert filled.sql("select version_num from alembic_version") == [(NEWEST,)]
    assert filled.sql("select id, name from relation") == [(1, "Ann")]
    assert run_here(filled, "doctor").returncode == 0


def make_older(file: Path, version: str) -> None:
    """Make a backup as a release with this version of the schema made it, of a register with one relation."""

    def make(connection: Connection) -> None:
        database.set_application_id(connection)
        schema.upgrade(connection, version)
        connection.execute(text("INSERT INTO relation VALUES (1, 'person', 'Ann', '\"Ann\"', NULL, 0, NULL)"))
        schema.set_rendering(connection, rendering_of(Zone("Europe/Amsterdam")))

    database = Database(f"sqlite:///{file}", system_clock)
    database.make_place()
    database.change_schema(make)
    database.close()
    in_file(file, "pragma journal_mode = delete")


def test_nothing_of_it_is_run(filled: Installation) -> None:
    """A trigger is refused as text: it could name a function that is not there, or end the program."""
    in_file(
        filled.folder / "backup.db",
        "create trigger t after insert on register begin select load_extension('x'); end",
    )

    done = run_here(filled, *RESTORE, "backup.db")

    assert_refused(done, 1, "there is a trigger")
