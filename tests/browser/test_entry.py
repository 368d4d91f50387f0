"""The form of a contact moment in a browser: a call by a few keys, and nothing typed is lost, whatever happens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visiting import PASSWORD, Staff, Visitor, employ, visiting
from tests.support import Server

pytestmark = pytest.mark.long

PEOPLE = """id,name,phone
1,Ann Example,
2,Betty van der Linden,0612345678
3,Jan van der Linden,0612345678
4,Zoë Smit,0207654321
"""


@pytest.fixture(scope="module")
def clerk(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Staff:
    """Somebody who registers, in a register with three others."""
    file: Path = tmp_path_factory.mktemp("callers") / "callers.csv"
    file.write_text(PEOPLE)
    server.installation.run("relation", "import", str(file))
    return employ(server, "editor", relation=1)


@pytest.fixture
def visitor(browser: Browser, server: Server, clerk: Staff) -> Iterator[Visitor]:
    """That person at a browser."""
    with visiting(browser, server, clerk) as visitor:
        yield visitor


def contents(page: Page) -> str:
    """What the page of a moment says was said."""
    return page.locator(".prose").first.inner_text()


def rows(visitor: Visitor, subject: str) -> int:
    """How many moments of the timeline have a subject."""
    visitor.open("/")
    return visitor.page.locator(".moment .subject", has_text=subject).count()


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
    page.wait_for_url("**/moment/*?saved=1")
    session.send("Network.emulateNetworkConditions", slow | {"latency": 0, "downloadThroughput": -1})

    assert rows(visitor, "Slowly") == 1


def test_offline(visitor: Visitor) -> None:
    """What is typed without a network stays in the browser, and is offered when the form is opened again."""
    page = visitor.page
    visitor.open("/register")
    visitor.context.set_offline(True)
    page.locator("#subject").fill("In a tunnel")
    expect(page.locator("#kept")).to_contain_text("this browser only")
    page.locator("[id='own.contents']").fill("And this, before it could be kept")
    visitor.context.set_offline(False)
    visitor.open("/help")

    visitor.open("/register")
    page.locator("#offered button").click()

    expect(page.locator("#subject")).to_have_value("In a tunnel")
    expect(page.locator("[id='own.contents']")).to_have_value("And this, before it could be kept")
    # What htmx writes of a request that did not get away.
    visitor.faults[:] = [one for one in visitor.faults if "Failed to fetch" not in one]


def sign_in_elsewhere(visitor: Visitor, staff: Staff) -> None:
    """Sign in in another tab of the same browser."""
    other = visitor.context.new_page()
    other.goto(f"{visitor.server.url}/sign-in")
    other.locator("[name=email]").fill(staff.email)
    other.locator("[name=password]").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url(lambda url: "/sign-in" not in url)
    other.close()


def end_sessions(visitor: Visitor) -> None:
    """Sign out everywhere, as from another device."""
    answer = visitor.context.request.post(
        f"{visitor.server.url}/account/sessions/end", headers={"sec-fetch-site": "same-origin"}, max_redirects=0
    )
    assert answer.status == 303


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_a_session_that_ends_in_the_middle(browser: Browser, server: Server, clerk: Staff, script: bool) -> None:
    """Somebody signs in again in another tab, and saves what they typed."""
    leaver = employ(server, "registrar", relation=1)
    with visiting(browser, server, leaver, java_script_enabled=script) as visitor:
        page = visitor.page
        visitor.open("/register")
        page.locator("#recipients").fill("4")
        page.locator("#subject").fill(f"Interrupted {script}")
        page.locator("[id='own.contents']").fill("A long story,\nin two lines")
        end_sessions(visitor)
        page.locator("#save").click()
        visitor.sees("Sign in again")
        sign_in_elsewhere(visitor, leaver)

        visitor.press("Save now")

        page.wait_for_url("**/moment/*?saved=1")
        assert contents(page) == "A long story,\nin two lines"
