"""What becomes of what is parked: released, dropped, or 30 days old."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.api.parking.client import SENDER_FAULT, Client, absent_id
from tests.cli.command_line import run_here, succeed_here
from tests.support import a_call

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


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


@pytest.mark.usefixtures("processes")
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
    assert [(one["id"], one["times"]) for one in client.parked()] == [(second, 1)]
    assert len(client.moments(absent)) == 1


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
    absent = absent_id()
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
