"""Looking at a page in a state, in every look: what axe finds wrong in it, and whether it fits.

Light and dark, wide and narrow; at 320 pixels, which is 400 % of a usual window, nothing goes off at the side.
"""

import json
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

from playwright.sync_api import Page

from contact_moments.model import JsonObject
from tests.browser.visiting import PASSWORD, Visitor

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL: JsonObject = {"runOnly": {"type": "tag", "values": TAGS}}
UNCOVERED = ALL | {"rules": {"target-size": {"enabled": False}}}
# What colours can change.
CONTRAST: JsonObject = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
RUN = "async (chosen) => (await axe.run({...chosen, resultTypes: ['violations']})).violations"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
SPACE = "text => { const s = new CSSStyleSheet(); s.replaceSync(text); document.adoptedStyleSheets = [s] }"

Act = Callable[[Page], object]


class State(NamedTuple):
    """A page, and what somebody does on it. If that `covers` something, what is covered is no target."""

    path: str
    act: Act = lambda _: None
    covers: bool = False


def pressed(name: str) -> Act:
    """A button was pressed, and another page has come."""
    return lambda page: page.get_by_role("button", name=name, exact=False).first.click()


def proven(name: str) -> Act:
    """As `pressed`, with one's own password."""

    def act(page: Page) -> None:
        page.get_by_label("Your own password").fill(PASSWORD)
        pressed(name)(page)

    return act


def look_at(visitor: Visitor, axe: str, places: NamedTuple, state: State) -> None:
    """Open a page and do what its state says. Nothing is found in any look, or with text spaced wide (WCAG 1.4.12)."""
    page = visitor.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")
    visitor.open(state.path.format(**{one: quote(str(value)) for one, value in places._asdict().items()}))
    state.act(page)
    page.wait_for_load_state()
    page.evaluate(axe)

    rules = UNCOVERED if state.covers else ALL
    assert found(page, rules) == []
    page.emulate_media(color_scheme="dark")
    assert found(page, CONTRAST) == []
    page.set_viewport_size({"width": 360, "height": 900})
    assert found(page, CONTRAST) == []
    page.emulate_media(color_scheme="light")
    assert found(page, rules) == []
    assert page.evaluate(OVERFLOW) <= 0
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate(OVERFLOW) <= 0
    page.evaluate(SPACE, SPACED)
    assert page.evaluate(OVERFLOW) <= 0


def found(page: Page, chosen: JsonObject = ALL) -> list[str]:
    """What axe finds wrong: rules, with the first elements."""
    violations: list[JsonObject] = page.evaluate(RUN, chosen)
    return [f"{one['id']}: {json.dumps([node['html'][:200] for node in one['nodes'][:3]])}" for one in violations]
