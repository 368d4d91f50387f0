"""`GET /metrics`, and nothing else: a small server of its own, so that no figure can be read at the public port.

What a client may take is bounded: few connections, a short head, one answer, and a few seconds for all of it.
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable

from contact_moments.log import Logger, frames_of

MAX_CONNECTIONS = 16
MAX_HEAD = 8 * 1024
SECONDS = 10.0  # from the connection to the end of the answer

_REQUEST = re.compile(rb"(?P<method>[A-Z]+) (?P<path>/[^ ?]*)(?:\?[^ ]*)? HTTP/1\.[01]\r?\n")
_END = re.compile(rb"\r?\n\r?\n")
_PLAIN = "text/plain; charset=utf-8"

_log = Logger("contact_moments.metrics")
Text = Callable[[], Awaitable[bytes]]


class Endpoint:
    """What the connections share: the figures, and how many connections there are."""

    def __init__(self, text: Text, media_type: str) -> None:
        """`text` gives the figures as they are now."""
        self._text = text
        self.media_type = media_type
        self.open: set[Scrape] = set()
        self._making: asyncio.Task[bytes] | None = None

    async def text(self) -> bytes:
        """The figures; whoever asks at the same time gets the same."""
        if self._making is None or self._making.done():
            self._making = asyncio.ensure_future(self._text())
        return await asyncio.shield(self._making)

    async def serve(self, listener: socket.socket, stopped: asyncio.Event) -> None:
        """Answer until `stopped` is set."""
        server = await asyncio.get_running_loop().create_server(lambda: Scrape(self), sock=listener)
        await stopped.wait()
        server.close()
        for one in list(self.open):
            one.cut()


class Scrape(asyncio.Protocol):
    """One connection, for one answer."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._head = b""
        self._transport: asyncio.Transport | None = None
        self._answering: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client has connected; it is cut off where there are too many."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - of TCP
        self._transport = transport
        if len(self._endpoint.open) >= MAX_CONNECTIONS:
            transport.abort()
            return
        self._endpoint.open.add(self)
        self._timer = asyncio.get_running_loop().call_later(SECONDS, self.cut)

    def connection_lost(self, _: Exception | None) -> None:
        """The connection is gone."""
        self._endpoint.open.discard(self)
        if self._timer is not None:
            self._timer.cancel()
        if self._answering is not None:
            self._answering.cancel()

    def data_received(self, data: bytes) -> None:
        """Bytes have arrived. What comes after the head of a request is not looked at."""
        if self._answering is not None or self._transport is None:
            return
        self._head += data
        if _END.search(self._head) or len(self._head) > MAX_HEAD:
            self._answering = asyncio.ensure_future(self._answer(self._head))

    def eof_received(self) -> bool:
        """The client sends no more; what it has asked is still answered. Returns whether the connection stays open."""
        return self._answering is not None

    def cut(self) -> None:
        """Its time is over, or the server stops."""
        if self._transport is not None:
            self._transport.abort()

    async def _answer(self, head: bytes) -> None:
        found = _REQUEST.match(head)
        if found is None or not _END.search(head):
            self._send("400 Bad Request", b"Send GET /metrics\n")
        elif found["path"] != b"/metrics":
            self._send("404 Not Found", b"The figures are at /metrics\n")
        elif found["method"] != b"GET":
            self._send("405 Method Not Allowed", b"Send GET /metrics\n", "allow: GET\r\n")
        else:
            await self._tell()

    async def _tell(self) -> None:
        try:
            text = await self._endpoint.text()
        except Exception as fault:
            # Not its text: it may repeat content.
            _log.error("metrics_failed", error=type(fault).__qualname__, frames=frames_of(fault))
            self._send("500 Internal Server Error", b"The log says what is wrong\n")
        else:
            self._send("200 OK", text, media_type=self._endpoint.media_type)

    def _send(self, status: str, body: bytes, more: str = "", media_type: str = _PLAIN) -> None:
        head = (
            f"HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {len(body)}\r\n"
            f"cache-control: no-store\r\nx-content-type-options: nosniff\r\nconnection: close\r\n{more}\r\n"
        )
        if self._transport is not None:
            # An answer to HEAD ends with its head, whatever the length says.
            self._transport.write(head.encode() + (b"" if self._head.startswith(b"HEAD ") else body))
            self._transport.close()
