"""People in the administration: nobody gets more than who lets them in has, and nobody locks themselves out."""

import pytest

from contact_moments.accounts import accounts, roles
from contact_moments.model import ACCOUNT_EDIT, RELATION_VIEW, VIEW
from contact_moments.people import Account
from contact_moments.register import Register
from contact_moments.storage.questions import sessions
from tests.pages.access.accounts import PEOPLE, changed, link_made, link_on, now
from tests.pages.administering import events, followed, keeper, notice
from tests.pages.details import fill, somebody
from tests.pages.dom import checked
from tests.people.browser import OPERATOR, PASSWORD, Browser, add_account

pytestmark = pytest.mark.both_engines


def test_changing_who_somebody_is(register: Register, browser: Browser) -> None:
    """Name, language and relation need no password; the relation is found by its name, without a script."""
    fill(register)
    account = add_account(register)

    page = followed(browser, changed(browser, account, name="Ada King", language="nl", relation_text="Betty Linden"))

    assert notice(page) == "Ada King was changed. It counts within five seconds."
    found = now(register, account)
    assert (found.name, found.language, found.relation_id) == ("Ada King", "nl", 1)
    told = {"fields": ["name", "language", "relation_id"], "relation_id": [None, 1]}
    assert ("account_changed", told) in events(register, account.id)
    path = f"{PEOPLE}/{account.id}"
    form = checked(browser.get(path)).form(path)
    removed = checked(form.submit(browser, "Remove Betty Linden"))
    assert now(register, account).relation_id == 1
    assert removed.form(path).submit(browser, "Save").status == 303
    assert now(register, account).relation_id is None


def test_a_relation_that_several_may_be(register: Register, browser: Browser) -> None:
    """They are offered, and the one that is chosen is taken; a name that nobody has is told."""
    fill(register)
    account = add_account(register)
    path = f"{PEOPLE}/{account.id}"
    page = checked(changed(browser, account, relation_text="Jan Jansen"), 422)
    nobody = checked(changed(browser, account, relation_text="zzzz"), 422)

    assert page.find(id="relation-error").words == "Several relations fit. Choose one."
    assert nobody.find(id="relation-error").words == "There is no relation with that name or number."
    assert page.form(path).submit(browser, "Save", relation_choice="4").status == 303
    assert now(register, account).relation_id == 4


def test_another_address(register: Register, browser: Browser) -> None:
    """It asks for one's own password; sessions end, and a link that went to the address before stops working."""
    account = add_account(register)
    theirs = Browser(register)
    theirs.sign_in()
    link = link_on(link_made(browser, account))
    refused = checked(changed(browser, account, email="ada.king@example.org"), 422)
    assert theirs.get("/account").status == 200

    page = followed(browser, changed(browser, account, email="ada.king@example.org", password=PASSWORD))

    assert refused.find(class_="errors").texts("a") == ["Enter your own password; it is not right."]
    assert notice(page).endswith("It counts within five seconds.")
    assert now(register, account).email == "ada.king@example.org"
    assert Browser(register).get(link).status == 404
    assert theirs.get("/account").status == 303
    assert Browser(register).sign_in("ada.king@example.org").status == 303
    assert events(register, account.id)[-2][1] == {"fields": ["email"], "sessions": 1}


def test_another_role(register: Register, browser: Browser) -> None:
    """It asks for one's own password; the trail has both roles."""
    account = add_account(register)
    refused = changed(browser, account, role="editor")

    done = changed(browser, account, role="editor", password=PASSWORD)

    assert (refused.status, done.status) == (422, 303)
    assert now(register, account).role == "editor"
    assert events(register, account.id)[-1] == ("role_given", {"role": "editor", "before": "reader"})


