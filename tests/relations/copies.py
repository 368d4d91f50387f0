"""Copies of a register's relations, kept as docs/sync.md says."""

from collections.abc import Callable

from contact_moments.model import Relation
from contact_moments.register import Register
from contact_moments.relations import removed
from contact_moments.relations.export import all_relations
from contact_moments.relations.list import page_after, page_by_number


class Copy:
    """A copy that is kept by the lists: by instants, as docs/sync.md says, or by the numbers of changes."""

    def __init__(self, register: Register, by_instants: bool = True) -> None:
        self.relations: dict[int, Relation] = {}
        self.told = set[int]()  # that they were removed
        self._register = register
        self._by_instants = by_instants
        self._since: int | None = None
        self._change = self._removed = 0

    def catch_up(self, between: Callable[[], object] = lambda: None) -> None:
        """Read what has changed since the last time; `between` is called between the two lists."""
        began = self._register.clock()
        self._read_changed()
        between()
        self._read_removed()
        self._since = began

    def _read_changed(self) -> None:
        database = self._register.database
        if self._by_instants:
            found, after = page_by_number(database, self._since, 1)
        else:
            found, after = page_after(database, 0, self._change)
        self._take(found)
        while after is not None:
            found, after = page_after(database, self._since if self._by_instants else 0, after)
            self._take(found)

    def _take(self, found: list[Relation]) -> None:
        self.relations |= {one.id: one for one in found}
        self._change = max([self._change, *(one.change for one in found)])

    def _read_removed(self) -> None:
        database = self._register.database
        if self._by_instants:
            found, after = removed.page_by_number(database, self._since, 1)
        else:
            found, after = removed.page_after(database, self._removed)
        self._forget(found)
        while after is not None:
            found, after = removed.page_after(database, after)
            self._forget(found)

    def _forget(self, found: list[removed.Removed]) -> None:
        for one in found:
            self.relations.pop(one.relation_id, None)
            self._removed = max(self._removed, one.position)
        self.told |= {one.relation_id for one in found}


def all_by_id(register: Register) -> dict[int, Relation]:
    """All relations by id."""
    return {one.id: one for one in all_relations(register.database)}
