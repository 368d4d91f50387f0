"""A relation's page: who they are, how to reach them, a quick log, their timeline; changing, archiving and merging."""

import pytest

from contact_moments.model import ADD, DETAILS, RELATION_EDIT, RELATION_VIEW, VIEW
from contact_moments.moments.telling import telling
from contact_moments.register import Register
from contact_moments.relations.list import get
from contact_moments.relations.profile import create
from contact_moments.relations.putting import put
from tests.pages.details import fill, made, somebody, with_scopes
from tests.pages.dom import Element, check_part, checked, parsed
from tests.people.browser import Browser


@pytest.fixture(scope="module")
def register(register: Register) -> Register:
    """With relations and a contact moment of Betty."""
    fill(register)
    made(register, contents="About the membership")
    return register


@pytest.fixture(scope="module")
def editor(register: Register) -> Browser:
    """An editor's browser. The editor is Noor, relation 2."""
    return somebody(register, "editor")


@pytest.fixture
def jan(register: Register) -> int:
    """A new relation, with a number of its own."""
    added = create(register.database, {"name": "Jan"})
    return put(register.database, "NL", added.id, {"phones": [f"06 1000{added.id:04}"]}).relation.id


def wrong(page: Element) -> list[str]:
    """What the summary says is wrong."""
    (summary,) = [one for one in page.all(role="alert") if "errors" in one.classes]
    return summary.texts("a")


def test_who_they_are_and_how_to_reach_them(register: Register, editor: Browser) -> None:
    """Numbers can be dialled and addresses written to; others with the same number are named, and contacts counted."""
    page = checked(editor.get("/relation/1"))

    assert page.texts("h1") == ["Betty Linden"]
    links = [one["href"] for one in page.all("a")]
    assert "tel:+31612345678" in links
    assert "mailto:b%2Bc@example.org" in links
    assert "+31 6 12345678 is also that of Noor Bakker." in page.words
    assert "of them this year" not in page.words
    made(register, subject="Earlier", recipients=[3], dateTime="2020-05-01T12:00:00")
    assert "2, 1 of them this year" in checked(editor.get("/relation/1")).words
    assert "Available" in page.words
    assert page.texts("h3") == ["Cancels the membership"]
    dutch = checked(editor.get("/relation/1?lang=nl"))
    assert "+31 6 12345678 staat ook bij Noor Bakker." in dutch.words


def test_the_timeline_is_that_of_the_relation(register: Register, editor: Browser) -> None:
    """It can be searched, also by a script, which gets the timeline alone; what cannot be is said."""
    made(register, subject="Of others", senderId=3, recipients=[4])
    form = checked(editor.get("/relation/1")).form("/relation/1")

    assert checked(form.submit(editor, "Show", q="membership")).texts("h3") == ["Cancels the membership"]
    nothing = checked(form.submit(editor, "Show", q="nowhere"))
    assert nothing.texts("h3") == []
    assert "Nothing found here" in nothing.words
    part = editor.get("/relation/1?q=membership", HX_Request="true", HX_Target="div#results")
    assert "<html" not in part.text
    check_part(parsed(part.text))
    assert checked(editor.get("/relation/1?type=Nothing"), 400).texts("h3") == []
    assert editor.get("/relation/1?cursor=x").location == "/relation/1"


def test_the_quick_log_registers_between_the_two(register: Register, editor: Browser) -> None:
    """Who contacted whom is one press, and so is the type; it can be sent twice, and stays one contact moment."""
    form = checked(editor.get("/relation/1")).form("/relation/1/log")
    answer = form.submit(editor, subject="Asked", **{"own.contents": "Something"})
    moment_id = int(answer.location.rpartition("=")[2])

    assert (answer.status, answer.location) == (303, f"/relation/1?saved={moment_id}")
    assert form.submit(editor, subject="Asked", **{"own.contents": "Something"}).location == answer.location
    told = telling(register.database, register.zone, moment_id)
    assert (told.value("senderId").id, [one.id for one in told.value("recipients")]) == (1, [2])
    assert (told.type, told.value("contents"), told.value("direction")) == ("ContactMomentPhone", "Something", "in")
    page = checked(editor.get(answer.location))
    assert page.texts("a", href=f"/moment/{moment_id}") == [f"Open contact moment {moment_id}", "Asked"]

    form = page.form("/relation/1/log")
    answer = form.submit(editor, subject="Noted", direction="out", type="ContactMomentNote")
    told = telling(register.database, register.zone, int(answer.location.rpartition("=")[2]))
    assert (told.value("senderId").id, told.type, told.value("direction")) == (2, "ContactMomentNote", None)


