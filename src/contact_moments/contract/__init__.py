"""The contract of the storage: promises that every database engine must keep, tried on an empty register.

A promise is a function that takes a fresh `Register` and raises if the promise is broken. `contact-moments selftest`
and the tests run all of them on every engine, without exceptions.
"""

from collections.abc import Callable

from contact_moments.contract import finding, following, keeping, parties, reading, writing
from contact_moments.errors import RegisterError, UnavailableError
from contact_moments.register import Register, made
from contact_moments.settings import read_settings
from contact_moments.storage.faults import DatabaseFault, in_words
from contact_moments.storage.whole.temporary_database import described, temporary_database

Promise = Callable[[Register], None]

PROMISES: tuple[Promise, ...] = (
    keeping.is_ready,
    keeping.notices_another_zone,
    keeping.relations_survive,
    keeping.tags_and_actions_survive,
    keeping.types_change_everywhere,
    keeping.clients_come_and_go,
    keeping.tokens_end,
    keeping.backups_restore,
    keeping.restores_beside_writers,
    writing.numbers_are_dense,
    writing.refusals_leave_no_trace,
    writing.failures_take_nobody_along,
    writing.threads_share_commits,
    writing.two_programs_share_numbers,
    writing.commits_are_in_order,
    writing.imports_resume,
    writing.imports_are_undone,
    writing.values_survive,
    reading.pages_are_whole,
    reading.since_starts_at_a_second,
    reading.names_are_current,
    reading.merges_move_moments,
    reading.merges_chain,
    reading.archived_relations_stay,
    reading.snapshots_stand_still,
    finding.searches_find_what_is_there,
    following.follow_ups_change_no_list,
    following.follow_ups_are_found,
    parties.relations_keep_their_places,
    parties.relation_changes_are_in_order,
    parties.external_ids_are_unique,
    parties.lines_are_put_once,
    parties.merges_are_completed_later,
    parties.removed_relations_are_told,
)


def run(url: str, say: Callable[[str], None]) -> bool:
    """Try every promise on the engine at `url`; returns whether all are kept.

    Calls `say` with a line for the engine and a line for each promise. Raises `RegisterError` if no promise can be
    tried.
    """
    say(f"Trying  {_engine(url)}")
    kept = True
    for promise in PROMISES:
        reason = broken(promise, url)
        kept = kept and reason is None
        words = promise.__name__.replace("_", " ")
        say(f"ok      {words}" if reason is None else f"FAILED  {words}: {reason}")
    return kept


def broken(promise: Promise, url: str) -> str | None:
    """Try a promise on a register in a temporary database beside `url`; returns why it is broken, or None."""
    try:
        with temporary_database(url) as place:
            return broken_at(promise, place)
    except Exception as fault:
        return _reason(fault)


def _engine(url: str) -> str:
    try:
        with temporary_database(url) as place:
            return described(place)
    except RegisterError:
        raise
    except DatabaseFault as fault:
        raise UnavailableError(in_words(fault, "look in the database's own log for more")) from None
    except Exception as fault:
        raise UnavailableError(f"The database cannot be worked in ({_reason(fault)})") from None


def broken_at(promise: Promise, place: str) -> str | None:
    """Try a promise on a register in the empty database at `place`; returns why it is broken, or None."""
    try:
        given = {"database_url": place, "action_codes": "any", "time_zone": "Europe/Amsterdam"}
        with made(read_settings(**given)) as (register, _):
            promise(register)
    except Exception as fault:
        return _reason(fault)
    return None


def _reason(fault: Exception) -> str:
    return " ".join(f"{type(fault).__name__}: {fault}".split())
