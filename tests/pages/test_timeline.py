"""The timeline as a page: rows and days, filters in the address, what is new, and what each role sees."""

import re
from contextlib import closing
from pathlib import Path

import pytest

from contact_moments import catalogue
from contact_moments.accounts import accounts, roles
from contact_moments.contract.support import add_people, register_together
from contact_moments.model import VIEW
from contact_moments.register import Register
from contact_moments.relations import rename
from tests.pages.dom import Element, check_part, checked, parsed
from tests.people.browser import OPERATOR, Browser, add_account, new_register

PARTS = {"hx_request": "true", "hx_target": "div#results"}


@pytest.fixture(scope="module", autouse=True)
def _filled(register: Register) -> None:
    """Thirty notes on two days, and three calls that differ."""
    add_people(register, 1, 2, 3, 4)
    rename(register.database, 1, "Betty Linden")
    rename(register.database, 2, "Noor Bakker")
    catalogue.add_tag(register.database, "Paid", 3)
    catalogue.put_action(register.database, 2, "Welcome round")
    notes = [{"subject": f"Note {at}", "dateTime": f"2024-05-0{1 + at % 2}T10:{at:02}:00"} for at in range(30)]
    calls = [
        {"subject": "Cancels", "senderId": 1, "recipients": [2], "dateTime": "2025-01-01T12:00:00", "tagIds": [3]},
        {"subject": "Cancelled", "senderId": 2, "recipients": [1, 3, 4], "dateTime": "2025-01-02T12:00:00"},
        {"subject": "Retention", "senderId": 3, "recipients": [4], "dateTime": "2025-01-03T12:00:00", "action_code": 2},
    ]
    calls[0]["contents"] = "Wants to cancel <b>now</b>"
    register_together(register, [*notes, *calls])


def signed_in(register: Register, role: str, relation: int | None = None) -> Browser:
    """A browser of somebody with a role."""
    email = f"{role.replace(' ', '-')}{relation}@example.org"
    if not any(one.email == email for one in accounts.all_accounts(register.database)):
        account = add_account(register, email, role)
        accounts.set_relation(register.database, account.id, relation, OPERATOR)
    browser = Browser(register)
    browser.sign_in(email)
    return browser


def rows(page: Element) -> list[str]:
    """The subjects on a page."""
    return page.texts(class_="subject")


def part(browser: Browser, target: str, **headers: str) -> Element:
    """What a script gets of an address."""
    answer = browser.get(target, **(PARTS | headers))
    assert answer.status == 200, answer.text[:500]
    found = parsed(answer.text)
    check_part(found)
    assert not found.all("main")
    return found


def test_the_newest_come_first_by_day(browser: Browser) -> None:
    """With the day's count, also of the day that goes on on the next page; and a link to what is older."""
    page = checked(browser.get("/"))

    assert rows(page)[:3] == ["Retention", "Cancelled", "Cancels"]
    assert page.find(class_="state").find("p").words == "33 contact moments, newest first"
    assert [one.find(class_="count").words for one in page.all(class_="day")] == ["1 contact moment"] * 3 + [
        "15 contact moments"
    ] * 2
    assert page.find("nav", class_="page").words == "25 of 33 Older"
    assert len(rows(page)) == 25


def test_the_largest_page_is_small(tmp_path: Path) -> None:
    """Long subjects, texts and names, and many tags: what does not fit is cut, and the rest of the tags counted."""
    register = new_register(tmp_path)
    add_people(register, 1, 2, 3, 4)
    for relation_id in (1, 2, 3):
        rename(register.database, relation_id, "Betty " * 42)
    for tag in range(3, 23):
        catalogue.add_tag(register.database, f"{tag} membership membership", tag)
    note = {"subject": "On membership " * 18, "contents": "the membership of one " * 20, "tagIds": list(range(3, 23))}
    register_together(register, [note | {"recipients": [2, 3, 4]} for _ in range(25)])
    editor = signed_in(register, "editor", 1)

    page = checked(editor.get("/?q=membership"))
    assert page.all(class_="side")[0].texts("li") == ["3 membership membership", "+19"]
    assert all(one.text.startswith("On membership") and one.text.endswith("…") for one in page.all(class_="subject"))
    assert all(one.all("mark") for one in page.all(class_="excerpt"))
    long = checked(editor.get(f"/?q={'membership+' * 10}"))
    assert (len(rows(long)), long.all("a", class_="tag")) == (25, [])
    checked(editor.get("/relation/1"))
    register.close()


