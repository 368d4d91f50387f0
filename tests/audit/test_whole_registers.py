"""The audit trail of a register that is restored, copied or backed up; and that of an older one."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from contact_moments import maintenance, restoring
from contact_moments.audit import trail
from contact_moments.contract.support import add_people
from contact_moments.people import Actor
from contact_moments.register import Register, made
from contact_moments.settings import read_settings
from contact_moments.storage.database import Connection
from contact_moments.storage.sql.tables import one_time_link
from contact_moments.storage.transaction import Transaction
from tests.engines import Engine
from tests.older import add_row, make_older
from tests.support import Installation

BY = Actor(operator="Ford")

pytestmark = [pytest.mark.both_engines, pytest.mark.slow]


def record(register: Register, *subjects: str) -> None:
    """Record an event about each of these, each in a transaction of its own."""
    for subject in subjects:
        event = BY.event("export", subject)
        register.database.write(partial(Transaction.record, event=event))


def subjects(register: Register) -> list[str | None]:
    """The trail in short: the subject of each export, and the kind of what else there is."""
    assert trail.verify(register.database).faults == ()
    found = trail.read(register.database, trail.Wanted())
    return [one.subject if one.kind == "export" else one.kind for one in found]


def last(register: Register) -> trail.ShownEvent:
    """The last event."""
    return list(trail.read(register.database, trail.Wanted()))[-1]


def test_a_restore_keeps_the_present_trail(registered: Installation, tmp_path: Path) -> None:
    """What was done since the backup stays in the trail, and so does the restore, with the head of the backup."""
    register = Register(registered.settings_here())
    record(register, "before")
    add_people(register, 1, 2)
    maintenance.back_up(register, tmp_path / "backup.db", BY)
    head = trail.verify(register.database).hash
    record(register, "since")
    for _ in range(2):
        restoring.restore(register, tmp_path / "backup.db", BY)
    found, restored = subjects(register), last(register)
    later = trail.verify(register.database, trail.Kept(head))
    record(register, "after")
    goes_on = subjects(register)
    register.close()

    assert found == ["before", "backup", "since", "restore", "restore"]
    assert (restored.operator, restored.detail["contact_moments"], restored.detail["number"]) == ("Ford", 0, 1)
    assert later.faults == ()
    assert goes_on == [*found, "after"]


def test_a_restore_where_nothing_was(engine: Engine, registered: Installation, tmp_path: Path) -> None:
    """On a new machine the trail of the backup goes on, also if a server was started there and strangers guessed."""
    register = Register(registered.settings_here())
    record(register, "before")
    maintenance.back_up(register, tmp_path / "backup.db", BY)
    register.close()
    with made(read_settings(database_url=engine.new_url(tmp_path))) as (new, _):
        new.database.write(lambda transaction: transaction.record(BY.event("settings", port=[8080, 80])))
        restoring.restore(new, tmp_path / "backup.db", BY)
        found, restored = subjects(new), last(new)

    assert found == ["before", "restore"]
    assert restored.detail["trail"] == "backup"


def test_what_was_ended_does_not_come_back(registered: Installation, tmp_path: Path) -> None:
    """Sessions, links and calendars' addresses end, consents are revoked, and what came of these is deleted."""
    register = Register(registered.settings_here())
    add_account(register)
    register.database.change_schema(add_what_ends)
    calendar = {"hash": "f", "account_id": "a", "names": False, "made_at": 0}
    register.database.change_schema(partial(add_row, name="calendar_feed", row=calendar))
    maintenance.back_up(register, tmp_path / "backup.db", BY)
    restoring.restore(register, tmp_path / "backup.db", BY)
    tables = registered.tables()
    register.close()

    assert {len(tables[name]) for name in (*ENDED, "calendar_feed")} == {0}
    assert [len(tables[name]) for name in ("account", "consent", "token")] == [1, 1, 1]
    assert registered.sql("SELECT id FROM consent WHERE revoked_at IS NULL") == []
    assert registered.sql("SELECT hash FROM token") == [("of-client",)]


ENDED = ("session", "one_time_link", "oauth_code", "refresh_token")


def add_account(register: Register) -> None:
    """An account, a client, and a consent that it has given."""
    rows: dict[str, dict[str, Any]] = {
        "account": {"id": "a", "email": "a@b", "email_key": "a@b", "name": "A", "language": "en", "role": "reader"}
        | {"created_at": 0, "totp_step": 0},
        "client": {
            "id": "c",
            "name": "C",
            "secret_hash": "",
            "scope": "",
            "created_at": 0,
            "parks": False,
            "public": False,
        },
        "consent": {"id": "k", "client_id": "c", "account_id": "a", "scopes": "", "given_at": 0, "expires_at": 10**17},
    }
    for table, row in rows.items():
        register.database.change_schema(partial(add_row, name=table, row=row))


def add_what_ends(connection: Connection, expires_at: int = 10**17) -> None:
    """A session, a link, a code, a refresh token, and two access tokens: one for a person, and a client's own."""
    add_row(
        connection,
        "session",
        {"hash": "h", "id": "s", "account_id": "a", "stage": "full", "failures": 0, "created_at": 0, "seen_at": 0}
        | {"expires_at": expires_at, "address": "", "agent": ""},
    )
    of_account, of_consent = {"account_id": "a"}, {"consent_id": "k"}
    add_row(connection, one_time_link.name, {"hash": "l", "purpose": "reset", "expires_at": expires_at} | of_account)
    add_row(connection, "oauth_code", {"hash": "o", "redirect_uri": "", "expires_at": 0} | of_consent)
    add_row(connection, "refresh_token", {"hash": "r", "expires_at": expires_at} | of_consent)
    for hash_, more in (("of-person", of_consent), ("of-client", {"consent_id": None})):
        row = {"hash": hash_, "client_id": "c", "scope": "", "expires_at": expires_at}
        add_row(connection, "token", row | more)


def test_a_copy_has_the_trail(engine: Engine, registered: Installation, tmp_path: Path) -> None:
    """Both registers have the event that tells of the copy, and the trail goes on in each."""
    register = Register(registered.settings_here())
    record(register, "before")
    url = engine.new_url(tmp_path)
    maintenance.copy_to(register, url, BY, lambda _: None)
    copy = Register(read_settings(database_url=url))
    record(copy, "in the copy")
    found = subjects(register), subjects(copy)
    register.close()
    copy.close()

    assert found == (["before", "copy"], ["before", "copy", "in the copy"])


def test_an_older_register_gets_a_trail(engine: Engine, tmp_path: Path) -> None:
    """A register of the release before has an empty trail once it is migrated."""
    register = Register(read_settings(database_url=engine.new_url(tmp_path)))
    make_older(register, "0009")
    maintenance.migrate(register)
    record(register, "first")
    found = subjects(register)
    register.close()

    assert found == ["first"]
