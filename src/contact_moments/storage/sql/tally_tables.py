"""The tables of the overview's counters; see `tables`.

A counter says how many contact moments there were in a period. Its `unit` is what a day's number, such as 20260314, is
divided by to get the number of the period: 1 for a day, 100 for a month (202603), 10,000 for a year (2026).
"""

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from contact_moments.storage.sql.metadata import PERSONAL, metadata

# By type, by hour of the week (24 times the weekday, of which Monday is 0, and the hour), by action, or by tag. No
# counter is zero.
tally = Table(
    "tally",
    metadata,
    Column("kind", String(8), primary_key=True),
    Column("unit", Integer, primary_key=True, autoincrement=False),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("key", String(128), primary_key=True),
    Column("counted", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# By sender. A year can have 100,000 of them, so the counters of 4,096 neighbouring ids are one row: `counts` is JSON
# like `{"ids":[7,12],"counts":[3,1]}`, with ids counted from the first of them. Adding up as many rows would take
# either engine several times as long.
sender_tally = Table(
    "sender_tally",
    metadata,
    Column("unit", Integer, primary_key=True, autoincrement=False),
    Column("period", Integer, primary_key=True, autoincrement=False),
    # The ids divided by 4,096.
    Column("part", BigInteger, primary_key=True, autoincrement=False),
    Column("counts", Text, nullable=False, info=PERSONAL),
    sqlite_with_rowid=False,
)
