"""Withdrawing: what is left of a contact moment, and walks that go on meanwhile (wire rows 9 to 12)."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from contact_moments.model import REASONS, SCOPES
from tests.cli.command_line import run_here, succeed_here
from tests.engines import Engine
from tests.support import LIST, RECIPIENT, SENDER, Api, Installation, Json

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WITHDRAWN = f"{LIST}/withdrawn"
HOUR = 3600 * 1_000_000
MANY = 120


class Register(NamedTuple):
    """A served register, as a client with every scope sees it."""

    installation: Installation
    api: Api

    def withdraw(self, *ids: int, reason: str = "mistake") -> None:
        """Withdraw these moments, which must succeed."""
        words = [str(id_) for id_ in ids]
        succeed_here(self.installation, "moment", "withdraw", *words, "--reason", reason, "--by", "Anna")

    def refused(self, code: int, *words: str) -> str:
        """What is told when withdrawing is refused with this exit code."""
        done = run_here(self.installation, "moment", "withdraw", *words)
        assert (done.returncode, done.stdout) == (code, "")
        return done.stderr

    def many(self, sender: int, *recipients: int) -> list[int]:
        """Register 120 calls by a sender, of each recipient in turn; returns their ids."""
        before = self.api.register(reference=None)
        turns = [recipients[n % len(recipients)] for n in range(MANY)]
        calls = [
            {"subject": f"Call {sender}-{n}", "senderId": sender, "recipients": [to]} for n, to in enumerate(turns)
        ]
        lines = "".join(json.dumps({"type": "ContactMomentPhone"} | one) + "\n" for one in calls)
        (self.installation.folder / "many.jsonl").write_text(lines)
        succeed_here(self.installation, "moment", "import", "many.jsonl")
        return list(range(before + 1, before + 1 + MANY))

    def tombstones(self, query: str = "") -> list[Json]:
        """All tombstones, by following the links."""
        answer = self.api.get(f"{WITHDRAWN}?{query}")
        found: list[Json] = answer.json()
        while "next" in answer.links:
            answer = self.api.get(answer.links["next"]["url"])
            found += answer.json()
        return found

    def age(self) -> str:
        """Make everything that was done so far two hours old; returns the instant an hour ago, as `since` has it."""
        self.installation.sql("UPDATE tick SET second = second - 7200")
        self.installation.sql("UPDATE register SET last_second = last_second - 7200")
        self.installation.sql("UPDATE withdrawn SET withdrawn_at = withdrawn_at - :age", age=2 * HOUR)
        return (datetime.now(AMSTERDAM) - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S")


@pytest.fixture(scope="module")
def register(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The register that these tests share; each withdraws moments of its own."""
    installation = engine.register(tmp_path_factory.mktemp("withdrawing"))
    installation.add_relations(SENDER, RECIPIENT, *range(1, 60))
    with installation.served_here(2) as server:
        yield Register(installation, server.api(*SCOPES))


# What is left.


def test_it_is_gone_from_every_list(register: Register) -> None:
    """A withdrawn moment is in no list any more, and 410 by its id."""
    moment_id = register.api.register(reference=None, senderId=1, recipients=[2])
    page = f"page={(moment_id + 24) // 25}"
    queries = [page, f"{page}&since=2020-01-01", "relationIds=1", "relationIds=1,2", "relationIds=1&since=2020-01-01"]

    def listing() -> list[bool]:
        return [moment_id in [item["id"] for item in register.api.items(query)] for query in queries]

    before = listing()
    register.withdraw(moment_id)
    answer = register.api.get(f"{LIST}/{moment_id}")

    assert (before, listing()) == ([True] * 5, [False] * 5)
    assert (answer.status_code, list(answer.json())) == (410, ["errors"])


