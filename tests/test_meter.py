"""What workers count: each thing once, in bounded memory, and never less than before."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex
from urllib.parse import quote

import pytest

from contact_moments.errors import InvalidInputError, NotFoundError
from contact_moments.http_server.messages import Ends, Request
from contact_moments.http_server.problems import OverloadedError
from contact_moments.meter.meter import UNMETERED, Meter, registration
from contact_moments.meter.shared_rows import OTHER, ROWS, SharedRows
from contact_moments.metrics import sampling as samplings
from contact_moments.metrics.counted import of_workers, totals
from contact_moments.metrics.sampling import Sampling
from contact_moments.moments.type_files import TYPE_ID
from contact_moments.routes import ROUTES
from contact_moments.server import create_app
from contact_moments.storage.backends.backend import PoolUse
from contact_moments.storage.transaction import Transaction
from contact_moments.throttle.throttle import Throttle
from tests.in_process import SteppedWorker
from tests.metered import Metered, metered
from tests.support import LIST, PHONE, RECIPIENT, SENDER, TOKEN, Installation

BODY = {
    "subject": "Retention call",
    "dateTime": "2018-11-13T20:20:39+02:00",
    "senderId": SENDER,
    "recipients": [RECIPIENT],
    "contents": "We had a good call",
    "action_code": 2,
    "reference": "Meter-1",
}


@pytest.fixture
def shared() -> SharedRows:
    """Memory for two workers."""
    return SharedRows(2)


def meter_of(shared: SharedRows, worker: int = 0) -> Meter:
    """The meter of a worker that has just been started."""
    meter = Meter(shared)
    meter.begin(worker)
    return meter


def test_all_workers_are_added_up(shared: SharedRows) -> None:
    """A figure is the sum of what every worker has counted."""
    for worker in (0, 1):
        meter = meter_of(shared, worker)
        meter.request("GET", "/", 200, 0.02)
        meter.settle()

    assert sum(totals(shared)["request", "GET", "/", "200"][:-1]) == 2


def test_a_worker_that_was_killed_amid_a_new_row(shared: SharedRows) -> None:
    """What is left of a key whose row was not counted yet is no part of the next one."""
    killed = shared.block(0)
    killed.place(("request", "GET", "/a/long/route", "200"))
    killed.words[0] = 0  # it is written last

    shared.block(0).place(("shed",))

    assert [key for key, _ in shared.rows(0)] == [("shed",)]


def test_a_worker_that_is_replaced(shared: SharedRows) -> None:
    """The worker that replaces another goes on with its numbers: none gets smaller, and gauges begin anew."""
    former = meter_of(shared)
    former.shed("overloaded")
    former.request("GET", "/", 200, 0.02)
    former.settle()
    former.gauge("pool_in_use", 3)
    before = totals(shared)

    meter_of(shared).shed("overloaded")

    after = totals(shared)
    assert all(now >= then for key, numbers in before.items() for then, now in zip(numbers, after[key], strict=True))
    assert after["shed", "overloaded"][0] == 2
    assert after["worker_replacement",][0] == 1
    assert list(of_workers(shared, "gauge")) == [(0, "pool_in_use", 0)]


def test_threads_lose_nothing(shared: SharedRows) -> None:
    """Threads of a worker that count at the same time count everything."""
    meter = meter_of(shared)

    def count() -> None:
        for number in range(5000):
            meter.request("GET", "/", 200, 0.02)
            if number % 100 == 0:
                meter.settle()

    with ThreadPoolExecutor(8) as threads:
        for _ in range(8):
            threads.submit(count)
    meter.settle()

    assert sum(totals(shared)["request", "GET", "/", "200"][:-1]) == 40_000


def test_rows_have_an_end(shared: SharedRows) -> None:
    """Where there is no room for another row, the rest is counted together."""
    meter = meter_of(shared)
    used = len(totals(shared))

    meter.add({registration(f"Type{number}", "registered"): 1 for number in range(ROWS + 10)})

    found = totals(shared)
    assert len(found) == ROWS
    assert found[OTHER][0] == used + 11


def test_a_key_that_is_too_long(shared: SharedRows) -> None:
    """What is called by more than fits is counted with the rest."""
    meter_of(shared).add({registration("x" * 500, "registered"): 1})

    assert totals(shared)[OTHER][0] == 1


def test_the_longest_id_of_a_type(shared: SharedRows) -> None:
    """A type whose id is as long as may be has rows of its own."""
    key = registration("A" * 128, "registered")
    meter_of(shared).add({key: 1})

    assert TYPE_ID.fullmatch(key[1])
    assert totals(shared)[key][0] == 1


def test_without_metrics_nothing_is_counted() -> None:
    """A register that nobody has asked for figures of has no memory for them."""
    UNMETERED.begin(0)
    UNMETERED.request("GET", "/", 200, 0.02)
    UNMETERED.shed("overloaded")

    assert not UNMETERED.is_on


@pytest.fixture
def served(registered: Installation) -> Iterator[Metered]:
    """A register with the relations of the examples, served by a worker that counts."""
    registered.add_relations(SENDER, RECIPIENT)
    with metered(registered) as found:
        yield found


def test_hostile_requests_make_no_rows(served: Metered) -> None:
    """Whatever methods, paths, ids, queries and types strangers send, there are few rows, and none has their texts."""
    api = served.api()
    for method in ("GET", "PUT", "PROPFIND", "ANYTHING", *(token_hex(4).upper() for _ in range(20))):
        word = token_hex(6)
        for path in (f"/{word}", f"{LIST}/{word}", f"{LIST}/{2**63}", f"{LIST}?{word}={word}", f"/invite/{word}"):
            api.call(method, path)
        api.call("POST", f"{LIST}/type/{word}", json={word: word})
        api.call("POST", f"{LIST}/type/{quote('../' + word, safe='')}", json=BODY)

    keys = list(served.totals())
    assert len(keys) < 60
    known = {"-", *served.register.types.by_id()}
    assert {key[2] for key in keys if key[0] == "request"} <= {route.path for route in ROUTES} | {"-"}
    assert {key[1] for key in keys if key[0] == "request"} <= {"GET", "PUT", "POST", "other"}
    assert {key[1] for key in keys if key[0] == "registration"} <= known | {"other"}


def test_registrations_by_type_and_outcome(served: Metered) -> None:
    """A new moment, a retry, a correction and refusals are counted by what became of them."""
    api = served.api()
    api.call("POST", PHONE, json=BODY)
    api.call("POST", PHONE, json=BODY)
    api.call("POST", PHONE, json=BODY | {"reference": "Meter-2", "senderId": 9999})
    api.call("POST", PHONE, json=BODY | {"dateTime": "never"})
    api.call("POST", PHONE.replace("Phone", "Pigeon"), json=BODY)

    assert served.counted("registration") == {
        ("ContactMomentPhone", "registered"): 1,
        ("ContactMomentPhone", "repeated"): 1,
        ("ContactMomentPhone", "refused"): 2,
        ("other", "refused"): 1,
    }


def test_what_is_rolled_back_is_not_counted(served: Metered) -> None:
    """What a transaction has counted goes with it if it fails."""

    def work(transaction: Transaction) -> None:
        transaction.counts["registration", "ContactMomentPhone", "registered"] += 1
        raise InvalidInputError("no")

    with pytest.raises(InvalidInputError):
        served.register.database.write(work)

    assert served.counted("registration") == {}


def test_commits(served: Metered) -> None:
    """Each commit is counted, with the number of writes that shared it."""
    before = served.counted("commit_size").get((), 0)

    served.api().call("POST", PHONE, json=BODY)

    assert served.counted("commit_size")[()] > before
    assert served.counted("commit_seconds") == served.counted("commit_size")


def test_wrong_secrets(served: Metered) -> None:
    """A wrong secret is a failure to sign in; one that comes too soon after others is throttled."""
    client = served.installation.add_client("contact_moment/view")
    form = {"grant_type": "client_credentials", "client_id": client["client_id"], "client_secret": "wrong"}
    statuses = [served.send("POST", TOKEN, form).status for _ in range(7)]

    assert statuses == [401] * 4 + [429] * 3
    assert served.counted("sign_in_failure")["client_secret",] == 5
    assert served.counted("throttled")["client_secret",] == 2


def test_requests_by_route_and_status(served: Metered) -> None:
    """A request is counted by method, route and status; a method that a route does not answer is `other`."""
    api = served.api()
    api.get()
    api.get(f"{LIST}?since=never")
    api.call("DELETE", LIST)

    found = served.counted("request")
    assert found["GET", LIST, "200"] == 1
    assert found["GET", LIST, "400"] == 1
    assert found["other", LIST, "405"] == 1


def test_work_that_is_turned_away(served: Metered) -> None:
    """A request that would wait too long for a thread is counted, and so is a connection that gives up its place."""
    application = create_app(served.register, Throttle())
    request = Request("GET", "/openapi.json", "", {}, "1.1", Ends())

    application.begin(request).refuse(OverloadedError())
    application.begin(request).refuse(NotFoundError("no"))

    assert served.counted("shed")["overloaded",] == 1


def test_a_connection_that_gives_up_its_place() -> None:
    """Whoever counts is told of it."""
    told: list[str] = []
    worker = SteppedWorker(max_connections=1)
    worker.connections.when_one_is_cut = lambda: told.append("cut")
    worker.connections.add(Idle())

    assert worker.connections.make_room(0)
    assert told == ["cut"]


class Idle:
    """A connection that waits for its client."""

    origin, deadline, is_idle = "192.0.2.1", 1.0, True

    def expire(self) -> None:
        """Nothing."""

    stop = cut = expire


@pytest.mark.both_engines
def test_what_a_worker_notes_by_itself(registered: Installation) -> None:
    """Connections to the database, memory and processor time, of the worker as it is now."""
    with metered(registered) as served:
        served.api().get()
        sampling = Sampling(served.register)
        with served.register.database.snapshot():
            sampling.note()
        busy = {name: value for _, name, value in of_workers(served.shared, "gauge")}
        sampling.note()
        free = {name: value for _, name, value in of_workers(served.shared, "gauge")}

    assert (busy["pool_in_use"], free["pool_in_use"]) == (1, 0)
    assert busy["pool_in_use"] + busy["pool_idle"] == free["pool_idle"]
    assert free["resident_bytes"] > 2**20
    assert [value > 0 for _, _, value in of_workers(served.shared, "cpu")] == [True]


def test_one_time_that_fails(served: Metered, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noted again all the same: otherwise the times of requests would gather in memory, and nobody be told."""
    database = served.register.database
    use, times = database.pool_use(), list[int]()

    def fail_once() -> PoolUse:
        times.append(len(times))
        if len(times) == 2:
            raise RuntimeError
        return use

    async def note() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda *_: None)
        Sampling(served.register).start(loop)
        async with asyncio.timeout(10):
            while len(times) < 3:
                await asyncio.sleep(0.01)

    monkeypatch.setattr(samplings, "EVERY", 0.01)
    monkeypatch.setattr(database, "pool_use", fail_once)
    asyncio.run(note())

    assert len(times) > 2
