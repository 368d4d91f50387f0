"""Promises about search."""

import json

from contact_moments import relations
from contact_moments.contract.support import TEXT, add_note, add_people, register_together, same
from contact_moments.model import Rights, Search
from contact_moments.moments.renaming import finish_renaming
from contact_moments.moments.search_query import read_question
from contact_moments.moments.withdrawal import withdraw
from contact_moments.people import Actor
from contact_moments.register import Register

_RIGHTS = Rights(details=True, parties=True)


def searches_find_what_is_there(register: Register) -> None:
    """Search finds at once what is registered, and nothing that was corrected, withdrawn or renamed away."""
    add_people(register, 1, 2)
    register_together(register, [{"subject": f"Unique{number} {TEXT}"} for number in range(1, 41)])
    add_note(register, contactMomentId=3, subject="Corrected")
    withdraw(register.database, [5], "mistake", Actor())
    relations.rename(register.database, 1, "Somebody Else")
    there = [id_ for id_ in range(40, 0, -1) if id_ not in {3, 5}]
    for _ in ("while the renaming is in progress", "after it"):
        same(_found(register, "unique"), there)
        same(_found(register, "unique1 else"), [id_ for id_ in there if id_ == 1 or 10 <= id_ < 20])
        same(_found(register, '"unique20 o neil" some'), [20])
        same(_found(register, "corr -unique"), [3])
        same(_found(register, "relation else -corr"), there)
        for nothing in ("unique3 -else", "unique5 -unique5", "אשלום"):
            same(_found(register, nothing), [])
        finish_renaming(register.database)


def _found(register: Register, text: str) -> list[int]:
    """The ids on all pages."""
    wanted, found, cursor = Search(question=read_question(text)), list[int](), None
    while True:
        page = register.searches.page(wanted, _RIGHTS, cursor)
        found += (json.loads(item)["id"] for item in page.items)
        cursor = page.cursor
        if cursor is None:
            return sorted(found, reverse=True)
