"""Faults for a register's database, at the boundary of its driver, and clients that live through them."""

import itertools
import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import psycopg
import requests
from sqlalchemy import Engine, text

from contact_moments import clients, relations
from contact_moments.errors import UnavailableError
from contact_moments.model import ADD, Call, Grant
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.backends.sqlite.driver import dbapi2
from tests.cli.posting import a_posted_call
from tests.support import LIST, RECIPIENT, SENDER, Api, Json

Commit = Callable[[Any], None]


def lost_before(connection: Any) -> None:
    """The connection is lost and nothing is committed."""
    connection.dbapi_connection.close()
    raise psycopg.OperationalError("server closed the connection unexpectedly")


def lost_after(connection: Any) -> None:
    """The commit happens, and the connection is lost before that is told."""
    connection.dbapi_connection.commit()
    lost_before(connection)


def lost_under_way(connection: Any) -> None:
    """The connection is lost while the server is about to commit."""
    connection.dbapi_connection.pgconn.send_query(b"COMMIT")
    connection.dbapi_connection.pgconn.flush()
    lost_before(connection)


def not_serialised(connection: Any) -> None:
    """The server rolls back because of another transaction."""
    connection.dbapi_connection.rollback()
    raise psycopg.errors.SerializationFailure("could not serialize access")


def deadlocked(connection: Any) -> None:
    """The server rolls back because of a deadlock."""
    connection.dbapi_connection.rollback()
    raise psycopg.errors.DeadlockDetected("deadlock detected")


def busy(_: Any) -> None:
    """SQLite finds its file in use, and leaves the transaction open."""
    raise dbapi2.OperationalError("database is locked")


class Commits:
    """The commits of an engine: each is done, or met by the fault that `next_fault` names."""

    def __init__(self, engine: Engine, next_fault: Callable[[], Commit | None]) -> None:
        self.tried = 0
        self.faults: dict[str, int] = {}
        self._next_fault = next_fault
        self._real: Commit = engine.dialect.do_commit
        engine.dialect.do_commit = self._commit  # type: ignore[method-assign, assignment]

    def _commit(self, connection: Any) -> None:
        self.tried += 1
        fault = self._next_fault()
        if fault is None:
            self._real(connection)
            return
        self.faults[fault.__name__] = self.faults.get(fault.__name__, 0) + 1
        fault(connection)


def some_fail(seed: int, *faults: Commit) -> Callable[[], Commit | None]:
    """Three of ten commits fail, each by one of `faults`."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return lambda: chance.choice(faults) if chance.random() < 0.3 else None


def in_turn(*faults: Commit | None) -> Callable[[], Commit | None]:
    """The commits are met by `faults` in turn (None: it succeeds), and from the first again."""
    turns = itertools.cycle(faults)
    return lambda: next(turns)


class Clerk:
    """Registers in a register of this process, and counts how often it was told to come back."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.sent_away = 0
        relations.add(register.database, "Sender", "person", SENDER)
        relations.add(register.database, "Recipient", "person", RECIPIENT)
        client, _ = clients.add(register.database, "Test", frozenset({ADD}), register.clock(), Actor())
        self._grant = Grant(client.id, client.scopes, 0)

    @property
    def engine(self) -> Engine:
        """What the register commits through."""
        kept: Any = self.register.database._backend
        engine: Engine = kept.writer if hasattr(kept, "writer") else kept._engine
        return engine

    def post(self, reference: str) -> int:
        """Register the documented call under a reference; returns its id."""
        return self.register.registrar.register(Call("ContactMomentPhone", a_posted_call(reference), self._grant))

    def post_until_done(self, reference: str) -> int:
        """As `post`, and again for as long as the register cannot."""
        while True:
            try:
                return self.post(reference)
            except UnavailableError:
                self.sent_away += 1

    def post_many(self, number: int) -> dict[str, int]:
        """Register this many from eight threads; returns the id of each reference."""
        references = [f"reference-{n}" for n in range(number)]
        with ThreadPoolExecutor(8) as pool:
            return dict(zip(references, pool.map(self.post_until_done, references), strict=True))

    def kept(self) -> list[tuple[str, int]]:
        """Reference and id of every moment, in the order of ids."""
        rows = self.register.database.read(
            lambda connection: connection.execute(
                text("SELECT document, moment_id FROM version ORDER BY moment_id")
            ).all()
        )
        return [(json.loads(document)["reference"], moment_id) for document, moment_id in rows]


@contextmanager
def a_clerk(url: str, **settings: Json) -> Iterator[Clerk]:
    """A clerk of the new register at `url`."""
    register = Register(Settings(database_url=url, **settings))
    try:
        register.prepare()
        yield Clerk(register)
    finally:
        register.close()


@dataclass
class Answer:
    """What a visitor was answered, and when."""

    began: float
    ended: float
    response: requests.Response

    @property
    def is_plain(self) -> bool:
        """Whether it is a 200, or a 503 as it should be."""
        response = self.response
        if response.status_code == 200:
            return True
        errors = response.json().get("errors")
        told = response.status_code == 503 and response.headers.get("Retry-After") == "1" and isinstance(errors, str)
        return told and "Traceback" not in response.text


class Visitors:
    """Four threads that post, each reference until it is acknowledged, and list after each; all answers are kept."""

    def __init__(self, url: str, token: str, again: bool = True) -> None:
        self.answers: list[Answer] = []
        self.acknowledged: dict[str, int] = {}
        self.failures: list[str] = []
        self._again = again
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._visit, args=(Api(url, token), f"visitor-{number}")) for number in range(4)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def wait_for_more(self, number: int) -> float:
        """Return, when this many more moments are acknowledged, how many seconds that took; fail after 15."""
        began, goal = time.monotonic(), len(self.acknowledged) + number
        while len(self.acknowledged) < goal:
            assert time.monotonic() < began + 15, f"{len(self.acknowledged)} of {goal}, {self.failures[:3]}"
            time.sleep(0.01)
        return time.monotonic() - began

    def wait_for_answers(self, begin: float, least: float) -> None:
        """Return after so many seconds, when more than ten requests since `begin` have answers; after 40 at most."""
        while time.monotonic() < begin + least or len(self.between(begin, time.monotonic())) <= 10:
            if time.monotonic() > begin + 40:
                return
            time.sleep(0.05)

    def between(self, begin: float, end: float) -> list[Answer]:
        """The answers to what was asked, and was answered, in that time."""
        return [one for one in self.answers if begin <= one.began and one.ended <= end]

    def _visit(self, api: Api, name: str) -> None:
        try:
            for number in itertools.count():
                reference = f"{name}-{number}"
                while (found := self._ask(lambda r=reference: api.post(a_posted_call(r)))).status_code != 200:  # type: ignore[misc]
                    if self._stop.is_set() or not self._again:
                        break
                else:
                    self.acknowledged[reference] = found.json()["contactMomentId"]
                self._ask(lambda: api.get(LIST))
                if self._stop.is_set():
                    return
        except requests.RequestException as fault:
            self.failures.append(repr(fault))

    def _ask(self, question: Callable[[], requests.Response]) -> requests.Response:
        began = time.monotonic()
        response = question()
        self.answers.append(Answer(began, time.monotonic(), response))
        return response
