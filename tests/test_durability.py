"""What was answered is kept: through `kill -9` of the server, and through being told to stop."""

import json
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import count
from threading import Barrier

import pytest
import requests

from tests.cli.command_line import dangling
from tests.cli.lines import export
from tests.cli.posting import Posting, a_posted_call
from tests.support import PHONE, VENDOR, Api, Installation, Json, Server, a_call

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("processes"), pytest.mark.long]

ROUNDS = 2
CLIENTS = 8
COPIES = 24

Kill = Callable[["Copies", Installation, dict[str, str]], list[int]]


@pytest.fixture
def people(registered: Installation) -> Installation:
    """An registered with the relations of the documented call."""
    registered.add_relations(1516, 429000)
    return registered


def whole_list(api: Api) -> list[Json]:
    """Every item, page after page."""
    items: list[Json] = []
    page = 1
    while found := api.items(f"page={page}"):
        items += found
        page += 1
    return items


def test_kill_9(people: Installation) -> None:
    """After `kill -9` under load, twice, what was acknowledged is there once and whole, and ids have no gaps."""
    credentials = people.add_client()
    acknowledged: dict[str, int] = {}
    for number in range(ROUNDS):
        server = people.start("--workers", "2")
        with Posting(server.url, server.token(credentials), CLIENTS, f"round-{number}") as posting:
            posting.wait_for(150)
            server.kill()
        acknowledged |= posting.acknowledged
    with people.serving("--workers", "2") as server:
        items = whole_list(Api(server.url, server.token(credentials)))
    kept = dict(zip((item["id"] for item in items), export(people), strict=True))

    assert len(acknowledged) >= 150 * ROUNDS
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


class Copies:
    """Copies of one POST, each on a connection of its own and all at the same time."""

    def __init__(self, reference: str | None, headers: dict[str, str]) -> None:
        self._call = {"json": a_call(reference=reference), "headers": headers}

    def send(self, server: Server, token: str, number: int, then: Callable[[], None] = lambda: None) -> list[int]:
        """Send so many, and do `then` at the first answer; returns the ids that were answered."""
        answered: list[int] = []
        ready, turns = Barrier(number), count()

        def send(api: Api) -> None:
            ready.wait(20)
            with suppress(requests.RequestException):
                answer = api.call("POST", PHONE, **self._call)
                assert answer.status_code == 200, answer.text
                answered.append(answer.json()["contactMomentId"])
                if next(turns) == 0:
                    then()

        with ThreadPoolExecutor(number) as threads:
            list(threads.map(send, [Api(server.url, token) for _ in range(number)]))
        return answered


def killed_amid(copies: Copies, people: Installation, credentials: dict[str, str], before: int) -> list[int]:
    """Kill the server when this many copies are answered and the other ones wait in it; returns the ids answered."""
    server = people.start("--workers", "2")
    token = server.token(credentials)
    answered = copies.send(server, token, before) if before else []
    with people.locked(), ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(copies.send, server, token, COPIES - before)
        # Long enough for the workers to have begun with them.
        time.sleep(1)
        server.kill()
    return answered + waiting.result()


def killed_at_first(copies: Copies, people: Installation, credentials: dict[str, str]) -> list[int]:
    """Kill the server at the first answer, whatever has become of the others; returns the ids answered."""
    server = people.start("--workers", "2")
    return copies.send(server, server.token(credentials), COPIES, then=server.kill)


BY = {"reference": ("only", {}), "key": (None, {"Idempotency-Key": "only"})}
AMID = {
    "none": (partial(killed_amid, before=0), range(1)),
    "half": (partial(killed_amid, before=COPIES // 2), range(COPIES // 2, COPIES // 2 + 1)),
    "some": (killed_at_first, range(1, COPIES + 1)),
}


# By reference at each moment; by key, which is looked up in the same way, at the one that chance decides.
KILLED = {f"{by}, {amid}": (*BY[by], *AMID[amid]) for by in BY for amid in AMID if by == "reference" or amid == "some"}


@pytest.mark.parametrize(("reference", "headers", "kill", "before"), KILLED.values(), ids=KILLED)
def test_kill_9_amid_copies(
    people: Installation, kill: Kill, before: range, reference: str | None, headers: dict[str, str]
) -> None:
    """24 copies, `kill -9` when some are answered, and all 24 again: one moment, and one id in every answer."""
    credentials, copies = people.add_client(), Copies(reference, headers)
    answered = kill(copies, people, credentials)
    with people.serving("--workers", "2") as restarted:
        again = copies.send(restarted, restarted.token(credentials), COPIES)
    kept = {moment_id for (moment_id,) in people.sql("SELECT id FROM moment")}

    assert len(answered) in before
    assert (len(again), len(kept)) == (COPIES, 1)
    assert {*answered, *again} == kept


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
