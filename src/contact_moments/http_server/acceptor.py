"""Accepting connections: all workers wait at one socket, and each gets about as many connections."""

import asyncio
import socket
from collections.abc import Callable, MutableSequence, Sized

from contact_moments.log import Logger

POLITE_SECONDS = 0.001
RETRY_SECONDS = 1.0

_log = Logger("contact_moments.server")


class Acceptor:
    """Accepts the connections of one worker.

    The kernel wakes all workers for a connection, and the quickest of them would get most. So a worker that has more
    connections than another waits for a moment. If the connection is still there then, the other one is busy or gone.
    """

    def __init__(
        self,
        listener: socket.socket,
        protocol: Callable[[], asyncio.Protocol],
        connections: Sized,
        counts: MutableSequence[int],
        index: int,
    ) -> None:
        """`counts` has, for each worker, how many connections it has; `index` says which of them this one is."""
        self._loop = asyncio.get_running_loop()
        self._listener = listener
        self._protocol = protocol
        self._connections = connections
        self._counts = counts
        self._index = index
        self._opening: set[asyncio.Task[object]] = set()
        self._closed = False

    def start(self) -> None:
        """Accept connections from now on."""
        if not self._closed:
            self._loop.add_reader(self._listener, self._connection_waits)

    def close(self) -> None:
        """Accept no more."""
        self._closed = True
        self._loop.remove_reader(self._listener)

    def _connection_waits(self) -> None:
        own = self._counts[self._index] = len(self._connections) + len(self._opening)
        if own > min(self._counts) + 1:
            self._pause(POLITE_SECONDS)
        else:
            self._accept()

    def _pause(self, seconds: float) -> None:
        self._loop.remove_reader(self._listener)
        self._loop.call_later(seconds, self._accept_after_pause)

    def _accept_after_pause(self) -> None:
        self.start()
        self._accept()

    def _accept(self) -> None:
        if self._closed:
            return
        try:
            connection, _ = self._listener.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return  # another worker has it, or the client has gone
        except OSError as fault:
            # Too many open files, most likely. The connection still waits, and would wake this worker again at once.
            _log.error("cannot_accept", error=fault.strerror)
            self._pause(RETRY_SECONDS)
            return
        connection.setblocking(False)
        task = self._loop.create_task(self._loop.connect_accepted_socket(self._protocol, connection))
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)
