"""The details of one contact moment: its item in the list, its type's own fields, and all its versions."""

import json
from typing import Any

from msgspec import Struct

from contact_moments.errors import GoneError, NotFoundError
from contact_moments.model import JsonObject
from contact_moments.moments.follow_up_members import as_json
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import follow_ups, pages, withdrawals
from contact_moments.storage.questions.moments import current_of
from contact_moments.storage.questions.versions import Version, history, of_numbers
from contact_moments.times import Zone, local_text

# Members of a document that the list's item already has, sometimes under another name.
_LISTED = {"subject", "dateTime", "senderId", "recipients", "action_code", "tagIds"}


def details(database: Database, zone: Zone, moment_id: int) -> JsonObject:
    """The list's item, `reference`, `followUp`, the type's own fields, `change`, and `versions`, the oldest first.

    Raises `NotFoundError`, or `GoneError` for a withdrawn moment.
    """
    return database.read_snapshot(lambda connection: _details(connection, zone, moment_id))


def _details(connection: Connection, zone: Zone, moment_id: int) -> JsonObject:
    found = pages.one(connection, moment_id)
    if found is None:
        raise not_there(connection, moment_id)
    item, change = found
    versions = history(connection, moment_id)
    document = json.loads(versions[-1].document)
    own = {name: value for name, value in document.items() if name not in _LISTED}
    # A type's own field can have the name of a member of the item. Then only the versions show the field. Of an earlier
    # release it can be called `followUp`: then it is no follow-up.
    followed = follow_ups.of_moments(connection, [moment_id]).get(moment_id)
    beside = {"reference": None, "followUp": followed and as_json(followed, zone)}
    shown: dict[str, Any] = beside | own | json.loads(item)
    return shown | {"change": change, "versions": [_version(one, zone) for one in versions]}


def _version(one: Version, zone: Zone) -> JsonObject:
    return {
        "version": one.version,
        "recorded": local_text(one.recorded_at, zone),
        "clientId": one.client_id,
        "person": one.person,
        "accountId": one.account_id,
        "channel": one.channel,
        "content": json.loads(one.document),
    }


class Current(Struct, frozen=True):
    """What a contact moment says in one of its versions; `latest` is the number of the latest."""

    type: str
    version: int
    latest: int
    document: JsonObject


def version_of(database: Database, moment_id: int, version: int | None = None) -> Current:
    """A version of a contact moment, the latest if none is asked for. Raises as `details` does."""

    def query(connection: Connection) -> Current:
        found = current_of(connection, [moment_id])
        if not found:
            raise not_there(connection, moment_id)
        now = found[0]
        asked = of_numbers(connection, moment_id, [version]) if version else {}
        number, document = next(((it.version, it.document) for it in asked.values()), (now.version, now.document))
        return Current(now.type, number, now.version, json.loads(document))

    return database.read_snapshot(query)


def not_there(connection: Connection, moment_id: int) -> NotFoundError:
    """The refusal for a moment that is not there: whether it was withdrawn, or never was."""
    if withdrawals.existing(connection, [moment_id]):
        return GoneError("This contact moment has been withdrawn; GET …/contact_moment/withdrawn tells when and why")
    return NotFoundError("There is no contact moment with this id")
