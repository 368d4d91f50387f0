"""Contact moments: writing them, and reading what is needed to render them again."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import BigInteger, BindParameter, Connection, Text, bindparam, delete, func, insert, select, update

from contact_moments.storage.batches import in_parts
from contact_moments.storage.questions import follow_ups, links, moment_words
from contact_moments.storage.sql.prepared import ManyRows
from contact_moments.storage.sql.tables import moment, version

_ADD_MOMENT = ManyRows(insert(moment))
_ADD_VERSION = ManyRows(insert(version))
_CURRENT = (
    select(
        moment.c.id,
        moment.c.type,
        moment.c.sender_id,
        moment.c.happened_at,
        moment.c.action,
        moment.c.version,
        func.substr(moment.c.json_front, moment.c.name_at + moment.c.name_length + 1).label("after_name"),
        version.c.document,
    )
    .join(version, (version.c.moment_id == moment.c.id) & (version.c.version == moment.c.version))
    .order_by(moment.c.id)
)
_CURRENT_AFTER = _CURRENT.where(moment.c.id > bindparam("after")).limit(bindparam("size"))
_CURRENT_OF = _CURRENT.where(moment.c.id.in_(bindparam("ids", expanding=True)))
_RENDER = (
    update(moment)
    .where(moment.c.id == bindparam("moment_id"))
    .values(
        json_front=bindparam("front"),
        name_at=bindparam("new_name_at"),
        name_length=bindparam("new_name_length"),
        json_tail=bindparam("tail"),
        day=bindparam("local_day"),
        sender_id=bindparam("sender"),
        change_no=func.coalesce(bindparam("changed", type_=BigInteger), moment.c.change_no),
    )
)
_RENAME_SENDER = (
    update(moment)
    .where(moment.c.id.in_(bindparam("ids", expanding=True)), moment.c.sender_id == bindparam("sender"))
    .values(
        json_front=func.substr(moment.c.json_front, 1, moment.c.name_at)
        + bindparam("name", type_=Text)
        + func.substr(moment.c.json_front, moment.c.name_at + moment.c.name_length + 1),
        name_length=bindparam("new_length"),
    )
)
# What a correction leaves as it was: the type, and who registered the moment.
_FIRST = ("id", "type", "client_id", "channel")
_COUNT = select(func.count()).select_from(moment)
_CORRECT = (
    update(moment)
    .where(moment.c.id == bindparam("moment_id"))
    .values({one.name: bindparam(f"new_{one.name}") for one in moment.c if one.name not in _FIRST})
)
_THESE: BindParameter[Any] = bindparam("ids", expanding=True)
_DROP_VERSIONS = delete(version).where(version.c.moment_id.in_(_THESE))
_DROP = delete(moment).where(moment.c.id.in_(_THESE))
_EXISTING = select(moment.c.id).where(moment.c.id.in_(_THESE))
_VERSIONS = select(moment.c.id, moment.c.version).where(moment.c.id.in_(_THESE))


class Fragments(Struct, frozen=True):
    """An item of the list as JSON text, without the tags, which come between `front` and `tail`.

    The sender's name, as JSON text, is in `front` after `name_at` characters and is `name_length` long. `day` is the
    local date in the item, `yyyy-mm-dd`.
    """

    front: str
    name_at: int
    name_length: int
    tail: str
    day: str

    @property
    def after_name(self) -> str:
        """The part of `front` after the sender's name."""
        return self.front[self.name_at + self.name_length :]


class NewMoment(Struct, frozen=True):
    """Everything that a registration or correction writes. `links` are new ones: (relation, position)."""

    id: int
    change_no: int
    type: str
    sender_id: int
    happened_at: int
    action: int | None
    tagset_id: int
    fragments: Fragments
    document: str
    recorded_at: int
    client_id: str | None
    channel: str
    reference: str | None
    words: str
    links: tuple[tuple[int, int], ...]
    version: int = 1
    person: str | None = None
    account_id: str | None = None


class CurrentMoment(Struct, frozen=True):
    """A moment with its latest version's document, for rendering it again."""

    id: int
    type: str
    sender_id: int
    happened_at: int
    action: int | None
    version: int
    after_name: str
    document: str


def add_moments(connection: Connection, moments: list[NewMoment]) -> None:
    """Add new moments with first versions, links and words: five statements, however many moments there are."""
    _ADD_MOMENT.run(connection, [_moment_row(new) for new in moments])
    _ADD_VERSION.run(connection, [_version_row(new) for new in moments])
    links.add(connection, [one for new in moments for one in _link_rows(new)])
    moment_words.add(connection, [(new.id, new.happened_at, new.words) for new in moments])


