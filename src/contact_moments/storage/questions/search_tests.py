"""What the rows that a search reads are tested for, as SQL: one test for each condition that somebody has asked for."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, func, literal_column, not_, or_, select

from contact_moments.model import Question, Rights, Sought
from contact_moments.storage.sql.portable import holds
from contact_moments.storage.sql.tables import link, moment, moment_text, relation, tagset_tag
from contact_moments.storage.sql.word_index import OWN


def pattern(one: Sought, mark: str = "") -> str:
    """What a text of words has in it if it has these, each after a mark."""
    return f" {' '.join(mark + word for word in one.words)}{'' if one.begun else ' '}"


def with_tags(tags: Iterable[int]) -> ColumnElement[bool]:
    """Whether the row has any of these tags."""
    found = select(tagset_tag.c.tag_id).where(tagset_tag.c.tagset_id == moment.c.tagset_id)
    return _is_any(found.where(tagset_tag.c.tag_id.in_(list(tags))))


def with_party(relation_ids: Iterable[int]) -> ColumnElement[bool]:
    """Whether any of these relations took part."""
    found = select(link.c.relation_id).where(link.c.moment_id == moment.c.id)
    return _is_any(found.where(link.c.relation_id.in_(list(relation_ids))))


def _is_any(rows: Select[tuple[int]]) -> ColumnElement[bool]:
    # Not EXISTS: of that PostgreSQL may make a join, and begin with all rows that the subquery can find.
    return rows.limit(literal_column("1", Integer)).correlate(moment).scalar_subquery().is_not(None)


def answering(question: Question, rights: Rights) -> ColumnElement[bool]:
    """Whether the row, joined with its words, answers a question."""
    wanted = [_has(one, rights) for one in question.wanted]
    return and_(*wanted, *(not_(_has(one, rights)) for one in question.excluded))


def _has(one: Sought, rights: Rights) -> ColumnElement[bool]:
    patterns = [pattern(one), pattern(one, OWN)] if rights.details else [pattern(one)]
    own = [holds(moment_text.c.words, bindparam(None, text, unique=True)) for text in patterns]
    return or_(*own, _named(one, rights))


def _named(one: Sought, rights: Rights) -> ColumnElement[bool]:
    # Looked up for each row, so that a new name counts at once. A relation that was merged counts as its survivor.
    part: ColumnElement[str] = bindparam(None, pattern(one), unique=True)
    if rights.parties:
        found = select(link.c.relation_id).where(link.c.moment_id == moment.c.id, relation.c.id == link.c.relation_id)
        return _is_any(found.where(holds(relation.c.words, part)))
    words: Select[tuple[str]] = select(relation.c.words).where(relation.c.id == _sender())
    return func.coalesce(holds(words.correlate(moment).scalar_subquery(), part), False)


def _sender() -> ColumnElement[int]:
    before = relation.alias("before")
    into = select(before.c.merged_into).where(before.c.id == moment.c.sender_id).correlate(moment).scalar_subquery()
    return func.coalesce(into, moment.c.sender_id)
