"""Hostile texts in follow-ups: each comes back as the text that it is, and adds no element to any page."""

from collections.abc import Iterator

import pytest

from contact_moments.moments import follow_ups
from contact_moments.moments.follow_up_members import read_plan
from contact_moments.register import Register
from contact_moments.relations.putting import put
from contact_moments.visible import escaped
from tests.pages.details import fill, made, somebody
from tests.pages.dom import Element, checked
from tests.pages.followed import OPERATOR, clock
from tests.pages.hostile import strings
from tests.people.browser import Browser, new_register

pytestmark = pytest.mark.slow

HARMLESS = "Plain words"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register with relations, at a time that stands still."""
    made = new_register(tmp_path_factory.mktemp("follow-up-texts"), clock=clock)
    fill(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def agent(register: Register) -> Browser:
    """The browser of an editor, who is relation 2."""
    return somebody(register, "editor", 2)


def shape(page: Element) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page, with the names of their attributes."""
    return [(one.tag, tuple(one.attributes)) for one in page.everything()]


def test_in_notes_subjects_and_names(register: Register, agent: Browser) -> None:
    """On every page that shows a follow-up, in the texts that it shows and in the fields of its forms."""
    moment_id, still = made(register), made(register)
    # The page of the other moment compares no versions.
    paths = [
        "/follow-ups",
        "/",
        "/relation/1",
        f"/moment/{still}",
        f"/moment/{moment_id}/correct",
        f"/register?answers={moment_id}",
        f"/follow-ups?who=all&ended={moment_id}",
        "/follow-ups?state=done&who=2",
    ]
    before: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for text in (HARMLESS, *strings()[::5]):
        made(register, contactMomentId=moment_id, subject=text)
        put(register.database, "NL", 1, {"name": text})
        put(register.database, "NL", 2, {"name": text})
        plan = read_plan({"on": "2026-11-20", "by": 2, "note": text[:500]}, register.zone)
        for one in (moment_id, still):
            follow_ups.put(register.database, one, plan, OPERATOR)
        for path in paths:
            if "done" in path or "ended" in path:
                follow_ups.end(register.database, moment_id, OPERATOR)
            page = checked(agent.get(path), largest=100_000)
            assert shape(page.find("main")) == before.setdefault(path, shape(page.find("main"))), (path, text)
            if path == "/follow-ups":
                assert " ".join(escaped(text).split())[:60] in page.words, text
        follow_ups.reopen(register.database, moment_id, OPERATOR)
