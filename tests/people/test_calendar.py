"""Calendars: the secret address of one's follow-ups, who gets it, and what is at it."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from contact_moments.accounts import accounts, roles
from contact_moments.clock import SECOND
from contact_moments.contract.support import add_people
from contact_moments.model import ADD, DETAILS, VIEW, Call, Grant
from contact_moments.moments import follow_ups
from contact_moments.moments.follow_up_members import read_plan
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Account
from contact_moments.register import Register
from contact_moments.relations.putting import put
from contact_moments.storage.sql import tables
from contact_moments.web.icalendar_text import Event, calendar
from tests.pages.hostile import strings
from tests.people.browser import OPERATOR, PASSWORD, Answer, Browser, TestClock, add_account, new_register

pytestmark = pytest.mark.both_engines
PHONE = "ContactMomentPhone"
Parsed = list[dict[str, str]]


@pytest.fixture
def ada(register: Register) -> Browser:
    """The browser of Ada, who is relation 1; Betty is 2."""
    add_people(register, 1, 2, 3)
    put(register.database, "NL", 2, {"name": "Betty, Linden; of\\Tiel"})
    account = add_account(register)
    accounts.set_relation(register.database, account.id, 1, OPERATOR)
    browser = Browser(register)
    browser.sign_in()
    return browser


def followed(register: Register, on: str = "2026-12-01", by: int | None = 1, **members: Any) -> int:
    """A moment of Betty's with a follow-up; returns its id."""
    body = {"subject": "Call back", "senderId": 2, "recipients": [1]} | members
    grant = Grant(None, frozenset({ADD}), 2**62)
    moment_id = register.registrar.register(Call(PHONE, body, grant, channel="page"))
    wanted = read_plan({"on": on, "by": by, "note": "Something private"}, register.zone)
    follow_ups.put(register.database, moment_id, wanted, OPERATOR)
    return moment_id


def address(browser: Browser, **fields: str) -> str:
    """Make an address; returns its path."""
    page = browser.post("/account/calendar", password=PASSWORD, **fields)
    assert page.status == 200
    found = re.findall(r'value="http://127\.0\.0\.1(/calendar/[\w-]{43}\.ics)"', page.text)
    assert len(found) == 1
    return str(found[0])


def parsed(answer: Answer) -> Parsed:
    """The events of a calendar, each property by its name: unfolded and unescaped as RFC 5545 says."""
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    return events_of(answer.text)


def events_of(text: str) -> Parsed:
    """The same of a text."""
    assert text.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n", text)
    lines = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    found: Parsed = []
    for line in lines[1:-1]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name != "END":
            assert name not in found[-1]
            found[-1][name] = re.sub(r"\\(.)", lambda one: "\n" if one[1] in "nN" else one[1], value)
    return found


def test_what_is_in_it(register: Register, ada: Browser) -> None:
    """A day is a day, a time is in UTC, and each event leads to its contact moment."""
    day, time = followed(register), followed(register, "2026-07-01T14:30:00")
    first, second = parsed(Browser(register).get(address(ada, names="1")))

    assert first | {"DTSTAMP": ""} == {
        "UID": f"follow-up-{time}@127.0.0.1",
        "DTSTAMP": "",
        "DTSTART": "20260701T123000Z",
        "DURATION": "PT15M",
        "SUMMARY": "Betty, Linden; of\\Tiel: Call back",
        "URL": f"http://127.0.0.1/moment/{time}",
    }
    assert re.fullmatch(r"\d{8}T\d{6}Z", first["DTSTAMP"])
    assert (second["UID"], second["DTSTART;VALUE=DATE"]) == (f"follow-up-{day}@127.0.0.1", "20261201")


def test_what_is_not_in_it(register: Register, ada: Browser) -> None:
    """Notes, those of others, those that anybody may do, and those that are done or withdrawn."""
    followed(register, by=3)
    followed(register, by=None)
    done, gone, mine = followed(register), followed(register), followed(register)
    follow_ups.end(register.database, done, OPERATOR)
    withdraw(register.database, [gone], "mistake", OPERATOR)
    answer = Browser(register).get(address(ada, names="1"))

    assert [one["UID"] for one in parsed(answer)] == [f"follow-up-{mine}@127.0.0.1"]
    assert "private" not in answer.text


def test_without_names(register: Register, ada: Browser) -> None:
    """Unless one asks for names, an event has the number of its contact moment only."""
    moment_id = followed(register)
    answer = Browser(register).get(address(ada))

    assert [one["SUMMARY"] for one in parsed(answer)] == [f"Follow-up of contact moment {moment_id}"]
    assert "Betty" not in answer.text
    assert "Call back" not in answer.text


