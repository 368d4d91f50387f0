"""Nothing typed is left for the next one where several people use a browser, and nothing of theirs is lost."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.entry.at_a_form import copies, sign_in_elsewhere
from tests.browser.visiting import Staff, Visitor, employ, visiting
from tests.support import Server

pytestmark = pytest.mark.long


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
