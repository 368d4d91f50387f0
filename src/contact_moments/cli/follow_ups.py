"""`moment follow-ups` and `moment follow-up`: what somebody will do after a contact moment."""

from collections.abc import Iterator
from typing import get_args

import click

from contact_moments.cli.opening import operator, with_register
from contact_moments.cli.parameters import AN_ID, as_json
from contact_moments.cli.results import note_leftovers, say, say_array, say_table
from contact_moments.model import JsonObject
from contact_moments.moments import follow_up_list, follow_ups
from contact_moments.moments.follow_up_list import FollowUp, State, Wanted
from contact_moments.moments.follow_up_members import as_json as shown
from contact_moments.register import Register
from contact_moments.visible import given

PAGE = 500  # follow-ups that are read at a time

by = click.option("--by", "person", metavar="NAME", help="Who does this; by default the user of this machine.")


@click.command("follow-ups")
@click.option("--state", type=click.Choice(get_args(State)), default="open", help="Which; what is open by default.")
@click.option("--of", "relations", type=AN_ID, multiple=True, metavar="ID", help="By this relation only; repeatable.")
@as_json
@with_register
def list_follow_ups(register: Register, state: State, relations: tuple[int, ...], as_json: bool) -> None:
    """List follow-ups in the order in which they are due.

    Contact moment, when it is due, who will do it (a relation; - is anybody), whether it is done, and the contact
    moment that answers it. With --json also the note, and who made and ended it.

    \b
    Example:
      contact-moments moment follow-ups --state due
    """
    found = _all(register, Wanted(state, relations or None))
    if as_json:
        say_array({"contactMomentId": one.moment_id} | shown(one, register.zone) for one in found)
        return
    for one in found:
        say_table([_row(one, register)], as_json=False)


def _all(register: Register, wanted: Wanted) -> Iterator[FollowUp]:
    now, cursor = register.clock(), None
    while True:
        page = follow_up_list.page(register.database, wanted, now, cursor, PAGE)
        yield from page.items
        cursor = page.cursor
        if cursor is None:
            return


def _row(one: FollowUp, register: Register) -> JsonObject:
    member = shown(one, register.zone)
    cells = {"id": one.moment_id, "on": member["on"], "by": one.by}
    return cells | {"state": "done" if one.is_done else "open", "answer": one.answer_id}


@click.command("follow-up")
@click.argument("moment_id", metavar="ID", type=AN_ID)
@click.option("--done", "change", flag_value="done", help="End it.")
@click.option("--answer", "answer_id", type=AN_ID, metavar="ID", help="With --done: the one that answers it.")
@click.option("--reopen", "change", flag_value="reopen", help="Open it again.")
@click.option("--remove", "change", flag_value="remove", help="Remove it.")
@by
@with_register
def change_follow_up(
    register: Register, moment_id: int, change: str | None, answer_id: int | None, person: str | None
) -> None:
    """End the follow-up of contact moment ID, open it again, or remove it.

    The contact moment does not change by that. Reopening and removing one are in the audit trail.

    \b
    Example:
      contact-moments moment follow-up 42 --done --answer 57
    """
    if change is None or (answer_id is not None and change != "done"):
        raise click.UsageError("Give --done (and --answer ID, if there is one), --reopen or --remove")
    who, database = operator(given(person)), register.database
    if change == "remove":
        scrubbed = follow_ups.remove(database, moment_id, who)
        say(f"Contact moment {moment_id} has no follow-up")
        note_leftovers(scrubbed)
    elif change == "done":
        follow_ups.end(database, moment_id, who, answer_id)
        say(f"The follow-up of contact moment {moment_id} is done")
    else:
        follow_ups.reopen(database, moment_id, who)
        say(f"The follow-up of contact moment {moment_id} is open")
