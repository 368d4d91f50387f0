"""A contact moment's page: everything about it, its versions side by side, and withdrawing it."""

import pytest

from contact_moments import catalogue
from contact_moments.model import DETAILS, REASONS, VIEW, WITHDRAW
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from contact_moments.relations.relations import add
from tests.pages.details import fill, made, somebody, with_scopes
from tests.pages.dom import Element, checked
from tests.people.browser import Browser

TYPE = b"""{"id": "Own", "title": "Inspection", "schema": {"properties": {
"contents": {"title": "Report", "type": "string"},
"passed": {"title": "Passed", "type": "boolean"}, "on": {"title": "Again on", "type": "string", "format": "date"},
"cost": {"title": "Cost", "type": "number"}, "seen": {"title": "Seen", "type": "array", "items": {"type": "string"}},
"result": {"title": "Result", "enum": ["good", "bad"]}, "place": {"title": "Place", "type": "object"}}}}"""


@pytest.fixture(scope="module")
def register(register: Register) -> Register:
    """With relations, a tag and an action."""
    fill(register)
    catalogue.add_tag(register.database, "Membership", 3)
    catalogue.put_action(register.database, 7, "Campaign")
    return register


@pytest.fixture(scope="module")
def editor(register: Register) -> Browser:
    """An editor's browser."""
    return somebody(register, "editor")


def wrong(page: Element) -> list[str]:
    """What the summary says is wrong."""
    (summary,) = [one for one in page.all(role="alert") if "errors" in one.classes]
    return summary.texts("a")


def facts_of(page: Element) -> dict[str, str]:
    """What stands beside the text, by its name."""
    (aside,) = page.all("aside")
    return {one.find("dt").words: one.find("dd").words for one in aside.find("dl").all("div") if one.all("dt")}


def test_everything_about_it_is_there(register: Register, editor: Browser) -> None:
    """Head, text, facts with names and choices in words, and the version; links lead to relations and tags."""
    moment_id = made(
        register,
        contents="One.\n\nTwo\nthree.",
        direction="in",
        outcome="no answer",
        durationMinutes=6,
        dateTime="2026-05-01T12:30:00Z",
        tagIds=[3],
        action_code=7,
        reference="TEL-1",
    )
    page = checked(editor.get(f"/moment/{moment_id}"))

    assert page.texts("h1") == ["Cancels the membership"]
    assert page.find("time").text == "Friday 1 May 2026 at 14:30"
    assert page.find("time")["datetime"] == "2026-05-01T14:30+02:00"
    (prose,) = [one for one in page.all("section") if "prose" in one.classes]
    assert [one.text for one in prose.all("p")] == ["One.", "Two\nthree."]
    assert facts_of(page) == {
        "Sender": "Betty Linden",
        "Recipient": "Noor Bakker",
        "Direction": "They contacted us",
        "Outcome": "No answer",
        "Duration in minutes": "6",
        "Action": "Campaign (7)",
        "Tags": "Membership",
        "Reference": "TEL-1",
        "Number": str(moment_id),
    }
    links = {one["href"] for one in page.all("a")}
    assert {"/relation/1", "/relation/2", "/?tag=3", f"/moment/{moment_id}/correct", "#withdraw"} <= links
    assert page.all("table") == []


def test_a_type_of_the_organisation_has_its_own_titles(register: Register, editor: Browser) -> None:
    """Values are in words; anything nested is readable JSON."""
    put_type(register.database, read_type(TYPE))
    own = {
        "passed": True,
        "on": "2026-12-01",
        "cost": 1234.5,
        "seen": ["a", "b"],
        "result": "good",
        "place": {"x": [1]},
    }
    moment_id = made(register, "Own", contents="Report", **own)

    page = checked(editor.get(f"/moment/{moment_id}"))

    facts = facts_of(page)
    assert facts["Passed"] == "yes"
    assert (facts["Again on"], facts["Cost"]) == ("1 Dec 2026", "1,234.5")
    assert (facts["Seen"], facts["Result"]) == ("a, b", "good")
    assert page.find("pre").words == '{ "x": [ 1 ] }'
    dutch = facts_of(checked(editor.get(f"/moment/{moment_id}?lang=nl")))
    assert (dutch["Passed"], dutch["Again on"], dutch["Cost"]) == ("ja", "01-12-2026", "1.234,5")


