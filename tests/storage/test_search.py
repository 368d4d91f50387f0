"""Search finds what a plain scan finds, whatever has been registered, corrected, withdrawn, merged and renamed."""

import json
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from contact_moments import catalogue, relations
from contact_moments.clock import SECOND
from contact_moments.contract.support import add_people
from contact_moments.model import Author, Draft, Question, Rights, Search, Sought, Submission
from contact_moments.moments import search as searching
from contact_moments.moments.drafts import read_draft
from contact_moments.moments.merging import begin, merge
from contact_moments.moments.renaming import finish_renaming
from contact_moments.moments.search_query import read_question
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.words import words
from tests.engines import Engine

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]

Json = dict[str, Any]
ALL_RIGHTS, NO_RIGHTS = Rights(details=True, parties=True), Rights(details=False, parties=False)
WORDS = ["lid", "leden", "linden", "Bétty", "t", "opzegging", "opzeggen", "20", "2024-07", "İstanbul"]
NAMES = ["Betty Linden", "Lida de Vries", "T. Hoen", "Opzegger BV", "Jan Bétty", "Stichting 20"]
NOW = 1_325_372_400 * SECOND  # the beginning of 2012 in Amsterdam
TYPES = ("ContactMomentPhone", "ContactMomentEmail", "ContactMomentNote")


