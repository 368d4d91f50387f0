"""Promises about reading: pages, names, merges, snapshots."""

import json

from contact_moments import catalogue, relations
from contact_moments.clock import SECOND
from contact_moments.contract.support import (
    START,
    TEXT,
    add_a_hundred_and_twenty,
    add_note,
    add_notes,
    add_people,
    beside,
    code_of,
    ids_by_number,
    ids_of,
    ids_on,
    items_of,
    refused,
    register_together,
    same,
)
from contact_moments.errors import InvalidInputError
from contact_moments.model import Filter
from contact_moments.moments.list import page_by_number
from contact_moments.moments.merging import merge
from contact_moments.moments.renaming import finish_renaming
from contact_moments.register import Register
from contact_moments.storage.questions import pages
from contact_moments.storage.sql.prepared import fetching_from


def pages_are_whole(register: Register) -> None:
    """Every filter returns each of its moments once and in order, by page numbers and by cursors."""
    wanted = add_a_hundred_and_twenty(register)
    for asked, ids in wanted.items():
        same(ids_of(register, asked), ids)
        same(ids_by_number(register, asked), ids)
        same(json.loads(page_by_number(register.database, asked, 10_000_000).body), [])


def since_starts_at_a_second(register: Register) -> None:
    """`since` returns what changed in its second (minus the overlap) or later, even if the clock was set back."""
    add_people(register, 1, 2)
    now = [START]
    with beside(register, lambda: now[0]) as turned:
        for seconds in (0, 0.5, 100, 40, 200):
            now[0] = START + int(seconds * SECOND)
            add_notes(turned, 30)
    expected = {-100: 1, 10: 1, 10.9: 61, 11: 61, 110: 61, 111: 121, 210: 121, 211: 151}
    for seconds, first in expected.items():
        same(ids_of(register, Filter(since=START + int(seconds * SECOND))), list(range(first, 151)))


def names_are_current(register: Register) -> None:
    """Every page shows a new name of a relation or a tag at once, and also after it has been put in place."""
    add_people(register, 1, 2)
    for tag_id in (1, 2):
        catalogue.add_tag(register.database, f"Tag {tag_id}", tag_id)
    register_together(register, [{"tagIds": [1]}, {"tagIds": [1, 2]}, {"tagIds": [2]}, {}])
    relations.rename(register.database, 1, TEXT)
    catalogue.rename_tag(register.database, 1, TEXT)
    items = items_of(register, Filter())
    finish_renaming(register.database)
    same(items_of(register, Filter()), items)
    same({item["sender"] for item in items}, {TEXT})
    same([item["tags"] for item in items[:2]], [{"1": TEXT}, {"1": TEXT, "2": "Tag 2"}])
    same(items[2]["tags"], {"2": "Tag 2"})


def merges_move_moments(register: Register) -> None:
    """After a merge both ids find the moments of both, each once, and those that moved count as changed."""
    add_people(register, 1, 2, 3)
    register_together(
        register, [{"senderId": 1}] * 30 + [{"senderId": 3}] * 30 + [{"senderId": 3, "recipients": [1, 2]}]
    )
    same(merge(register.database, register.zone, 1, 3), 31)
    for asked in ((1,), (3,), (1, 3)):
        same(sorted(ids_of(register, Filter(relation_ids=asked))), list(range(1, 62)))
    same({(item["senderId"], item["sender"]) for item in items_of(register, Filter())}, {(3, "Relation 3")})
    changed = pages.since_after(register.database.fetch_row, 61)
    same(ids_on(changed), list(range(1, 26)))
    refused(lambda: add_note(register), InvalidInputError)


def merges_chain(register: Register) -> None:
    """Merges chain: the first relation finds the moments of the last one."""
    add_people(register, 1, 2, 3, 4)
    register_together(register, [{"senderId": 1}, {"senderId": 3}, {"senderId": 4}])
    merge(register.database, register.zone, 1, 3)
    merge(register.database, register.zone, 3, 4)
    for asked in (1, 3, 4):
        same(sorted(ids_of(register, Filter(relation_ids=(asked,)))), [1, 2, 3])


def archived_relations_stay(register: Register) -> None:
    """An archived relation takes part in no new moment, and its earlier moments stay."""
    add_people(register, 1, 2)
    add_notes(register, 2)
    relations.archive(register.database, 2)
    same(code_of(refused(lambda: add_note(register), InvalidInputError)), "recipients_not_available")
    same(ids_of(register, Filter(relation_ids=(2,))), [1, 2])


def snapshots_stand_still(register: Register) -> None:
    """A snapshot shows one state of the register, whatever is committed meanwhile."""
    add_people(register, 1, 2)
    add_notes(register, 3)
    with register.database.snapshot() as connection:
        before = pages.whole(fetching_from(connection), 0)
        add_notes(register, 3)
        relations.rename(register.database, 1, "Another")
        same(pages.whole(fetching_from(connection), 0), before)
    same(len(items_of(register, Filter())), 6)
