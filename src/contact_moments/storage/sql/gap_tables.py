"""The tables of gaps: positions that rows have left, and which of them page numbers skip (see `questions.gaps`)."""

from sqlalchemy import BigInteger, Column, String, Table

from contact_moments.storage.sql.metadata import PERSONAL, metadata

# For each kind of list (`whole`, `relation`) which gaps page numbers skip: those that rows left until `settled_at`, in
# `gap` as `edition`. The next edition, until `building_at`, is written as far as the columns after it say. `paged_at`
# is the latest instant at which a page number above 1 was asked for.
numbering = Table(
    "numbering",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("paged_at", BigInteger, nullable=False),
    Column("edition", BigInteger, nullable=False),
    Column("settled_at", BigInteger, nullable=False),
    Column("building_at", BigInteger),
    Column("at_relation_id", BigInteger, nullable=False),
    Column("at_position", BigInteger, nullable=False),
    Column("gaps", BigInteger, nullable=False),
    # How many gaps the edition in use has, and the next one so far.
    Column("numbered", BigInteger, nullable=False),
    Column("found", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# Runs of gaps in the list of a relation, or in the whole list (relation 0): `rows_before` rows come before a run, and
# there are `gaps_through` gaps up to its end.
gap = Table(
    "gap",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("edition", BigInteger, primary_key=True, autoincrement=False),
    Column("relation_id", BigInteger, primary_key=True, autoincrement=False, info=PERSONAL),
    Column("rows_before", BigInteger, primary_key=True, autoincrement=False),
    Column("gaps_through", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
