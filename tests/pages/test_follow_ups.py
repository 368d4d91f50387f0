"""Follow-ups on pages: the list of what is due, and what stands beside the timeline and in its rows."""

import json
from collections.abc import Iterator

import pytest

from contact_moments.model import ADD, DETAILS, VIEW
from contact_moments.moments import follow_ups
from contact_moments.moments.withdrawal import withdraw
from contact_moments.register import Register
from tests.pages.details import fill, somebody, with_scopes
from tests.pages.dom import Element, checked
from tests.pages.followed import OPERATOR, clock, ended, followed
from tests.people.browser import Browser, new_register


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with relations, at a time that stands still."""
    made = new_register(tmp_path_factory.mktemp("follow-ups"), clock=clock)
    fill(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def agent(register: Register) -> Browser:
    """The browser of Noor, who is relation 2 and may register."""
    return somebody(register, "registrar", 2)


@pytest.fixture(scope="module")
def other(register: Register, agent: Browser) -> Browser:
    """The browser of Jan, who is relation 3."""
    assert agent
    return somebody(register, "editor", 3)


def groups(page: Element) -> dict[str, list[str]]:
    """The times of the rows, by the title of their group."""
    days = [one for one in page.all("section") if "day" in one.classes]
    return {one.find("h2").words: one.texts("time") for one in days}


def notices(page: Element) -> list[str]:
    """What was done a moment ago."""
    return [one.find("p").words for one in page.all(role="status") if "notice" in one.classes]


@pytest.fixture(scope="module")
def several(register: Register, agent: Browser, other: Browser) -> dict[str, int]:
    """Follow-ups of Noor, at all kinds of times."""
    assert agent
    assert other
    days = {
        "late": "2026-11-24",
        "passed": "2026-11-26T09:30:00",
        "today": "2026-11-26",
        "soon": "2026-11-26T15:30:00",
        "tomorrow": "2026-11-27",
        "week": "2026-11-29",
        "later": "2026-11-30T10:00:00",
        "year": "2028-01-03",
    }
    return {name: followed(register, on, note=f"Note {name}") for name, on in days.items()}


def test_it_is_grouped_by_when_it_is_due(agent: Browser, several: dict[str, int]) -> None:
    """What is late comes first, then today, tomorrow, the rest of the week, and later."""
    page = checked(agent.get("/follow-ups"))

    assert groups(page) == {
        "Overdue": ["Tue 24", "09:30"],
        "Today": ["today", "15:30"],
        "Tomorrow": ["Fri 27"],
        "This week": ["Sun 29"],
        "Later": ["Mon 30 10:00", "3 Jan 2028"],
    }
    assert page.find(class_="state").words == "2 overdue 8 open, 3 due"


def test_a_row(agent: Browser, several: dict[str, int]) -> None:
    """It says about whom, what, of which contact moment and by whom."""
    row = checked(agent.get("/follow-ups")).all("li", class_="moment")[0]

    assert row.find("h3").words == "Betty Linden"
    assert row.find("h3").find("a")["href"] == f"/moment/{several['late']}"
    assert row.find(class_="excerpt").words == "Note late"
    assert row.find(class_="facts").words == "Cancels the membership by Noor Bakker Relation Betty Linden"


@pytest.mark.parametrize(("language", "late"), [("en", "Overdue"), ("nl", "Te laat")])
def test_states(agent: Browser, several: dict[str, int], language: str, late: str) -> None:
    """Only what is due, in each language; what is done has a list of its own."""
    page = checked(agent.get(f"/follow-ups?state=due&lang={language}"))
    done = checked(agent.get(f"/follow-ups?state=done&lang={language}"))

    assert [len(one) for one in groups(page).values()] == [2, 1]
    assert next(iter(groups(page))) == late
    assert f"/moment/{several['late']}" not in {one["href"] for one in done.all("a")}


def test_whose(register: Register, agent: Browser, other: Browser, several: dict[str, int]) -> None:
    """Mine are those that I or anybody will do; others can be chosen."""
    theirs, anybodys = followed(register, "2026-11-24", 3), followed(register, "2026-11-24", None)
    shown = {
        query: {one["href"] for one in checked(agent.get(f"/follow-ups{query}")).all("a")}
        for query in ("", "?who=all", "?who=3")
    }
    links = {name: f"/moment/{one}" for name, one in (("theirs", theirs), ("anybody's", anybodys))}

    assert links["theirs"] not in shown[""]
    assert links["anybody's"] in shown[""]
    assert set(links.values()) < shown["?who=all"]
    assert links["theirs"] in shown["?who=3"]
    assert links["anybody's"] not in shown["?who=3"]
    offered = checked(agent.get("/follow-ups")).find("select", id="who").texts("option")
    assert offered == ["Mine, and those of anybody", "Everyone's", "Jan Jansen"]
    assert f"/moment/{theirs}" in {one["href"] for one in checked(other.get("/follow-ups")).all("a")}
    ended(register, theirs, anybodys)


def test_colleagues_are_names(register: Register, agent: Browser, other: Browser) -> None:
    """Whoever may not see relations chooses between their own and everyone's, and reads no names of colleagues."""
    stranger = with_scopes(register, "stranger to relations", VIEW, DETAILS, ADD)
    page = checked(stranger.get("/follow-ups?who=all"))

    assert agent.get("/help").status == other.get("/help").status == 200
    assert len(page.find("select", id="who").texts("option")) <= 2
    assert "Jan Jansen" not in page.words


