"""Nothing typed is lost without a network, while the register is busy, or where other things are saved."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.entry.at_a_form import contents, copies, end_sessions, forget_failed_requests, sign_in_elsewhere
from tests.browser.visiting import Staff, Visitor, employ, visiting
from tests.support import Server

pytestmark = pytest.mark.long


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


def test_the_register_is_busy(visitor: Visitor) -> None:
    """An entry that the server does not take stays in this browser; one goes on typing meanwhile."""
    page = visitor.page
    visitor.open("/register")
    page.route("**/entries", lambda route: route.fulfill(status=503, body="busy"))
    page.locator("#subject").fill("Busy")
    expect(page.locator("#kept")).to_contain_text("this browser only")
    expect(page.locator("#unreachable")).to_be_visible()
    assert "Busy" in copies(page)[0]


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
