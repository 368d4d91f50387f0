"""Who guesses is slowed down, and nobody else: counted over all workers, in memory that does not grow."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from ipaddress import ip_address

import pytest

from contact_moments.addresses import Address
from contact_moments.throttle.shared_table import WAYS, SharedTable
from contact_moments.throttle.throttle import Attempt, Throttle

HERE, ELSEWHERE = ip_address("192.0.2.1"), ip_address("198.51.100.1")


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        """The time."""
        return self.time


@pytest.fixture
def clock() -> Clock:
    """The clock of the throttle."""
    return Clock()


@pytest.fixture
def throttle(clock: Clock) -> Throttle:
    """One that knows of nobody."""
    return Throttle(clock)


def at(throttle: Throttle, account: str = "known", address: Address | None = HERE) -> Attempt:
    """An attempt at an account."""
    return throttle.attempt("client", account, address)


def failures(throttle: Throttle, number: int, account: str = "known", address: Address | None = HERE) -> list[int]:
    """Fail as often as one may, of so many attempts; returns what each had to wait, or has to wait after it."""
    attempts = [at(throttle, account, address) for _ in range(number)]
    return [attempt.wait() or attempt.failed() for attempt in attempts]


def from_each(throttle: Throttle, number: int, account: str = "known") -> list[int]:
    """Failures at an account, each from another address."""
    return [failures(throttle, 1, account, ip_address("203.0.113.0") + n)[0] for n in range(number)]


def test_an_account_from_one_address(throttle: Throttle) -> None:
    """The fifth failure and all that follow have to wait; other addresses and other accounts do not."""
    assert failures(throttle, 8) == [0, 0, 0, 0, 30, 30, 30, 30]
    assert [at(throttle, address=ELSEWHERE).wait(), at(throttle, "other").wait()] == [0, 0]


def test_one_address(throttle: Throttle) -> None:
    """An address that fails at many accounts waits for all of them."""
    waits = [failures(throttle, 1, f"account {n}")[0] for n in range(25)]

    assert waits == [0] * 19 + [10] * 6
    assert [at(throttle, "another").wait(), at(throttle, "another", ELSEWHERE).wait()] == [10, 0]


def test_one_account_from_everywhere(throttle: Throttle) -> None:
    """After a number of failures each address waits after its first; one that has not failed is let in."""
    assert from_each(throttle, 30) == [0] * 19 + [30] * 11
    assert [at(throttle, address=ELSEWHERE).wait(), at(throttle, "other", ip_address("203.0.113.1")).wait()] == [0, 0]


def test_time_forgives(throttle: Throttle, clock: Clock) -> None:
    """One more attempt each time that a failure is forgiven, and as many as ever after a while."""
    waits = failures(throttle, 6)
    clock.time += 29.5
    early = at(throttle).wait()
    clock.time += 0.5
    later = failures(throttle, 3)
    clock.time += 600
    at_last = failures(throttle, 6)

    assert (waits, early, later, at_last) == ([0, 0, 0, 0, 30, 30], 1, [30, 30, 30], waits)


def test_success_is_never_slowed(throttle: Throttle) -> None:
    """However often the right secret comes, it counts for nothing."""
    for _ in range(1000):
        attempt = at(throttle)
        assert attempt.wait() == 0
        attempt.succeeded()

    assert failures(throttle, 5) == [0, 0, 0, 0, 30]


def test_who_has_succeeded_here(throttle: Throttle) -> None:
    """An address that others fail from, such as a proxy's, stays open to accounts that have succeeded from it."""
    at(throttle, "rightful").succeeded()
    for number in range(25):
        failures(throttle, 1, f"account {number}")
    from_each(throttle, 25, "rightful")

    assert [at(throttle, "rightful").wait(), at(throttle, "another").wait()] == [0, 10]
    assert failures(throttle, 6, "rightful") == [0, 0, 0, 0, 30, 30]


SITE = ip_address("2001:db8:1:2::")


def test_an_ipv6_site_is_one_address(throttle: Throttle) -> None:
    """All addresses of a /64 network count together, and the next network for itself."""
    waits = [failures(throttle, 1, "known", SITE + n * 2**40)[0] for n in range(6)]

    assert waits == [0, 0, 0, 0, 30, 30]
    assert at(throttle, "known", SITE + 2**64).wait() == 0