class Copy:
    """What Python keeps of a register: the documents by id, the names, and what was merged."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.documents: dict[int, Json] = {}
        self.channels: dict[int, str] = {}
        self.names: dict[int, str] = {}
        self.merged: dict[int, int] = {}

    def people(self, names: list[str]) -> None:
        """Add relations from id 1 on."""
        ids = range(1, len(names) + 1)
        add_people(self.register, *ids)
        for id_, name in zip(ids, names, strict=True):
            self.rename(id_, name)
            self.names[id_] = name

    def rename(self, id_: int, name: str) -> None:
        """Give a relation another name."""
        relations.rename(self.register.database, id_, name)
        finish_renaming(self.register.database)
        self.names[id_] = name

    def merge(self, merged: int, into: int) -> None:
        """Merge two relations."""
        merge(self.register.database, self.register.zone, merged, into)
        self.merged[merged] = into

    def register_all(self, bodies: list[Json], channel: Any = "import") -> list[int]:
        """Register or correct moments."""
        drafts = [self.draft(body) for body in bodies]
        author = Author(None, channel, None)
        work = [Submission(one, author) for one in drafts]
        outcomes = self.register.database.write(lambda tx: self.register.registrar.submit_all(tx, work))
        ids = [one for one in outcomes if isinstance(one, int)]
        assert len(ids) == len(bodies), outcomes
        for id_, body, draft in zip(ids, bodies, drafts, strict=True):
            before = self.documents.get(id_, {})
            kept = {name: before[name] for name in ("reference", "at", "followUp") if name in before}
            # Who sends what is kept already does not open what is done.
            same = "followUp" in body and self._says(kept.get("followUp"), body["followUp"])
            said = {name: value for name, value in body.items() if name != "followUp" or not same}
            self.documents[id_] = kept | said | ({} if "dateTime" not in body else {"at": draft.happened_at})
            self.channels.setdefault(id_, channel)
        return ids

    def _says(self, kept: Json | None, sent: Json) -> bool:
        if kept is None or kept["on"] != sent["on"] or sent["done"] > kept["done"]:
            return False
        return self.survivor(kept["by"]) == self.survivor(sent["by"])

    def draft(self, body: Json) -> Draft:
        """A body as it is read."""
        sent = {name: value for name, value in body.items() if name != "type"}
        known = self.register.types.get(body["type"])
        return read_draft(known, sent, self.register.zone, self.register.clock())

    def withdraw(self, id_: int) -> None:
        """Withdraw a moment."""
        withdraw(self.register.database, [id_], "mistake", Actor())
        del self.documents[id_]

    def survivor(self, id_: int) -> int:
        """A relation, or what it was merged into."""
        return self.merged.get(id_, id_)

    def expected(self, wanted: Search, rights: Rights) -> list[int]:
        """What a scan finds, in order."""
        found = [id_ for id_, one in self.documents.items() if self._meets(id_, one, wanted, rights)]
        return sorted(found, key=lambda id_: (self.documents[id_]["at"], id_), reverse=wanted.newest)

    def _meets(self, id_: int, one: Json, wanted: Search, rights: Rights) -> bool:
        sender = self.survivor(one["senderId"])
        parties = {sender, *map(self.survivor, one["recipients"])}
        among: list[tuple[tuple[Any, ...] | None, set[Any]]] = [
            (wanted.types, {one["type"]}),
            (wanted.tags, set(one.get("tagIds", ()))),
            (wanted.senders and tuple(map(self.survivor, wanted.senders)), {sender}),
            (wanted.relations and tuple(map(self.survivor, wanted.relations)), parties),
            (wanted.actions, {one.get("action_code")}),
            (wanted.references, {one.get("reference")}),
            (wanted.channels, {self.channels[id_]}),
            (wanted.follow_ups, states_of(one.get("followUp"), wanted.now)),
            (wanted.follow_up_by and tuple(map(self.survivor, wanted.follow_up_by)), self._by(one)),
        ]
        if any(asked is not None and not found.intersection(asked) for asked, found in among):
            return False
        if (wanted.first or -(2**62)) > one["at"] or one["at"] >= (wanted.until or 2**62):
            return False
        texts = [one["subject"], *(self.names[party] for party in (parties if rights.parties else {sender}))]
        texts += [one[name] for name in ("reference", "contents") if name in one] if rights.details else []
        return wanted.question is None or self._answers(texts, wanted.question)

    def _by(self, one: Json) -> set[int]:
        by = one.get("followUp", {"by": -1}).get("by")
        return {0} if by is None else {self.survivor(by)}

    def _answers(self, texts: list[str], question: Question) -> bool:
        def has(one: Sought) -> bool:
            return any(is_in(words(text), one) for text in texts)

        return all(map(has, question.wanted)) and not any(map(has, question.excluded))


def states_of(follow_up: Json | None, now: int) -> set[str]:
    """What a follow-up is."""
    if follow_up is None:
        return set()
    due = date.fromisoformat(follow_up["on"]) <= date(2012, 1, 1) + timedelta(microseconds=now - NOW)
    return {"done"} if follow_up["done"] else {"open", "due"} if due else {"open"}


def is_in(text: list[str], one: Sought) -> bool:
    """Whether the words of a text have these, one after the other."""
    size = len(one.words)
    parts = [text[at : at + size] for at in range(len(text) - size + 1)]
    ends = str.startswith if one.begun else str.__eq__
    return any(part[:-1] == list(one.words[:-1]) and ends(part[-1], one.words[-1]) for part in parts)


@pytest.fixture
def register(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """An empty register with tags."""
    register = Register(Settings(database_url=engine.register_url(tmp_path), log_level="error"))
    register.prepare()
    for tag in range(1, 5):
        catalogue.add_tag(register.database, f"Tag {tag}", tag)
    yield register
    register.close()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets how many rows a page reads."""
    return lambda most: monkeypatch.setattr(searching, "MOST", most)


def walk(register: Register, wanted: Search, rights: Rights = ALL_RIGHTS) -> list[list[int]]:
    """The ids on the pages of a search."""
    found: list[list[int]] = []
    cursor: str | None = None
    while not found or cursor is not None:
        page = register.searches.page(wanted, rights, cursor)
        found.append([json.loads(item)["id"] for item in page.items])
        cursor = page.cursor
    return found


def ids_of(register: Register, wanted: Search, rights: Rights = ALL_RIGHTS) -> list[int]:
    """The ids that a search finds, page by page."""
    return [id_ for page in walk(register, wanted, rights) for id_ in page]


