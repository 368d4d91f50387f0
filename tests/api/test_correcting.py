"""Correcting over the API and by command, and what a contact moment was before (wire row 20)."""

import getpass
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
import requests

from contact_moments.model import SCOPES
from tests.cli.command_line import run_here, succeed_here
from tests.engines import Engine
from tests.support import LIST, PHONE, RECIPIENT, SENDER, Api, Installation, Json, Served, a_call

pytestmark = pytest.mark.both_engines

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PROBLEMS = "application/problem+json, application/json;q=0.5"
# Relations that are archived and merged, by tests and before them.
ARCHIVED, ARCHIVED_BEFORE, MERGED, SURVIVOR, MERGED_BEFORE = 61, 62, 71, 72, 73


class Register(NamedTuple):
    """A register with tags, served, as a client with every scope sees it."""

    installation: Installation
    server: Served
    client_id: str
    api: Api

    def correct(self, moment_id: int, headers: Json = None, path: str = PHONE, **changes: Json) -> requests.Response:
        """POST the documented call with changes as a correction."""
        return self.api.call("POST", path, json=a_call(contactMomentId=moment_id, **changes), headers=headers)

    def details(self, moment_id: int) -> Json:
        """A contact moment in full."""
        answer = self.api.get(f"{LIST}/{moment_id}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def listed(self, query: str) -> list[int]:
        """The ids on the first page of a list."""
        return [item["id"] for item in self.api.items(query)]

    def withdrawn(self) -> int:
        """The id of a new moment that is withdrawn."""
        moment_id = self.api.register(reference=None)
        succeed_here(self.installation, "moment", "withdraw", str(moment_id), "--reason", "other")
        return moment_id


@pytest.fixture(scope="module")
def register(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The register that these tests share; each corrects moments of its own."""
    installation = engine.register(tmp_path_factory.mktemp("correcting"))
    installation.add_relations(SENDER, RECIPIENT, *range(61, 74), 42, 101, 102, 103)
    installation.run("relation", "archive", str(ARCHIVED_BEFORE))
    installation.run("relation", "merge", str(MERGED_BEFORE), str(SURVIVOR))
    installation.run("tag", "add", "Complaint", "--id", "3")
    installation.run("tag", "add", "Thanks", "--id", "5")
    with installation.served_here(2) as server:
        client = installation.add_client(*SCOPES)
        yield Register(installation, server, client["client_id"], server.as_client(server.token(client)))


@pytest.fixture
def moment_id(register: Register, request: pytest.FixtureRequest) -> int:
    """A new moment of two recipients with a tag, for one test to correct."""
    return register.api.register(reference=request.node.name[:255], recipients=[RECIPIENT, 42], tagIds=[3])


def test_everything_is_replaced(register: Register, moment_id: int) -> None:
    """Subject, sender, recipients, tags, action, contents, time and reference are replaced by what is sent."""
    sent: Json = {"subject": "S", "senderId": 42, "recipients": [RECIPIENT], "contents": "C", "reference": "R"}
    date = {"dateTime": "2020-01-01T01:23:45"}
    answer = register.correct(moment_id, **sent, **date, tagIds=[5], action_code=7)

    assert (answer.status_code, answer.json()) == (200, {"contactMomentId": moment_id})
    expected = sent | date | {"sender": "Relation 42", "tags": {"5": "Thanks"}, "action": 7}
    assert register.details(moment_id).items() >= expected.items()


def test_what_is_left_out(register: Register, moment_id: int) -> None:
    """Left out, dateTime and reference stay; tags, action and contents are gone."""
    before = register.details(moment_id)
    register.correct(moment_id, dateTime=None, reference=None, tagIds=None, action_code=None, contents=None)

    after = register.details(moment_id)
    assert [after[name] for name in ("dateTime", "reference")] == [before[name] for name in ("dateTime", "reference")]
    assert (after["tags"], after["action"], "contents" in after) == ({}, None, False)


UNCHANGED: dict[str, Json] = {
    "as it was": {},
    "without time and reference": {"dateTime": None, "reference": None},
    "the same instant": {"dateTime": "2018-11-13T18:20:39Z"},
    "another order": {"recipients": [42, RECIPIENT]},
    "floats": {"senderId": 1516.0, "action_code": 2.0, "tagIds": [3.0]},
    "unknown members": {"x": 1},
}


@pytest.mark.parametrize("changes", UNCHANGED.values(), ids=UNCHANGED)
def test_what_changes_nothing(register: Register, moment_id: int, changes: Json) -> None:
    """A correction that changes nothing answers the id, and is no version and no change."""
    before = register.details(moment_id)
    same = a_call(reference=before["reference"], recipients=[RECIPIENT, 42], tagIds=[3], contactMomentId=moment_id)
    answer = register.api.post(a_call(**(same | changes)))

    assert (answer.json(), register.details(moment_id)) == ({"contactMomentId": moment_id}, before)


def test_another_type(register: Register, moment_id: int) -> None:
    """A moment of another type is 400 with the code other_type, and stays as it was."""
    before = register.details(moment_id)
    answer = register.correct(moment_id, {"Accept": PROBLEMS}, f"{LIST}/type/ContactMomentVisit", subject="Other")

    assert (answer.status_code, answer.json()["code"]) == (400, "other_type")
    assert register.details(moment_id) == before


@pytest.mark.parametrize("unknown", [2**53 - 1, 0], ids=["unknown", "withdrawn"])
def test_what_is_not_there(register: Register, unknown: int) -> None:
    """An unknown id is 400 with the code no_such_moment, and so is a withdrawn one; neither makes a moment."""
    before = register.api.register(reference=None)
    given = unknown or register.withdrawn()
    answer = register.correct(given, headers={"Accept": PROBLEMS}, reference=None)

    assert (answer.status_code, answer.json()["code"]) == (400, "no_such_moment")
    assert answer.json()["errors"].startswith("contactMomentId")
    assert register.api.register(reference=None) == before + (1 if unknown else 2)


REFUSED: dict[str, tuple[Json, str]] = {
    "unknown sender": ({"senderId": 9999}, "Sender is not available in CRM"),
    "archived": ({"recipients": [RECIPIENT, ARCHIVED_BEFORE]}, "Not all recipients are available in CRM"),
    "merged": ({"senderId": MERGED_BEFORE}, "Sender is not available in CRM"),
    "unknown tag": ({"tagIds": [3, 4]}, "Not all tags are available"),
    "schema": ({"subject": None}, "subject is required"),
}


@pytest.mark.parametrize(("changes", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(register: Register, moment_id: int, changes: Json, says: str) -> None:
    """A correction is checked as a registration is, and leaves everything as it was where it is refused."""
    before = register.details(moment_id)
    answer = register.correct(moment_id, **changes)

    assert (answer.status_code, answer.json()["errors"][: len(says)]) == (400, says)
    assert register.details(moment_id) == before


def test_without_the_scope(register: Register, moment_id: int) -> None:
    """Without contact_moment/edit it is 403, and nothing is changed."""
    before = register.details(moment_id)
    answer = register.server.api("contact_moment/add").post(a_call(contactMomentId=moment_id, subject="Other"))

    assert (answer.status_code, register.details(moment_id)) == (403, before)


# Who reads along.


def test_a_correction_shows_in_since(register: Register, moment_id: int) -> None:
    """Who asks for what changed since some time after it was registered finds a corrected moment, and that alone."""
    register.installation.sql("UPDATE tick SET second = second - 3600")
    register.installation.sql("UPDATE register SET last_second = last_second - 3600")
    since = (datetime.now(AMSTERDAM) - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%S")
    before = register.listed(f"since={since}")
    register.correct(moment_id, subject="Corrected")

    assert (before, register.listed(f"since={since}")) == ([], [moment_id])


def test_a_correction_moves_between_relations(register: Register) -> None:
    """A party that is taken out does not list the moment any more, one that is put in lists it last."""
    first = register.api.register(reference=None, senderId=101, recipients=[102])
    second = register.api.register(reference=None, senderId=103, recipients=[102])

    def lists() -> list[list[int]]:
        return [register.listed(f"relationIds={ids}") for ids in ("101", "102", "103", "102,103")]

    assert lists() == [[first], [first, second], [second], [first, second]]
    register.correct(first, senderId=101, recipients=[103])
    assert lists() == [[first], [second], [second, first], [first, second]]
    register.correct(first, senderId=101, recipients=[102])
    assert lists() == [[first], [second, first], [second], [first, second]]


def test_an_archived_party_may_stay(register: Register) -> None:
    """A party that has been archived since may stay, and cannot come back once it is taken out."""
    moment_id = register.api.register(reference=None, senderId=ARCHIVED)
    register.installation.run("relation", "archive", str(ARCHIVED))
    moves: list[Json] = [{"senderId": ARCHIVED}, {"recipients": [ARCHIVED]}, {}, {"senderId": ARCHIVED}]
    statuses = [register.correct(moment_id, subject=f"{n}", **move).status_code for n, move in enumerate(moves)]

    assert statuses == [200, 200, 200, 400]
    assert register.details(moment_id)["subject"] == "2"


def test_a_merged_party_is_replaced(register: Register) -> None:
    """A correction may name a party by the id that has been merged away since; its survivor is shown and lists it."""
    moment_id = register.api.register(reference=None, recipients=[MERGED])
    register.installation.run("relation", "merge", str(MERGED), str(SURVIVOR))
    recipients = []
    for n, given in enumerate([[MERGED], [MERGED, SURVIVOR], [SURVIVOR]]):
        assert register.correct(moment_id, subject=f"{n}", recipients=given).status_code == 200
        recipients.append(register.details(moment_id)["recipients"])

    assert recipients == [[SURVIVOR]] * 3
    assert register.listed(f"relationIds={SURVIVOR}") == register.listed(f"relationIds={MERGED}") == [moment_id]


def test_a_key(register: Register, moment_id: int, request: pytest.FixtureRequest) -> None:
    """A correction that is repeated under its Idempotency-Key undoes no later one; other content is 422."""
    key = {"Idempotency-Key": request.node.name}
    answers = [
        register.correct(moment_id, headers=key, subject="First"),
        register.correct(moment_id, subject="Second"),
        register.correct(moment_id, headers=key, subject="First"),
        register.correct(moment_id, headers=key, subject="Third"),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 422]
    assert [one["content"]["subject"] for one in register.details(moment_id)["versions"][1:]] == ["First", "Second"]


def test_corrections_at_the_same_time(register: Register, moment_id: int) -> None:
    """Eight corrections of one moment at once, at two workers, are versions 2 to 9; the last of them is shown."""
    token = str(register.api.session.headers["Authorization"]).removeprefix("Bearer ")
    subjects = [f"At once {n}" for n in range(8)]

    def post(subject: str) -> int:
        return Api(register.server.url, token).post(a_call(contactMomentId=moment_id, subject=subject)).status_code

    with ThreadPoolExecutor(8) as threads:
        statuses = list(threads.map(post, subjects))

    shown = register.details(moment_id)
    assert statuses == [200] * 8
    assert [one["version"] for one in shown["versions"]] == list(range(1, 10))
    assert sorted(one["content"]["subject"] for one in shown["versions"][1:]) == subjects
    assert shown["subject"] == shown["versions"][-1]["content"]["subject"]


# A contact moment in full.


def test_in_full(register: Register, moment_id: int) -> None:
    """It is the list's item, its reference, own fields and last change, and every version with who and when."""
    register.correct(moment_id, recipients=[42], contents="Corrected")
    answer = register.api.get(f"{LIST}?page={(moment_id + 24) // 25}&changes=1")
    rows = zip(answer.json(), answer.headers["X-Changes"].split(","), strict=True)
    ((item, change),) = [(item, int(change)) for item, change in rows if item["id"] == moment_id]

    shown = register.details(moment_id)
    versions = shown.pop("versions")
    assert shown == item | {"reference": "MyRefernce0123", "followUp": None, "contents": "Corrected", "change": change}
    who = [(one["version"], one["clientId"], one["person"], one["channel"]) for one in versions]
    assert who == [(1, register.client_id, None, "api"), (2, register.client_id, None, "api")]
    assert versions[1]["content"] == a_call(recipients=[42], contents="Corrected")
    recorded = datetime.fromisoformat(versions[1]["recorded"]).replace(tzinfo=AMSTERDAM)
    assert abs(datetime.now(AMSTERDAM) - recorded) < timedelta(seconds=20)


def test_in_full_without_anything_optional(register: Register) -> None:
    """Without a reference `reference` is null, and fields of its type that were not sent are not there."""
    shown = register.details(register.api.register(reference=None, contents=None))

    assert (shown["reference"], "contents" in shown, len(shown["versions"])) == (None, False, 1)


def test_in_full_needs_its_own_scope(register: Register, moment_id: int) -> None:
    """Without contact_moment/details it is 403, and the challenge names the scope."""
    api = register.server.api("contact_moment/view", "contact_moment/edit")
    answer = api.get(f"{LIST}/{moment_id}")

    challenge = answer.headers["WWW-Authenticate"]
    assert (answer.status_code, 'scope="contact_moment/details"' in challenge) == (403, True)


@pytest.mark.parametrize("named", ["0", "-1", str(2**53 - 1), str(2**53), str(2**64), "x", "1.0", "%00", "1/x"])
def test_what_was_never_there(register: Register, named: str) -> None:
    """An id that no moment ever had is 404, and so is anything else in its place."""
    assert register.api.get(f"{LIST}/{named}").status_code == 404


def test_the_head_of_it(register: Register, moment_id: int) -> None:
    """HEAD is answered as GET, without the body."""
    answers = [register.api.call(method, f"{LIST}/{moment_id}") for method in ("GET", "HEAD")]

    heads = [(answer.status_code, answer.headers["Content-Type"]) for answer in answers]
    assert (heads[0], answers[1].content) == (heads[1], b"")
    assert answers[1].headers["Content-Length"] == str(len(answers[0].content))


# By command.


def a_file(register: Register, content: str) -> str:
    """Write a file for the command; returns its name."""
    (register.installation.folder / "right.json").write_text(content, encoding="utf-8")
    return "right.json"


@pytest.mark.parametrize(("words", "person"), [(("--by", "Anna"), "Anna"), ((), getpass.getuser())])
def test_by_command(register: Register, moment_id: int, words: tuple[str, ...], person: str) -> None:
    """`moment correct` makes a version that has who gave the command; given again it changes nothing."""
    right = a_call(subject="By command", dateTime=None, reference=None)
    file = a_file(register, json.dumps(right | {"type": "ContactMomentPhone"}))
    before = register.details(moment_id)
    said = [register.installation.run("moment", "correct", str(moment_id), file, *words) for _ in range(2)]

    shown = register.details(moment_id)
    kept = {name: before[name] for name in ("dateTime", "reference")}
    assert {name: shown[name] for name in ("subject", *kept)} == {"subject": "By command"} | kept
    version = shown["versions"][-1]
    assert [version[name] for name in ("version", "person", "clientId", "channel")] == [2, person, None, "command"]
    assert ["at version 2" in said[0], "nothing was changed" in said[1]] == [True, True]


FILES = {
    "no JSON": "{",
    "no object": "[]",
    "another type": json.dumps({"type": "ContactMomentVisit"} | a_call()),
    "another id": json.dumps(a_call(contactMomentId=1)),
    "schema": json.dumps(a_call(subject=None)),
    "unknown sender": json.dumps(a_call(senderId=9999)),
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_a_wrong_file(register: Register, moment_id: int, content: str) -> None:
    """`moment correct` refuses a file that is no correction of this moment, and changes nothing."""
    before = register.details(moment_id)
    done = run_here(register.installation, "moment", "correct", str(moment_id), a_file(register, content))

    assert (done.returncode, done.stdout, done.stderr[:7]) == (1, "", "Error: ")
    assert register.details(moment_id) == before


def test_a_wrong_id(register: Register) -> None:
    """`moment correct` refuses an id that is not there or withdrawn, by telling which it is."""
    file = a_file(register, json.dumps(a_call()))
    ids = [2**53 - 1, register.withdrawn()]
    done = [run_here(register.installation, "moment", "correct", str(given), file) for given in ids]

    assert [(one.returncode, one.stdout) for one in done] == [(1, "")] * 2
    assert ["no contact moment" in done[0].stderr, "withdrawn" in done[1].stderr] == [True, True]
