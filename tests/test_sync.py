"""Nothing missed: copies that followers keep by page numbers and `since` equal the register, whatever happens to it."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Event

import pytest

from tests.following import Connection, Follower, Ledger, write_all
from tests.support import Installation, Json, Server

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("processes"), pytest.mark.long]

MOMENTS = 900  # at least
RELATIONS = range(1, 21)
WATCHED = 7  # the relation of which one follower reads the list first
MERGED = (20, WATCHED, 8)  # with moments that move when 20 becomes 7, and 7 becomes 8
EARLY = 100  # moments of each of these
TROUBLED = Path(__file__).parent / "troubled_server.py"


class Troubled:
    """An installation whose disk can be slow and whose clock can be wrong, for the server and for commands."""

    def __init__(self, installation: Installation) -> None:
        installation.add_relations(*RELATIONS)
        installation.program = (str(TROUBLED),)
        self.installation = installation
        self._wrong_by = 0.0

    def slow(self, seconds: float) -> None:
        """Let one write transaction in 50 take this long between its stamp and its commit."""
        (self.installation.folder / "slow").write_text(str(seconds))

    def turn_clock(self, seconds: float) -> None:
        """Let the clock be wrong by this much."""
        (self.installation.folder / "clock").write_text(str(seconds))
        self._wrong_by = seconds

    def clock(self) -> float:
        """The register's clock, which is also its clients'."""
        return time.time() + self._wrong_by

    @contextmanager
    def serving(self, *words: str) -> Iterator["Clients"]:
        """A server and its clients."""
        with self.installation.serving(*words) as server, ExitStack() as connections:
            yield Clients(server, self, connections)


class Clients:
    """Makes clients of a server."""

    def __init__(self, server: Server, troubled: Troubled, connections: ExitStack) -> None:
        self._server = server
        self._troubled = troubled
        self._connections = connections
        self._token = server.token(server.installation.add_client())

    def connect(self) -> Connection:
        """Another connection, closed at the end."""
        return self._connections.enter_context(closing(Connection(self._server.url, self._token)))

    def follower(self, first: str = "") -> Follower:
        """Another follower, which begins with the list that `first` asks for."""
        return Follower(self.connect(), self._troubled.clock, first)

    def everything(self) -> dict[int, Json]:
        """The register as it is now."""
        follower = self.follower()
        follower.walk()
        return follower.copy


@pytest.fixture
def troubled(registered: Installation) -> Troubled:
    """An registered with relations."""
    return Troubled(registered)


def register_early(connection: Connection, ledger: Ledger) -> None:
    """Register some moments of the relations that are merged later, from which none is corrected."""
    for number in range(EARLY):
        for relation in MERGED:
            subject = f"{relation}-{number}"
            moment_id = connection.post({"subject": subject, "senderId": relation, "recipients": [1]})
            ledger.give_back(moment_id, subject)
            ledger.busy.add(moment_id)


def merged(troubled: Troubled, relation: int, into: int) -> None:
    """Merge relations; all moments of the one move."""
    told = troubled.installation.run("relation", "merge", str(relation), str(into))
    assert f" {EARLY if relation == MERGED[0] else 2 * EARLY} contact moments moved" in told


def make_trouble(troubled: Troubled, ledger: Ledger, writing: Future[None]) -> int:
    """Merge, withdraw, slow the disk down, set the clock back, until all that is done and enough is written.

    Returns how often there was trouble. Some comes after the disk is fast again. Ends early where writing fails.
    """
    number = 0
    while not writing.done() and (number <= 13 or len(ledger.subjects) + len(ledger.withdrawn) < MOMENTS):
        time.sleep(0.5)
        number += 1
        if number == 1:
            troubled.slow(3)
        elif number == 2:
            merged(troubled, 20, WATCHED)
        elif number == 4:
            troubled.turn_clock(-3600)
        elif number == 12:
            troubled.slow(0)
        elif number == 6:
            troubled.turn_clock(0)
        elif number == 8:
            merged(troubled, WATCHED, 8)
        elif number in {3, 5, 10, 13}:
            withdraw_some(troubled, ledger)
    return number


def withdraw_some(troubled: Troubled, ledger: Ledger) -> None:
    """Withdraw five moments that nobody is changing."""
    with ledger.lock:
        ids = [one for one in ledger.subjects if one not in ledger.busy][::97][:5]
        ledger.busy.update(ids)
    if ids:
        troubled.installation.run("moment", "withdraw", *map(str, ids), "--reason", "other")
    for moment_id in ids:
        ledger.give_back(moment_id, None)


def too_old(installation: Installation, walks: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """The walks in which something came along that was older than ten seconds before `since`."""
    ticks = installation.sql("SELECT first_change, second FROM tick ORDER BY first_change")

    def second_of(change: int) -> int:
        return max((second for first, second in ticks if first <= change), default=0)

    return [(since, change) for since, change in walks if change < 2**62 and second_of(change) < int(since) - 10]


def test_nothing_is_missed(troubled: Troubled) -> None:
    """Eight writers, 900 moments, corrections, withdrawals, merges, a slow disk, a clock set back: copies are equal.

    Two followers never stop; one begins with the whole list, the other with that of one relation.
    """
    ledger = Ledger()
    with troubled.serving("--workers", "2") as clients, ThreadPoolExecutor(3) as pool:
        register_early(clients.connect(), ledger)
        followers = [clients.follower(), clients.follower(f"relationIds={WATCHED}&")]
        written, stop = Event(), Event()
        following = [pool.submit(one.follow, stop) for one in followers]
        try:
            writing = pool.submit(write_all, clients.connect, ledger, written, range(1, 7))
            troubles = make_trouble(troubled, ledger, writing)
            written.set()
            writing.result()
        finally:
            written.set()
            stop.set()
        for one in following:
            one.result()
        for follower in followers:
            follower.walk()
        everything = clients.everything()
    whole, of_one = (follower.copy for follower in followers)

    assert {moment_id: item["subject"] for moment_id, item in everything.items()} == ledger.subjects
    assert len(everything) + len(ledger.withdrawn) >= MOMENTS
    assert troubles > 12
    assert len((troubled.installation.folder / "slowed").read_text().splitlines()) >= 3
    assert sum(8 in (item["senderId"], *item["recipients"]) for item in everything.values()) == 3 * EARLY
    assert min(len(follower.walks) for follower in followers) >= 3
    assert whole == everything
    # What was there before its first walk and is not of its relation is not in it.
    assert of_one.keys() <= everything.keys()
    assert {id_: item for id_, item in of_one.items() if item != everything[id_]} == {}
    assert [
        id_ for id_, item in everything.items() if 8 in (item["senderId"], *item["recipients"]) and id_ not in of_one
    ] == []
    assert too_old(troubled.installation, followers[0].walks + followers[1].walks) == []


def test_the_clock_is_set_back_after_a_quiet_time(troubled: Troubled) -> None:
    """What is registered after the clock was set back by half an hour is found by whoever read the list before that."""
    with troubled.serving() as clients:
        connection, follower = clients.connect(), clients.follower()
        connection.post({"subject": "Before", "senderId": 1, "recipients": [2]})
        troubled.turn_clock(1800)
        follower.walk()
        troubled.turn_clock(0)
        connection.post({"subject": "After", "senderId": 1, "recipients": [2]})
        follower.walk()

    assert [item["subject"] for item in follower.copy.values()] == ["Before", "After"]