def a_body(chance: random.Random, people: int) -> Json:
    """A contact moment of chance."""
    sender, *recipients = chance.sample(range(1, people + 1), chance.randint(2, 3))
    body: Json = {
        "type": chance.choice(TYPES),
        "subject": " ".join(chance.choices(WORDS, k=chance.randint(1, 3))),
        "senderId": sender,
        "recipients": recipients,
        "dateTime": f"20{chance.randint(10, 12)}-0{chance.randint(1, 3)}-01T12:00:0{chance.randint(0, 9)}Z",
    }
    optional: Json = {
        "contents": ". ".join(chance.choices(WORDS, k=4)),
        "reference": chance.choice(["INV-2024-07", "lid 20", f"R{chance.randint(1, 9)}"]),
        "tagIds": sorted(chance.sample(range(1, 5), chance.randint(1, 3))),
        "action_code": chance.choice([-1, 2, 3]),
        "followUp": {
            "on": f"201{chance.randint(0, 3)}-01-01",
            "by": chance.choice([None, *range(1, people + 1)]),
            "done": chance.random() < 0.4,
        },
    }
    return body | {name: value for name, value in optional.items() if chance.random() < 0.6}


def a_search(chance: random.Random, people: int) -> Search:
    """A search of chance."""

    def some(values: list[Any]) -> tuple[Any, ...] | None:
        return tuple(sorted(chance.sample(values, chance.randint(1, 2)))) if chance.random() < 0.3 else None

    def q() -> str:
        word = chance.choice([*WORDS, *NAMES, "INV-2024-07", "lin", "be", "o", "opzeg"])
        form = chance.choice(["{}", "{}", "-{}", '"{}"', '-"{}"'])
        return form.format(word)

    asked = " ".join(q() for _ in range(chance.randint(1, 3))) if chance.random() < 0.6 else None
    return Search(
        question=None if asked is None else read_question(asked),
        types=some(list(TYPES)),
        tags=some([1, 2, 3, 4, 9]),
        senders=some(list(range(1, people + 1))),
        relations=some(list(range(1, people + 1))),
        actions=some([-1, 2, 3, 4]),
        references=some(["INV-2024-07", "R1", "R2", "none"]),
        channels=some(["api", "import", "demo"]),
        follow_ups=some(["open", "due", "done"]),
        follow_up_by=some(list(range(people + 1))),  # 0 is anybody
        first=1_293_840_000 * SECOND if chance.random() < 0.2 else None,
        until=1_328_054_400 * SECOND if chance.random() < 0.2 else None,
        newest=chance.random() < 0.5,
        now=NOW,
    )


def at_noon(copy: Copy, number: int, second: int) -> None:
    """Register a moment that happened at a second of a minute."""
    body: Json = {"type": "ContactMomentNote", "subject": f"Note {number}", "senderId": 1, "recipients": [2]}
    copy.register_all([body | {"dateTime": f"2020-01-01T12:00:{second:02}Z"}])


@pytest.mark.parametrize("newest", [True, False])
def test_cursors_under_writes(register: Register, few: Callable[[int], None], newest: bool) -> None:
    """While others register, correct and withdraw, a walk finds each moment that stayed where it was once."""
    few(30)
    copy = Copy(register)
    copy.people(NAMES[:3])
    for number in range(90):
        at_noon(copy, number, number % 60)
    stay, found, cursor = set(range(1, 91)), [], None
    wanted = Search(question=read_question("note"), newest=newest)
    for turn in range(100):
        page = register.searches.page(wanted, ALL_RIGHTS, cursor)
        found += [json.loads(item)["id"] for item in page.items]
        cursor = page.cursor
        if cursor is None:
            break
        at_noon(copy, 100 + turn, 30)
        gone, moved = 10 + turn, 40 + turn
        copy.withdraw(gone)
        body = copy.documents[moved] | {"contactMomentId": moved, "dateTime": "2020-01-01T12:00:45Z"}
        del body["at"]
        copy.register_all([body])
        stay -= {gone, moved}

    assert cursor is None
    assert stay <= set(found)
    assert len(found) == len(set(found)) or {one for one in found if found.count(one) > 1} <= set(range(40, 140))


