"""The figures that there are: name, kind, labels and what each says. `docs/watching.md` lists the same."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from contact_moments.meter.meter import MICRO, SECONDS, SIZES

PREFIX = "contact_moments_"
Kind = Literal["counter", "gauge", "histogram"]


class Metric(Struct, frozen=True):
    """One figure. `bounds` and `unit` are those of a histogram: its parts, and how many of its sum make one."""

    name: str
    kind: Kind
    labels: tuple[str, ...]
    says: str
    bounds: Sequence[float] = ()
    unit: int = 1

    @property
    def full_name(self) -> str:
        """The name that Prometheus knows it by."""
        return PREFIX + self.name + ("_total" if self.kind == "counter" else "")


REQUESTS = Metric("requests", "counter", ("method", "route", "status"), "Requests that were answered.")
REQUEST_SECONDS = Metric(
    "request_duration_seconds",
    "histogram",
    ("method", "route"),
    "Time from a request's headers to its answer.",
    SECONDS,
    MICRO,
)
# What workers count, by the first part of a row's key.
COUNTED = {
    "registration": Metric(
        "registrations", "counter", ("type", "outcome"), "Registrations and corrections of contact moments."
    ),
    "commit_size": Metric("commit_writes", "histogram", (), "Writes that shared one transaction.", SIZES),
    "commit_seconds": Metric(
        "commit_duration_seconds", "histogram", (), "Time of a write transaction, with its commit.", SECONDS, MICRO
    ),
    "shed": Metric("shed", "counter", ("reason",), "Requests and connections turned away to keep the server working."),
    "throttled": Metric("throttled", "counter", ("what",), "Attempts to sign in that had to wait, and were not tried."),
    "sign_in_failure": Metric("sign_in_failures", "counter", ("what",), "Wrong passwords, codes, links and secrets."),
    "worker_replacement": Metric("worker_replacements", "counter", (), "Workers that ended and were replaced."),
}
# What each worker has now, by the second part of a row's key.
OF_WORKERS = {
    "pool_in_use": Metric("pool_connections_in_use", "gauge", ("worker",), "Connections to the database in use."),
    "pool_idle": Metric("pool_connections_idle", "gauge", ("worker",), "Connections to the database that are free."),
    "resident_bytes": Metric("worker_resident_bytes", "gauge", ("worker",), "Memory of a worker."),
}
CPU_SECONDS = Metric("worker_cpu_seconds", "counter", ("worker",), "Processor time of a worker.")
BUILD = Metric("build_info", "gauge", ("version", "python", "engine"), "1; the labels say what runs.")
# What one number says.
SINGLE = {
    one.name: one
    for one in (
        Metric("workers", "gauge", (), "Workers that serve."),
        Metric("connections", "gauge", (), "Open connections of clients."),
        Metric("last_commit_timestamp_seconds", "gauge", (), "When this server last committed a change."),
        Metric("clock_timestamp_seconds", "gauge", (), "The server's clock at the time of the scrape."),
        Metric("database_up", "gauge", (), "1 if the database answered when it was asked for these figures."),
        Metric("ready", "gauge", (), "1 if the register can answer and takes changes, as /health/ready says."),
        Metric("database_size_bytes", "gauge", (), "Size of the database, on SQLite with its log."),
        Metric("wal_size_bytes", "gauge", (), "Size of SQLite's write-ahead log."),
        Metric("disk_free_bytes", "gauge", (), "Room on the disk of SQLite's file."),
        Metric("parked", "gauge", (), "Registrations that wait for a relation; counted up to 10,000."),
        Metric("follow_ups_late", "gauge", (), "Open follow-ups whose time has passed; counted up to 1,000."),
        Metric("last_backup_timestamp_seconds", "gauge", (), "When the last backup was made that restore takes."),
        Metric(
            "last_drill_timestamp_seconds", "gauge", (), "When a backup was last restored on trial, and all was there."
        ),
        Metric("audit_events", "gauge", (), "Number of the last event in the audit trail."),
        Metric("last_audit_event_timestamp_seconds", "gauge", (), "When the last event in the audit trail happened."),
    )
}
ALL = (REQUESTS, REQUEST_SECONDS, *COUNTED.values(), *OF_WORKERS.values(), CPU_SECONDS, BUILD, *SINGLE.values())
