"""What a registration may refer to besides relations: tags, actions and types."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, select, update

from contact_moments.model import MomentType
from contact_moments.storage.sql.json_text import json_text
from contact_moments.storage.sql.prepared import Among, Ask, Question, required
from contact_moments.storage.sql.tables import action, moment_type, register, tag, tagset, tagset_tag

_TAGS = select(tag.c.id, tag.c.name).order_by(tag.c.id)
_TAGS_OF_IDS = Among(tag.c.id.type, lambda ids: select(tag.c.id, tag.c.name).where(tag.c.id.in_(ids)))
_ADD_TAG = insert(tag)
_RENAME_TAG = update(tag).where(tag.c.id == bindparam("tag_id")).values(name=bindparam("new_name"))
_LAST_TAG = select(func.coalesce(func.max(tag.c.id), 0))

_SETS = Among(
    tagset.c.tag_ids.type, lambda sets: select(tagset.c.tag_ids, tagset.c.id).where(tagset.c.tag_ids.in_(sets))
)
_LAST_SET = select(func.max(tagset.c.id))
_ADD_SET = insert(tagset)
_ADD_SET_TAG = insert(tagset_tag)
_SETS_WITH_TAG = (
    select(tagset.c.id, tagset.c.tag_ids).join(tagset_tag).where(tagset_tag.c.tag_id == bindparam("tag_id"))
)
_RENDER_SET = update(tagset).where(tagset.c.id == bindparam("set_id")).values(json=bindparam("new_json"))

_ACTIONS = select(action.c.code, action.c.name).order_by(action.c.code)
_ACTIONS_OF_CODES = select(action.c.code).where(action.c.code.in_(bindparam("codes", expanding=True)))
_ADD_ACTION = insert(action)
_RENAME_ACTION = update(action).where(action.c.code == bindparam("action_code")).values(name=bindparam("new_name"))

_TYPES = select(moment_type).order_by(moment_type.c.position)
_TYPES_VERSION = Question(select(register.c.types_version))
_NEW_TYPES_VERSION = update(register).values(types_version=register.c.types_version + 1)
_SET_TYPES_VERSION = update(register).values(types_version=bindparam("now"))
_NEXT_POSITION = select(func.coalesce(func.max(moment_type.c.position), 0) + 1)
_ADD_TYPE = insert(moment_type)
_CHANGE_TYPE = (
    update(moment_type)
    .where(moment_type.c.id == bindparam("type_id"))
    .values(title=bindparam("new_title"), addable=bindparam("new_addable"), json_schema=bindparam("new_schema"))
)


def tags(connection: Connection) -> dict[int, str]:
    """All tags, id to name, by id."""
    return {id_: name for id_, name in connection.execute(_TAGS)}


def tags_of_ids(connection: Connection, ids: Iterable[int]) -> dict[int, str]:
    """The tags with these ids that exist, id to name, by id."""
    return {id_: name for id_, name in sorted(_TAGS_OF_IDS.rows(connection, ids))}


def last_tag(connection: Connection) -> int:
    """The highest tag id in use; 0 when there is none."""
    return int(connection.execute(_LAST_TAG).scalar_one())


def add_tag(connection: Connection, tag_id: int, name: str) -> None:
    """Add a tag whose id is not in use."""
    connection.execute(_ADD_TAG, {"id": tag_id, "name": name})


def rename_tag(connection: Connection, tag_id: int, name: str) -> None:
    """Give a tag another name, and render the sets anew that have it."""
    connection.execute(_RENAME_TAG, {"tag_id": tag_id, "new_name": name})
    sets = [(id_, _ids(text)) for id_, text in connection.execute(_SETS_WITH_TAG, {"tag_id": tag_id})]
    names = tags_of_ids(connection, {id_ for _, ids in sets for id_ in ids})
    if sets:
        connection.execute(_RENDER_SET, [{"set_id": set_id, "new_json": _rendered(ids, names)} for set_id, ids in sets])


def intern_tagsets(
    connection: Connection, sets: Iterable[tuple[int, ...]], names: dict[int, str]
) -> dict[tuple[int, ...], int]:
    """The ids of sets of tags, made where they are not there yet; `names` are those of the tags in them."""
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


def actions(connection: Connection) -> dict[int, str]:
    """All actions, code to name, by code."""
    return {code: name for code, name in connection.execute(_ACTIONS)}


def known_actions(connection: Connection, codes: Iterable[int]) -> set[int]:
    """Those of `codes` that the organisation keeps."""
    return set(connection.execute(_ACTIONS_OF_CODES, {"codes": list(codes)}).scalars())


def add_action(connection: Connection, code: int, name: str) -> None:
    """Add an action whose code is not in use."""
    connection.execute(_ADD_ACTION, {"code": code, "name": name})


def rename_action(connection: Connection, code: int, name: str) -> None:
    """Give an action another name."""
    connection.execute(_RENAME_ACTION, {"action_code": code, "new_name": name})


def types_version(ask: Ask) -> int:
    """A number that changes whenever a type does."""
    (version,) = required(ask(_TYPES_VERSION, {}))
    return int(version)


def renew_types_version(connection: Connection, now: int) -> None:
    """Make every worker read the types anew, whatever version it has: `now` is in microseconds."""
    connection.execute(_SET_TYPES_VERSION, {"now": now})


def types(connection: Connection) -> list[MomentType]:
    """All types in the order in which they were added."""
    return [
        MomentType(row.id, row.title, bool(row.addable), msgspec.json.decode(row.json_schema))
        for row in connection.execute(_TYPES)
    ]


def add_type(connection: Connection, new: MomentType) -> None:
    """Add a type whose id is not in use."""
    position = connection.execute(_NEXT_POSITION).scalar_one()
    schema = json_text(new.schema)
    row = {
        "id": new.id,
        "title": new.title,
        "addable": new.addable,
        "position": position,
        "json_schema": schema,
    }
    connection.execute(_ADD_TYPE, row)
    connection.execute(_NEW_TYPES_VERSION)


def change_type(connection: Connection, changed: MomentType) -> None:
    """Replace a type."""
    connection.execute(
        _CHANGE_TYPE,
        {
            "type_id": changed.id,
            "new_title": changed.title,
            "new_addable": changed.addable,
            "new_schema": json_text(changed.schema),
        },
    )
    connection.execute(_NEW_TYPES_VERSION)
