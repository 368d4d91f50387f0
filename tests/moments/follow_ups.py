"""What tests of follow-ups share: contact moments with one, and what is stored of it."""

from contact_moments.contract.support import add_note
from contact_moments.model import Plan
from contact_moments.moments import follow_up_list, follow_ups
from contact_moments.moments.follow_up_list import Wanted
from contact_moments.moments.follow_up_members import read_plan
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.questions.follow_ups import FollowUp
from contact_moments.storage.whole import invariants
from contact_moments.times import read_instant

OPERATOR = Actor(operator="erin")


def plan(register: Register, on: str, by: int | None = None, note: str = "") -> Plan:
    """A follow-up as somebody asks for it."""
    return read_plan({"on": on, "by": by, "note": note}, register.zone)


def followed(register: Register, on: str = "2024-05-06", by: int | None = None, note: str = "") -> FollowUp:
    """A new moment's follow-up."""
    return follow_ups.put(register.database, add_note(register), plan(register, on, by, note), OPERATOR)


def at(register: Register, text: str) -> int:
    """An instant."""
    return read_instant(text, register.zone)[0]


def broken(register: Register) -> list[str]:
    """What does not hold among the rows."""
    return register.database.read_snapshot(lambda connection: list(invariants.broken(connection, register.clock())))


def ids(register: Register, wanted: Wanted, now: int = 0) -> list[int]:
    """The moments of all pages of a list, two at a time."""
    page = follow_up_list.page(register.database, wanted, now, size=2)
    found = [one.moment_id for one in page.items]
    while page.cursor is not None:
        page = follow_up_list.page(register.database, wanted, now, page.cursor, size=2)
        found += [one.moment_id for one in page.items]
    return found
