"""What must hold of the audit trail, so that events can be appended (see `invariants`).

Not that it is whole: a register whose trail was altered is restored all the same. `audit verify` and doctor tell.
"""

from sqlalchemy import func, literal, or_, select

from contact_moments.storage.sql.tables import audit_event, audit_head

_HEADS = select(func.count()).select_from(audit_head).scalar_subquery()
_BEYOND = or_(audit_event.c.number > audit_head.c.number, audit_event.c.number <= audit_head.c.removed_number)

RULES = (
    (select(literal(1)).where(_HEADS != 1), "the audit trail has not one head"),
    (
        select(audit_head.c.id).where(audit_head.c.removed_number > audit_head.c.number),
        "the audit trail ends before it begins",
    ),
    (
        select(audit_event.c.number).select_from(audit_event.join(audit_head, literal(True))).where(_BEYOND),
        "the audit trail has an event before its beginning or after its end",
    ),
)
