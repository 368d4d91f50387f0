"""Follow-ups over the API: with a registration or a correction, and at an address of their own."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import requests

from tests.cli.command_line import succeed_here
from tests.engines import Engine
from tests.support import LIST, PHONE, RECIPIENT, SENDER, Api, Installation, Json, Served, a_call

pytestmark = pytest.mark.both_engines

ARCHIVED, MERGED, SURVIVOR, LATER = 61, 71, 72, 90
OWN = f"{LIST}/type/ContactMomentOwn"
OWN_TYPE = {"id": "ContactMomentOwn", "title": "Own", "schema": {"properties": {"plan": {"type": "string"}}}}
FOLLOW_UP = {"on": "2024-05-06", "by": SENDER, "note": "Call back"}
UNKNOWN = "x-unknown-members"


class Register(NamedTuple):
    """A register, served by two workers, as a client with every scope sees it."""

    installation: Installation
    server: Served
    api: Api

    def register(self, headers: Json = None, path: str = PHONE, **changes: Json) -> requests.Response:
        """POST the documented call with changes; null stays."""
        return self.api.call("POST", path, json=a_call(reference=None) | changes, headers=headers)

    def new(self, **changes: Json) -> int:
        """The id of a new moment."""
        answer = self.register(**changes)
        assert answer.status_code == 200, answer.text
        moment_id: int = answer.json()["contactMomentId"]
        return moment_id

    def follow(self, moment_id: int, body: Json, api: Api | None = None) -> requests.Response:
        """POST to the follow-up of a moment."""
        return (api or self.api).call("POST", f"{LIST}/{moment_id}/follow-up", json=body)

    def followed(self, moment_id: int) -> Json:
        """The follow-up of a moment in short, as a full reading shows it; the call of its own shows the same."""
        shown = self.api.get(f"{LIST}/{moment_id}").json()["followUp"]
        own = self.api.get(f"{LIST}/{moment_id}/follow-up")
        assert (own.status_code, own.json() if own.ok else None) == (200 if shown else 404, shown)
        return shown and {name: shown[name] for name in ("on", "by", "note", "done", "answer")}


@pytest.fixture(scope="module")
def register(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The register that these tests share; each has moments of its own."""
    installation = engine.register(tmp_path_factory.mktemp("follow-ups"))
    installation.add_relations(SENDER, RECIPIENT, 42, ARCHIVED, MERGED, SURVIVOR)
    installation.run("relation", "archive", str(ARCHIVED))
    installation.run("relation", "merge", str(MERGED), str(SURVIVOR))
    (installation.folder / "own.json").write_text(json.dumps(OWN_TYPE))
    installation.run("type", "add", "own.json")
    with installation.served_here(2) as server:
        yield Register(installation, server, server.api())


def short(**changes: Json) -> Json:
    """What is shown of `FOLLOW_UP`."""
    return FOLLOW_UP | {"done": False, "answer": None} | changes


def test_it_comes_with_a_registration(register: Register) -> None:
    """It is made with the moment, and says who made it; the document has nothing of it, and no member is unknown."""
    answer = register.register(followUp=FOLLOW_UP)
    moment_id = answer.json()["contactMomentId"]
    shown = register.api.get(f"{LIST}/{moment_id}").json()

    assert register.followed(moment_id) == short()
    assert shown["followUp"]["madeBy"]["clientId"] == shown["versions"][0]["clientId"]
    assert "followUp" not in shown["versions"][0]["content"]
    assert UNKNOWN not in answer.headers


def test_a_moment_without_one(register: Register) -> None:
    """Null is none, as leaving it out is; and the moment says so."""
    for changes in ({}, {"followUp": None}):
        assert register.followed(register.new(**changes)) is None


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("tomorrow", "followUp must be an object with on, by and note"),
        ({"by": SENDER}, "followUp.on is required"),
        ({"on": "2024-05-06", "note": 5}, "followUp.note must be a text"),
        ({"on": "2024-05-06", "by": LATER}, "Who is to follow up is not available in CRM"),
        ({"on": "2024-05-06", "by": ARCHIVED}, "Who is to follow up is not available in CRM"),
        ({"on": "2024-05-06", "by": MERGED}, "Who is to follow up is not available in CRM"),
    ],
)
def test_a_wrong_one(register: Register, wrong: Json, message: str) -> None:
    """The registration is refused, and nothing is kept."""
    before = register.api.items()
    answer = register.register(followUp=wrong)

    assert (answer.status_code, answer.json()) == (400, {"errors": message})
    assert register.api.items() == before


