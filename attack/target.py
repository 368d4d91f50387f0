"""The server that is attacked: a register of its own on a loopback port, with default settings."""

import asyncio
import json
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.support import PHONE, RECIPIENT, SENDER, TOKEN, Installation, Server, a_call

MIB = 1024 * 1024


@dataclass(frozen=True)
class Target:
    """A running server, and a token for those clients that have one."""

    server: Server
    host: str
    port: int
    token: str

    def head(self, method: str, path: str, *headers: str) -> bytes:
        """The head of a request with the token, and with these headers besides."""
        given = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {self.token}", *headers]
        return "\r\n".join([*given, "", ""]).encode()

    def registration(self, size: int = 0) -> bytes:
        """A registration, with contents of this many bytes."""
        body = json.dumps(a_call(reference=None, contents="x" * size or None)).encode()
        return self.head("POST", PHONE, f"Content-Length: {len(body)}") + body

    def stranger_head(self, *headers: str) -> bytes:
        """The head of a request for a token, which needs none."""
        return "\r\n".join([f"POST {TOKEN} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode()

    async def connect(self, source: str | None = None) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection, from a loopback address of one's own where one is given."""
        address = None if source is None else (source, 0)
        return await asyncio.open_connection(self.host, self.port, local_addr=address, limit=4 * MIB)

    def workers(self) -> list[int]:
        """The worker processes."""
        main = self.server.process.pid
        return [int(one) for one in Path(f"/proc/{main}/task/{main}/children").read_text().split()]

    def memory(self) -> float:
        """The most memory that a worker has taken so far, in MiB."""
        return max(_field(worker, "VmHWM:") for worker in self.workers()) / 1024

    def processor_time(self) -> float:
        """The processor time that the workers have taken so far, in seconds."""
        ticks = 0
        for worker in self.workers():
            fields = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def _field(process: int, name: str) -> int:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


@contextmanager
def attacked(installation: Installation, **settings: str) -> Iterator[Target]:
    """Serve a register with the documented relations, and give it a client."""
    installation.run("migrate")
    installation.add_relations(SENDER, RECIPIENT)
    credentials = installation.add_client("contact_moment/view", "contact_moment/add", "relation/edit")
    with installation.serving(LOG_LEVEL="warning", **settings) as server:
        address = urlsplit(server.url)
        assert address.hostname is not None
        assert address.port is not None
        yield Target(server, address.hostname, address.port, server.token(credentials))


def allow_descriptors() -> int:
    """Let this process open as many files as it may; returns how many that is."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most
