"""The word index: both engines find the same rows, at once, and nothing of what was removed."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from contact_moments.storage.backends.postgresql import word_index as on_postgresql
from contact_moments.storage.backends.sqlite import word_index as on_sqlite
from contact_moments.storage.database import Database
from contact_moments.storage.sql.word_index import Indexed, Term, Wanted, word_index_of
from contact_moments.words import plain
from tests.engines import Engine

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

INDEX = Indexed("story_words", "story", "id", "told")
MANY = 1000


@pytest.fixture
def database(engine: Engine, tmp_path: Path) -> Iterator[Database]:
    """A register's database with a table of texts besides, and an index over them."""
    database = Database(engine.register_url(tmp_path), lambda: 0)
    database.change_schema(make)
    yield database
    database.close()


def make(connection: Connection) -> None:
    """Make the table and its index."""
    connection.exec_driver_sql("CREATE TABLE story (id BIGINT PRIMARY KEY, told TEXT NOT NULL)")
    made = on_sqlite if connection.dialect.name == "sqlite" else on_postgresql
    for statement in made.statements(INDEX):
        connection.exec_driver_sql(statement)


def tell(database: Database, *texts: str, first: int = 1) -> None:
    """Add rows, numbered from `first`."""
    rows = list(enumerate(texts, first))

    def add(connection: Connection) -> None:
        for row in rows:
            connection.execute(text("INSERT INTO story VALUES (:key, :told)"), {"key": row[0], "told": row[1]})
        word_index_of(connection).add(connection, INDEX, rows)

    database.write(lambda transaction: add(transaction.connection))


def forget(database: Database, *keys: int) -> None:
    """Delete rows."""
    told, gone = text("SELECT id, told FROM story"), set(keys)

    def delete(connection: Connection) -> None:
        rows = [(key, words) for key, words in connection.execute(told) if key in gone]
        word_index_of(connection).remove(connection, INDEX, rows)
        connection.execute(text("DELETE FROM story WHERE id = :key"), [{"key": key} for key in keys])

    database.write(lambda transaction: delete(transaction.connection))


def found(database: Database, *all_of: tuple[Term, ...], limit: int = MANY) -> set[int]:
    """The rows that match."""
    wanted = Wanted(all_of)

    def ask(connection: Connection) -> list[int]:
        return word_index_of(connection).matching(connection, INDEX, wanted, limit)

    return set(database.read_snapshot(ask))


def all_found(database: Database, *all_of: tuple[Term, ...], most: int) -> set[int] | None:
    """All rows that match and perhaps others, or None."""

    def ask(connection: Connection) -> list[int] | None:
        return word_index_of(connection).all_matching(connection, INDEX, Wanted(all_of), most)

    rows = database.read_snapshot(ask)
    return None if rows is None else set(rows)


def term(word: str) -> Term:
    """A word's beginning, or with a dot a whole word."""
    return Term(word.rstrip("."), word.endswith("."))


@pytest.mark.parametrize(
    ("all_of", "rows"),
    [
        (["linden"], {1, 3}),
        (["lind"], {1, 3, 4}),
        (["linden."], {1}),
        (["t."], {2}),
        (["be li", "lind"], {1, 3, 4}),
        (["be", "lind"], {1}),
        (["_be"], {4}),
        (["=42."], {3}),
        (["ελ"], {5}),
        (["𝔸"], set()),
        (["and"], {5}),
        (["near"], {5}),
    ],
)
def test_finds(database: Database, all_of: list[str], rows: set[int]) -> None:
    """Words are beginnings or whole ones, of any script and with marks, joined by and and or."""
    tell(database, plain("Betty Linden"), plain("'t Hoen"), plain("lindenhof") + "=42 ", " linde  _betty ")
    tell(database, plain("Ελένη AND NEAR or not"), first=5)
    parts = [tuple(map(term, part.split())) for part in all_of]

    assert found(database, *parts) == rows
    assert rows <= (all_found(database, *parts, most=MANY) or set())


def test_forgets(database: Database) -> None:
    """A removed row is not found any more, and others are."""
    tell(database, plain("Betty Linden"), plain("Betty"))
    forget(database, 1)

    assert found(database, (term("betty"),)) == {2}


def test_keeps_no_word_of_what_is_forgotten(database: Database) -> None:
    """On SQLite nothing of removed rows' words stays in the file, but one that parts the index until it is rebuilt."""
    if not database.files():
        return
    tell(database, *(plain(f"{'secretword' if n % 10 else 'kept'}{n} betty") for n in range(3000)))
    forget(database, *(key for key in range(1, 3001) if (key - 1) % 10))
    assert database.scrub_deleted()
    assert bytes_of(database).count(b"secretword") <= 1
    database.write(lambda transaction: word_index_of(transaction.connection).rebuild(transaction.connection, INDEX))
    assert database.scrub_deleted()

    assert b"secretword" not in bytes_of(database)


def bytes_of(database: Database) -> bytes:
    """Everything in the database's files."""
    return b"".join(file.read_bytes() for file in database.files() if file.exists())


def test_takes_what_is_long(database: Database) -> None:
    """A long word counts by its first 64 characters, and a text may have very many words."""
    long = "x" * 3000
    tell(database, plain(long), "".join(f" word{number}" for number in range(50_000)) + " ")

    assert found(database, (term(plain(long).strip() + "."),)) == {1}
    assert found(database, (term("word49999."),)) == {2}


