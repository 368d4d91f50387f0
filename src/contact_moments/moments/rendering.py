"""An item of the list as JSON text, in the three fragments that storage keeps (wire rule 8).

Between them go what may change without the moment changing: the sender's current name, and the tags' names.
"""

from msgspec import Struct

from contact_moments.storage.moments import Fragments
from contact_moments.storage.rendering import json_text
from contact_moments.times import Zone, local_text

# Raise this when the fragments change shape; a register rendered otherwise then asks for `rebuild`.
WIRE_VERSION = 1


def rendering_of(zone: Zone) -> str:
    """What stored fragments depend on: the shape of the wire, the zone, and the zone's rules."""
    return f"{WIRE_VERSION} {zone.name} {zone.digest}"


class Item(Struct, frozen=True):
    """What the list shows of a moment, less the names that may change without it; `recipients` ascend."""

    id: int
    type: str
    subject: str
    sender_id: int
    recipients: tuple[int, ...]
    happened_at: int
    action: int | None


def fragments(item: Item, zone: Zone) -> Fragments:
    """Render one item."""
    local = local_text(item.happened_at, zone)
    return Fragments(
        head=f'{{"id":{item.id},"subject":{json_text(item.subject)},"senderId":{item.sender_id},"sender":',
        middle=f',"type":"{item.type}","dateTime":"{local}"'
        f',"action":{"null" if item.action is None else item.action},"tags":',
        tail=f',"recipients":[{",".join(map(str, item.recipients))}]}}',
        day=local[:10],
    )