def test_who_is_no_relation(register: Register) -> None:
    """Whoever has no relation sees everyone's, and is told where they ask for their own."""
    reader = somebody(register, "reader", None)
    page = checked(reader.get("/follow-ups"))

    assert page.find("option", value="all").get("selected") == ""
    assert page.all("option", value="me") == []
    wrong = checked(reader.get("/follow-ups?who=me"), 400)
    assert "You have no relation of your own" in wrong.find("main").words


@pytest.mark.parametrize("query", ["who=x", "who=0", "who=9999999999999999", "state=late", "who=-1", "who=%C3%A9"])
def test_what_cannot_be(agent: Browser, query: str) -> None:
    """It is told beside its field, with status 400."""
    page = checked(agent.get(f"/follow-ups?{query}"), 400)

    assert len(page.all(class_="error")) == 1
    assert page.find("title").words.startswith("Error: ")


def test_another_lists_cursor(agent: Browser, several: dict[str, int]) -> None:
    """It leads to the first page."""
    answer = agent.get("/follow-ups?who=all&cursor=v2.1_1.followup.0123456789abcdef")

    assert (answer.status, answer.location) == (303, "/follow-ups?who=all&state=open")


def test_page_by_page(register: Register, agent: Browser, several: dict[str, int]) -> None:
    """25 at a time; all of them come once."""
    more = [followed(register, f"2027-01-{day:02}", 3) for day in range(1, 31)]
    target, seen = "/follow-ups?who=3", list[str]()
    while target:
        page = checked(agent.get(target))
        seen += [one.find("a")["href"] for one in page.all("h3")]
        later = page.all("a", rel="next")
        target = later[0]["href"] if later else ""

    assert seen == [f"/moment/{one}" for one in more]
    ended(register, *more)


def test_counts_end(register: Register, agent: Browser) -> None:
    """Of more than 99 the page says that there are more: no more are counted."""
    many = [followed(register, "2026-11-24", 3) for _ in range(99)]
    exactly = checked(agent.get("/follow-ups?who=3")).find(class_="state").words
    many += [followed(register, "2026-11-24", 3) for _ in range(2)]
    more = checked(agent.get("/follow-ups?who=3")).find(class_="state").words
    ended(register, *many)

    assert exactly == "99 overdue 99 open, 99 due"
    assert more == "99+ overdue 99+ open, 99+ due"


