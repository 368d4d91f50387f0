"""`contact-moments audit` and `audit verify`, and what other commands leave in the trail."""

import json
from pathlib import Path
from typing import Any

import pytest

from contact_moments.people import Actor
from contact_moments.register import Register
from tests.cli.command_line import RESTORE, assert_refused, run_here, succeed_here
from tests.support import Installation

pytestmark = pytest.mark.slow


def listed(installation: Installation, *words: str) -> list[dict[str, Any]]:
    """The events that `audit --json` prints."""
    found: list[dict[str, Any]] = json.loads(succeed_here(installation, "audit", *words, "--json"))
    return found


def kinds(installation: Installation, *words: str) -> list[str]:
    """The kinds of these events."""
    return [one["kind"] for one in listed(installation, *words)]


def test_what_operators_do_is_in_the_trail(registered: Installation, tmp_path: Path) -> None:
    """Each command that takes data out or in, or away, records who gave it; nothing of what it was about."""
    calls = tmp_path / "calls.jsonl"
    line = {"type": "ContactMomentNote", "subject": "canary of content", "senderId": 1, "recipients": [2]}
    calls.write_text(json.dumps(line))
    registered.add_relations(1, 2)
    commands = (
        ("moment", "import", str(calls)),
        ("moment", "import", str(calls)),
        ("moment", "export"),
        ("relation", "export"),
        ("relation", "export", "--json"),
        ("moment", "import", "--undo", "1"),
        ("moment", "import", str(calls)),
        ("moment", "withdraw", "2", "--reason", "erasure", "--by", "Trillian"),
        ("backup", str(tmp_path / "backup.db")),
        ("copy", "--to", f"sqlite:///{tmp_path}/copy.db"),
        (*RESTORE, str(tmp_path / "backup.db")),
    )
    for command in commands:
        succeed_here(registered, *command)
    found = listed(registered)

    told = [(one["kind"], one["subject"]) for one in found]
    assert told == [
        ("import", "relations"),  # begun
        ("import", "relations"),  # complete
        ("import", "1"),
        ("export", "contact moments"),
        ("export", "relations"),
        ("export", "relations"),
        ("import_undone", "1"),
        ("withdrawal", "contact moment 1"),
        ("import", "2"),
        ("withdrawal", "contact moment 2"),
        ("backup", "backup.db"),
        ("copy", f"{tmp_path}/copy.db"),
        ("restore", None),
    ]
    (withdrawal,) = (one for one in found if one["subject"] == "contact moment 2")
    assert (withdrawal["operator"], withdrawal["detail"]["ids"]) == ("Trillian", [2])
    assert all(one["operator"] for one in found)
    assert "canary" not in json.dumps(found)


def test_where_codes_of_a_client_go_is_in_the_trail(registered: Installation) -> None:
    """Each redirect address, whether it was added or removed; and what a client was added with, which is told too."""
    first, second = "https://crm.example.org/in", "https://evil.example.net/in"
    add = ("client", "add", "CRM", "--scope", "contact_moment/view", "--public")
    assert_refused(run_here(registered, *add), 1, "A public client needs a redirect address")
    told = succeed_here(registered, *add, "--redirect-uri", first)
    client_id = told.split()[2]
    succeed_here(registered, "client", "add-redirect", client_id, second)
    succeed_here(registered, "client", "remove-redirect", client_id, first)
    details = [one["detail"] for one in listed(registered) if one["subject"] == client_id]

    assert f"redirect uri:  {first}" in told
    asked = {"public": True, "people_only": True, "redirect_uris": [first], "scopes": ["contact_moment/view"]}
    assert details == [asked, {"added_redirect_uri": second}, {"removed_redirect_uri": first}]


