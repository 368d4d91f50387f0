"""What is put into a register of an earlier release: something of all kinds that it knew, by its commands and calls."""

import json
import re
from typing import Any

import requests

from tests.storage.earlier.people import add_people
from tests.storage.earlier.reading import RELATIONS, token_of
from tests.storage.earlier.release import Release
from tests.support import LIST, VENDOR

_SCOPES = ("view", "add", "edit", "details")
_OWN_TYPE = {
    "id": "ContactMomentOwn",
    "title": "Own",
    "schema": {"properties": {"room": {"type": "string", "title": "Room"}}},
}

Document = dict[str, Any]


def fill(release: Release, version: str) -> Document:
    """Fill the register; returns the client that reads it, with its secret."""
    release.run("migrate")
    _add_catalogue(release)
    client = _add_clients(release, version)
    _import(release, version)
    with release.served() as url:
        _register(url, token_of(url, client), version)
        if version >= "0010":
            add_people(release, url, version)
    _change(release, version)
    return client


def _add_catalogue(release: Release) -> None:
    people = "".join(f"{id_},Relation {id_} Ålesund\n" for id_ in range(1, 9))
    release.run("relation", "import", release.write("relations.csv", f"id,name\n{people}"))
    contact = "id,kind,name,email,phone\n9,organisation,Board,Board@Example.org,06-12345678|020 123 45 67 ext. 9\n"
    release.run("relation", "import", release.write("contact.csv", contact))
    release.run("relation", "add", "Added", "--id", "10")
    for id_, name in ((1, "complaint"), (2, "praise"), (3, "question")):
        release.run("tag", "add", name, "--id", str(id_))
    release.run("action", "add", "17", "Spring campaign")


def _add_clients(release: Release, version: str) -> Document:
    scopes = [f"contact_moment/{name}" for name in (_SCOPES if version >= "0003" else _SCOPES[:2])]
    scopes += ["relation/view", "relation/edit"] if version >= "0008" else []
    words = [word for scope in scopes for word in ("--scope", scope)]
    client: Document = json.loads(release.run("client", "add", "Follower", *words, "--json"))
    former = json.loads(release.run("client", "add", "Former", "--scope", "contact_moment/view", "--json"))
    release.run("client", "revoke", former["client_id"])
    if version >= "0003":
        release.run("client", "parking", client["client_id"], "on")
    return client


def _a_line(number: int, **changes: Any) -> Document:
    line = {
        "type": ("ContactMomentNote", "ContactMomentLetter", "ContactMomentVisit")[number % 3],
        "subject": f"Imported {number} about membership",
        "senderId": number % 3 + 1,
        "recipients": [number % 3 + 2, 8],
        "dateTime": f"2019-0{number % 9 + 1}-11T10:00:00+01:00",
    }
    return line | changes


def _import(release: Release, version: str) -> None:
    lines = [_a_line(number) for number in range(24)]
    lines += [_a_line(24, reference="letter-1", tagIds=[1, 3]), _a_line(24, reference="letter-1", tagIds=[1, 3])]
    release.run("moment", "import", release.write("history.jsonl", "".join(f"{json.dumps(one)}\n" for one in lines)))
    if version >= "0007":
        release.run("moment", "import", release.write("wrong.jsonl", json.dumps(_a_line(0, subject="Wrong")) + "\n"))
        release.run("moment", "import", "--undo", "2")


def _a_call(number: int, **changes: Any) -> Document:
    call = {"subject": f'Call {number} "quoted" ☎', "senderId": 1, "recipients": [2], "contents": "Asked\nand answered"}
    return call | changes


def _register(url: str, token: str, version: str) -> None:
    headers = {"Authorization": f"Bearer {token}", "Accept": VENDOR}
    calls = [_a_call(1, tagIds=[2], action_code=17), _a_call(2, recipients=[2, 9], dateTime="2020-07-01 23:00:00")]
    calls += [_a_call(3, reference="ticket-3"), _a_call(3, reference="ticket-3"), _a_call(4, senderId=10)]
    calls += [_a_call(5, senderId=6), _a_call(6, recipients=[6])]
    if version >= "0014":
        calls.append(_a_call(7, followUp={"on": "2035-01-31", "note": "Call back"}))
    for call in calls:
        _post(url, f"{LIST}/type/ContactMomentPhone", call, headers, 200)
    if version >= "0003":
        keyed = headers | {"Idempotency-Key": "key-1"}
        for _ in range(2):
            _post(url, f"{LIST}/type/ContactMomentPhone", _a_call(8), keyed, 200)
        for unknown in (4242, 4343, 4444):
            _post(url, f"{LIST}/type/ContactMomentPhone", _a_call(9, senderId=unknown), headers, 400)
    if version >= "0008":
        put = {"name": "Put", "externalId": "crm-11"}
        answer = requests.put(f"{url}{RELATIONS}/11", json=put, headers=headers, timeout=20)
        assert answer.status_code in {200, 201}, answer.text


def _post(url: str, path: str, body: Document, headers: dict[str, str], status: int) -> None:
    answer = requests.post(url + path, json=body, headers=headers, timeout=20)
    assert answer.status_code == status, (path, body, answer.status_code, answer.text)


def _change(release: Release, version: str) -> None:
    release.run("relation", "rename", "3", "Renamed Ærø")
    release.run("relation", "merge", "6", "7")
    if version != "0008":  # the code that made it knew another form of the keys of archived relations
        release.run("relation", "archive", "5")
    if version < "0003":
        return
    release.run("tag", "rename", "3", "query")
    corrected = {"subject": "Corrected", "senderId": 2, "recipients": [4]}
    release.run("moment", "correct", "2", release.write("corrected.json", json.dumps(corrected)), "--by", "Ada")
    for id_, reason in (("5", "erasure"), ("6", "duplicate")):
        release.run("moment", "withdraw", id_, "--reason", reason)
    release.run("relation", "add", "Late", "--id", "4242")
    parked = re.findall(r"^\d+", release.run("parked", "list"), re.MULTILINE)
    release.run("parked", "release", parked[0])
    release.run("parked", "drop", parked[1])
    if version >= "0007":
        release.run("type", "add", release.write("own.json", json.dumps(_OWN_TYPE)))
