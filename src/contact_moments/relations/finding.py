"""Look-ups: which relations have a telephone number, an e-mail address or an external id, or a name with these words.

Best first: whole words before beginnings of words, then by name; archived ones last, and only if they are asked for. A
relation that was merged is found as the one that it was merged into. At most `MOST_SHOWN` are found. If more than 500
match equally well, these are some of them: who asks for so little has to ask for more. Archived ones do not count among
the 500.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from msgspec import Struct

from contact_moments.errors import InvalidInputError
from contact_moments.model import MAX_ID, Relation
from contact_moments.phones import asked_key, is_own
from contact_moments.settings import Settings
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import relation_lookups as lookups
from contact_moments.storage.questions.relation_lookups import Candidate
from contact_moments.storage.questions.relations import of_ids
from contact_moments.storage.sql.keys import email_key
from contact_moments.strict_json import refuse_unstorable
from contact_moments.words import words

MOST_SHOWN = 25
LONGEST = 500  # characters of what is asked for

By = Literal["phone", "email", "externalId", "q"]
BY: tuple[By, ...] = ("phone", "email", "externalId", "q")
# The ids that were found, with their ranks: the lowest is the best.
Ranks = dict[int, int]


class Asked(Struct, frozen=True):
    """A look-up: by what, the text to compare with, and whether archived relations are found too."""

    by: By
    text: str
    archived: bool = False

    def check(self) -> None:
        """Raise `InvalidInputError` for a text that is too long, or that nothing stored can equal."""
        if len(self.text) > LONGEST:
            raise InvalidInputError(f"{self.by} has more than {LONGEST} characters")
        refuse_unstorable(self.text)


def find(database: Database, settings: Settings, asked: Asked) -> list[Relation]:
    """The relations that are asked for, the best first. Raises `InvalidInputError` as `Asked.check` does."""
    asked.check()
    return database.read_snapshot(lambda connection: _LookUp(connection, settings, asked).relations())


class _LookUp:
    """One look-up. `_known` has the relations that were read for it."""

    def __init__(self, connection: Connection, settings: Settings, asked: Asked) -> None:
        self._connection = connection
        self._settings = settings
        self._asked = asked
        self._known: dict[int, Candidate] = {}

    def relations(self) -> list[Relation]:
        questions = {
            "phone": self._by_phone,
            "email": self._by_email,
            "externalId": self._by_external_id,
            "q": self._by_text,
        }
        ids = self._shown(questions[self._asked.by](self._asked.text))
        found = of_ids(self._connection, ids)
        return [found[id_] for id_ in ids]

    def _shown(self, ranks: Ranks) -> list[int]:
        """The ids to show: of the relations that were found, and of those that they were merged into."""
        self._read(ranks)
        self._read({one.merged_into for id_ in ranks if (one := self._known.get(id_)) and one.merged_into is not None})
        best: Ranks = {}
        for id_, rank in ranks.items():
            if (one := self._known.get(id_)) is not None:
                into = one.merged_into or id_
                best[into] = min(rank, best.get(into, rank))
        wanted = [self._known[id_] for id_ in best if self._asked.archived or not self._known[id_].archived]
        ordered = sorted(wanted, key=lambda one: (one.archived, best[one.id], one.words, one.id))
        return [one.id for one in ordered[:MOST_SHOWN]]

    def _read(self, ids: Iterable[int]) -> None:
        missing = [id_ for id_ in ids if id_ not in self._known]
        self._known |= {one.id: one for one in lookups.candidates(self._connection, missing)}

    def _by_phone(self, text: str) -> Ranks:
        region = self._settings.phone_region
        key = asked_key(text, region)
        if key is None or is_own(key, self._settings.own_phone_numbers, region):
            return {}
        return self._of_all(lambda aside: lookups.of_phone(self._connection, key, aside))

    def _by_email(self, text: str) -> Ranks:
        # There is no blank in an address: one that is sent was a +.
        key = email_key(text.strip().replace(" ", "+"))
        if not key:
            return {}
        return self._of_all(lambda aside: dict.fromkeys(lookups.of_email(self._connection, key, aside), 0))

    def _by_external_id(self, text: str) -> Ranks:
        return dict.fromkeys(lookups.of_external_id(self._connection, text.strip()), 0)

    def _by_text(self, text: str) -> Ranks:
        given = text.strip()
        exact = self._by_external_id(given)
        if given.isascii() and given.isdigit() and int(given) <= MAX_ID:
            exact[int(given)] = 0
        asked = words(given)
        return self._by_words(asked) | exact if asked else exact

    def _by_words(self, asked: list[str]) -> Ranks:
        """Those with all words, or beginnings of them; the rank counts the words that are only a beginning."""
        wanted = list(dict.fromkeys(asked))
        ranks = self._of_all(lambda aside: self._with_words(wanted, lookups.of_words(self._connection, wanted, aside)))
        if sum(not self._known[id_].archived for id_ in self._shown(ranks)) == MOST_SHOWN:
            return ranks  # nobody can come before these
        return ranks | self._of_all(
            lambda aside: self._with_words(wanted, lookups.of_beginnings(self._connection, wanted, aside))
        )

    def _of_all(self, question: Callable[[bool], Ranks]) -> Ranks:
        """What a question finds, of the relations that are set aside too if they are asked for."""
        return question(True) | question(False) if self._asked.archived else question(False)

    def _with_words(self, wanted: list[str], ids: Sequence[int]) -> Ranks:
        self._read(ids)
        found = [self._known[id_] for id_ in ids]
        return {
            one.id: 1 + _beginnings(one, wanted) for one in found if all(f" {word}" in one.words for word in wanted)
        }


def _beginnings(one: Candidate, wanted: list[str]) -> int:
    return sum(f" {word} " not in one.words for word in wanted)
