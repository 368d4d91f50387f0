"""Exactly once: a repeat answers what its first answered, by reference and content or by key (wire rows 21 and 22)."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest
import requests

from tests.cli.posting import Posting, a_posted_call
from tests.engines import Engine
from tests.support import LIST, PHONE, RECIPIENT, SENDER, Api, Installation, Json, Served, a_call

pytestmark = pytest.mark.both_engines

COPIES = 50
HOUR = 3600 * 1_000_000
CHAT = f"{LIST}/type/ContactMomentChat"
VISIT = f"{LIST}/type/ContactMomentVisit"
FIELDS = {"channel": {"type": "string", "default": "web"}, "minutes": {"type": "number"}, "lines": {}, "contents": {}}
CHAT_TYPE = {"id": "ContactMomentChat", "title": "Chat", "schema": {"properties": FIELDS}}


class Register(NamedTuple):
    """A register with tags and a type of the operator's, served by two workers, as a client sees it."""

    installation: Installation
    server: Served
    token: str
    api: Api

    def kept(self, text: str) -> list[int]:
        """The ids of all moments of which any version has this text in it."""
        found = self.installation.sql("SELECT moment_id FROM version WHERE document LIKE :like", like=f"%{text}%")
        return sorted({moment_id for (moment_id,) in found})

    def keyed(self, key: str | bytes, body: Json, path: str = PHONE, **headers: str) -> requests.Response:
        """POST with an Idempotency-Key."""
        return self.api.call("POST", path, json=body, headers={"Idempotency-Key": key, **headers})

    def in_parallel(self, bodies: list[Json], **headers: str) -> list[requests.Response]:
        """POST all of these at the same time, each on a connection of its own."""
        clients = [(Api(self.server.url, self.token), body) for body in bodies]
        with ThreadPoolExecutor(len(bodies)) as threads:
            return list(threads.map(lambda one: one[0].call("POST", PHONE, json=one[1], headers=headers), clients))


