"""The chain of the audit trail: each event has the hash of the one before it in its own.

Events are appended under the lock of the one row of `audit_head`, which has the number and the hash of the last event.
Whoever alters, removes or cuts off events has to alter that row too, and everybody who has kept an earlier hash
elsewhere can tell. Of an address the chain has only its seal, a SHA-256 with a random salt: so the address can be
deleted, and the chain stays as it was.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from contact_moments.errors import UnavailableError
from contact_moments.people import Event
from contact_moments.storage.sql.prepared import ManyRows, SingleRow
from contact_moments.storage.sql.tables import audit_event, audit_head

NOTHING = bytes(32)  # the hash before the first event
WITHOUT_ADDRESS = ("sign_in_failed",)  # kinds of events whose addresses are deleted after a while
LONGEST = 300  # characters of a text that somebody else may have chosen

_LOCK_HEAD = SingleRow(select(audit_head.c.number, audit_head.c.hash).with_for_update())
_ADD = ManyRows(insert(audit_event))
_MOVE_HEAD = ManyRows(update(audit_head).values(number=bindparam("last_number"), hash=bindparam("last_hash")))


class HeadLostError(UnavailableError):
    """The trail has no head, or several: nothing can be recorded, nor told of its beginning and end."""

    def __init__(self) -> None:
        super().__init__(
            "The row of audit_head is lost: nobody can tell how many events there were, and nothing that is recorded "
            "can be done; keep what there is (contact-moments audit --json), and restore a backup: "
            "contact-moments restore FILE"
        )


def append(connection: Connection, events: list[Event], at: int) -> None:
    """Add events, which happened at the instant `at`, to the end of the trail. Raises `HeadLostError`.

    The transaction has locked the register's row before.
    """
    found = _LOCK_HEAD.fetch(connection, {})
    if found is None:
        raise HeadLostError
    last_number, last_hash = found
    rows = []
    for number, event in enumerate(events, int(last_number) + 1):
        row = {"number": number, "happened_at": at} | _columns(event)
        last_hash = hash_after(bytes(last_hash), row)
        rows.append(row | {"hash": last_hash})
    _ADD.run(connection, rows)
    _MOVE_HEAD.run(connection, [{"last_number": rows[-1]["number"], "last_hash": last_hash}])


def _columns(event: Event) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "account_id": event.account_id,
        "client_id": event.client_id,
        "operator": _storable(event.operator),
        **_sealed(_storable(event.address)),
        "subject": _storable(event.subject),
        "detail": json.dumps(event.detail, sort_keys=True),
    }


def _sealed(address: str | None) -> dict[str, Any]:
    salt = None if address is None else secrets.token_bytes(32)
    seal = None if address is None or salt is None else seal_of(salt, address)
    return {"address": address, "address_salt": salt, "address_seal": seal}


def hash_after(before: bytes, row: Mapping[str, Any]) -> bytes:
    """The hash of an event: of the one `before` it, and of the event's columns but for its address."""
    seal = row["address_seal"]
    names = ("number", "happened_at", "kind", "account_id", "client_id", "operator")
    values = [*(row[name] for name in names), None if seal is None else bytes(seal).hex(), row["subject"]]
    text = json.dumps([*values, row["detail"]], separators=(",", ":"))
    return hashlib.sha256(before + text.encode()).digest()


def seal_of(salt: bytes, address: str) -> bytes:
    """What the chain has in place of an address."""
    return hashlib.sha256(salt + address.encode()).digest()


def has_its_address(row: Mapping[str, Any]) -> bool:
    """Whether an event has the address that it was sealed with; of failures it may have been deleted."""
    address, salt, seal = row["address"], row["address_salt"], row["address_seal"]
    if address is None:
        return seal is None or row["kind"] in WITHOUT_ADDRESS
    return salt is not None and seal is not None and seal_of(bytes(salt), address) == bytes(seal)


def _storable(text: str | None) -> str | None:
    """A text as every engine keeps it: without zeros and halves of characters, and not longer than is needed."""
    return None if text is None else text[:LONGEST].encode(errors="replace").decode().replace("\0", "?")
