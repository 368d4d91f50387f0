"""Made-up relations, and the cast that they form: a dozen members of staff, and everybody who contacts them."""

import re
from array import array
from collections.abc import Iterable, Iterator
from itertools import count as count_up
from itertools import islice
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from contact_moments.demo.texts import with_digits
from contact_moments.demo.words import LANGUAGES, Language, names
from contact_moments.model import Kind, Phone, Relation
from contact_moments.normal_forms import normalized

# The API documentation's examples: 1516 (staff) calls 429000 (a member), and there is no relation 9999.
FIRST_IDS = (1516, 429000)
NEVER = 9999
COUNT_FROM = 1000

MOST_STAFF = 12
PERSONS = 0.8
# Shares of those who have a number of the relation before them, and who are there twice. The first ones are neither.
SHARED, DOUBLE = 0.1, 0.02
FIRST_KNOWN = 24
DOMAINS = ("example.org", "example.com", "example.net")
# The higher above 1, the more often the first of a shuffled list is drawn, and the less often the last.
MEMBERS_SKEW, STAFF_SKEW = 1.7, 1.3

# Letters that Unicode does not decompose into a plain letter and an accent.
_PLAIN = str.maketrans({"ø": "o", "Ø": "O", "ı": "i"})


class Person(Struct, frozen=True):
    """A relation, its language, and whether it is a member of staff. The register does not keep the last two.

    `double_of` is the relation that is the same person, registered before by mistake.
    """

    relation: Relation
    language: Language
    staff: bool
    double_of: int | None = None


def made_people(rng: Random, count: int) -> Iterator[Person]:
    """Make `count` people and organisations, one at a time: first a member of staff, then a member, then the rest."""
    staff = min(MOST_STAFF, 1 + (count - 2) // 10)
    last: dict[Language, Relation] = {}
    for position, relation_id in enumerate(islice(_ids(), count)):
        language = rng.choice(LANGUAGES)
        works_here = position == 0 or 2 <= position <= staff
        person = works_here or position == 1 or rng.random() < PERSONS
        make = _person if person else _organisation
        one = Person(make(rng, relation_id, language), language, works_here)
        if not works_here and position >= FIRST_KNOWN and language in last:
            one = _beside(rng, one, last[language])
        if not works_here:
            last[language] = one.relation
        yield one


def _ids() -> Iterator[int]:
    yield from FIRST_IDS
    yield from (id_ for id_ in count_up(COUNT_FROM) if id_ not in FIRST_IDS and id_ != NEVER)


def _beside(rng: Random, one: Person, before: Relation) -> Person:
    """Somebody who may share a number with the one before them, or be the same person."""
    drawn = rng.random()
    if drawn < DOUBLE and before.kind == "person":
        same = replace(one.relation, kind=before.kind, name=before.name, phones=before.phones)
        return replace(one, relation=same, double_of=before.id)
    if drawn > 1 - SHARED:
        numbers = {phone.number: phone for phone in (*one.relation.phones, *before.phones[:1])}
        return replace(one, relation=replace(one.relation, phones=tuple(numbers[each] for each in sorted(numbers))))
    return one


def _person(rng: Random, relation_id: int, language: Language) -> Relation:
    words = names(language)
    first, last = rng.choice(words.first), rng.choice(words.last)
    local = f"{_plain(first)}.{_plain(last)}" if rng.random() < 0.6 else f"{_plain(first)[0]}{_plain(last)}"
    return _relation(rng, relation_id, language, "person", f"{first} {last}", local)


def _organisation(rng: Random, relation_id: int, language: Language) -> Relation:
    words = names(language)
    parts = {part: rng.choice(choices) for part, choices in words.parts.items()}
    name = rng.choice(words.organisations).format(town=rng.choice(words.towns), **parts)
    return _relation(
        rng,
        relation_id,
        language,
        "organisation",
        name,
        "-".join(_plain(word) for word in name.split() if _plain(word)),
    )


def _relation(rng: Random, relation_id: int, language: Language, kind: Kind, name: str, local: str) -> Relation:
    email = f"{local}@{rng.choice(DOMAINS)}" if rng.random() < 0.9 else None
    numbers = rng.choices((0, 1, 2), (15, 65, 20))[0]
    phones = {with_digits(rng, rng.choice(names(language).phones)) for _ in range(numbers)}
    # `add_all` makes the keys.
    return Relation(relation_id, kind, name, email, tuple(Phone(number, "") for number in sorted(phones)))


def _plain(name: str) -> str:
    decomposed = normalized("NFKD", name.translate(_PLAIN))
    return re.sub(r"[^a-z0-9]", "", decomposed.lower())


class Cast:
    """The people in contact moments. Some are in far more of them than others.

    Apart from staff it keeps ids only, so that millions fit in memory.
    """

    def __init__(self) -> None:
        self._staff: list[tuple[int, str]] = []
        self._others: dict[tuple[Language, Kind], array[int]] = {}

    def add(self, people: Iterable[Person]) -> None:
        """Add people."""
        for one in people:
            if one.staff:
                self._staff.append((one.relation.id, one.relation.name.split()[0]))
            else:
                pool = self._others.setdefault((one.language, one.relation.kind), array("Q"))
                pool.append(one.relation.id)

    def shuffle(self, rng: Random) -> None:
        """Decide who gets in touch often; call it once, after everybody was added."""
        for pool in self._others.values():
            rng.shuffle(pool)

    def someone_of_staff(self, rng: Random) -> int:
        """The id of a member of staff."""
        return self._staff[_skewed(rng, len(self._staff), STAFF_SKEW)][0]

    def colleague(self, rng: Random, staff_id: int) -> str:
        """The first name of another member of staff, or of the same one if there is no other."""
        position = rng.randrange(len(self._staff))
        if self._staff[position][0] == staff_id:
            position = (position + 1) % len(self._staff)
        return self._staff[position][1]

    def kind(self, rng: Random, language: Language) -> tuple[Language, Kind]:
        """A group to draw somebody from: people who speak the language, or anybody if nobody does."""
        pools = {key: pool for key, pool in self._others.items() if key[0] == language} or self._others
        return rng.choices(list(pools), [len(pool) for pool in pools.values()])[0]

    def someone(self, rng: Random, pool: tuple[Language, Kind]) -> int:
        """The id of somebody who gets in touch."""
        ids = self._others[pool]
        return ids[_skewed(rng, len(ids), MEMBERS_SKEW)]


def _skewed(rng: Random, size: int, skew: float) -> int:
    # Can be `size` only when the power rounds up to 1.
    return min(int(size * rng.random() ** skew), size - 1)
