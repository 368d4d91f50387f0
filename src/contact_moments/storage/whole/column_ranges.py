"""Which numbers the columns of the tables may have: `invariants` looks for others."""

import re

from contact_moments.clock import SECOND
from contact_moments.model import MAX_ID

# The years 0001 to 9999.
_FIRST_SECOND, _LAST_SECOND = -62_135_596_800, 253_402_300_799
_SECONDS = (_FIRST_SECOND, _LAST_SECOND)
_INSTANTS = (_FIRST_SECOND * SECOND, _LAST_SECOND * SECOND + SECOND - 1)
_MAX_32 = 2**31 - 1  # what these columns hold on PostgreSQL

# Columns by the end of their names, and the values that they may have.
_RANGES: tuple[tuple[re.Pattern[str], tuple[int, int]], ...] = (
    (re.compile(r"\w+_at"), _INSTANTS),
    (re.compile(r"(\w+_)?second"), _SECONDS),
    (re.compile(r"last_moment_id|last_parked_id|last_relation_no|last_removed_no|tallied_id"), (0, MAX_ID)),
    (
        re.compile(r"(relation|moment|sender|merged|into|first|last|by|answer)_id|merged_into|import_number"),
        (1, MAX_ID),
    ),
    (re.compile(r"\w*change(_no)?|n|after_n|done|times|types_version|tags_version|lines|added"), (0, MAX_ID)),
    (re.compile(r"changed|refused|size|after_id|(first|last)_position"), (0, MAX_ID)),
    (re.compile(r"edition|rows_before|gaps_through|at_relation_id|at_position|gaps|numbered|found"), (0, MAX_ID)),
    (re.compile(r"removed_number|totp_step"), (0, MAX_ID)),
    (re.compile(r"version|name_length|position|failures"), (0, _MAX_32)),
    (re.compile(r"revision|unit|period"), (1, _MAX_32)),
    (re.compile(r"part"), (0, MAX_ID)),
    (re.compile(r"counted"), (1, MAX_ID)),
)
_NO_INSTANTS = {"name_at"}
# Others than their names tell: relation 0 is the whole list, and a key that was released has the negative id.
_SPECIAL = {
    "gap.relation_id": (0, MAX_ID),
    "import_key.moment_id": (-MAX_ID, MAX_ID),
    "audit_head.number": (0, MAX_ID),
    "register.no_follow_ups_until": (0, MAX_ID),
    "follow_up.by_state": (0, 2 * MAX_ID + 1),
}
# These are ids that the organisation or the register assigns.
_IDS = (
    "relation.id",
    "tag.id",
    "moment.id",
    "parked.id",
    "moment_import.number",
    "relation_import.number",
    "audit_event.number",
)


def range_of(table: str, column: str) -> tuple[int, int] | None:
    """The least and the greatest value that a column may have; None if any will do."""
    if f"{table}.{column}" in _IDS:
        return 1, MAX_ID
    if special := _SPECIAL.get(f"{table}.{column}"):
        return special
    if column in _NO_INSTANTS:
        return 0, _MAX_32
    return next((allowed for names, allowed in _RANGES if names.fullmatch(column)), None)
