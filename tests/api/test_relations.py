"""One relation over the API: read, put, archived and merged (wire rules 33 to 35)."""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import pytest

from contact_moments.model import MAX_ID, SCOPES
from tests.engines import Engine
from tests.support import Api, Installation, Json

pytestmark = pytest.mark.both_engines

RELATIONS = "/l/contact_moment_api/relation"
NEW = {
    "kind": "person",
    "name": "Betty van der Linden",
    "email": "betty@example.org",
    "phones": ["+31612345678"],
    "externalId": None,
    "archived": False,
    "mergedInto": None,
    "available": True,
}

_ids = count(1)


class Place(NamedTuple):
    """A served register, and clients with every scope and with those of relations alone."""

    installation: Installation
    api: Api
    viewer: Api
    editor: Api

    def put(self, id_: int, **members: Json) -> Json:
        """PUT a relation, which must succeed; returns it."""
        answer = self.api.call("PUT", f"{RELATIONS}/{id_}", json=members)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def get(self, id_: int) -> Json:
        """GET a relation."""
        return self.api.get(f"{RELATIONS}/{id_}").json()

    def post(self, id_: int, what: str, body: Json = None) -> tuple[int, Json]:
        """POST to what is below a relation; returns status and answer."""
        answer = self.api.call("POST", f"{RELATIONS}/{id_}/{what}", json=body)
        return answer.status_code, answer.json()

    def new(self, **members: Json) -> int:
        """The id of a new relation."""
        id_ = next(_ids)
        self.put(id_, **{"name": f"Relation {id_}"} | members)
        return id_