def test_one_s_own_account(register: Register, browser: Browser) -> None:
    """Nobody changes their own role, disables themselves, or lets themselves in by a link of their own."""
    me = accounts.find(register.database, "administrator@example.org")
    role = checked(changed(browser, me, role="reader", password=PASSWORD), 422)
    menu = checked(browser.get(PEOPLE)).find("tbody").texts("a")
    answers = [
        browser.post(f"{PEOPLE}/{me.id}/disable"),
        browser.post(f"{PEOPLE}/{me.id}/second-factor", password=PASSWORD),
        browser.post(f"{PEOPLE}/{me.id}/link", password=PASSWORD, mark=""),
    ]

    assert role.find(id="role-error").words == "You cannot change your own role. Another administrator can."
    assert menu == ["Name, address and role"]
    for answer in answers:
        assert notice(followed(browser, answer)).startswith("You cannot do this to your own account.")
    assert now(register, me).disabled_at is None
    assert now(register, me).has_second_factor


def test_somebody_changed_it_meanwhile(register: Register, browser: Browser) -> None:
    """What was typed is kept and shown, and saved by pressing once more."""
    account = add_account(register)
    path = f"{PEOPLE}/{account.id}"
    form = checked(browser.get(path)).form(path)
    accounts.give_role(register.database, account.id, "editor", OPERATOR)

    page = checked(form.submit(browser, "Save", name="Ada King", role="editor", password=PASSWORD), 409)

    assert page.find(class_="errors").find("h2").words == "Somebody else has changed this account"
    assert now(register, account).name == "Ada Lovelace"
    assert page.form(path).submit(browser, "Save").status == 303
    assert now(register, account).name == "Ada King"


def test_the_same_change_twice(register: Register, browser: Browser) -> None:
    """A double click changes it once, and does not tell that somebody else did."""
    account = add_account(register)
    path = f"{PEOPLE}/{account.id}"
    form = checked(browser.get(path)).form(path)
    typed = {"name": "Ada King", "role": "editor", "password": PASSWORD}
    first, second = (followed(browser, form.submit(browser, "Save", **typed)) for _ in range(2))

    assert notice(first).startswith("Ada King was changed.")
    assert notice(second) == "Ada King is so already."


def test_a_lost_telephone(register: Register, browser: Browser) -> None:
    """The second factor of somebody else is removed, with one's own password; their sessions end."""
    account = add_account(register)
    theirs = Browser(register)
    theirs.sign_in()
    theirs.set_up()
    path = f"{PEOPLE}/{account.id}/second-factor"
    form = checked(browser.get(path)).form(path)
    refused = form.submit(browser, "Remove second factor", password="x")
    assert now(register, account).has_second_factor

    page = followed(browser, form.submit(browser, "Remove second factor", password=PASSWORD))

    assert refused.status == 422
    assert notice(page).startswith("Ada Lovelace has no second factor any more")
    assert not now(register, account).has_second_factor
    assert theirs.get("/account").status == 303
    assert events(register, account.id)[-1] == ("second_factor", {"on": False})


def test_disabling_and_enabling(register: Register, browser: Browser) -> None:
    """A page of its own tells first how many sessions end."""
    account = add_account(register)
    theirs = Browser(register)
    theirs.sign_in()
    path = f"{PEOPLE}/{account.id}/disable"
    page = checked(browser.get(path))
    off = followed(browser, page.form(path).submit(browser, "Disable"))
    assert theirs.get("/account").status == 303
    on = followed(browser, off.form(f"{PEOPLE}/{account.id}/enable").submit(browser, "Enable"))

    assert "1 session ends." in page.words
    assert "Disabled" in off.find("tbody").texts("span", class_="badge")
    assert notice(on).startswith("Ada Lovelace is enabled again.")
    assert [kind for kind, _ in events(register, account.id)][-2:] == ["account_disabled", "account_enabled"]


def test_ending_sessions(register: Register, browser: Browser) -> None:
    """All of somebody's, in this worker at once."""
    account = add_account(register)
    theirs = Browser(register)
    theirs.sign_in()
    form = checked(browser.get(PEOPLE)).form(f"{PEOPLE}/{account.id}/sign-out")

    page = followed(browser, form.submit(browser, "End all sessions"))

    assert notice(page) == "Ada Lovelace is signed out everywhere."
    assert theirs.get("/account").status == 303
    assert events(register, account.id)[-1] == ("session_ended", {"sessions": 1})