def correct_moment(connection: Connection, corrected: NewMoment, former: dict[int, int]) -> None:
    """Replace a moment by its next version; `former` are the links (relation to position) that it no longer has."""
    row = {f"new_{name}": value for name, value in _moment_row(corrected).items()}
    connection.execute(_CORRECT, row | {"moment_id": corrected.id})
    moment_words.change(connection, corrected.id, corrected.happened_at, corrected.words)
    _ADD_VERSION.run(connection, [_version_row(corrected)])
    links.drop(connection, corrected.id, former, corrected.recorded_at)
    links.redate(connection, corrected.id, corrected.happened_at)
    links.add(connection, _link_rows(corrected))


def drop_moments(connection: Connection, ids: list[int], now: int) -> None:
    """Delete moments with all their versions and follow-ups; their links become former links, at this instant."""
    follow_ups.drop_moments(connection, ids)
    links.drop_all(connection, ids, now)
    moment_words.drop(connection, ids)
    for part in in_parts(ids):
        for statement in (_DROP_VERSIONS, _DROP):
            connection.execute(statement, {"ids": part})


def existing(connection: Connection, ids: list[int]) -> set[int]:
    """Those of `ids` that belong to moments."""
    return {id_ for part in in_parts(ids) for id_ in connection.execute(_EXISTING, {"ids": part}).scalars()}


def versions(connection: Connection, ids: list[int]) -> dict[int, int]:
    """The number of the latest version of those of these moments that are there, by id."""
    return {id_: version for part in in_parts(ids) for id_, version in connection.execute(_VERSIONS, {"ids": part})}


def _moment_row(new: NewMoment) -> dict[str, Any]:
    return {
        "id": new.id,
        "change_no": new.change_no,
        "version": new.version,
        "type": new.type,
        "sender_id": new.sender_id,
        "happened_at": new.happened_at,
        "action": new.action,
        "tagset_id": new.tagset_id,
        "json_front": new.fragments.front,
        "json_tail": new.fragments.tail,
        "day": new.fragments.day,
        "name_at": new.fragments.name_at,
        "name_length": new.fragments.name_length,
        "reference": new.reference,
        "client_id": new.client_id,
        "channel": new.channel,
    }


def _link_rows(new: NewMoment) -> list[tuple[int, int, int, int]]:
    return [(to, position, new.id, new.happened_at) for to, position in new.links]


def _version_row(new: NewMoment) -> dict[str, Any]:
    return {
        "moment_id": new.id,
        "version": new.version,
        "recorded_at": new.recorded_at,
        "client_id": new.client_id,
        "channel": new.channel,
        "document": new.document,
        "person": new.person,
        "account_id": new.account_id,
    }


def count(connection: Connection) -> int:
    """How many moments there are."""
    return int(connection.execute(_COUNT).scalar_one())


def each_chunk(connection: Connection, size: int) -> Iterator[list[CurrentMoment]]:
    """All moments by id, in lists of at most `size`."""
    after = 0
    while chunk := current_after(connection, after, size):
        yield chunk
        after = chunk[-1].id


def current_after(connection: Connection, after: int, size: int) -> list[CurrentMoment]:
    """The first `size` moments with an id above `after`."""
    return _moments(connection.execute(_CURRENT_AFTER, {"after": after, "size": size}))


def current_of(connection: Connection, ids: list[int]) -> list[CurrentMoment]:
    """The moments with these ids, by id."""
    return _moments(connection.execute(_CURRENT_OF, {"ids": ids}))


def _moments(rows: Iterable[Any]) -> list[CurrentMoment]:
    return [CurrentMoment(*row) for row in rows]


def replace_fragments(connection: Connection, rendered: list[tuple[int, int, Fragments, int | None]]) -> None:
    """Replace the fragments of moments: (id, sender, fragments, change number or None if it is no change)."""
    if rendered:
        connection.execute(
            _RENDER,
            [
                {
                    "moment_id": moment_id,
                    "sender": sender_id,
                    "front": fragments.front,
                    "new_name_at": fragments.name_at,
                    "new_name_length": fragments.name_length,
                    "tail": fragments.tail,
                    "local_day": fragments.day,
                    "changed": change_no,
                }
                for moment_id, sender_id, fragments, change_no in rendered
            ],
        )


def rename_sender(connection: Connection, ids: list[int], sender_id: int, name_json: str) -> None:
    """Replace the sender's name in those of the moments with these ids that have this sender."""
    for part in in_parts(ids):
        bound = {"ids": part, "sender": sender_id, "name": name_json, "new_length": len(name_json)}
        connection.execute(_RENAME_SENDER, bound)