def test_versions_stand_side_by_side(register: Register, editor: Browser) -> None:
    """The last two, or those that are asked for; what differs is marked, and the rest is named."""
    moment_id = made(register, contents="It ends on 1 December.", durationMinutes=5)
    made(register, contactMomentId=moment_id, contents="It ends on 1 January.", durationMinutes=5, tagIds=[3])
    made(register, contactMomentId=moment_id, contents="It ends on 1 January.", durationMinutes=6, tagIds=[3])

    page = checked(editor.get(f"/moment/{moment_id}"))
    assert page.find("table").texts("th", scope="row") == ["Duration in minutes"]
    assert page.find("ol").all("li")[0].words.startswith("Version 3")

    page = checked(editor.get(f"/moment/{moment_id}?a=1&b=2"))
    assert (page.texts("del"), page.texts("ins")) == (["December"], ["January", "Membership"])
    assert "It ends on 1 removed: December" in page.find("table").words  # not by colour alone
    assert "Unchanged: Subject, Sender, Recipients, When, Duration in minutes." in page.find("main").words
    swapped = checked(editor.get(f"/moment/{moment_id}?a=3&b=1"))
    assert swapped.find("caption").words == "Differences between version 1 and version 3"
    odd = checked(editor.get(f"/moment/{moment_id}?a=x&b=99999999999999999999"))
    assert odd.find("caption").words == "Differences between version 2 and version 3"


def test_many_versions_are_shown_when_asked_for(register: Register, editor: Browser) -> None:
    """Fifty at first, and those that are compared; asking for all keeps what is compared."""
    moment_id = made(register, subject="Version 1")
    for number in range(2, 61):
        made(register, contactMomentId=moment_id, subject=f"Version {number}")

    few = checked(editor.get(f"/moment/{moment_id}?a=3&b=5"))
    assert (len(few.find("ol").all("li")), few.find("ol")["start"]) == (50, "60")
    assert few.find("caption").words == "Differences between version 3 and version 5"
    assert [one["value"] for one in few.find("select").all("option")][:3] == ["1", "3", "11"]
    (link,) = [one for one in few.all("a") if one.words == "Show all 60"]
    whole = checked(editor.get(f"/moment/{moment_id}{link['href'].partition('#')[0]}"))
    assert len(whole.find("ol").all("li")) == 60
    assert whole.find("caption").words == few.find("caption").words
    assert whole.texts("a", href="?a=1&b=60&all=1#compare") == ["Version 1"]


def test_many_recipients_are_shown_when_asked_for(register: Register, editor: Browser) -> None:
    """A hundred at first."""
    for relation_id in range(1000, 1150):
        add(register.database, f"R {relation_id}", relation_id=relation_id)
    moment_id = made(register, recipients=list(range(1000, 1150)))

    few, all_of_them = (editor.get(f"/moment/{moment_id}{query}") for query in ("", "?all=1"))

    assert checked(few).texts("a", href="?all=1") == ["Show all 150"]
    assert few.text.count('href="/relation/1') == 101
    assert all_of_them.text.count('href="/relation/1') == 151


