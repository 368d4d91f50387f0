"""Proof of a complete copy: digests per day, the pairs of a day, and the numbers of changes in the list."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from contact_moments.model import SCOPES
from tests.cli.command_line import succeed_here
from tests.engines import Engine
from tests.support import LIST, RECIPIENT, SENDER, Api, Installation, Json, Served, a_call

pytestmark = pytest.mark.both_engines

DIGEST = f"{LIST}/digest"
OF_DAY = 10_000
# What is registered in the beginning: many moments of a few days, and some at either side of midnight.
BULK = 60
MIDNIGHT = ("2020-01-01T22:59:59Z", "2020-01-01T23:00:00Z", "2020-01-02T00:00:00", "2020-07-01T22:00:00Z")


class Register(NamedTuple):
    """A register with tagged contact moments, as a client with every scope sees it."""

    installation: Installation
    server: Served
    api: Api

    def ask(self, query: str) -> Json:
        """What the digest answers."""
        answer = self.api.get(f"{DIGEST}?{query}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def days(self) -> dict[str, tuple[int, str]]:
        """Count and digest of every day that there is."""
        found = self.ask("from=0002-01-01&to=9998-12-31")
        assert list(found) == ["days"]
        return {one["day"]: (one["count"], one["digest"]) for one in found["days"]}

    def copy(self, query: str = "") -> dict[int, tuple[int, str]]:
        """What a client copies from the list, by following the links: id to change and day."""
        answer = self.api.get(f"{LIST}?{query}&changes=1")
        rows = changes_and_days(answer.json(), answer.headers["X-Changes"])
        while "next" in answer.links:
            answer = self.api.get(answer.links["next"]["url"])
            rows |= changes_and_days(answer.json(), answer.headers["X-Changes"])
        return rows


def changes_and_days(items: Json, header: str) -> dict[int, tuple[int, str]]:
    """Id to change and day of the items of a page."""
    changes = map(int, header.split(",") if header else [])
    return {item["id"]: (change, item["dateTime"][:10]) for item, change in zip(items, changes, strict=True)}


def digest_of(pairs: list[tuple[int, int]]) -> str:
    """The digest of a day that has these moments, as a client computes it."""
    return hashlib.sha256("\n".join(f"{id_} {change}" for id_, change in sorted(pairs)).encode()).hexdigest()


def pairs_of(copy: dict[int, tuple[int, str]]) -> dict[str, list[tuple[int, int]]]:
    """Day to the pairs (id, change) of a copy."""
    pairs: dict[str, list[tuple[int, int]]] = {}
    for id_, (change, day) in sorted(copy.items()):
        pairs.setdefault(day, []).append((id_, change))
    return pairs


def digests_of(copy: dict[int, tuple[int, str]]) -> dict[str, tuple[int, str]]:
    """Count and digest of every day in a copy."""
    return {day: (len(pairs), digest_of(pairs)) for day, pairs in pairs_of(copy).items()}


def import_calls(installation: Installation, number: int, day: str) -> None:
    """Register this many calls of a day."""
    calls = (a_call(reference=None, subject=f"Call {n} of {day}", dateTime=f"{day}T12:00:00") for n in range(number))
    lines = "".join(json.dumps({"type": "ContactMomentPhone"} | one) + "\n" for one in calls)
    (installation.folder / "calls.jsonl").write_text(lines)
    succeed_here(installation, "moment", "import", "calls.jsonl")


@pytest.fixture(scope="module")
def register(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The register that these tests share; what they register stays."""
    installation = engine.register(tmp_path_factory.mktemp("digests"))
    installation.add_relations(SENDER, RECIPIENT, 42, 43)
    installation.run("tag", "add", "Complaint", "--id", "3")
    import_calls(installation, BULK, "2019-05-05")
    with installation.served_here() as server:
        api = server.api(*SCOPES)
        for at in MIDNIGHT:
            api.register(reference=None, dateTime=at, tagIds=[3], recipients=[42])
        yield Register(installation, server, api)


# The days.


def test_the_days(register: Register) -> None:
    """Each local day that has moments has their number, and the SHA-256 of a line `id change` for each, by id."""
    days = register.days()

    assert days == digests_of(register.copy())
    assert [days[day][0] for day in ("2019-05-05", "2020-01-01", "2020-01-02", "2020-07-02")] == [BULK, 1, 2, 1]


