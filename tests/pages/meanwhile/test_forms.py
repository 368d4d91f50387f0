"""What somebody changes on a page, if their session or their right has ended a moment before."""

import pytest

from contact_moments import jobs
from contact_moments.register import Register
from contact_moments.uploads import importing
from contact_moments.web.routes import PAGES
from tests.pages.meanwhile.ends import End, everything, signed_out, take_rights
from tests.pages.uploading import MOMENTS, RELATIONS, form_with, send
from tests.people.browser import Browser

FORMS: dict[str, dict[str, str]] = {
    "/admin/tags": {"name": "New"},
    "/admin/tags/1": {"name": "Other", "was": "One"},
    "/admin/tags/2/remove": {},
    "/admin/actions": {"name": "New", "id": "9"},
    "/admin/actions/7": {"name": "Other", "was": "Seven"},
    "/admin/actions/7/remove": {},
    "/admin/types/Own/remove": {},
    "/admin/state/examine": {},
    "/admin/state/back-up": {},
    "/admin/trail/verify": {},
    "/admin/parked/release": {"id": "1"},
    "/admin/parked/drop": {"id": "1"},
    "/moment/1/withdraw": {"reason": "mistake", "sure": "1"},
    "/moment/1/follow-up/end": {},
    "/moment/1/follow-up/remove": {},
    "/moment/2/follow-up/reopen": {},
    "/relation/2/archive": {},
    "/relation/3/unarchive": {},
    "/relation/new": {"name": "New", "kind": "person"},
}


@pytest.mark.parametrize(("end", "status"), [(signed_out, 401), (take_rights, 403)])
@pytest.mark.parametrize("path", FORMS)
def test_nothing_is_changed(register: Register, browser: Browser, path: str, end: End, status: int) -> None:
    """Also where a worker still has the session in its cache, with what the role allowed."""
    end(register)
    before = everything(register)
    answer = browser.post(path, **FORMS[path])

    assert answer.status == status
    assert everything(register) == before


@pytest.mark.parametrize("path", FORMS)
def test_each_form_changes_something(register: Register, browser: Browser, path: str) -> None:
    """The forms of the test above would change the register if the session had not ended."""
    before = everything(register)
    answer = browser.post(path, **FORMS[path])

    assert answer.status == 303, answer.text
    assert everything(register) != before


def asked_by(path: str) -> frozenset[str]:
    """What the form at a path asks for."""
    (found,) = (one for one in PAGES if (one.method, one.path) == ("POST", path))
    return frozenset({found.scope, *found.further})


def test_long_work_asks_for_what_its_form_asks() -> None:
    """What goes on without a request needs the same rights as the request that began it."""
    assert {
        "relations": asked_by(f"{RELATIONS}/file/{{upload_id}}/import"),
        "moments": asked_by(f"{MOMENTS}/file/{{upload_id}}/import"),
    } == importing.RIGHTS
    assert {
        "backup": asked_by("/admin/state/back-up"),
        "undo relations": asked_by(f"{RELATIONS}/{{number:int}}/undo"),
        "undo moments": asked_by(f"{MOMENTS}/{{number:int}}/undo"),
    } == jobs.RIGHTS


@pytest.mark.parametrize(("end", "status"), [(signed_out, 401), (take_rights, 403)])
def test_no_file_is_kept(register: Register, browser: Browser, end: End, status: int) -> None:
    """An upload is looked at in the same way."""
    end(register)
    before = everything(register)
    answer = send(browser, RELATIONS, form_with("people.csv", b"id;name\n10;Els\n"))

    assert (answer.status, everything(register) == before) == (status, True)