def test_stops_at_the_limit(database: Database) -> None:
    """No more keys are returned than were asked for."""
    tell(database, *["betty"] * 50)

    assert len(found(database, (term("bet"),), limit=10)) == 10


def test_finds_all_or_says_that_there_are_more(database: Database) -> None:
    """Where few rows have one of the parts, or few all of them, all are found; otherwise it is not told which."""
    tell(
        database,
        *(plain(f"2024x{n:03} {'even' if n % 2 else 'odd'} {'both' if n % 50 < 2 else ''}") for n in range(200)),
    )
    beginning, even, odd = (term("2024x"),), (term("even."),), (term("odd."),)

    assert all_found(database, beginning, most=200) == set(range(1, 201))
    assert all_found(database, beginning, (term("2024x007"),), most=20) == {8}
    assert all_found(database, even, odd, most=20) == set()
    assert all_found(database, even, (term("bot"),), most=4) == {2, 52, 102, 152}
    assert all_found(database, beginning, most=20) is None
    assert all_found(database, even, most=20) is None


def test_common_words_are_not_read_from_end_to_end(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite, a long beginning of many words is not given to FTS5, nor two common words of very many rows."""
    if not database.files():
        return
    tell(database, *(plain(f"2024x{n:03} {'even' if n % 2 else 'odd'}") for n in range(200)))
    asked: list[str] = []
    expression = on_sqlite.expression

    def noted(groups: list[list[Term]]) -> str:
        asked.append(expression(groups))
        return asked[-1]

    monkeypatch.setattr(on_sqlite, "expression", noted)
    monkeypatch.setattr(on_sqlite, "WINDOW", 199)

    assert all_found(database, (term("2024x"),), (term("even."),), most=20) is None
    assert asked == ['("even")']
    assert all_found(database, (term("odd."),), (term("even."),), most=20) is None
    assert asked[1:] == ['("odd")', '("even")']


def test_postgresql_is_not_asked_for_common_words(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL, words that a sample shows to be common are asked for only where few rows may have them all."""
    if database.files():
        return
    tell(database, *(plain(f"all {'even' if n % 2 else 'odd'} {'rare' if n % 200 == 0 else ''}") for n in range(2000)))
    asked: list[str] = []
    expression = on_postgresql.expression

    def noted(wanted: Wanted) -> str:
        asked.append(expression(wanted))
        return asked[-1]

    monkeypatch.setattr(on_postgresql, "expression", noted)
    monkeypatch.setattr(on_postgresql, "SMALL", 1999)
    all_, even, odd, rare = (term("al"),), (term("even."),), (term("odd."),), (term("rar"),)

    assert all_found(database, all_, most=20) is None
    assert all_found(database, even, all_, most=20) is None
    assert asked == []
    assert all_found(database, even, odd, most=20) == set()
    monkeypatch.setattr(on_postgresql, "MOST_ENTRIES", 1500)
    assert all_found(database, even, odd, most=20) is None
    assert all_found(database, all_, rare, odd, most=20) == set(range(1, 2000, 200))
    assert [sorted(one.split(" & ")) for one in asked] == [["('even')", "('odd')"], ["('odd')", "('rar':*)"]]


def test_a_word_gets_rarer_as_a_table_grows(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was seen of a word counts for the table as it was: in a larger one the word is looked at again."""
    monkeypatch.setattr(on_postgresql, "SMALL", 1)
    tell(database, *(plain("early") for _ in range(60)))
    before = all_found(database, (term("early."),), most=100)
    tell(database, *(plain("late") for _ in range(3000)), first=61)

    assert (before, all_found(database, (term("early."),), most=100)) == (set(range(1, 61)), set(range(1, 61)))


def test_finds_what_a_scan_finds(database: Database) -> None:
    """Both engines find, in texts of chance, the rows that Python finds by reading them all."""
    chance = random.Random(7)  # noqa: S311 - the same texts every time
    parts = ["a", "b", "ab", "abc", "bc", "aé", "1", "12"]
    some = [["".join(chance.choices(parts, k=2)) for _ in range(chance.randint(0, 6))] for _ in range(300)]
    texts = [plain(" ".join(words)) for words in some]
    tell(database, *texts[:200])
    tell(database, *texts[200:], first=201)
    for key in range(1, 50):
        forget(database, key)
    for _ in range(40):
        one, two = (plain("".join(chance.choices(parts, k=2))).strip() for _ in range(2))
        expected = {key for key, told in enumerate(texts, 1) if key >= 50 and f" {one}" in told and f" {two} " in told}

        assert found(database, (term(one),), (term(two + "."),)) == expected
        assert (all_found(database, (term(one),), (term(two + "."),), most=MANY) or set()) >= expected


def test_rebuilds(database: Database) -> None:
    """After a table was filled by other means, rebuilding makes the index right."""

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql("INSERT INTO story VALUES (1, ' betty '), (2, ' linden ')")
        word_index_of(connection).rebuild(connection, INDEX)

    tell(database, plain("Someone else"), first=3)
    database.write(lambda transaction: fill(transaction.connection))

    assert found(database, (term("bet"), term("some"))) == {1, 3}
