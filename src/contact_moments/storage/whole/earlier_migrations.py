"""What the first migrations lock and take. Each later one says that itself: a published migration is never changed."""

NOTHING_LONG = "nobody for longer than a moment"
UNTIL_DONE = "whoever writes until it is done; on PostgreSQL also whoever reads contact moments or relations"
AUDIT_TRAIL = "whoever writes until it is done; on PostgreSQL also whoever reads the audit trail"

# The version, what is locked, and seconds per 100,000 rows of the tables that it goes through.
_LONG: dict[str, tuple[str, dict[str, float]]] = {
    "0003": (UNTIL_DONE, {"moment": 0.4}),
    "0005": (UNTIL_DONE, {"moment": 0.5}),
    "0007": (UNTIL_DONE, {"moment": 6.0}),
    "0008": (UNTIL_DONE, {"relation": 24.0}),
    "0009": (UNTIL_DONE, {"moment": 10.0}),
    "0013": (UNTIL_DONE, {"moment": 0.6}),
    "0015": (UNTIL_DONE, {"moment": 0.9}),
    "0018": (AUDIT_TRAIL, {"audit_event": 1.0}),
}
_SHORT: tuple[str, dict[str, float]] = (NOTHING_LONG, {})
LAST = 20
EARLIER = {f"{number:04d}": _SHORT for number in range(1, LAST + 1)} | _LONG
