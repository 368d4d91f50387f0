"""Rendering: an item of the list as JSON text, in the two fragments that storage keeps (wire rule 8).

The tags go between the fragments, and the first fragment has the sender's name. Both can be renamed without a change of
the moment, so they are replaced when a page is read.
"""

from msgspec import Struct

from contact_moments.storage.questions.moments import Fragments
from contact_moments.storage.sql.json_text import json_text
from contact_moments.times import Zone, local_text

# Raise this number when the fragments change. A register with older fragments then asks for `rebuild`.
WIRE_VERSION = 1


def rendering_of(zone: Zone) -> str:
    """What stored fragments depend on: the version of their form, the zone, and the zone's rules."""
    return f"{WIRE_VERSION} {zone.name} {zone.digest}"


class Item(Struct, frozen=True):
    """What the list shows of a moment, without the tags. `recipients` ascend; `sender_name` is JSON text."""

    id: int
    type: str
    subject: str
    sender_id: int
    sender_name: str
    recipients: tuple[int, ...]
    happened_at: int
    action: int | None


def fragments(item: Item, zone: Zone) -> Fragments:
    """Render one item, with local times of `zone`."""
    local = local_text(item.happened_at, zone)
    before = f'{{"id":{item.id},"subject":{json_text(item.subject)},"senderId":{item.sender_id},"sender":'
    action = "null" if item.action is None else item.action
    return Fragments(
        front=f'{before}{item.sender_name},"type":"{item.type}","dateTime":"{local}","action":{action},"tags":',
        name_at=len(before),
        name_length=len(item.sender_name),
        tail=f',"recipients":[{",".join(map(str, item.recipients))}]}}',
        day=local[:10],
    )
