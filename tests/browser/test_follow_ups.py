"""Follow-ups at a browser: asked for with a call, seen beside the timeline, done with a key, undone, and answered."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visiting import Staff, Visitor, employ, visiting
from tests.support import Server

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def clerk(server: Server) -> Staff:
    """Somebody who registers, in a register with somebody else."""
    for id_, name in ((1, "Noor Bakker"), (2, "Betty van der Linden")):
        server.installation.run("relation", "add", name, "--id", str(id_))
    return employ(server, "registrar", relation=1)


@pytest.fixture(params=[True, False], ids=["with a script", "without"])
def scripted(request: pytest.FixtureRequest) -> bool:
    """With and without scripts."""
    return bool(request.param)


@pytest.fixture
def visitor(browser: Browser, server: Server, clerk: Staff, scripted: bool) -> Iterator[Visitor]:
    """That person at a browser."""
    with visiting(browser, server, clerk, java_script_enabled=scripted) as visitor:
        yield visitor


def test_a_promise_is_kept(visitor: Visitor, scripted: bool) -> None:
    """From the call in which somebody promises to call back to the call that does so."""
    page = visitor.page
    visitor.open("/register?relation=2&type=ContactMomentPhone&subject=Wants to pause")
    page.locator("#follow_up").check()
    page.locator("#follow_up_on").fill(str(datetime.now().date() - timedelta(days=1)))  # noqa: DTZ005
    page.locator("#follow_up_note").fill("Call back about the pause")
    if scripted:
        page.keyboard.press("Control+Enter")
    else:
        page.locator("#save").click()
    page.wait_for_url("**/moment/*?saved=1")

    visitor.open("/")
    card = page.locator("section[aria-labelledby=todo]")
    expect(card).to_contain_text("Betty van der Linden")
    expect(card).to_contain_text("overdue")
    expect(page.locator(".moment .badge").first).to_contain_text("overdue")
    if scripted:
        page.keyboard.press("g")
        page.keyboard.press("f")
    else:
        card.get_by_role("link", name="See all follow-ups").click()
    visitor.sees("Follow-ups")

    if scripted:
        page.keyboard.press("j")
        page.keyboard.press("d")
    else:
        visitor.press("Done")
    expect(page.locator(".notice.good")).to_contain_text("Wants to pause")
    visitor.press("Undo")
    expect(page.locator(".notice.good")).to_contain_text("Open again")

    page.get_by_role("link", name="Register the answer").click()
    expect(page.locator("#subject")).to_have_value("Wants to pause")
    page.locator("#save").click()
    page.wait_for_url("**/moment/*?saved=1")
    expect(page.locator("#follow-up")).to_contain_text("Answers the follow-up of")
    visitor.open("/follow-ups")
    expect(page.locator(".moment")).to_have_count(0)
    visitor.open("/follow-ups?state=done")
    expect(page.locator(".moment").first).to_contain_text("answer")
