"""Hostile texts in every field, in a real browser: no dialog, nothing that the policy refuses, no fault of a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from contact_moments.register import Register
from contact_moments.settings import Settings
from tests.browser.visiting import Staff, employ, visiting
from tests.engines import Engine
from tests.pages.hostile import fill, strings
from tests.support import Server

pytestmark = pytest.mark.long

TOGETHER = 10  # texts in a field
REPORT = "addEventListener('securitypolicyviolation', one => console.error('Policy ' + one.blockedURI))"


@pytest.fixture(scope="module")
def hostile(engine: Engine, processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a register with 30 moments, each with ten of the texts in every field."""
    installation = engine.register(tmp_path_factory.mktemp("hostile"))
    register = Register(Settings(database_url=f"sqlite:///{installation.database}"))
    texts = strings()
    fill(register, [" ".join(texts[at : at + TOGETHER]) for at in range(0, len(texts), TOGETHER)])
    register.close()
    with installation.serving() as server:
        yield server


@pytest.fixture(scope="module")
def editor(hostile: Server) -> Staff:
    """Somebody who sees it all, and is one of the relations."""
    return employ(hostile, "editor", relation=1)


def test_every_page(browser: Browser, hostile: Server, editor: Staff) -> None:
    """The pages of each moment and relation, and what a script puts into a page while one types."""
    ids = [row[0] for row in hostile.installation.sql("SELECT id FROM moment ORDER BY id")]
    with visiting(browser, hostile, editor) as visitor:
        visitor.page.add_init_script(REPORT)
        for at, moment in enumerate(ids, start=1):
            for path in (f"/moment/{moment}", f"/relation/{at}"):
                visitor.open(path)
        for path in (
            "/",
            "/?q=alert",
            "/register",
            f"/moment/{ids[0]}/correct",
            "/relation/1/edit",
            "/account",
            "/docs",
        ):
            visitor.open(path)
        visitor.open("/register")
        visitor.page.locator("#recipients").press_sequentially("script")
        visitor.page.locator(".choices [data-id]").first.click()
        visitor.open("/")
        visitor.page.locator("#q").press_sequentially("onerror")
        visitor.page.locator("#results mark").first.wait_for()
