"""What is right and what is wrong with a register's database, in sentences that say what helps.

The checks make and change nothing. If there is no register yet, that is what is wrong.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from threading import Thread

from msgspec import Struct

from contact_moments.audit import trail
from contact_moments.clock import SECOND
from contact_moments.errors import RegisterError
from contact_moments.maintenance import broken
from contact_moments.moments.search_filling import index_finds, number_wrong
from contact_moments.register import Register
from contact_moments.relations import keys
from contact_moments.settings import Settings
from contact_moments.storage.faults import DatabaseFault, in_words
from contact_moments.storage.questions import imports, roles, runs, sessions
from contact_moments.storage.transaction import Transaction, last_second
from contact_moments.storage.whole import tally_check
from contact_moments.storage.whole.schema import current
from contact_moments.surroundings import checks as around
from contact_moments.surroundings.findings import Finding as Finding
from contact_moments.surroundings.public_address import check_public_address

MOST_SKEW = 5  # seconds
LONGEST_WAIT = 20.0  # seconds; longer than a locked file takes to be reported as busy
_ANEW = "make what they compare anew: contact-moments rebuild"

Found = tuple[bool, str]
Check = Callable[[Register], Iterator[Found]]


class Figures(Struct, frozen=True):
    """Schema and engine of a register, its size and the room on its disk in bytes (None where it cannot be asked).

    `changed_at` is when a contact moment or a relation was changed last, and `sessions` how many people have signed in.
    """

    schema: str
    engine: str
    size: int
    free: int | None
    changed_at: int | None
    takes_changes: bool
    sessions: int


def examine(settings: Settings, url: str | None = None) -> Iterator[Finding]:
    """Run the checks; yields what each finds. Ends early if nothing more can be checked.

    The public address is asked too, or `url` in its place. No page does so: the server would wait for itself.
    """
    try:
        register = Register(settings)
    except RegisterError as fault:
        yield Finding(False, fault.message)
        return
    try:
        yield from _examine(register)
        yield from _found(partial(check_public_address, url=url), register)
    finally:
        register.close()


def _examine(register: Register) -> Iterator[Finding]:
    for first in (_made, _schema):
        for one in _found(first, register):
            yield one
            if not one.well:
                return
    for _, check in CHECKS:
        yield from _found(check, register)


def quick(register: Register) -> Iterator[tuple[str, list[Finding]]]:
    """The names of the checks that take a moment only, also of a large register, each with what it finds."""
    return chosen(register, QUICK)


def chosen(register: Register, names: frozenset[str]) -> Iterator[tuple[str, list[Finding]]]:
    """As `quick`, of the checks with these names."""
    return ((name, list(_found(check, register))) for name, check in CHECKS if name in names)


def thorough(register: Register) -> Iterator[tuple[str, list[Finding]]]:
    """The names of all checks, each with what it finds."""
    return ((name, list(_found(check, register))) for name, check in CHECKS)


def figures(register: Register) -> Figures:
    """What is known of a register that is in use."""
    database, now = register.database, register.clock()
    of_engine = database.figures()
    latest = database.read(last_second) * SECOND
    open_sessions = database.read(lambda connection: sessions.number(connection, now))
    return Figures(
        schema=database.read_snapshot(current) or "",
        engine=of_engine.engine,
        size=of_engine.size,
        free=of_engine.free,
        changed_at=latest or None,
        takes_changes=database.write_fault() is None,
        sessions=open_sessions,
    )


def _found(check: Check, register: Register) -> Iterator[Finding]:
    try:
        yield from (one if isinstance(one, Finding) else Finding(*one) for one in check(register))
    except (RegisterError, DatabaseFault) as fault:
        yield Finding(False, in_words(fault, "look in the database's own log for more"))
    except OSError as fault:
        yield Finding(False, f"A file or folder cannot be read ({fault.strerror}); see who owns it, and who runs this")
    except Exception as fault:  # of whatever kind: in SQLite a column can have any value
        yield Finding(False, f"What is stored cannot be read ({type(fault).__name__})")


def _made(register: Register) -> Iterator[Found]:
    register.require()
    yield True, "The database answers"


def _schema(register: Register) -> Iterator[Found]:
    register.check_schema()
    yield True, "The schema is at the newest version"


def _rendering(register: Register) -> Iterator[Found]:
    register.check_ready()
    yield True, f"What is stored is rendered for {register.zone.name} and its present rules"
    yield True, f"Telephone numbers are read for the region {register.settings.phone_region}"


def _types(register: Register) -> Iterator[Found]:
    types = register.types.by_id()
    unusable = {name: one.fault for name, one in types.items() if one.fault is not None}
    for name, fault in unusable.items():
        text = f"Contact moments of type {name} cannot be registered: {fault}"
        yield False, f"{text}; replace the type: contact-moments type add"
    if not unusable:
        yield True, "The schema of every type can be used"
    for name, one in types.items():
        yield from ((True, f"Type {name} works, but {remark}") for remark in one.remarks)


def _merges(register: Register) -> Iterator[Found]:
    unfinished = register.database.read(runs.merges)
    for merged, into, _ in unfinished:
        command = f"contact-moments relation merge {merged} {into}"
        text = (
            f"The merge of relation {merged} into {into} is not finished, and some contact moments still show {merged}"
        )
        yield False, f"{text}; a server completes it soon; where none runs: {command}"
    if not unfinished:
        yield True, "No merge is unfinished"


def _renaming(register: Register) -> Iterator[Found]:
    unfinished = register.database.read(runs.renamings)
    if unfinished:
        text = "A renaming is not finished, and the list is slower than it need be"
        yield (
            False,
            f"{text}; a server completes it soon; where none runs: contact-moments relation rename {unfinished[0]}",
        )
    else:
        yield True, "No renaming is unfinished"


def _undoing(register: Register) -> Iterator[Found]:
    for number in (one.number for one in register.database.read(imports.all_imports) if one.state == "undoing"):
        command = f"contact-moments moment import --undo {number}"
        yield False, f"Import {number} is undone in part; unless that is running now, complete it: {command}"


class _EnoughError(Exception):
    """Ends a transaction without a change, after the database would have taken one."""


def _writable(register: Register) -> Iterator[Found]:
    found: list[Found] = []
    # In a thread: on PostgreSQL the wait for another program's transaction has no end.
    trying = Thread(target=lambda: found.extend(_found(_begins, register)), daemon=True)
    trying.start()
    trying.join(LONGEST_WAIT)
    locked = f"Another program has kept the register locked for {LONGEST_WAIT:.0f} seconds; find it and end it"
    yield from found or [(False, locked)]


def _begins(register: Register) -> Iterator[Found]:
    def begin(transaction: Transaction) -> None:
        transaction.lock()
        raise _EnoughError

    with suppress(_EnoughError):
        register.database.write(begin)
    register.database.try_to_write()
    yield True, "The database takes changes"


def _time(register: Register) -> Iterator[Found]:
    ahead = register.database.read(last_second) - register.clock() // SECOND
    if ahead > MOST_SKEW:
        text = (
            f"The latest change is {ahead} seconds in the future by this machine's clock; set the clock right (NTP), "
            "or changes stay dated at that second until it is reached"
        )
        yield False, text
    else:
        yield True, "No change is dated in the future by this machine's clock"


def _rows(register: Register) -> Iterator[Found]:
    wrong = register.database.read_snapshot(lambda connection: broken(connection, register))
    for sentence in wrong:
        yield False, f"It does not hold together: {sentence}; restore would refuse a backup"
    if not wrong:
        yield True, "It holds together"


def _words(register: Register) -> Iterator[Found]:
    wrong = register.database.read_snapshot(number_wrong)
    if wrong:
        yield False, f"Search compares wrong words of {wrong} contact moments; make them anew: contact-moments rebuild"
    elif not register.database.read_snapshot(index_finds):
        yield False, "Search does not find what it should by the index of words; make it anew: contact-moments rebuild"
    else:
        yield True, "Search compares what was registered"


def _look_ups(register: Register) -> Iterator[Found]:
    region = register.settings.phone_region
    wrong = register.database.read_snapshot(lambda connection: keys.numbers_wrong(connection, region))
    if wrong:
        yield False, f"Look-ups compare wrong keys of {wrong} telephone numbers; {_ANEW}"
    elif not register.database.read_snapshot(keys.index_finds):
        yield False, f"Look-ups do not find all relations by their names; {_ANEW}"
    else:
        yield True, "Look-ups compare what relations have"


def _overview(register: Register) -> Iterator[Found]:
    if register.database.read_snapshot(tally_check.are_right):
        yield True, "The overview counts what was registered"
    else:
        yield False, "The overview does not count what was registered; let it count anew: contact-moments rebuild"


def _trail(register: Register) -> Iterator[Found]:
    found = trail.verify(register.database)
    for sentence in found.faults:
        yield False, f"The audit trail is not whole: {sentence}"
    if not found.faults:
        yield True, f"The audit trail is whole; its head is {found.number}:{found.hash}"


def _people(register: Register) -> Iterator[Found]:
    if register.database.read(roles.has_administrator):
        yield True, "Somebody can sign in and manage accounts"
    else:
        command = "contact-moments user add EMAIL --name NAME --role administrator"
        again = "contact-moments user reset-link EMAIL"
        yield True, f"Nobody can sign in and manage accounts; to invite somebody: {command}; once more: {again}"


def _condition(register: Register) -> Iterator[Found]:
    yield from register.database.check_health()


CHECKS: tuple[tuple[str, Check], ...] = (
    ("rendering", _rendering),
    ("types", _types),
    ("merges", _merges),
    ("renaming", _renaming),
    ("undoing", _undoing),
    ("writable", _writable),
    ("time", _time),
    ("condition", _condition),
    ("rows", _rows),
    ("words", _words),
    ("look_ups", _look_ups),
    ("overview", _overview),
    ("trail", _trail),
    ("people", _people),
    *around.CHECKS,
)
"""What is examined, once the register is there and of the newest schema: the name of each check, and the check."""

QUICK = frozenset(name for name, _ in around.CHECKS) | {
    *("rendering", "types", "merges", "renaming", "undoing", "time", "people"),
}
"""The checks that take a moment only."""

OF_CONTENTS = frozenset({"rendering", "types", "rows", "words", "look_ups", "overview", "trail"})
"""The checks of what is kept, wherever it is."""
