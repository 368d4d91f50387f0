"""The list of removed relations over the API: what it has, pages, cursors, `since`, and what is refused."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from tests.engines import Engine
from tests.support import Api, Installation, Json

pytestmark = pytest.mark.both_engines

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
RELATIONS = "/l/contact_moment_api/relation"
REMOVED = f"{RELATIONS}/removed"


class Place(NamedTuple):
    """A served register, and a client of relations."""

    installation: Installation
    api: Api

    def remove(self, *ids: int) -> None:
        """Add these relations by an import, and undo it."""
        self.installation.add_relations(*ids)
        ((number,),) = self.installation.sql("SELECT MAX(number) FROM relation_import")
        self.installation.run("relation", "import", "--undo", str(number))

    def walk(self, query: str = "") -> list[list[Json]]:
        """The pages, by following the links."""
        answer = self.api.get(f"{REMOVED}?{query}")
        pages = [answer.json()]
        while "next" in answer.links:
            answer = self.api.get(answer.links["next"]["url"])
            pages.append(answer.json())
        return pages


@pytest.fixture(scope="module")
def place(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A register from which the relations 100 to 159 were removed two hours ago, and 7 and 5 were now."""
    installation = engine.register(tmp_path_factory.mktemp("removed"))
    with installation.served_here() as served:
        place = Place(installation, served.api("relation/view", "relation/edit"))
        place.remove(*range(100, 160))
        installation.sql("UPDATE relation_tick SET second = second - 7200")
        place.remove(5, 7)
        yield place


@pytest.fixture
def changing(engine: Engine, tmp_path: Path) -> Iterator[Place]:
    """A register of the test alone, from which 10, 11 and 12 were removed."""
    installation = engine.register(tmp_path)
    with installation.served_here() as served:
        place = Place(installation, served.api("relation/view", "relation/edit"))
        place.remove(10, 11, 12)
        yield place


def test_what_it_has(place: Place) -> None:
    """The id, when it was removed in local time, and the number of that change; nothing that the relation said."""
    item = place.walk()[-1][-1]
    when = datetime.fromisoformat(item["dateTime"]).replace(tzinfo=AMSTERDAM)

    assert list(item) == ["id", "dateTime", "change"]
    assert (item["id"], item["change"]) == (7, 124)
    assert abs(datetime.now(AMSTERDAM) - when) < timedelta(seconds=60)


def test_pages(place: Place) -> None:
    """25 a page in the order of removal, by number or by link, with a link on all but the last."""
    pages = place.walk()
    ids = [*range(100, 160), 5, 7]

    assert [[one["id"] for one in page] for page in pages] == [ids[:25], ids[25:50], ids[50:]]
    assert [place.api.get(f"{REMOVED}?page={number}").json() for number in (1, 2, 3, 4)] == [*pages, []]
    assert place.api.get(f"{REMOVED}?page={2**53 - 1}").json() == []


def test_since(place: Place) -> None:
    """Those of the time before stay out; later than all there are none, and links keep the parameter."""
    ago = [(datetime.now(AMSTERDAM) - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S") for hours in (1, 3)]

    assert [[one["id"] for one in page] for page in place.walk(f"since={ago[0]}")] == [[5, 7]]
    assert [len(page) for page in place.walk(f"since={ago[1]}")] == [25, 25, 12]
    assert f"since={ago[1]}&cursor=" in place.api.get(f"{REMOVED}?since={ago[1]}").headers["Link"]
    assert (place.walk("since=9998-12-31"), len(place.walk("since=0002-01-01"))) == ([[]], 3)


def test_what_is_removed_is_not_there(place: Place) -> None:
    """By its id it is 404, and no list and no look-up has it."""
    answer = place.api.get(f"{RELATIONS}/7")

    assert (answer.status_code, list(answer.json())) == (404, ["errors"])
    assert place.api.get(RELATIONS).json() == []
    assert place.api.get(f"{RELATIONS}?q=Relation").json() == []


def test_one_that_is_put_again(changing: Place) -> None:
    """It is added, with a later change than its removal, and leaves the list; the same again changes nothing."""
    removal = next(one for one in changing.walk()[0] if one["id"] == 11)
    done = [changing.api.call("PUT", f"{RELATIONS}/11", json={"name": "Again"}) for _ in range(2)]
    lines = '{"id": 12, "name": "By a line"}\n'
    answer = changing.api.call("PUT", RELATIONS, data=lines.encode())

    assert [one.status_code for one in done] == [201, 200]
    assert done[0].json()["change"] == done[1].json()["change"] > removal["change"]
    assert answer.text == '{"id":12,"status":"added"}\n'
    assert [one["id"] for one in changing.walk()[0]] == [10]


def test_a_link_stays_good(changing: Place) -> None:
    """Whoever keeps a link finds there what has been removed since, whatever was added again."""
    changing.remove(*range(200, 230))
    link = changing.api.get(REMOVED).links["next"]["url"]
    for id_ in (10, 229, 228):
        changing.api.call("PUT", f"{RELATIONS}/{id_}", json={"name": "Again"})
    changing.remove(300)

    assert [one["id"] for one in changing.api.get(link).json()] == [*range(222, 228), 300]


def test_a_backup_has_them(changing: Place) -> None:
    """What was removed before the backup is listed after a restore, also if it was added again since."""
    changing.installation.run("backup", "backup.db")
    changing.api.call("PUT", f"{RELATIONS}/10", json={"name": "Again"})
    between = changing.walk()[0]
    changing.installation.run("restore", "--yes", "--discard", "backup.db")

    assert [one["id"] for one in between] == [11, 12]
    assert [one["id"] for one in changing.walk()[0]] == [10, 11, 12]


@pytest.mark.parametrize(
    "query",
    [
        *("page=-1", "page=x", f"page={2**53}", "page=1&page=2", "since=x", "since=2020-13-01", "cursor=x"),
        *("cursor=v2.25.relations", "cursor=v2.25.withdrawn", "page=1&cursor=v2.25.removed"),
        "since=2020-01-01&cursor=v2.25.removed",
    ],
)
def test_what_is_refused(place: Place, query: str) -> None:
    """A query that means nothing is 400; a cursor belongs to its list."""
    answer = place.api.get(f"{REMOVED}?{query}")

    assert (answer.status_code, list(answer.json())) == (400, ["errors"])


def test_unknown_parameters_are_named(place: Place) -> None:
    """They are ignored and named; the link to the next page leaves them out."""
    answer = place.api.get(f"{REMOVED}?q=7")

    assert (answer.headers["X-Unknown-Parameters"], answer.json()) == ("q", place.walk()[0])
    assert "q=7" not in answer.headers["Link"]


def test_head_and_other_methods(place: Place) -> None:
    """HEAD is answered as GET without the body; nothing can be put there."""
    answers = [place.api.call(method, REMOVED, json={}) for method in ("HEAD", "PUT", "POST", "DELETE")]

    assert [one.status_code for one in answers] == [200, 405, 405, 405]
    assert answers[0].content == b""
