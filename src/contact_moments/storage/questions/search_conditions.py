"""The conditions of a search, as the register has them now: merged relations replaced, sets of tags looked up."""

from typing import Any

from sqlalchemy import Column, Connection

from contact_moments.model import Rights, Search, Sought
from contact_moments.storage.questions import follow_up_pages, relations, runs, search, search_tests
from contact_moments.storage.questions.follow_up_pages import parts_of
from contact_moments.storage.questions.search_scans import KEY, Condition
from contact_moments.storage.questions.search_tests import FEW, Test
from contact_moments.storage.sql.tables import link, moment

Named = dict[Sought, tuple[int, ...] | None]  # the relations with words in their names; None for many


def conditions_of(connection: Connection, wanted: Search, rights: Rights, most: int, named: Named) -> list[Condition]:
    """What every moment must meet, besides its time; what is tested with less work comes first."""
    senders = wanted.senders
    values = {
        moment.c.type: wanted.types,
        moment.c.sender_id: senders and runs.as_senders(connection, _survivors(connection, senders)),
        moment.c.action: wanted.actions,
        moment.c.reference: wanted.references,
        moment.c.channel: wanted.channels,
        moment.c.client_id: wanted.clients,
    }
    found = [
        _indexed(column, given, search_tests.has_any(column, given))
        for column, given in values.items()
        if given is not None
    ]
    if wanted.relations is not None:
        parties = _survivors(connection, wanted.relations)
        found.append(_indexed(link.c.relation_id, parties, search_tests.with_party(parties)))
    if wanted.tags is not None:
        found.append(_tagged(connection, wanted.tags, most))
    if wanted.follow_ups is not None or wanted.follow_up_by is not None:
        found += _followed(connection, wanted, most)
    if wanted.question is not None:
        found.append(Condition(search_tests.answering(wanted.question, rights, named)))
    return found


def _tagged(connection: Connection, tags: tuple[int, ...], most: int) -> Condition:
    tagsets, test = search.tagsets_with(connection, tags, most), search_tests.with_tags(tags)
    return Condition(test) if tagsets is None else _indexed(moment.c.tagset_id, tuple(tagsets), test)


def _followed(connection: Connection, wanted: Search, most: int) -> list[Condition]:
    """The follow-up that a moment must have.

    Those that are due are not next to each other in the order of time. So few of them are looked up, and of many each
    that is open is tested.
    """
    states = set(wanted.follow_ups or ("open", "done"))
    by = None if wanted.follow_up_by is None else _survivors(connection, wanted.follow_up_by)
    parts = parts_of(by, [True] * ("done" in states) + [False] * (states != {"done"}))
    of_state = _indexed(*parts, search_tests.followed(*parts))
    if "open" in states or "due" not in states:
        return [of_state]
    test = search_tests.followed(*parts, wanted.now)
    ids = None if "done" in states else follow_up_pages.due(connection, parts, wanted.now, most)
    return [of_state, Condition(test)] if ids is None else [Condition(test, KEY, tuple(ids))]


def _indexed(column: Column[Any], values: tuple[Any, ...], by_row: Test) -> Condition:
    test = search_tests.is_among(column, values) if 0 < len(values) <= FEW else by_row
    return Condition(test, column, values)


def _survivors(connection: Connection, ids: tuple[int, ...]) -> tuple[int, ...]:
    into = relations.survivors(connection, set(ids))
    return tuple(sorted({into.get(one, one) for one in ids}))
