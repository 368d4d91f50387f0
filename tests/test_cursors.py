"""Cursors: those of every release are read, each in its own list only (wire row 9)."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest

from contact_moments import relations
from contact_moments.errors import InvalidInputError
from contact_moments.model import Author, Filter, Page, Search
from contact_moments.moments import day_digests, withdrawal
from contact_moments.moments.cursors import PagedList
from contact_moments.moments.list import cursor_after, page_by_cursor, page_by_number
from contact_moments.moments.search import paged as paged_search
from contact_moments.moments.search_query import read_question
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.settings import Settings

SINCE = 1_577_836_800_000_000  # 2020-01-01T00:00:00Z
NOW = 1_600_000_000_000_000
MANY = tuple(range(1, 1001))

# Every kind of list, and its cursors for position 25. The second was made by the release before version 2: a literal,
# because what made it is gone.
LISTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "whole": ({}, "v2.25.moments", "NjdjNzlhOGYtMjU"),
    "since": ({"since": SINCE}, "v2.25.moments.d1db505636e7574b", "NmEyMTZkM2ItMjU"),
    "since before 1970": ({"since": -1}, "v2.25.moments.0e1d567a28aed17e", "MjM1YjA1MTQtMjU"),
    "one relation": ({"relationIds": (1,)}, "v2.25.moments.4c60a905d817c353", "ODRhYTY4NjMtMjU"),
    "no relation": ({"relationIds": (0,)}, "v2.25.moments.48c08f9c4730d555", "MzIzZmUwYzQtMjU"),
    "two relations": ({"relationIds": (1, 10)}, "v2.25.moments.d746aa713518728e", "ZTBlNWFiNTAtMjU"),
    "1,000 relations": ({"relationIds": MANY}, "v2.25.moments.0a01683bcc08fed7", "NzZlYzQxOTYtMjU"),
    "relation and since": (
        {"since": SINCE, "relationIds": (1,)},
        "v2.25.moments.a3c252f22fc0f439",
        "MmIwNTViZmUtMjU",
    ),
    "relations and since": (
        {"since": SINCE, "relationIds": (1, 10)},
        "v2.25.moments.7282eea5fbfbfbbb",
        "YjZkNDdjYzgtMjU",
    ),
    "withdrawn": ({}, "v2.25.withdrawn", "ZTJiZTdmNWMtMjU"),
    "withdrawn since": ({"since": SINCE}, "v2.25.withdrawn.d1db505636e7574b", "YWJhOWQ3ZmItMjU"),
    "a day's digest": ({"from": "2020-01-01", "to": "2020-01-01"}, "v2.25.digest.3bdcaa3af2e5bcbb", "NmFlYzYyODUtMjU"),
}


def paged(name: str) -> PagedList:
    """The list of that name in `LISTS`."""
    filters, cursor, _ = LISTS[name]
    kind: Any = cursor.split(".")[2]
    return PagedList(kind, **filters)


@pytest.mark.parametrize("name", LISTS)
def test_a_cursor_is_this_text(name: str) -> None:
    """What is made is the same text in every release, on every Python."""
    _, cursor, _ = LISTS[name]

    assert (paged(name).cursor(25), paged(name).cursor(None)) == (cursor, None)


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("name", LISTS)
def test_a_cursor_is_read_in_its_own_list_only(name: str, version: int) -> None:
    """Cursors of both versions are read in their list; in every other list they are refused."""
    _, new, earlier = LISTS[name]
    cursor = earlier if version == 1 else new

    assert paged(name).position(cursor) == 25
    for other in LISTS.keys() - {name}:
        with pytest.raises(InvalidInputError, match="cursor is not one of this list; use the link"):
            paged(other).position(cursor)


# Searches, and their cursors for a moment with id 7 that happened at SINCE.
SEARCHES = {
    "everything": (Search(), "v2.1577836800000000_7.search.f52126e1fd9c3f86"),
    "the earliest first": (Search(newest=False), "v2.1577836800000000_7.search.f61e59d749721aa2"),
    "all conditions": (
        Search(
            question=read_question('Linden "per brief" -verh'),
            types=("A", "B"),
            tags=(3,),
            senders=(1, 2),
            relations=(1,),
            actions=(-1,),
            references=("R,1",),
            channels=("api",),
            clients=("crm",),
            first=SINCE,
            until=SINCE + 1,
        ),
        "v2.1577836800000000_7.search.bfa3bb04ca679e42",
    ),
    "words": (Search(question=read_question("-verh PER brief")), "v2.1577836800000000_7.search.f6277bbb782afd32"),
}


@pytest.mark.parametrize("name", SEARCHES)
def test_the_cursor_of_a_search_is_this_text(name: str) -> None:
    """It is the same in every release, is read in its own search only, and has the place of a moment in time."""
    wanted, cursor = SEARCHES[name]

    assert paged_search(wanted).cursor_at((SINCE, 7)) == cursor
    assert paged_search(wanted).key(cursor) == (SINCE, 7)
    assert paged_search(wanted).key(cursor.replace("v2.", "v2.-", 1)) == (-SINCE, 7)
    for other in SEARCHES.keys() - {name}:
        with pytest.raises(InvalidInputError, match="cursor is not one of this list"):
            paged_search(SEARCHES[other][0]).key(cursor)


def test_the_cursor_among_removed_relations_is_this_text() -> None:
    """It is the same in every release, and is read in its own list only."""
    whole, since = PagedList("removed", since=None), PagedList("removed", since=SINCE)

    assert (whole.cursor(25), since.cursor(25)) == ("v2.25.removed", "v2.25.removed.d1db505636e7574b")
    assert (whole.position("v2.25.removed"), since.position("v2.25.removed.d1db505636e7574b")) == (25, 25)
    for other in ("v2.25.relations", "v2.25.withdrawn", "v2.25.removed.d1db505636e7574b"):
        with pytest.raises(InvalidInputError, match="cursor is not one of this list"):
            whole.position(other)


def test_each_list_names_its_filters() -> None:
    """The functions that the API calls make these cursors."""
    page = Page(b"", 25)
    made = {
        "whole": cursor_after(Filter(), page),
        "since": cursor_after(Filter(SINCE), page),
        "one relation": cursor_after(Filter(None, (1,)), page),
        "relations and since": cursor_after(Filter(SINCE, (1, 10)), page),
        "withdrawn": withdrawal.cursor_after(None, page),
        "withdrawn since": withdrawal.cursor_after(SINCE, page),
        "a day's digest": day_digests.cursor_after("2020-01-01", 25),
    }

    assert made == {name: LISTS[name][1] for name in made}


def test_a_new_filter_changes_no_cursor() -> None:
    """A filter that is absent is not part of a list's name; one that is given makes another list, for both versions."""
    later, filtered = PagedList("moments", types=None), PagedList("moments", types="ContactMomentNote")
    positions = [later.position(cursor) for cursor in LISTS["whole"][1:]]

    assert positions == [25, 25]
    for cursor in LISTS["whole"][1:]:
        with pytest.raises(InvalidInputError):
            filtered.position(cursor)


