"""What an import of relations would change, told row by row."""

from collections import Counter

from contact_moments.cli.frame import Failure
from contact_moments.cli.results import count, say, say_json, text_of
from contact_moments.register import Register
from contact_moments.relations.csv_file import Change, CsvFile
from contact_moments.relations.differences import Members, differences, unread


def rehearse(rows: CsvFile, register: Register, as_json: bool) -> None:
    """Print each row that would change something, and how many there are; exit code 1 if a row would be refused."""
    rows.refuse_faults()
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
        return told | {"errors": change.fault.message}
    told["changes"] = {name: [before, after] for name, before, after in differences(change)}
    cannot_read = unread(change)
    return told | {"unread": cannot_read} if cannot_read else told


def _as_text(change: Change) -> str:
    start = f"line {change.line}: relation {change.after.id} {change.status}"
    if change.fault is not None:
        return f"{start}: {change.fault.message}"
    told = [
        f"{name} {text_of(after)}" if change.before is None else f"{name} {text_of(before)} -> {text_of(after)}"
        for name, before, after in differences(change)
    ]
    cannot_read = unread(change)
    return f"{start}: {', '.join(told)}" + (
        f"; cannot be read as a telephone number: {', '.join(cannot_read)}" if cannot_read else ""
    )
