"""Search over the API: what it finds, its parameters, who may ask for what, and its pages."""

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest

from contact_moments.model import ADD, DETAILS, RELATION_VIEW, VIEW
from tests.engines import Engine
from tests.postgresql import ROOT
from tests.support import LIST, Api

pytestmark = pytest.mark.both_engines

SEARCH = f"{LIST}/search"

MANY = ",".join(["1"] * 1001)


class Searched(NamedTuple):
    """A register with a few contact moments, as clients with different scopes see it."""

    api: Api
    viewer: Api
    client_id: str


@pytest.fixture(scope="module")
def searched(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searched]:
    """Four moments that differ in everything, and thirty of another person."""
    installation = engine.register(tmp_path_factory.mktemp("search"))
    installation.folder.joinpath("people.csv").write_text(
        "id,name\n1,Betty Linden\n2,Murat Yıldız\n3,'t Hoen BV\n4,Somebody\n5,Else\n"
    )
    installation.run("relation", "import", "people.csv")
    for tag in (3, 4):
        installation.run("tag", "add", f"Label {tag}", "--id", str(tag))
    with installation.served_here() as served:
        client = installation.add_client(VIEW, ADD, DETAILS, RELATION_VIEW)
        api = Api(served.url, served.token(client))
        one = {"senderId": 1, "recipients": [2], "dateTime": "2020-03-01T12:00:00", "tagIds": [3], "action_code": 2}
        register(
            api,
            "Phone",
            **one,
            subject="Réténtion call",
            contents="Wants to\ncancel by letter",
            reference="A,1",
            followUp={"on": "2020-05-01", "by": 1},
        )
        two = {"senderId": 2, "recipients": [1, 3], "dateTime": "2020-02-01", "tagIds": [4], "reference": "B2"}
        register(api, "Letter", **two, subject="About retention", contents="The letter is on its way")
        register(api, "Note", senderId=3, recipients=[2], dateTime="2020-01-01", subject="Letter by the cat")
        register(
            api,
            "Phone",
            senderId=1,
            recipients=[3],
            dateTime="2021-01-01",
            subject="x",
            action_code=-1,
            followUp={"on": "2020-05-01"},
        )
        for number in range(30):
            register(api, "Visit", senderId=4, recipients=[5], dateTime="2019-01-01", subject=f"Visit {number}")
        yield Searched(api, served.api(VIEW), client["client_id"])


def register(api: Api, type_name: str, **body: Any) -> None:
    """Register a contact moment."""
    answer = api.post(body, f"{LIST}/type/ContactMoment{type_name}")
    assert answer.status_code == 200, answer.text


def found(api: Api, query: str) -> list[int]:
    """The ids on the first page."""
    answer = api.get(f"{SEARCH}?{query}")
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("q=retention", [1, 2]),
        ("q=RETENT", [1, 2]),
        ("q=ret%C3%A9ntion+call", [1]),
        ("q=call+retention", [1]),
        ("q=%22call+retention%22", []),
        ("q=%22retention+call", [1]),
        ("q=%22retention+cal%22", []),
        ("q=letter+-cat", [1, 2]),
        ("q=letter+-%22by+the%22", [1, 2]),
        ("q=-visit", [4, 1, 2, 3]),
        ("q=yildiz", [1, 2, 3]),
        ("q=%27t+hoen", [4, 2, 3]),
        ("q=B2", [2]),
        ("q=x", [4]),
        ("type=ContactMomentNote", [3]),
        ("type=ContactMomentNote,ContactMomentLetter", [2, 3]),
        ("type[]=ContactMomentNote&type[]=ContactMomentLetter", [2, 3]),
        ("type=ContactMomentNote&type=ContactMomentLetter", [2, 3]),
        ("tagIds=3", [1]),
        ("tagIds[0]=3&tagIds[1]=4", [1, 2]),
        ("tagIds=9", []),
        ("senderId=1", [4, 1]),
        ("senderId=1,3", [4, 1, 3]),
        ("relationIds=3", [4, 2, 3]),
        ("relationIds=3&senderId=2", [2]),
        ("action=-1", [4]),
        ("action=2,-1", [4, 1]),
        ("reference=A,1", [1]),
        ("reference=A", []),
        ("reference=B2,none", [2]),
        ("from=2020-02-01&until=2020-03-01T12:00:00", [2]),
        ("from=2020-02-01&until=2020-03-01T12:00:01&order=dateTime", [2, 1]),
        ("channel=import", []),
        ("channel=api&type=ContactMomentNote", [3]),
        ("clientId=nobody", []),
        ("type=None", []),
        ("followUpBy=1", [1]),
        ("followUpBy=anybody", [4]),
        ("followUpBy=1,anybody", [4, 1]),
        ("followUpBy[]=anybody&followUp=done", []),
        ("followUpBy=0", []),
        ("senderId=99999999999999999999", []),
        ("q=letter&type=ContactMomentPhone&tagIds=3&senderId=1&relationIds=2&action=2&from=2020-03-01", [1]),
    ],
)
def test_finds(searched: Searched, query: str, ids: list[int]) -> None:
    assert found(searched.api, query) == ids