@pytest.fixture(scope="module")
def register(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The register that these tests share; each has references, keys and subjects of its own."""
    installation = engine.register(tmp_path_factory.mktemp("once"))
    installation.add_relations(SENDER, RECIPIENT, 42, 77, 78)
    installation.run("tag", "add", "Complaint", "--id", "3")
    installation.run("tag", "add", "Thanks", "--id", "5")
    (installation.folder / "chat.json").write_text(json.dumps(CHAT_TYPE))
    installation.run("type", "add", "chat.json")
    with installation.served_here(2) as server:
        token = server.token(installation.add_client())
        yield Register(installation, server, token, server.as_client(token))


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A text that no other test uses."""
    return f"{request.node.name.replace('[', ' ').replace(']', '')}."


def moment_id(answer: requests.Response) -> int:
    """The id that was answered."""
    assert answer.status_code == 200, answer.text
    answered: int = answer.json()["contactMomentId"]
    return answered


# By reference and content.


def test_in_sequence(register: Register, name: str) -> None:
    """The same call sent again and again is one moment, and every answer has its id (row 21)."""
    answered = [register.api.register(reference=name) for _ in range(4)]

    assert set(answered) == {*register.kept(name)}
    assert len(register.kept(name)) == 1


@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize("by", ["reference", "key"])
def test_at_the_same_time(register: Register, name: str, by: str, attempt: int) -> None:
    """Fifty copies at once, at two workers, are one moment, and every answer has its id (rows 21 and 22)."""
    body = a_call(subject=name, reference=name if by == "reference" else None)
    headers = {"Idempotency-Key": name} if by == "key" else {}
    answered = {moment_id(answer) for answer in register.in_parallel([body] * COPIES, **headers)}

    assert (len(answered), sorted(answered)) == (1, register.kept(name))


@pytest.mark.usefixtures("processes")
def test_after_a_crash(registered: Installation) -> None:
    """A client that sends everything again after `kill -9` of the server finds each moment there once (row 21)."""
    registered.add_relations(SENDER, RECIPIENT)
    credentials = registered.add_client()
    server = registered.start("--workers", "2")
    with Posting(server.url, server.token(credentials), 4) as posting:
        posting.wait_for(150)
        server.kill()
    references = [*posting.acknowledged, *(f"post-{n}-{next_number(posting, n)}" for n in range(4))]
    with registered.serving("--workers", "2") as restarted:
        api = restarted.as_client(restarted.token(credentials))
        again = [{one: moment_id(api.post(a_posted_call(one))) for one in references} for _ in range(2)]
    (rows,) = registered.sql("SELECT count(*) FROM moment")

    assert again[0] == again[1] == again[0] | posting.acknowledged
    assert rows == (len(set(again[0].values())),) == (len(references),)


def next_number(posting: Posting, thread: int) -> int:
    """The number of the call of a thread that was under way, or would have come next."""
    return sum(reference.startswith(f"post-{thread}-") for reference in posting.acknowledged)


def test_after_a_correction(register: Register, name: str) -> None:
    """A repeat of what has been corrected since answers the id, and undoes nothing (row 21)."""
    first = register.api.register(reference=name, subject="As it was")
    register.api.register(contactMomentId=first, reference=name, subject=f"Corrected {name}")

    again = register.api.register(reference=name, subject="As it was")

    (subject,) = [item["subject"] for item in register.api.items(f"page={(first + 24) // 25}") if item["id"] == first]
    assert (again, subject, register.kept(name)) == (first, f"Corrected {name}", [first])


def test_after_a_withdrawal(register: Register, name: str) -> None:
    """A repeat of what has been withdrawn since answers the id, and brings nothing back (row 21)."""
    first = register.api.register(reference=name)
    register.installation.run("moment", "withdraw", str(first), "--reason", "mistake")

    again = register.api.register(reference=name)

    assert (again, register.kept(name)) == (first, [])


def test_after_the_sender_was_archived(register: Register, name: str) -> None:
    """A repeat is no new registration: a sender that is archived since does not matter (rows 17 and 21)."""
    first = register.api.register(reference=name, senderId=77)
    register.installation.run("relation", "archive", "77")

    assert register.api.register(reference=name, senderId=77) == first
    assert register.api.post(a_call(reference=f"{name} new", senderId=77)).status_code == 400


FULL = a_call(recipients=[RECIPIENT, 42], tagIds=[3, 5])
CONTENTS: dict[str, tuple[Json, Json, bool]] = {
    "order of members": ({}, {}, True),
    "order of recipients": ({}, {"recipients": [42, RECIPIENT]}, True),
    "order of tags": ({}, {"tagIds": [5, 3]}, True),
    "UTC": ({}, {"dateTime": "2018-11-13T18:20:39Z"}, True),
    "local time": ({}, {"dateTime": "2018-11-13 19:20:39"}, True),
    "empty fraction": ({}, {"dateTime": "2018-11-13T20:20:39.000+0200"}, True),
    "relations as floats": ({}, {"senderId": 1516.0, "recipients": [42.0, 429e3]}, True),
    "tags and action as floats": ({}, {"tagIds": [5.0, 3], "action_code": 2e0}, True),
    "unknown members": ({}, {"x": {"y": [None]}, "sender": "Ann", "id": 7}, True),
    "no tags, then an empty list": ({"tagIds": None}, {"tagIds": []}, True),
    "the default": ({}, {"channel": "web"}, True),
    "42 and 42.0": ({"minutes": 42}, {"minutes": 42.0}, True),
    "within a list": ({"lines": [{"a": 1, "b": 2}]}, {"lines": [{"b": 2.0, "a": 1}]}, True),
    "subject": ({}, {"subject": "Retention call "}, False),
    "reference": ({}, {"reference": "Another one"}, False),
    "contents": ({}, {"contents": "Something else"}, False),
    "empty contents": ({"contents": None}, {"contents": ""}, True),
    "a blank default": ({}, {"channel": " "}, True),
    "dateTime left out": ({}, {"dateTime": None}, False),
    "dateTime added": ({"dateTime": None}, {"dateTime": "2018-11-13T20:20:39+02:00"}, False),
    "a second later": ({}, {"dateTime": "2018-11-13T20:20:40+02:00"}, False),
    "another hour": ({}, {"dateTime": "2018-11-13T20:20:39+01:00"}, False),
    "sender": ({}, {"senderId": 78}, False),
    "a recipient less": ({}, {"recipients": [42]}, False),
    "a tag less": ({}, {"tagIds": [3]}, False),
    "action": ({}, {"action_code": 3}, False),
    "action left out": ({}, {"action_code": None}, False),
    "not the default": ({}, {"channel": "app"}, False),
    "42 and 42.5": ({"minutes": 42}, {"minutes": 42.5}, False),
    "order in a list": ({"lines": [1, 2]}, {"lines": [2, 1]}, False),
    "1 and true": ({"lines": [1]}, {"lines": [True]}, False),
}


@pytest.mark.parametrize(("first", "second", "same"), CONTENTS.values(), ids=CONTENTS)
def test_content(register: Register, name: str, first: Json, second: Json, same: bool) -> None:
    """What means the same is a repeat, however it is written; anything else is a moment of its own (row 21)."""
    bodies = [a_call(**(FULL | {"reference": name} | changes)) for changes in (first, second)]
    bodies[1] = dict(reversed(bodies[1].items()))
    answered = [moment_id(register.api.post(body, CHAT)) for body in bodies * 2]

    assert answered == [answered[0], answered[0] if same else answered[0] + 1] * 2


def test_another_type(register: Register, name: str) -> None:
    """Another type is another moment (row 21)."""
    answered = [moment_id(register.api.post(a_call(reference=name), path)) for path in (PHONE, VISIT, PHONE)]

    assert answered == [answered[0], answered[0] + 1, answered[0]]


def test_another_client(register: Register, name: str) -> None:
    """Another client's reference is another reference (row 21)."""
    other = register.server.api()

    assert len({api.register(reference=name) for api in (register.api, other, register.api, other)}) == 2


def test_without_a_reference(register: Register, name: str) -> None:
    """Without a reference or a key every call is a new moment (row 21)."""
    answered = [register.api.register(reference=None, subject=name) for _ in range(3)]

    assert register.kept(name) == answered


# By Idempotency-Key.


def test_a_key(register: Register, name: str) -> None:
    """The same key with the same content is one moment, with and without a reference (row 22)."""
    bodies = [a_call(reference=None, subject=name), a_call(reference=name, subject=f"{name} 2")]
    answered = [[moment_id(register.keyed(f"{name} {n}", body)) for _ in range(3)] for n, body in enumerate(bodies)]

    assert answered == [[one] * 3 for one in register.kept(name)]


def test_a_key_with_other_content_at_the_same_time(register: Register, name: str) -> None:
    """Of twenty calls with other contents under one key at once one is registered, and the others are 422 (row 22)."""
    bodies = [a_call(reference=None, subject=f"{name} {n}") for n in range(20)]
    statuses = [answer.status_code for answer in register.in_parallel(bodies, **{"Idempotency-Key": name})]

    assert (sorted(statuses), len(register.kept(name))) == ([200, *[422] * 19], 1)


def test_after_a_restart(registered: Installation) -> None:
    """Keys and references are known after a restart (rows 21 and 22)."""
    registered.add_relations(SENDER, RECIPIENT)
    credentials = registered.add_client()
    answered = []
    for _ in range(2):
        with registered.served_here() as server:
            api = server.as_client(server.token(credentials))
            keyed = api.call("POST", PHONE, json=a_call(reference=None), headers={"Idempotency-Key": "k"})
            answered.append((moment_id(keyed), api.register()))

    assert answered == [(1, 2), (1, 2)]


OTHERS = {
    "subject": ({"subject": "Other"}, PHONE),
    "reference": ({"reference": "Other"}, PHONE),
    "dateTime": ({"dateTime": None}, PHONE),
    "type": ({}, VISIT),
}


@pytest.mark.parametrize(("changes", "path"), OTHERS.values(), ids=OTHERS)
def test_a_key_with_other_content(register: Register, name: str, changes: Json, path: str) -> None:
    """A key that came with other content is 422, nothing is registered, and the key stays what it was (row 22)."""
    first = moment_id(register.keyed(name, a_call(contents=name)))
    refused = register.keyed(name, a_call(contents=name, **changes), path)

    assert (refused.status_code, list(refused.json()), register.kept(name)) == (422, ["errors"], [first])
    assert moment_id(register.keyed(name, a_call(contents=name))) == first


def test_the_code_of_a_reused_key(register: Register, name: str) -> None:
    """Who accepts problem details is told the code idempotency_key_reused, and the same `errors` (rows 16 and 22)."""
    register.keyed(name, a_call(reference=name))
    told = [
        register.keyed(name, a_call(subject="Other"), Accept=accept)
        for accept in ("application/problem+json, application/json;q=0.5", "application/json")
    ]

    assert told[0].headers["Content-Type"] == "application/problem+json"
    assert told[0].json()["code"] == "idempotency_key_reused"
    assert told[0].json()["errors"] == told[1].json()["errors"]


def test_a_key_in_quotes(register: Register, name: str) -> None:
    """A key is the same with the quotes of a structured field and without (row 22)."""
    answered = {moment_id(register.keyed(key, a_call(reference=None))) for key in (name, f'"{name}"', f"{name} ")}

    assert len(answered) == 1


def test_a_key_of_another_client(register: Register, name: str) -> None:
    """Another client's key is another key (row 22)."""
    first = moment_id(register.keyed(name, a_call(reference=None)))
    other = register.server.api().call("POST", PHONE, json=a_call(), headers={"Idempotency-Key": name})

    assert moment_id(other) > first


@pytest.mark.parametrize(
    "wrong", [{"senderId": 9999}, {"subject": " "}, {"tagIds": [9]}], ids=["sender", "text", "tag"]
)
def test_a_refused_call_leaves_its_key_free(register: Register, name: str, wrong: Json) -> None:
    """A call that is refused uses no key: what is right can follow under the same one (row 22)."""
    refused = register.keyed(name, a_call(reference=None, **wrong))

    assert refused.status_code == 400
    assert register.keyed(name, a_call(reference=None)).status_code == 200


BAD_KEYS: dict[str, str | bytes] = {
    "empty": "",
    "256": "k" * 256,
    "256 in quotes": f'"{"k" * 256}"',
    "é": "é".encode(),
    "empty quotes": '""',
    "quote not closed": '"key',
    "quote not opened": '"key"s',
}


@pytest.mark.parametrize("key", BAD_KEYS.values(), ids=BAD_KEYS)
def test_a_bad_key(register: Register, name: str, key: str | bytes) -> None:
    """A key that is empty, too long or not ASCII is 400, and nothing is registered (row 22)."""
    refused = register.keyed(key, a_call(reference=name))

    assert (refused.status_code, "Idempotency-Key" in refused.json()["errors"]) == (400, True)
    assert register.kept(name) == []


@pytest.mark.parametrize("key", ["k" * 255, f'"{"q" * 255}"', "8e03978e-40d5-43dd-bc93-6894a57f9324", "!#~ a,b;c=d\\e"])
def test_a_fine_key(register: Register, key: str) -> None:
    """Any 1 to 255 printable ASCII characters are a key (row 22)."""
    assert len({moment_id(register.keyed(key, a_call(reference=None))) for _ in range(2)}) == 1


@pytest.mark.parametrize(("hours", "known"), [(25, True), (47, True), (49, False)])
def test_how_long_a_key_is_known(register: Register, name: str, hours: int, known: bool) -> None:
    """A key is known for 48 hours, and forgotten after them when another one comes (row 22)."""
    first = moment_id(register.keyed(name, a_call(reference=None)))
    register.installation.sql("UPDATE idempotency_key SET used_at = used_at - :age", age=hours * HOUR)
    register.keyed(f"{name} another", a_call(reference=None))

    assert (moment_id(register.keyed(name, a_call(reference=None))) == first) == known


def test_nothing_readable_is_kept(register: Register, name: str) -> None:
    """Of keys, and of what they came with, only hashes and numbers are kept beside the moments (rows 21 and 22)."""
    moment_id(register.keyed(f"secret {name}", a_call(reference=name)))
    rows = [*register.installation.sql("SELECT * FROM registration_key")]
    rows += register.installation.sql("SELECT * FROM idempotency_key")

    values = [value for row in rows for value in row]
    assert {type(value) for value in values} == {bytes, int}
    assert {len(value) for value in values if isinstance(value, bytes)} == {32}
    assert f"secret {name}".encode() not in register.installation.everything_kept()
