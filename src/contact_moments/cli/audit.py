"""`audit`: who did what, when and from where."""

import json
import re
from datetime import date, datetime, timedelta
from typing import Any

import click
from msgspec import structs

from contact_moments.accounts import accounts
from contact_moments.audit import trail
from contact_moments.audit.trail import Kept, ShownEvent, Verified, Wanted
from contact_moments.cli.frame import Failure
from contact_moments.cli.opening import with_register
from contact_moments.cli.parameters import as_json
from contact_moments.cli.results import instant_text, say, say_array, say_json, say_table
from contact_moments.people import KINDS, Kind
from contact_moments.register import Register
from contact_moments.times import day_begins


class _Head(click.ParamType[Kept]):
    name = "head"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Kept:
        """The number of an event and its SHA-256 as hex, or that alone; otherwise wrong usage."""
        found = re.fullmatch("(?:([0-9]{1,18}):)?([0-9a-f]{64})", str(value).lower(), re.ASCII)
        if found is None:
            self.fail("a head is NUMBER:HASH; a hash has 64 characters, 0 to 9 and a to f", param, ctx)
        number, of_hash = found.groups()
        return Kept(of_hash, None if number is None else int(number))


A_HEAD = _Head()
A_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("list")
@click.option("--person", metavar="EMAIL", help="What this person did, or what was done to their account.")
@click.option("--from", "first", type=A_DAY, metavar="DATE", help="From the beginning of this day, such as 2026-11-28.")
@click.option("--until", "last", type=A_DAY, metavar="DATE", help="Until the end of this day.")
@click.option("--kind", type=click.Choice(KINDS), help="What happened.")
@as_json
@with_register
def list_events(
    register: Register,
    person: str | None,
    first: datetime | None,
    last: datetime | None,
    kind: Kind | None,
    as_json: bool,
) -> None:
    """Print the audit trail, the oldest event first.

    Number, time, kind, who did it, from where, to what or whom, and what else is known. Days are those of the
    organisation's time zone.

    \b
    Example:
      contact-moments audit list --from 2026-11-01 --kind sign_in_failed
    """
    if first is not None and last is not None and last < first:
        raise click.BadParameter("the last day is before the first one", param_hint="'--until'")
    account_id = None if person is None else accounts.find(register.database, person).id
    until = None if last is None or last.date() == date.max else last + timedelta(days=1)
    wanted = Wanted(account_id, _beginning(register, first), _beginning(register, until), kind)
    rows = map(_cells, trail.read(register.database, wanted))
    if as_json:
        say_array(rows)
        return
    for row in rows:
        say_table([_line(row)], as_json=False)


def _beginning(register: Register, day: datetime | None) -> int | None:
    return None if day is None else day_begins(day, register.zone)


def _cells(event: ShownEvent) -> dict[str, Any]:
    row = structs.asdict(event)
    return {"number": row.pop("number"), "time": instant_text(row.pop("happened_at"))} | row


def _line(row: dict[str, Any]) -> dict[str, Any]:
    who = row["email"] or row["account_id"] or row["client_id"] or row["operator"]
    detail = json.dumps(row["detail"], ensure_ascii=False) if row["detail"] else None
    whom = row["subject_email"] or row["subject"]
    shown = {"who": who, "address": row["address"], "subject": whom, "detail": detail}
    return {name: row[name] for name in ("number", "time", "kind")} | shown


@click.command("verify")
@click.option(
    "--head",
    type=A_HEAD,
    metavar="NUMBER:HASH",
    help="What an earlier check has printed, and was kept elsewhere; or its hash alone.",
)
@as_json
@with_register
def verify(register: Register, head: Kept | None, as_json: bool) -> None:
    """Check that no event of the audit trail was altered, removed or cut off.

    Prints number and hash of the last event. Whoever can write to the database can cut off the last events, or make the
    whole trail anew: so keep what is printed elsewhere, and give it the next time, before its event expires.

    Exit code 1 when anything is wrong, or the event of the head that was kept has expired.

    \b
    Example:
      contact-moments audit verify
    """
    found = trail.verify(register.database, head)
    well = not found.faults and found.expired is None
    if as_json:
        say_json({"ok": well, **structs.asdict(found)})
    elif well:
        say(f"The audit trail is whole; keep its head elsewhere:\n{found.number}:{found.hash}")
    if not well:
        _fail(found, as_json)


def _fail(found: Verified, told: bool) -> None:
    if told:
        raise click.exceptions.Exit(1)
    if found.faults:
        raise Failure("\n".join(["The audit trail is not whole:", *found.faults]))
    raise Failure(f"{found.expired}. Nothing else is wrong; keep the present head:\n{found.number}:{found.hash}")