def test_every_fault_is_told(register: Register) -> None:
    """Those of the follow-up beside those of the moment."""
    answer = register.register(subject=5, followUp={"on": "soon"})

    assert "subject" in answer.json()["errors"]
    assert "followUp.on must be a date" in answer.json()["errors"]


def test_its_unknown_members_are_named(register: Register) -> None:
    """A misspelt one does not vanish without a word."""
    answer = register.register(followUp=FOLLOW_UP | {"notes": "x"}, followup=FOLLOW_UP)

    assert answer.headers[UNKNOWN] == "followup, followUp.notes"


def test_a_correction(register: Register) -> None:
    """It keeps the follow-up that it leaves out, changes it, and removes it with null. None of that makes a version."""
    moment_id = register.new(followUp=FOLLOW_UP)
    kept = register.new(contactMomentId=moment_id, subject="Another subject")
    found = [register.followed(kept)]
    before = versions(register, moment_id)
    for follow_up in (FOLLOW_UP | {"note": "Write"}, None):
        register.new(contactMomentId=moment_id, subject="Another subject", followUp=follow_up)
        found.append(register.followed(moment_id))

    assert found == [short(), short(note="Write"), None]
    assert versions(register, moment_id) == before == 2


def test_a_correction_with_a_wrong_one(register: Register) -> None:
    """Nothing is corrected. Whoever is to follow up already may be archived meanwhile."""
    register.installation.add_relations(43)
    moment_id = register.new(followUp=FOLLOW_UP | {"by": 43})
    register.installation.run("relation", "archive", "43")
    other: Json = {"contactMomentId": moment_id, "subject": "Another subject"}

    refused = register.register(**other, followUp=FOLLOW_UP | {"by": ARCHIVED})
    corrected = register.register(**other, followUp=FOLLOW_UP | {"by": 43, "note": "Still"})

    assert refused.json() == {"errors": "Who is to follow up is not available in CRM"}
    assert corrected.status_code == 200
    assert register.followed(moment_id) == short(by=43, note="Still")
    assert versions(register, moment_id) == 2


def versions(register: Register, moment_id: int) -> int:
    """How many versions a moment has."""
    return len(register.api.get(f"{LIST}/{moment_id}").json()["versions"])


def test_it_is_part_of_what_makes_a_retry_known(register: Register) -> None:
    """The same one is known however it is written. Another one is other content."""
    sent: Json = {"reference": "with a follow-up", "followUp": FOLLOW_UP | {"on": "2024-05-06T10:00:00"}}
    same = sent | {"followUp": {"note": "Call back", "by": SENDER, "on": "2024-05-06T08:00:00Z", "done": False}}
    other = sent | {"followUp": FOLLOW_UP}
    ids = [register.new(**one) for one in (sent, same, other, {"reference": "with a follow-up"}, sent, other)]
    keyed = [
        register.register({"Idempotency-Key": "followed"}, **one | {"reference": "with a key"}).status_code
        for one in (sent, same, other, {"reference": "with a follow-up"})
    ]

    assert (ids[0], ids[1], len({ids[0], *ids[2:4]})) == (ids[4], ids[4], 3)
    assert ids[5] == ids[2]
    assert keyed == [200, 200, 422, 422]


def test_a_retry_changes_nothing(register: Register) -> None:
    """Also where the follow-up was ended meanwhile."""
    moment_id = register.new(reference="ended", followUp=FOLLOW_UP)
    register.follow(moment_id, {"done": True})

    assert register.new(reference="ended", followUp=FOLLOW_UP) == moment_id
    assert register.followed(moment_id)["done"]


def test_what_a_release_without_follow_ups_acknowledged(register: Register) -> None:
    """It ignored the member, and knew the call by the rest: with a reference, and with a key."""
    headers = {"Idempotency-Key": "of another release"}
    by_reference = register.new(reference="of another release")
    by_key = register.register(headers).json()["contactMomentId"]
    (before,) = register.installation.sql("SELECT no_follow_ups_until FROM register")[0]
    newer = register.new(reference="of this release")
    register.installation.sql("UPDATE register SET no_follow_ups_until = :last", last=by_key)

    again = register.new(reference="of another release", followUp=FOLLOW_UP)
    with_key = register.register(headers, followUp=FOLLOW_UP)
    other = register.new(reference="of this release", followUp=FOLLOW_UP)
    register.installation.sql("UPDATE register SET no_follow_ups_until = :last", last=before)
    later = [register.new(reference="of another release", followUp=FOLLOW_UP)]

    assert (again, with_key.json()["contactMomentId"]) == (by_reference, by_key)
    assert other > newer
    assert later == [by_reference]