def test_in_the_owners_language(register: Register, ada: Browser) -> None:
    """Its name and its words."""
    followed(register)
    ada.post("/account/profile", name="Ada", language="nl")
    text = Browser(register).get(address(ada)).text

    assert "X-WR-CALNAME:Op te volgen" in text
    assert "SUMMARY:Opvolging van contactmoment" in text


def test_it_is_shown_once(register: Register, ada: Browser) -> None:
    """In the answer to its making, with nothing kept by browsers; the account's page has no secret."""
    answer = ada.post("/account/calendar", password=PASSWORD)
    assert answer.headers["cache-control"] == "no-store"
    (token,) = re.findall(r"/calendar/([\w-]{43})\.ics", answer.text)
    page = ada.get("/account").text

    assert token not in page
    assert "It was not used yet." in page
    Browser(register).get(f"/calendar/{token}.ics")
    assert "Last used:" in ada.get("/account").text


def test_the_password_is_asked(ada: Browser, register: Register) -> None:
    """An address works for longer than a session; ending it needs nothing. What was checked stays so."""
    for password in ("", "another one that is wrong"):
        answer = ada.post("/account/calendar", password=password, names="1")
        assert answer.status == 422
        assert 'id="calendar-password-error"' in answer.text
        assert re.search(r'name="names"[^>]* checked', answer.text)
    assert not [one for one in events(register) if one[0] == "calendar"]


def test_renewing_and_switching_off(register: Register, ada: Browser) -> None:
    """The address before stops at once; one that is switched off too."""
    stranger = Browser(register)
    before = address(ada)
    after = address(ada, names="1")
    assert (stranger.get(before).status, stranger.get(after).status) == (404, 200)

    assert ada.post("/account/calendar/off").location == "/account?done=calendar"
    assert stranger.get(after).status == 404
    assert "switched off" in ada.get("/account?done=calendar").text
    assert ada.post("/account/calendar/off").status == 303


def test_the_audit_trail(register: Register, ada: Browser) -> None:
    """Has it made, made again and switched off, once each."""
    address(ada)
    address(ada, names="1")
    ada.post("/account/calendar/off")
    ada.post("/account/calendar/off")
    found = [one for one in events(register) if one[0] == "calendar"]

    assert found == [
        ("calendar", {"what": "made", "names": False}),
        ("calendar", {"what": "renewed", "names": True}),
        ("calendar", {"what": "off"}),
    ]


def events(register: Register) -> list[tuple[str, Any]]:
    """The kinds and details of the audit trail."""
    event = tables.audit_event
    rows = select(event.c.kind, event.c.detail).order_by(event.c.number)
    found = register.database.read(lambda connection: connection.execute(rows).all())
    return [(kind, json.loads(detail)) for kind, detail in found]


def test_a_tag(register: Register, ada: Browser) -> None:
    """Whoever has the calendar already gets 304, until something changes."""
    followed(register)
    path, program = address(ada), Browser(register)
    answer = program.get(path)
    assert program.get(path, if_none_match=answer.headers["etag"]).status == 304
    followed(register)

    assert program.get(path, if_none_match=answer.headers["etag"]).status == 200


def test_head(register: Register, ada: Browser) -> None:
    """HEAD gets the headers alone."""
    path = address(ada)
    whole, head = Browser(register).get(path), Browser(register).send("HEAD", path, b"", {})

    assert (head.status, head.text, head.headers["etag"]) == (200, "", whole.headers["etag"])
    assert whole.headers["cache-control"] == "no-store"


def lose_role(register: Register, account: Account) -> None:
    roles.put_role(register.database, "adder", frozenset({ADD}), None, OPERATOR)
    accounts.give_role(register.database, account.id, "adder", OPERATOR)


def need_second_factor(register: Register, account: Account) -> None:
    accounts.give_role(register.database, account.id, "administrator", OPERATOR)


def be_disabled(register: Register, account: Account) -> None:
    accounts.disable(register.database, account.id, register.clock(), OPERATOR)


def be_enabled_again(register: Register, account: Account) -> None:
    be_disabled(register, account)
    accounts.enable(register.database, account.id, OPERATOR)


@pytest.mark.parametrize("change", [lose_role, need_second_factor, be_disabled, be_enabled_again])
def test_only_what_the_owner_may_see_now(register: Register, ada: Browser, change: Any) -> None:
    """Another role, a second factor that is missing, or an account that is or was disabled: there is no calendar."""
    path = address(ada)
    assert Browser(register).get(path).status == 200
    change(register, accounts.find(register.database, "ada@example.org"))

    assert Browser(register).get(path).status == 404


