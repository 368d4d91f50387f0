"""Accepting connections: all workers wait at one socket, and each gets about as many connections."""

import asyncio
import contextlib
import socket
from collections.abc import Callable

from contact_moments.http_server.open_connections import OpenConnections
from contact_moments.http_server.problems import BUSY
from contact_moments.http_server.processes import Place
from contact_moments.http_server.seldom import Seldom
from contact_moments.log import Logger

BACKLOG = 1024  # connections that wait to be accepted
MAX_ACCEPTED = 16  # in one turn of the loop
POLITE_SECONDS = 0.001
RETRY_SECONDS = 1.0

_log = Logger("contact_moments.server")


class Acceptor:
    """Accepts the connections of one worker.

    The kernel wakes all workers for a connection, and the quickest of them would get most. So a worker that has more
    connections than another waits for a moment. If the connection is still there then, the other one is busy or gone.
    """

    def __init__(
        self, place: Place, protocol: Callable[[], asyncio.BaseProtocol], connections: OpenConnections
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._place = place
        self._listener = place.listener
        self._protocol = protocol
        self._connections = connections
        self._opening: set[asyncio.Task[object]] = set()
        connections.when_one_is_gone = self._share_count
        self._faults = Seldom(self._loop.time)
        self._closed = False
        self.when_one_is_refused: Callable[[], object] = lambda: None

    def start(self) -> None:
        """Accept connections from now on."""
        self._place.serves()
        self._listen()

    def show_life(self) -> None:
        """Let the main process know that the loop turns."""
        self._place.lives()

    def close(self) -> None:
        """Accept no more. Who has connected before that is still let in, and answered."""
        self._closed = True
        self._loop.remove_reader(self._listener)
        with contextlib.suppress(OSError):
            for _ in range(BACKLOG):
                self._open(self._listener.accept()[0])
        self._listener.close()

    def opening(self) -> int:
        """How many connections are accepted, and not yet among the open ones."""
        return len(self._opening)

    def _listen(self) -> None:
        if not self._closed:
            self._loop.add_reader(self._listener, self._connection_waits)

    def _connection_waits(self) -> None:
        # Several, as far as there are: in a turn of the loop that is long, many may have come.
        for _ in range(MAX_ACCEPTED):
            if self._has_most():
                self._pause(POLITE_SECONDS)
                return
            if not self._accept():
                return

    def _has_most(self) -> bool:
        return self._share_count() > min(self._place.counts) + 1

    def _share_count(self) -> int:
        """Let the other workers know how many connections this one has."""
        own = self._place.counts[self._place.index] = len(self._connections) + len(self._opening)
        return own

    def _pause(self, seconds: float) -> None:
        self._loop.remove_reader(self._listener)
        self._loop.call_later(seconds, self._accept_after_pause)

    def _accept_after_pause(self) -> None:
        self._listen()
        self._accept()

    def _accept(self) -> bool:
        """Accept a connection; returns whether there was one."""
        if self._closed:
            return False
        try:
            connection, _ = self._listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return False  # another worker has it, or the client has gone
        except OSError as fault:
            # Too many open files, most likely. The connection still waits, and would wake this worker again at once.
            if self._faults.is_due():
                _log.error("cannot_accept", error=fault.strerror)
            self._pause(RETRY_SECONDS)
            return False
        self._open(connection)
        return True

    def _open(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        if not self._connections.make_room(len(self._opening)):
            self.when_one_is_refused()
            with connection, contextlib.suppress(OSError):
                connection.send(BUSY)
            return
        task = self._loop.create_task(self._loop.connect_accepted_socket(self._protocol, connection))
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)
