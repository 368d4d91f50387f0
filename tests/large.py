"""A large register, made by the register itself: registered in chunks, then partly corrected and withdrawn."""

import random
from collections.abc import Iterator
from itertools import islice

from contact_moments.clock import SECOND
from contact_moments.model import Author, Draft, Relation, Submission
from contact_moments.moments.drafts import read_draft
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.storage.questions import relations

CHUNK = 1000
MOST_CORRECTED = 5_000  # by `stir`: correcting one in twenty of a million would take longer than what is measured then
MOST_WITHDRAWN = 2_000
CORRECTED = 25  # corrections in a transaction: they cost more than registrations, and a transaction has its bound
START = 1_700_000_000
BUSY = 1  # the relation that takes part in every tenth moment
AUTHOR = Author(None, "import")


class Clock:
    """A clock that goes on by a second with every chunk."""

    def __init__(self) -> None:
        self.second = START

    def __call__(self) -> int:
        return self.second * SECOND


def fill(register: Register, clock: Clock, moments: int, people: int) -> None:
    """Add people and moments, correct one in twenty and withdraw one in fifty, up to the limits of `stir`."""
    chance = random.Random(1)  # noqa: S311 - the same register every time
    _add_people(register, people)
    registrations = _registrations(register, chance, moments, people)
    while chunk := [Submission(one, AUTHOR) for one in islice(registrations, CHUNK)]:
        _submit(register, clock, chunk)
    stir(register, clock, moments, people)


def stir(register: Register, clock: Clock, moments: int, people: int) -> None:
    """Correct one in twenty of the moments 1 to `moments`, and withdraw one in fifty, up to a limit."""
    chance = random.Random(2)  # noqa: S311 - the same ones every time
    ids = list(range(1, moments + 1))
    chance.shuffle(ids)
    corrections_end = min(moments // 20, MOST_CORRECTED)
    corrected, withdrawn = ids[:corrections_end], ids[corrections_end:][: min(moments // 50, MOST_WITHDRAWN)]
    corrections = _registrations(register, chance, len(corrected), people, corrected)
    while chunk := [Submission(one, AUTHOR) for one in islice(corrections, CORRECTED)]:
        _submit(register, clock, chunk)
    for start in range(0, len(withdrawn), CHUNK):
        withdraw(register.database, withdrawn[start : start + CHUNK], "retention", Actor())


def _add_people(register: Register, people: int) -> None:
    for start in range(1, people + 1, CHUNK):
        ids = range(start, min(start + CHUNK, people + 1))
        new = [Relation(id_, "person", f"Relation {id_}") for id_ in ids]
        register.database.write(lambda tx, new=new: relations.add(tx, new))  # type: ignore[misc]


def _registrations(
    register: Register, chance: random.Random, number: int, people: int, corrects: list[int] | None = None
) -> Iterator[Draft]:
    known = register.types.get("ContactMomentPhone")
    for n in range(number):
        sender, recipient = chance.sample(range(2, people + 1), 2)
        body = {
            "subject": f"About the membership, call {n}",
            "dateTime": f"20{10 + n % 10}-01-31T13:45:{n % 60:02}Z",
            "senderId": sender,
            "recipients": [BUSY if n % 10 == 0 else recipient],
            "contents": "We had a good call and the person decided to stay a member",
        }
        if corrects is not None:
            body["contactMomentId"] = corrects[n]
        yield read_draft(known, body, register.zone, register.clock())


def _submit(register: Register, clock: Clock, chunk: list[Submission]) -> None:
    register.database.write(lambda tx: register.registrar.submit_all(tx, chunk))
    clock.second += 1
