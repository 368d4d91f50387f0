"""Promises about follow-ups."""

from contact_moments.contract.support import add_notes, add_people, beside, items_of, refused, same
from contact_moments.errors import ConflictError, GoneError
from contact_moments.model import Filter, Plan, Rights, Search
from contact_moments.moments import follow_up_list, follow_ups
from contact_moments.moments.follow_up_list import Wanted
from contact_moments.moments.merging import merge
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register

_BY = Actor(operator="selftest")


def follow_ups_change_no_list(register: Register) -> None:
    """Making, ending and removing follow-ups changes no item, no order and no `since`, and can be repeated."""
    add_people(register, 1, 2)
    ids = add_notes(register, 30)
    before = _lists(register)
    for id_ in ids:
        follow_ups.put(register.database, id_, Plan(id_, by=1 + id_ % 2), _BY)
    for id_ in ids[:10]:
        ended = follow_ups.end(register.database, id_, _BY, 30)
        same(follow_ups.end(register.database, id_, _BY, 30), ended)
        refused(lambda id_=id_: follow_ups.end(register.database, id_, _BY, 29), ConflictError)  # type: ignore[misc]
    follow_ups.remove(register.database, 20, _BY)
    same(_lists(register), before)


def follow_ups_are_found(register: Register) -> None:
    """They are listed as they are due, searched for, moved by a merge, and go with their moment, for every program."""
    add_people(register, 1, 2, 3)
    ids = add_notes(register, 12)
    for id_ in ids:
        follow_ups.put(register.database, id_, Plan(100 - id_ // 3, by=1 + id_ % 2), _BY)
    follow_ups.end(register.database, 4, _BY, 12)
    merge(register.database, register.zone, 2, 3)
    withdraw(register.database, [12], "mistake", _BY)
    refused(lambda: follow_ups.get(register.database, 12), GoneError)
    with beside(register) as other:
        same(_listed(other, Wanted()), [9, 10, 11, 6, 7, 8, 3, 5, 1, 2])
        same(_listed(other, Wanted(by=(2,))), [9, 11, 7, 3, 5, 1])
        same(_listed(other, Wanted("done")), [4])
        answered = follow_ups.get(other.database, 4)
        same((answered is not None and answered.is_done, answered and answered.answer_id), (True, None))
        due = Search(follow_ups=("due",), follow_up_by=(3,), now=98)
        found = other.searches.page(due, Rights(details=True, parties=True)).items
        same(len(found), 3)


def _lists(register: Register) -> tuple[object, ...]:
    """What several lists show."""
    filters = (Filter(), Filter(since=0), Filter(relation_ids=(1,)))
    return tuple(items_of(register, one) for one in filters)


def _listed(register: Register, wanted: Wanted) -> list[int]:
    """The moments of all pages of a list, four at a time."""
    found, cursor = list[int](), None
    while True:
        page = follow_up_list.page(register.database, wanted, 0, cursor, size=4)
        found += (one.moment_id for one in page.items)
        cursor = page.cursor
        if cursor is None:
            return found
