"""What tests of the form of a contact moment share: what a page and a browser have of an entry."""

from playwright.sync_api import Page

from tests.browser.visiting import PASSWORD, Staff, Visitor


def contents(page: Page) -> str:
    """What the page of a moment says was said."""
    return page.locator(".prose").first.inner_text()


def rows(visitor: Visitor, subject: str) -> int:
    """How many moments of the timeline have a subject."""
    visitor.open("/")
    return visitor.page.locator(".moment .subject", has_text=subject).count()


def copies(page: Page) -> list[str]:
    """What this browser keeps of entries."""
    found: list[str] = page.evaluate(
        "Object.entries(localStorage).filter(([name]) => name.startsWith('entry:')).map(one => one[1])"
    )
    return found


def forget_failed_requests(visitor: Visitor) -> None:
    """Leave out what htmx writes of a request that did not get away."""
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
