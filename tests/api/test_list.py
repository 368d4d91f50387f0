"""The list: shape, pages, order, filters, cursors and current names (wire rows 8 to 13 and 17)."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from tests.engines import STRICT, Engine
from tests.support import LIST, Api, Installation

pytestmark = pytest.mark.both_engines(STRICT)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
BULK = 60
# Every list of the register below that has more than a page, and how many moments are in it.
LISTS = {
    "whole": ("", 67),
    "one relation": ("relationIds=1", 60),
    "exactly one page": ("relationIds=10", 25),
    "a page and one": ("relationIds=13", 26),
    "exactly two pages": ("relationIds=12", 50),
    "several relations": ("relationIds=10,11", 60),
    "relation and since": ("relationIds=12&since=2020-01-01", 50),
    "relations and since": ("relationIds[]=10&relationIds[]=11&since=2020-01-01T00:00:00+01:00", 60),
}


class Listed(NamedTuple):
    """A register whose moments stay as they are, as a client sees it, and between which instants they were made."""

    installation: Installation
    api: Api
    before: datetime
    after: datetime


def subjects(api: Api, query: str) -> str:
    """The subjects of a page, one after another."""
    return "".join(item["subject"] for item in api.items(query))


def register(api: Api, subject: str, sender: int, *recipients: int, **more: Any) -> int:
    """Register a visit without anything that need not be there."""
    body = {"subject": subject, "senderId": sender, "recipients": recipients, **more}
    answer = api.post(body, f"{LIST}/type/ContactMomentVisit")
    moment_id: int = answer.json()["contactMomentId"]
    return moment_id


@pytest.fixture(scope="module")
def listed(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listed]:
    """Moments a to g of few relations, then 60 of relation 1; relation 21 is merged into 26 at the end."""
    installation = engine.register(tmp_path_factory.mktemp("listed"))
    installation.add_relations(1, 10, 11, 12, 13, 21, 23, 24, 26, 31, 32, 33, 40, 50)
    installation.run("tag", "add", "Old tag", "--id", "7")
    with installation.served_here() as server:
        before, api = datetime.now(UTC), server.api()
        register(api, "a", 31, 40, dateTime="2020-01-01T01:23:45")
        register(api, "b", 40, 32, 31)
        register(api, "c", 31, 33, 32)
        register(api, "d", 21, 24)
        register(api, "e", 26, 24)
        register(api, "f", 23, 26, 24, 21)
        register(api, "g", 50, 40, tagIds=[7])
        for n in range(BULK):
            register(api, f"{n:02}", 1, 10 if n < 25 else 11, *([12] if n < 50 else []), *([13] if n < 26 else []))
        installation.run("relation", "merge", "21", "26")
        yield Listed(installation, api, before, datetime.now(UTC))


@pytest.fixture
def api(listed: Listed) -> Api:
    """The register above, instead of the one that everybody adds to."""
    return listed.api


# Rows 8 and 13: shape.


def test_an_item_without_anything_optional(api: Api) -> None:
    """Without an action and tags `action` is null and `tags` an empty object; local time without an offset (8, 13)."""
    item = api.items("relationIds=31")[0]

    assert (item["action"], item["tags"], item["dateTime"]) == (None, {}, "2020-01-01T01:23:45")


def test_recipients_ascend(api: Api) -> None:
    """Recipients ascend, in whatever order they were sent (row 8)."""
    assert [item["recipients"] for item in api.items("relationIds=33,32")] == [[31, 32], [32, 33]]


def test_the_sender_has_its_current_name(listed: Listed) -> None:
    """The very next read after `relation rename` shows the new name (row 8)."""
    name = 'Zoë "Z" \\ O’Neil\u2028'
    listed.installation.run("relation", "rename", "40", name)

    assert listed.api.items("relationIds=32")[0]["sender"] == name


def test_a_tag_has_its_current_name(listed: Listed) -> None:
    """The very next read after `tag rename` shows the new name (row 8)."""
    listed.installation.run("tag", "rename", "7", 'New "tag" \\ é')

    assert listed.api.items("relationIds=50")[0]["tags"] == {"7": 'New "tag" \\ é'}


# Row 9: pages and cursors.


def ids(page: list[Any]) -> list[int]:
    """The items' ids."""
    return [item["id"] for item in page]


