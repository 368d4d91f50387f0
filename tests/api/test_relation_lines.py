"""Relations as JSON lines over the API (wire rule 37): what is answered, in what form, and what is refused."""

import json
import socket
from collections.abc import Iterator
from typing import NamedTuple

import pytest
import requests

from contact_moments.model import SCOPES
from tests.engines import Engine
from tests.support import LIST, Api, Installation, Json, Server

RELATIONS = "/l/contact_moment_api/relation"
LIMIT = 8 * 1024 * 1024


class Place(NamedTuple):
    """A served register, and clients with every scope and with one."""

    installation: Installation
    api: Api
    viewer: Api

    def put(self, body: str | bytes, **headers: str) -> requests.Response:
        """PUT lines."""
        return self.api.call("PUT", RELATIONS, data=body, headers=headers)


@pytest.fixture(scope="module")
def place(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The register that these tests share."""
    installation = engine.register(tmp_path_factory.mktemp("lines"))
    with installation.served_here() as served:
        yield Place(installation, served.api(*SCOPES), served.api("relation/view"))


def lines(*rows: Json) -> str:
    """Rows as JSON lines."""
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.mark.both_engines
def test_lines(place: Place) -> None:
    """Each is answered, in their order; unknown members are named; one that is refused takes nobody along."""
    body = lines({"id": 1, "name": "Ann", "nmae": 1}, {"id": 2}, {"id": 3, "name": "Bob"}, {"id": 1, "name": "Ann"})
    answer = place.put(body)
    answers = [json.loads(line) for line in answer.text.splitlines()]

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/jsonl")
    assert answer.headers["X-Unknown-Members"] == "nmae"
    assert [one.get("status") for one in answers] == ["added", None, "added", "unchanged"]
    assert [one.get("id") for one in answers] == [1, None, 3, 1]
    assert list(answers[1]) == ["errors"]
    assert place.api.get(f"{RELATIONS}/3").json()["name"] == "Bob"


@pytest.mark.parametrize("accept", [None, "application/jsonl", "application/json", "*/*"])
def test_what_it_answers_with(place: Place, accept: str | None) -> None:
    """It has one form, for a client that accepts that or what the other calls answer with."""
    answer = place.put(lines({"id": 1, "name": "Ann"}), **({"Accept": accept} if accept else {}))

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/jsonl")


REFUSED: dict[str, tuple[str, dict[str, str], int]] = {
    "nothing": ("", {}, 400),
    "blank lines": ("\n\n \n", {}, 400),
    "too many lines": ("{}\n" * 10_001, {}, 400),
    "encoded": ("x", {"Content-Encoding": "gzip"}, 415),
    "not acceptable": ("{}", {"Accept": "text/html"}, 406),
}


@pytest.mark.parametrize(("body", "headers", "status"), REFUSED.values(), ids=REFUSED)
def test_refused_as_a_whole(place: Place, body: str, headers: dict[str, str], status: int) -> None:
    """That is an answer like any other, with one sentence."""
    answer = place.put(body, **headers)

    assert (answer.status_code, list(answer.json())) == (status, ["errors"])


def test_who_may(place: Place) -> None:
    """Whoever may change relations."""
    assert place.viewer.call("PUT", RELATIONS, data="{}").status_code == 403


def test_the_size(place: Place) -> None:
    """8 MiB are taken, and not a byte more; other calls take what they took."""
    line = json.dumps({"id": 1, "name": "Ann"})
    whole = line + " " * (LIMIT - len(line))

    assert [place.put(whole).status_code, place.put(whole + " ").status_code] == [200, 413]
    assert place.api.call("PUT", f"{RELATIONS}/1", data=" " * 65_537).status_code == 413
    assert place.api.call("POST", f"{LIST}/type/ContactMomentPhone", data=" " * (2**20 + 1)).status_code == 413


def test_methods(place: Place) -> None:
    """OPTIONS names them."""
    assert place.api.call("OPTIONS", RELATIONS).headers["Allow"] == "GET, HEAD, PUT, OPTIONS"


@pytest.fixture(scope="module")
def server(place: Place, processes: None) -> Iterator[Server]:
    """The same register, served by a process with sockets."""
    with place.installation.serving() as server:
        yield server


def test_from_a_server(place: Place, server: Server) -> None:
    """10,000 lines arrive in chunks, and the connection goes on; the log has one line, with all bytes."""
    api = server.as_client(str(place.api.session.headers["Authorization"]).removeprefix("Bearer "))
    body = lines(*({"id": 10 + number, "name": f"Relation {number}"} for number in range(10_000)))
    with api.session.put(server.url + RELATIONS, data=body, stream=True, timeout=60) as answer:
        chunked = answer.headers.get("Transfer-Encoding")
        got = answer.content
    again = api.call("PUT", RELATIONS, data=body).content.splitlines()
    logged = [json.loads(line) for line in server.log().splitlines() if '"PUT"' in line]

    assert (chunked, len(got.splitlines()), {json.loads(one)["status"] for one in again}) == (
        "chunked",
        10_000,
        {"unchanged"},
    )
    assert (logged[0]["status"], logged[0]["bytes"], "is_cut" in logged[0]) == (200, len(got), False)


def test_a_client_of_http_1_0(place: Place, server: Server) -> None:
    """It gets the answers as they are, up to the end of the connection."""
    host, _, port = server.url.removeprefix("http://").partition(":")
    body = lines({"id": 1, "name": "Ann"}, {"id": 3, "name": "Bob"})
    head = f"PUT {RELATIONS} HTTP/1.0\r\nAuthorization: {place.api.session.headers['Authorization']!s}\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as client:
        client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        answer = b"".join(iter(lambda: client.recv(65536), b""))

    assert [json.loads(line)["id"] for line in answer.partition(b"\r\n\r\n")[2].splitlines()] == [1, 3]