def test_its_content_is_gone(register: Register) -> None:
    """Nothing that it said in any version is in any row any more, nor in SQLite's files, and no link is there."""
    texts = {name: f"Confidential {name}" for name in ("subject", "contents", "reference")}
    moment_id = register.api.register(**texts, senderId=3, recipients=[4])
    register.api.register(contactMomentId=moment_id, **(texts | {"subject": "Confidential too"}), recipients=[4])
    register.withdraw(moment_id)

    sql = register.installation.sql
    rows = [sql("SELECT * FROM moment"), sql("SELECT * FROM version"), sql("SELECT * FROM left_link")]
    assert "Confidential" not in repr(rows)
    assert b"Confidential" not in register.installation.everything_kept()
    assert sql("SELECT * FROM link WHERE moment_id = :id", id=moment_id) == []
    (tombstone,) = sql("SELECT * FROM withdrawn WHERE moment_id = :id", id=moment_id)
    assert [value for value in tombstone if isinstance(value, str)] == ["mistake", "Anna"]


@pytest.mark.parametrize("reason", REASONS)
def test_a_tombstone(register: Register, reason: str) -> None:
    """A tombstone has the id, when it was withdrawn in local time, and why; and nothing else."""
    moment_id = register.api.register(reference=None)
    register.withdraw(moment_id, reason=reason)

    tombstone = register.tombstones()[-1]
    assert {name: tombstone[name] for name in ("id", "reason")} == {"id": moment_id, "reason": reason}
    assert list(tombstone) == ["id", "dateTime", "reason"]
    when = datetime.fromisoformat(tombstone["dateTime"]).replace(tzinfo=AMSTERDAM)
    assert abs(datetime.now(AMSTERDAM) - when) < timedelta(seconds=20)


def test_ids_are_not_used_again(register: Register) -> None:
    """The id of a withdrawn moment is never another's, even if it was the last."""
    moment_id = register.api.register(reference=None)
    register.withdraw(moment_id)

    assert register.api.register(reference=None) == moment_id + 1


# What is refused.


def test_all_or_nothing(register: Register) -> None:
    """Of several ids either all are withdrawn or none; an id that is given twice counts once."""
    ids = [register.api.register(reference=None) for _ in range(2)]
    gone = register.api.register(reference=None)
    register.withdraw(gone)
    words = [str(id_) for id_ in ids]
    told = [register.refused(1, *words, str(more), "--reason", "other") for more in (gone, 2**53 - 1)]

    assert ["withdrawn already" in told[0], "no contact moment" in told[1]] == [True, True]
    assert [register.api.get(f"{LIST}/{id_}").status_code for id_ in ids] == [200, 200]
    register.withdraw(*ids, ids[0])
    assert [one["id"] for one in register.tombstones()[-3:]] == [gone, *ids]


@pytest.mark.parametrize("words", [["--reason", "because"], [], ["x", "--reason", "other"], ["0", "--reason", "other"]])
def test_a_wrong_command(register: Register, words: list[str]) -> None:
    """Without one of the reasons, or with what is no id, nothing is withdrawn."""
    moment_id = register.api.register(reference=None)
    register.refused(2, str(moment_id), *words)

    assert register.api.get(f"{LIST}/{moment_id}").status_code == 200


# The tombstones, a page at a time.


