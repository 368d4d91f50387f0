"""`user`: the people who may sign in."""

import click
from msgspec import structs

from contact_moments.accounts import accounts, changes, links, notices
from contact_moments.cli.first_link import first_link
from contact_moments.cli.frame import Failure
from contact_moments.cli.opening import operator, with_register
from contact_moments.cli.parameters import AN_ID, as_json
from contact_moments.cli.results import instant_text, note, say, say_json, say_table
from contact_moments.errors import UnavailableError
from contact_moments.people import LANGUAGES, Account
from contact_moments.register import Register

force = click.option("--force", is_flag=True, help="Also if nobody can manage accounts afterwards.")


@click.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", required=True, help="What they may do: `role list` shows the roles.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--relation", "relation_id", type=AN_ID, help="The relation that they are, by its id.")
@as_json
@with_register
def add(
    register: Register, email: str, name: str, role: str, language: str, relation_id: int | None, as_json: bool
) -> None:
    """Add an account, and invite the person to choose a password.

    The link works once, and for a day. It is mailed where CONTACT_MOMENTS_SMTP_URL is set, and printed elsewhere.

    \b
    Example:
      contact-moments user add ada@example.org --name "Ada Lovelace" --role administrator
    """
    new = Account("", email, name, language, role, register.clock(), relation_id)
    added = accounts.add(register.database, new, operator())
    _say_link(register, added, as_json)


@click.command("list")
@as_json
@with_register
def list_users(register: Register, as_json: bool) -> None:
    """List the accounts by e-mail address.

    \b
    Example:
      contact-moments user list --json
    """
    rows = [
        {
            "email": one.email,
            "name": one.name,
            "role": one.role,
            "language": one.language,
            "relation": one.relation_id,
            "password": one.has_password,
            "second_factor": one.has_second_factor,
            "added": instant_text(one.created_at),
            "disabled": None if one.disabled_at is None else instant_text(one.disabled_at),
            "id": one.id,
        }
        for one in accounts.all_accounts(register.database)
    ]
    say_table(rows, as_json)


@click.command("disable")
@click.argument("email")
@force
@with_register
def disable(register: Register, email: str, force: bool) -> None:
    """Disable an account.

    Its sessions end, and what it has given applications is revoked, within five seconds.

    \b
    Example:
      contact-moments user disable ada@example.org
    """
    account = accounts.find(register.database, email)
    done = accounts.disable(register.database, account.id, register.clock(), operator(), force)
    say(f"Disabled {account.email}" if done else f"{account.email} is disabled already")


@click.command("enable")
@click.argument("email")
@with_register
def enable(register: Register, email: str) -> None:
    """Enable an account again. The password and the second factor are as they were.

    \b
    Example:
      contact-moments user enable ada@example.org
    """
    account = accounts.find(register.database, email)
    done = accounts.enable(register.database, account.id, operator())
    say(f"Enabled {account.email}" if done else f"{account.email} is enabled already")


@click.command("role")
@click.argument("email")
@click.argument("role")
@force
@with_register
def role(register: Register, email: str, role: str, force: bool) -> None:
    """Give an account another role. What it allows counts within five seconds.

    \b
    Example:
      contact-moments user role ada@example.org editor
    """
    account = accounts.find(register.database, email)
    done = accounts.give_role(register.database, account.id, role, operator(), force)
    say(f"{account.email} is {role} {'now' if done else 'already'}")


@click.command("relation")
@click.argument("email")
@click.argument("relation_id", type=AN_ID, required=False)
@with_register
def relation(register: Register, email: str, relation_id: int | None) -> None:
    """Set the relation that a person is.

    Without an id they are none.

    \b
    Example:
      contact-moments user relation ada@example.org 42
    """
    account = accounts.find(register.database, email)
    accounts.set_relation(register.database, account.id, relation_id, operator())
    say(f"{account.email} is {'no relation' if relation_id is None else f'relation {relation_id}'} now")


@click.command("email")
@click.argument("email")
@click.argument("new_email")
@with_register
def email(register: Register, email: str, new_email: str) -> None:
    """Change the e-mail address with which somebody signs in.

    Their sessions end, and a link that was made stops working. Where mail is set up, the address before is told.

    \b
    Example:
      contact-moments user email ada@example.org ada.king@example.org
    """
    account = accounts.find(register.database, email)
    wanted = structs.replace(account, email=new_email)
    done = changes.change(register.database, wanted, changes.mark_of(account), True, operator())
    if done:
        notices.tell(register.settings, account, "email")
    say(f"Changed the address of {account.name}" if done else f"{account.name} has that address already")


@click.command("sign-out")
@click.argument("email")
@with_register
def sign_out(register: Register, email: str) -> None:
    """End all sessions of an account. They end within five seconds, and the person can sign in again.

    \b
    Example:
      contact-moments user sign-out ada@example.org
    """
    account = accounts.find(register.database, email)
    ended = register.sessions.end_all(account.id, operator())
    say(f"Signed {account.email} out everywhere" if ended else f"{account.email} is signed in nowhere")


@click.command("reset-link")
@click.argument("email")
@click.option("--without-second-factor", is_flag=True, help="Also remove the second factor, if the telephone is lost.")
@as_json
@with_register
def reset_link(register: Register, email: str, without_second_factor: bool, as_json: bool) -> None:
    """Make a link to choose a new password with.

    The link before it stops working. It works once, and for a day. It is mailed where CONTACT_MOMENTS_SMTP_URL is set,
    and printed elsewhere.

    \b
    Example:
      contact-moments user reset-link ada@example.org
    """
    _say_link(register, accounts.find(register.database, email), as_json, without_second_factor)


@click.command("first-link")
@as_json
@with_register
def first_link_command(register: Register, as_json: bool) -> None:
    """Print an address that makes the first administrator.

    It works once, and for an hour, and the one before stops working. Where somebody can manage accounts already, it is
    refused. Whoever has the address becomes the administrator: keep it out of logs.

    \b
    Example:
      contact-moments user first-link
    """
    address = first_link(register)
    if address is None:
        raise Failure("Somebody can manage accounts already; add other people with: contact-moments user add")
    if as_json:
        say_json({"link": address})
    else:
        say(f"Make the first administrator, within an hour:\n{address}")


def _say_link(register: Register, account: Account, as_json: bool, without_second_factor: bool = False) -> None:
    made = links.make(register.database, account.id, register.clock(), operator(), without_second_factor)
    address = notices.link_address(register.settings, *made)
    try:
        mailed = notices.send_link(register.settings, account, made[0], address)
    except UnavailableError as fault:
        note(fault.message)
        mailed = False
    if as_json:
        say_json({"id": account.id, "email": account.email, "mailed": mailed, "link": None if mailed else address})
    elif mailed:
        say(f"Mailed a link to {account.email}; it works once, and for a day")
    else:
        say(f"Link for {account.email}, which works once, and for a day:\n{address}")