def test_withdrawing_asks_for_a_reason_and_whether_one_is_sure(register: Register, editor: Browser) -> None:
    """Nothing happens without both; afterwards the page tells when and why, and no content."""
    moment_id = made(register, subject="Secret subject")
    form = checked(editor.get(f"/moment/{moment_id}")).form(f"/moment/{moment_id}/withdraw")

    answer = form.submit(editor, "Withdraw for good")
    page = checked(answer, 422)
    assert page.find("title").text.startswith("Error: ")
    assert wrong(page) == ["Choose a reason.", "Tick the box to say that you understand."]
    answer = page.form(f"/moment/{moment_id}/withdraw").submit(editor, "Withdraw for good", reason="mistake")
    page = checked(answer, 422)
    assert page.find("option", selected="").get("value") == "mistake"
    assert form.submit(editor, "Withdraw for good", reason="whim", sure="yes").status == 422

    answer = form.submit(editor, "Withdraw for good", reason="mistake", sure="yes")
    assert (answer.status, answer.location) == (303, f"/moment/{moment_id}")
    page = checked(editor.get(f"/moment/{moment_id}"), 410)
    assert "Registered by mistake" in page.find("main").words
    assert "Secret subject" not in page.text
    assert form.submit(editor, "Withdraw for good", reason="other", sure="yes").status == 303


def test_every_reason_has_words(editor: Browser, register: Register) -> None:
    """In both languages."""
    moment_id = made(register)
    for language in ("en", "nl"):
        page = checked(editor.get(f"/moment/{moment_id}?lang={language}"))
        assert len(set(page.find(id="reason").texts("option"))) == len(REASONS) + 1


def test_what_somebody_may_not_see_is_unknown(register: Register, editor: Browser) -> None:
    """Without details there is no page, whether the moment is there, was withdrawn, or never was."""
    moment_id, gone = made(register), made(register)
    checked(editor.get(f"/moment/{gone}")).form(f"/moment/{gone}/withdraw").submit(editor, reason="other", sure="yes")
    clerk = with_scopes(register, "clerk", VIEW, WITHDRAW)

    found = [clerk.get(f"/moment/{number}") for number in (moment_id, gone, 10**9)]
    assert {answer.status for answer in found} == {404}
    sent = [clerk.post(f"/moment/{number}/withdraw", reason="other", sure="yes") for number in (moment_id, gone, 10**9)]
    assert {answer.status for answer in sent} == {404}
    assert editor.get(f"/moment/{moment_id}").status == 200


def test_who_may_not_see_relations_reads_no_names_but_the_senders(register: Register) -> None:
    """As in lists; and there are no links that lead nowhere."""
    clerk = with_scopes(register, "filing clerk", VIEW, DETAILS)
    moment_id = made(register)
    page = checked(clerk.get(f"/moment/{moment_id}"))

    assert facts_of(page)["Sender"] == "Betty Linden"
    assert facts_of(page)["Recipient"] == "relation 2"
    assert "Noor" not in page.text
    assert [one for one in page.all("a") if "/relation/" in (one.get("href") or "")] == []
    assert page.all("form", action=f"/moment/{moment_id}/withdraw") == []
    assert page.all("a", href=f"/moment/{moment_id}/correct") == []


def test_a_reader_is_refused_what_the_page_does_not_offer(register: Register) -> None:
    """Also where they send it all the same."""
    reader = somebody(register, "reader")
    moment_id = made(register)

    assert "Withdraw" not in checked(reader.get(f"/moment/{moment_id}")).find("main").words
    assert reader.post(f"/moment/{moment_id}/withdraw", reason="other", sure="yes").status == 403
    assert reader.get(f"/moment/{moment_id}").status == 200


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://127.0.0.1/?q=membership&cursor=x", "/?q=membership&cursor=x"),
        ("http://127.0.0.1/relation/1?saved=3&q=a", "/relation/1?q=a"),
        ("http://127.0.0.1/", "/"),
        ("http://127.0.0.1/moment/1", "/"),
        ("http://127.0.0.1//evil.example", "/"),
        ("http://127.0.0.1/?\\x", "/"),
        ("http://evil.example/?q=a", "/"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_is_to_the_list_that_one_came_from(
    register: Register, editor: Browser, came_from: str, back: str
) -> None:
    """With its filters; and never to another site."""
    page = checked(editor.get(f"/moment/{made(register)}", referer=came_from))

    assert next(one["href"] for one in page.all("a") if "back" in one.classes) == back
