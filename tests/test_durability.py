"""What was answered is kept: through `kill -9` of the server, and through being told to stop."""

import json
import socket
import time

import pytest

from tests.cli.command_line import dangling
from tests.cli.lines import export
from tests.cli.posting import Posting, a_posted_call
from tests.support import PHONE, VENDOR, Api, Installation, Json, Server

ROUNDS = 3
CLIENTS = 8


@pytest.fixture
def people(installation: Installation) -> Installation:
    """An installation with the relations of the documented call."""
    installation.add_relations(1516, 429000)
    return installation


def whole_list(api: Api) -> list[Json]:
    """Every item, page after page."""
    items: list[Json] = []
    page = 1
    while found := api.items(f"page={page}"):
        items += found
        page += 1
    return items


def test_kill_9(people: Installation) -> None:
    """After `kill -9` under load, three times, what was acknowledged is there once and whole, and ids have no gaps."""
    credentials = people.add_client()
    acknowledged: dict[str, int] = {}
    for number in range(ROUNDS):
        server = people.start("--workers", "2")
        with Posting(server.url, server.token(credentials), CLIENTS, f"round-{number}") as posting:
            posting.wait_for(250)
            server.kill()
        acknowledged |= posting.acknowledged
    with people.serving("--workers", "2") as server:
        items = whole_list(Api(server.url, server.token(credentials)))
    kept = dict(zip((item["id"] for item in items), export(people), strict=True))

    assert len(acknowledged) >= 250 * ROUNDS
    assert [item["id"] for item in items] == list(range(1, len(items) + 1))
    # Each client may have had one request under way that was registered and not answered any more.
    assert len(acknowledged) <= len(items) <= len(acknowledged) + CLIENTS * ROUNDS
    assert len({one["reference"] for one in kept.values()}) == len(kept)
    assert [reference for reference, id_ in acknowledged.items() if kept[id_]["reference"] != reference] == []
    assert [one for one in kept.values() if one != as_kept(one["reference"])] == []
    assert [item for item in items if item != as_listed(item["id"], kept[item["id"]]["reference"])] == []


def as_kept(reference: str) -> Json:
    """A posted call as the export has it."""
    return {"type": "ContactMomentPhone"} | a_posted_call(reference)


def as_listed(moment_id: int, reference: str) -> Json:
    """A posted call as the list shows it."""
    sent = a_posted_call(reference)
    return {
        "id": moment_id,
        "subject": sent["subject"],
        "senderId": sent["senderId"],
        "sender": "Relation 1516",
        "type": "ContactMomentPhone",
        "dateTime": "2018-11-13T19:20:39",
        "action": sent["action_code"],
        "tags": {},
        "recipients": sent["recipients"],
    }


# In one statement: PostgreSQL may still be committing what the server had sent it.
NUMBERS = """
    select last_moment_id, last_change_no, (select count(*) from moment), (select count(*) from version),
        (select count(*) from link where relation_id = 1516), (select max(n) from link where relation_id = 1516)
    from register
"""


def test_a_killed_server_leaves_a_sound_register(people: Installation) -> None:
    """After `kill -9` under load the numbers in the register agree, and nothing refers to what is not there."""
    server = people.start("--workers", "2")
    with Posting(server.url, server.token(people.add_client()), CLIENTS) as posting:
        posting.wait_for(200)
        server.kill()
    ((moments, *others),) = people.sql(NUMBERS)

    assert moments >= 200
    assert others == [moments] * 5
    assert dangling(people) == []


class SlowRequest:
    """A POST of which the headers and half of the body are sent; `finish` sends the rest and returns the answer."""

    def __init__(self, server: Server, token: str, reference: str) -> None:
        body = json.dumps(a_posted_call(reference)).encode()
        host, _, port = server.url.removeprefix("http://").partition(":")
        lines = [
            f"POST {PHONE} HTTP/1.1",
            f"Host: {host}",
            f"Authorization: Bearer {token}",
            f"Accept: {VENDOR}",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        self._socket = socket.create_connection((host, int(port)), timeout=30)
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode() + body[: len(body) // 2])
        self._rest = body[len(body) // 2 :]

    def finish(self) -> tuple[str, Json]:
        """The status line and the decoded body of the answer."""
        with self._socket as connection, connection.makefile("rb") as answer:
            connection.sendall(self._rest)
            head, _, body = answer.read().partition(b"\r\n\r\n")
        return head.split(b"\r\n")[0].decode(), json.loads(body)


def test_sigterm_answers_what_is_in_flight(people: Installation) -> None:
    """Requests that were half sent when the server is told to stop are answered when they are complete; exit code 0."""
    server = people.start("--workers", "2")
    token = server.token(people.add_client())
    slow = [SlowRequest(server, token, f"slow-{number}") for number in range(4)]
    # Long enough for the workers to have begun with them.
    time.sleep(0.5)
    server.process.terminate()
    time.sleep(1.5)
    still_running = server.process.poll() is None
    answers = [request.finish() for request in slow]
    # Not `stop`: it would send the signal again.
    code = server.process.wait(timeout=40)

    assert still_running
    assert [status for status, _ in answers] == ["HTTP/1.1 200 OK"] * 4
    assert code == 0, server.log()
    registered = {f"slow-{number}": answers[number][1]["contactMomentId"] for number in range(4)}
    in_order = sorted(registered, key=registered.__getitem__)
    assert [one["reference"] for one in export(people)] == in_order


def test_sigterm_under_load(people: Installation) -> None:
    """Told to stop while clients post, the server exits 0, answers nothing with 5xx, and has what it acknowledged."""
    server = people.start("--workers", "2")
    with Posting(server.url, server.token(people.add_client()), CLIENTS) as posting:
        posting.wait_for(200)
        code = server.stop()

    kept = {one["reference"] for one in export(people)}
    assert code == 0, server.log()
    assert [failure for failure in posting.failures if failure.startswith("5")] == []
    assert posting.acknowledged.keys() <= kept


def test_sigterm_with_idle_connections(people: Installation) -> None:
    """Connections that are kept open without a request do not keep the server from stopping at once."""
    server = people.start()
    clients = [Api(server.url, None) for _ in range(4)]
    for client in clients:
        client.get("/health/live")
    started = time.monotonic()

    code = server.stop()

    assert code == 0, server.log()
    assert time.monotonic() - started < 5


def test_sigterm_while_workers_start(people: Installation) -> None:
    """Told to stop as soon as the first worker answers, workers that are still starting do not go on to serve."""
    server = people.start("--workers", "6", STOP_TIMEOUT="10")
    started = time.monotonic()

    code = server.stop()

    assert code == 0, server.log()
    assert time.monotonic() - started < 6
