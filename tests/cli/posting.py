"""Client threads that register contact moments one after the other, and remember what was answered."""

import itertools
import threading
import time
from types import TracebackType
from typing import Self

import requests

from tests.support import Api, Json, a_call


class Posting:
    """Threads that post until the block ends, or until the server is gone.

    Each moment has a reference of its own, `<name>-<thread>-<number>`, and a subject and contents that name it.
    """

    def __init__(self, url: str, token: str, threads: int, name: str = "post", pause: float = 0.0) -> None:
        """`pause`: seconds between what a thread posts, where the test is about something beside it."""
        self._pause = pause
        self.acknowledged: dict[str, int] = {}
        self.failures: list[str] = []
        self.slowest = 0.0
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._post, args=(Api(url, token), f"{name}-{number}")) for number in range(threads)
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def wait_for(self, number: int) -> None:
        """Return once this many moments are acknowledged in all; fail when that takes more than 20 seconds."""
        deadline = time.monotonic() + 20
        while len(self.acknowledged) < number:
            assert time.monotonic() < deadline, f"{len(self.acknowledged)} acknowledged, failures: {self.failures[:3]}"
            time.sleep(0.01)

    def _post(self, api: Api, name: str) -> None:
        for number in itertools.count():
            if self._stop.wait(self._pause):
                return
            reference = f"{name}-{number}"
            started = time.monotonic()
            try:
                answer = api.post(a_posted_call(reference))
            except requests.RequestException as fault:
                self.failures.append(repr(fault))
                return
            self.slowest = max(self.slowest, time.monotonic() - started)
            if answer.status_code == 200:
                self.acknowledged[reference] = answer.json()["contactMomentId"]
            else:
                self.failures.append(f"{answer.status_code}: {answer.text}")


def a_posted_call(reference: str) -> dict[str, Json]:
    """The call that a thread posts under a reference."""
    return a_call(reference=reference, subject=f"Call {reference}", contents=f"What was said in {reference}")


def missing_before_last(references: list[str]) -> list[str]:
    """What breaks off the threads' sequences: references that are not there although a later one of the thread is."""
    last: dict[str, int] = {}
    for reference in references:
        thread, _, number = reference.rpartition("-")
        last[thread] = max(last.get(thread, 0), int(number))
    return sorted({f"{thread}-{number}" for thread, end in last.items() for number in range(end)} - set(references))
