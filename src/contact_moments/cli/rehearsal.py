"""What an import of relations would change, told row by row."""

from collections import Counter
from typing import Any

from contact_moments.cli.frame import Failure
from contact_moments.cli.results import count, say, say_json, text_of
from contact_moments.model import Relation
from contact_moments.phones import shown
from contact_moments.register import Register
from contact_moments.relations.csv_file import Change, CsvFile

Members = dict[str, Any]


def rehearse(rows: CsvFile, register: Register, as_json: bool) -> None:
    """Print each row that would change something, and how many there are; exit code 1 if a row would be refused."""
    numbers: Counter[str] = Counter()
    for change in rows.changes(register.database):
        numbers[change.status] += 1
        if change.status != "unchanged":
            say_json(_as_json(change)) if as_json else say(_as_text(change))
    if not as_json:
        told = ", ".join(f"{numbers[status]} {status}" for status in ("added", "changed", "unchanged"))
        say(f"Nothing was imported. It would be: {told}")
    if numbers["refused"]:
        raise Failure(f"{count(numbers['refused'], 'row')} would be refused, and so nothing would be imported")


def _as_json(change: Change) -> Members:
    told: Members = {"line": change.line, "id": change.after.id, "status": change.status}
    if change.fault is not None:
        return told | {"errors": change.fault}
    told["changes"] = {name: [before, after] for name, before, after in _differences(change)}
    unread = _unread(change)
    return told | {"unread": unread} if unread else told


def _as_text(change: Change) -> str:
    start = f"line {change.line}: relation {change.after.id} {change.status}"
    if change.fault is not None:
        return f"{start}: {change.fault}"
    told = [
        f"{name} {text_of(after)}" if change.before is None else f"{name} {text_of(before)} -> {text_of(after)}"
        for name, before, after in _differences(change)
    ]
    unread = _unread(change)
    return f"{start}: {', '.join(told)}" + (
        f"; cannot be read as a telephone number: {', '.join(unread)}" if unread else ""
    )


def _unread(change: Change) -> list[str]:
    """The new telephone numbers that cannot be read, and so are kept as they were given, such as two in one."""
    before = () if change.before is None else change.before.phones
    return [phone.number for phone in change.after.phones if phone not in before and not shown("", phone.key)]


def _differences(change: Change) -> list[tuple[str, Any, Any]]:
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
