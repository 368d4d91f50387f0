"""A contact moment as people read it: names instead of ids, its versions with who recorded them, and two compared."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from contact_moments.errors import GoneError, NotFoundError
from contact_moments.model import JsonObject
from contact_moments.moments.comparison import Fact as Fact
from contact_moments.moments.timeline import Named
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import actions, clients, relations, tags, versions, withdrawals
from contact_moments.storage.questions.moments import current_of
from contact_moments.storage.questions.versions import Recorded
from contact_moments.times import Zone, local_text, read_instant

MOST_VERSIONS = 50  # that are told at once

# Members of every type, in the order in which people read them; a type's own fields come before `action_code`.
_FIRST = ("subject", "contents", "senderId", "recipients", "dateTime")
_LAST = ("action_code", "tagIds", "reference")
_COMMON = frozenset({*_FIRST, *_LAST})


class Told(Struct, frozen=True):
    """One version: when it was recorded, local time, by which person and client, and through which channel."""

    number: int
    at: datetime
    person: str | None
    client: str | None
    channel: str


class Sided(Struct, frozen=True):
    """A version that stands beside another one, with its fields."""

    version: Told
    facts: list[Fact]


class Telling(Struct, frozen=True):
    """A contact moment. `at` is local time, and `facts` are those of the latest version, which has the number `latest`.

    `versions` are the last ones, the newest first; `pair` are two that are compared, the earlier one first, None where
    there is one version only.
    """

    id: int
    type: str
    at: datetime
    facts: list[Fact]
    latest: int
    versions: list[Told]
    pair: tuple[Sided, Sided] | None

    def value(self, field: str) -> Any:
        """What the latest version has in a field; None if it has none."""
        return next((one.value for one in self.facts if one.field == field), None)


class Buried(Struct, frozen=True):
    """What is left of a withdrawn contact moment: its number, when it was withdrawn (local time), and why."""

    id: int
    at: datetime
    reason: str


class Asked(Struct, frozen=True):
    """What is told of versions: how many of the last ones, None for all; and which two stand side by side.

    A number that there is not is as none: the later one is then the last, and the earlier one that before it.
    """

    most: int | None = MOST_VERSIONS
    earlier: int | None = None
    later: int | None = None


def telling(
    database: Database, zone: Zone, moment_id: int, parties: bool = True, asked: Asked | None = None
) -> Telling:
    """A contact moment with its versions. Without `parties` only the sender has a name, as in lists.

    Raises `NotFoundError`, or `GoneError` for a withdrawn moment.
    """
    wanted = asked or Asked()
    return database.read_snapshot(lambda connection: _telling(connection, zone, moment_id, parties, wanted))


def _telling(connection: Connection, zone: Zone, moment_id: int, parties: bool, asked: Asked) -> Telling:
    found = current_of(connection, [moment_id])
    if not found:
        if withdrawals.existing(connection, [moment_id]):
            raise GoneError("This contact moment has been withdrawn")
        raise NotFoundError("There is no contact moment with this id")
    now = found[0]
    recorded = versions.latest(connection, moment_id, now.version if asked.most is None else asked.most)
    compared = versions.of_numbers(connection, moment_id, _pair(now.version, asked))
    documents = {number: json.loads(one.document) for number, one in compared.items()}
    documents[now.version] = documents.get(now.version) or json.loads(now.document)
    names = _Names(connection, documents.values(), parties, {documents[now.version]["senderId"]})
    clients_of = _client_names(connection, [*recorded, *compared.values()])
    sides = [Sided(_told(one, zone, clients_of), names.facts(documents[n], zone)) for n, one in compared.items()]
    return Telling(
        id=moment_id,
        type=now.type,
        at=_local(now.happened_at, zone),
        facts=names.facts(documents[now.version], zone),
        latest=now.version,
        versions=[_told(one, zone, clients_of) for one in recorded],
        pair=(sides[0], sides[-1]) if sides else None,
    )


def _pair(latest: int, asked: Asked) -> list[int]:
    """The numbers of the two versions to compare; none where there is one version only."""
    if latest == 1:
        return []
    later = asked.later if asked.later and asked.later <= latest else latest
    earlier = asked.earlier if asked.earlier and asked.earlier <= latest else later - 1 or 2
    return [earlier, later]


def _client_names(connection: Connection, recorded: Iterable[Recorded]) -> dict[str, str]:
    return clients.names(connection, {one.client_id for one in recorded if one.client_id is not None})


def _told(one: Recorded, zone: Zone, clients_of: dict[str, str]) -> Told:
    client = None if one.client_id is None else clients_of.get(one.client_id, one.client_id)
    return Told(one.version, _local(one.recorded_at, zone), one.person, client, one.channel)


def tombstone(database: Database, zone: Zone, moment_id: int) -> Buried:
    """What is left of a withdrawn contact moment. Raises `NotFoundError` for any other number."""
    found = database.read(lambda connection: withdrawals.one(connection, moment_id))
    if found is None:
        raise NotFoundError("There is no withdrawn contact moment with this id")
    return Buried(moment_id, _local(found.withdrawn_at, zone), found.reason)


def facts(database: Database, zone: Zone, documents: Sequence[JsonObject], parties: bool = True) -> list[list[Fact]]:
    """The fields of documents, or of bodies that somebody sends: those of each in one list."""

    def ask(connection: Connection) -> list[list[Fact]]:
        names = _Names(connection, documents, parties)
        return [names.facts(one, zone) for one in documents]

    return database.read_snapshot(ask)


def _local(instant: int, zone: Zone) -> datetime:
    return datetime.fromisoformat(local_text(instant, zone))


class _Names:
    """The names of what documents refer to. A merged relation is shown as its survivor."""

    def __init__(
        self, connection: Connection, documents: Iterable[JsonObject], parties: bool, always: Iterable[int] = ()
    ) -> None:
        documents = list(documents)
        people = {id_ for one in documents for id_ in (one.get("senderId"), *one.get("recipients", ())) if id_}
        self._into = relations.survivors(connection, people)
        shown = people if parties else set(always)
        found = relations.names(connection, {self._into.get(id_, id_) for id_ in shown})
        self._people = {id_: json.loads(name) for id_, name in found.items()}
        self._tags = tags.of_ids(connection, {id_ for one in documents for id_ in one.get("tagIds", ())})
        self._actions = actions.all_actions(connection) if any("action_code" in one for one in documents) else {}

    def facts(self, document: JsonObject, zone: Zone) -> list[Fact]:
        own = [name for name in document if name not in _COMMON]
        readers: dict[str, Callable[[Any], Any]] = {
            "senderId": self._person,
            "recipients": self._people_of,
            "dateTime": lambda text: _local(read_instant(text, zone)[0], zone),
            "action_code": lambda code: Named(code, self._actions.get(code, "")),
            "tagIds": lambda ids: tuple(Named(id_, self._tags.get(id_, "")) for id_ in ids),
        }
        names = [name for name in (*_FIRST, *own, *_LAST) if document.get(name) is not None]
        return [Fact(name, readers[name](document[name]) if name in readers else document[name]) for name in names]

    def _person(self, id_: int) -> Named:
        survivor = self._into.get(id_, id_)
        return Named(survivor, self._people.get(survivor, ""))

    def _people_of(self, ids: Iterable[int]) -> tuple[Named, ...]:
        return tuple(dict.fromkeys(map(self._person, ids)))
