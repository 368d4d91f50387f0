"""The words that demo data is made of: JSON files beside this module, one set per language.

Templates name their slots in braces; in a slot's own words `#` stands for a digit.
"""

from functools import cache
from importlib import resources
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

Language = Literal["dutch", "english"]
LANGUAGES: tuple[Language, ...] = ("dutch", "english")

# A type of contact moment and who starts it: `in` is towards the organisation, `out` from it.
Channel = Literal["phone_in", "phone_out", "visit", "letter_in", "letter_out", "email_in", "email_out", "note"]

Texts = tuple[str, ...]
T = TypeVar("T")


class Names(Struct, frozen=True, forbid_unknown_fields=True):
    """Parts of the names of people and organisations, and patterns of telephone numbers.

    `organisations` are templates whose slots are the keys of `parts`.
    """

    first: Texts
    last: Texts
    towns: Texts
    organisations: Texts
    parts: dict[str, Texts]
    phones: Texts


class Phrases(Struct, frozen=True, forbid_unknown_fields=True):
    """Words for all topics: tags by id, twelve months, words for slots, closing sentences by channel.

    `afterwards` are sentences that somebody adds later.
    """

    tags: dict[int, str]
    months: Texts
    slots: dict[str, Texts]
    closings: dict[Channel, Texts]
    afterwards: Texts


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """A reason for contact. Any of its subjects fits any of its contents for the same channel.

    `of` says which kind of relation has it, `weight` how often, `many` whether one letter goes to several, and
    `closing` whether a closing sentence may follow.
    """

    of: Literal["person", "organisation", "anyone"]
    weight: int
    tags: tuple[int, ...]
    actions: tuple[int, ...]
    subjects: Texts
    contents: dict[Channel, Texts]
    many: bool = False
    closing: bool = True


@cache
def names(language: Language) -> Names:
    """The names of a language."""
    return _read(f"{language}_names", Names)


@cache
def phrases(language: Language) -> Phrases:
    """The phrases of a language."""
    return _read(f"{language}_phrases", Phrases)


@cache
def topics(language: Language) -> tuple[Topic, ...]:
    """The topics of a language."""
    return _read(f"{language}_topics", tuple[Topic, ...])


def meeting_type() -> bytes:
    """The file of a type that an operator adds."""
    return _raw("meeting_type")


def _raw(name: str) -> bytes:
    return resources.files("contact_moments.demo").joinpath("words", f"{name}.json").read_bytes()


def _read(name: str, shape: type[T]) -> T:
    return msgspec.json.decode(_raw(name), type=shape)
