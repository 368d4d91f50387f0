"""`/admin/state`: what is right and wrong with the register, how large it is, and which backups were made."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from contact_moments import __version__, doctor, jobs
from contact_moments.audit import looking
from contact_moments.audit.looking import Sought
from contact_moments.audit.trail import ShownEvent
from contact_moments.backups.history import last_trial
from contact_moments.clock import SECOND
from contact_moments.http_server.messages import Response
from contact_moments.http_server.pipeline import RequestContext
from contact_moments.http_server.routes import Route
from contact_moments.jobs import Name
from contact_moments.model import REGISTER_BACKUP, REGISTER_VIEW
from contact_moments.pages.forms import MAX_FORM
from contact_moments.pages.rendering import PageData, page, see_other
from contact_moments.pages.words import language_of, words_in
from contact_moments.surroundings.findings import finding
from contact_moments.times import local_text
from contact_moments.web.admin.nav import Nav, nav
from contact_moments.web.frame import Frame, frame
from contact_moments.web.requests import checked_database, session_of

PATH = "/admin/state"
MOST_BACKUPS = 20
DAY = 24 * 3600 * SECOND
OLD = 7 * DAY  # after which there should be a newer backup


class Check(Struct, frozen=True):
    """A check: what is examined, in words, and sentences about what is wrong or should be looked after.

    They are those of the command.
    """

    name: str
    wrong: list[str]
    warnings: list[str]


class JobState(Struct, frozen=True):
    """How a job stands, since when (local time), how far it is, and what came of it."""

    state: str
    at: datetime | None
    done: int
    total: int
    result: dict[str, Any]


class BackupRow(Struct, frozen=True):
    """A backup that was made: when (local time) and how many days ago, the name of its file, its size in bytes.

    `restorable` is None for backups of earlier releases, which did not note it.
    """

    at: datetime
    days: int
    file: str
    size: int | None
    moments: int | None
    restorable: bool | None


class AdminState(PageData, frozen=True):
    """The whole page. `quick` are the checks that take a moment, and `thorough` is the examination that takes longer.

    `drilled_at` (local time) is when a backup was restored on trial last, and all was there. `has_folder` says that the
    operator has set a folder for backups, and `can_back_up` that the person may make one.
    """

    frame: Frame
    nav: Nav
    version: str
    figures: doctor.Figures
    changed_at: datetime | None
    quick: list[Check]
    thorough: JobState
    found: list[Check]
    verification: JobState
    backing_up: JobState
    backups: list[BackupRow]
    overdue: bool
    drilled_at: datetime | None
    has_folder: bool
    can_back_up: bool
    kept: dict[str, int]


def show_state(context: RequestContext) -> Response:
    """The page."""
    register = context.register
    figures, thorough = doctor.figures(register), job_state(context, "examination")
    backups = [_backup(context, one) for one in _backup_events(context)]
    settings, drilled_at = register.settings, last_trial(register.database)
    data = AdminState(
        frame=frame(context, "admin"),
        nav=nav(context, "state"),
        version=__version__,
        figures=figures,
        changed_at=None if figures.changed_at is None else _local(context, figures.changed_at),
        quick=[_check(context, name, found) for name, found in doctor.quick(register)],
        thorough=thorough,
        found=_checks(context, thorough.result.get("findings", [])),
        verification=job_state(context, "verification"),
        backing_up=job_state(context, "backup"),
        backups=backups,
        overdue=not backups or backups[0].days * DAY >= OLD,
        drilled_at=None if drilled_at is None else _local(context, drilled_at),
        has_folder=settings.backup_folder is not None,
        can_back_up=REGISTER_BACKUP in session_of(context).scopes,
        kept={"audit": settings.audit_days, "failures": settings.failure_days, "parked": settings.parked_days},
    )
    return page(context, "admin_state.html", data)


def job_state(context: RequestContext, name: Name) -> JobState:
    """How a job stands."""
    register = context.register
    found = jobs.state(register.database, name, register.clock())
    return JobState(found.state, _local(context, found.at) if found.at else None, found.done, found.total, found.result)


def _local(context: RequestContext, instant: int) -> datetime:
    return datetime.fromisoformat(local_text(instant, context.register.zone))


def _named(context: RequestContext, check: str) -> str:
    """What a check is called; its name in the program, if it has no words."""
    return str(words_in(language_of(context))["state"]["checks"].get(check, check))


def _check(context: RequestContext, name: str, found: list[doctor.Finding]) -> Check:
    wrong = [one.text for one in found if not one.well]
    return Check(_named(context, name), wrong, [one.text for one in found if one.warning])


def _checks(context: RequestContext, findings: list[list[Any]]) -> list[Check]:
    """The checks of an examination, in their order."""
    found: dict[str, list[doctor.Finding]] = {name: [] for name, _ in doctor.CHECKS} if findings else {}
    for name, well, text in findings:
        found.setdefault(name, []).append(finding(bool(well), text, well == "warning"))
    return [_check(context, name, one) for name, one in found.items()]


def _backup_events(context: RequestContext) -> list[ShownEvent]:
    return looking.page(context.register.database, Sought(kind="backup")).events[:MOST_BACKUPS]


def _backup(context: RequestContext, event: ShownEvent) -> BackupRow:
    age = max(0, context.register.clock() - event.happened_at)
    size, moments, restorable = (event.detail.get(name) for name in ("bytes", "contact_moments", "restorable"))
    return BackupRow(
        at=_local(context, event.happened_at),
        days=age // DAY,
        file=event.subject or "",
        size=size if isinstance(size, int) else None,
        moments=moments if isinstance(moments, int) else None,
        restorable=restorable if isinstance(restorable, bool) else None,
    )


def examine(context: RequestContext) -> Response:
    """Ask for the thorough examination."""
    return _asked(context, "examination")


def back_up(context: RequestContext) -> Response:
    """Ask for a backup, if the operator has set a folder for it."""
    if context.register.settings.backup_folder is None:
        return see_other(PATH)
    return _asked(context, "backup")


def _asked(context: RequestContext, name: Name) -> Response:
    jobs.ask(checked_database(context), name, context.actor, context.register.clock())
    return see_other(f"{PATH}#{name}")


_BACKUP = (REGISTER_BACKUP,)
PAGES = (
    Route("GET", PATH, REGISTER_VIEW, show_state, page=True),
    Route("POST", f"{PATH}/examine", REGISTER_VIEW, examine, page=True, max_body=MAX_FORM),
    Route("POST", f"{PATH}/back-up", REGISTER_VIEW, back_up, page=True, max_body=MAX_FORM, further=_BACKUP),
)
