"""`migrate`: bring a register to this release's schema, or tell what that would do."""

from pathlib import Path

import click

from contact_moments import upgrading
from contact_moments.cli.frame import Failure
from contact_moments.cli.opening import make_register, operator, register_as_it_is
from contact_moments.cli.parameters import A_NEW_FILE, as_json
from contact_moments.cli.results import count, note, progress, say, say_json
from contact_moments.upgrading import Begun, Migrated, Plan, Planned, Wanted

SOMETHING_TO_DO = 3  # the exit code of a plan

_KEEP = "It holds personal data: delete it when you have found the new release right"


@click.command("migrate")
@click.option("--plan", "only_plan", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--backup-to", type=A_NEW_FILE, metavar="FILE", help="Where the backup is made that comes first.")
@click.option("--no-backup", is_flag=True, help="Make no backup first.")
@as_json
def migrate(only_plan: bool, backup_to: Path | None, no_backup: bool, as_json: bool) -> None:
    """Bring the database's schema up to date. It changes all or nothing. It does no harm to run it again.

    Where there is no register yet it makes one, and says where.

    A register that is in use is backed up first, if its schema is an earlier one: to a file beside the database, or on
    PostgreSQL into CONTACT_MOMENTS_BACKUP_FOLDER. If the backup cannot be made, nothing is changed, and the exit code
    is 1. Stop the server first: others wait to write meanwhile, and a server refuses calls after ten seconds.

    With --plan it says which migrations would run, what they do, how long they take and what they lock. Exit code 0 if
    there is nothing to do, 3 if there is, and 1 if the backup cannot be made.

    \b
    Example:
      contact-moments migrate --plan
      contact-moments migrate
    """
    if no_backup and backup_to:
        raise click.UsageError("--backup-to and --no-backup exclude each other")
    if as_json and not only_plan:
        raise click.UsageError("--json is for --plan")
    wanted = Wanted(not no_backup, backup_to)
    if only_plan:
        _tell_plan(wanted, as_json)
    else:
        _migrate(wanted)


def _migrate(wanted: Wanted) -> None:
    with make_register() as register, progress("Indexing words", None) as step:
        done = upgrading.migrate(register, wanted, operator(), step, _tell_waiting, _tell_begun)
    _tell_backup(done)
    say(f"The schema is at version {done.after}" + ("" if done.before == done.after else f" (was {done.before})"))


def _tell_waiting() -> None:
    note("Another process is writing to the register, or migrates it; waiting until it is done")


def _tell_begun(begun: Begun) -> None:
    # A service begins with this, and its journal shows no progress bar.
    backup = ", after a backup" if begun.backup else ""
    note(f"Migrating from version {begun.before} to {begun.after}{backup}: {_time(begun.seconds)}")


def _tell_backup(done: Migrated) -> None:
    if done.backup and done.contents:
        amount = f"{count(done.contents.moments, 'contact moment')}, {count(done.contents.relations, 'relation')}"
        note(f"Backed up first to {done.backup.absolute()}: {amount}")
        note(_KEEP)


def _tell_plan(wanted: Wanted, as_json: bool) -> None:
    with register_as_it_is() as register:
        plan = upgrading.plan(register, wanted)
    if as_json:
        say_json(_as_object(plan))
    else:
        for line in _lines(plan):
            say(line)
    if plan.refused:
        raise Failure(plan.refused)
    if plan.before != plan.after:
        raise click.exceptions.Exit(SOMETHING_TO_DO)


def _as_object(plan: Plan) -> dict[str, object]:
    from msgspec import to_builtins  # noqa: PLC0415 - only for scripts

    found: dict[str, object] = to_builtins(plan)
    return found


def _lines(plan: Plan) -> list[str]:
    if plan.before is None:
        return [f"There is no register at {plan.place}; migrate makes one, at version {plan.after}"]
    head = f"{plan.place}: {plan.engine}, {_mib(plan.size)}, schema {plan.before}"
    if not plan.steps:
        return [head, "There is nothing to do"]
    steps = [line for step in plan.steps for line in _lines_of(step)]
    return [head, *_first(plan), *steps, *_in_all(plan)]


def _first(plan: Plan) -> list[str]:
    made = "first   a backup, for which there is no place" if plan.refused else "first   no backup is made"
    if plan.backup:
        made = f"first   a backup to {plan.backup}: {_mib(plan.size)} at most, in {_seconds(plan.backup_seconds)}"
    if plan.room is None or plan.free is None:
        return [made, "room    the database may grow to four times its size; look at the disk of its server"]
    return [made, f"room    up to {_mib(plan.room)} beside the database, where {_mib(plan.free)} are free"]


def _lines_of(step: Planned) -> list[str]:
    based_on = ", ".join(f"{rows} rows of {name}" for name, rows in step.rows.items())
    takes = f"{_seconds(step.seconds)} for {based_on}" if step.rows else _seconds(0)
    return [f"{step.version}    {step.what}", f"        takes {takes}", f"        locks {step.locks}"]


def _in_all(plan: Plan) -> list[str]:
    return [
        f"In all {_time(plan.backup_seconds + sum(step.seconds for step in plan.steps))}",
        "It is all one step, which can be stopped at any time. Others wait to write meanwhile: stop the server first",
    ]


def _time(seconds: float) -> str:
    return f"{_seconds(seconds)}, by what was measured with two cores and a fast disk"


def _mib(size: int) -> str:
    return f"{-(-size // 2**20)} MiB"


def _seconds(seconds: float) -> str:
    if seconds < 1:
        return "less than a second"
    unit, number = ("second", seconds) if seconds < 100 else ("minute", seconds / 60)
    return f"about {count(round(number), unit)}"
