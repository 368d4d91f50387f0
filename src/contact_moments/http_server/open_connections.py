"""The open connections of a worker: how many there may be, and which one is cut when there is no room for another."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Protocol

from contact_moments.http_server.seldom import Seldom
from contact_moments.log import Logger

EXAMINED = 64  # connections of an address, the oldest first, of which one is chosen

_log = Logger("contact_moments.server")


class OpenConnection(Protocol):
    """A connection as its worker sees it.

    `origin` is where it comes from. `deadline` is when it is given up, on the loop's clock: 0 while the server is at
    work for it. `is_idle` tells whether nothing of a request has come since the last answer.
    """

    origin: str
    deadline: float
    is_idle: bool

    def expire(self) -> None:
        """Its deadline has passed."""

    def stop(self) -> None:
        """The server stops."""

    def cut(self) -> None:
        """Its place is needed."""


class OpenConnections:
    """The connections, by where they come from.

    When all places are taken, whoever has most of them gives one up. So one client that holds many connections does
    not keep out the others.
    """

    def __init__(self, limit: int, now: Seldom.Clock) -> None:
        self._limit = limit
        self._by_origin: dict[str, dict[OpenConnection, None]] = {}
        self._count = 0
        self.when_one_is_gone: Callable[[], object] = lambda: None
        self.when_one_is_cut: Callable[[], object] = lambda: None
        self._told = Seldom(now)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[OpenConnection]:
        return (one for group in self._by_origin.values() for one in group)

    def add(self, connection: OpenConnection) -> None:
        """A client has connected."""
        self._by_origin.setdefault(connection.origin, {})[connection] = None
        self._count += 1

    def discard(self, connection: OpenConnection) -> None:
        """A connection is gone; nothing happens where it was gone already."""
        group = self._by_origin.get(connection.origin, {})
        if connection in group:
            del group[connection]
            self._count -= 1
            self.when_one_is_gone()
        if not group:
            self._by_origin.pop(connection.origin, None)

    def make_room(self, opening: int) -> bool:
        """Have a place for one more connection besides those that are `opening`; returns whether there is one."""
        if self._count + opening < self._limit:
            return True
        if self._told.is_due():
            _log.warning("connections_full", limit=self._limit)
        given_up = self._least_needed()
        if given_up is None:
            return False
        self.when_one_is_cut()
        given_up.cut()
        self.discard(given_up)
        return True

    def _least_needed(self) -> OpenConnection | None:
        """An idle connection of the origin that has most, or another that waits for its client."""
        groups = self._by_origin.values()
        group = max(groups, key=len, default=dict[OpenConnection, None]())
        waiting = [one for one in islice(group, EXAMINED) if one.deadline]
        return next((one for one in waiting if one.is_idle), waiting[0] if waiting else None)
