"""What the tests of follow-ups on pages share: a register whose time stands still, and moments that have one."""

from datetime import UTC, datetime
from typing import Any

from contact_moments.clock import SECOND
from contact_moments.moments import follow_ups
from contact_moments.moments.follow_up_members import read_plan
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.questions.follow_ups import FollowUp
from tests.pages.details import made
from tests.pages.dom import Form
from tests.pages.entering import saved
from tests.people.browser import Browser

OPERATOR = Actor(operator="erin")
NOW = int(datetime(2026, 11, 26, 13, tzinfo=UTC).timestamp()) * SECOND  # Thursday 26 November, 14:00 in Amsterdam


def clock() -> int:
    """The time at which these tests are."""
    return NOW


def followed(register: Register, on: str, by: int | None = 2, note: str = "", **members: Any) -> int:
    """A moment with a follow-up; returns its id."""
    moment_id = made(register, **members)
    follow_ups.put(register.database, moment_id, read_plan({"on": on, "by": by, "note": note}, register.zone), OPERATOR)
    return moment_id


def follow_up(register: Register, moment_id: int) -> FollowUp:
    """The follow-up of a moment, which is there."""
    found = follow_ups.get(register.database, moment_id)
    assert found is not None
    return found


def ended(register: Register, *moment_ids: int) -> None:
    """End follow-ups, so that other tests do not see them."""
    for one in moment_ids:
        follow_ups.end(register.database, one, OPERATOR)


def moment_of(register: Register, form: Form, browser: Browser, **typed: Any) -> int:
    """Save a form; returns the id of its moment."""
    return int(saved(register, form.submit(browser, "Save", **typed))["id"])
