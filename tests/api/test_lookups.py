"""Look-ups of relations: best first, at most 25, and never a page."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.engines import Engine
from tests.support import Api, Json, Served

pytestmark = pytest.mark.both_engines

RELATION = "/l/contact_moment_api/relation"
SHARED = "+31 20 624 1111"
OWN = "+31881234567"
PEOPLE: dict[int, Json] = {
    1: {"name": "Betty Linden", "email": "Betty@Example.org", "phones": ["06-12345678", SHARED], "externalId": "K-1"},
    2: {"name": "Jan van 't Hoen", "phones": ["+31612345679 toestel 12", SHARED]},
    3: {"name": "Betty Lindenhof", "email": "betty+news@example.org", "phones": ["Intern 42-90", "4290"]},
    4: {"name": "Ayşe Yıldız", "phones": ["+44 20 7946 0958"], "externalId": "betty"},
    5: {"name": "Linden, Abe", "phones": [f"{SHARED} #7"]},
    6: {"name": "Betty Linden", "archived": True, "phones": [SHARED, "06-11111111"], "email": "old@example.org"},
    7: {"name": "Betsy Lindén", "phones": ["06-22222222"], "email": "betsy@example.org", "externalId": "K-7"},
    8: {"name": "The organisation itself", "phones": [OWN, f"{OWN} toestel 5"]},
    4290: {"name": "Lindenlaan BV", "kind": "organisation"},
}


@pytest.fixture(scope="module")
def people(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """A client who may read and change the people above; 7 is merged into 4290."""
    installation = engine.register(tmp_path_factory.mktemp("lookups"))
    with installation.served_here(OWN_PHONE_NUMBERS=f"{OWN}, 0900-1234") as served:
        yield filled(served)


def filled(served: Served) -> Api:
    """The API after the people were put."""
    api = served.api("relation/view", "relation/edit")
    for id_, body in PEOPLE.items():
        assert api.call("PUT", f"{RELATION}/{id_}", json=body).status_code == 201
    assert api.call("POST", f"{RELATION}/7/merge", json={"into": 4290}).status_code == 200
    return api


def found(api: Api, query: str) -> list[int]:
    """The ids that a look-up finds, in its order."""
    answer = api.get(f"{RELATION}?{query}")
    assert answer.status_code == 200, answer.text
    assert "Link" not in answer.headers
    assert "X-Unknown-Parameters" not in answer.headers
    return [one["id"] for one in answer.json()]


BY_PHONE = {
    "as it was given": ("06-12345678", [1]),
    "international": ("+31612345678", [1]),
    "with a prefix": ("0031 6 1234 5678", [1]),
    "with a superfluous nought": ("+31 (0)6 12345678", [1]),
    "a tel address": ("tel:+31-6-12345678", [1]),
    "a sip address": ("<sip:+31612345678@pbx.example.org;user=phone>", [1]),
    "of another country": ("+442079460958", [4]),
    "shared, by name": ("+31206241111", [1, 2, 5]),
    "shared, with an extension": ("+31206241111;ext=7", [5, 1, 2]),
    "with another extension": ("+31206241111;ext=8", [1, 2]),
    "without its extension": ("+31612345679", [2]),
    "of an archived one": ("06-11111111", []),
    "of a merged one": ("06-22222222", [4290]),
    "within the exchange": ("4290", [3]),
    "as given": ("intern 4290", [3]),
    "unknown": ("+31600000000", []),
    "anonymous": ("anonymous", []),
    "withheld": ("", []),
    "the organisation's own": (OWN, []),
    "the organisation's own, with an extension": (f"{OWN};ext=5", []),
}


@pytest.mark.parametrize(("number", "ids"), BY_PHONE.values(), ids=BY_PHONE)
def test_by_telephone_number(people: Api, number: str, ids: list[int]) -> None:
    """A number finds all who have it, however it is written; an extension finds those with the main number too."""
    assert found(people, f"phone={quote(number, safe='')}") == ids


@pytest.mark.parametrize("query", ["phone=+31612345678", "phone=%2031612345678", "phone=tel:+31612345678"])
def test_a_plus_that_arrives_as_a_blank(people: Api, query: str) -> None:
    """Programs that do not encode a + find the same."""
    assert found(people, query) == [1]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("email=betty@example.org", [1]),
        ("email=BETTY%40EXAMPLE.ORG", [1]),
        ("email=betty%2Bnews@example.org", [3]),
        ("email=betty+news@example.org", [3]),
        ("email=betsy@example.org", [4290]),
        ("email=old@example.org", []),
        ("email=old@example.org&archived=1", [6]),
        ("email=betty", []),
        ("email=", []),
        ("externalId=K-1", [1]),
        ("externalId=K-7", [4290]),
        ("externalId=%20K-1%20", [1]),
        ("externalId=k-1", []),
        ("externalId=", []),
    ],
)
def test_by_address_or_external_id(people: Api, query: str, ids: list[int]) -> None:
    """An address without case, an external id as it is; both as a whole."""
    assert found(people, query) == ids


BY_WORDS = {
    "linden betty": [1, 3],
    "betty linden": [1, 3],
    "BETTY, LINDEN!": [1, 3],
    "lind": [1, 3, 5, 4290],
    "linden": [1, 5, 4290, 3],
    "yildiz": [4],
    "YILDIZ": [4],
    "Yıldız": [4],
    "'t hoen": [2],
    "t hoe": [2],
    "betsy": [4290],
    "betty l": [1, 3],
    "b": [1, 3, 4290],
    "4290": [4290],
    "K-1": [1],
    "betty": [4, 1, 3],
    "hoen van jan": [2],
    "indenhof": [],
    "betty linden x": [],
    "linden' OR \"betty": [],
    "…": [],
    "": [],
    " ": [],
}


@pytest.mark.parametrize(("q", "ids"), BY_WORDS.items())
def test_by_words(people: Api, q: str, ids: list[int]) -> None:
    """Beginnings of words in any order: an id or external id first, then whole words, then by name."""
    assert found(people, f"q={quote(q)}") == ids


def test_archived_ones_come_last_and_only_if_asked_for(people: Api) -> None:
    """Whatever the rank."""
    assert found(people, "q=betty+linden&archived=1") == [1, 3, 6]
    assert found(people, "q=betty+linden&archived=0") == [1, 3]
    assert found(people, "phone=0206241111&archived=1") == [1, 2, 5, 6]


def test_a_look_up_answers_relations_as_they_are(people: Api) -> None:
    """The same JSON as the relation itself, numbers that could be read in the form of E.164."""
    (one,) = people.get(f"{RELATION}?externalId=K-1").json()

    assert one == people.get(f"{RELATION}/1").json()
    assert one["phones"] == ["+31206241111", "+31612345678"]
    assert people.get(f"{RELATION}/3").json()["phones"] == ["4290", "Intern 42-90"]


REFUSED = {
    "two at a time": "phone=1&email=a",
    "one of them twice": "q=a&q=b",
    "with a page": "q=a&page=1",
    "with a cursor": "phone=1&cursor=v2.25.relations",
    "with since": "externalId=a&since=2020-01-01",
    "archived as a word": "q=a&archived=yes",
    "archived twice": "q=a&archived=1&archived=1",
    "archived alone": "archived=1",
    "too long": f"q={'a' * 501}",
    "a zero in it": "externalId=a%00b",
    "a zero in an address": "email=a%00b",
    "a zero in a number": "phone=%00",
    "a zero in words": "q=a%00",
}


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED)
def test_what_is_no_look_up_is_refused(people: Api, query: str) -> None:
    """One of the four parameters, once, and none of the list's."""
    answer = people.get(f"{RELATION}?{query}")

    assert (answer.status_code, list(answer.json())) == (400, ["errors"])


def test_at_most_25(people: Api) -> None:
    """And those are the first by name."""
    for number in range(30):
        body = {"name": f"Zeta {number:02}", "email": "zeta@example.org"}
        assert people.call("PUT", f"{RELATION}/{2000 - number}", json=body).status_code == 201

    assert found(people, "q=zet") == found(people, "email=zeta@example.org") == [2000 - number for number in range(25)]


def test_what_changes_is_found_at_once(people: Api) -> None:
    """A renamed relation by its new name and no longer by the old one, and no longer by what was taken away."""
    path = f"{RELATION}/900"
    people.call("PUT", path, json={"name": "Quirinus", "email": "q@example.org", "phones": ["06-33333333"]})
    people.call("PUT", path, json={"name": "Xanthippe", "email": None, "phones": ["06-44444444"]})

    assert found(people, "q=xanth") == found(people, "phone=0644444444") == [900]
    assert found(people, "q=quiri") == found(people, "email=q@example.org") == found(people, "phone=0633333333") == []