@pytest.mark.parametrize("newest", [True, False])
def test_a_cursor_does_not_lead_out_of_the_period(register: Register, newest: bool) -> None:
    """Wherever a cursor that somebody made up points to, what is not in the period is not found."""
    copy = Copy(register)
    copy.people(NAMES[:2])
    for number in range(10):
        at_noon(copy, number, number)
    noon = 1_577_880_000 * SECOND
    wanted = Search(first=noon + 3 * SECOND, until=noon + 6 * SECOND, newest=newest)
    for at in (noon - SECOND, noon + 60 * SECOND):
        page = register.searches.page(wanted, ALL_RIGHTS, searching.paged(wanted).cursor_at((at, 1)))

        assert {json.loads(item)["id"] for item in page.items} <= {4, 5, 6}


def test_a_new_name_is_found_at_once(register: Register) -> None:
    """From the next read on a relation is found by its new name, and no longer by the old one, before and after."""
    copy = Copy(register)
    copy.people(["Betty Linden", "Murat"])
    at_noon(copy, 1, 0)
    relations.rename(register.database, 1, "Anna Berg")
    searches = [Search(question=read_question(name)) for name in ("linden", "berg", "-linden", "-berg")]
    before = [ids_of(register, one, rights) for one in searches for rights in (ALL_RIGHTS, NO_RIGHTS)]
    finish_renaming(register.database)
    after = [ids_of(register, one, rights) for one in searches for rights in (ALL_RIGHTS, NO_RIGHTS)]

    assert before == after == [[], [], [1], [1], [1], [1], [], []]


@pytest.mark.parametrize("rights", [ALL_RIGHTS, NO_RIGHTS])
@pytest.mark.parametrize("merged", [False, True])
def test_a_name_of_many_relations_with_few_moments(
    register: Register, few: Callable[[int], None], rights: Rights, merged: bool
) -> None:
    """The first page is full, long ago as these moments are, also where most of the relations were merged into one."""
    few(70)
    copy = Copy(register)
    copy.people(["Else", *(f"Jansen {number}" for number in range(60))])
    body: Json = {"type": "ContactMomentNote", "subject": "Note", "recipients": [1]}
    early = [body | {"senderId": 2 + number, "dateTime": "2010-01-01"} for number in range(60)]
    copy.register_all(early + [body | {"senderId": 1, "dateTime": "2020-01-01"}] * 300)
    if merged:
        for number in range(3, 60):
            begin(register.database, number, 2)
    for q in ("jansen", "jansen note"):
        page = register.searches.page(Search(question=read_question(q)), rights)

        assert [json.loads(item)["id"] for item in page.items] == list(range(60, 35, -1))


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_search_finds_what_a_scan_finds(register: Register, few: Callable[[int], None], seed: int) -> None:
    """Over registers of chance, changed in every way, each search finds what Python finds, in the same order."""
    chance = random.Random(seed)  # noqa: S311 - the same registers every time
    copy = Copy(register)
    copy.people(NAMES)
    for channel in ("api", "import"):
        copy.register_all([a_body(chance, len(NAMES)) for _ in range(40)], channel)
    changes = [
        lambda: copy.withdraw(chance.choice(list(copy.documents))),
        lambda: correct(copy, chance),
        lambda: copy.rename(chance.randint(1, 3), chance.choice([*NAMES, "Nieuwe Naam"])),
    ]
    copy.merge(6, 5)
    for most in (7, 1000):
        few(most)
        for _ in range(8):
            chance.choice(changes)()
        relations.archive(register.database, 4)  # its name still counts
        for rights in (ALL_RIGHTS, NO_RIGHTS):
            for _ in range(15):
                wanted = a_search(chance, len(NAMES))

                assert ids_of(register, wanted, rights) == copy.expected(wanted, rights), wanted
        relations.unarchive(register.database, 4)


def correct(copy: Copy, chance: random.Random) -> None:
    """Correct a moment."""
    id_ = chance.choice(list(copy.documents))
    body = a_body(chance, 4) | {"type": copy.documents[id_]["type"], "contactMomentId": id_}
    if chance.random() < 0.5:
        del body["dateTime"]
    copy.register_all([body])
