"""Look-ups: which relations have a telephone number, an e-mail address or an external id, or a name with these words.

Best first: whole words before beginnings of words, then by name; archived ones last, and only if they are asked for. A
relation that was merged is found as the one that it was merged into. At most `MOST_SHOWN` are found, and of more than a
thousand that match, some: whoever asks for so little has to ask for more.
"""

from collections.abc import Callable
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
Question = Callable[[Connection, str, Settings], Ranks]


class Asked(Struct, frozen=True):
    """What somebody asks for: by what, its text, and whether archived relations count."""

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

    def look(connection: Connection) -> list[Relation]:
        ids = _in_order(connection, _QUESTIONS[asked.by](connection, asked.text, settings), asked.archived)
        found = of_ids(connection, ids)
        return [found[id_] for id_ in ids]

    return database.read_snapshot(look)


def _in_order(connection: Connection, ranks: Ranks, archived: bool) -> list[int]:
    """The ids to show: of the relations that were found, and of those that they were merged into."""
    known = {one.id: one for one in lookups.candidates(connection, ranks)}
    into = {one.merged_into for one in known.values() if one.merged_into is not None} - known.keys()
    known |= {one.id: one for one in lookups.candidates(connection, into)}
    best: Ranks = {}
    for id_, rank in ranks.items():
        if id_ in known:
            shown = known[id_].merged_into or id_
            best[shown] = min(rank, best.get(shown, rank))
    wanted = [known[id_] for id_ in best if archived or not known[id_].archived]
    ordered = sorted(wanted, key=lambda one: (one.archived, best[one.id], one.words, one.id))
    return [one.id for one in ordered[:MOST_SHOWN]]


def _by_phone(connection: Connection, text: str, settings: Settings) -> Ranks:
    key = asked_key(text, settings.phone_region)
    if key is None or is_own(key, settings.own_phone_numbers, settings.phone_region):
        return {}
    return lookups.of_phone(connection, key)


def _by_email(connection: Connection, text: str, _: Settings) -> Ranks:
    # There is no blank in an address: one that is sent was a +.
    key = email_key(text.strip().replace(" ", "+"))
    return dict.fromkeys(lookups.of_email(connection, key), 0) if key else {}


def _by_external_id(connection: Connection, text: str, _: Settings) -> Ranks:
    return dict.fromkeys(lookups.of_external_id(connection, text), 0)


def _by_text(connection: Connection, text: str, settings: Settings) -> Ranks:
    given = text.strip()
    exact = list(_by_external_id(connection, given, settings))
    if given.isascii() and given.isdigit() and int(given) <= MAX_ID:
        exact.append(int(given))
    return _by_words(connection, words(text)) | dict.fromkeys(exact, 0)


def _by_words(connection: Connection, asked: list[str]) -> Ranks:
    """Those with all words, or beginnings of them; the rank counts the words that are only a beginning."""
    if not asked:
        return {}
    found = lookups.candidates(connection, lookups.of_words(connection, list(dict.fromkeys(asked))))
    return {one.id: 1 + _beginnings(one, asked) for one in found if all(f" {word}" in one.words for word in asked)}


def _beginnings(one: Candidate, asked: list[str]) -> int:
    return sum(f" {word} " not in one.words for word in asked)


_QUESTIONS: dict[By, Question] = {
    "phone": _by_phone,
    "email": _by_email,
    "externalId": _by_external_id,
    "q": _by_text,
}
