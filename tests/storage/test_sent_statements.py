"""Portable SQL as it is sent: every statement that reaches PostgreSQL keeps the rules, wherever it was made.

The whole contract and what it does not touch run in this process, and each statement is taken down as it goes to the
driver. Those of schema changes are told apart by where they happen.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from contact_moments import catalogue, clients, demo, doctor, maintenance, relations
from contact_moments import contract as selftest
from contact_moments.clock import system_clock
from contact_moments.model import SCOPES, Filter
from contact_moments.moments.list import page_by_number
from contact_moments.moments.merging import merge
from contact_moments.moments.rebuild import rebuild
from contact_moments.moments.renaming import finish_renaming
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register, made
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.imports import put as put_file
from contact_moments.settings import read_settings
from contact_moments.storage.backends.postgresql.backend import _LOCK_SCHEMA, PostgresqlBackend
from contact_moments.storage.questions import clients as stored_clients
from contact_moments.storage.sql.tables import metadata
from tests.engines import Postgresqls
from tests.in_process import call
from tests.postgresql import NEWEST, PostgresqlServer
from tests.storage.portability import breaches, breaches_of_request
from tests.support import LIST, PHONE, TOKEN, a_call

pytestmark = pytest.mark.long

# The one exception of schema changes, as in `test_portable_sql`.
EXCEPTION = str(_LOCK_SCHEMA)
# The one exception of copies and restores, which replace everything.
EXCLUSIVE = "LOCK TABLE commit_mark IN EXCLUSIVE MODE"


Transactions = Callable[[PostgresqlBackend], AbstractContextManager[Connection]]


class Sent:
    """The statements that went to PostgreSQL: those of schema changes, of exclusive writes, and all others."""

    def __init__(self) -> None:
        self.of_schema: set[str] = set()
        self.exclusive: set[str] = set()
        self.others: set[str] = set()
        self._thread = threading.local()

    @contextmanager
    def taken_for(self, kind: set[str]) -> Iterator[None]:
        """Record this thread's statements in the block as that kind."""
        self._thread.kind = kind
        try:
            yield
        finally:
            self._thread.kind = self.others

    def take(self, connection: Connection, _: Any, statement: str, *__: Any) -> None:
        """Record a statement that SQLAlchemy is about to hand to the driver."""
        if connection.dialect.name == "postgresql":
            getattr(self._thread, "kind", self.others).add(parseable(statement))

    def breaches(self) -> dict[str, set[str]]:
        """The statements that break a rule, and which."""
        found = {one: breaches_of_request(one) for one in self.others | (self.exclusive - {EXCLUSIVE})}
        found |= {one: breaches(one) for one in self.of_schema - {EXCEPTION}}
        return {one: rules for one, rules in found.items() if rules}


def parseable(statement: str) -> str:
    """The statement with its parameters as `:name`, where the driver has `%(name)s`."""
    return re.sub(r"%\(([^)]+)\)s", r":given_\1", statement).replace("%%", "%")


@contextmanager
def recording() -> Iterator[Sent]:
    """Record everything that is sent in the block, by any engine."""
    sent = Sent()

    def noting(original: Transactions, kind: set[str]) -> Transactions:
        @contextmanager
        def noted(database: PostgresqlBackend) -> Iterator[Connection]:
            with sent.taken_for(kind), original(database) as connection:
                yield connection

        return noted

    with pytest.MonkeyPatch.context() as patch:
        for name, kind in (("schema_change", sent.of_schema), ("exclusive_write", sent.exclusive)):
            patch.setattr(PostgresqlBackend, name, noting(getattr(PostgresqlBackend, name), kind))
        event.listen(Engine, "before_cursor_execute", sent.take)
        try:
            yield sent
        finally:
            event.remove(Engine, "before_cursor_execute", sent.take)


@pytest.fixture(scope="module")
def postgresql(postgresqls: Postgresqls) -> PostgresqlServer:
    """A PostgreSQL that tests share."""
    return postgresqls.server(NEWEST)


@pytest.fixture
def register(postgresql: PostgresqlServer) -> Iterator[Register]:
    """A new register on it."""
    with made(read_settings(database_url=postgresql.new_database())) as (register, _):
        yield register


def call_the_api(register: Register) -> list[int]:
    """A token, every route that reads, and registering; returns the statuses."""
    client, secret = clients.add(register.database, "Call centre", frozenset(SCOPES), register.clock(), Actor())
    form = f"grant_type=client_credentials&client_id={client.id}&client_secret={secret}"
    token = call(register, "POST", TOKEN, form.encode())
    bearer = {"authorization": f"Bearer {token.json()['access_token']}"}
    relations.add(register.database, "Ann", "person", 1516)
    relations.add(register.database, "Bob", "person", 429000)
    answers = [token, call(register, "POST", PHONE, json.dumps(a_call(tagIds=[1])).encode(), **bearer)]
    for query in ("", "since=1970-01-01", "relationIds=1516,429000", "relationIds=1516&page=2"):
        answers.append(call(register, "GET", f"{LIST}?{query}", b"", **bearer))
    corrected = a_call(contactMomentId=1, subject="Corrected", recipients=[1516])
    answers.append(call(register, "POST", PHONE, json.dumps(corrected).encode(), **bearer, idempotency_key="key"))
    for path in ("types", "tags", "1", "withdrawn", "digest", "type/ContactMomentPhone/schema"):
        answers.append(call(register, "GET", f"{LIST}/{path}?from=2018-11-13&changes=1", b"", **bearer))
    clients.revoke(register.database, client.id, register.clock(), Actor())
    return [answer.status for answer in answers]


