"""What commands print with `--json`: the names of all members, in a register that has something of everything."""

import json
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from contact_moments.register import Register
from tests.cli.command_line import COMMANDS, Words, run_here
from tests.older import make_older
from tests.support import Installation, a_call

# Members whose own members are names of fields or tables, numbers of other things, or what somebody sent.
OPEN = {"changes", "content", "detail", "kept", "rows"}
# Its members are the settings, which are a list of their own.
ELSEWHERE = {("settings",)}
EMAIL = "ada@example.org"
PEOPLE = "id,name,phone,email,externalId\n1,Ann,020-6241111,,A\n2,Bob,,,\n3,Cees,,,\n4,Dora,,,\n"
# A row that changes a relation, one that adds one, and one that would be refused.
CHANGES = "id,name,phone,email\n1,Anne,,\n9,New,4290,\n10,Wrong,,no address\n"
CALL = {"type": "ContactMomentPhone", "subject": "Hello", "senderId": 1, "recipients": [2]}
FOLLOW_UP = {"on": "2026-01-02", "by": 2, "note": "Call back"}

CALLS: tuple[Words, ...] = (
    ("user", "first-link"),
    ("user", "add", EMAIL, "--name", "Ada", "--role", "administrator"),
    ("user", "reset-link", EMAIL),
    ("user", "list"),
    ("role", "list"),
    ("client", "add", "Telephony", "--scope", "contact_moment/view"),
    ("client", "new-secret", "CLIENT_ID"),
    ("client", "list"),
    ("tag", "add", "Complaint"),
    ("tag", "list"),
    ("action", "list"),
    ("type", "list"),
    ("relation", "import", "people.csv"),
    ("relation", "import", "changes.csv", "--dry-run"),
    ("relation", "imports"),
    ("relation", "add", "Eve"),
    ("relation", "rename", "1", "Anna"),
    ("relation", "archive", "3"),
    ("relation", "unarchive", "3"),
    ("relation", "show", "1"),
    ("relation", "list"),
    ("relation", "find", "Anna"),
    ("relation", "export"),
    ("moment", "imports"),
    ("moment", "follow-ups", "--state", "all"),
    ("parked", "list"),
    ("drill", "night.db"),
    ("doctor",),
    ("audit", "list"),
    ("audit", "verify"),
    ("relation", "import", "--undo", "1"),
)


def members_printed(folder: Path) -> Iterator[str]:
    """For each command with `--json` the members that it prints, made in an empty folder."""
    filled = _filled(folder / "filled")
    for call in CALLS:
        if call == ("moment", "imports"):
            _register_some(filled)
        words = tuple(filled.client if word == "CLIENT_ID" else word for word in call)
        yield from _members_of(call, run_here(filled, *words, "--json"))
    yield from _members_of(("migrate",), run_here(_older(folder / "older"), "migrate", "--plan", "--json"))


def left_out() -> set[Words]:
    """Commands with `--json` of which nothing is printed here."""
    with_json = {path for path, one in COMMANDS.items() if any("--json" in each.opts for each in one.params)}
    return with_json - {_command(call) for call in CALLS} - {("migrate",)} - ELSEWHERE


class _Filled(Installation):
    """A register, and the id of a client in it."""

    client = ""


def _filled(folder: Path) -> _Filled:
    folder.mkdir()
    made = _Filled(folder)
    for name, text in (("people.csv", PEOPLE), ("changes.csv", CHANGES)):
        (folder / name).write_text(text)
    lines = [CALL | {"followUp": FOLLOW_UP}, CALL]
    (folder / "calls.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    made.run("migrate")
    made.run("action", "add", "2", "Retention")
    made.client = made.add_client("contact_moment/add")["client_id"]
    return made


def _register_some(filled: Installation) -> None:
    """Contact moments, a follow-up that is done, something parked, and a backup: all that needs relations."""
    filled.run("moment", "import", "calls.jsonl")
    filled.run("moment", "follow-up", "1", "--done", "--answer", "2")
    client = filled.add_client("contact_moment/add")
    filled.run("client", "parking", client["client_id"], "on")
    with filled.served_here() as served:
        assert served.as_client(served.token(client)).post(a_call(senderId=999)).status_code == 400
    filled.run("backup", "night.db")


def _older(folder: Path) -> Installation:
    folder.mkdir()
    made = Installation(folder)
    opened = Register(made.settings_here())
    make_older(opened, "0007", 1, 2)
    opened.close()
    return made


def _command(call: Words) -> Words:
    """The words of a call that name the command."""
    return next(call[:length] for length in (2, 1) if call[:length] in COMMANDS)


def _members_of(call: Words, done: CompletedProcess[str]) -> Iterator[str]:
    assert done.stdout, (call, done.stderr)
    for value in _values(done.stdout):
        yield from (f"{' '.join(_command(call))} --json {path}" for path in _paths(value))


def _values(text: str) -> list[Any]:
    """One value, or one on each line."""
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]


def _paths(value: Any, before: str = "") -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        for name, member in one.items() if isinstance(one, dict) else ():
            yield f"{before}{name}"
            if name not in OPEN:
                yield from _paths(member, f"{before}{name}.")
