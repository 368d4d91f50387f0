"""How often, and since when, there was contact with a relation."""

from datetime import date, datetime

from msgspec import Struct

from contact_moments.moments.search import Total
from contact_moments.storage.database import Connection, Database
from contact_moments.storage.questions import links
from contact_moments.times import Zone, day_begins, local_text

MOST = 10_000  # moments that are counted
_EARLIEST = -(2**62)  # before every instant


class Figures(Struct, frozen=True):
    """When the first contact was, local time; and how many there are, in all and since this year began."""

    first: datetime | None
    total: Total
    this_year: Total


def figures(database: Database, zone: Zone, relation_id: int, now: int) -> Figures:
    """The figures of a relation that is not merged."""
    year = local_text(now, zone)[:4]
    begin = day_begins(date(int(year), 1, 1), zone)

    def ask(connection: Connection) -> Figures:
        first = links.first_at(connection, relation_id)
        return Figures(
            None if first is None else datetime.fromisoformat(local_text(first, zone)),
            total(connection, relation_id),
            total(connection, relation_id, begin),
        )

    return database.read_snapshot(ask)


def total(connection: Connection, relation_id: int, since: int = _EARLIEST) -> Total:
    """How many moments a relation has since an instant."""
    number = links.number(connection, relation_id, MOST + 1, since)
    return Total(min(number, MOST), number > MOST)