def test_pages_of_tombstones(register: Register) -> None:
    """25 a page in the order in which they were withdrawn, by number or by link, with a link on all but the last."""
    ids = register.many(5, 6)[:60]
    register.age()
    order = [*ids[30:], *ids[:30]]
    register.withdraw(*order)
    since = (datetime.now(AMSTERDAM) - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%S")
    pages = [register.api.get(f"{WITHDRAWN}?since={since}&page={number}") for number in range(1, 5)]

    assert [[one["id"] for one in page.json()] for page in pages] == [order[:25], order[25:50], order[50:], []]
    assert ["next" in page.links for page in pages] == [True, True, False, False]
    assert [one["id"] for one in register.tombstones(f"since={since}")] == order
    assert [one["id"] for one in register.tombstones()][-60:] == order


def test_tombstones_since(register: Register) -> None:
    """With `since` older tombstones stay out, also in the pages that links lead to; later than all there are none."""
    old, new = [register.api.register(reference=None) for _ in range(2)]
    register.withdraw(old)
    since = register.age()
    register.withdraw(new)

    assert [one["id"] for one in register.tombstones(f"since={since}")] == [new]
    assert {old, new} <= {one["id"] for one in register.tombstones()}
    assert register.tombstones("since=2100-01-01") == []


def test_a_link_to_tombstones_stays_good(register: Register) -> None:
    """Who keeps the last link of a walk finds there what has been withdrawn since."""
    ids = register.many(7, 8)[:27]
    before = len(register.tombstones())
    register.withdraw(*ids[: 26 - before % 25])
    link = register.api.get(f"{WITHDRAWN}?page={before // 25 + 1}").links["next"]["url"]
    first = [one["id"] for one in register.api.get(link).json()]
    register.withdraw(ids[-1])

    assert [one["id"] for one in register.api.get(link).json()] == [*first, ids[-1]]


@pytest.mark.parametrize("query", ["page=-1", "page=x", "cursor=x", "since=x", "page=1&cursor=x", "page=1&page=2"])
def test_a_wrong_query(register: Register, query: str) -> None:
    """A query that means nothing is 400."""
    assert register.api.get(f"{WITHDRAWN}?{query}").status_code == 400


def test_the_scope_for_tombstones(register: Register) -> None:
    """Tombstones take the scope of the list, contact_moment/view; HEAD is answered too."""
    answer = register.api.call("HEAD", WITHDRAWN)

    assert (answer.status_code, answer.content) == (200, b"")


# Walks by page number.


def walk(register: Register, query: str, between: Callable[[list[int]], None]) -> set[int]:
    """The ids of a walk by page number until a page is empty; `between` is called after every page."""
    seen: set[int] = set()
    number = 1
    while page := [item["id"] for item in register.api.items(f"{query}&page={number}")]:
        seen.update(page)
        between(page)
        number += 1
    return seen


# Which list is walked: relations of its own, and the query.
WALKS = {
    "whole": (11, 12, 13, ""),
    "since": (14, 15, 16, "since={since}"),
    "one relation": (17, 18, 19, "relationIds=17"),
    "the second of two": (20, 21, 22, "relationIds=22"),
    "several relations": (23, 24, 25, "relationIds=23,24"),
    "relation and since": (26, 27, 28, "relationIds=26&since={since}"),
    "relations and since": (29, 30, 31, "relationIds=29,30,31&since={since}"),
}


@pytest.mark.parametrize(("sender", "one", "other", "query"), WALKS.values(), ids=WALKS)
def test_a_walk_skips_nothing(register: Register, sender: int, one: int, other: int, query: str) -> None:
    """A walk by page number sees every moment that stays, whatever is withdrawn or corrected out between pages."""
    since = register.age()
    ids = register.many(sender, one, other)
    expected = set(ids[1::2] if query == f"relationIds={other}" else ids)
    left = list(ids)

    def between(page: list[int]) -> None:
        mine = [id_ for id_ in page if id_ in left]
        ahead = [id_ for id_ in left if id_ > max(page)]
        if mine:
            gone = {*mine[:5], *ahead[:3], left[-1]}
            out = {*mine[5:8], *ahead[3:6]} - gone
            register.withdraw(*gone)
            for id_ in out:
                register.api.register(contactMomentId=id_, reference=None, senderId=SENDER, recipients=[RECIPIENT])
            expected.difference_update(gone | out if "relationIds" in query else gone)
            left[:] = [id_ for id_ in left if id_ not in gone | out]

    seen = walk(register, query.format(since=since), between)

    assert expected - seen == set()
    assert len(expected) > 20


def test_a_new_moment_is_on_no_earlier_page(register: Register) -> None:
    """When the last moments of a relation are withdrawn, the next one comes where they were or after, never before."""
    ids = register.many(40, 41)
    register.withdraw(*ids[50:])
    pages = [register.api.items(f"relationIds=40&page={number}") for number in range(1, 6)]
    new = register.api.register(reference=None, senderId=40, recipients=[42])
    after = [[item["id"] for item in register.api.items(f"relationIds=40&page={number}")] for number in range(1, 6)]

    assert [len(page) for page in pages] == [25, 25, 0, 0, 0]
    assert after[-1] == [new]
