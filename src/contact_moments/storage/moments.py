"""Contact moments: writing them, and what is needed to render them anew."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from sqlalchemy import BigInteger, Connection, bindparam, func, insert, select, update

from contact_moments.storage.tables import link, moment, version

_ADD_MOMENT = insert(moment)
_ADD_VERSION = insert(version)
_ADD_LINK = insert(link)
_CURRENT = (
    select(
        moment.c.id,
        moment.c.type,
        moment.c.sender_id,
        moment.c.happened_at,
        moment.c.action,
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
        json_head=bindparam("head"),
        json_middle=bindparam("middle"),
        json_tail=bindparam("tail"),
        sender_id=bindparam("sender"),
        change_no=func.coalesce(bindparam("changed", type_=BigInteger), moment.c.change_no),
    )
)
_COUNT = select(func.count()).select_from(moment)


class Fragments(Struct, frozen=True):
    """An item of the list as JSON text, less the sender's name (after `head`) and the tags (after `middle`)."""

    head: str
    middle: str
    tail: str


class NewMoment(Struct, frozen=True):
    """Everything that a registration writes. `links` are pairs of a relation and the position there."""

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
    links: tuple[tuple[int, int], ...]


class CurrentMoment(Struct, frozen=True):
    """A moment with its latest version's document, for rendering it anew."""

    id: int
    type: str
    sender_id: int
    happened_at: int
    action: int | None
    document: str


def add_moments(connection: Connection, moments: list[NewMoment]) -> None:
    """Write new moments with their first versions and links: three statements, however many there are."""
    connection.execute(_ADD_MOMENT, [_moment_row(new) for new in moments])
    connection.execute(_ADD_VERSION, [_version_row(new) for new in moments])
    connection.execute(
        _ADD_LINK,
        [{"relation_id": to, "n": n, "moment_id": new.id} for new in moments for to, n in new.links],
    )


def _moment_row(new: NewMoment) -> dict[str, Any]:
    return {
        "id": new.id,
        "change_no": new.change_no,
        "version": 1,
        "type": new.type,
        "sender_id": new.sender_id,
        "happened_at": new.happened_at,
        "action": new.action,
        "tagset_id": new.tagset_id,
        "json_head": new.fragments.head,
        "json_middle": new.fragments.middle,
        "json_tail": new.fragments.tail,
    }


def _version_row(new: NewMoment) -> dict[str, Any]:
    return {
        "moment_id": new.id,
        "version": 1,
        "recorded_at": new.recorded_at,
        "client_id": new.client_id,
        "channel": new.channel,
        "document": new.document,
    }


def count(connection: Connection) -> int:
    """How many moments there are."""
    return int(connection.execute(_COUNT).scalar_one())


def each_chunk(connection: Connection, size: int) -> Iterator[list[CurrentMoment]]:
    """All moments by id, `size` at a time."""
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


def render_again(connection: Connection, rendered: list[tuple[int, int, Fragments, int | None]]) -> None:
    """Replace what the list shows of moments: (id, sender, fragments, change number or None for no change)."""
    if rendered:
        connection.execute(
            _RENDER,
            [
                {
                    "moment_id": moment_id,
                    "sender": sender_id,
                    "head": fragments.head,
                    "middle": fragments.middle,
                    "tail": fragments.tail,
                    "changed": change_no,
                }
                for moment_id, sender_id, fragments, change_no in rendered
            ],
        )
