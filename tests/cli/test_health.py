"""`health` asks a running server, and says in one line what is wrong."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from ipaddress import IPv4Address
from pathlib import Path

import pytest

from contact_moments.cli import health
from tests.cli.command_line import assert_refused, run_here
from tests.cli.test_loading import loaded
from tests.deploy.proxies import certificate
from tests.support import Installation, Server, free_port

pytestmark = pytest.mark.usefixtures("processes")


def port_of(server: Server) -> str:
    """The port that a server listens on."""
    return server.url.rpartition(":")[2]


@contextmanager
def answering(answer: bytes, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """A port whose first caller gets these bytes, whatever it asks; no bytes at all keep it waiting."""
    with socket.create_server(("127.0.0.1", 0)) as listener, ExitStack() as kept:
        thread = threading.Thread(target=answer_once, args=(listener, answer, tls, kept))
        thread.start()
        yield str(listener.getsockname()[1])
        thread.join(20)


def answer_once(listener: socket.socket, answer: bytes, tls: ssl.SSLContext | None, kept: ExitStack) -> None:
    """Answer one caller; a connection that is not answered stays open until `kept` is closed."""
    caller = kept.enter_context(listener.accept()[0])
    with suppress(ssl.SSLError):
        if tls is not None:
            caller = kept.enter_context(tls.wrap_socket(caller, server_side=True))
        caller.recv(4096)
        if answer:
            caller.sendall(answer)
            caller.close()


def test_a_healthy_server(registered: Installation) -> None:
    """Of a server that can work, `health` prints that it is ready, and `health --live` that it is alive."""
    with registered.serving() as server:
        port = port_of(server)
        told = [
            run_here(registered, *words, PORT=port)
            for words in (("health",), ("health", "--ready"), ("health", "--live"))
        ]

    assert [(done.returncode, done.stdout, done.stderr) for done in told] == [
        (0, "ready\n", ""),
        (0, "ready\n", ""),
        (0, "live\n", ""),
    ]


def test_a_server_that_is_not_ready(registered: Installation) -> None:
    """A server whose register is gone is alive and not ready; `health` gives the server's own reason on one line."""
    with registered.serving() as server:
        registered.database.rename(registered.folder / "elsewhere.db")
        time.sleep(1.1)  # the server looks once a second
        not_ready = run_here(registered, "health", PORT=port_of(server))
        live = run_here(registered, "health", "--live", PORT=port_of(server))
        (registered.folder / "elsewhere.db").rename(registered.database)

    assert_refused(not_ready, 1, "The server is not ready: ", "contact-moments.db was moved, removed or replaced")
    assert not_ready.stderr.count("\n") == 1
    assert live.returncode == 0


def test_nobody_listens(installation: Installation) -> None:
    """Where nobody listens, `health` names the address that it asked."""
    port = str(free_port())
    done = run_here(installation, "health", PORT=port)

    assert_refused(done, 1, f"http://127.0.0.1:{port}/health/ready cannot be asked: Connection refused")
    assert done.stderr.count("\n") == 1


ELSEWHERE = {
    "another program": (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "answered 200, and not as the register"),
    "another page": (b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}", "answered 404, and not as the register"),
    "no object": (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", "answered 200, and not as the register"),
    "no HTTP": (b"SSH-2.0-OpenSSH\r\n", "cannot be asked"),
    "a proxy's 503": (b"HTTP/1.1 503 Oh\r\nContent-Length: 3\r\n\r\noh!", "answered 503, and not as the register"),
    "terminal codes": (
        b"HTTP/1.1 503 Oh\r\nContent-Length: 20\r\n\r\n" + rb'{"errors":"\u001bc"}',
        r"not ready: \x1bc",
    ),
}


@pytest.mark.parametrize(("answer", "says"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_something_else_answers(answer: bytes, says: str, installation: Installation) -> None:
    """Whatever answers that is not a healthy register, `health` fails and says so in one line."""
    with answering(answer) as port:
        done = run_here(installation, "health", PORT=port)

    assert_refused(done, 1, says)
    assert done.stderr.count("\n") == 1


def test_a_server_that_hangs(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes the connection and does not answer is waited for a few seconds, and no longer."""
    monkeypatch.setattr(health, "SECONDS", 0.5)
    with answering(b"") as port:
        began = time.monotonic()
        done = run_here(installation, "health", PORT=port)

    assert_refused(done, 1, "did not answer within")
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("host", [str(IPv4Address(0)), "127.0.0.1", "localhost"])
def test_the_address_of_the_settings(host: str, installation: Installation) -> None:
    """A server that listens on every address is asked over loopback."""
    with answering(b"HTTP/1.1 200 OK\r\n\r\n" + b'{"status":"ready"}') as port:
        done = run_here(installation, "health", HOST=host, PORT=port)

    assert (done.returncode, done.stdout) == (0, "ready\n"), done.stderr


def test_an_address_that_is_given(installation: Installation) -> None:
    """`--url` names another server, and then no setting is read, right or wrong."""
    with answering(b"HTTP/1.1 200 OK\r\n\r\n" + b'{"status":"live"}') as port:
        done = run_here(installation, "health", "--live", "--url", f"http://LOCALHOST:{port}/", PORT="wrong")

    assert (done.returncode, done.stdout) == (0, "live\n"), done.stderr


WRONG = (
    "register.example.org",
    "ftp://a.example",
    "https://a.example/path",
    "https://u:p@a.example",
    "http://a:99999",
    "http://[::1",
    "http://a b",
)


@pytest.mark.parametrize("url", WRONG)
def test_an_address_that_is_none(url: str, installation: Installation) -> None:
    """`--url` is the address of a server; the message does not repeat what was written."""
    done = run_here(installation, "health", "--url", url)

    assert_refused(done, 2, "must be the address of a server, without a path")
    assert "u:p@" not in done.stderr


def test_it_needs_no_database(registered: Installation) -> None:
    """`health` loads nothing of the storage and no server, so that it can be asked often."""
    with registered.serving() as server:
        registered.settings["PORT"] = port_of(server)
        names = loaded(registered, "health")

    assert names.isdisjoint(("sqlalchemy", "alembic", "psycopg", "jsonschema_rs", "contact_moments.http_server"))


def test_a_certificate_that_is_not_known(installation: Installation, tmp_path: Path) -> None:
    """Over https the certificate is checked, and the message says that it is the certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate(tmp_path))
    with answering(b"", context) as port:
        done = run_here(installation, "health", "--url", f"https://localhost:{port}")

    assert_refused(done, 1, "certificate verify failed")