def test_done_and_undone(register: Register, agent: Browser) -> None:
    """One press ends it, and the list says so; another one opens it again."""
    moment_id = followed(register, "2026-11-20", note="Ask again")
    page = checked(agent.get("/follow-ups?state=open"))
    form = page.form(f"/moment/{moment_id}/follow-up/end")
    assert form.button("Done")["data-key"] == "d"
    answer = form.submit(agent, "Done")
    assert (answer.status, answer.location) == (303, f"/follow-ups?state=open&ended={moment_id}")
    after = checked(agent.get(answer.location))
    assert notices(after) == ["Done: Cancels the membership"]
    assert follow_ups.get(register.database, moment_id).is_done  # type: ignore[union-attr]

    undone = after.form(f"/moment/{moment_id}/follow-up/reopen").submit(agent, "Undo")
    assert undone.location == f"/follow-ups?state=open&reopened={moment_id}"
    assert notices(checked(agent.get(undone.location))) == ["Open again: Cancels the membership"]
    assert form.submit(agent, "Done").status == form.submit(agent, "Done").status == 303
    listed = checked(agent.get("/follow-ups?state=done"))
    assert f"/moment/{moment_id}/follow-up/reopen" in {one.get("action") for one in listed.all("form")}


def test_what_was_done_is_told_while_it_is_so(register: Register, agent: Browser) -> None:
    """An address that somebody keeps says nothing that is not so any more, nor of what is not there."""
    moment_id = followed(register, "2026-11-20")
    ended(register, moment_id)

    assert notices(checked(agent.get(f"/follow-ups?reopened={moment_id}"))) == []
    assert notices(checked(agent.get(f"/follow-ups?ended={moment_id}"))) != []
    for number in ("999999", "9" * 16, "x"):
        assert notices(checked(agent.get(f"/follow-ups?ended={number}"))) == []


def test_withdrawn_meanwhile(register: Register, agent: Browser) -> None:
    """Ending one of a withdrawn contact moment is refused, and the list does not have it."""
    moment_id = followed(register, "2026-11-20")
    withdraw(register.database, [moment_id], "mistake", OPERATOR)

    assert agent.post(f"/moment/{moment_id}/follow-up/end").status == 410
    assert f"/moment/{moment_id}" not in checked(agent.get("/follow-ups")).text


def test_it_leads_to_this_server_only(register: Register, agent: Browser) -> None:
    """Where the form says to go on."""
    moment_id = followed(register, "2026-11-20")
    answer = agent.post(f"/moment/{moment_id}/follow-up/end", next="//evil.example/x")

    assert answer.location == f"/?ended={moment_id}"


def test_rights(register: Register) -> None:
    """A follow-up is a detail. Ending one needs `contact_moment/add`, and names of parties theirs."""
    moment_id = followed(register, "2026-11-20", by=4, note="A private matter", senderId=2, recipients=[1])
    detailed = with_scopes(register, "detailed", VIEW, DETAILS)
    page = checked(detailed.get("/follow-ups?who=4"))

    assert page.all("form", action=f"/moment/{moment_id}/follow-up/end") == []
    assert "private" in page.text
    assert "Betty" not in page.text
    assert "relation 1" in page.text
    assert detailed.post(f"/moment/{moment_id}/follow-up/end").status == 403
    viewer = with_scopes(register, "viewer", VIEW)
    assert viewer.get("/follow-ups").status == 403
    assert with_scopes(register, "adder", ADD).get("/follow-ups").status == 403
    assert checked(viewer.get("/")).find("li", id=f"m{moment_id}").all(class_="badge") == []
    assert checked(viewer.get("/")).all("section", aria_labelledby="todo") == []
    assert checked(viewer.get("/?followup=open")).find("li", id=f"m{moment_id}")  # no filter
    ended(register, moment_id)