def test_events_by_person_kind_and_day(registered: Installation) -> None:
    """`--person` finds what was done by and to an account; days are those of the organisation, the last one whole."""
    succeed_here(registered, "user", "add", "ada@example.org", "--name", "Ada", "--role", "reader")
    (account_id,) = (one["subject"] for one in listed(registered, "--kind", "account_added"))
    register = Register(registered.settings_here())
    done = Actor(account_id, address="192.0.2.7").event("sign_out")
    register.database.write(lambda transaction: transaction.record(done))
    register.database.write(lambda transaction: transaction.record(Actor(operator="Ford").event("export")))
    register.close()
    hour = 3600 * 10**6
    midnight = 1_790_805_600 * 10**6  # 2026-10-01T00:00:00+02:00
    registered.sql("UPDATE audit_event SET happened_at = :at WHERE kind = 'export'", at=midnight - hour)
    registered.sql("UPDATE audit_event SET happened_at = :at WHERE kind = 'sign_out'", at=midnight)

    of_ada = kinds(registered, "--person", "ADA@example.org")
    assert "account_added" in of_ada
    assert "sign_out" in of_ada
    assert "export" not in of_ada
    assert kinds(registered, "--from", "2026-09-30", "--until", "2026-09-30") == ["export"]
    assert kinds(registered, "--from", "2026-10-01", "--until", "2026-10-01") == ["sign_out"]
    assert kinds(registered, "--from", "2026-10-01", "--until", "9999-12-31", "--kind", "sign_out") == ["sign_out"]
    assert kinds(registered, "--from", "0001-01-01", "--until", "2026-09-30", "--kind", "export") == ["export"]
    assert kinds(registered, "list", "--kind", "export") == ["export"]
    (line,) = succeed_here(registered, "audit", "--kind", "sign_out").splitlines()
    assert line.split("\t")[1:] == ["2026-09-30T22:00:00Z", "sign_out", "ada@example.org", "192.0.2.7", "-", "-"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--kind", "everything"), 2, "sign_in"),
        (("--from", "yesterday"), 2, "yesterday"),
        (("--from", "2026-10-02", "--until", "2026-10-01"), 2, "the last day is before the first one"),
        (("--person", "nobody@example.org"), 1, "contact-moments user list"),
        (("verify", "--head", "x"), 2, "64"),
        (("verify", "--head", f"x:{'a' * 64}"), 2, "NUMBER:HASH"),
    ],
)
def test_wrong_words(registered: Installation, words: tuple[str, ...], code: int, says: str) -> None:
    """A kind, a day, a person and a hash that there are not: the refusal says what there is."""
    assert_refused(run_here(registered, "audit", *words), code, says)


def test_verifying(registered: Installation) -> None:
    """Prints a head to keep; fails, and says which event is wrong, once the trail was altered. So does doctor."""
    registered.add_relations(1, 2)
    succeed_here(registered, "moment", "export")
    head = succeed_here(registered, "audit", "verify").splitlines()[1]
    number, _, of_hash = head.partition(":")
    shown = json.loads(succeed_here(registered, "audit", "verify", "--head", head, "--json"))
    healthy = run_here(registered, "doctor").stdout
    registered.sql("UPDATE audit_event SET operator = 'Zaphod' WHERE number = 1")
    altered = run_here(registered, "audit", "verify")
    as_json = run_here(registered, "audit", "verify", "--json")
    sick = run_here(registered, "doctor")
    registered.sql("DELETE FROM audit_event")
    registered.sql("UPDATE audit_head SET number = 0, hash = removed_hash")
    lost = run_here(registered, "audit", "verify", "--head", head)

    whole = {"ok": True, "number": 3, "hash": of_hash, "faults": [], "expired": None}
    assert (number, shown) == ("3", whole)
    assert f"The audit trail is whole; its head is {head}" in healthy
    assert_refused(altered, 1, "event 1 was altered")
    assert (as_json.returncode, json.loads(as_json.stdout)["ok"]) == (1, False)
    assert "WRONG  The audit trail is not whole: event 1 was altered" in sick.stdout
    assert_refused(lost, 1, "does not have the head that was kept")


def test_a_register_with_a_broken_trail_is_restored(registered: Installation, tmp_path: Path) -> None:
    """Who altered the trail has not made the backups of the register useless."""
    succeed_here(registered, "moment", "export")
    succeed_here(registered, "moment", "export")
    registered.sql("DELETE FROM audit_event WHERE number = 1")
    succeed_here(registered, "backup", str(tmp_path / "backup.db"))
    succeed_here(registered, *RESTORE, str(tmp_path / "backup.db"))

    assert_refused(run_here(registered, "audit", "verify"), 1, "events 1 to 1 are missing")


def test_a_trail_without_a_head(registered: Installation, tmp_path: Path) -> None:
    """What is lost and what to do is said where it is found, and where something would be recorded; a backup helps."""
    registered.add_relations(1, 2)
    succeed_here(registered, "backup", str(tmp_path / "backup.db"))
    registered.sql("DELETE FROM audit_head")
    verified, sick = run_here(registered, "audit", "verify"), run_here(registered, "doctor")
    refused = run_here(registered, "relation", "export")
    succeed_here(registered, *RESTORE, str(tmp_path / "backup.db"))
    succeed_here(registered, "audit", "verify")

    assert_refused(verified, 1, "the row of audit_head is lost")
    assert "WRONG  The audit trail is not whole: the row of audit_head is lost" in sick.stdout
    assert (refused.returncode, "contact-moments restore FILE" in refused.stderr) == (1, True)
    assert listed(registered)[-1]["detail"]["trail"] == "backup"


def test_a_register_that_takes_no_changes_is_backed_up(registered: Installation, tmp_path: Path) -> None:
    """A backup is most wanted then; the trail does without it."""
    registered.sql("ALTER TABLE audit_head RENAME TO away")
    done = run_here(registered, "backup", str(tmp_path / "backup.db"))

    assert (tmp_path / "backup.db").exists()
    assert "restore would refuse this backup" in done.stderr