def test_the_order_of_filters_does_not_count() -> None:
    """Filters are sorted by name."""
    one, other = PagedList("moments", since=1, relationIds=(2,)), PagedList("moments", relationIds=(2,), since=1)

    assert one.cursor(3) == other.cursor(3)


def v1(text: str) -> str:
    """A cursor of version 1 that holds this text."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


LARGEST = 2**63 - 1
DIGEST = "67c79a8f"  # of the whole list


@pytest.mark.parametrize("form", ["v2.{}.moments", DIGEST + "-{}"])
@pytest.mark.parametrize("position", [0, 1, LARGEST])
def test_every_position(form: str, position: int) -> None:
    """Positions have 63 bits."""
    text = form.format(position)

    assert PagedList("moments").position(text if text.startswith("v2") else v1(text)) == position


NO_CURSORS = {
    "empty": "",
    "something else": "x",
    "not ASCII": "é",
    "beyond 64 bits": f"v2.{2**63}.moments",
    "twenty digits": f"v2.{10**19}.moments",
    "a zero before it": "v2.025.moments",
    "a sign": "v2.+25.moments",
    "negative": "v2.-25.moments",
    "other digits": "v2.٢٥.moments",
    "no position": "v2..moments",
    "no list": "v2.25.",
    "cut off in the list": "v2.25.moment",
    "cut off before the list": "v2.25",
    "a letter after it": "v2.25.momentsA",
    "a line end after it": "v2.25.moments\n",
    "a blank before it": " v2.25.moments",
    "another version": "v3.25.moments",
    "another kind": "v2.25.withdrawn",
    "digits of a hash after it": "v2.25.moments.4c60a905d817c353",
    "upper case": "V2.25.MOMENTS",
    "base64 of version 2": v1("v2.25.moments"),
    "version 1 in the clear": f"{DIGEST}-25",
    "version 1, beyond 64 bits": v1(f"{DIGEST}-{2**63}"),
    "version 1, twenty digits": v1(f"{DIGEST}-{10**19}"),
    "version 1, another hash": v1("00000000-25"),
    "version 1, something after it": v1(f"{DIGEST}-25 "),
    "version 1, a letter after it": v1(f"{DIGEST}-25") + "A",
    "version 1, not base64": v1(f"{DIGEST}-25") + "!",
    "version 1, not UTF-8": "____",
}


@pytest.mark.parametrize("cursor", NO_CURSORS.values(), ids=NO_CURSORS)
def test_what_is_no_cursor(cursor: str) -> None:
    """Anything that was changed is refused."""
    with pytest.raises(InvalidInputError, match="cursor is not one of this list"):
        PagedList("moments").position(cursor)


@pytest.mark.parametrize("name", LISTS)
def test_a_cursor_that_was_cut_off(name: str) -> None:
    """No beginning of a cursor is a cursor of the same list."""
    cursor = LISTS[name][1]

    for end in range(len(cursor)):
        with pytest.raises(InvalidInputError):
            paged(name).position(cursor[:end])


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with 90 notes of relation 1 to relation 10, of which the last 30 are withdrawn."""
    folder = tmp_path_factory.mktemp("cursors")
    register = Register(Settings(database_url=f"sqlite:///{folder}/register.db"), lambda: NOW)
    register.prepare()
    for id_ in (1, 10):
        relations.add(register.database, f"Relation {id_}", "person", id_)
    body = {"subject": "Hello", "senderId": 1, "recipients": [10]}
    notes = [register.registrar.read(register.types.get("ContactMomentNote"), body)] * 90
    register.database.write(lambda tx: register.registrar.register_all(tx, notes, Author(None, "import")))
    withdrawal.withdraw(register.database, list(range(61, 91)), "mistake", Actor())
    yield register
    register.close()


