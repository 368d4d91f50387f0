"""`user`: adding people, and what an operator does with their accounts."""

import json
import re

from contact_moments.model import ADD as ADD_SCOPE
from contact_moments.model import VIEW
from tests.cli.command_line import assert_refused, run_here, succeed_here
from tests.support import Installation

ADD = ("user", "add", "ada@example.org", "--name", "Ada Lovelace")


def test_a_person_is_added(installation: Installation) -> None:
    """The link is printed with the address that people use, and the account is in the list."""
    succeed_here(installation, "migrate")
    said = succeed_here(installation, *ADD, "--role", "administrator", PUBLIC_URL="https://register.example.org")
    (one,) = json.loads(succeed_here(installation, "user", "list", "--json"))

    assert re.search(r"^https://register\.example\.org/invite/[A-Za-z0-9_-]{43}$", said, re.MULTILINE)
    assert (one["email"], one["role"], one["password"], one["disabled"]) == (
        "ada@example.org",
        "administrator",
        False,
        None,
    )


def test_where_no_mail_can_be_sent(installation: Installation) -> None:
    """The link is printed after all, and the account is there; nothing of the mail server's password is said."""
    succeed_here(installation, "migrate")
    done = run_here(installation, *ADD, "--role", "reader", "--json", SMTP_URL="smtp://me:geheim@localhost.invalid:1")

    shown = json.loads(done.stdout)
    assert (shown["mailed"], "/invite/" in shown["link"]) == (False, True)
    assert "could not be sent" in done.stderr
    assert "geheim" not in done.stderr + done.stdout


def test_what_cannot_be_added(installation: Installation) -> None:
    """Each is refused with what helps."""
    succeed_here(installation, "migrate")
    succeed_here(installation, *ADD, "--role", "reader")

    assert_refused(run_here(installation, *ADD, "--role", "boss"), 1, "user list")
    other = ("user", "add", "bob@example.org", "--name", "Bob")
    assert_refused(run_here(installation, *other, "--role", "boss"), 1, "role list")
    assert_refused(run_here(installation, *other, "--role", "reader", "--relation", "9"), 1, "no relation")
    assert_refused(run_here(installation, "user", "add", "bob", "--name", "Bob", "--role", "reader"), 1, "e-mail")


def test_an_account_is_looked_after(installation: Installation) -> None:
    """Role, links, sessions, disabling and enabling, by the address in any form."""
    succeed_here(installation, "migrate")
    succeed_here(installation, *ADD, "--role", "administrator")
    installation.sql("UPDATE account SET password_hash = 'of a password'")
    assert_refused(run_here(installation, "user", "disable", "ada@example.org"), 1, "Nobody could manage accounts")
    assert_refused(
        run_here(installation, "user", "role", "ada@example.org", "reader"), 1, "Nobody could manage accounts"
    )

    assert "editor now" in succeed_here(installation, "user", "role", "ADA@example.org", "editor", "--force")
    assert "/reset/" in succeed_here(installation, "user", "reset-link", "ada@example.org")
    assert "nowhere" in succeed_here(installation, "user", "sign-out", "ada@example.org")
    assert "Disabled" in succeed_here(installation, "user", "disable", "ada@example.org")
    assert_refused(run_here(installation, "user", "reset-link", "ada@example.org"), 1, "user enable")
    assert "Enabled" in succeed_here(installation, "user", "enable", "ada@example.org")
    assert_refused(run_here(installation, "user", "disable", "bob@example.org"), 1, "user list")
    assert "Changed" in succeed_here(installation, "user", "email", "ada@example.org", "ada.king@example.org")
    assert_refused(run_here(installation, "user", "email", "ada@example.org", "x@example.org"), 1, "user list")
    assert "Disabled" in succeed_here(installation, "user", "disable", "ada.king@example.org")


def test_what_is_so_already(installation: Installation) -> None:
    """Nothing changes, so the message says that, and the audit trail has no event of it."""
    succeed_here(installation, "migrate")
    succeed_here(installation, *ADD, "--role", "reader")
    client = ("client", "add", "CRM", "--scope", "contact_moment/view", "--json")
    client_id = json.loads(succeed_here(installation, *client))["client_id"]
    again = (
        ("user", "disable", "ada@example.org"),
        ("user", "enable", "ada@example.org"),
        ("user", "role", "ada@example.org", "editor"),
        ("client", "parking", client_id, "on"),
        ("client", "revoke", client_id),
    )
    said = [[succeed_here(installation, *words) for _ in range(2)] for words in again]
    kinds = [kind for (kind,) in installation.sql("SELECT kind FROM audit_event ORDER BY number")]

    assert [["already" in one for one in pair] for pair in said] == [[False, True]] * len(again)
    changes = ["account_disabled", "account_enabled", "role_given", "client_changed", "client_revoked"]
    assert kinds == ["account_added", "link_made", "client_added", *changes]


def test_a_client_is_changed(installation: Installation) -> None:
    """Name, scopes and secret; one that was revoked is let in again, with the secret that it has."""
    succeed_here(installation, "migrate")
    added = json.loads(succeed_here(installation, "client", "add", "CRM", "--scope", VIEW, "--json"))
    client_id = added["client_id"]
    assert succeed_here(installation, "client", "change", client_id, "--name", "Desk", "--scope", ADD_SCOPE) == (
        "Changed Desk\n"
    )
    assert "already" in succeed_here(installation, "client", "change", client_id, "--name", "Desk")
    renewed = json.loads(succeed_here(installation, "client", "new-secret", client_id, "--json"))
    succeed_here(installation, "client", "revoke", client_id)
    assert_refused(run_here(installation, "client", "new-secret", client_id), 1, "revoked")
    assert succeed_here(installation, "client", "enable", client_id) == "Enabled Desk\n"
    assert "already" in succeed_here(installation, "client", "enable", client_id)

    assert renewed["client_id"] == client_id
    assert renewed["client_secret"] != added["client_secret"]
    (listed,) = json.loads(succeed_here(installation, "client", "list", "--json"))
    assert (listed["name"], listed["scope"], listed["revoked"]) == ("Desk", ADD_SCOPE, None)
    assert_refused(run_here(installation, "client", "enable", "nobody"), 1, "client list")


def test_nobody_has_an_account_from_the_start(installation: Installation) -> None:
    """A new register has none, and demo data adds none: there is no password that strangers know."""
    succeed_here(installation, "demo", "--relations", "10", "--moments", "5")

    assert json.loads(succeed_here(installation, "user", "list", "--json")) == []


def test_the_relation_that_a_person_is(installation: Installation) -> None:
    """Set by its id, and taken away without one; one that there is not is refused."""
    succeed_here(installation, "migrate")
    succeed_here(installation, *ADD, "--role", "reader")
    assert_refused(run_here(installation, "user", "relation", "ada@example.org", "99"), 1, "no relation with that id")
    assert "no relation now" in succeed_here(installation, "user", "relation", "ada@example.org")
