"""The form of a contact moment in a browser: a call by a few keys, and nothing typed is lost, whatever happens."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

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


def test_offline(visitor: Visitor) -> None:
    """What is typed without a network stays in the browser, and is offered when the form is opened again."""
    page = visitor.page
    visitor.open("/register")
    visitor.context.set_offline(True)
    page.locator("#subject").fill("In a tunnel")
    expect(page.locator("#kept")).to_contain_text("this browser only")
    page.locator("[id='own.contents']").fill("And this, before it could be kept")
    page.route("**/entries", lambda route: route.abort())  # otherwise it may be kept before one is elsewhere
    visitor.context.set_offline(False)
    visitor.open("/help")
    page.unroute("**/entries")

    page.route("**/register/form", lambda route: route.abort())
    visitor.open("/register")
    visitor.press("Take it back")
    page.wait_for_url("chrome-error:**")
    page.unroute("**/register/form")
    visitor.open("/register")  # nothing came of it, so it is offered once more
    visitor.press("Take it back")

    expect(page.locator("#subject")).to_have_value("In a tunnel")
    expect(page.locator("[id='own.contents']")).to_have_value("And this, before it could be kept")
    assert copies(page) == []  # the page has it now
    forget_failed_requests(visitor)


def test_going_back_to_something_saved(visitor: Visitor) -> None:
    """What was sent without a network stays in the browser, also where one goes back to what was saved before it."""
    page, session = visitor.page, visitor.context.new_cdp_session(visitor.page)
    visitor.open("/register")
    page.locator("#subject").fill("Saved before")
    page.locator("#recipients").fill("4")
    page.locator("#save").click()
    page.wait_for_url("**/moment/*?saved=1")
    visitor.open("/register")
    page.locator("#subject").fill("Did not arrive")
    page.route("**/register", lambda route: route.abort())
    page.locator("#save").click()
    page.wait_for_url("chrome-error:**")

    before = session.send("Page.getNavigationHistory")["entries"][-2]
    session.send("Page.navigateToHistoryEntry", {"entryId": before["id"]})
    page.wait_for_url("**/moment/*?saved=1")

    assert "Did not arrive" in copies(page)[0]


def test_something_else_is_saved(visitor: Visitor) -> None:
    """What was sent without a network stays in the browser, also where one saves something else before it."""
    page = visitor.page
    visitor.open("/register")
    page.locator("#subject").fill("Did not arrive either")
    page.route("**/register", lambda route: route.abort())
    page.locator("#save").click()
    page.wait_for_url("chrome-error:**")

    visitor.open("/relation/4")
    page.locator("#log-subject").fill("Quick")
    page.locator("#log-contents").fill("Something else")
    page.locator("form.quick .primary").click()
    page.wait_for_url("**/relation/4?saved=*")
    assert "Did not arrive either" in copies(page)[0]


def forget_failed_requests(visitor: Visitor) -> None:
    """Leave out what htmx writes of a request that did not get away."""
    visitor.faults[:] = [one for one in visitor.faults if "Failed to fetch" not in one]


def copies(page: Page) -> list[str]:
    """What this browser keeps of entries."""
    found: list[str] = page.evaluate(
        "Object.entries(localStorage).filter(([name]) => name.startsWith('entry:')).map(one => one[1])"
    )
    return found


def test_the_network_comes_back(visitor: Visitor) -> None:
    """What was typed meanwhile is sent then, without another key."""
    page = visitor.page
    visitor.open("/register")
    visitor.context.set_offline(True)
    page.locator("#subject").fill("On a train")
    expect(page.locator("#unreachable")).to_be_visible()
    assert len(copies(page)) == 1

    visitor.context.set_offline(False)

    expect(page.locator("#kept")).to_contain_text("Draft saved")
    expect(page.locator("#unreachable")).to_be_hidden()
    assert copies(page) == []
    forget_failed_requests(visitor)


def test_a_session_that_ends_while_typing(browser: Browser, server: Server, clerk: Staff) -> None:
    """A notice says so, and this browser keeps what was typed until somebody has signed in again."""
    with visiting(browser, server, clerk) as visitor:
        page = visitor.page
        visitor.open("/register")
        visitor.context.clear_cookies()
        page.locator("#subject").fill("Out of time")
        expect(page.locator("#kept")).to_contain_text("not signed in")
        expect(page.locator("#signed-out")).to_be_visible()
        assert "Out of time" in copies(page)[0]

        page.locator("#recipients").press_sequentially("zoe")  # the choices answer the same
        page.wait_for_timeout(500)
        expect(page.locator("#signed-out")).to_be_visible()

        visitor.context.add_cookies([{"name": "session", "value": clerk.cookie, "url": server.url}])
        page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
        expect(page.locator("#kept")).to_contain_text("Draft saved")
        expect(page.locator("#signed-out")).to_be_hidden()
        assert copies(page) == []


def test_the_register_is_busy(visitor: Visitor) -> None:
    """An entry that the server does not take stays in this browser; one goes on typing meanwhile."""
    page = visitor.page
    visitor.open("/register")
    page.route("**/entries", lambda route: route.fulfill(status=503, body="busy"))
    page.locator("#subject").fill("Busy")
    expect(page.locator("#kept")).to_contain_text("this browser only")
    expect(page.locator("#unreachable")).to_be_visible()
    assert "Busy" in copies(page)[0]


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


def test_copies_of_others(visitor: Visitor) -> None:
    """Old ones go, whoever's they are; broken ones too; saving removes no copy but that of what was saved."""
    page = visitor.page
    visitor.open("/register")
    page.evaluate("""() => {
        const copy = (days) => JSON.stringify({ at: Date.now() - days * 864e5, data: [["subject", "Other"]] });
        localStorage.setItem("entry:elsewhere:1", copy(15));
        localStorage.setItem("entry:elsewhere:2", copy(13));
        localStorage.setItem("entry:elsewhere:5", copy(-15)); // the clock was wrong then
        localStorage.setItem(`entry:${document.body.dataset.account}:3`, copy(1));
        localStorage.setItem(`entry:${document.body.dataset.account}:4`, "{broken");
    }""")
    visitor.open("/register")
    expect(page.locator("#offered")).to_be_visible()
    page.locator("#subject").fill("Saved")
    page.locator("#recipients").fill("4")
    page.locator("#save").click()
    page.wait_for_url("**/moment/*?saved=1")
    assert len(copies(page)) == 2

    visitor.open("/register")
    visitor.press("Throw away")
    expect(page.locator("#offered")).to_be_hidden()
    assert len(copies(page)) == 1


