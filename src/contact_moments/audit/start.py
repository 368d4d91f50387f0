"""Settings that are others than at the last start of a server: the audit trail tells which."""

import json
from typing import Any

from contact_moments.people import Event
from contact_moments.settings import DEFAULTS, Settings, masked
from contact_moments.storage.database import Database
from contact_moments.storage.questions import audit as stored
from contact_moments.storage.transaction import Transaction


def note_settings(database: Database, settings: Settings) -> None:
    """Record which settings have changed since the last start, if any have; secrets are masked."""
    now = json.dumps(masked(settings), sort_keys=True)

    def work(transaction: Transaction) -> None:
        transaction.lock()  # of several workers that start at once one records it
        before = stored.head(transaction.connection).settings
        if before != now:
            stored.set_settings(transaction.connection, now)
        if changed := _changed(json.loads(before), masked(settings)):
            transaction.record(Event("settings", detail=changed))

    if database.read(stored.head).settings != now:
        database.write(work)


def _changed(before: dict[str, Any], now: dict[str, Any]) -> dict[str, list[Any]]:
    """Old and new value by name; nothing if nothing is known of before. A setting that is new had its default."""
    pairs = {name: [before.get(name, DEFAULTS[name]), value] for name, value in now.items()} if before else {}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
