"""Promises about relations: their numbers, their external ids, lines of them, and what is completed later."""

import json
from concurrent.futures import ThreadPoolExecutor

from contact_moments import relations
from contact_moments.contract.support import (
    TEXT,
    WRITERS,
    add_notes,
    add_people,
    beside,
    in_threads,
    items_of,
    same,
)
from contact_moments.errors import InvalidInputError
from contact_moments.model import Filter
from contact_moments.moments import merging
from contact_moments.moments.completing import complete
from contact_moments.people import Actor
from contact_moments.register import Register
from contact_moments.relations import imports, removed, undoing
from contact_moments.relations.csv_file import CsvFile
from contact_moments.relations.lines import RelationLines
from contact_moments.relations.list import page_after, page_by_number
from contact_moments.relations.putting import put
from contact_moments.uploads.uploads import UploadedFile


def relations_keep_their_places(register: Register) -> None:
    """The list has relations in the order in which they were added, whatever their ids; a change is numbered apart."""
    add_people(register, 7, 3, 5)
    relations.rename(register.database, 7, TEXT)
    add_people(register, 1)
    whole, _ = page_by_number(register.database, None, 1)
    same([(one.id, one.change) for one in whole], [(7, 4), (3, 2), (5, 3), (1, 5)])
    changed, _ = page_after(register.database, 0, 2)
    same([one.id for one in changed], [5, 7, 1])


def relation_changes_are_in_order(register: Register) -> None:
    """A follower of relations misses no change while eight threads write: no number appears after a higher one."""
    seen: list[int] = []

    def follow() -> None:
        found, _ = page_after(register.database, 0, len(seen))
        seen.extend(one.change for one in found)

    with beside(register) as other, ThreadPoolExecutor(WRITERS) as pool:
        both = (register, other)
        writing = [pool.submit(add_people, both[number % 2], number) for number in range(1, 81)]
        while not all(one.done() for one in writing):
            follow()
    for _ in range(4):
        follow()
    same(seen, list(range(1, 81)))


def external_ids_are_unique(register: Register) -> None:
    """Of writers that give the same external id to different relations at the same time one succeeds."""

    def give(number: int) -> bool:
        try:
            put(register.database, "NL", number + 1, {"name": "Somebody", "externalId": TEXT})
        except InvalidInputError:
            return False
        return True

    same(sum(in_threads(give, range(WRITERS))), 1)


def lines_are_put_once(register: Register) -> None:
    """Lines of relations are added and changed in their order, and put again they change nothing."""
    rows = [
        {"externalId": TEXT, "name": TEXT, "phones": ["06-12345678"]},
        {"externalId": "2", "name": "Two"},
        {"externalId": TEXT, "phones": ["+31612345678", "020 6241111"]},
        {"id": 9, "externalId": TEXT, "name": "Nine"},
    ]
    body = "".join(json.dumps(row) + "\n" for row in rows).encode()

    def statuses() -> list[object]:
        answers = b"".join(RelationLines(body).put(register.database, "NL")).splitlines()
        found = [json.loads(answer) for answer in answers]
        return [(one["id"], one["status"]) if "id" in one else list(one) for one in found]

    same(statuses(), [(1, "added"), (2, "added"), (1, "changed"), ["errors"]])
    # Each line puts what it says: the first takes a number away, and the third brings it back.
    same(statuses(), [(1, "changed"), (2, "unchanged"), (1, "changed"), ["errors"]])


def removed_relations_are_told(register: Register) -> None:
    """What undoing an import removes is listed in that order, as changes, until it is added again."""
    add_people(register, 3)
    number, _ = imports.put(register.database, _file("id;name", "9;Nine", "7;Seven", "8;Eight"), Actor())
    relations.rename(register.database, 8, TEXT)
    same(undoing.undo(register.database, number or 0, Actor()).removed, 2)
    relations.add(register.database, TEXT, "person", 9)
    with beside(register) as other:
        for since in (None, 0):
            found, after = removed.page_by_number(other.database, since, 1)
            same([(one.relation_id, one.change, after) for one in found], [(7, 6, None)])
        same(removed.page_by_number(other.database, 2**62, 1), ([], None))
        same(removed.page_after(other.database, 1), ([], None))


def _file(*lines: str) -> CsvFile:
    return CsvFile(UploadedFile("relations.csv", "\n".join(lines).encode()), "NL")


def merges_are_completed_later(register: Register) -> None:
    """A chain of merges and a renaming that were only begun show at once, and are completed by whoever comes."""
    add_people(register, 1, 2, 3)
    add_notes(register, 30)
    merging.begin(register.database, 1, 2)
    merging.begin(register.database, 2, 3)
    relations.rename(register.database, 3, TEXT)
    with beside(register) as other:
        complete(other.database, other.zone, lambda _: None)
    same({(one["senderId"], one["sender"], *one["recipients"]) for one in items_of(register, Filter())}, {(3, TEXT, 3)})
    same([one["id"] for one in items_of(register, Filter(relation_ids=(1,)))], list(range(1, 31)))