def test_a_client_is_found_by_its_id(searched: Searched) -> None:
    """The client that registered a moment is a condition of its own."""
    assert found(searched.api, f"clientId={searched.client_id}&senderId=3") == [3]


def test_without_more_scopes_subjects_and_senders_are_searched(searched: Searched) -> None:
    """Words of details and names of recipients find nothing for a client that may not see them."""
    queries = ["q=letter", "q=yildiz", "q=cancel", "q=B2", "q=-letter+-visit"]

    assert [found(searched.viewer, query) for query in queries] == [[3], [2], [], [], [4, 1, 2]]


@pytest.mark.parametrize("query", ["reference=B2", "channel=api", "clientId=x", "q=letter&excerpt=1"])
def test_details_need_their_scope(searched: Searched, query: str) -> None:
    """Conditions on details, and excerpts, are refused without contact_moment/details."""
    answer = searched.viewer.get(f"{SEARCH}?{query}")

    assert (answer.status_code, "contact_moment/details" in answer.text) == (403, True)


def test_no_excerpt_needs_no_scope(searched: Searched) -> None:
    """Who asks for no excerpts need not see details."""
    answer = searched.viewer.get(f"{SEARCH}?q=letter&excerpt=0")

    assert (answer.status_code, [item["id"] for item in answer.json()]) == (200, [3])


def test_items_are_those_of_the_list(searched: Searched) -> None:
    """An item is byte for byte the one of the list."""
    listed = searched.api.get(LIST).content
    item = searched.api.get(f"{SEARCH}?q=cat").content

    assert len(item) > 50
    assert item[1:-1] in listed


def test_pages_follow_by_cursor(searched: Searched) -> None:
    """The link leads on with the same query, and page and unknown parameters are named as ignored."""
    first = searched.api.get(f"{SEARCH}?q=visit&type[]=ContactMomentVisit&type[]=ContactMomentNote&page=2")
    target = re.fullmatch(r'<([^>]+)>; rel="next"', first.headers["Link"])
    assert target is not None
    second = searched.api.get(target[1])
    ids = [item["id"] for answer in (first, second) for item in answer.json()]

    assert ids == list(range(34, 4, -1))
    assert (len(first.json()), "Link" in second.headers) == (25, False)
    assert first.headers["X-Unknown-Parameters"] == "page"
    assert "type=ContactMomentVisit&type=ContactMomentNote" in target[1]


def test_a_cursor_is_of_its_search(searched: Searched) -> None:
    """A cursor of another search, or of another list, is refused."""
    link = searched.api.get(f"{SEARCH}?q=visit").headers["Link"]
    cursor = link.split("cursor=")[1].split(">")[0]
    others = [f"q=call&cursor={cursor}", f"cursor={cursor}", f"q=visit&order=dateTime&cursor={cursor}"]
    others += ["cursor=v2.25.moments", f"q=visit&cursor={cursor[:-1]}", "cursor=v2.1_1.search.0000000000000000"]

    assert {searched.api.get(f"{SEARCH}?{query}").status_code for query in others} == {400}
    assert searched.api.get(f"{SEARCH}?q=visit&count=1&excerpt=1&cursor={cursor}").status_code == 200


