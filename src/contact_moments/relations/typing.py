"""Hits: the relations that somebody means who is typing a name, a number, a telephone number or an address."""

import re
from collections.abc import Iterable

from msgspec import Struct

from contact_moments.model import Relation
from contact_moments.phones import asked_key, readable, without_extension
from contact_moments.relations.finding import LONGEST, MOST_SHOWN, Asked, By, find
from contact_moments.settings import Settings
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions.relations import of_ids
from contact_moments.storage.sql.keys import email_key
from contact_moments.words import spans, words

# Digits of a text that may be a telephone number. Numbers of relations are shorter.
LEAST_DIGITS = 6

_DIALLED = re.compile(r"[\s\d+()./-]+", re.ASCII)


class Hit(Struct, frozen=True):
    """A relation that was found, and why: `shown` is what was compared, and `matches` the places in it that fit.

    `why` is `id` for its number in the register, and `q` for its name.
    """

    relation: Relation
    why: By | str
    shown: str
    matches: tuple[tuple[int, int], ...] = ()


def hits(database: Database, settings: Settings, text: str, most: int = 8) -> list[Hit]:
    """Whom a text may mean, the likeliest first; archived relations are left out.

    Raises `InvalidInputError` for a text that nothing stored can equal. Telephone numbers are compared as a whole.
    """
    given = text.strip()[:LONGEST]
    found: dict[int, Hit] = {}
    for by in _asked_by(given):
        for one in find(database, settings, Asked(by, given)):
            found.setdefault(one.id, _hit(one, by, given, settings.phone_region))
    return list(found.values())[:most]


def exact(database: Database, settings: Settings, text: str) -> list[Relation]:
    """Whom a text names as a whole: by number, telephone number, e-mail address, external id or whole name."""
    name = words(text)
    return [
        one.relation
        for one in hits(database, settings, text, MOST_SHOWN)
        if one.why != "q" or (name and words(one.relation.name) == name)
    ]


def named(database: Database, ids: Iterable[int]) -> dict[int, Relation]:
    """The relations with these ids that exist, by these ids; one that was merged is the one that it became."""
    wanted = list(ids)

    def query(connection: Connection) -> dict[int, Relation]:
        found = of_ids(connection, wanted)
        into = of_ids(connection, {one.merged_into for one in found.values() if one.merged_into is not None})
        return {id_: into.get(one.merged_into or id_, one) for id_, one in found.items()}

    return database.read_snapshot(query)


def _asked_by(text: str) -> list[By]:
    by: list[By] = ["q"] if text else []
    if "@" in text:
        by.insert(0, "email")
    elif _DIALLED.fullmatch(text) and sum(map(str.isdigit, text)) >= LEAST_DIGITS:
        by.insert(0, "phone")
    return by


def _hit(one: Relation, by: By, text: str, region: str) -> Hit:
    if by == "phone":
        key = asked_key(text, region) or ""
        alike = (it for it in one.phones if without_extension(it.key) == without_extension(key))
        # One that was merged into this relation had the number.
        number = next((readable(it.number, it.key) for it in alike), text)
        return Hit(one, by, number, ((0, len(number)),))
    if by == "email":
        address = one.email if one.email and email_key(one.email) == email_key(text) else text
        return Hit(one, by, address, ((0, len(address)),))
    if text == str(one.id):
        return Hit(one, "id", text, ((0, len(text)),))
    if text == one.external_id:
        return Hit(one, "externalId", text, ((0, len(text)),))
    return Hit(one, by, one.name, _places(one.name, words(text)))


def _places(name: str, asked: list[str]) -> tuple[tuple[int, int], ...]:
    """Where a name has words that begin with those that were asked for."""
    places = []
    for word, begin, end in spans(name, len(name))[0]:
        fits = max((len(one) for one in asked if word.startswith(one)), default=0)
        if fits:
            # A letter may have become two without its accents; then the whole word is marked.
            places.append((begin, begin + fits if len(word) == end - begin else end))
    return tuple(places)
