"""How old the newest backup is, and whether one was restored on trial, as the audit trail tells."""

from collections.abc import Iterator

from contact_moments.audit import looking
from contact_moments.audit.looking import Sought
from contact_moments.backups.history import last_trial, made_before
from contact_moments.clock import SECOND
from contact_moments.register import Register
from contact_moments.storage.transaction import last_second
from contact_moments.surroundings.findings import Finding, right, warning

DAY = 24 * 3600
OLD = 7  # days after which there should be a newer one
DRILL_DAYS = 90  # after which a backup should be restored on trial again
_ANOTHER = "one that another program makes is not known here"


def check_backups(register: Register) -> Iterator[Finding]:
    """A backup is old only if something was changed after it, and a register without changes needs none."""
    made = looking.page(register.database, Sought(kind="backup", until=_tomorrow(register))).events
    # Earlier releases did not note whether a backup can be restored.
    good = [event for event in made if event.detail.get("restorable") is not False]
    changed = register.database.read(last_second)
    if not changed:
        yield right("There is nothing to back up yet")
    elif good:
        yield _newest(good[0].happened_at // SECOND, changed, register.clock() // SECOND)
    elif made:
        yield warning(
            "The register was not as it should be when backups were made, and restore would refuse them; mend what is "
            "wrong, and make another: contact-moments backup --to FOLDER"
        )
    else:
        yield warning(f"No backup was made: contact-moments backup --to FOLDER, every day; {_ANOTHER}")


def _tomorrow(register: Register) -> int:
    """What is dated later was done while a clock was wrong, and would hide for as long that no more is done."""
    return register.clock() + DAY * SECOND


def _newest(made: int, changed: int, now: int) -> Finding:
    days = max(0, now - made) // DAY
    if days < OLD or made > changed:
        and_since = ", and nothing was changed since" if made > changed else ""
        return right(f"The newest backup is {_days(days)} old{and_since}")
    return warning(
        f"The newest backup is {_days(days)} old; see why none is made: contact-moments backup --to FOLDER; {_ANOTHER}"
    )


def _days(number: int) -> str:
    return "less than a day" if number == 0 else f"{number} day" if number == 1 else f"{number} days"


def check_drills(register: Register) -> Iterator[Finding]:
    """A backup that nobody has tried to restore may be none."""
    since, command = register.clock() - DRILL_DAYS * DAY * SECOND, "contact-moments drill FILE"
    if (last_trial(register.database, _tomorrow(register)) or 0) >= since:
        yield right(f"A backup was restored on trial in the last {DRILL_DAYS} days, and all was there")
    elif made_before(register.database, since):
        yield warning(f"No backup was restored on trial for {DRILL_DAYS} days; find out whether one can be: {command}")
    else:
        yield right(f"Find out now and then whether a backup can be restored: {command}")
