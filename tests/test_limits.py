"""What many clients may take of a server: threads, memory, places, turns of the event loop."""

import time

import pytest

from contact_moments.http_server import limits
from contact_moments.http_server.open_connections import OpenConnections
from contact_moments.http_server.routes import BODY_SECONDS
from contact_moments.http_server.seldom import Seldom
from contact_moments.http_server.small_chunks import LONGEST
from contact_moments.routes import ROUTES
from tests.connections import Client, chunked, connected, get, post, statuses


@pytest.fixture
def client() -> Client:
    """A client, connected."""
    return connected()


# Turns.


def test_many_requests_at_once_leave_others_their_turn(client: Client) -> None:
    """Some are answered, the rest in later turns of the loop, as many in each."""
    client.connection.data_received(get().encode() * 50)
    answered = [len(client.transport.answers())]
    while client.worker.take_turn():
        answered.append(len(client.transport.answers()))

    assert answered == [limits.MAX_TURN] * (50 // limits.MAX_TURN) + [50 % limits.MAX_TURN]


PARTS = {
    "no request": ([], limits.MAX_PART),
    "half a head": ([get()[:20]], limits.MAX_PART),
    "a body": ([post("", "/large", length=10**6)], limits.MAX_BODY_PART),
    "the middle of a body": ([post("x" * 1000, "/large", length=21_000)], 20_000),
    "the end of a body": ([post("abcd", length=5)], limits.MAX_PART),
    "chunks": ([chunked("3\r\nabc\r\n")], limits.MAX_CHUNKS_PART),
}


@pytest.mark.parametrize(("sent", "size"), PARTS.values(), ids=PARTS)
def test_how_much_is_read_at_once(client: Client, sent: list[str], size: int) -> None:
    """Much is read of a body only: what comes behind it may be many requests."""
    client.send(*sent)

    assert len(client.connection.get_buffer(-1)) == size


def test_small_chunks_rest(client: Client) -> None:
    """Who sends small chunks waits for many times as long as they took, and longer if others do the same."""
    worker = client.worker
    worker.now = lambda: worker.tick(0.001)
    other = Client(client.application, worker)
    for one in (client, other):
        one.send(chunked("1\r\na\r\n", path="/large"), "1\r\na\r\n" * 100)
    rested = [client.transport.paused, other.transport.paused]
    waits = [worker.wake(), worker.wake()]

    assert (rested, client.transport.paused) == ([True, True], False)
    assert [round(one, 3) for one in waits] == [0.01, pytest.approx(0.01 + 0.01, abs=0.01)]
    assert waits[1] > waits[0]
    assert statuses(client.send("0\r\n\r\n")) == [200]


def test_others_do_not_rest(client: Client) -> None:
    """A body whose length is known, and chunks that took no time, have nothing to wait for."""
    client.send(post("x" * 500, "/large", length=1000), "x" * 500, chunked("5\r\n", path="/large"), "abcde\r\n")

    assert (client.transport.paused, client.worker.due) == (False, [])


def test_the_rest_has_an_end(client: Client) -> None:
    """However many send small chunks, nobody rests for longer than a body may take."""
    worker = client.worker
    worker.chunks_until = worker.time + 1000
    worker.now = lambda: worker.tick(0.001)
    client.send(chunked("1\r\na\r\n", path="/large"), "1\r\na\r\n")

    assert worker.wake() <= LONGEST < BODY_SECONDS


# Overload.


@pytest.mark.parametrize("sent", [get("/slow"), post("abc")])
def test_work_that_would_wait_too_long(client: Client, sent: str) -> None:
    """It is refused at once, with the time after which to try again; the connection stays."""
    client.worker.overloaded.add("request")
    ((status, headers, body),) = client.send(sent)
    client.worker.overloaded.clear()

    assert (status, headers["retry-after"], list(body)) == (503, "2", ["errors"])
    assert statuses(client.send(sent)) == [200]


def test_what_is_quick_is_answered_under_overload(client: Client) -> None:
    """It needs no thread."""
    client.worker.overloaded.add("request")

    assert statuses(client.send(get())) == [200]


def test_what_has_threads_apart_is_answered_under_overload(client: Client) -> None:
    """It does not wait for those of other requests."""
    client.worker.overloaded.add("request")

    assert statuses(client.send(get("/apart"))) == [200]
    assert [route.path for route in ROUTES if route.apart] == ["/health/ready"]


def test_a_large_body_is_refused_before_it_comes(client: Client) -> None:
    """When large bodies would wait, one is not read; small ones are."""
    client.worker.overloaded.add("large")

    assert statuses(client.send(post("abc"))) == [200]
    assert statuses(client.send(post("", "/large", length=limits.LARGE_BODY + 1))) == [503]
    assert client.transport.half_closed


def test_large_bodies_are_read_in_threads_of_their_own(client: Client) -> None:
    """Small ones do not wait behind them."""
    client.send(post("x" * limits.LARGE_BODY, "/large"), post("x" * (limits.LARGE_BODY + 1), "/large"))

    assert client.worker.kinds == ["request", "large"]


# Memory.


def test_bodies_take_a_bounded_memory(client: Client) -> None:
    """When all of it is taken, a client that sends more is refused; when it is there again, all is as before."""
    budget = client.worker.memory
    budget.held = limits.MAX_HELD - 10**6
    other = Client(client.application, client.worker)
    client.send(post("x" * 2 * limits.LARGE_BODY, "/large", length=10**6))
    refused = statuses(other.send(post("x" * 2 * limits.LARGE_BODY, "/large", length=10**6)))
    client.connection.connection_lost(None)
    other.connection.connection_lost(None)

    assert (refused, budget.held) == ([503], limits.MAX_HELD - 10**6)
    assert statuses(Client(client.application, client.worker).send(post("abc"))) == [200]


WAYS_TO_END = {
    "answered": ["/slow", "/large"],
    "too large": ["/slow", "/echo"],
    "not wanted": ["/slow", "/deaf"],
    "several": ["/slow", "/slow", "/large"],
}


@pytest.mark.parametrize("paths", WAYS_TO_END.values(), ids=WAYS_TO_END)
def test_what_is_held_is_given_back(client: Client, paths: list[str]) -> None:
    """Requests and bodies that wait are counted, and no more when they are answered, however."""
    bodies = [get(path) if path == "/slow" else post("x" * 20_000, path) for path in paths]
    client.connection.data_received("".join(bodies).encode())
    held = client.worker.memory.held
    client.send()

    assert (held > 0, client.worker.memory.held) == (True, 0)


def test_headers_that_are_not_complete_are_counted(client: Client) -> None:
    """Large ones count, until they are complete or the connection is gone."""
    half = get(more="X: " + "x" * 30_000)[:-2]
    client.send(half)
    before = client.worker.memory.held
    client.send("\r\n\r\n")
    after = client.worker.memory.held
    client.send(half)
    client.connection.connection_lost(None)

    assert (before, after, client.worker.memory.held) == (len(half), 0, 0)


def test_no_memory_for_headers(client: Client) -> None:
    """Then the client is told to come again."""
    client.worker.memory.held = limits.MAX_HELD

    assert statuses(client.send(get(more="X: " + "x" * 30_000)[:-2])) == [503]


def test_answers_that_nobody_reads(client: Client) -> None:
    """A worker keeps so much of them: who makes it more is cut. What is read, or lost its client, counts no more."""
    size, others = limits.MAX_UNREAD // 4, [Client(client.application, client.worker) for _ in range(6)]
    for one in others:
        one.transport.written = bytes(size)
        one.connection.pause_writing()
    cut = [one.transport.is_closing() for one in others]
    others[0].connection.resume_writing()
    for gone in (others[4], others[5], others[1]):
        gone.connection.connection_lost(None)
    client.transport.written = bytes(2 * size)
    client.connection.pause_writing()

    assert (cut, client.transport.is_closing()) == ([False] * 4 + [True] * 2, False)


# Time.


def test_a_route_has_its_own_limits(client: Client) -> None:
    """A route that says so takes a larger body, and longer."""
    client.send(post("x" * 200, "/large", length=300))
    early = client.pass_time(59)
    late = client.pass_time(2)

    assert (early, statuses(late)) == ([], [408])


def test_a_header_that_begins_behind_an_answer(client: Client) -> None:
    """A request that has begun before the answer to the last one has the time of headers, not of an idle client."""
    client.send(get("/slow") + "GET /qu")

    assert client.connection.deadline == client.worker.time + limits.HEADER_SECONDS


def test_lines_between_requests_put_nothing_off(client: Client) -> None:
    """An idle client that sends empty lines is as idle."""
    client.send(get())
    deadline = client.connection.deadline
    client.pass_time(50)
    client.send("\r\n")

    assert client.connection.deadline == deadline


def test_what_comes_after_a_refusal_has_an_end(client: Client) -> None:
    """It is read and dropped, so that the client sees the answer; one that sends on and on is cut."""
    client.send(post("", length=10**12))
    part = b"x" * 10**6
    dropped = 0
    while not client.transport.is_closing():
        client.connection.data_received(part)
        dropped += len(part)

    assert 5_000_000 < dropped <= limits.MAX_DROPPED + len(part)


# Places.


class Place:
    """A connection as its worker sees it."""

    def __init__(self, origin: str, deadline: float = 1.0, is_idle: bool = True) -> None:
        self.origin, self.deadline, self.is_idle = origin, deadline, is_idle
        self.is_cut = False

    def expire(self) -> None:
        """Nothing."""

    def stop(self) -> None:
        """Nothing."""

    def cut(self) -> None:
        """It was chosen."""
        self.is_cut = True


FULL = {
    "who has most": ([Place("a"), Place("b"), Place("b")], [1]),
    "idle before others": ([Place("a", is_idle=False), Place("a"), Place("a")], [1]),
    "one that sends slowly": ([Place("a", 0.0), Place("a", is_idle=False), Place("b")], [1]),
    "none that is worked for": ([Place("a", 0.0), Place("a", 0.0), Place("b")], []),
}


@pytest.mark.parametrize(("places", "cut"), FULL.values(), ids=FULL)
def test_no_place_for_another(places: list[Place], cut: list[int]) -> None:
    """Who has most places gives up an idle one, or one that waits for its client; never one that is worked for."""
    connections = OpenConnections(len(places), time.monotonic)
    for place in places:
        connections.add(place)
    found = connections.make_room(0)

    assert (found, [index for index, place in enumerate(places) if place.is_cut]) == (bool(cut), cut)
    assert len(connections) == len(places) - len(cut) == len(list(connections))


def test_a_place_that_is_free() -> None:
    """Nobody is cut, and connections that are being opened count."""
    connections = OpenConnections(3, time.monotonic)
    connections.add(Place("a"))
    connections.discard(Place("b"))

    assert [connections.make_room(1), len(connections), connections.make_room(2), len(connections)] == [
        True,
        1,
        True,
        0,
    ]


def test_seldom() -> None:
    """What happens all the time is told once a minute."""
    now = [100.0]
    seldom = Seldom(lambda: now[0])
    told = []
    for seconds in (0, 30, 29, 2, 1):
        now[0] += seconds
        told.append(seldom.is_due())

    assert told == [True, False, False, True, False]
