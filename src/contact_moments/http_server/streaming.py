"""Answers that are made piece by piece, each when the ones before it are on their way (see `Response.stream`).

While a client reads too slowly no piece is made for it. So it holds no thread, and no more memory than the connection's
buffer and one piece. Between two pieces others have their turn, in the threads as on the event loop.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any, Protocol

from contact_moments.http_server.incoming import Incoming
from contact_moments.http_server.pieces import close, next_piece
from contact_moments.http_server.wire import piece_of
from contact_moments.http_server.worker import Worker


class Reader(Protocol):
    """Whom the pieces are for."""

    writes_slowly: bool

    def end_stream(self, incoming: Incoming, whole: bool) -> None:
        """The last piece was written; or the rest could not be made."""

    def fail(self, fault: BaseException) -> None:
        """There is no more of the answer."""


class StreamedAnswer:
    """The rest of an answer, after its head and first piece."""

    __slots__ = ("_at_work", "_ended", "_incoming", "_pieces", "_reader", "_transport", "_worker")

    def __init__(
        self, reader: Reader, transport: Any, worker: Worker, incoming: Incoming, pieces: Iterator[bytes]
    ) -> None:
        """Made before anything of the answer is written."""
        self._reader = reader
        self._transport = transport
        self._worker = worker
        self._incoming = incoming
        self._pieces = pieces
        self._at_work = self._ended = False
        self._break_off_by_reset(True)

    def proceed(self) -> None:
        """Have the next piece made, unless one is being made, or the client does not read."""
        if not (self._at_work or self._ended or self._reader.writes_slowly):
            self._at_work = True
            self._worker.run(partial(next_piece, self._pieces), self._made, self._failed, "stream")

    def abandon(self) -> None:
        """The client is gone: no other piece is made."""
        if self._ended:
            return
        self._ended = True
        self._incoming.exchange.end_stream(whole=False)
        if not self._at_work:
            self._close()

    def _made(self, piece: bytes | None) -> None:
        self._at_work = False
        if self._ended:
            self._close()
            return
        try:
            self._send(piece or b"")
        except Exception as fault:
            self._reader.fail(fault)

    def _send(self, piece: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(piece_of(self._incoming.request, piece))
        if piece:
            self._incoming.exchange.sent += len(piece)
            self.proceed()
        else:
            self._break_off_by_reset(False)
            self._end(whole=True)

    def _failed(self, fault: BaseException) -> None:
        self._at_work = False
        self._incoming.exchange.report(fault)
        if not self._ended:
            self._end(whole=False)

    def _end(self, whole: bool) -> None:
        self._ended = True
        self._incoming.exchange.end_stream(whole)
        self._reader.end_stream(self._incoming, whole)

    def _close(self) -> None:
        # In a thread, because it may wait.
        self._worker.run(partial(close, self._pieces), _ignore, self._incoming.exchange.report, "stream")

    def _break_off_by_reset(self, resets: bool) -> None:
        """In HTTP/1.0 the end of the connection is that of the answer. So one that breaks off is reset (RST).

        The system does that, also when this process is killed.
        """
        if self._incoming.request.version == "1.0":
            with suppress(OSError):  # the client is gone
                raw = self._transport.get_extra_info("socket")
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", resets, 0))


def _ignore(_: None) -> None:
    pass