def test_the_title_tells_what_is_shown(browser: Browser) -> None:
    """Also of what a script gets while somebody searches."""
    query = "/?q=cancel&tag=3&type=ContactMomentNote&period=month"
    titles = [checked(browser.get(query)).texts("title"), part(browser, query).texts("title")]

    assert titles == [["“cancel”, Note, Tag: Paid, This month – Contact moments"]] * 2
    assert part(browser, "/").texts("title") == ["Timeline – Contact moments"]
    assert part(browser, "/?period=today").texts("title") == ["Timeline, Today – Contact moments"]


def test_a_name_of_several_shows_no_rows_until_one_is_chosen(register: Register) -> None:
    """They would look as if they were filtered by it."""
    page = checked(signed_in(register, "reader").get("/?relation_text=Relation"))

    assert (rows(page), page.find(id="count").words) == ([], "Which relation do you mean?")
    assert [one["href"] for one in page.find(class_="hits").all("a")] == ["/?relation=3", "/?relation=4"]


def test_older_pages(browser: Browser) -> None:
    """The rest, the day's whole count again, and the way back to the newest; nothing asks what is new there."""
    first = checked(browser.get("/"))
    older = first.find("a", rel="next")["href"]
    page = checked(browser.get(older))

    assert len(rows(page)) == 8
    assert not set(rows(page)) & set(rows(first))
    assert page.find(class_="day").find(class_="count").words == "15 contact moments"
    assert page.find("nav", class_="page").find("a")["href"] == "/"
    assert (page.all("a", rel="next"), page.all(id="news")) == ([], [])


def test_a_row(register: Register) -> None:
    """Time with its offset, who to whom, texts as they are, tags that filter; and who one is oneself."""
    page = checked(signed_in(register, "reader", 2).get("/?tag=3"))
    row = page.find("li", class_="moment")

    assert row.find("time")["datetime"] == "2025-01-01T12:00+01:00"
    assert row.find(class_="excerpt").words == "Wants to cancel <b>now</b>"
    assert row.find(class_="facts").words == "Betty Linden →to Noor Bakker"
    assert [one.get("class") for one in row.find(class_="facts").all("a")] == [None, "us"]
    assert [one.get("data-key") for one in row.find(class_="facts").all("a")] == ["r", None]
    assert row.find("a", class_="tag")["href"] == "/?tag=3"
    assert row.find(class_="type").words == "Note"


def test_a_question_is_marked_and_finds_relations_first(browser: Browser) -> None:
    """In subject and text; several recipients are counted."""
    page = checked(browser.get("/?q=cancel"))

    assert page.texts("mark") == ["Cancelled", "Cancels", "cancel"]
    assert page.find("title").words.startswith("“cancel”")
    assert "and 1 other" in page.find(class_="facts").words
    hits = checked(browser.get("/?q=betty")).find(class_="hits")
    assert [one["href"] for one in hits.all("a")] == ["/relation/1"]