def test_nothing_typed_is_not_kept(visitor: Visitor) -> None:
    """Neither here nor on the server."""
    page = visitor.page
    visitor.open("/register")
    with page.expect_response("**/entries") as answer:
        page.locator("#subject").fill(" ")
    answer.value.finished()
    expect(page.locator("#kept span")).to_have_text("")
    visitor.context.set_offline(True)
    page.locator("#subject").fill("")
    expect(page.locator("#unreachable")).to_be_visible()
    assert copies(page) == []
    forget_failed_requests(visitor)


def test_a_browser_that_forbids_storage(visitor: Visitor) -> None:
    """Choosing while one types works all the same, and so does keeping on the server."""
    page = visitor.page
    page.add_init_script("""for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, name, { get() { throw new DOMException("forbidden", "SecurityError"); } });
    }""")
    visitor.open("/register")
    page.locator("#recipients").press_sequentially("zoe")
    page.locator("#recipients-choices [role=option]").click()
    expect(page.locator("#recipients-field .token")).to_have_count(1)
    expect(page.locator("#kept")).to_contain_text("Draft saved")
    page.locator("#subject").fill("Without storage")
    page.locator("#save").click()
    page.wait_for_url("**/moment/*?saved=1")
    page.get_by_role("link", name="Withdraw").click()
    expect(page.locator("#withdraw")).to_be_focused()


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
        assert not script or copies(page) == []