def test_addresses_that_are_not_known(throttle: Throttle) -> None:
    """They count as one, which is no proxy's."""
    assert failures(throttle, 6, address=None) == [0, 0, 0, 0, 30, 30]
    assert at(throttle).wait() == 0


def test_purposes_are_counted_apart(throttle: Throttle) -> None:
    """A person's password and a client's secret have nothing to do with each other."""
    failures(throttle, 6)

    assert throttle.attempt("password", "known", HERE).wait() == 0


def test_texts_that_look_alike_together(throttle: Throttle) -> None:
    """What is named is not only what stands there one after the other."""
    assert throttle.key("a", "bc") != throttle.key("ab", "c") != throttle.key("abc")
    assert throttle.key("\ud800", "\x00", "é" * 70_000) != throttle.key("\ud800", "\x00", "é" * 70_001)


def test_another_start_has_other_keys(throttle: Throttle) -> None:
    """Nobody can work out where in memory something is."""
    assert throttle.key("a") != Throttle().key("a")


def test_parallel_failures_count_in_full(throttle: Throttle, clock: Clock) -> None:
    """Attempts that were all let in before the first had failed are made up for, within an hour."""
    attempts = [at(throttle) for _ in range(200)]
    assert {attempt.wait() for attempt in attempts} == {0}
    for attempt in attempts[:10]:
        attempt.failed()
    assert at(throttle).wait() == (10 - 4) * 30
    for attempt in attempts[10:]:
        attempt.failed()
    clock.time += 3600

    assert at(throttle).wait() == 0


class Kept(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.records.append(record)


@pytest.fixture
def log() -> Iterator[list[logging.LogRecord]]:
    """What is logged meanwhile."""
    kept, logger = Kept(), logging.getLogger("contact_moments")
    level = logger.level
    logger.addHandler(kept)
    # A server that ran in this process before may have set it.
    logger.setLevel(logging.INFO)
    yield kept.records
    logger.removeHandler(kept)
    logger.setLevel(level)


def test_the_log(throttle: Throttle, clock: Clock, log: list[logging.LogRecord]) -> None:
    """One line for an address, and one for an account that many guess at, however often each is refused."""
    for _ in range(20):
        failures(throttle, 10)
        from_each(throttle, 60, "another")
        clock.time += 30
    fields = [vars(record)["fields"] for record in log]

    assert fields == [{"purpose": "client", "address": address} for address in ("192.0.2.1", "many")]
    assert "another" not in repr([vars(record) for record in log])


def test_memory_does_not_grow() -> None:
    """Of more keys than there are places those are forgotten whose time ends first."""
    table = SharedTable(8 * WAYS)
    for key in range(10_000):
        table.extend(key, 10.0 if key < 20 else 1.0, 1000.0, 3600.0)
    kept = [key for key in range(10_000) if table.until(key)]

    assert (kept[:20], len(kept)) == (list(range(20)), 8 * WAYS)


def test_a_claim() -> None:
    """Of several one gets it, until it ends."""
    table = SharedTable(WAYS)
    found = [table.claim(1, 10.0, 1000.0), table.claim(1, 10.0, 1009.9), table.claim(1, 10.0, 1010.0)]

    assert found == [True, False, True]


COUNTING = """
for _ in range(3):
    if os.fork() == 0:
        for _ in range(2000):
            table.extend(1, 1.0, 0.0, 1e9)
        os._exit(0)
for _ in range(3):
    os.wait()
"""
KILLED = """
read, write = os.pipe()
child = os.fork()
if child == 0:
    with table._locked():
        os.write(write, b"x")
        signal.pause()
os.read(read, 1)
os.kill(child, signal.SIGKILL)
table.extend(1, 1.0, 0.0, 1e9)
"""


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize(("work", "failures"), [(COUNTING, 6000.0), (KILLED, 1.0)], ids=["at once", "one is killed"])
def test_processes_count_together(work: str, failures: float) -> None:
    """Every failure is counted, of whichever worker; one that is killed while it counts holds up nobody."""
    table = "import os, signal\nfrom contact_moments.throttle.shared_table import SharedTable\ntable = SharedTable(8)"
    program = f"{table}\n{work}\nprint(table.until(1))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)

    assert float(done.stdout) == failures