def test_names_that_the_owner_may_not_see(register: Register, ada: Browser) -> None:
    """Who may not see relations has the names of senders only, as in the list."""
    roles.put_role(register.database, "viewer", frozenset({VIEW, DETAILS}), None, OPERATOR)
    accounts.give_role(register.database, accounts.find(register.database, "ada@example.org").id, "viewer", OPERATOR)
    followed(register, senderId=1, recipients=[2])

    assert [one["SUMMARY"] for one in parsed(Browser(register).get(address(ada, names="1")))] == [
        "relation 2: Call back"
    ]


def test_who_is_no_relation(register: Register) -> None:
    """The calendar is there, and empty."""
    add_account(register)
    browser = Browser(register)
    browser.sign_in()

    assert parsed(Browser(register).get(address(browser))) == []


@pytest.mark.parametrize("token", ["x", "A" * 43, "a" * 42, "%00" * 43, "é" * 43, "a" * 5000])
def test_addresses_that_are_none(register: Register, token: str) -> None:
    """All are answered as unknown."""
    assert Browser(register).get(f"/calendar/{token}.ics").status in {400, 404, 414}


def test_guessing_is_slowed_down(register: Register, ada: Browser) -> None:
    """Whoever asks for many unknown addresses waits; one who has a right one does not, from the same server."""
    path, program = address(ada), Browser(register)
    statuses = [program.get(f"/calendar/{number:043}.ics").status for number in range(8)]

    assert statuses[0] == 404
    assert statuses[-1] == 429
    assert program.get(path).status == 200


def test_the_token_is_in_no_log(register: Register, ada: Browser, capfd: pytest.CaptureFixture[str]) -> None:
    """The log has the route's template."""
    path = address(ada)
    capfd.readouterr()
    Browser(register).get(path)
    Browser(register).get(path.replace(".ics", "x.ics"))
    told = capfd.readouterr().err

    assert told.count('"path":"/calendar/{token}.ics"') == 2
    assert path[10:40] not in told


def test_another_site_makes_none(register: Register, ada: Browser) -> None:
    """The form is taken from a page of the register only, and of who has signed in."""
    assert ada.post_with({"sec-fetch-site": "cross-site"}, "/account/calendar").status == 403
    assert Browser(register).post("/account/calendar").status == 401


def test_it_is_used_about_every_hour(tmp_path: Path) -> None:
    """When it was used is noted at most once an hour: reading is not writing."""
    clock = TestClock()
    register = new_register(tmp_path, clock=clock)
    add_account(register)
    browser = Browser(register)
    browser.sign_in()
    path = address(browser)
    seen = []
    for seconds in (0, 60, 3600):
        clock.forward(seconds)
        Browser(register).get(path)
        seen.append(re.findall(r"Last used: ([^<]*)\.", browser.get("/account").text))
    register.close()

    assert seen[0] == seen[1] != seen[2]


def at(*parts: int) -> int:
    """An instant."""
    return int((datetime(*parts, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) * SECOND  # type: ignore[misc,arg-type]


def test_hostile_texts() -> None:
    """Whatever stands in a name, it comes back as one text of one event."""
    texts = [*strings(), "a" * 500, "é😀" * 100, "BEGIN:VEVENT\r\nUID:x", "\\n;,:", "END:VCALENDAR\n", "\t", "\\"]
    events = [Event(f"{n}@x", at(2026, 1, 1), at(2, 1, 1), one, "http://x/") for n, one in enumerate(texts)]
    found = events_of(calendar("Follow-ups, mine; yours", events).decode())

    assert len(found) == len(texts)
    for text, one in zip(texts, found, strict=True):
        assert one.keys() == {"UID", "DTSTAMP", "DTSTART", "DURATION", "SUMMARY", "URL"}
        assert one["DTSTAMP"] == "00020101T000000Z"
        if text.isprintable():
            assert one["SUMMARY"] == text


def test_years(register: Register, ada: Browser) -> None:
    """The first and the last that a follow-up can have."""
    for on in ("0002-01-01", "0002-01-01T00:00:00", "9998-12-31T23:59:59", "9998-12-31"):
        followed(register, on)
    found = parsed(Browser(register).get(address(ada)))

    assert [one.get("DTSTART") or one["DTSTART;VALUE=DATE"] for one in found] == [
        *("00020101", "00011231T234230Z", "99981231", "99981231T225959Z"),
    ]