def test_days_ascend_within_bounds(register: Register) -> None:
    """Days ascend, and both bounds count; days without moments are not there."""

    def asked(query: str) -> list[str]:
        return [one["day"] for one in register.ask(query)["days"]]

    assert asked("from=2020-01-01&to=2020-07-02") == ["2020-01-01", "2020-01-02", "2020-07-02"]
    assert asked("from=2020-01-02&to=2020-07-01") == ["2020-01-02"]
    assert asked("from=2020-01-03&to=2020-07-01") == []


@pytest.mark.parametrize("query", ["from={0}&to={0}", "from={0}"])
def test_one_day(register: Register, query: str) -> None:
    """Of one day every moment is told too, by id, with its last change."""
    found = register.ask(query.format("2020-01-02"))

    pairs = pairs_of(register.copy())["2020-01-02"]
    assert found["moments"] == [list(pair) for pair in pairs]
    assert found["days"] == [{"day": "2020-01-02", "count": 2, "digest": digest_of(pairs)}]


def test_a_day_without_moments(register: Register) -> None:
    """A day without moments is an empty list of days, and of moments."""
    assert register.ask("from=1999-01-01") == {"days": [], "moments": []}


def corrected(register: Register, moment_id: int) -> None:
    """Change the subject."""
    register.api.register(contactMomentId=moment_id, reference=None, dateTime=None, subject="Corrected")


def moved(register: Register, moment_id: int) -> None:
    """Change the day."""
    register.api.register(contactMomentId=moment_id, reference=None, dateTime="2021-03-09")


def withdrawn(register: Register, moment_id: int) -> None:
    """Withdraw it."""
    succeed_here(register.installation, "moment", "withdraw", str(moment_id), "--reason", "mistake")


def registered(register: Register, _: int) -> None:
    """Register another one on that day."""
    register.api.register(reference=None, dateTime="2021-03-08T10:00:00")


def renamed(register: Register, _: int) -> None:
    """Rename what the moments of that day name."""
    for words in (("relation", "rename", "42"), ("relation", "rename", str(SENDER)), ("tag", "rename", "3")):
        succeed_here(register.installation, *words, "Another name")


def archived(register: Register, _: int) -> None:
    """Archive a party of that day."""
    succeed_here(register.installation, "relation", "archive", "42")


def merged(register: Register, _: int) -> None:
    """Merge a party of that day alone."""
    succeed_here(register.installation, "relation", "merge", "43", str(RECIPIENT))


CHANGES: list[tuple[Callable[[Register, int], None], set[str]]] = [
    (registered, {"2021-03-08"}),
    (corrected, {"2021-03-08"}),
    (moved, {"2021-03-08", "2021-03-09"}),
    (withdrawn, {"2021-03-08"}),
    (renamed, set()),
    (archived, set()),
    (merged, {"2021-03-08"}),
]


@pytest.mark.parametrize(("change", "days"), CHANGES)
def test_what_a_change_changes(register: Register, change: Callable[[Register, int], None], days: set[str]) -> None:
    """A change changes the digest of the day that its moment is on, and was on, and of no other; a new name none."""
    party = 43 if change is merged else RECIPIENT
    moment_id = register.api.register(reference=None, dateTime="2021-03-08T09:00:00", recipients=[party])
    before = register.days()
    change(register, moment_id)

    after = register.days()
    assert {day for day, _ in before.items() ^ after.items()} == days
    assert after == digests_of(register.copy())


def test_what_is_missing_is_found_in_two_calls(register: Register) -> None:
    """One call tells which day of a copy is not complete, a second one which moments it lacks or has as they were."""
    copy = register.copy()
    missing, outdated = [id_ for id_, (_, day) in copy.items() if day == "2019-05-05"][20:22]
    kept = {id_: row for id_, row in copy.items() if id_ != missing}
    corrected(register, outdated)
    (day,) = {day for day, _ in register.days().items() - digests_of(kept).items()}

    there = {(id_, change) for id_, change in register.ask(f"from={day}")["moments"]}
    assert {id_ for id_, _ in there - set(pairs_of(kept)[day])} == {missing, outdated}


