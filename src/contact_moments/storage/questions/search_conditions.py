"""The conditions of a search, as the register has them now: merged relations replaced, sets of tags looked up."""

from sqlalchemy import Connection

from contact_moments.model import Rights, Search
from contact_moments.storage.questions import relations, runs, search, search_tests
from contact_moments.storage.questions.search import Condition
from contact_moments.storage.sql.tables import link, moment


def conditions_of(connection: Connection, wanted: Search, rights: Rights, most: int) -> list[Condition]:
    """What every moment must meet, besides its time."""
    senders = wanted.senders
    values = {
        moment.c.type: wanted.types,
        moment.c.sender_id: senders and runs.as_senders(connection, _survivors(connection, senders)),
        moment.c.action: wanted.actions,
        moment.c.reference: wanted.references,
        moment.c.channel: wanted.channels,
        moment.c.client_id: wanted.clients,
    }
    found = [Condition(column.in_(given), column, given) for column, given in values.items() if given is not None]
    if wanted.relations is not None:
        parties = _survivors(connection, wanted.relations)
        found.append(Condition(search_tests.with_party(parties), link.c.relation_id, parties))
    if wanted.tags is not None:
        found.append(_tagged(connection, wanted.tags, most))
    if wanted.question is not None:
        found.append(Condition(search_tests.answering(wanted.question, rights), is_text=True))
    return found


def _tagged(connection: Connection, tags: tuple[int, ...], most: int) -> Condition:
    tagsets = search.tagsets_with(connection, tags, most)
    column = None if tagsets is None else moment.c.tagset_id
    return Condition(search_tests.with_tags(tags), column, tuple(tagsets or ()))


def _survivors(connection: Connection, ids: tuple[int, ...]) -> tuple[int, ...]:
    into = relations.survivors(connection, set(ids))
    return tuple(sorted({into.get(one, one) for one in ids}))
