"""A TCP forwarder to PostgreSQL's socket whose connections can go silent, as when a machine or a cable is gone."""

import ctypes
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SO_ATTACH_FILTER = 26

# One instruction, "accept nothing": the kernel drops what comes in before TCP sees it, so nothing is acknowledged.
_NOTHING = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))


class Forwarder:
    """Forwards each connection to a Unix socket."""

    def __init__(self, target: Path) -> None:
        self._target = str(target)
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def go_silent(self) -> None:
        """Drop whatever comes from the clients that are connected; those that connect later are served."""
        program = struct.pack("HL", 1, ctypes.addressof(_NOTHING))
        for client in self._open[::2]:
            client.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, program)

    def close(self) -> None:
        """Close everything."""
        for one in (self._listener, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._target)
                self._open += [client, server]
                for source, target in ((client, server), (server, client)):
                    threading.Thread(target=_pump, args=(source, target), daemon=True).start()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def forwarding(target: Path) -> Iterator[Forwarder]:
    """A forwarder to this Unix socket, gone at the end."""
    forwarder = Forwarder(target)
    try:
        yield forwarder
    finally:
        forwarder.close()
