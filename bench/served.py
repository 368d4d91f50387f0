"""A server of a register as `contact-moments serve` starts it, one worker on one core, and loads on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import requests
from tests.large import BUSY
from tests.people.rows import add_person, add_token
from tests.support import LIST, PHONE, VENDOR, Server

from bench.limited import Group, entered
from bench.load import SECONDS, SERVER_CORE, Load, apply_load
from bench.registers import Filled
from contact_moments import clients
from contact_moments.register import Register
from contact_moments.storage.questions.pages import PAGE_SIZE

SCOPES = ("contact_moment/view", "contact_moment/add")

# Lua for wrk. Each request asks for another page, anywhere in the list.
_KINDS = {
    "the whole list": '"{list}?page=" .. math.random({pages})',
    "since": '"{list}?since=2020-01-01T00:00:00&page=" .. math.random({pages})',
    "a busy relation": '"{list}?relationIds={busy}&page=" .. math.random({busy_pages})',
    "a relation": '"{list}?relationIds=" .. math.random(2, {relations})',
}
_ASK = """
math.randomseed({seed})
local kinds = {{ {kinds} }}
request = function() return wrk.format("GET", kinds[math.random(#kinds)]()) end
"""
# The documented example, each time with a reference of its own, and parties from all over.
_REGISTER = """
math.randomseed({seed})
local number = 0
request = function()
    number = number + 1
    local body = string.format('{{"subject":"Retention call","dateTime":"2018-11-13T20:20:39+02:00","senderId":%d,' ..
        '"recipients":[%d],"contents":"We had a good call and the person decided to stay a member","action_code":2,' ..
        '"reference":"Bench{run}-%d"}}', math.random(2, {relations}), math.random(2, {relations}), number)
    return wrk.format("POST", "{path}", nil, body)
end
"""
# Each request has its time, in ms; those that are late are made at once.
_PACED = """
local ffi = require("ffi")
ffi.cdef[[ typedef struct {{ long s; long ns; }} reading; int clock_gettime(int, reading *); ]]
local reading = ffi.new("reading")
local function now()
    ffi.C.clock_gettime(1, reading)
    return tonumber(reading.s) * 1000 + tonumber(reading.ns) / 1000000
end
local due = now()
delay = function()
    due = due + {every}
    return math.max(0, math.floor(due - now() + 0.5))
end
"""


@dataclass
class Served:
    """A running server, and a token for it."""

    filled: Filled
    server: Server
    headers: dict[str, str]
    numbers: Iterator[int]
    group: Group | None = None

    def read(self, *kinds: str, seconds: float = SECONDS) -> Load:
        """Read pages of these kinds of list (all in turn, unless some are named)."""
        self._warm_up()
        pages, busy_pages = pages_of(self.filled)
        given = {
            "list": LIST,
            "pages": pages,
            "busy_pages": busy_pages,
            "busy": BUSY,
            "relations": self.filled.relations,
        }
        asked = [f"function() return {_KINDS[kind].format(**given)} end" for kind in kinds or _KINDS]
        ask = _ASK.format(seed=next(self.numbers), kinds=", ".join(asked))
        return apply_load(self.server.url, self.headers, ask, seconds)

    def register(self, seconds: float = SECONDS, a_second: int = 0) -> Load:
        """Register the documented example, so many times a second, or as many as there can be."""
        self._warm_up()
        seed = next(self.numbers)
        run = f"{self.server.process.pid}-{seed}"
        ask = _REGISTER.format(run=run, seed=seed, relations=self.filled.relations, path=PHONE)
        if a_second:
            ask += _PACED.format(every=1000 / a_second)
        return apply_load(self.server.url, self.headers, ask, seconds)

    def for_a_person(self) -> "Served":
        """The same server, called with a token that acts for a person."""
        register = Register(self.filled.installation.settings_here())
        client = clients.all_clients(register.database)[-1]
        token = add_token(register, client.id, add_person(register, "registrar"), client.scopes)
        register.close()
        return replace(self, headers=self.headers | {"Authorization": f"Bearer {token}"})

    def _warm_up(self) -> None:
        """Have the kernel keep the file: a virtual machine's host may take memory away that was idle for seconds."""
        if self.filled.in_a_file and self.group is None:  # what a group keeps of a file, it has read itself
            for file in self.filled.file.parent.glob(f"{self.filled.file.name}*"):
                with file.open("rb") as whole:
                    while whole.read(2**22):
                        pass

    def page(self) -> bytes:
        """The bytes of a page."""
        answer = requests.get(f"{self.server.url}{LIST}?page=7", headers=self.headers, timeout=20)
        assert answer.status_code == 200, answer.text
        return answer.content

    def resident(self) -> float:
        """The resident memory of the worker, in MiB."""
        main = self.server.process.pid
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        return max(_resident(int(child)) for child in children)


def pages_of(filled: Filled) -> tuple[int, int]:
    """How many pages are read of a register's lists, and how many of those of the busy relation."""
    pages = max(1, filled.moments // PAGE_SIZE * 9 // 10)
    return pages, max(1, pages // 10 - 1)


def _resident(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024


@contextmanager
def kept_on(core: int) -> Iterator[None]:
    """What is started meanwhile runs on this core only."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def served(filled: Filled, group: Group | None = None, **settings: str) -> Iterator[Served]:
    """Serve a register, in a control group if one is given."""
    with kept_on(SERVER_CORE), entered(group):
        server = filled.installation.start(**settings)
    try:
        token = server.token(filled.installation.add_client(*SCOPES))
        yield Served(filled, server, {"Authorization": f"Bearer {token}", "Accept": VENDOR}, count(1), group)
    finally:
        server.stop()
