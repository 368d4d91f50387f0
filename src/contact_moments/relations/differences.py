"""What a row of a file makes of a relation, member by member."""

from typing import Any

from contact_moments.model import Relation
from contact_moments.phones import shown
from contact_moments.relations.csv_file import Change

Members = dict[str, Any]


def unread(change: Change) -> list[str]:
    """The new telephone numbers that cannot be read, and so are kept as they were given, such as two in one."""
    before = () if change.before is None else change.before.phones
    return [phone.number for phone in change.after.phones if phone not in before and not shown("", phone.key)]


def differences(change: Change) -> list[tuple[str, Any, Any]]:
    """The members that differ, with both values; of a new relation those that are not empty."""
    before, after = _members(change.before), _members(change.after)
    return [(name, before[name], after[name]) for name in after if before[name] != after[name]]


def _members(one: Relation | None) -> Members:
    if one is None:
        return dict.fromkeys(("kind", "name", "email", "externalId")) | {"phones": [], "archived": False}
    return {
        "kind": one.kind,
        "name": one.name,
        "email": one.email,
        "externalId": one.external_id,
        "phones": [phone.number for phone in one.phones],
        "archived": one.archived,
    }
