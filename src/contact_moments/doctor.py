"""What is wrong with a register's database, in words: each check says what is well, or what is wrong and what helps."""

from collections.abc import Callable, Iterator

from contact_moments.clock import SECOND
from contact_moments.errors import RegisterError
from contact_moments.register import Register
from contact_moments.storage.transaction import last_second

MOST_SKEW = 5

Finding = tuple[bool, str]


def examine(register: Register) -> Iterator[Finding]:
    """Go through the checks; each finding is (is it well, a sentence). Ends early when nothing more can be asked."""
    for check in (_reachable, _schema):
        well, text = check(register)
        yield well, text
        if not well:
            return
    yield from (_rendering(register), _time(register))
    yield from register.database.condition()


def _told(check: Callable[[], None], well: str) -> Finding:
    try:
        check()
    except RegisterError as fault:
        return False, fault.message
    return True, well


def _reachable(register: Register) -> Finding:
    # Which makes the schema where there is none yet, as every command does.
    return _told(register.prepare, "The database answers")


def _schema(register: Register) -> Finding:
    return _told(register.check_schema, "The schema is at the newest version")


def _rendering(register: Register) -> Finding:
    return _told(register.check_ready, f"What is stored is rendered for {register.zone.name} and its present rules")


def _time(register: Register) -> Finding:
    ahead = register.database.read(last_second) - register.clock() // SECOND
    if ahead > MOST_SKEW:
        return False, (
            f"The latest change is {ahead} seconds in the future by this machine's clock; set the clock right (NTP), "
            "or changes stay dated at that second until it is reached"
        )
    return True, "No change is dated in the future by this machine's clock"