def test_counts(searched: Searched) -> None:
    """With count=1 the total is there, on every page; without it is not."""
    counts = [searched.api.get(f"{SEARCH}?{query}").headers.get("X-Total") for query in ("q=visit&count=1", "q=visit")]

    assert counts == ["30", None]


def test_excerpts(searched: Searched) -> None:
    """An excerpt is plain text with the places of matches; where only names match there is none."""
    items = searched.api.get(f"{SEARCH}?q=letter+canc&excerpt=1").json()
    named = searched.api.get(f"{SEARCH}?q=betty&excerpt=1&senderId=1").json()
    without = searched.api.get(f"{SEARCH}?q=letter").json()

    assert [item["excerpt"] for item in items] == [
        {"field": "contents", "text": "Wants to cancel by letter", "matches": [[9, 15], [19, 25]]}
    ]
    assert [item["excerpt"] for item in named] == [None, None]
    assert ["excerpt" in item for item in without] == [False] * 3


def wrong_values() -> Iterator[tuple[str, str]]:
    """Each parameter with what it cannot be."""
    for name in ("tagIds", "senderId", "relationIds", "action"):
        yield from ((name, text) for text in ("", "x", "1,x", "1.5", MANY))
    for name in ("type", "reference", "clientId"):
        yield from ((name, text) for text in ("", "a,,b", "a\0b", "x" * 501, MANY))
    yield from (("channel", text) for text in ("", "fax", "api,fax", "API", MANY))
    for name in ("from", "until"):
        yield from ((name, text) for text in ("", "yesterday", "2020-13-01", "20200101", "0001-01-01"))
    yield from (("order", text) for text in ("", "id", "-datetime", "dateTime,id", "+dateTime"))
    for name in ("count", "excerpt"):
        yield from ((name, text) for text in ("", "2", "yes", "01", "-1"))
    yield from (("q", text) for text in ("", " ", "…", "x" * 201, " ".join("abcdefghijklmnopq")))
    cursors = ("", "x", "v2.1.search", "v2.1_1.moments", f"v2.9{'9' * 30}_1.search")
    yield from (("cursor", text) for text in cursors)


def test_wrong_values_are_refused(searched: Searched) -> None:
    """What a parameter cannot be is refused with a message that names it."""
    taken = []
    for name, text in wrong_values():
        answer = searched.api.get(f"{SEARCH}?{name}={quote(text)}")
        if answer.status_code != 400 or not (name in answer.text or "NUL" in answer.text):
            taken.append((name, text[:20], answer.status_code))

    assert taken == []


@pytest.mark.parametrize("name", ["q", "from", "until", "order", "count", "excerpt", "cursor"])
def test_one_value_is_taken(searched: Searched, name: str) -> None:
    """Parameters of one value are refused where they are there twice."""
    assert searched.api.get(f"{SEARCH}?{name}=1&{name}=1").status_code == 400


def test_from_must_not_lie_after_until(searched: Searched) -> None:
    """A period that ends before it begins is refused; one without length is empty."""
    asked = ["from=2020-02-02&until=2020-02-01", "from=2020-02-01&until=2020-02-01"]

    assert [searched.api.get(f"{SEARCH}?{query}").status_code for query in asked] == [400, 200]


def test_the_code_in_the_docs_finds_all(searched: Searched, tmp_path: Path) -> None:
    """What docs/search.md shows follows all pages."""
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs" / "search.md").read_text(), re.DOTALL)
    assert code is not None
    file = tmp_path / "shown.py"
    file.write_text(code[1])
    shown = runpy.run_path(str(file))
    moments = shown["found"](searched.api.session, searched.api.url, q="visit", order="dateTime")

    assert [one["id"] for one in moments] == list(range(5, 35))
