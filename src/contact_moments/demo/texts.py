"""Subjects and contents from templates; the texts of one contact moment agree with each other."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from contact_moments.demo.words import Channel, Language, Phrases, Texts, Topic, phrases, topics
from contact_moments.model import KINDS, Kind


def with_digits(rng: Random, pattern: str) -> str:
    """The pattern with a random digit for every `#`."""
    return "".join(str(rng.randrange(10)) if sign == "#" else sign for sign in pattern)


class Slots(dict[str, str]):
    """The words for the slots of one contact moment. Each is drawn when it is first needed, and then kept."""

    def __init__(self, rng: Random, words: Mapping[str, Texts], **known: str) -> None:
        super().__init__(known)
        self._rng = rng
        self._words = words

    def __missing__(self, slot: str) -> str:
        word = self._rng.choice(self._words[slot]).format_map(self)
        self[slot] = with_digits(self._rng, word) if "#" in word else word
        return self[slot]

    def fill(self, template: str) -> str:
        """The template as a text; the first letter is a capital."""
        text = template.format_map(self)
        return text[0].upper() + text[1:]


class Library:
    """The topics and phrases of one language, ready to draw from."""

    def __init__(self, language: Language) -> None:
        self._phrases: Phrases = phrases(language)
        self._topics = {
            (channel, kind): _weighted([one for one in topics(language) if fits(one, channel, kind)])
            for channel in self._phrases.closings
            for kind in KINDS
        }

    def topic(self, rng: Random, channel: Channel, kind: Kind) -> Topic:
        """A random topic that fits the channel and the kind of relation."""
        choices, weights = self._topics[channel, kind]
        return rng.choices(choices, cum_weights=weights)[0]

    def slots(self, rng: Random, on: date, colleague: str) -> Slots:
        """Words for a contact moment on that day; the dates among them are near it."""
        months = self._phrases.months
        return Slots(
            rng,
            self._phrases.slots,
            colleague=colleague,
            year=str(on.year),
            last_month=months[on.month - 2],
            month=months[on.month - 1],
            next_month=months[on.month % 12],
            day=self._day(on + timedelta(days=rng.randint(1, 6))),
            date=self._day(on + timedelta(days=rng.randint(7, 24))),
        )

    def contents(self, rng: Random, slots: Slots, topic: Topic, channel: Channel) -> str:
        """The text of what was said or written, sometimes with a closing sentence."""
        text = slots.fill(rng.choice(topic.contents[channel]))
        if not topic.closing or rng.random() < 0.6:
            return text
        return f"{text} {slots.fill(rng.choice(self._phrases.closings[channel]))}"

    def _day(self, day: date) -> str:
        working = day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
        return f"{working.day} {self._phrases.months[working.month - 1]}"


def fits(topic: Topic, channel: Channel, kind: Kind) -> bool:
    """Whether the topic fits the channel and the kind of relation."""
    return channel in topic.contents and topic.of in (kind, "anyone")


def _weighted(choices: list[Topic]) -> tuple[list[Topic], list[int]]:
    return choices, list(accumulate(one.weight for one in choices))
