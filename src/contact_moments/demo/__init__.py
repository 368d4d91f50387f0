"""Demo data: made-up people, organisations and contact moments, in Dutch and English, for an empty register.

The same seed makes the same data, on every machine and at every time. No address, number or name of a place is
somebody's: e-mail is at domains that are reserved for examples, telephone numbers at numbers that nobody has.
"""

import random
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeVar

from contact_moments import catalogue
from contact_moments.demo.moments import ACTIONS, made_moments
from contact_moments.demo.people import Cast, made_people
from contact_moments.demo.words import LANGUAGES, phrases
from contact_moments.errors import InvalidInputError, RegisterError
from contact_moments.model import Author, Draft, Relation
from contact_moments.register import Register
from contact_moments.storage.questions import moments as stored_moments
from contact_moments.storage.questions import relations as stored_relations
from contact_moments.storage.transaction import Transaction

__all__ = ["fill", "is_empty"]

T = TypeVar("T")

AUTHOR = Author(client_id=None, channel="demo")
RELATIONS_CHUNK = 1000
MOMENTS_CHUNK = 500


def is_empty(register: Register) -> bool:
    """Whether the register has no relations and no contact moments; tags and actions may be there."""
    database = register.database
    return not database.read(stored_relations.any_relation) and not database.read(stored_moments.count)


def fill(register: Register, relations: int, moments: int, seed: int, progress: Callable[[int], None]) -> None:
    """Add exactly `relations` relations (2 or more) and `moments` contact moments, from old to new.

    It writes in chunks, and calls `progress` with the number of relations or moments of each. Tags and actions whose
    ids are in use stay as they are. Raises `InvalidInputError`, and whatever refusal a registration meets.
    """
    if relations < 2:
        raise InvalidInputError("Demo data needs 2 relations or more")
    rng = random.Random(seed)  # noqa: S311 - demo data, not secrets
    _add_catalogue(register)
    cast = Cast()
    for people in _chunks(made_people(rng, relations), RELATIONS_CHUNK):
        _write_relations(register, [person.relation for person in people])
        cast.add(people)
        progress(len(people))
    cast.shuffle(rng)
    known = register.types.by_id()
    read = (register.registrar.read(known[type_id], body) for type_id, body in made_moments(rng, cast, moments))
    for chunk in _chunks(read, MOMENTS_CHUNK):
        _write_moments(register, chunk)
        progress(len(chunk))


def _chunks(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while chunk := list(islice(items, size)):
        yield chunk


def _add_catalogue(register: Register) -> None:
    database = register.database
    tags = {tag_id: name for language in LANGUAGES for tag_id, name in phrases(language).tags.items()}
    for tag_id in sorted(tags.keys() - catalogue.tags(database).keys()):
        catalogue.add_tag(database, tags[tag_id], tag_id)
    for code in sorted(ACTIONS.keys() - catalogue.actions(database).keys()):
        catalogue.put_action(database, code, ACTIONS[code])


def _write_relations(register: Register, chunk: list[Relation]) -> None:
    def work(transaction: Transaction) -> None:
        transaction.lock()
        stored_relations.add(transaction.connection, chunk)

    register.database.write(work)


def _write_moments(register: Register, chunk: list[Draft]) -> None:
    def work(transaction: Transaction) -> None:
        for outcome in register.registrar.register_all(transaction, chunk, AUTHOR):
            if isinstance(outcome, RegisterError):
                raise outcome

    register.database.write(work)