def test_the_filter(register: Register, other: Browser) -> None:
    """The timeline, and files of it, by the state of the follow-up; the filter can be dropped."""
    late, later, done = (followed(register, on, 3) for on in ("2026-11-24", "2026-12-24", "2026-11-24"))
    ended(register, done)
    found = {}
    for state in ("open", "due", "done"):
        page = checked(other.get(f"/?followup={state}"))
        found[state] = {int(one["id"][1:]) for one in page.all("li", class_="moment")}
        lines = [json.loads(one) for one in other.get(f"/export/jsonl?followup={state}").text.splitlines()]
        assert len(lines) >= len(found[state])
        assert {bool(one["followUp"].get("done")) for one in lines} == {state == "done"}

    assert {late, later} <= found["open"]
    assert done not in found["open"]
    assert found["due"] <= found["open"] - {later}
    assert done in found["done"]
    page = checked(other.get("/?followup=due&lang=nl"))
    assert page.find(id="active").find("a").words == "Opvolging: Aan de beurt: filter weghalen"
    assert page.find("select", id="followup").find("option", value="due").get("selected") == ""
    assert len(checked(other.get("/?followup=late"), 400).all(class_="error")) == 1
    chip = checked(other.get("/relation/1?followup=open")).find("ul", class_="chips")
    assert chip.texts("a")[0].startswith("Follow-up: Open")
    ended(register, late, later)


def test_on_the_page_of_a_relation(register: Register, other: Browser) -> None:
    """What is open after contact with them, by when it is due; a link leads to all of it."""
    later, late = followed(register, "2026-12-24", 4, senderId=3), followed(register, "2026-11-24", None, senderId=3)
    page = checked(other.get("/relation/3"))
    found = page.find("section", aria_labelledby="todo")

    assert [one["href"] for one in found.all("a")] == [
        *(f"/moment/{one}" for one in (late, later)),
        "/?relation=3&followup=open",
    ]
    assert found.all("li")[0].words == "Tue 24 Cancels the membership, overdue by anybody"
    ended(register, later, late)
    assert checked(other.get("/relation/3")).all("section", aria_labelledby="todo") == []


def test_beside_the_timeline(register: Register, other: Browser, several: dict[str, int]) -> None:
    """The first five of one's own, and how many there are; what is late is said in words too."""
    mine = [followed(register, f"2026-11-{day}", 3, f"Note {day}") for day in (24, 26, 27, 28, 29, 30)]
    aside = checked(other.get("/")).find("section", aria_labelledby="todo")

    assert aside.find("h2").words == "To follow up 6"
    assert aside.texts("time") == ["Tue 24", "today", "Fri 27", "Sat 28", "Sun 29"]
    assert [one["href"] for one in aside.all("a")] == [*(f"/moment/{one}" for one in mine[:5]), "/follow-ups"]
    assert aside.all("li")[0].words == "Tue 24 Betty Linden, overdue Note 24"
    ended(register, *mine)
    assert checked(other.get("/")).all("section", aria_labelledby="todo") == []


@pytest.mark.parametrize(
    ("on", "language", "says", "kind"),
    [
        ("2026-11-24", "en", "overdue: Tue 24", "danger"),
        ("2026-11-26T09:30:00", "nl", "te laat: 09:30", "danger"),
        ("2026-11-26T15:30:00", "nl", "opvolgen 15:30", "warn"),
        ("2026-11-26", "en", "follow up today", "warn"),
        ("2026-11-30", "nl", "opvolgen ma 30", ""),
        ("2028-01-03T10:00:00", "en", "follow up 3 Jan 2028", ""),
    ],
)
def test_in_a_row(register: Register, agent: Browser, on: str, language: str, says: str, kind: str) -> None:
    """The row of a contact moment says when it is to be followed up, on the timeline and on a relation's."""
    moment_id = followed(register, on, 4)
    for path in ("/", "/relation/1"):
        row = checked(agent.get(f"{path}?lang={language}")).find("li", id=f"m{moment_id}")
        badge = row.find(class_="badge")
        assert (badge.words, badge.classes) == (says, {"badge", kind} - {""})
    ended(register, moment_id)
    assert checked(agent.get("/")).find("li", id=f"m{moment_id}").all(class_="badge") == []