def run_the_rest(register: Register, other: str, folder: Path) -> None:
    """Run what the promises leave out: demo data, given ids, merges, maintenance, a copy."""
    database = register.database
    assert demo.is_empty(register)
    demo.fill(register, demo.Wish(20, 60), lambda _: None)
    relations.add(database, "Cees")
    catalogue.add_tag(database, "Complaint")
    catalogue.put_action(database, 2, "Retention")
    catalogue.put_action(database, 2, "Retention again")
    (folder / "people.csv").write_text("id,name,phone\n1001,Ann,1|2\n9001,Dora,\n", encoding="utf-8")
    put_file(database, CsvFile(folder / "people.csv", "NL"), Actor())
    finish_renaming(database)
    merge(database, register.zone, 1001, 1002)
    withdraw(database, [1, 2], "mistake", Actor())
    page_by_number(database, Filter(relation_ids=(1001, 1003), since=0), 1)
    rebuild(database, register.zone, lambda _: None)
    maintenance.migrate(register)
    assert list(doctor.examine(register.settings))
    maintenance.number_of_rows(register)
    maintenance.copy_to(register, other, Actor(), lambda _: None)


@pytest.fixture(scope="module")
def sent(postgresql: PostgresqlServer, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """Everything that is sent while the whole contract and what it leaves out run."""
    empty, other = postgresql.new_database(), postgresql.new_database()
    with recording() as sent:
        # One promise as the command tries it, the others on copies of a register: its migrations take half a second.
        broken = {"": selftest.broken(selftest.PROMISES[0], other)}
        with made(read_settings(database_url=empty)):
            pass
        for promise in selftest.PROMISES:
            broken[promise.__name__] = selftest.broken_at(promise, postgresql.new_database(empty))
        with made(read_settings(database_url=postgresql.new_database())) as (register, _):
            run_the_rest(register, other, tmp_path_factory.mktemp("files"))
        with made(read_settings(database_url=postgresql.new_database())) as (register, _):
            catalogue.add_tag(register.database, "Complaint", 1)
            statuses = call_the_api(register)
    assert {name: reason for name, reason in broken.items() if reason} == {}
    assert set(statuses) == {200}
    return sent


def test_every_statement_that_is_sent_is_portable(sent: Sent) -> None:
    """Nothing that reaches the server breaks a rule, and outside of schema changes nothing changes the schema."""
    found = sent.breaches()

    assert found == {}


def test_everything_is_taken_down(sent: Sent) -> None:
    """The migrations' own statements are there, their lock, and those of the register's work."""
    made = {one.split()[2] for one in sent.of_schema if one.lstrip().startswith("CREATE TABLE")}

    assert made == {*metadata.tables, "alembic_version"}
    assert (EXCEPTION in sent.of_schema, EXCLUSIVE in sent.exclusive) == (True, True)
    assert len(sent.others) > 100
    assert [one for one in sent.others | sent.of_schema if "%(" in one] == []


def by_text(statement: str) -> Callable[[Connection], object]:
    """Send it as SQLAlchemy's text."""
    return lambda connection: connection.execute(text(statement))


def by_driver(statement: str) -> Callable[[Connection], object]:
    """Send it straight to the driver."""
    return lambda connection: connection.exec_driver_sql(statement)


PLANTED: dict[str, tuple[str, Callable[[Connection], object]]] = {
    "an advisory lock": ("advisory lock", by_text("SELECT pg_advisory_lock(1)")),
    "the schema's lock": ("advisory lock", by_text(EXCEPTION)),
    "the lock of an exclusive write": ("lock", by_driver(EXCLUSIVE)),
    "a temporary table": ("temporary table", by_driver("CREATE TEMP TABLE t (a int)")),
    "a notification": ("notification", by_text("LISTEN x")),
    "a notification sent": ("notification", lambda connection: connection.execute(select(func.pg_notify("x", "y")))),
    "a setting of the session": ("session setting", by_driver("SET search_path TO public")),
    "a savepoint": ("savepoint", lambda connection: connection.begin_nested()),
    "a sequence": ("sequence", lambda connection: connection.execute(select(func.nextval("s")))),
    "a lock on a table": ("lock", by_driver("LOCK TABLE client")),
    "a procedure": ("stored procedure", by_driver("DO $$ BEGIN NULL; END $$")),
    "a table": ("schema change", by_text("CREATE TABLE t (id BIGINT PRIMARY KEY)")),
    "a column": ("schema change", by_text("ALTER TABLE client ADD COLUMN more TEXT")),
}


@pytest.mark.parametrize(("rule", "send"), PLANTED.values(), ids=PLANTED)
def test_a_breach_inside_a_function_is_found(
    rule: str, send: Callable[[Connection], object], register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forbidden statement that a function of the storage sends is found by its rule, however it is sent."""
    add = stored_clients.add

    def planted(connection: Connection, *words: Any) -> None:
        send(connection)
        add(connection, *words)

    monkeypatch.setattr(stored_clients, "add", planted)
    # Whether the server accepts it does not matter: it was sent.
    with recording() as sent, suppress(SQLAlchemyError):
        clients.add(register.database, "Call centre", frozenset(SCOPES), system_clock(), Actor())

    assert {rule} in sent.breaches().values()


def test_a_breach_in_a_schema_change_is_found(register: Register) -> None:
    """Schema changes may take their own lock, and nothing else that the rules are against."""
    statement = "CREATE TABLE t (id BIGSERIAL)"
    with recording() as sent:
        register.database.change_schema(by_text(statement))

    assert sent.breaches() == {statement: {"no primary key", "sequence"}}