def test_a_field_of_the_type(register: Register) -> None:
    """A type of an earlier release can have a field of that name: it keeps its meaning."""
    register.installation.sql(
        "UPDATE moment_type SET json_schema = replace(json_schema, '\"plan\"', '\"followUp\"') WHERE id = :id",
        id="ContactMomentOwn",
    )
    register.installation.sql("UPDATE register SET types_version = types_version + 1")
    answer = register.register(path=OWN, contents=None, followUp="a text")
    moment_id = register.new(path=OWN, contents=None, followUp="a text")
    register.follow(moment_id, FOLLOW_UP)

    assert (answer.status_code, answer.headers.get(UNKNOWN)) == (200, "contents")
    assert register.api.get(f"{LIST}/{moment_id}").json()["followUp"] == "a text"
    assert register.api.get(f"{LIST}/{moment_id}/follow-up").json()["note"] == "Call back"


def test_its_own_address(register: Register) -> None:
    """Made, changed, ended with an answer, opened again and removed; each call can be repeated."""
    moment_id, answer_id = register.new(), register.new()
    steps: list[tuple[Json, str | None, Json]] = [
        (FOLLOW_UP, "open", short()),
        ({"on": "2024-05-07T09:30:00"}, "open", short(on="2024-05-07T09:30:00", by=None, note="")),
        ({"done": True}, "done", short(on="2024-05-07T09:30:00", by=None, note="", done=True)),
        ({"done": True, "answer": answer_id}, "done", None),
        ({"done": True}, "done", None),
        ({"done": False}, "open", short(on="2024-05-07T09:30:00", by=None, note="")),
        ({"on": None}, None, None),
    ]
    for body, state, shown in steps:
        for _ in range(2):
            answer = register.follow(moment_id, body)

            assert (answer.status_code, answer.json()) == (200, {"contactMomentId": moment_id, "followUp": state})
        found = register.followed(moment_id)
        assert (found or {}).get("answer") == (answer_id if state == "done" and shown is None else None)
        assert shown is None or found == shown


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (None, 400),
        ([], 400),
        ({}, 400),
        ({"done": True, "on": "2024-05-06"}, 400),
        ({"done": 1}, 400),
        ({"done": None}, 400),
        ({"answer": 1}, 400),
        ({"done": False, "answer": 1}, 400),
        ({"done": True, "answer": "1"}, 400),
        ({"done": True, "answer": 2**63}, 400),
        ({"done": True, "answer": 2**53 - 1}, 400),
        ({"on": "soon"}, 400),
        ({"by": SENDER}, 400),
        ({"on": "2024-05-06", "by": ARCHIVED}, 400),
        ({"note": "\0", "on": "2024-05-06"}, 400),
    ],
)
def test_bodies_that_are_refused(register: Register, body: Json, status: int) -> None:
    """With a sentence that says what to send; the follow-up stays as it was."""
    moment_id = register.new(followUp=FOLLOW_UP)
    answer = register.follow(moment_id, body)

    assert (answer.status_code, bool(answer.json()["errors"])) == (status, True)
    assert register.followed(moment_id) == short()


def test_whole_numbers(register: Register) -> None:
    """43.0 is 43 for the answer too, as for every number of a body; 43.5 and true are none."""
    moment_id, answer = register.new(followUp=FOLLOW_UP | {"by": float(SENDER)}), register.new()
    refused = [register.follow(moment_id, {"done": True, "answer": one}) for one in (answer + 0.5, True, 1e300)]
    taken = register.follow(moment_id, {"done": True, "answer": float(answer)})

    assert [one.status_code for one in refused] == [400, 400, 400]
    assert taken.status_code == 200
    assert register.api.get(f"{LIST}/{moment_id}/follow-up").json()["answer"] == answer


def test_another_answer_is_a_conflict(register: Register) -> None:
    """The refusal says which one it has."""
    moment_id, first, second = (register.new(followUp=FOLLOW_UP) for _ in range(3))
    register.follow(moment_id, {"done": True, "answer": first})
    answer = register.follow(moment_id, {"done": True, "answer": second})

    assert answer.status_code == 409
    assert f"contact moment {first}" in answer.json()["errors"]


