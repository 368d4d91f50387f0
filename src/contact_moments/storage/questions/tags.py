"""Tags, and the sets of tags that moments have."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from contact_moments.storage.questions.list_state import count_change
from contact_moments.storage.sql.json_text import json_text
from contact_moments.storage.sql.prepared import InList
from contact_moments.storage.sql.tables import parked, tag, tagset, tagset_tag

_ALL = select(tag.c.id, tag.c.name).order_by(tag.c.id)
_OF_IDS = InList(tag.c.id.type, lambda ids: select(tag.c.id, tag.c.name).where(tag.c.id.in_(ids)))
_ADD = insert(tag)
_RENAME = update(tag).where(tag.c.id == bindparam("tag_id")).values(name=bindparam("new_name"))
_LAST_ID = select(func.coalesce(func.max(tag.c.id), 0))

_SETS = InList(
    tagset.c.tag_ids.type, lambda sets: select(tagset.c.tag_ids, tagset.c.id).where(tagset.c.tag_ids.in_(sets))
)
_LAST_SET = select(func.max(tagset.c.id))
_ADD_SET = insert(tagset)
_ADD_SET_TAG = insert(tagset_tag)
_SETS_WITH_TAG = (
    select(tagset.c.id, tagset.c.tag_ids).join(tagset_tag).where(tagset_tag.c.tag_id == bindparam("tag_id"))
)
_IS_USED = select(tagset_tag.c.tag_id).where(tagset_tag.c.tag_id == bindparam("tag_id")).limit(1)
# The first set that has a tag with this id or a later one: so both engines seek it, however many sets there are.
_FIRST_USED = (
    select(tagset_tag.c.tag_id)
    .where(tagset_tag.c.tag_id >= tag.c.id)
    .order_by(tagset_tag.c.tag_id)
    .limit(1)
    .scalar_subquery()
)
_USED = InList(tag.c.id.type, lambda ids: select(tag.c.id).where(tag.c.id.in_(ids), tag.c.id == _FIRST_USED))
_PARKED = select(parked.c.document).where(parked.c.document.contains('"tagIds":['))
_REMOVE = delete(tag).where(tag.c.id == bindparam("tag_id"))
_RENDER_SET = update(tagset).where(tagset.c.id == bindparam("set_id")).values(json=bindparam("new_json"))


def all_tags(connection: Connection) -> dict[int, str]:
    """All tags, id to name, by id."""
    return {id_: name for id_, name in connection.execute(_ALL)}


def of_ids(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """The tags with these ids that exist, id to name, by id."""
    return {id_: name for id_, name in sorted(_OF_IDS.rows(connection, ids))}


def last_id(connection: Connection) -> int:
    """The highest tag id in use; 0 when there is none."""
    return int(connection.execute(_LAST_ID).scalar_one())


def add(connection: Connection, tag_id: int, name: str) -> None:
    """Add a tag whose id is not in use."""
    connection.execute(_ADD, {"id": tag_id, "name": name})
    count_change(connection)


def rename(connection: Connection, tag_id: int, name: str) -> None:
    """Give a tag another name, and render the sets that have it again."""
    connection.execute(_RENAME, {"tag_id": tag_id, "new_name": name})
    sets = [(id_, _ids(text)) for id_, text in connection.execute(_SETS_WITH_TAG, {"tag_id": tag_id})]
    names = of_ids(connection, {id_ for _, ids in sets for id_ in ids})
    if sets:
        connection.execute(_RENDER_SET, [{"set_id": set_id, "new_json": _rendered(ids, names)} for set_id, ids in sets])
    count_change(connection)


def used(connection: Connection, ids: Iterable[int]) -> set[int]:
    """Those of these tags that moments have or had."""
    return {id_ for (id_,) in _USED.rows(connection, ids)}


def is_used(connection: Connection, tag_id: int) -> bool:
    """Whether a moment has or had a tag, or something parked has it."""
    if connection.execute(_IS_USED, {"tag_id": tag_id}).first() is not None:
        return True
    documents = connection.execute(_PARKED).scalars()
    return any(tag_id in msgspec.json.decode(text).get("tagIds", ()) for text in documents)


def remove(connection: Connection, tag_id: int) -> None:
    """Remove a tag that is not used."""
    connection.execute(_REMOVE, {"tag_id": tag_id})
    count_change(connection)


def intern_tagsets(
    connection: Connection, sets: Iterable[tuple[int, ...]], names: dict[int, str]
) -> dict[tuple[int, ...], int]:
    """The ids of sets of tags; those that do not exist yet are added. `names` has the names of all their tags."""
    wanted = {_text(ids): ids for ids in sets}
    found = {text: set_id for text, set_id in _SETS.rows(connection, wanted)}
    missing = [text for text in wanted if text not in found]
    if missing:
        last = connection.execute(_LAST_SET).scalar_one()
        found |= {text: set_id for set_id, text in enumerate(missing, last + 1)}
        rows = [{"id": found[text], "tag_ids": text, "json": _rendered(wanted[text], names)} for text in missing]
        connection.execute(_ADD_SET, rows)
        members = [{"tag_id": id_, "tagset_id": found[text]} for text in missing for id_ in wanted[text]]
        connection.execute(_ADD_SET_TAG, members)
    return {ids: found[text] for text, ids in wanted.items()}


def _text(ids: Sequence[int]) -> str:
    return ",".join(map(str, ids))


def _ids(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


def _rendered(ids: Sequence[int], names: dict[int, str]) -> str:
    return json_text({str(id_): names[id_] for id_ in ids})