def test_filters_stay_in_the_address(browser: Browser) -> None:
    """The form shows them, each has a way out, and the links to files and older rows have them too."""
    page = checked(browser.get("/?q=note&type=ContactMomentNote&tag=3&period=custom&from=2024-05-01&to=2024-05-01"))
    chips = [(one.find("span").words, one["href"]) for one in page.all("a", class_="chip")]
    days = "from=2024-05-01&to=2024-05-01"

    assert chips == [
        ("“note”", f"/?type=ContactMomentNote&tag=3&{days}"),
        ("Note", f"/?q=note&tag=3&{days}"),
        ("Tag: Paid", f"/?q=note&type=ContactMomentNote&{days}"),
        ("From 1 May 2024 up to and including 1 May 2024", "/?q=note&type=ContactMomentNote&tag=3"),
    ]
    assert page.find(id="q")["value"] == "note"
    assert page.find(class_="empty").find("h2").words == "Nothing found for “note”"
    again = page.form("/").submit(browser, tag="")
    assert rows(checked(again))[:2] == ["Note 28", "Note 26"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=ContactMomentPhone", 0),
        ("sender=2", 1),
        ("relation=3", 2),
        ("action=2", 1),
        ("channel=import", 33),
        ("channel=api", 0),
        ("from=2025-01-02", 2),
        ("to=2024-05-01", 15),
        ("period=today", 0),
        ("period=yesterday", 0),
        ("period=7d", 0),
        ("period=month", 0),
        ("tag=3&tag=4", 1),
        ("unknown=x&page=9", 33),
    ],
)
def test_each_filter(browser: Browser, query: str, found: int) -> None:
    """What is not known is ignored."""
    page = checked(browser.get(f"/?{query}"))
    assert page.find(class_="state").find("strong").words == str(found)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("q=-", "q"),
        (f"q={'x' * 201}", "q"),
        ("type=Other", "type"),
        ("tag=x", "tag"),
        ("&".join(f"tag={number}" for number in range(1, 60)), "tag"),
        ("tag=9007199254740993", "tag"),
        ("sender=0", "sender"),
        ("sender=me", "sender"),
        ("relation=-1", "relation"),
        ("action=1.5", "action"),
        ("channel=fax", "channel"),
        ("period=ever", "period"),
        ("from=yesterday", "from"),
        ("to=20250101", "to"),
        ("to=9999-12-31", "to"),
        ("from=2025-01-02&to=2025-01-01", "to"),
        ("relation_text=nobody", "relation"),
    ],
)
def test_what_cannot_be_is_told_beside_its_filter(browser: Browser, query: str, field: str) -> None:
    """And finds nothing; nothing typed is lost."""
    page = checked(browser.get(f"/?{query}"), 400)

    assert page.find(id=f"{field}-error").words
    assert page.find("title").words.startswith("Error: ")
    assert rows(page) == []


def test_a_typed_relation_leads_to_its_filter(browser: Browser) -> None:
    """One is taken at once; of several one chooses; the other filters stay."""
    assert browser.get("/?relation_text=Betty&q=x").location == "/?q=x&relation=1"
    assert browser.get("/?sender_text=2").location == "/?sender=2"
    page = checked(browser.get("/?relation_text=Relation&tag=3"))
    assert page.find(id="relation_text")["value"] == "Relation"
    assert [one["href"] for one in page.find(class_="hits").all("a")] == ["/?tag=3&relation=3", "/?tag=3&relation=4"]


def test_a_cursor_of_another_search_begins_again(browser: Browser) -> None:
    """As after midnight in the timeline of today."""
    assert browser.get("/?tag=3&cursor=v2.1_1.search").location == "/?tag=3"


def test_a_script_gets_what_changes_and_the_address(browser: Browser) -> None:
    """While somebody types the address is replaced; what else they choose, Back takes back."""
    typed = browser.get("/?q=cancel&type=&period=", hx_source="input#q", **PARTS)
    chosen = browser.get("/?q=cancel&period=", hx_source="form", **PARTS)

    assert (typed.headers["hx-replace-url"], chosen.headers["hx-push-url"]) == ("/?q=cancel", "/?q=cancel")
    page = part(browser, "/?q=cancel")
    assert [one.get("id") for one in page.children if isinstance(one, Element)] == [
        None,
        "results",
        "count",
        "active",
        "export",
    ]