def test_moments_that_are_not_there(register: Register) -> None:
    """404 for one that never was and for one without a follow-up to end, 410 for one that was withdrawn."""
    gone, bare = register.new(followUp=FOLLOW_UP), register.new()
    succeed_here(register.installation, "moment", "withdraw", str(gone), "--reason", "other")

    for moment_id, status in ((2**53 - 1, 404), (2**63, 404), (gone, 410)):
        for body in (FOLLOW_UP, {"done": True}, {"done": False}, {"on": None}):
            assert register.follow(moment_id, body).status_code == status
        assert register.api.get(f"{LIST}/{moment_id}/follow-up").status_code == status
    assert register.follow(bare, {"done": True}).status_code == 404
    assert register.follow(bare, {"on": None}).status_code == 200


def test_who_may_what(register: Register) -> None:
    """Adding is enough to make and end one; the answer does not tell what it says. Reading it needs details."""
    moment_id = register.new(followUp=FOLLOW_UP)
    adding, viewing = register.server.api("contact_moment/add"), register.server.api("contact_moment/view")
    ended = register.follow(moment_id, {"done": True}, adding)

    assert ended.json() == {"contactMomentId": moment_id, "followUp": "done"}
    assert register.follow(moment_id, {"done": True}, viewing).status_code == 403
    for api in (adding, viewing):
        assert api.get(f"{LIST}/{moment_id}/follow-up").status_code == 403


def test_what_is_parked_keeps_it(register: Register) -> None:
    """And makes it when it is released; whoever is to follow up can be what is missing."""
    client = register.installation.add_client("contact_moment/add")
    register.installation.run("client", "parking", client["client_id"], "on")
    api = register.server.as_client(register.server.token(client))
    timed = {"on": "2024-05-06T09:30:00+02:00", "by": LATER, "note": "Call"}
    bodies = [a_call(reference=f"parked {n}", senderId=s, followUp=timed) for n, s in enumerate((SENDER, LATER))]
    refused = [api.post(body).json()["errors"] for body in bodies]
    register.installation.add_relations(LATER)
    parked = json.loads(register.installation.run("parked", "list", "--json"))
    register.installation.run("parked", "release", *(str(one["id"]) for one in parked))

    assert refused == ["Who is to follow up is not available in CRM", "Sender is not available in CRM"]
    for body in bodies:
        moment_id = api.post(body).json()["contactMomentId"]
        assert register.followed(moment_id) == timed | {"on": "2024-05-06T09:30:00", "done": False, "answer": None}
    assert len({api.post(body).json()["contactMomentId"] for body in bodies}) == 2


def test_what_it_said_is_gone(register: Register) -> None:
    """With its moment, and where it is removed: from every row, and from SQLite's files."""
    withdrawn, removed = (register.new(followUp=FOLLOW_UP | {"note": f"Kwartelkoning {n}"}) for n in range(2))
    succeed_here(register.installation, "moment", "withdraw", str(withdrawn), "--reason", "erasure")
    register.follow(removed, {"on": None})

    assert b"Kwartelkoning" not in register.installation.everything_kept()


def test_a_copy_and_a_backup_have_it(register: Register, tmp_path: Path) -> None:
    """All of it, with who ended it and what answers it; and what is put in its place by `restore` is ready."""
    moment_id, answer_id = register.new(followUp=FOLLOW_UP), register.new()
    register.follow(moment_id, {"done": True, "answer": answer_id})
    rows = register.installation.sql("SELECT * FROM follow_up ORDER BY moment_id")
    other = Installation(tmp_path)
    other.database.parent.mkdir()
    register.installation.run("backup", str(tmp_path / "backup.db"))
    register.installation.run("copy", "--to", f"sqlite:///{tmp_path}/data/contact-moments.db")

    assert [tuple(map(_plain, row)) for row in other.sql("SELECT * FROM follow_up ORDER BY moment_id")] == [
        tuple(map(_plain, row)) for row in rows
    ]
    assert other.run("doctor")
    other.run("restore", str(tmp_path / "backup.db"), "--yes")
    assert len(other.sql("SELECT * FROM follow_up")) == len(rows)


def _plain(value: Json) -> Json:
    return int(value) if isinstance(value, bool) else value
