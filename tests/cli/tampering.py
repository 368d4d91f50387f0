"""Ways to tamper with a backup or a register, by its schema or its rows, and how each is refused."""

AN_ACCOUNT = """insert into account
values ('a', 'a@b', 'a@b', 'A', 'en', null, 'reader', null, null, null, 0, 0, null, 'system', 1, null)"""

AN_UNDONE_IMPORT = """insert into relation_import
values (900, 'a', 'a.csv', 0, null, 'A', 1, 1, 1, 1, 0, 0, 'undone')"""

# What the refusal says, and the statements that spoil the file.
SCHEMAS: dict[str, tuple[str, ...]] = {
    "a trigger": (
        "there is a trigger",
        "create trigger t after update on relation begin update relation set name = 'x'; end",
    ),
    "a view": (
        "there is a view",
        "create view v as select name from relation",
    ),
    "a view in the place of a table": (
        "the table commit_mark is not that",
        "drop table commit_mark",
        "create view commit_mark as select 1 token, 2 marked_at",
    ),
    "a further table": (
        "there is a table",
        "create table invoice (id integer)",
    ),
    "a further column": (
        "the table tag is not that",
        "alter table tag add column colour text",
    ),
    "a generated column": (
        "the table tag is not that",
        "alter table tag add column shout text as (upper(name))",
    ),
    "a column less": (
        "the table client is not that",
        "alter table client drop column parks",
    ),
    "a table less": (
        "the table commit_mark is not that",
        "drop table commit_mark",
    ),
    "an index less": (
        "the index ix_moment_day is not that",
        "drop index ix_moment_day",
    ),
    "a further index": (
        "there is a index",
        "create index i on relation (name)",
    ),
    "an index on an expression": (
        "there is a index",
        "create index i on relation (lower(name))",
    ),
    "a virtual table": (
        "there is a table",
        "create virtual table v using fts5(name)",
    ),
    "another collation": (
        "the table tag is not that",
        "pragma writable_schema = on",
        "update sqlite_master set sql = replace(sql, 'name TEXT', 'name TEXT COLLATE NOCASE') where name = 'tag'",
    ),
    "a check": (
        "the table tag is not that",
        "pragma writable_schema = on",
        "update sqlite_master set sql = replace(sql, 'name TEXT', 'name TEXT CHECK (random())') where name = 'tag'",
    ),
    "text that is no schema": (
        "is not a SQLite file, or is damaged",
        "pragma writable_schema = on",
        "update sqlite_master set sql = 'x' where name = 'tag'",
    ),
    "a table that is there twice": (
        "is not a SQLite file, or is damaged",
        "pragma writable_schema = on",
        "insert into sqlite_master select * from sqlite_master where name = 'tag'",
    ),
    "another application": (
        "is a SQLite file, but not of a contact moments register",
        "pragma application_id = 7",
    ),
    "another user version": (
        "the pragma user_version is not that",
        "pragma user_version = 7",
    ),
    "another page size": ("the pragma page_size is not that", "pragma page_size = 8192", "vacuum"),
    "two versions": (
        "the version of its schema is not known",
        "insert into alembic_version values ('0001')",
    ),
    "no version": (
        "the version of its schema is not known",
        "delete from alembic_version",
    ),
    "a version that is none": (
        "the version of its schema is not known",
        "update alembic_version set version_num = '0000'",
    ),
    "an older version by name only": (
        "is not that of a register at version",
        "update alembic_version set version_num = '0003'",
    ),
}
ROWS: dict[str, tuple[str, ...]] = {
    "a link to nobody": (
        "there are rows that refer to rows that are not there",
        "pragma foreign_keys = off",
        "update link set moment_id = 999 where n = 1",
    ),
    "a last id that is impossible": (
        "register.last_moment_id is not the last number that is in use",
        "update register set last_moment_id = 9007199254740991",
    ),
    "a last id that is too low": (
        "register.last_moment_id is not the last number that is in use",
        "update register set last_moment_id = 1",
    ),
    "a last id that is negative": (
        "register.last_moment_id is not the last number that is in use",
        "update register set last_moment_id = -1",
    ),
    "a last change that is too low": (
        "register.last_change_no is not the last number that is in use",
        "update register set last_change_no = 0",
    ),
    "a last change that is too high": (
        "register.last_change_no is not the last number that is in use",
        "update register set last_change_no = 9223372036854775807",
    ),
    "a last second that is too low": (
        "register.last_second is not the last number that is in use",
        "update register set last_second = 1",
    ),
    "a last second in the far future": (
        "the latest change or reading is more than a day in the future",
        "update register set last_second = 253402300799",
    ),
    "a last relation that is too low": (
        "register.last_relation_no is not the last number that is in use",
        "update register set last_relation_no = 0",
    ),
    "a last change of relations that is too high": (
        "register.last_relation_change is not the last number that is in use",
        "update register set last_relation_change = 9007199254740991",
    ),
    "a gap among relations": (
        "the positions of relations have gaps",
        "update relation set n = n + 1000",
        "update register set last_relation_no = last_relation_no + 1000",
    ),
    "a relation at no position": (
        "the positions of relations have gaps",
        "update relation set n = 0 where n = 1",
    ),
    "a change of a relation without a second": (
        "a change of a relation has no second",
        "delete from relation_tick",
    ),
    "a second of a change of relations that is to come": (
        "the first changes of relations do not rise to the last change",
        "insert into relation_tick select max(second) + 1, 9007199254740991 from relation_tick",
    ),
    "a change of relations in the far future": (
        "the latest change or reading is more than a day in the future",
        "insert into relation_tick select 253402300799, max(change_no) from relation",
    ),
    "a removed relation that is there": (
        "a relation that was removed is there",
        AN_UNDONE_IMPORT,
        "insert into removed_relation select id, 1, 1000, 900 from relation where n = 1",
        "update register set last_removed_no = 1, last_relation_change = 1000",
    ),
    "a removal with the change of another relation": (
        "a relation and the removal of another have the same change",
        AN_UNDONE_IMPORT,
        "insert into removed_relation select 900, 1, change_no, 900 from relation where n = 1",
        "update register set last_removed_no = 1",
    ),
    "a removal at a position that is to come": (
        "register.last_removed_no is not the last number that is in use",
        AN_UNDONE_IMPORT,
        "insert into removed_relation values (900, 2, 1000, 900)",
        "update register set last_removed_no = 1, last_relation_change = 1000",
    ),
    "removals in another order": (
        "removed relations are not in the order of their changes",
        AN_UNDONE_IMPORT,
        "insert into removed_relation values (900, 2, 1000, 900), (901, 1, 1001, 900)",
        "update register set last_removed_no = 2, last_relation_change = 1001",
    ),
    "a removal without a second": (
        "the removal of a relation has no second",
        AN_UNDONE_IMPORT,
        "insert into removed_relation values (900, 1, 0, 900)",
        "update register set last_removed_no = 1",
    ),
    "a removal with an import that is not undone": (
        "a relation was removed with an import that is not undone",
        AN_UNDONE_IMPORT,
        "update relation_import set state = 'complete' where number = 900",
        "insert into removed_relation values (900, 1, 1000, 900)",
        "update register set last_removed_no = 1, last_relation_change = 1000",
    ),
    "an external id that is empty": (
        "an external id is empty",
        "update relation set external_id = '' where n = 1",
    ),
    "words of another name": (
        "what look-ups compare of a relation is not what it has",
        "update relation set words = ' somebody else '",
    ),
    "an address that nobody finds": (
        "what look-ups compare of a relation is not what it has",
        "update relation set email_key = 'x@example.org'",
    ),
    "a number that nobody finds": (
        "what look-ups compare of a telephone number is not what it has",
        "insert into relation_phone select id, '06-12345678', '+31612345678', '+31687654321' from relation",
    ),
    "no row of the register": (
        "the table register has not one row",
        "delete from register",
    ),
    "two rows of the register": (
        "the table register has not one row",
        "create temp table another as select * from register",
        "update another set id = 2",
        "insert into register select * from another",
    ),
    "a type whose schema is no JSON": (
        "the schema of a type cannot be read",
        "update moment_type set json_schema = '{' where position = 2",
    ),
    "a type whose schema is none": (
        "the schema of a type cannot be read",
        "update moment_type set json_schema = '{\"type\": 7}' where position = 2",
    ),
    "a document that is no JSON": (
        "what was registered of a contact moment cannot be read",
        "update version set document = '[' where moment_id = 2",
    ),
    "an item that is no JSON": (
        "what the list shows of a contact moment cannot be read",
        "update moment set json_tail = ']' where id = 2",
    ),
    "an item of another moment": (
        "what the list shows of a contact moment cannot be read",
        "update moment set json_front = replace(json_front, '\"id\":2,', '\"id\":1,')",
    ),
    "another name than is shown": (
        "what the list shows of a contact moment cannot be read",
        "update relation set name = 'x' where id = 1516",
    ),
    "another time for search": (
        "search has a contact moment at another time than it happened",
        "update moment_text set happened_at = happened_at + 1 where moment_id = 2",
    ),
    "another time for a relation": (
        "a relation has a contact moment at another time than it happened",
        "update link set happened_at = happened_at + 1 where moment_id = 2",
    ),
    "a text for a number": (
        "moment.happened_at has a value of another kind",
        "update moment set happened_at = 'soon' where id = 2",
    ),
    "bytes for a number": (
        "register.last_parked_id has a value of another kind",
        "update register set last_parked_id = x'00'",
    ),
    "a number for bytes": (
        "registration_key.key has a value of another kind",
        "insert into registration_key values (7, 1)",
    ),
    "bytes for a text": (
        "version.document has a value of another kind",
        "update version set document = cast(document as blob)",
    ),
    "a text that is not UTF-8": (
        "tag has a text that is not UTF-8",
        "update tag set name = cast(x'ff' as text)",
    ),
    "a text with a zero": (
        "tag.name has a value of another kind",
        "update tag set name = 'a' || char(0)",
    ),
    "an instant after the year 9999": (
        "version.recorded_at has a value that is out of range",
        "update version set recorded_at = 253402300800000000",
    ),
    "an id that is too high": (
        "tag.id has a value that is out of range",
        "update tag set id = 9007199254740992 where id = 5",
    ),
    "a kind that there is not": (
        "a relation has a kind that there is not",
        "update relation set kind = 'robot' where id = 1516",
    ),
    "a moment without its version": (
        "a contact moment lacks its latest version",
        "delete from version where moment_id = 2",
    ),
    "a version above the latest": (
        "the versions of a contact moment are not numbered from 1 to its latest",
        """insert into version select moment_id, 3, 0, null, 'import', document, null, null from version
        where moment_id = 2""",
    ),
    "a document without its members": (
        "what was registered of a contact moment cannot be read",
        "update version set document = '{}' where moment_id = 2",
    ),
    "a sender that is no id": (
        "what was registered of a contact moment cannot be read",
        "update version set document = json_set(document, '$.senderId', json('[1]')) where moment_id = 2",
    ),
    "a recipient that is no id": (
        "what was registered of a contact moment cannot be read",
        "update version set document = json_set(document, '$.recipients', json('[\"x\"]')) where moment_id = 2",
    ),
    "a time that is a number": (
        "what was registered of a contact moment cannot be read",
        "update version set document = json_set(document, '$.dateTime', 7) where moment_id = 2",
    ),
    "no seconds": (
        "a change has no second",
        "delete from tick",
    ),
    "a first change that is too high": (
        "the first changes of the seconds do not rise to the last change",
        "update tick set first_change = 999",
    ),
    "first changes that fall": (
        "the first changes of the seconds do not rise to the last change",
        "insert into tick select second - 5, first_change + 1 from tick",
    ),
    "no numbering": (
        "the table numbering has not one row for each kind of list",
        "delete from numbering",
    ),
    "numbering of another list": (
        "the table numbering has not one row for each kind of list",
        "update numbering set kind = 'other' where kind = 'whole'",
    ),
    "an import that has no end": (
        "an import has added contact moments that there are not",
        "update import_range set last_id = 9007199254740990",
    ),
    "an import whose number is too high": (
        "moment_import.number has a value that is out of range",
        "insert into moment_import select 9223372036854775807, null, 'a', 0, 1, 1, 0, 'complete', null, null",
    ),
    "an import in no state": (
        "an import has a state that there is not",
        "update moment_import set state = 'foo'",
    ),
    "an import that has done too much": (
        "an import has done more lines than there are",
        "update moment_import set done = lines + 1",
    ),
    "a number of lines that is negative": (
        "moment_import.lines has a value that is out of range",
        "update moment_import set lines = -1, done = -2",
    ),
    "a role with a scope that there is not": (
        "a role has a scope that there is not",
        "update role set scopes = scopes || ' everything' where name = 'reader'",
    ),
    "a session that has come too far": (
        "a session has a stage that there is not",
        AN_ACCOUNT,
        "insert into session values ('h', 's', 'a', 'over', 0, 0, 0, 0, '', '', null)",
    ),
    "a link for something else": (
        "a one-time link has a purpose that there is not",
        AN_ACCOUNT,
        "insert into one_time_link values ('h', 'a', 'rule', 0)",
    ),
    "a language that nobody speaks": (
        "an account has a language that there is not",
        AN_ACCOUNT.replace("'en'", "'xx'"),
    ),
    "a theme that there is not": (
        "an account has a theme that there is not",
        AN_ACCOUNT.replace("'system'", "'x'"),
    ),
    "an entry before its first revision": (
        "entry.revision",
        AN_ACCOUNT,
        "insert into entry values ('e', 'a', 0, '{}', 0)",
    ),
    "a version of nobody": (
        "a version names an account that there is not",
        "update version set account_id = 'nobody'",
    ),
    "a trail with two heads": (
        "the audit trail has not one head",
        "insert into audit_head select 2, number, hash, removed_number, removed_hash, settings from audit_head",
    ),
    "a trail that ends before its last event": (
        "the audit trail has an event before its beginning or after its end",
        "update audit_head set number = 0, hash = removed_hash",
    ),
    "a trail that ends before it begins": (
        "the audit trail ends before it begins",
        "update audit_head set removed_number = number + 1",
    ),
    "a key of one byte": (
        "import_key.key has a value that its column cannot have",
        "insert into import_key values (x'00', 1)",
    ),
    "a boolean that is neither": (
        "relation.archived has a value that its column cannot have",
        "update relation set archived = 7 where id = 1516",
    ),
    "tags that are no objects": (
        "what the list shows of tags cannot be read",
        "update tagset set json = '[[]]'",
    ),
    "a shown name of somebody else": (
        "what the list shows of a contact moment cannot be read",
        "update moment set json_front = replace(json_front, json_extract(json_front || '[]}', '$.sender'), 'x')",
    ),
    "a name at another place": (
        "what the list shows of a contact moment cannot be read",
        "update moment set name_at = name_at + 1 where id = 2",
    ),
}