def by_page(api: Api, query: str) -> list[int]:
    """Every id of a walk by page number, until a page is empty."""
    found, number = [], 1
    while page := api.items(f"{query}&page={number}"):
        found += ids(page)
        number += 1
    return found


def by_link(api: Api, query: str) -> list[int]:
    """Every id of a walk by the links to the next page, until there is none."""
    answer = api.get(f"{LIST}?{query}")
    found = ids(answer.json())
    while "next" in answer.links:
        answer = api.get(answer.links["next"]["url"])
        found += ids(answer.json())
    return found


@pytest.mark.parametrize("walk", [by_page, by_link])
@pytest.mark.parametrize(("query", "count"), LISTS.values(), ids=LISTS)
def test_a_walk_gives_every_moment_once(api: Api, query: str, count: int, walk: Any) -> None:
    """Page after page until one is empty, or link after link, gives every moment once (row 9)."""
    assert Counter(Counter(walk(api, query)).values()) == {1: count}


@pytest.mark.parametrize(("query", "count"), LISTS.values(), ids=LISTS)
def test_pages_and_links(api: Api, query: str, count: int) -> None:
    """25 items a page, and a link to the next on every page but the last, full as that may be (row 9)."""
    answers = [api.get(f"{LIST}?{query}&page={number}") for number in range(1, count // 25 + 2)]
    shown = [(len(answer.json()), answer.links.get("next", {}).get("rel")) for answer in answers]

    sizes = [min(25, count - start) for start in range(0, len(answers) * 25, 25)]
    assert shown == [(size, "next" if (n + 1) * 25 < count else None) for n, size in enumerate(sizes)]


def test_as_many_relations_as_may_be(listed: Listed) -> None:
    """A thousand long ids fit with commas, and in the link; as an array they do not, and the client is told why."""
    many = [1, *range(10**14, 10**14 + 999)]
    first = listed.api.get(f"{LIST}?since=2020-01-01T00:00:00%2B01:00&relationIds={','.join(map(str, many))}")
    second = listed.api.get(first.links["next"]["url"])
    array = listed.api.get(f"{LIST}?{'&'.join(f'relationIds[]={one}' for one in many)}")

    assert [len(first.json()), len(second.json())] == [25, 25]
    assert (array.status_code, "write lists with commas" in array.json()["errors"]) == (414, True)


def test_the_first_page(api: Api) -> None:
    """Without a page, and as page 0 or 1, it is the first 25 by id (rows 9 and 10)."""
    assert [ids(api.items(query)) for query in ("", "page=0", "page=1")] == [list(range(1, 26))] * 3


@pytest.mark.parametrize("page", [4, 1000, 2**31, 2**53 - 1])
def test_past_the_end(api: Api, page: int) -> None:
    """A page past the end is 200 and empty, and has no link (row 9)."""
    answer = api.get(f"{LIST}?page={page}")

    assert (answer.status_code, answer.json(), answer.links) == (200, [], {})


BAD_PAGES = ["-1", "", "x", "1.5", "1.0", "1e1", "%2B1", "+1", "%201", "1,2", "0x1", "%D9%A1", str(2**53), str(10**400)]


@pytest.mark.parametrize("page", BAD_PAGES)
def test_a_bad_page(api: Api, page: str) -> None:
    """Negative, empty, no integer or beyond 2^53-1 is 400 (row 9)."""
    assert api.get(f"{LIST}?page={page}").status_code == 400


def cursor_of(api: Api, query: str) -> str:
    """The cursor in the link to the next page."""
    match = re.search(r"cursor=([^&]+)", api.get(f"{LIST}?{query}").links["next"]["url"])
    assert match
    return match[1]


# `whole` and `one` are cursors of the whole list and of that of relation 1.
BAD_CURSORS = {
    "empty": "cursor=",
    "no base64": "cursor=x",
    "not ASCII": "cursor=é",
    "beyond 64 bits": "cursor=v2.9999999999999999999.moments",
    "of an earlier form, beyond 64 bits": "cursor=NjdjNzlhOGYtOTk5OTk5OTk5OTk5OTk5OTk5OQ",
    "another letter after it": "cursor={whole}A",
    "something else after it": "cursor={whole}!",
    "of the whole list, in since": "since=2020-01-01&cursor={whole}",
    "of the whole list, in a relation's": "relationIds=1&cursor={whole}",
    "of the whole list, in several relations'": "relationIds=1,10&cursor={whole}",
    "of a relation, in the whole list": "cursor={one}",
    "of a relation, in another's": "relationIds=12&cursor={one}",
    "beside a page": "page=2&cursor={whole}",
}


@pytest.mark.parametrize("query", BAD_CURSORS.values(), ids=BAD_CURSORS)
def test_a_bad_cursor(api: Api, query: str) -> None:
    """Garbage, the cursor of another list, and a cursor beside a page are 400 (row 9)."""
    cursors = {"whole": cursor_of(api, ""), "one": cursor_of(api, "relationIds=1")}

    assert api.get(f"{LIST}?{query.format(**cursors)}").status_code == 400


# Row 10: order. The merge touched d and f last, and they joined relation 26 last.


def test_the_whole_list_is_by_id(api: Api) -> None:
    """The whole list is by id (row 10)."""
    assert by_page(api, "") == list(range(1, 68))


def test_since_is_by_change(api: Api) -> None:
    """With `since` it is by change, the latest change last (row 10)."""
    assert by_link(api, "since=2020-01-01") == [n for n in range(1, 68) if n not in {4, 6}] + [4, 6]


def test_since_by_page_repeats_rather_than_skips(api: Api) -> None:
    """Where moments have left their places, a walk by page number still has them all (row 10)."""
    assert set(by_page(api, "since=2020-01-01")) == set(range(1, 68))


def test_one_relation_is_by_joining(api: Api) -> None:
    """One relation's moments come in the order in which they joined it (row 10)."""
    assert subjects(api, "relationIds=26") == "edf"


def test_relation_and_since_is_by_id(api: Api) -> None:
    """A relation and `since`, or several relations, are by id (row 10)."""
    assert (subjects(api, "relationIds=26&since=2020-01-01"), subjects(api, "relationIds=26,9999")) == ("def",) * 2


def test_a_walk_during_a_merge_skips_nothing(registered: Installation) -> None:
    """Moments that leave a page for the end of the list, while it is walked, hide no others (row 10)."""
    registered.add_relations(1, 2, 3)
    with registered.served_here() as server:
        api = server.api()
        wanted = {register(api, f"{n}", 2 if n < 20 else 1, 1) for n in range(60)}
        found = set(ids(api.items("since=2020-01-01&page=1")))
        registered.run("relation", "merge", "2", "3")
        for number in range(2, 6):
            found |= set(ids(api.items(f"since=2020-01-01&page={number}")))

    assert found == wanted


# Row 11: since.

SINCE = {
    "documented": (AMSTERDAM, "%Y-%m-%dT%H:%M:%S"),
    "space": (AMSTERDAM, "%Y-%m-%d%%20%H:%M:%S"),
    "space as plus": (AMSTERDAM, "%Y-%m-%d+%H:%M:%S"),
    "fraction": (AMSTERDAM, "%Y-%m-%dT%H:%M:%S.5"),
    "Z": (UTC, "%Y-%m-%dT%H:%M:%SZ"),
    "plus encoded": (timezone(timedelta(hours=5, minutes=30)), "%Y-%m-%dT%H:%M:%S%%2B05:30"),
    "plus as a space": (timezone(timedelta(hours=5, minutes=30)), "%Y-%m-%dT%H:%M:%S+05:30"),
    "minus": (timezone(timedelta(hours=-3)), "%Y-%m-%dT%H:%M:%S-03:00"),
}


@pytest.mark.parametrize(("zone", "form"), SINCE.values(), ids=SINCE)
def test_forms_of_since(listed: Listed, zone: Any, form: str) -> None:
    """In every form it finds what was created then or later, and nothing more than ten seconds older (row 11)."""
    then, later = listed.before.astimezone(zone), (listed.after + timedelta(seconds=12)).astimezone(zone)
    found = [len(listed.api.items(f"since={at.strftime(form)}")) for at in (then, later)]

    # Before the first moment was made only by less than the second that the form may round up.
    assert found == [25, 0]


def test_since_a_date_alone(listed: Listed) -> None:
    """A date alone is its first instant (row 11)."""
    days = [(at.astimezone(AMSTERDAM)).date() for at in (listed.before, listed.after + timedelta(days=1, seconds=12))]

    assert [len(listed.api.items(f"since={day}")) for day in days] == [25, 0]


def test_since_the_future(api: Api) -> None:
    """Since a time to come there is nothing yet: 200 and empty (row 11)."""
    assert api.items("since=9998-12-31T23:59:59") == []


BAD_SINCE = """yesterday 2020-02-30 2020-13-01 01-01-2020 20200101 1577836800 2020-01 %D9%A2020-01-01 2020-01-01T12:00
2020-01-01T24:00:00 2020-01-01T23:60:00 2020-01-01T23:59:60 2020-01-01T12:00:00%0A 2020-01-01T12:00:00CET
2020-01-01T12:00:00%2B24:00 2020-01-01T12:00:00%2B02:60 0001-01-01T00:00:00 9999-12-31T23:59:59"""


@pytest.mark.parametrize("since", ["", *BAD_SINCE.split()])
def test_a_bad_since(api: Api, since: str) -> None:
    """Anything else is 400 (row 11)."""
    assert api.get(f"{LIST}?since={since}").status_code == 400


# Rows 12 and 17: relationIds.

RELATIONS = {
    "relationIds=31": "abc",
    "relationIds=33": "c",
    f"relationIds={'0' * 40}33": "c",
    f"relationIds={'0' * 20}{'9' * 20},-{'0' * 20}33,50": "g",
    "relationIds=32": "bc",
    "relationIds=33,50": "cg",
    "relationIds=33&relationIds=50": "cg",
    "relationIds[]=33&relationIds[]=50": "cg",
    "relationIds%5B%5D=33&relationIds%5B%5D=50": "cg",
    "relationIds[0]=33&relationIds[1]=50": "cg",
    "relationIds[0]=33,50&relationIds=31": "abcg",
    "relationIds=%2033%20,+50+": "cg",
    "relationIds=0,33,-31": "c",
    f"relationIds=33,{10**30},-{10**30}": "c",
    "relationIds=0": "",
    "relationIds=9999": "",
    f"relationIds={10**30}": "",
    f"relationIds=-{10**30}": "",
    "relationIds=21": "edf",
    "relationIds=21,26": "def",
    "relationIds=21,50": "defg",
    "relationIds=31&since=9998-01-01": "",
    "relationIds=21&since=2020-01-01": "def",
}


@pytest.mark.parametrize(("query", "found"), RELATIONS.items(), ids=RELATIONS)
def test_relation_ids(api: Api, query: str, found: str) -> None:
    """In every form they find the moments of any of them, as sender or recipient, also when merged (rows 12, 17)."""
    assert subjects(api, query) == found


BAD_RELATIONS = ["", ",", "1,", ",1", "1,,2", "%20", "x", "1.0", "1e3", "1;2", "%2B1", "0x1", "--1", "%D9%A1", "[1]"]


@pytest.mark.parametrize("value", BAD_RELATIONS)
@pytest.mark.parametrize("name", ["relationIds", "relationIds[]"])
def test_bad_relation_ids(api: Api, name: str, value: str) -> None:
    """Empty, or anything but integers, is 400 (row 12)."""
    assert api.get(f"{LIST}?{name}={value}").status_code == 400


# A target has at most 16 KiB, so the longer form has room for a thousand short ids only.
@pytest.mark.parametrize(("between", "least"), [(",", 2**49), ("&relationIds=", 1)])
def test_a_thousand_relation_ids(api: Api, between: str, least: int) -> None:
    """A thousand ids are accepted, one more is 400 (row 12)."""
    queries = [f"relationIds={between.join(str(least + n % 9) for n in range(size))}" for size in (1000, 1001)]

    assert [api.get(f"{LIST}?{query}").status_code for query in queries] == [200, 400]


def test_a_merged_relation_is_shown_as_the_survivor(api: Api) -> None:
    """Lists show who survived a merge; recipients have no duplicates and ascend (row 17)."""
    shown = [(item["subject"], item["senderId"], item["recipients"]) for item in api.items("relationIds=21")]

    assert shown == [("e", 26, [24]), ("d", 26, [24]), ("f", 23, [24, 26])]