def test_what_is_wrong_in_the_quick_log_is_shown_with_what_was_typed(editor: Browser) -> None:
    """In the whole form."""
    form = checked(editor.get("/relation/1")).form("/relation/1/log")
    page = checked(form.submit(editor, subject="", **{"own.contents": "Do not lose this"}), 422)

    assert wrong(page) == ["Fill in what it was about."]
    assert "Do not lose this" in page.texts("textarea")


def test_a_session_that_has_ended_loses_nothing(register: Register, editor: Browser) -> None:
    """Everything comes back, to be sent again after signing in."""
    form = checked(editor.get("/relation/1")).form("/relation/1/log")
    answer = form.submit(Browser(register), subject="Typed", **{"own.contents": "For long"})

    page = checked(answer, 401)
    sent = dict(page.form("/register").sent())
    assert (sent["subject"], sent["own.contents"], sent["sender"], sent["recipient"]) == ("Typed", "For long", "1", "2")


def test_one_does_not_log_with_oneself_nor_without_a_relation(register: Register, editor: Browser) -> None:
    """There is no form then."""
    assert checked(editor.get("/relation/2")).all("form", action="/relation/2/log") == []
    nobody = somebody(register, "registrar", None)
    assert checked(nobody.get("/relation/1")).all("form", action="/relation/1/log") == []


def test_adding_and_changing_a_relation(register: Register, editor: Browser) -> None:
    """All fields at once; numbers one a line."""
    form = checked(editor.get("/relation/new?phone=+31201234567")).form("/relation/new")
    assert ("phones", "+31201234567") in form.sent()
    answer = form.submit(editor, name=" Ada ", kind="person", phones="020 1234567\r\n\r\n06 1 ", external_id="X-1")
    new = int(answer.location.partition("?")[0].rpartition("/")[2])
    one = get(register.database, new)

    assert answer.location == f"/relation/{new}?done=added"
    assert (one.name, one.external_id, [phone.number for phone in one.phones]) == (
        "Ada",
        "X-1",
        ["020 1234567", "06 1"],
    )
    assert "Added." in checked(editor.get(answer.location)).words
    form = checked(editor.get(f"/relation/{new}/edit")).form(f"/relation/{new}/edit")
    assert ("phones", "020 1234567\r\n06 1") in form.sent()
    assert form.submit(editor, email="a@example.org", external_id="").status == 303
    one = get(register.database, new)
    assert (one.email, one.external_id, len(one.phones)) == ("a@example.org", None, 2)


def test_what_cannot_be_saved_is_said_beside_its_field(editor: Browser, jan: int) -> None:
    """All of it at once, with what was typed."""
    form = checked(editor.get(f"/relation/{jan}/edit")).form(f"/relation/{jan}/edit")
    typed = {"name": " ", "email": "no address", "phones": "1|2", "external_id": "x" * 256, "kind": "x"}
    page = checked(form.submit(editor, **typed), 422)

    assert page.find("title").text.startswith("Error: ")
    assert len(wrong(page)) == 5
    assert page.find(id="email")["value"] == "no address"
    assert [page.find(id=one).get("aria-invalid") for one in ("name", "email", "phones")] == ["true"] * 3
    assert editor.post("/relation/new", name="B", kind="person", external_id="taken").status == 303
    assert wrong(checked(form.submit(editor, external_id="taken"), 422)) == [
        "Another relation has this already. Enter another one, or leave it empty."
    ]


def test_what_somebody_else_changed_meanwhile_is_shown(register: Register, editor: Browser, jan: int) -> None:
    """And not overwritten; saving once more is meant."""
    form = checked(editor.get(f"/relation/{jan}/edit")).form(f"/relation/{jan}/edit")
    put(register.database, "NL", jan, {"name": "Theirs"})

    page = checked(form.submit(editor, name="Mine"), 409)
    assert page.find("table").texts("td") == ["Mine", "Theirs"]
    assert get(register.database, jan).name == "Theirs"
    again = page.form(f"/relation/{jan}/edit")
    assert ("name", "Mine") in again.sent()
    assert again.submit(editor).status == 303
    assert get(register.database, jan).name == "Mine"


def test_archiving_and_restoring(editor: Browser, jan: int) -> None:
    """While archived nothing can be registered."""
    answer = checked(editor.get(f"/relation/{jan}")).form(f"/relation/{jan}/archive").submit(editor)
    page = checked(editor.get(answer.location))

    assert "This relation is archived." in page.words
    assert page.all("form", action=f"/relation/{jan}/log") == []
    assert page.all("a", href=f"/register?relation={jan}") == []
    answer = page.form(f"/relation/{jan}/unarchive").submit(editor)
    assert "Available" in checked(editor.get(answer.location)).words