def test_signing_out_leaves_nothing(browser: Browser, server: Server, clerk: Staff) -> None:
    """In a browser that several people use: neither older copies, nor what was being typed."""
    leaver = employ(server, "registrar", relation=1)
    with visiting(browser, server, leaver) as visitor:
        page = visitor.page
        visitor.open("/register")
        page.evaluate("localStorage.setItem('entry:elsewhere:1', JSON.stringify({ at: Date.now(), data: [] }))")
        page.locator("#subject").fill("Personal")
        visitor.sign_out()
        page.wait_for_url("**/sign-in")
        assert copies(page) == []


@pytest.mark.parametrize("status", [401, 503])
def test_nothing_is_left_where_the_session_ends_first(visitor: Visitor, status: int) -> None:
    """What was being typed is sent as one signs out; where it is refused, this browser does not keep it either."""
    page = visitor.page
    visitor.open("/register")
    page.locator("#subject").fill("Personal")
    page.route("**/entries", lambda route: route.fulfill(status=status))
    page.route("**/sign-out", lambda route: route.fulfill(status=204))  # so that the page is still there
    with page.expect_request_finished(lambda request: request.url.endswith("/entries")):
        visitor.sign_out()
    page.wait_for_timeout(100)
    assert copies(page) == []


def test_another_tab_keeps_nothing(browser: Browser, server: Server, clerk: Staff) -> None:
    """Once somebody has signed out in one tab, what the register did not take from another one does not stay either."""
    leaver = employ(server, "registrar", relation=1)
    with visiting(browser, server, leaver) as visitor:
        page, other = visitor.page, visitor.context.new_page()
        visitor.open("/register")
        page.route("**/entries", lambda route: route.fulfill(status=503, body="busy"))
        page.locator("#subject").fill("Personal")
        expect(page.locator("#kept")).to_contain_text("this browser only")
        other.goto(f"{server.url}/account")
        other.locator("details.me > summary").click()
        other.get_by_role("button", name="Sign out", exact=True).click()
        other.wait_for_url("**/sign-in")

        visitor.open("/help")  # what is not sent is stored as its page goes
        assert copies(other) == []


def test_somebody_else_signs_in(browser: Browser, server: Server, clerk: Staff) -> None:
    """What a browser keeps for one person stays theirs: the register does not take it from somebody else."""
    with visiting(browser, server, clerk) as visitor:
        page = visitor.page
        visitor.open("/register")
        visitor.context.clear_cookies()
        page.locator("#subject").fill("Of one person")
        expect(page.locator("#kept")).to_contain_text("not signed in")
        sign_in_elsewhere(visitor, employ(server, "registrar", relation=2))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
        expect(page.locator("#kept")).to_contain_text("somebody else")

        assert "Of one person" in copies(page)[0]
        visitor.open("/register")
        expect(page.locator("#offered")).to_be_hidden()


def test_going_back_as_somebody_else(browser: Browser, server: Server, clerk: Staff) -> None:
    """The browser puts nothing into a form that another person typed there before they signed out."""
    leaver, other = employ(server, "editor", relation=1), employ(server, "editor", relation=2)
    with visiting(browser, server, leaver) as visitor:
        page = visitor.page
        visitor.open("/relation/4")
        page.locator("#log-contents").fill("Personal")
        visitor.open("/register")
        page.locator("[id='own.contents']").fill("Personal")
        page.locator("#follow_up").check()
        page.locator("#follow_up_note").fill("Personal")
        visitor.sign_out()
        page.wait_for_url("**/sign-in")
        visitor.sign_in(other.email)
        page.wait_for_url(f"{server.url}/")

        page.go_back()
        page.go_back()
        visitor.sees("Register a contact moment")
        expect(page.locator("[id='own.contents']")).to_have_value("")
        expect(page.locator("#follow_up_note")).to_have_value("")
        expect(page.locator("#follow_up")).not_to_be_checked()
        page.go_back()
        expect(page.locator("#log-contents")).to_have_value("")
