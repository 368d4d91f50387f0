"""Helpers of the promises: people, notes, pages, comparisons."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

from contact_moments import relations
from contact_moments.clock import SECOND, Clock, system_clock
from contact_moments.errors import RegisterError
from contact_moments.model import Author, Filter, Page
from contact_moments.moments.list import cursor_after, page_by_cursor, page_by_number
from contact_moments.register import Register

NOTE = "ContactMomentNote"
WRITERS = 8
START = 1_700_000_000 * SECOND
TEXT = 'O\'Neil "said" \\n\\ \n\t; -- % :x {} ✓ é 😀 \u2028 שלום </b> NULL'


def same(found: object, expected: object) -> None:
    """Raise `AssertionError` unless `found` equals `expected`."""
    if found != expected:
        raise AssertionError(f"found {found!r:.300}, expected {expected!r:.300}")


def refused(work: Callable[[], object], kind: type[RegisterError]) -> RegisterError:
    """The refusal that `work` raises. Raises `AssertionError` if it raises none."""
    try:
        work()
    except kind as refusal:
        return refusal
    raise AssertionError(f"was not refused with {kind.__name__}")


def code_of(refusal: RegisterError) -> str:
    """The code of a refusal."""
    return refusal.code


@contextmanager
def beside(register: Register, clock: Clock = system_clock, **changes: str) -> Iterator[Register]:
    """The same register, opened again as another process would; `changes` are settings."""
    other = Register(register.settings.replaced(**changes), clock)
    try:
        yield other
    finally:
        other.close()


def add_people(register: Register, *ids: int) -> None:
    """Add people with these ids, named `Relation <id>`."""
    for id_ in ids:
        relations.add(register.database, f"Relation {id_}", "person", id_)


def register_together(register: Register, changes: list[dict[str, Any]]) -> list[int | RegisterError]:
    """Register notes in one transaction."""
    known = register.types.get(NOTE)
    bodies = [{"subject": "A note", "senderId": 1, "recipients": [2]} | one for one in changes]
    read = [register.registrar.read(known, body) for body in bodies]
    author = Author(None, "import")
    return register.database.write(lambda transaction: register.registrar.register_all(transaction, read, author))


def add_notes(register: Register, number: int) -> list[int]:
    """Register notes in one transaction; returns their ids."""
    return [one for one in register_together(register, [{}] * number) if isinstance(one, int)]


def add_note(register: Register, **changes: Any) -> int:
    """Register a note by itself; returns its id. Raises the `RegisterError` that it is refused with."""
    (outcome,) = register_together(register, [changes])
    if isinstance(outcome, RegisterError):
        raise outcome
    return outcome


def add_notes_until(stopped: Event, register: Register) -> list[int]:
    """Register notes one by one, at least one, until `stopped` is set; returns their ids."""
    added = [add_note(register)]
    while not stopped.is_set():
        added.append(add_note(register))
    return added


def in_threads(work: Callable[[int], Any], numbers: range) -> list[Any]:
    """What `work` returns for each number, run in several threads."""
    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(work, numbers))


def add_a_hundred_and_twenty(register: Register) -> dict[Filter, list[int]]:
    """Register 120 moments a second apart, each by one of three relations; returns the ids that each filter finds."""
    add_people(register, 1, 2, 3, 4)
    now = [START]
    with beside(register, lambda: now[0]) as turned:
        for number in range(1, 121):
            now[0] = START + number * SECOND
            add_note(turned, senderId=number % 3 + 1, recipients=[4] if number % 2 else [1, 4])
    ids = range(1, 121)
    late = START + 50 * SECOND
    first = [one for one in ids if one % 3 == 0 or one % 2 == 0]
    return {
        Filter(): list(ids),
        Filter(since=late): list(range(40, 121)),
        Filter(relation_ids=(1,)): first,
        Filter(relation_ids=(1, 2)): [one for one in ids if one in first or one % 3 == 1],
        Filter(relation_ids=(1,), since=late): [one for one in first if one >= 40],
        Filter(relation_ids=(1, 4), since=late): list(range(40, 121)),
        Filter(relation_ids=(9,)): [],
        Filter(since=START + 900 * SECOND): [],
    }


def ids_on(page: Page) -> list[int]:
    """The ids on a page."""
    return [item["id"] for item in json.loads(page.body)]


def items_of(register: Register, wanted: Filter) -> list[dict[str, Any]]:
    """Every item of a list, read by its cursors."""
    page = page_by_number(register.database, wanted, 1)
    items: list[dict[str, Any]] = json.loads(page.body)
    while (cursor := cursor_after(wanted, page)) is not None:
        page = page_by_cursor(register.database, wanted, cursor)
        items += json.loads(page.body)
    return items


def ids_of(register: Register, wanted: Filter) -> list[int]:
    """Every id of a list, read by its cursors."""
    return [item["id"] for item in items_of(register, wanted)]


def ids_by_number(register: Register, wanted: Filter) -> list[int]:
    """Every id of a list, read by page numbers."""
    ids: list[int] = []
    number = 1
    while page := ids_on(page_by_number(register.database, wanted, number)):
        ids += page
        number += 1
    return ids
