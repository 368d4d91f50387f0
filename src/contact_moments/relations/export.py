"""All relations in the order of their ids: as they are, and as a CSV file that `relation import` reads."""

import csv
import io
from collections.abc import Iterator

from contact_moments.model import Relation
from contact_moments.people import Actor
from contact_moments.relations.csv_file import COLUMNS
from contact_moments.storage.database import Database
from contact_moments.storage.questions import relation_pages as pages

READ = 1000  # relations at a time


def number_of_relations(database: Database) -> int:
    """How many relations there are."""
    return database.read(pages.number_of_all)


def all_relations(database: Database) -> Iterator[Relation]:
    """A snapshot of all relations by id, archived and merged ones too."""
    with database.snapshot() as connection:
        after = 0
        while found := pages.by_id(connection, after, READ):
            yield from found
            after = found[-1].id


def exported(database: Database, by: Actor) -> Iterator[Relation]:
    """As `all_relations`, for somebody who takes them elsewhere: the audit trail tells so first."""
    database.write(lambda transaction: transaction.record(by.event("export", "relations")))
    yield from all_relations(database)


def csv_rows(database: Database, by: Actor) -> Iterator[tuple[int, str]]:
    """The lines of the file, each with the number of relations that it stands for.

    Without merged relations: the ones that they were merged into stand for them.
    """
    yield 0, _row(COLUMNS)
    for one in exported(database, by):
        yield 1, "" if one.merged_into is not None else _row(_cells(one))


def _cells(one: Relation) -> tuple[object, ...]:
    phones = "|".join(phone.number for phone in one.phones)
    return one.id, one.kind, one.name, one.email, phones, one.external_id, "true" if one.archived else None


def _row(cells: tuple[object, ...]) -> str:
    out = io.StringIO()
    # Its lines end as RFC 4180 says. With other ends it would not quote each text that has a line end in it.
    csv.writer(out).writerow(cells)
    return out.getvalue()
