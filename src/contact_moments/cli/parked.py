"""`parked`: registrations that were refused because a relation was not available, and are kept for a while."""

from typing import Any

import click

from contact_moments.cli.frame import Failure
from contact_moments.cli.opening import operator, with_register
from contact_moments.cli.parameters import AN_ID, as_json
from contact_moments.cli.results import count, instant_text, note, note_leftovers, progress, say, say_table
from contact_moments.moments import parking
from contact_moments.moments.releasing import release
from contact_moments.register import Register
from contact_moments.strict_json import parse_json

some_ids = click.argument("ids", metavar="[ID...]", type=AN_ID, nargs=-1)
or_all = click.option("--all", "everything", is_flag=True, help="Everything that is parked.")


@click.command("list")
@as_json
@with_register
def list_parked(register: Register, as_json: bool) -> None:
    """List what is parked, the oldest first. With --json also what was sent.

    \b
    Example:
      contact-moments parked list
    """
    rows: list[dict[str, Any]] = []
    expire(register)
    for one in parking.all_parked(register.database):
        row = {
            "id": one.id,
            "parked": instant_text(one.parked_at),
            "client_id": one.client_id,
            "type": one.type,
            "reason": one.reason,
            "times": one.times,
        }
        rows.append(row | {"content": parse_json(one.document.encode())} if as_json else row)
    say_table(rows, as_json)


@click.command("release")
@some_ids
@or_all
@with_register
def release_parked(register: Register, ids: tuple[int, ...], everything: bool) -> None:
    """Register what is parked. It counts as its client's, and has the time at which it was first sent.

    What is refused again stays parked.

    \b
    Example:
      contact-moments parked release --all
    """
    refused = 0
    chosen = _chosen(register, ids, everything)
    with progress("Registering", len(chosen)) as step:
        outcomes = release(register.database, register.registrar, chosen, operator(), step)
    for parked_id, outcome in outcomes.items():
        if isinstance(outcome, int):
            say(f"{parked_id}\tregistered as contact moment {outcome}")
        else:
            refused += 1
            note(f"{parked_id}\tstays parked: {outcome.message}")
    if refused:
        raise Failure(f"{refused} of {len(outcomes)} stay parked")


@click.command("drop")
@some_ids
@or_all
@with_register
def drop(register: Register, ids: tuple[int, ...], everything: bool) -> None:
    """Delete what is parked.

    \b
    Example:
      contact-moments parked drop 7
    """
    chosen = _chosen(register, ids, everything)
    with progress("Deleting", len(chosen)) as step:
        scrubbed = parking.drop(register.database, chosen, operator(), step)
    say(f"{count(len(chosen), 'registration')} dropped")
    note_leftovers(scrubbed)


def expire(register: Register) -> None:
    """Remove what was parked so long ago that the setting no longer keeps it."""
    parking.expire(register.database, register.clock(), register.settings.parked_days)


def _chosen(register: Register, ids: tuple[int, ...], everything: bool) -> list[int]:
    if bool(ids) == everything:
        raise click.UsageError("Name ids (contact-moments parked list shows them), or give --all")
    expire(register)
    if everything:
        return [one.id for one in parking.all_parked(register.database)]
    return list(dict.fromkeys(ids))
