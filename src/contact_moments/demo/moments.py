"""Made-up contact moments, in the form in which the API's POST takes them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from msgspec import Struct

from contact_moments.demo.people import Cast
from contact_moments.demo.texts import Library, Slots
from contact_moments.demo.timeline import is_open, made_times
from contact_moments.demo.words import LANGUAGES, Channel, Language, Topic, phrases
from contact_moments.model import JsonObject, Kind

# 2 is the API documentation's example. The topics refer to these codes.
ACTIONS = {
    1: "Customer contact",
    2: "Retention campaign",
    3: "Annual contribution",
    5: "Events calendar",
    8: "Fundraising appeal",
}


class _Way(Struct, frozen=True):
    """A way of contact: its type, whether staff starts it, and how often it happens in and out of office hours.

    `several` is the share with more than one recipient, and `most` is how many more at most.
    """

    type_id: str
    by_staff: bool
    when_open: int
    when_closed: int
    several: float = 0.0
    most: int = 1


_WAYS: dict[Channel, _Way] = {
    "phone_in": _Way("ContactMomentPhone", False, 30, 0),
    "phone_out": _Way("ContactMomentPhone", True, 13, 0),
    "visit": _Way("ContactMomentVisit", False, 11, 0, 0.15),
    "letter_in": _Way("ContactMomentLetter", False, 8, 0, 0.1),
    "letter_out": _Way("ContactMomentLetter", True, 7, 0, 0.1),
    "email_in": _Way("ContactMomentEmail", False, 14, 30, 0.2, 3),
    "email_out": _Way("ContactMomentEmail", True, 10, 2, 0.3, 3),
    "note": _Way("ContactMomentNote", True, 7, 0, 0.1),
}
_CHANNELS = list(_WAYS)
_WEIGHTS = {
    True: [way.when_open for way in _WAYS.values()],
    False: [way.when_closed for way in _WAYS.values()],
}

# A type that an operator adds: its file is `words/meeting_type.json`.
MEETING = "ContactMomentMeeting"
RESULTS = ("agreement", "no agreement", "to be continued")
OUTCOMES = ("spoke", "no answer", "voicemail", "called back")

MET = 0.2  # of the visits
TAGGED = ACTED = 1 / 3
REFERRED = 0.2
# A mailing goes to so many at most. Other contact moments with several recipients have colleagues in copy.
MAILED = 4


class Made(NamedTuple):
    """A contact moment: its type's id, and the POST's body."""

    type_id: str
    body: JsonObject


class _Scene(Struct, frozen=True):
    """One contact moment before it is written down; `pool` names the group that the other side is drawn from."""

    at: datetime
    channel: Channel
    topic: Topic
    pool: tuple[Language, Kind]
    staff_id: int
    other_id: int

    @property
    def way(self) -> _Way:
        return _WAYS[self.channel]


class Writer:
    """Makes contact moments up, all with one random generator."""

    def __init__(self, rng: Random, cast: Cast, until: datetime) -> None:
        """No contact moment happens after `until`, a time of the zone of the office hours."""
        self._rng = rng
        self._cast = cast
        self._until = until
        self._libraries = {language: Library(language) for language in LANGUAGES}

    def moments(self, count: int) -> Iterator[Made]:
        """Make `count` contact moments, from old to new, one at a time."""
        return (self._write(at) for at in made_times(self._rng, count, self._until))

    def corrected(self, made: Made) -> Made:
        """The contact moment as somebody corrects it: more of what was said, another tag, and how long a call took."""
        rng, body = self._rng, made.body
        language = next((one for one in LANGUAGES if {*phrases(one).tags} >= {*body.get("tagIds", ())}), LANGUAGES[0])
        slots = self._libraries[language].slots(rng, datetime.fromisoformat(body["dateTime"]).date(), "")
        changes: JsonObject = {"contents": f"{body['contents']} {slots.fill(rng.choice(phrases(language).afterwards))}"}
        if rng.random() < 0.5:
            changes["tagIds"] = sorted({*body.get("tagIds", ()), rng.choice([*phrases(language).tags])})
        if "durationMinutes" in body:
            changes["durationMinutes"] = body["durationMinutes"] + rng.randint(1, 9)
        return Made(made.type_id, body | changes)

    def _write(self, at: datetime) -> Made:
        rng = self._rng
        language = rng.choice(LANGUAGES)
        library = self._libraries[language]
        scene = self._scene(at, language)
        slots = library.slots(rng, at.date(), self._cast.colleague(rng, scene.staff_id))
        body: JsonObject = {
            "subject": self._subject(scene, slots),
            "dateTime": at.isoformat(),
            "senderId": scene.staff_id if scene.way.by_staff else scene.other_id,
            "recipients": self._recipients(scene),
            "contents": library.contents(rng, slots, scene.topic, scene.channel),
        }
        type_id = MEETING if scene.channel == "visit" and rng.random() < MET else scene.way.type_id
        return Made(type_id, body | self._own_fields(type_id, scene, slots) | self._extras(scene.topic, slots))

    def _scene(self, at: datetime, language: Language) -> _Scene:
        rng, cast = self._rng, self._cast
        channel = rng.choices(_CHANNELS, _WEIGHTS[is_open(at)])[0]
        pool = cast.kind(rng, language)
        topic = self._libraries[language].topic(rng, channel, pool[1])
        return _Scene(at, channel, topic, pool, cast.someone_of_staff(rng), cast.someone(rng, pool))

    def _subject(self, scene: _Scene, slots: Slots) -> str:
        subject = slots.fill(self._rng.choice(scene.topic.subjects))
        answers = scene.channel == "email_out" and not scene.topic.many
        return f"Re: {subject}" if answers and self._rng.random() < 0.7 else subject

    def _recipients(self, scene: _Scene) -> list[int]:
        rng, cast = self._rng, self._cast
        sender, first = scene.other_id, scene.staff_id
        if scene.way.by_staff:
            sender, first = first, sender
        if scene.topic.many:
            extras = {cast.someone(rng, scene.pool) for _ in range(rng.randint(0, MAILED - 1))}
        elif rng.random() < scene.way.several:
            extras = {cast.someone_of_staff(rng) for _ in range(rng.randint(1, scene.way.most))}
        else:
            extras = set()
        return sorted({first, *extras} - {sender})

    def _own_fields(self, type_id: str, scene: _Scene, slots: Slots) -> JsonObject:
        if type_id == MEETING:
            return self._of_meeting(scene, slots)
        if scene.channel == "visit":
            return {"location": slots["location"]}
        if type_id == "ContactMomentEmail":
            return {"messageId": f"<{self._rng.getrandbits(64):016x}@example.org>"}
        return self._of_call(scene) if type_id == "ContactMomentPhone" else {}

    def _of_call(self, scene: _Scene) -> JsonObject:
        rng = self._rng
        outcome = rng.choices(OUTCOMES, (70, 12, 10, 8))[0] if scene.way.by_staff else OUTCOMES[0]
        took = {"durationMinutes": rng.choice(range(1, 26))} if outcome == OUTCOMES[0] else {}
        return {"direction": "out" if scene.way.by_staff else "in", "outcome": outcome} | took

    def _of_meeting(self, scene: _Scene, slots: Slots) -> JsonObject:
        rng = self._rng
        result = rng.choice(RESULTS)
        later = {"nextMeeting": f"{scene.at.date() + timedelta(days=rng.randint(7, 40))}"}
        return {
            "participants": rng.randint(2, 6),
            "online": rng.random() < 0.3,
            "result": result,
            "agreed": [slots.fill("{task}"), slots.fill("{festivity}")][: rng.randint(1, 2)],
        } | (later if result == RESULTS[-1] else {})

    def _extras(self, topic: Topic, slots: Slots) -> JsonObject:
        rng = self._rng
        extras: JsonObject = {}
        if rng.random() < TAGGED:
            wanted = rng.choices((1, 2, 3), (65, 25, 10))[0]
            extras["tagIds"] = sorted(rng.sample(topic.tags, min(wanted, len(topic.tags))))
        if rng.random() < ACTED:
            extras["action_code"] = rng.choice(topic.actions)
        if rng.random() < REFERRED:
            extras["reference"] = slots["reference"]
        return extras
