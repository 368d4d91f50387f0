"""`doctor` asks the public address: its certificate, and what the proxy adds, by real TLS on loopback."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from contact_moments.audit.proof import make_proof
from contact_moments.register import Register
from contact_moments.storage.audit_chain import HeadLostError
from contact_moments.surroundings import certificate as certificates
from contact_moments.surroundings import public_address
from tests.cli.command_line import assert_refused, run_here
from tests.deploy import proxies
from tests.support import Installation, fetch, free_port
from tests.tls import Authority, proxy

pytestmark = pytest.mark.usefixtures("processes")

RIGHT = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that this machine knows."""
    (tmp_path / "tls").mkdir()
    made = Authority(tmp_path / "tls")
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    return made


@pytest.fixture
def register(installation: Installation) -> Installation:
    """A register whose audit trail has an event, because a client was added."""
    installation.run("migrate")
    installation.add_client()
    return installation


def told(installation: Installation, url: str, **settings: str) -> list[str]:
    """What `doctor` says of an address: each finding with its mark."""
    # What does not ask the network comes first, and ends with the line that there is no public address.
    alone = run_here(installation, "doctor", **settings | {"PUBLIC_URL": ""}).stdout.splitlines()
    done = run_here(installation, "doctor", "--url", url, **settings)
    assert done.stderr == ""
    return done.stdout.splitlines()[len(alone) - 1 :]


CERTIFICATES = {
    "valid": ("localhost", 90.5, False, "ok     The certificate of localhost:{} is valid for 90 days more"),
    "ends soon": ("localhost", 13.5, False, "warn   The certificate of localhost:{} is valid for 13 days more; it sh"),
    "has ended": ("localhost", -1, False, "WRONG  The certificate of localhost:{} has ended, and every client refuses"),
    "signed by itself": ("localhost", 90, True, "WRONG  The certificate of localhost:{} is signed by itself, so no"),
    "another name": ("example.org", 90, False, "WRONG  The certificate of localhost:{} is for another name; get one"),
}


@pytest.mark.parametrize(("name", "days", "own", "says"), CERTIFICATES.values(), ids=CERTIFICATES)
def test_certificates(
    name: str, days: float, own: bool, says: str, register: Installation, authority: Authority
) -> None:
    """A certificate is told to be valid, to end soon, to have ended, and why it is refused; each with what helps."""
    with proxy(authority.issue(name, days, own), f"127.0.0.1:{free_port()}", {}) as port:
        first, *_ = told(register, f"https://localhost:{port}")

    assert first.startswith(says.format(port))


