"""The form of a contact moment in a browser: a call by a few keys, sent once, however often somebody presses."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.entry.at_a_form import contents, rows
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.long


def test_a_call_takes_five_keys(visitor: Visitor) -> None:
    """From a ringing telephone to a registered call: who of several it is, subject, contents, saved."""
    page, keys = visitor.page, [0]
    page.expose_function("pressed", lambda: keys.__setitem__(0, keys[0] + 1))
    visitor.open("/register?phone=+31612345678&type=ContactMomentPhone")
    page.evaluate("document.addEventListener('keydown', () => pressed(), true)")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("Asks for a form")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("It was sent.")
    page.keyboard.press("Control+Enter")

    page.wait_for_url("**/moment/*?saved=1")
    assert keys[0] <= 6  # Ctrl counts as well; twelve are allowed
    expect(page.locator("main")).to_contain_text("Jan van der Linden")
    assert contents(page) == "It was sent."


def test_people_are_found_while_typing(visitor: Visitor) -> None:
    """By keys alone; another type changes the fields and loses nothing, nor where one was."""
    page = visitor.page
    visitor.open("/register")
    page.locator("#recipients").focus()
    page.keyboard.type("lind")
    expect(page.locator("#recipients-choices [role=option]")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("zoe")
    page.keyboard.press("Enter")  # before the list is there
    tokens = page.locator("#recipients-field .tokens .token")
    expect(tokens).to_have_count(2)
    page.keyboard.press("Backspace")
    expect(tokens).to_have_text(["Jan van der Linden"])

    page.locator("#subject").fill("By keys")
    page.locator("[id='own.contents']").fill("Coffee")
    page.keyboard.press("Alt+2")

    expect(page.locator("[id='own.location']")).to_be_visible()
    expect(page.locator("[id='own.contents']")).to_be_focused()
    expect(page.locator("[id='own.contents']")).to_have_value("Coffee")
    expect(tokens).to_have_count(1)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/moment/*?saved=1")


@pytest.mark.parametrize("there", [True, False], ids=["in the list", "on its way"])
def test_nobody_is_taken_for_another_text(visitor: Visitor, there: bool) -> None:
    """Enter takes whom the text finds that is there when it is pressed, however slow the network is."""
    page, held = visitor.page, list[Route]()
    visitor.open("/register")
    page.route("**/choices/**", lambda route: route.continue_() if there or held else held.append(route))
    with page.expect_request("**/choices/**"):
        page.locator("#recipients").fill("betty")
    if there:
        page.locator("#recipients-choices [role=option]").wait_for()
    page.locator("#recipients").fill("zoe")
    page.keyboard.press("Enter")
    for route in held:
        route.continue_()

    expect(page.locator("#recipients-field .token")).to_have_text(["Zoë Smit"])


def test_what_is_wrong_has_the_focus(visitor: Visitor) -> None:
    """The summary is read at once, and leads to the field."""
    page = visitor.page
    visitor.open("/register")
    page.locator("#save").click()

    expect(page.locator(".errors")).to_be_focused()
    page.locator(".errors a").first.click()
    expect(page.locator("#recipients")).to_be_focused()


def test_two_tabs(visitor: Visitor) -> None:
    """Both are kept; none overwrites the other."""
    page = visitor.page
    visitor.open("/register")
    page.locator("#subject").fill("First tab")
    expect(page.locator("#kept")).to_contain_text("Draft saved")
    entry = page.locator("[name=entry]").input_value()
    other = visitor.context.new_page()
    other.goto(f"{visitor.server.url}/register?entry={entry}")
    other.locator("#subject").fill("Second tab")
    expect(other.locator("#kept")).to_contain_text("Draft saved")

    page.locator("#subject").fill("First tab again")

    expect(page.locator("#kept")).to_contain_text("both are kept")
    assert page.locator("[name=entry]").input_value() != other.locator("[name=entry]").input_value()


def test_back_after_saving(visitor: Visitor) -> None:
    """The form is a new one: nothing is registered twice, and nothing is offered that was saved."""
    page = visitor.page
    visitor.open("/register")
    entry = page.locator("[name=entry]").input_value()
    page.locator("#subject").fill("Only once")
    page.locator("#recipients").fill("4")
    page.locator("#save").click()
    page.wait_for_url("**/moment/*?saved=1")

    page.go_back()

    expect(page.locator("#subject")).to_have_value("")
    expect(page.locator("#offered")).to_be_hidden()
    assert page.locator("[name=entry]").input_value() != entry
    assert rows(visitor, "Only once") == 1


def test_two_presses_on_a_slow_network(visitor: Visitor) -> None:
    """One moment, however often somebody presses while nothing seems to happen."""
    page = visitor.page
    visitor.open("/register")
    page.locator("#subject").fill("Slowly")
    page.locator("#recipients").fill("4")
    session = visitor.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 400, "downloadThroughput": 20_000, "uploadThroughput": 20_000}
    session.send("Network.emulateNetworkConditions", slow)
    for _ in range(3):
        page.keyboard.press("Control+Enter")
    # `wait_for_url` fails where a press ends the navigation of the press before it.
    expect(page).to_have_url(re.compile(r"/moment/\d+\?saved=1$"))
    session.send("Network.emulateNetworkConditions", slow | {"latency": 0, "downloadThroughput": -1})

    assert rows(visitor, "Slowly") == 1


def test_ctrl_enter_sends_once(visitor: Visitor) -> None:
    """The keys save, and nothing else is sent; letters that do nothing are left to the browser."""
    page, sent = visitor.page, []
    visitor.open("/relation/new")
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate("document.activeElement.blur()")
    page.evaluate("addEventListener('keydown', (event) => { window.left = !event.defaultPrevented; })")
    page.keyboard.press("x")
    assert page.evaluate("window.left")
    page.locator("input[name=name]").fill("Once")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "/relation/new" not in url)
    assert len(sent) == 1


def test_typing_while_an_answer_is_on_its_way(visitor: Visitor) -> None:
    """What is typed meanwhile is sent after it, without another key, and as the same entry."""
    page, held = visitor.page, list[Route]()
    visitor.open("/register")
    page.route("**/entries", lambda route: held.insert(0, route))
    with page.expect_request("**/entries"):
        page.locator("#subject").fill("First")
    page.locator("#subject").fill("First and second")
    with page.expect_request("**/entries") as later:
        held[0].continue_()

    assert "First+and+second" in (later.value.post_data or "")
    while len(held) < 2:
        page.wait_for_timeout(50)  # until it is held too
    held[0].continue_()
    expect(page.locator("[name=revision]")).to_have_value("2")