def test_a_merge_is_looked_at_first(register: Register, editor: Browser, jan: int) -> None:
    """Whom it is the same as, what moves and what does not; afterwards the one leads to the other."""
    moment_id = made(register, subject="Of Jan", senderId=jan)
    page = checked(editor.get(f"/relation/{jan}/merge?q=Linden"))
    assert page.texts("a", href=f"/relation/{jan}/merge?into=1") == ["Betty Linden 1 b+c@example.org"]
    page = checked(editor.get(f"/relation/{jan}/merge?into=1"))
    assert "1 contact moment moves." in page.words
    assert f"Telephone number: +3161000{jan:04}" in page.words
    assert page.texts("a", href="/relation/1/edit") == ["Change Betty Linden first"]
    form = page.form(f"/relation/{jan}/merge")

    made(register, subject="Another", senderId=jan)
    again = checked(form.submit(editor), 409)
    assert "2 contact moments move." in again.words
    answer = again.form(f"/relation/{jan}/merge").submit(editor)
    assert answer.location == "/relation/1?done=merged"
    page = checked(editor.get(f"/relation/{jan}"))
    assert "Merged into Betty Linden." in page.words
    assert "Contact moments of Betty Linden" in page.texts("h2")
    assert f"/moment/{moment_id}" in [one["href"] for one in page.all("a")]
    assert page.all("form", method="post", action=f"/relation/{jan}/archive") == []
    for path in ("edit", "merge"):
        assert checked(editor.get(f"/relation/{jan}/{path}"), 409)


@pytest.mark.parametrize("into", ["999999", "x", "0", "99999999999999999999"])
def test_a_merge_with_nobody_is_refused(editor: Browser, jan: int, into: str) -> None:
    """And one may choose again."""
    for answer in (
        editor.get(f"/relation/{jan}/merge?into={into}"),
        editor.post(f"/relation/{jan}/merge", into=into, moments="0"),
        editor.get(f"/relation/{jan}/merge?into={jan}"),
    ):
        assert "There is no such relation, or it is this one." in checked(answer, 422).words


def test_alike_relations_are_offered(editor: Browser) -> None:
    """Those with the same name or number."""
    assert len(checked(editor.get("/relation/3/merge")).all("a", href="/relation/3/merge?into=4")) == 1
    assert len(checked(editor.get("/relation/1/merge")).all("a", href="/relation/1/merge?into=2")) == 1


def test_a_reader_changes_nothing(register: Register) -> None:
    """There are no forms, and what is sent all the same is refused."""
    reader = somebody(register, "reader")
    page = checked(reader.get("/relation/1"))
    offered = {one.get("action") or one.get("href") for one in (*page.all("form"), *page.all("a"))}

    paths = ("edit", "merge", "archive", "unarchive", "log")
    assert offered.isdisjoint(f"/relation/1/{path}" for path in paths)
    assert [reader.post(f"/relation/1/{path}").status for path in paths] == [403] * 5
    assert [reader.get(f"/relation/{path}").status for path in ("1/edit", "1/merge", "new")] == [403] * 3
    assert checked(reader.get("/relation/987654"), 404)


def test_each_part_asks_for_its_own_right(register: Register) -> None:
    """Without a right to see contact moments there is no timeline; without one to see relations no page."""
    only_relations = with_scopes(register, "address clerk", RELATION_VIEW)
    page = checked(only_relations.get("/relation/1"))
    assert page.texts("h3") == []
    assert "membership" not in page.text
    assert page.all("form", role="search") == []

    no_relations = with_scopes(register, "filing clerk", VIEW, DETAILS)
    assert no_relations.get("/relation/1").status == 403
    no_details = with_scopes(register, "list clerk", VIEW, RELATION_VIEW)
    page = checked(no_details.get("/relation/1"))
    assert [one for one in page.all("a") if (one.get("href") or "").startswith("/moment/")] == []
    assert "About the membership" not in page.text


def test_who_may_not_see_relations_changes_none(register: Register) -> None:
    """The forms would show them: names, addresses and numbers."""
    blind = with_scopes(register, "blind clerk", RELATION_EDIT, ADD, VIEW)
    paths = ("/relation/1", "/relation/1/edit", "/relation/1/merge?q=Jan", "/relation/1/merge?into=3", "/relation/new")
    changes = ("new", "1/edit", "1/merge", "1/archive", "1/unarchive", "1/log")

    shown = [blind.get(path) for path in paths] + [blind.post(f"/relation/{path}", name="New") for path in changes]
    assert all("Jan Jansen" not in one.text and "Betty" not in one.text for one in shown)
    assert [one.status for one in shown[:-1]] == [403] * (len(shown) - 1)


def test_other_sites_cannot_change_a_relation(register: Register, editor: Browser) -> None:
    """A browser says where a form comes from."""
    before = get(register.database, 1)
    for path in ("edit", "merge", "archive", "unarchive", "log"):
        answer = editor.post_with({"sec-fetch-site": "cross-site"}, f"/relation/1/{path}", name="Evil", into="2")
        assert answer.status == 403
    assert get(register.database, 1) == before