def test_nobody_gives_more_than_they_have(register: Register) -> None:
    """Whoever only manages accounts gives no role that allows more, and gets hold of no account that has one."""
    theirs = keeper(register, ACCOUNT_EDIT, VIEW)
    victim = somebody_with_more(register)
    path = f"{PEOPLE}/{victim.id}"
    offered = [one["value"] for one in checked(theirs.get(f"{PEOPLE}/new")).find(id="role").all("option")]
    row = next(one for one in checked(theirs.get(PEOPLE)).find("tbody").all("tr") if "Lovelace" in one.find("th").words)
    mark = checked(theirs.get(path)).find(name="mark")["value"]
    given = theirs.post(
        f"{PEOPLE}/new", name="x", email="x@example.org", role="editor", language="en", password=PASSWORD
    )
    taken = [
        theirs.post(f"{path}/link", password=PASSWORD, mark=""),
        theirs.post(f"{path}/second-factor", password=PASSWORD),
        theirs.post(f"{path}/withdraw-link"),
        theirs.post(f"{path}/sign-out"),
        theirs.post(f"{path}/disable"),
        theirs.post(f"{path}/enable"),
        theirs.post(path, name="x", email="x@example.org", role="editor", language="en", mark=mark, password=PASSWORD),
    ]

    assert offered == ["keeper"]
    assert row.all("details") == []
    assert given.status == 422
    assert [one.status for one in taken] == [403] * len(taken)
    assert now(register, victim) == victim


def somebody_with_more(register: Register) -> Account:
    """An editor."""
    return now(register, add_account(register, "ada@example.org", "editor"))


def test_a_role_that_grew_meanwhile(register: Register) -> None:
    """What the role allows when it is given counts, not what it did when the form was opened."""
    theirs = keeper(register, ACCOUNT_EDIT, VIEW)
    roles.put_role(register.database, "lister", frozenset({VIEW}), False, OPERATOR)
    account = add_account(register, role="lister")
    path = f"{PEOPLE}/{account.id}"
    form = checked(theirs.get(path)).form(path)
    roles.put_role(register.database, "lister", frozenset({VIEW, RELATION_VIEW}), False, OPERATOR)

    assert form.submit(theirs, "Save", name="x").status == 403
    assert now(register, account).name == "Ada Lovelace"


def test_relations_are_for_who_may_see_them(register: Register) -> None:
    """Others have no field for the relation, and cannot ask by the form which there are."""
    fill(register)
    theirs = keeper(register, ACCOUNT_EDIT, VIEW)
    roles.put_role(register.database, "lister", frozenset({VIEW}), False, OPERATOR)
    account = add_account(register, role="lister")
    path = f"{PEOPLE}/{account.id}"
    page = checked(theirs.get(path))
    form = page.form(path)

    assert page.all(id="relation") == []
    answers = [theirs.post(path, **(dict(form.sent()) | {"relation": one})).status for one in ("1", "999")]
    assert answers == [303, 303]
    assert now(register, account).relation_id is None


@pytest.mark.parametrize("path", ["/x", f"/{'0' * 32}", "/x/link", "/x/disable", "/x/second-factor"])
def test_somebody_that_there_is_not(browser: Browser, path: str) -> None:
    """They are not found; nothing is changed."""
    assert browser.get(PEOPLE + path).status == 404
    assert browser.post(PEOPLE + path, password=PASSWORD).status == 404


def test_an_ended_session_changes_nothing(register: Register, browser: Browser) -> None:
    """Also where a worker still remembers it for two seconds."""
    account = add_account(register)
    me = accounts.find(register.database, "administrator@example.org")
    browser.get(PEOPLE)
    register.database.write(lambda transaction: sessions.drop_of(transaction.connection, me.id))

    assert browser.post(f"{PEOPLE}/{account.id}/disable").status == 401
    assert now(register, account).disabled_at is None


def test_somebody_without_the_scope(register: Register) -> None:
    """An editor sees no list of people."""
    assert somebody(register, "editor", None).get(PEOPLE).status == 403