@pytest.mark.usefixtures("processes")
def test_a_day_while_it_changes(register: Register) -> None:
    """The digest in an answer is that of the moments in the same answer, also while others register."""
    stop = threading.Event()

    def post(api: Api) -> None:
        while not stop.is_set():
            api.register(reference=None, dateTime="2022-02-02T09:00:00")

    threads = [threading.Thread(target=post, args=(register.server.api(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        answers = [register.ask("from=2022-02-02") for _ in range(100)]
    finally:
        stop.set()
        for thread in threads:
            thread.join()

    told = [(one["days"][0]["count"], one["days"][0]["digest"]) for one in answers if one["days"]]
    computed = [(len(one["moments"]), digest_of(one["moments"])) for one in answers if one["days"]]
    assert told == computed


@pytest.mark.slow
def test_a_large_day(registered: Installation) -> None:
    """Of more than 10,000 moments on a day the others are behind a link; count and digest are of all."""
    registered.add_relations(SENDER, RECIPIENT)
    import_calls(registered, OF_DAY + 50, "2020-02-29")
    with registered.served_here() as server:
        api = server.api("contact_moment/view")
        first = api.get(f"{DIGEST}?from=2020-02-29")
        second = api.get(first.links["next"]["url"])

    pages = [answer.json()["moments"] for answer in (first, second)]
    assert ([len(page) for page in pages], "next" in second.links) == ([OF_DAY, 50], False)
    assert [pair[0] for pair in pages[0] + pages[1]] == list(range(1, OF_DAY + 51))
    expected = {"day": "2020-02-29", "count": OF_DAY + 50, "digest": digest_of(pages[0] + pages[1])}
    assert [answer.json()["days"] for answer in (first, second)] == [[expected], [expected]]


BAD = """from=x from=2020-02-30 from=20200101 from=2020-W01-1 from=2020-1-1 from=2020-01-01T00:00:00 from= to=2020-01-01
from=2020-01-02&to=2020-01-01 from=2020-01-01&to=x from=2020-01-01&from=2020-01-02 from=2020-01-01&cursor=x x=1"""


@pytest.mark.parametrize("query", ["", *BAD.split()])
def test_bad_dates(register: Register, query: str) -> None:
    """Anything but dates that are there, the first of them first, is 400."""
    answer = register.api.get(f"{DIGEST}?{query}")

    assert (answer.status_code, list(answer.json())) == (400, ["errors"])


def test_the_scope(register: Register) -> None:
    """The digest takes the scope of the list, contact_moment/view; HEAD is answered too."""
    statuses = [
        register.server.api(scope).call(method, f"{DIGEST}?from=2020-01-01").status_code
        for scope, method in (("contact_moment/view", "HEAD"), ("contact_moment/details", "GET"))
    ]

    assert statuses == [200, 403]


# The numbers of changes in the list.


QUERIES = ["", "since=2000-01-01", f"relationIds={SENDER}", "relationIds=42,1516", "relationIds=1516&since=2000-01-01"]


@pytest.mark.parametrize("query", QUERIES)
def test_changes_in_every_list(register: Register, query: str) -> None:
    """With `changes=1` every page of every list, by number or by link, has a number for each item, in their order."""
    first = register.api.items(query)[0]["id"]
    corrected(register, first)
    by_link = register.copy(query)
    by_number: dict[int, tuple[int, str]] = {}
    for number in range(1, 12):
        answer = register.api.get(f"{LIST}?{query}&changes=1&page={number}")
        by_number |= changes_and_days(answer.json(), answer.headers["X-Changes"])

    full = register.api.get(f"{LIST}/{first}").json()
    assert by_link == by_number
    assert by_link[first] == (full["change"], full["dateTime"][:10])
    assert len(by_link) > BULK


@pytest.mark.parametrize("query", ["", "changes=0", "page=2", "since=2000-01-01", "relationIds=1516"])
def test_changes_are_not_told_unless_asked(register: Register, query: str) -> None:
    """Without `changes=1` the header is not there."""
    assert "X-Changes" not in register.api.get(f"{LIST}?{query}").headers


@pytest.mark.parametrize("value", ["2", "", "x", "-1", "true", "1&changes=1"])
def test_bad_changes(register: Register, value: str) -> None:
    """`changes` is 1 or 0, once; anything else is 400."""
    answer = register.api.get(f"{LIST}?changes={value}")

    assert (answer.status_code, answer.json()["errors"][:7]) == (400, "changes")
