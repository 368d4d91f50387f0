"""The first administrator: a link for as long as there is none, valid for an hour, that works once."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from contact_moments.accounts import accounts, first_run
from contact_moments.accounts.passwords import Passwords
from contact_moments.audit.trail import read
from contact_moments.register import Register
from contact_moments.relations.list import get
from contact_moments.storage.questions.audit import Wanted
from contact_moments.tokens import new_token
from tests.engines import Engine
from tests.in_process import run_command
from tests.people.browser import CHEAP, PASSWORD, Answer, Browser, TestClock, add_account, new_register
from tests.support import Installation

pytestmark = pytest.mark.both_engines

# The program, as systemd starts it (systemd.exec(5), JOURNAL_STREAM).
UNDER_SYSTEMD = """
import os, runpy
out = os.fstat(1)
os.environ["JOURNAL_STREAM"] = f"{out.st_dev}:{out.st_ino}"
runpy.run_module("contact_moments", run_name="__main__", alter_sys=True)
"""
FORM = {"email": "Noor@example.org ", "name": "Noor Bakker", "language": "nl", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def register(engine: Engine, tmp_path: Path, clock: TestClock) -> Iterator[Register]:
    """A register without accounts."""
    made = new_register(tmp_path, engine.register_url(tmp_path), clock)
    yield made
    made.close()


def offered(register: Register) -> str:
    """The path of a new link."""
    token = first_run.offer(register.database, register.clock())
    assert token is not None
    return f"/first/{token}"


def make(register: Register, path: str, peer: str = "127.0.0.9", **changes: str) -> tuple[Answer, Browser]:
    """Send the form."""
    browser = Browser(register, peer)
    return browser.post(path, **(FORM | changes)), browser


def test_the_link_makes_an_administrator_once(register: Register) -> None:
    """With a relation of their own, in a session that goes on with the second factor; no other link is made then."""
    path = offered(register)
    assert Browser(register).get(path).status == 200
    answer, browser = make(register, path, relation="on")

    assert (answer.status, answer.location) == (303, "/account/second-factor?next=/")
    assert browser.get(answer.location).status == 200
    (account,) = accounts.all_accounts(register.database)
    assert (account.email, account.name, account.language, account.role) == (
        "Noor@example.org",
        "Noor Bakker",
        "nl",
        "administrator",
    )
    assert account.relation_id is not None
    assert get(register.database, account.relation_id).name == "Noor Bakker"
    assert make(register, path)[0].status == 404
    assert first_run.offer(register.database, register.clock()) is None


def test_signing_in_before_there_is_an_administrator(register: Register) -> None:
    """It says where the address for the first one comes from, until there is one."""
    before = Browser(register).get("/sign-in").text
    make(register, offered(register))

    assert ["contact-moments serve" in one for one in (before, Browser(register).get("/sign-in").text)] == [True, False]


def test_without_a_relation(register: Register) -> None:
    """Nobody is added who does not want to be."""
    make(register, offered(register))
    assert [one.relation_id for one in accounts.all_accounts(register.database)] == [None]


def test_what_does_not_work_looks_the_same(register: Register, clock: TestClock) -> None:
    """Unknown, malformed, replaced, expired, and of a register that has an administrator meanwhile."""
    replaced, path = offered(register), offered(register)
    found = [Browser(register, "127.0.4.1").get(one) for one in (replaced, "/first/x", f"/first/{new_token()}")]
    clock.forward(3601)
    found.append(Browser(register, "127.0.4.2").get(path))
    path = offered(register)
    add_account(register, role="administrator")
    found += [Browser(register, "127.0.4.3").get(path), make(register, path, "127.0.4.4")[0]]

    assert {one.status for one in found} == {404}
    assert len({one.text for one in found[:-1]}) == 1


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("email", {"email": "noor"}),
        ("email", {"email": "ada@example.org"}),
        ("name", {"name": " "}),
        ("language", {"language": "xx"}),
        ("password", {"password": "short", "again": "short"}),
        ("again", {"again": "another"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(register: Register, field: str, changes: dict[str, str]) -> None:
    """The link still works, what was typed is kept, but no password; and no relation was added."""
    add_account(register)
    path = offered(register)
    answer, _ = make(register, path, relation="on", **changes)

    assert answer.status == 422
    assert f'id="{field}-error"' in answer.text
    assert PASSWORD not in answer.text
    assert 'value="Noor Bakker"' in answer.text or field == "name"
    assert make(register, path, relation="on")[0].status == 303


def test_the_audit_trail_tells_of_it(register: Register) -> None:
    """Who has been added, and that they signed in."""
    make(register, offered(register))
    (account,) = accounts.all_accounts(register.database)
    kinds = [(one.kind, one.subject) for one in read(register.database, Wanted())]
    assert kinds[-2:] == [("account_added", account.id), ("sign_in", account.id)]


@pytest.mark.usefixtures("processes")
def test_serve_prints_the_address_until_there_is_an_administrator(registered: Installation) -> None:
    """It works at once, at the address that the browser uses, and no other line has it."""
    with registered.serving() as server:
        (printed,) = re.findall(
            r"^Make the first administrator.*: (http://\S+)$", server.wait_for("/first/"), re.MULTILINE
        )
        form, headers = FORM | {"relation": "on"}, {"sec-fetch-site": "same-origin"}
        answer = requests.post(printed, form, headers=headers, allow_redirects=False, timeout=30)
        assert (answer.status_code, printed.startswith(server.url)) == (303, True)
        assert server.wait_for("/first/{token}").count(printed.rpartition("/")[2]) == 1
    with registered.serving() as server:
        assert "first administrator" not in server.wait_for("Serving on")


@pytest.mark.usefixtures("processes")
def test_the_log_of_a_container_has_no_address(registered: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Container platforms keep what a server prints, so there too it names the command instead of the address."""
    monkeypatch.setenv("container", "oci")
    with registered.serving() as server:
        log = server.wait_for("no administrator")

    assert "contact-moments user first-link" in log
    assert "/first/" not in log


@pytest.mark.usefixtures("processes")
def test_the_journal_has_no_address(registered: Installation) -> None:
    """systemd keeps what a server prints. Which command prints the address is said there, and its address works."""
    watched = replace(registered, program=("-c", UNDER_SYSTEMD))
    with watched.serving() as server:
        assert "contact-moments user first-link" in server.wait_for("no administrator")
        assert "/first/" not in server.log()
        first, printed = (
            json.loads(registered.run("user", "first-link", "--json", PORT=server.url.rpartition(":")[2]))["link"]
            for _ in range(2)
        )
        assert [requests.get(one, timeout=30).status_code for one in (first, printed)] == [404, 200]
        assert requests.post(printed, FORM, headers={"sec-fetch-site": "same-origin"}, timeout=30).status_code == 200
        assert printed.rpartition("/")[2] not in server.log()


def test_no_address_where_there_is_an_administrator(registered: Installation) -> None:
    """The command is refused, and says what to do."""
    assert re.search(r"\nhttp://127.0.0.1:8080/first/\S+\n$", registered.run("user", "first-link"))
    register = Register(registered.settings_here(), passwords=Passwords(CHEAP))
    add_account(register, role="administrator")
    register.close()
    refused = run_command(registered.folder, registered.settings, ("user", "first-link"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "contact-moments user add" in refused.stderr
