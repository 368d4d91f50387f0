"""Demo data: made-up people, organisations and contact moments, in Dutch and English, for an empty register.

The same seed and the same last day, once it is over, make the same data, on every machine and at any time. No address
or number belongs to anybody: e-mail addresses have domains that are reserved for examples, and nobody has the telephone
numbers.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import TypeVar

from contact_moments import catalogue
from contact_moments.clock import SECOND
from contact_moments.demo.finishing import Finishing
from contact_moments.demo.moments import ACTIONS, Made, Writer
from contact_moments.demo.people import Cast, made_people
from contact_moments.demo.timeline import ZONE
from contact_moments.demo.words import LANGUAGES, meeting_type, phrases
from contact_moments.errors import InvalidInputError
from contact_moments.maintenance import add_moments, is_empty
from contact_moments.model import Author
from contact_moments.moments.type_files import read_type
from contact_moments.moments.types import put_type
from contact_moments.register import Register
from contact_moments.relations import add_all

__all__ = ["Wish", "fill", "is_empty"]

T = TypeVar("T")

AUTHOR = Author(client_id=None, channel="demo")
RELATIONS_BATCH = 1000
MOMENTS_BATCH = 500
EARLIEST = date(1970, 1, 1)


@dataclass(frozen=True)
class Wish:
    """What to make: so many relations (2 or more) and contact moments, the last on the day `until` (today if None)."""

    people: int
    moments: int
    seed: int = 1
    until: date | None = None


def fill(register: Register, wish: Wish, progress: Callable[[int], None]) -> None:
    """Add exactly as many relations and contact moments as are wished for, from old to new.

    It writes in batches, and calls `progress` with the number of relations or moments in each. Tags and actions whose
    ids are in use stay as they are. Raises `InvalidInputError`, and the refusal of a registration that is refused.
    """
    if wish.people < 2:
        raise InvalidInputError("Demo data needs 2 relations or more")
    end = _end(register, wish.until)
    rng = random.Random(wish.seed)  # noqa: S311 - demo data, not secrets
    _add_catalogue(register)
    cast, finishing = Cast(), Finishing(AUTHOR)
    for batch in _batches(made_people(rng, wish.people), RELATIONS_BATCH):
        add_all(register.database, register.settings.phone_region, [person.relation for person in batch])
        cast.add(batch)
        finishing.note_people(batch)
        progress(len(batch))
    cast.shuffle(rng)
    writer = Writer(rng, cast, end)
    for made in _batches(writer.moments(wish.moments), MOMENTS_BATCH):
        finishing.note_moments(_register(register, made), made)
        progress(len(made))
    finishing.finish(register, writer)


def _end(register: Register, until: date | None) -> datetime:
    now = datetime.fromtimestamp(register.clock() / SECOND, ZONE.info).replace(tzinfo=None)
    if until is None or until == now.date():
        return now
    if not EARLIEST <= until < now.date():
        raise InvalidInputError(f"The last day of demo data must be from {EARLIEST} to today")
    return datetime.combine(until, time.max)


def _register(register: Register, made: list[Made]) -> list[int]:
    known = register.types.by_id()
    drafts = [register.registrar.read(known[one.type_id], one.body) for one in made]
    return add_moments(register, drafts, AUTHOR)


def _batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch


def _add_catalogue(register: Register) -> None:
    database = register.database
    tags = {tag_id: name for language in LANGUAGES for tag_id, name in phrases(language).tags.items()}
    for tag_id in sorted(tags.keys() - catalogue.tags(database).keys()):
        catalogue.add_tag(database, tags[tag_id], tag_id)
    meeting = read_type(meeting_type())
    if meeting.id not in register.types.by_id():
        put_type(database, meeting)
    for code in sorted(ACTIONS.keys() - catalogue.actions(database).keys()):
        catalogue.put_action(database, code, ACTIONS[code])
