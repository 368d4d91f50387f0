"""Clients of a register that many write to: writers, and followers that keep copies of it by page numbers."""

import http.client
import json
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from threading import Event, Lock
from typing import Any
from urllib.parse import quote, urlsplit

from tests.support import LIST, PHONE, Json

WRITERS = 8
# Seconds between two registrations of a writer, and between two walks: what the register does at once matters, not how
# much it can do.
PAUSE = 0.05


class Connection:
    """A kept connection to the API: several times faster than `requests`."""

    def __init__(self, url: str, token: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}

    def get(self, path: str) -> tuple[Json, http.client.HTTPResponse]:
        """The decoded body and the answer."""
        self._connection.request("GET", path, headers=self._headers)
        return self._answer()

    def post(self, body: Json) -> int:
        """Register or correct; returns the id."""
        self._connection.request("POST", PHONE, json.dumps(body), headers=self._headers)
        moment_id: int = self._answer()[0]["contactMomentId"]
        return moment_id

    def close(self) -> None:
        """Close it."""
        self._connection.close()

    def _answer(self) -> tuple[Json, http.client.HTTPResponse]:
        answer = self._connection.getresponse()
        body = json.load(answer)
        assert answer.status == 200, (answer.status, body)
        return body, answer


@dataclass
class Ledger:
    """What writers were told: the latest subject of each moment, and which are withdrawn."""

    subjects: dict[int, str] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)
    lock: Lock = field(default_factory=Lock)
    # Moments that somebody is changing: two changes at once have no order that a client knows.
    busy: set[int] = field(default_factory=set)

    def take(self, chance: random.Random) -> int | None:
        """A moment that nobody else is changing, kept until `give_back`."""
        with self.lock:
            if len(self.subjects) < 100:
                return None
            moment_id = chance.choice(list(self.subjects)) if len(self.subjects) < 500 else chance.randint(1, 500)
            if moment_id in self.busy or moment_id in self.withdrawn or moment_id not in self.subjects:
                return None
            self.busy.add(moment_id)
            return moment_id

    def give_back(self, moment_id: int, subject: str | None) -> None:
        """Note what became of a moment: its subject, or None where it was withdrawn."""
        with self.lock:
            self.busy.discard(moment_id)
            if subject is None:
                self.withdrawn.add(moment_id)
                del self.subjects[moment_id]
            else:
                self.subjects[moment_id] = subject


def write(connection: Connection, ledger: Ledger, stop: Event, seed: int, relations: range) -> None:
    """Register moments until told to stop, and correct one after every eight."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for turn in count():
        if stop.wait(PAUSE):
            return
        sender, recipient = chance.sample(relations, 2)
        subject = f"{seed}-{turn}"
        moment_id = connection.post({"subject": subject, "senderId": sender, "recipients": [recipient]})
        ledger.give_back(moment_id, subject)
        if turn % 8 == 0 and (corrected := ledger.take(chance)) is not None:
            subject = f"{subject} corrects"
            body = {"subject": subject, "senderId": recipient, "recipients": [sender], "contactMomentId": corrected}
            connection.post(body)
            ledger.give_back(corrected, subject)


def write_all(connect: Any, ledger: Ledger, stop: Event, relations: range) -> None:
    """Register moments from eight threads until told to stop."""
    with ThreadPoolExecutor(WRITERS) as pool:
        done = [pool.submit(write, connect(), ledger, stop, seed, relations) for seed in range(WRITERS)]
    for one in done:
        one.result()


class Follower:
    """Keeps a copy by page numbers: everything first, and after that what changed since its last walk began."""

    def __init__(self, connection: Connection, clock: Any, first: str = "") -> None:
        self.copy: dict[int, Json] = {}
        self.walks: list[tuple[float, int]] = []  # since, and the earliest change that came along
        self._connection = connection
        self._clock = clock
        self._first = first
        self._since: float | None = None

    def follow(self, stop: Event) -> None:
        """Walk again and again, until told to stop."""
        while not stop.wait(PAUSE):
            self.walk()

    def walk(self) -> None:
        """One walk of the list, and one of what was withdrawn."""
        began = self._clock()
        query = self._first if self._since is None else f"since={quote(self._text(self._since))}&"
        earliest = self._pages(f"{LIST}?{query}changes=1&")
        if self._since is not None:
            self.walks.append((self._since, earliest))
        for one in self._withdrawn("" if self._since is None else f"since={quote(self._text(self._since))}&"):
            self.copy.pop(one, None)
        self._since = began

    def _pages(self, path: str) -> int:
        earliest, number = 2**62, 1
        while True:
            items, answer = self._connection.get(f"{path}page={number}")
            if not items:
                return earliest
            self.copy |= {item["id"]: item for item in items}
            earliest = min(earliest, *map(int, answer.headers["X-Changes"].split(",")))
            number += 1

    def _withdrawn(self, query: str) -> list[int]:
        ids: list[int] = []
        while found := self._connection.get(f"{LIST}/withdrawn?{query}page={len(ids) // 25 + 1}")[0]:
            ids += [one["id"] for one in found]
            if len(found) < 25:
                break
        return ids

    @staticmethod
    def _text(instant: float) -> str:
        return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
