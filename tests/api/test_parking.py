"""Parking: what a client was refused because a relation was not there yet is kept, and can be released."""

import itertools
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from contact_moments.model import SCOPES
from tests.cli.command_line import run_here, succeed_here
from tests.support import LIST, PHONE, RECIPIENT, SENDER, Api, Installation, Json, Server, a_call

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = 24 * 3600 * 1_000_000
SENDER_FAULT = {"errors": "Sender is not available in CRM"}

_absent = itertools.count(1000)


class Client(NamedTuple):
    """A client of a served register, and what is parked of it."""

    installation: Installation
    server: Server
    credentials: dict[str, str]
    api: Api

    def switched(self, state: str) -> "Client":
        """The client with parking on or off, and a token that knows."""
        succeed_here(self.installation, "client", "parking", self.credentials["client_id"], state)
        return self._replace(api=self.server.as_client(self.server.token(self.credentials)))

    def parked(self) -> list[Json]:
        """What is parked of this client."""
        listed = json.loads(succeed_here(self.installation, "parked", "list", "--json"))
        return [one for one in listed if one["client_id"] == self.credentials["client_id"]]

    def park(self, **changes: Json) -> tuple[int, int]:
        """Send a call that is refused; returns the id under which it is parked, and the sender that is not there."""
        absent = next(_absent)
        assert self.api.post(a_call(senderId=absent, **changes)).status_code == 400
        return self.parked()[-1]["id"], absent

    def add(self, *relations: int) -> None:
        """Add relations that were not there."""
        for relation in relations:
            succeed_here(self.installation, "relation", "add", "Late", "--id", str(relation))

    def age(self, parked_id: int, days: float) -> None:
        """Make what is parked under an id older."""
        age = int(days * DAY)
        self.installation.sql("UPDATE parked SET parked_at = parked_at - :age WHERE id = :id", age=age, id=parked_id)

    def release(self, *ids: int) -> list[int]:
        """Release these, which must succeed; returns the ids of the moments."""
        said = succeed_here(self.installation, "parked", "release", *map(str, ids))
        return [int(line.rpartition(" ")[2]) for line in said.splitlines()]

    def refused(self, command: str, *ids: int) -> str:
        """What is told when `parked release` or `parked drop` is refused as a whole."""
        done = run_here(self.installation, "parked", command, *map(str, ids))
        assert (done.returncode, done.stdout) == (1, "")
        return done.stderr

    def moments(self, sender: int) -> list[Json]:
        """The contact moments of a sender, in full."""
        return [self.api.get(f"{LIST}/{item['id']}").json() for item in self.api.items(f"relationIds={sender}")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A register that these tests share; each has a client and absent relations of its own."""
    installation = Installation(tmp_path_factory.mktemp("parking"))
    installation.add_relations(SENDER, RECIPIENT, 61, 62)
    installation.run("relation", "archive", "61")
    installation.run("relation", "merge", "62", str(SENDER))
    with installation.serving("--workers", "2") as server:
        yield server


@pytest.fixture
def fresh(server: Server) -> Client:
    """A new client, as it is by default."""
    words = [word for scope in SCOPES for word in ("--scope", scope)]
    credentials = json.loads(succeed_here(server.installation, "client", "add", "Dialler", *words, "--json"))
    return Client(server.installation, server, credentials, server.as_client(server.token(credentials)))


@pytest.fixture
def client(fresh: Client) -> Client:
    """A new client of which what is refused is parked."""
    return fresh.switched("on")


# What is parked.


def test_off_by_default(fresh: Client) -> None:
    """Unless it is switched on nothing of a refused call is kept."""
    answer = fresh.api.post(a_call(senderId=next(_absent), subject="Nobody keeps this"))

    assert (answer.status_code, answer.json(), fresh.parked()) == (400, SENDER_FAULT, [])
    assert fresh.installation.sql("SELECT id FROM parked WHERE document LIKE '%Nobody keeps%'") == []


def test_it_is_parked_once(client: Client) -> None:
    """The client is told what it is always told; sent again, also at the same time, it is counted and parked once."""
    body = a_call(senderId=next(_absent))
    token = str(client.api.session.headers["Authorization"]).removeprefix("Bearer ")
    apis = [Api(client.server.url, token) for _ in range(20)]
    answers = [client.api.post(body) for _ in range(3)]
    with ThreadPoolExecutor(len(apis)) as threads:
        answers += threads.map(lambda api: api.post(body), apis)

    assert [(answer.status_code, answer.json()) for answer in answers] == [(400, SENDER_FAULT)] * 23
    assert [one["times"] for one in client.parked()] == [23]


@pytest.mark.parametrize("recipient", [999, 61, 62], ids=["unknown", "archived", "merged"])
def test_a_recipient_that_is_not_available(client: Client, recipient: int) -> None:
    """A call with a recipient that is not there, archived or merged away is parked too."""
    answer = client.api.post(a_call(recipients=[RECIPIENT, recipient]))

    assert (answer.status_code, answer.json()) == (400, {"errors": "Not all recipients are available in CRM"})
    assert [one["reason"] for one in client.parked()] == ["recipients_not_available"]


def test_other_content_is_parked_by_itself(client: Client) -> None:
    """Other content, or the same of another client, is parked by itself."""
    absent = next(_absent)
    for changes in ({}, {"subject": "Other"}, {"reference": "Other"}):
        client.api.post(a_call(senderId=absent, **changes))
    other = client._replace(credentials=client.installation.add_client()).switched("on")
    other.api.post(a_call(senderId=absent))

    assert [[one["times"] for one in each.parked()] for each in (client, other)] == [[1, 1, 1], [1]]


def test_the_list_of_what_is_parked(client: Client) -> None:
    """It is listed without what was said; with --json that is there as it was sent."""
    parked_id, absent = client.park(subject="Confidential", contents="Confidential", reference="Confidential")
    text = succeed_here(client.installation, "parked", "list")

    (row,) = client.parked()
    (line,) = [line for line in text.splitlines() if line.startswith(f"{parked_id}\t")]
    assert line.split("\t") == [str(value) for name, value in row.items() if name != "content"]
    assert "Confidential" not in text
    expected = a_call(subject="Confidential", contents="Confidential", reference="Confidential", senderId=absent)
    assert row == {
        "id": parked_id,
        "parked": row["parked"],
        "client_id": client.credentials["client_id"],
        "type": "ContactMomentPhone",
        "reason": "sender_not_available",
        "times": 1,
        "content": expected,
    }


OTHERWISE_REFUSED: dict[str, tuple[Json, str]] = {
    "schema": ({"subject": None}, PHONE),
    "limits": ({"senderId": 0}, PHONE),
    "tags": ({"tagIds": [9]}, PHONE),
    "type": ({"senderId": 998}, f"{LIST}/type/ContactMomentNothing"),
    "not addable": ({"senderId": 998}, f"{LIST}/type/ContactMomentEmail"),
}


@pytest.mark.parametrize(("changes", "path"), OTHERWISE_REFUSED.values(), ids=OTHERWISE_REFUSED)
def test_other_refusals_are_not_parked(client: Client, changes: Json, path: str) -> None:
    """What is refused for any other reason is not parked."""
    answer = client.api.post(a_call(**changes), path)

    assert (answer.status_code in {400, 404}, client.parked()) == (True, [])


def test_corrections_are_not_parked(client: Client) -> None:
    """A correction that is refused is not parked."""
    moment_id = client.api.register()
    answer = client.api.post(a_call(contactMomentId=moment_id, senderId=next(_absent)))

    assert (answer.status_code, answer.json(), client.parked()) == (400, SENDER_FAULT, [])


def test_off_again(client: Client) -> None:
    """Parking can be switched off when nothing is parked, and then nothing more is."""
    parked_id, absent = client.park()
    words = ("client", "parking", client.credentials["client_id"], "off")
    kept = run_here(client.installation, *words)
    client.age(parked_id, 31)
    answer = client.switched("off").api.post(a_call(senderId=absent))

    assert (kept.returncode, "release or drop that first" in kept.stderr) == (1, True)
    assert (answer.status_code, client.parked()) == (400, [])


def test_ids_are_not_used_again(client: Client) -> None:
    """What is parked after something was dropped has an id of its own."""
    first, _ = client.park()
    succeed_here(client.installation, "parked", "drop", str(first))

    assert client.park()[0] > first


def test_its_idempotency_key_counts_after_the_release(client: Client) -> None:
    """A call without a reference that was parked with a key is known by it once it is released."""
    absent = next(_absent)
    body = a_call(senderId=absent, reference=None)
    send = partial(client.api.call, "POST", PHONE, json=body, headers={"Idempotency-Key": f"key-{absent}"})
    refused = send()
    client.add(absent)
    released = client.release(client.parked()[-1]["id"])

    assert refused.status_code == 400
    assert [send().json()["contactMomentId"]] == released == [one["id"] for one in client.moments(absent)]


# What becomes of it.


def test_released(client: Client) -> None:
    """Released it is its client's, with its reference and time; the client's own retry answers the same id."""
    parked_id, absent = client.park(reference="Mine")
    client.add(absent)
    (moment_id,) = client.release(parked_id)

    (moment,) = client.moments(absent)
    shown = [moment[name] for name in ("id", "reference", "dateTime", "contents")]
    assert shown == [moment_id, "Mine", "2018-11-13T19:20:39", a_call()["contents"]]
    author = (client.credentials["client_id"], None, "api")
    assert [(one["clientId"], one["person"], one["channel"]) for one in moment["versions"]] == [author]
    assert client.parked() == []
    assert client.api.register(reference="Mine", senderId=absent) == moment_id
    assert len(client.moments(absent)) == 1


def test_released_without_a_time(client: Client) -> None:
    """Sent without a dateTime it happened when it was first sent, however often it was sent since."""
    parked_id, absent = client.park(dateTime=None, reference="Mine")
    client.age(parked_id, 3)
    client.api.post(a_call(dateTime=None, reference="Mine", senderId=absent))
    client.add(absent)
    (moment_id,) = client.release(parked_id)

    (moment,) = client.moments(absent)
    happened = datetime.fromisoformat(moment["dateTime"]).replace(tzinfo=AMSTERDAM)
    assert abs(datetime.now(AMSTERDAM).timestamp() - happened.timestamp() - 3 * 86_400) < 60
    assert client.api.register(dateTime=None, reference="Mine", senderId=absent) == moment_id


def test_released_twice(client: Client) -> None:
    """Two commands at once, and one more after them, register it once."""
    parked_id, absent = client.park()
    client.add(absent)
    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(lambda _: client.installation.try_run("parked", "release", str(parked_id)), range(2)))

    assert sorted(one.returncode for one in done) == [0, 1]
    assert f"Nothing is parked under {parked_id}" in client.refused("release", parked_id)
    assert len(client.moments(absent)) == 1


def test_what_is_refused_again_stays(client: Client) -> None:
    """Of several those that can be are registered; the others stay parked, each with why, and the exit code is 1."""
    (first, absent), (second, _) = client.park(), client.park()
    client.add(absent)
    done = run_here(client.installation, "parked", "release", str(first), str(second))

    assert (done.returncode, f"{second}\tstays parked: {SENDER_FAULT['errors']}" in done.stderr) == (1, True)
    assert ([one["id"] for one in client.parked()], len(client.moments(absent))) == ([second], 1)


@pytest.mark.parametrize("reference", ["Mine", None])
def test_the_client_gets_through_by_itself(client: Client, reference: str | None) -> None:
    """Once the client itself gets through with the same call it is parked no longer."""
    parked_id, absent = client.park(reference=reference)
    client.add(absent)
    client.api.register(reference=reference, senderId=absent)

    assert client.parked() == []
    assert "Nothing is parked" in client.refused("release", parked_id)


def test_dropped(client: Client) -> None:
    """What is dropped is gone for good, and is parked anew when it is sent again."""
    parked_id, absent = client.park(subject="Nobody needs this")
    said = succeed_here(client.installation, "parked", "drop", str(parked_id))

    assert (said, client.parked()) == ("1 registration dropped\n", [])
    assert client.installation.sql("SELECT id FROM parked WHERE document LIKE '%Nobody needs%'") == []
    client.api.post(a_call(senderId=absent))
    assert [one["times"] for one in client.parked()] == [1]


@pytest.mark.parametrize("command", ["release", "drop"])
def test_an_unknown_id(client: Client, command: str) -> None:
    """With an id among them under which nothing is parked, nothing is done at all."""
    parked_id, absent = client.park()
    client.add(absent)

    assert "Nothing is parked under 99999" in client.refused(command, parked_id, 99_999)
    assert ([one["id"] for one in client.parked()], client.moments(absent)) == ([parked_id], [])


def test_an_unknown_id_among_many(client: Client) -> None:
    """So it is among more than are released in one transaction."""
    absent = next(_absent)
    for number in range(205):
        client.api.post(a_call(senderId=absent, reference=f"{number}"))
    client.add(absent)
    ids = [one["id"] for one in client.parked()]

    assert "Nothing is parked under 99999" in client.refused("release", *ids, 99_999)
    assert (len(client.parked()), client.moments(absent)) == (205, [])


@pytest.mark.parametrize("words", [["release"], ["drop"], ["release", "1", "--all"], ["drop", "x"]])
def test_a_wrong_command(client: Client, words: list[str]) -> None:
    """Either ids or --all must be given."""
    client.park()

    assert (run_here(client.installation, "parked", *words).returncode, len(client.parked())) == (2, 1)


# How long it is kept.


@pytest.mark.parametrize("command", ["release", "drop"])
def test_after_thirty_days(client: Client, command: str) -> None:
    """After 29 days it is still there; after 31 it is neither listed, nor released or dropped."""
    (old, absent), (recent, _) = client.park(), client.park()
    client.age(old, 31)
    client.age(recent, 29)
    client.add(absent)

    assert [one["id"] for one in client.parked()] == [recent]
    assert f"Nothing is parked under {old}" in client.refused(command, old)
    assert client.moments(absent) == []


def test_nothing_older_is_kept(client: Client) -> None:
    """What is older than 30 days is removed when the next call is parked."""
    old, _ = client.park()
    client.age(old, 31)
    client.park()

    assert client.installation.sql("SELECT id FROM parked WHERE id = :id", id=old) == []


def test_sent_again_after_thirty_days(client: Client) -> None:
    """What is sent again after 30 days is parked anew."""
    old, absent = client.park()
    client.age(old, 31)
    client.api.post(a_call(senderId=absent))

    assert [one["times"] for one in client.parked()] == [1]
