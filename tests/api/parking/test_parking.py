"""Parking: what a client was refused because a relation was not there yet is kept."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from tests.api.parking.client import SENDER_FAULT, Client, absent_id
from tests.cli.command_line import run_here, succeed_here
from tests.support import LIST, PHONE, RECIPIENT, Json, a_call

pytestmark = pytest.mark.both_engines


def test_off_by_default(fresh: Client) -> None:
    """Unless it is switched on nothing of a refused call is kept."""
    answer = fresh.api.post(a_call(senderId=absent_id(), subject="Nobody keeps this"))

    assert (answer.status_code, answer.json(), fresh.parked()) == (400, SENDER_FAULT, [])
    assert fresh.installation.sql("SELECT id FROM parked WHERE document LIKE '%Nobody keeps%'") == []


def test_it_is_parked_once(client: Client) -> None:
    """The client is told what it is always told; sent again, also at the same time, it is counted and parked once."""
    body = a_call(senderId=absent_id())
    apis = client.connections(20)
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
    absent = absent_id()
    for changes in ({}, {"subject": "Other"}, {"reference": "Other"}):
        client.api.post(a_call(senderId=absent, **changes))
    credentials = client.installation.add_client()
    token = client.server.token(credentials)
    other = client._replace(credentials=credentials, api=client.server.as_client(token)).switched("on")
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
    answer = client.api.post(a_call(contactMomentId=moment_id, senderId=absent_id()))

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


def test_on_at_once(fresh: Client) -> None:
    """Switched on, the next call is parked, on every worker, with a token that was in use before."""
    fresh.use_both_workers()
    fresh.switched("on")
    answers = [api.post(a_call(senderId=absent_id())) for api in fresh.connections(10)]

    assert ({answer.status_code for answer in answers}, len(fresh.parked())) == ({400}, 10)


def test_off_at_once(client: Client) -> None:
    """Switched off, the next call is not parked, on every worker, with a token that was in use before."""
    parked_id, _ = client.park()
    succeed_here(client.installation, "parked", "drop", str(parked_id))
    client.use_both_workers()
    client.switched("off")
    answers = [api.post(a_call(senderId=absent_id())) for api in client.connections(10)]

    assert ({answer.status_code for answer in answers}, client.parked()) == ({400}, [])


def test_ids_are_not_used_again(client: Client) -> None:
    """What is parked after something was dropped has an id of its own."""
    first, _ = client.park()
    succeed_here(client.installation, "parked", "drop", str(first))

    assert client.park()[0] > first


def test_its_idempotency_key_counts_after_the_release(client: Client) -> None:
    """A call without a reference that was parked with a key is known by it once it is released."""
    absent = absent_id()
    body = a_call(senderId=absent, reference=None)
    send = partial(client.api.call, "POST", PHONE, json=body, headers={"Idempotency-Key": f"key-{absent}"})
    refused = send()
    client.add(absent)
    released = client.release(client.parked()[-1]["id"])

    assert refused.status_code == 400
    assert [send().json()["contactMomentId"]] == released == [one["id"] for one in client.moments(absent)]