@pytest.fixture(scope="module")
def place(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The register that these tests share; each has relations of its own."""
    installation = engine.register(tmp_path_factory.mktemp("relations"))
    with installation.served_here() as served:
        yield Place(installation, served.api(*SCOPES), served.api("relation/view"), served.api("relation/edit"))


def test_a_new_relation(place: Place) -> None:
    """PUT answers 201 and the whole relation, as GET does afterwards."""
    id_ = next(_ids)
    answer = place.api.call("PUT", f"{RELATIONS}/{id_}", json=NEW)
    found = answer.json()

    assert (answer.status_code, found) == (201, {"id": id_} | NEW | {"change": found["change"]})
    assert list(found) == ["id", *NEW, "change"]
    assert place.get(id_) == found


def test_defaults(place: Place) -> None:
    """A name is enough: a person, available, with nothing else."""
    id_ = next(_ids)

    found = place.put(id_, name="Ann")

    members: Json = {"kind": "person", "name": "Ann", "email": None, "phones": [], "externalId": None}
    assert found == {"id": id_, "change": found["change"]} | NEW | members


def test_absent_members_stay_and_null_empties(place: Place) -> None:
    """PUT changes the members that are there; null takes away what can be absent."""
    id_ = next(_ids)
    place.put(id_, **NEW | {"externalId": f"crm-{id_}"})
    named = place.put(id_, name="Betty")
    emptied = place.put(id_, email=None, phones=None, externalId=None)

    assert (named["name"], named["email"], named["phones"]) == ("Betty", NEW["email"], NEW["phones"])
    assert (emptied["email"], emptied["phones"], emptied["externalId"]) == (None, [], None)
    assert emptied["name"] == "Betty"


def test_what_get_gave_can_be_put(place: Place) -> None:
    """What the server answered changes nothing when it is sent back, with a number that was written in another form."""
    id_ = next(_ids)
    place.put(id_, **NEW | {"phones": ["06-12345678", "0031 6 1234 5678", "internal: 42"]})
    found = place.get(id_)

    assert found["phones"] == ["+31612345678", "internal: 42"]
    assert place.put(id_, **found) == found


def test_equal_content_is_no_change(place: Place) -> None:
    """Only what differs gets the next number of a change; each change gets one."""
    id_ = next(_ids)
    first = place.put(id_, name="Ann", phones=["0612345678"])["change"]
    changes = [
        place.put(id_, **members)["change"] - first
        for members in ({"name": " Ann "}, {}, {"phones": ["+31 6 12345678"]}, {"name": "Anne"}, {"archived": True})
    ]

    assert changes == [0, 0, 0, 1, 2]


FAULTY: dict[str, tuple[Json, str]] = {
    "no object": ([], "object"),
    "no JSON": ("{", "JSON"),
    "no name": ({"email": "a@example.org"}, "name is needed"),
    "name null": ({"name": None}, "name must be a text"),
    "name blank": ({"name": " \u200b"}, "name must not be blank"),
    "name a number": ({"name": 5}, "name must be a text"),
    "kind null": ({"name": "A", "kind": None}, "kind must be person or organisation"),
    "kind unknown": ({"name": "A", "kind": "robot"}, "kind must be"),
    "kind a list": ({"name": "A", "kind": []}, "kind must be"),
    "email a number": ({"name": "A", "email": 1}, "email must be a text"),
    "email without @": ({"name": "A", "email": "nobody"}, "email must have one @"),
    "email with blanks": ({"name": "A", "email": "a b@example.org"}, "email must have one @"),
    "phones a text": ({"name": "A", "phones": "06"}, "phones must be a list"),
    "phones of numbers": ({"name": "A", "phones": [6]}, "phones must be a list"),
    "phones too many": ({"name": "A", "phones": [f"06-{n}" for n in range(101)]}, "at most 100"),
    "phones too long": ({"name": "A", "phones": ["6" * 101]}, "at most 100"),
    "externalId a number": ({"name": "A", "externalId": 1}, "externalId must be a text"),
    "externalId too long": ({"name": "A", "externalId": "x" * 256}, "externalId has more than 255"),
    "archived null": ({"name": "A", "archived": None}, "archived must be true or false"),
    "archived a number": ({"name": "A", "archived": 1}, "archived must be true or false"),
    "another id": ({"name": "A", "id": 1}, "id must be that of the path"),
    "id a text": ({"name": "A", "id": "900"}, "id must be an integer"),
    "id true": ({"name": "A", "id": True}, "id must be an integer"),
    "several faults": ({"name": "", "kind": 1}, "kind must be person or organisation; name must not be blank"),
}


@pytest.mark.parametrize(("body", "says"), FAULTY.values(), ids=FAULTY)
def test_what_is_refused(place: Place, body: Json, says: str) -> None:
    """A faulty body is 400 with a reason, and stores nothing."""
    sent = {"data": body} if isinstance(body, str) else {"json": body}
    answer = place.api.call("PUT", f"{RELATIONS}/900", **sent)

    assert (answer.status_code, list(answer.json())) == (400, ["errors"])
    assert says in answer.json()["errors"]
    assert place.api.get(f"{RELATIONS}/900").status_code == 404


@pytest.mark.parametrize("id_", [0, -1, MAX_ID + 1, 10**30, "x", "1.5"])
def test_ids_that_cannot_be(place: Place, id_: object) -> None:
    """An id that no relation can have is 404, whatever the method."""
    answers = [place.api.get(f"{RELATIONS}/{id_}"), place.api.call("PUT", f"{RELATIONS}/{id_}", json={"name": "A"})]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_unknown_members_are_named(place: Place) -> None:
    """They are ignored and named, also where the body is refused; what GET gives is known."""
    id_ = place.new()
    right = place.api.call("PUT", f"{RELATIONS}/{id_}", json=place.get(id_) | {"adress": 1, "telefoon": 2})
    wrong = place.api.call("PUT", f"{RELATIONS}/{id_}", json={"nmae": "A", "name": ""})

    assert (right.status_code, right.headers["X-Unknown-Members"]) == (200, "adress, telefoon")
    assert (wrong.status_code, wrong.headers["X-Unknown-Members"]) == (400, "nmae")


def test_external_ids_are_unique(place: Place) -> None:
    """Another relation's external id is 400; it is free once that relation has given it up."""
    first, second = place.new(externalId="crm-7"), place.new()
    taken = place.api.call("PUT", f"{RELATIONS}/{second}", json={"externalId": "crm-7"})
    place.put(first, externalId="")
    free = place.put(second, externalId="crm-7")

    assert (taken.status_code, "another relation" in taken.json()["errors"]) == (400, True)
    assert (free["externalId"], place.get(first)["externalId"]) == ("crm-7", None)


def test_scopes(place: Place) -> None:
    """relation/view reads, relation/edit changes, and neither does what the other is for."""
    id_ = place.new()
    calls = {
        ("GET", f"{RELATIONS}/{id_}"): "view",
        ("GET", RELATIONS): "view",
        ("PUT", f"{RELATIONS}/{id_}"): "edit",
        ("POST", f"{RELATIONS}/{id_}/archive"): "edit",
        ("POST", f"{RELATIONS}/{id_}/unarchive"): "edit",
        ("POST", f"{RELATIONS}/{id_}/merge"): "edit",
    }
    other = {"view": place.editor, "edit": place.viewer}
    refused = [other[scope].call(*call, json={}).status_code for call, scope in calls.items()]

    assert refused == [403] * 6
    assert place.viewer.get(f"{RELATIONS}/{id_}").status_code == 200
    assert place.editor.call("PUT", f"{RELATIONS}/{id_}", json={}).status_code == 200


# Archiving.


def test_archiving(place: Place) -> None:
    """An archived relation cannot become a party until it is unarchived; archiving it twice is one change."""
    id_ = place.new()
    before = place.get(id_)
    archived = [place.post(id_, "archive") for _ in range(2)]
    refused = place.api.post({"subject": "S", "senderId": id_, "recipients": [place.new()]})
    unarchived = place.post(id_, "unarchive")

    expected = before | {"archived": True, "available": False, "change": before["change"] + 1}
    assert archived == [(200, expected)] * 2
    assert (refused.status_code, refused.json()["errors"]) == (400, "Sender is not available in CRM")
    assert unarchived == (200, before | {"change": before["change"] + 3})


@pytest.mark.parametrize("what", ["archive", "unarchive", "merge"])
def test_unknown_relations(place: Place, what: str) -> None:
    """There is nothing to archive or merge: 404."""
    assert place.post(901, what, {"into": place.new()})[0] == 404


# Merging.


def test_merging(place: Place) -> None:
    """The merged one says so, and is not available; moments are found under both ids; the same merge again is 200."""
    merged, into, other = place.new(), place.new(), place.new()
    moment_id = place.api.register(senderId=merged, recipients=[other], reference=None)
    before = place.get(into)
    answers = [place.post(merged, "merge", {"into": into}) for _ in range(2)]

    assert [status for status, _ in answers] == [200, 200]
    assert answers[0][1] == answers[1][1] == place.get(merged)
    assert (answers[0][1]["mergedInto"], answers[0][1]["available"]) == (into, False)
    assert place.get(into) == before
    for id_ in (merged, into):
        assert [one["id"] for one in place.api.items(f"relationIds={id_}")] == [moment_id]


def test_a_chain_of_merges(place: Place) -> None:
    """What was merged into a relation moves along, and has changed too. Each merge again is 200."""
    first, second, third = place.new(), place.new(), place.new()
    place.post(first, "merge", {"into": second})
    place.post(second, "merge", {"into": third})
    found = [place.get(id_) for id_ in (first, second)]
    again = place.post(first, "merge", {"into": second}), place.post(second, "merge", {"into": third})
    circle = place.post(third, "merge", {"into": first})[0]

    assert [one["mergedInto"] for one in found] == [third, third]
    assert (again, circle) == (((200, found[0]), (200, found[1])), 409)
    assert found[1]["change"] == found[0]["change"] + 1


def test_merges_that_are_refused(place: Place) -> None:
    """Into itself, into nobody, in a circle, from or into one that is merged away; nothing changes."""
    merged, into, other = place.new(), place.new(), place.new()
    place.post(merged, "merge", {"into": into})
    before = [place.get(id_) for id_ in (merged, into, other)]
    refused = {
        "itself": place.post(other, "merge", {"into": other}),
        "nobody": place.post(other, "merge", {"into": 902}),
        "a circle": place.post(into, "merge", {"into": merged}),
        "into a merged one": place.post(other, "merge", {"into": merged}),
        "a merged one": place.post(merged, "merge", {"into": other}),
        "no object": place.post(other, "merge", [into]),
        "no into": place.post(other, "merge", {}),
        "into a text": place.post(other, "merge", {"into": str(into)}),
        "into true": place.post(other, "merge", {"into": True}),
        "into 0": place.post(other, "merge", {"into": 0}),
    }

    codes = {"a circle": 409, "into a merged one": 409, "a merged one": 409}
    assert {name: status for name, (status, _) in refused.items()} == dict.fromkeys(refused, 400) | codes
    assert [place.get(id_) for id_ in (merged, into, other)] == before


def test_a_merge_into_a_whole_number(place: Place) -> None:
    """42.0 is the relation 42."""
    merged, into = place.new(), place.new()
    status, _ = place.post(merged, "merge", {"into": float(into)})

    assert (status, place.get(merged)["mergedInto"]) == (200, into)


def test_a_merged_relation_stays_as_it_is(place: Place) -> None:
    """To put a merged relation is 409, and says which one to change; archiving it and back does not undo the merge."""
    merged, into = place.new(), place.new()
    place.post(merged, "merge", {"into": into})
    put = place.api.call("PUT", f"{RELATIONS}/{merged}", json=place.get(merged))
    others = [place.post(merged, what)[1] for what in ("archive", "unarchive")]

    assert (put.status_code, f"into {into}" in put.json()["errors"]) == (409, True)
    assert [(one["archived"], one["mergedInto"], one["available"]) for one in others] == [
        (True, into, False),
        (False, into, False),
    ]


def test_a_survivor_takes_an_external_id(place: Place) -> None:
    """Also along a chain; each of the two has changed. Nobody else may take it."""
    first, second, third, other = place.new(externalId="crm-8"), place.new(), place.new(), place.new()
    place.post(first, "merge", {"into": second})
    place.post(second, "merge", {"into": third})
    before = place.get(first)
    refused = [place.api.call("PUT", f"{RELATIONS}/{id_}", json={"externalId": "crm-8"}) for id_ in (other, second)]
    taken = place.put(third, externalId="crm-8")
    after = place.get(first)

    assert [answer.status_code for answer in refused] == [400, 409]
    assert after == before | {"externalId": None, "change": after["change"]}
    assert before["change"] < after["change"] == taken["change"] - 1
    assert place.get(third) == taken
    assert taken["externalId"] == "crm-8"


def test_a_new_name_shows_at_once(place: Place) -> None:
    """The next read of the list shows the name that was put, before anything is completed in the background."""
    id_ = place.new()
    place.api.register(senderId=id_, recipients=[place.new()], reference=None)
    place.put(id_, name="Renamed")

    (item,) = place.api.items(f"relationIds={id_}")
    assert item["sender"] == "Renamed"
