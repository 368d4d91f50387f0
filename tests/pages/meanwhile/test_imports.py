"""An import that goes on by itself stops once whoever began it may not go on."""

from pathlib import Path

import pytest

from contact_moments import maintenance, restoring
from contact_moments.accounts import accounts
from contact_moments.audit import trail
from contact_moments.audit.trail import Wanted
from contact_moments.register import Register
from contact_moments.relations import imports
from contact_moments.uploads import importing, uploads
from contact_moments.uploads.importing import Background
from tests.pages.dom import checked
from tests.pages.entering import signed_in
from tests.pages.meanwhile.ends import ENDS, End, disable, end_sessions
from tests.pages.uploading import RELATIONS, imported, importer
from tests.people.browser import OPERATOR, Browser


def begun(register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin to import four relations, by two in a batch; a server is to go on."""
    monkeypatch.setattr(imports, "MOST", 2)
    monkeypatch.setattr(importing, "AT_ONCE", -1.0)
    imported(browser, "id;name\n10;A\n11;B\n12;C\n13;D\n")


def go_on(register: Register) -> None:
    """What a server does by itself of the imports that are in progress."""
    background = Background(register)
    for _ in range(2):
        background.go_on(lambda _: None)


@pytest.mark.parametrize(("end", "told"), ENDS)
def test_an_import_stops(
    register: Register,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
    end: End,
    told: str,
) -> None:
    """Between two batches, when its owner may not go on. Somebody else goes on with it, in their own name."""
    begun(register, browser, monkeypatch)
    another = importer(register)
    signed_in(register, "last@example.org", "all")  # somebody has to stay who manages accounts
    end(register)
    go_on(register)
    stopped = checked(another.get(f"{RELATIONS}/1"))
    done = imports.get_import(register.database, 1).done
    stopped.form(f"{RELATIONS}/1/go-on").submit(another, "Go on")
    go_on(register)

    assert told in stopped.words
    assert done == 2
    assert "The import is complete" in checked(another.get(f"{RELATIONS}/1")).words
    who = [one.email for one in trail.read(register.database, Wanted(kind="import"))]
    assert who == ["all@example.org", "importer@example.org", "importer@example.org"]


def test_an_import_in_a_restored_register(
    register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What went on when the backup was made goes on only if somebody says so: it may be why one restores."""
    begun(register, browser, monkeypatch)
    maintenance.back_up(register, tmp_path / "backup.db", OPERATOR)
    restoring.restore(register, tmp_path / "backup.db", OPERATOR)
    go_on(register)
    another, done = importer(register), imports.get_import(register.database, 1).done
    stopped = checked(another.get(f"{RELATIONS}/1"))
    stopped.form(f"{RELATIONS}/1/go-on").submit(another, "Go on")
    go_on(register)

    assert done == 2
    assert "The register was restored from a backup" in stopped.words
    assert "The import is complete" in checked(another.get(f"{RELATIONS}/1")).words


def test_a_server_that_is_at_it_stops(register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the owner was signed out only, and may still import: the rest waits for somebody to go on with it."""
    begun(register, browser, monkeypatch)
    one = uploads.of_import(register.database, "relations", 1)
    assert one is not None
    end_sessions(register)
    importing._go_on(register, one, lambda _: None)

    now = uploads.of_import(register.database, "relations", 1)
    assert now is not None
    assert (now.state, now.fault, imports.get_import(register.database, 1).done) == ("stopped", "signed_out", 2)


def test_whoever_was_stopped_stops_nobody_else(
    register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that is at an import in one person's name leaves it alone once somebody else has it go on."""
    begun(register, browser, monkeypatch)
    another = importer(register)
    signed_in(register, "last@example.org", "all")
    one = uploads.of_import(register.database, "relations", 1)
    assert one is not None
    disable(register)
    monkeypatch.setattr(imports, "MOST", 1)
    page = checked(another.get(f"{RELATIONS}/1"))
    page.form(f"{RELATIONS}/1/go-on").submit(another, "Go on")
    importing._go_on(register, one, lambda _: None)

    now = uploads.of_import(register.database, "relations", 1)
    assert now is not None
    assert (now.state, now.account_id) == ("importing", accounts.find(register.database, "importer@example.org").id)


def test_signing_out_oneself_stops_no_import(
    register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody has asked for goes on when they leave their desk."""
    begun(register, browser, monkeypatch)
    browser.post("/sign-out")
    go_on(register)

    assert imports.get_import(register.database, 1).state == "complete"
