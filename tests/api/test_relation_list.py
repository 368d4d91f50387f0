"""The list of all relations over the API: pages, cursors, `since`, and what is refused (wire rule 36)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from contact_moments import relations
from contact_moments.model import Relation
from contact_moments.register import Register
from tests.engines import Engine
from tests.support import Api, Installation, Json

pytestmark = pytest.mark.both_engines

RELATIONS = "/l/contact_moment_api/relation"
# Sparse, and not in the order in which they are added.
IDS = [*range(1000, 1060), *range(1, 10), 2**53 - 1, 70]


class Place(NamedTuple):
    """A served register with 71 relations, and a client of relations."""

    installation: Installation
    api: Api

    def put(self, id_: int, **members: Json) -> None:
        """PUT a relation, which must succeed."""
        answer = self.api.call("PUT", f"{RELATIONS}/{id_}", json=members)
        assert answer.status_code in (200, 201), answer.text

    def walk(self, query: str = "") -> list[list[Json]]:
        """The pages, by following the links."""
        answer = self.api.get(f"{RELATIONS}?{query}")
        pages = [answer.json()]
        while "next" in answer.links:
            answer = self.api.get(answer.links["next"]["url"])
            pages.append(answer.json())
        return pages

    def by_number(self, query: str = "") -> list[list[Json]]:
        """The pages, by their numbers, until one is empty."""
        pages: list[list[Json]] = []
        while page := self.api.get(f"{RELATIONS}?{query}&page={len(pages) + 1}").json():
            pages.append(page)
        return pages


@pytest.fixture(scope="module")
def place(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The register that these tests share; they change nothing that another one looks at."""
    installation = engine.register(tmp_path_factory.mktemp("relations"))
    with installation.served_here() as served:
        add(installation, IDS)
        yield Place(installation, served.api("relation/view", "relation/edit"))


@pytest.fixture
def changing(engine: Engine, tmp_path: Path) -> Iterator[Place]:
    """A register of the test alone, with 30 relations that were added two hours ago."""
    installation = engine.register(tmp_path)
    add(installation, range(1, 31))
    installation.sql("UPDATE relation_tick SET second = second - 7200")
    with installation.served_here() as served:
        yield Place(installation, served.api("relation/view", "relation/edit"))


def add(installation: Installation, ids: Iterable[int]) -> None:
    """Add people with these ids, in one transaction."""
    register = Register(installation.settings_here())
    relations.add_all(register.database, "NL", [Relation(id_, "person", f"Relation {id_}") for id_ in ids])
    register.close()


def test_all_in_the_order_in_which_they_were_added(place: Place) -> None:
    """25 a page, with a link while more follow; by links and by numbers alike."""
    pages = place.walk()

    assert [[one["id"] for one in page] for page in pages] == [IDS[:25], IDS[25:50], IDS[50:]]
    assert place.by_number() == pages
    assert place.api.get(f"{RELATIONS}?page=0").json() == pages[0]
    assert place.api.get(f"{RELATIONS}?page=4").json() == []


def test_items_are_the_relations(place: Place) -> None:
    """An item is what GET of the relation answers."""
    (item,) = [one for one in place.walk()[2] if one["id"] == 70]

    assert item == place.api.get(f"{RELATIONS}/70").json()


def test_changes_since(changing: Place) -> None:
    """Added, changed, archived and merged relations, once each, in the order of their last changes."""
    changing.put(5, name="Renamed")
    changing.put(40, name="New")
    changing.api.call("POST", f"{RELATIONS}/7/archive")
    changing.api.call("POST", f"{RELATIONS}/8/merge", json={"into": 9})
    changing.put(5, email="five@example.org")
    changing.put(6, name="Relation 6")
    found = [one for page in changing.walk(f"since={an_hour_ago()}") for one in page]

    assert [(one["id"], one["archived"], one["mergedInto"]) for one in found] == [
        (40, False, None),
        (7, True, None),
        (8, False, 9),
        (5, False, None),
    ]
    assert [one["change"] for one in found] == sorted(one["change"] for one in found)


def test_pages_since(changing: Place) -> None:
    """Page numbers and links give the same; a page that changes meanwhile is read again, and none is skipped."""
    for id_ in range(1, 31):
        changing.put(id_, email=f"{id_}@example.org")
    query = f"since={an_hour_ago()}"
    first = changing.api.get(f"{RELATIONS}?{query}")
    changing.put(3, email=None)
    rest = changing.api.get(first.links["next"]["url"]).json()

    assert [one["id"] for one in first.json()] == list(range(1, 26))
    assert [one["id"] for one in rest] == [26, 27, 28, 29, 30, 3]
    assert [one["id"] for page in changing.by_number(query) for one in page][-6:] == [26, 27, 28, 29, 30, 3]
    assert changing.walk("since=2099-01-01") == [[]]


def test_relations_that_are_added_during_a_walk(changing: Place) -> None:
    """They come at its end, whatever their ids are."""
    first = changing.api.get(RELATIONS)
    changing.put(2**53 - 1, name="The last")
    changing.put(100, name="The next")
    rest = changing.api.get(first.links["next"]["url"]).json()

    assert [one["id"] for one in rest] == [26, 27, 28, 29, 30, 2**53 - 1, 100]


def test_what_is_refused(place: Place) -> None:
    """Each parameter that is wrong is 400; a cursor belongs to its list."""
    whole = place.api.get(RELATIONS).links["next"]["url"].rpartition("cursor=")[2]
    wrong = [
        *(f"page={value}" for value in ("-1", "x", "", "1.5", str(2**53))),
        *(f"since={value}" for value in ("x", "", "2020", "2020-13-01", "2020-01-01T25:00:00")),
        *(f"cursor={value}" for value in ("", "x", "v2.25.moments", "v2.25.relations.0", f"{whole[:-1]}")),
        f"cursor={whole}&page=1",
        f"cursor={whole}&since=2020-01-01",
        "page=1&page=2",
    ]
    answers = [place.api.get(f"{RELATIONS}?{query}") for query in wrong]

    assert [(answer.status_code, list(answer.json())) for answer in answers] == [(400, ["errors"])] * len(wrong)


def test_unknown_parameters_are_named(place: Place) -> None:
    """They are ignored and named; the link to the next page leaves them out."""
    answer = place.api.get(f"{RELATIONS}?pgae=2&since=2020-01-01")

    assert answer.headers["X-Unknown-Parameters"] == "pgae"
    assert answer.json() == place.api.get(f"{RELATIONS}?since=2020-01-01").json()
    assert "pgae" not in answer.headers["Link"]


def an_hour_ago() -> str:
    """As `since` has it."""
    return (datetime.now(UTC) - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