def test_an_authority_that_is_not_known(
    register: Installation, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A certificate of somebody whom this machine does not know is told apart from one that is signed by itself."""
    (tmp_path / "empty.pem").write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "empty.pem"))
    with proxy(authority.issue(), f"127.0.0.1:{free_port()}", {}) as port:
        (found,) = told(register, f"https://localhost:{port}")

    assert found.startswith(f"WRONG  The certificate of localhost:{port} is of an authority that this machine does not")


PROXIES = {
    "right": (RIGHT, "127.0.0.1", ["ok     A request to {} arrives with all that the proxy should add"]),
    "nothing added": (
        {},
        "127.0.0.1",
        ["WRONG  The proxy at 127.0.0.1 sends no X-Forwarded-For", "WRONG  The proxy at 127.0.0.1 sends no X-Forwar"],
    ),
    "not trusted": (RIGHT, "192.0.2.9", ["WRONG  The proxy at 127.0.0.1 is not trusted", "WRONG  For the server the"]),
    "in the clear": (RIGHT | {"X-Forwarded-Proto": "http"}, "127.0.0.1", ["WRONG  For the server the request was no"]),
    "another host": (RIGHT | {"Host": "backend:8080"}, "127.0.0.1", ["WRONG  The proxy sends the Host backend:8080"]),
}


@pytest.mark.parametrize(("headers", "trusted", "says"), PROXIES.values(), ids=PROXIES)
def test_what_a_proxy_adds(
    headers: dict[str, str], trusted: str, says: list[str], register: Installation, authority: Authority
) -> None:
    """What a proxy should add and does not is told, with the proxy's address."""
    url = f"https://localhost:{(port := free_port())}"
    settings = {"PUBLIC_URL": url, "TRUSTED_PROXIES": trusted}
    with register.serving(**settings) as server, ExitStack() as stack:
        stack.enter_context(proxy(authority.issue(), server.url.removeprefix("http://"), headers, port))
        _, *found = told(register, url, **settings)

    assert [one.startswith(said.format(url)) for one, said in zip(found, says, strict=True)] == [True] * len(says)


@contextmanager
def answering(text: str) -> Iterator[int]:
    """The port of a server that answers this to whatever it is asked."""

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Tell nobody."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def served(register: Installation) -> Iterator[str]:
    """The address of a server of the register."""
    with register.serving() as server:
        yield server.url


def test_the_proxy_of_the_deployment(
    register: Installation, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """nginx, as deploy/ sets it up, adds all that it should; where it is not trusted, that is told."""
    certificate = authority.issue()
    monkeypatch.setattr(proxies, "certificate", lambda _: (certificate, certificate))
    (folder := tmp_path / "nginx").mkdir()
    told_of = []
    for settings in ({"TRUSTED_PROXIES": "127.0.0.1"}, {}):
        with (
            register.serving(**settings) as server,
            proxies.nginx(folder, server.url.removeprefix("http://")) as in_front,
        ):
            told_of.append(told(register, f"https://localhost:{in_front.https_port}")[1])

    assert told_of[0].endswith("arrives with all that the proxy should add")
    assert told_of[1].startswith("WRONG  The proxy at 127.0.0.1 is not trusted, so all clients count as one")


def test_who_is_told(register: Installation, served: str) -> None:
    """A server tells how a request has arrived to who can read the register, and to nobody else."""
    opened = Register(register.settings_here())
    proof = make_proof(opened.database)
    opened.close()
    assert proof is not None
    wrong = (proof[:-1] + ("0" if proof[-1] != "0" else "1"), proof.partition(".")[0], ".", "é.é", "x" * 5000)
    answers = [fetch("GET", f"{served}/health/ready", headers={public_address.PROOF: one.encode()}) for one in wrong]
    right = fetch("GET", f"{served}/health/ready", headers={public_address.PROOF: proof}).json()

    assert {(one.status_code, one.text) for one in answers} == {(200, '{"status":"ready"}')}
    assert (right["status"], right["request"]["peer"], right["request"]["private"]) == ("ready", "127.0.0.1", True)


def test_a_trail_without_events(installation: Installation, authority: Authority) -> None:
    """An empty trail proves nothing to anybody: its head is known to all."""
    installation.run("migrate")
    opened = Register(installation.settings_here())
    proof = make_proof(opened.database)
    opened.close()

    assert proof is None


def test_another_server(register: Installation, authority: Authority) -> None:
    """What answers at the address and is no server of this register is told, and so is a proxy in front of nothing."""
    other = Installation(register.folder / "other")
    other.folder.mkdir()
    other.run("migrate")
    certificate = authority.issue()
    with other.serving() as server, proxy(certificate, server.url.removeprefix("http://"), RIGHT) as port:
        _, another = told(register, f"https://localhost:{port}")
    with proxy(certificate, f"127.0.0.1:{free_port()}", RIGHT) as port:
        _, nothing = told(register, f"https://localhost:{port}")

    assert "(200) is not the server of this register" in another
    assert "answers 502: the register does not run" in nothing


ARRIVAL = {"peer": "192.0.2.1", "trusted": True, "headers": [], "private": True, "host": "localhost"}
ANSWERS = {
    "members of other kinds": json.dumps({"request": ARRIVAL | {"headers": 5}}),
    "members that are missing": json.dumps({"request": {"trusted": True}}),
    "no object": json.dumps({"request": [ARRIVAL]}),
    "nested very deep": "[" * 60_000,
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_of_another_kind(answer: str, register: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever somebody else answers is told as that, and not as a fault of the register."""
    monkeypatch.setattr(public_address, "check_certificate", lambda _: None)
    monkeypatch.setattr(public_address, "HTTPSConnection", lambda host, port, **_: HTTPConnection(host, port))
    with answering(answer) as port:
        (found,) = told(register, f"https://localhost:{port}")

    assert "(200) is not the server of this register" in found


def test_a_server_that_is_not_ready(register: Installation, authority: Authority) -> None:
    """A server that answers and is not ready is told apart from a proxy without a server."""
    empty = Installation(register.folder / "other")
    empty.folder.mkdir()
    empty.run("migrate")
    with (
        empty.serving() as server,
        proxy(authority.issue(), server.url.removeprefix("http://"), RIGHT) as port,
    ):
        empty.sql("UPDATE alembic_version SET version_num = '0001'")
        time.sleep(1.5)  # readiness is cached for a second
        _, found = told(register, f"https://localhost:{port}")

    assert f"The server at https://localhost:{port} is not ready" in found


def test_a_fault_of_the_database_meanwhile(register: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the database while the address is asked is told in words, and not as silence."""

    def fail(_: object) -> None:
        raise HeadLostError

    monkeypatch.setattr(public_address, "make_proof", fail)
    monkeypatch.setattr(public_address, "check_certificate", lambda _: None)
    done = run_here(register, "doctor", "--url", "https://localhost:9")

    assert done.stdout.splitlines()[-1].startswith("WRONG  The row of audit_head is lost")


def test_nobody_answers(register: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address where nobody listens, or nobody says anything, is a warning within seconds; the exit code is 0."""
    monkeypatch.setattr(certificates, "SECONDS", 0.2)
    refused = run_here(register, "doctor", "--url", f"https://localhost:{free_port()}")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mute = run_here(register, "doctor", "--url", f"https://localhost:{silent.getsockname()[1]}", PUBLIC_URL="")

    for done in (refused, mute):
        assert (done.returncode, done.stderr) == (0, "")
        assert "\nwarn   Nobody answers at https://localhost:" in done.stdout


def test_a_name_that_takes_too_long(register: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking up a name has no limit of its own, so the whole check has one."""
    monkeypatch.setattr(public_address, "LONGEST", 0.0)
    done = run_here(register, "doctor", "--url", "https://localhost:9")

    assert "\nwarn   The public address has not answered within 0 seconds" in done.stdout


def test_no_public_address(register: Installation) -> None:
    """Without a public address there is nothing to ask."""
    findings = json.loads(run_here(register, "doctor", "--json").stdout)

    assert findings[-1]["finding"].startswith("There is no public address")
    assert {tuple(one) for one in findings} == {("ok", "warning", "finding")}


@pytest.mark.parametrize("url", ["register", "http://example.org", "https://example.org/path", "https://u:p@x.org"])
def test_an_address_that_is_none(url: str, register: Installation) -> None:
    """An address that clients could not use is wrong usage, with what it must be."""
    assert_refused(run_here(register, "doctor", "--url", url), 2, "must be")