def test_what_is_new(register: Register, browser: Browser) -> None:
    """It is counted since the page was read, by its filters; who knows the answer is told so in a few bytes."""
    page = checked(browser.get("/?q=urgent"))
    asks = page.find(id="news").find("div")
    tag = re.search(r'W/\\?"[^"\\]+', asks["hx-headers"])
    assert tag is not None
    assert browser.get(asks["hx-get"], if_none_match=f'{tag[0].replace(chr(92), "")}"').status == 304

    register_together(register, [{"subject": "Urgent", "dateTime": "1999-01-01"}, {"subject": "Other"}])
    answer = browser.get(asks["hx-get"])
    news = parsed(answer.text)
    assert news.find("a").words == "1 new"
    assert browser.get(asks["hx-get"], if_none_match=answer.headers["etag"]).status == 304
    assert browser.get("/new?after=x").status == 400
    rows_now = part(browser, news.find("a")["href"], hx_source="a#new")
    assert "autofocus" in rows_now.find(class_="subject").find("a").attributes


def test_the_frame_knows_where_one_is(browser: Browser) -> None:
    """A question is a search."""
    assert checked(browser.get("/")).find("a", aria_current="page").words == "Timeline g t"
    assert checked(browser.get("/?q=x")).find("a", aria_current="page").words == "Search /"


def test_my_day(register: Register) -> None:
    """What one has sent today, for who is a relation."""
    browser = signed_in(register, "reader", 2)
    assert checked(browser.get("/")).find("aside").find("p").words == "0 contact moments today."
    assert not checked(signed_in(register, "reader").get("/")).find("aside").all("p")
    assert checked(browser.get("/?sender=me")).texts(class_="subject") == ["Cancelled"]


def test_who_may_see_less_sees_less(register: Register) -> None:
    """Without details no texts, links to moments or filter by channel; without relations no names but senders'."""
    roles.put_role(register.database, "watcher", frozenset({VIEW}), False, OPERATOR)
    browser = signed_in(register, "watcher")
    page = checked(browser.get("/?tag=3&channel=api&q=now"))
    assert rows(page) == []
    page = checked(browser.get("/?tag=3&channel=api"))

    assert rows(page) == ["Cancels"]
    assert page.find(class_="facts").words == "Betty Linden →to relation 2"
    assert page.all(class_="excerpt") == page.find(class_="moments").all("a", href="/moment/31") == []
    assert page.all(id="channel") == page.all(id="relation_text") == page.all(class_="hits") == []
    assert browser.get("/?relation_text=Betty").location == ""


def test_in_dutch(browser: Browser) -> None:
    """Days and numbers as the language writes them."""
    page = checked(browser.get("/?lang=nl"))
    assert page.find(class_="state").find("p").words.endswith("contactmomenten, nieuwste eerst")
    assert page.all(class_="day")[-1].find("h2").words == "01-05-2024 woensdag 15 contactmomenten"


def test_the_ends_of_the_calendar(tmp_path: Path) -> None:
    """Whatever days a client has given, pages of lists and of contact moments are there, in both languages."""
    with closing(new_register(tmp_path)) as register:
        add_people(register, 1, 2)
        for at in ("9998-12-31T23:59:59-14:00", "9998-12-31T12:00:00Z", "0002-01-01T00:00:00+14:00"):
            register_together(register, [{"dateTime": at}] * 30)
        browser = signed_in(register, "editor")
        for lang in ("en", "nl"):
            pages = [f"/relation/1?lang={lang}", f"/moment/1?lang={lang}", f"/moment/90?lang={lang}", f"/?lang={lang}"]
            for target in pages:
                page = checked(browser.get(target))
            for _ in range(3):
                page = checked(browser.get(page.find("a", rel="next")["href"]))
            assert len(rows(page)) == 15


def test_an_empty_register(tmp_path: Path) -> None:
    """Says what to do next; who may only read is told to wait."""
    empty = new_register(tmp_path)
    try:
        page = checked(signed_in(empty, "reader").get("/"))
        assert page.find(class_="empty").find("h2").words == "No contact moments yet"
        assert not page.find(id="export").all("a")
    finally:
        empty.close()