@pytest.mark.parametrize("name", ["whole", "one relation", "two relations", "relation and since"])
def test_an_earlier_cursor_gives_the_same_page(register: Register, name: str) -> None:
    """A link that an earlier release gave out leads to the page that it led to."""
    filters, new, earlier = LISTS[name]
    wanted = Filter(filters.get("since"), filters.get("relationIds"))
    second = page_by_number(register.database, wanted, 2)

    assert page_by_cursor(register.database, wanted, earlier) == second
    assert page_by_cursor(register.database, wanted, new) == second


@pytest.mark.parametrize("since", [None, SINCE])
def test_an_earlier_cursor_among_the_withdrawn(register: Register, since: int | None) -> None:
    """So it is with tombstones, of which five follow the first page."""
    _, new, earlier = LISTS["withdrawn" if since is None else "withdrawn since"]
    pages = [withdrawal.page_by_cursor(register.database, register.zone, since, one) for one in (new, earlier)]

    assert pages == [withdrawal.page_by_number(register.database, register.zone, since, 2)] * 2
    assert pages[0].body.count(b'"id"') == 5


def test_an_earlier_cursor_of_a_day() -> None:
    """So it is with a day's digest."""
    _, new, earlier = LISTS["a day's digest"]

    assert [day_digests.position("2020-01-01", "2020-01-01", one) for one in (new, earlier, None)] == [25, 25, 0]
