"""A file that somebody downloads breaks off once their session or their right has ended."""

from collections.abc import Iterator
from functools import partialmethod
from http.client import IncompleteRead
from typing import Any

import pytest

from contact_moments.accounts import accounts
from contact_moments.moments.search import Searches
from contact_moments.register import Register
from contact_moments.storage.sql.tables import session
from contact_moments.web import export_files
from contact_moments.web.admin import trail as admin_trail
from tests.pages.meanwhile.ends import EMAIL, End, signed_out, take_rights
from tests.people.browser import Browser, add_account


def become_another(register: Register) -> None:
    """Let the session be somebody else's, as no session ever is: what a cookie means is looked up each time."""
    add_account(register, "bob@example.org", "all")
    other = accounts.find(register.database, "bob@example.org").id
    register.database.write(
        lambda transaction: transaction.connection.execute(session.update().values(account_id=other))
    )


@pytest.mark.parametrize("end", [signed_out, take_rights, become_another])
def test_a_file_breaks_off(register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch, end: End) -> None:
    """An export goes no further than to its next part, once its owner is signed out or may not have it any more."""
    monkeypatch.setattr(export_files, "PIECE", 1)
    monkeypatch.setattr(Searches, "walk", partialmethod(Searches.walk, size=1))
    made = export_files.MAKERS["csv"]

    def ended(chunks: Iterator[Any], sheet: Any) -> Iterator[bytes]:
        next(chunks)  # the export is in the trail, and the first contact moment is read
        yield b"first"
        end(register)
        register.sessions.forget(accounts.find(register.database, EMAIL).id)
        yield from made(chunks, sheet)

    monkeypatch.setitem(export_files.MAKERS, "csv", ended)
    with pytest.raises(IncompleteRead):
        browser.get("/export/csv", sec_fetch_site="same-origin")


@pytest.mark.parametrize("end", [signed_out, take_rights])
def test_the_file_of_the_trail_breaks_off(
    register: Register, browser: Browser, monkeypatch: pytest.MonkeyPatch, end: End
) -> None:
    """In the same way."""
    monkeypatch.setattr(export_files, "PIECE", 1)
    lines = admin_trail._lines

    def ended(*given: Any) -> Iterator[str]:
        made = lines(*given)
        yield next(made)
        yield next(made)  # the first event: that the trail is taken away is in it by now
        end(register)
        register.sessions.forget(accounts.find(register.database, EMAIL).id)
        yield from made

    monkeypatch.setattr(admin_trail, "_lines", ended)
    with pytest.raises(IncompleteRead):
        browser.get("/admin/trail/csv", sec_fetch_site="same-origin")
