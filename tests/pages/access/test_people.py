"""People in the administration: nobody gets more than who lets them in has, and nobody locks themselves out."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from contact_moments.accounts import accounts, directory, roles
from contact_moments.accounts.passwords import Passwords
from contact_moments.model import ACCOUNT_EDIT, RELATION_VIEW, VIEW
from contact_moments.people import Account
from contact_moments.register import Register
from contact_moments.settings import Settings
from contact_moments.storage.questions import sessions
from tests.engines import Engine
from tests.pages.administering import events, followed, keeper, notice
from tests.pages.details import fill, somebody
from tests.pages.dom import checked
from tests.people.browser import OPERATOR, PASSWORD, Answer, Browser, add_account

pytestmark = pytest.mark.both_engines

PEOPLE = "/admin/people"
NEW = "seven umbrellas dance quietly"


def now(register: Register, account: Account) -> Account:
    """An account as it is now."""
    return directory.find(register.database, account.id, register.clock()).account


def changed(browser: Browser, account: Account, **typed: str) -> Answer:
    """Fill in the form of an account, and save it."""
    path = f"{PEOPLE}/{account.id}"
    return checked(browser.get(path)).form(path).submit(browser, "Save", **typed)


def invited(browser: Browser, **typed: str) -> Answer:
    """Fill in the form of an invitation, and send it."""
    fields = {"name": "Noor Bakker", "email": "noor@example.org", "role": "editor", "password": PASSWORD}
    path = f"{PEOPLE}/new"
    return checked(browser.get(path)).form(path).submit(browser, "Invite", **(fields | typed))


def link_on(answer: Answer) -> str:
    """The path of the link that a page shows."""
    address = checked(answer).find(id="link")["value"]
    return "/" + address.split("/", 3)[3]


def test_inviting_somebody(register: Register, browser: Browser) -> None:
    """Where no mail is set up, the link is on the page that answers, and works; the list tells of it until then."""
    answer = invited(browser)
    path = link_on(answer)
    waiting = checked(browser.get(PEOPLE)).find("tbody")
    accepted = Browser(register).post(path, password=NEW, again=NEW)
    listed = checked(browser.get(PEOPLE)).find("tbody")

    assert answer.headers["cache-control"] == "no-store"
    assert "Invited" in waiting.texts("span", class_="badge")
    assert "Invitation until" in waiting.words
    assert path not in waiting.text
    assert accepted.status == 303
    assert "Invited" not in listed.words
    account = accounts.find(register.database, "noor@example.org")
    assert [kind for kind, _ in events(register, account.id)][:2] == ["account_added", "link_made"]


def test_the_same_invitation_twice(register: Register, browser: Browser) -> None:
    """A double click or a reload adds one account, and its first link goes on working."""
    path = f"{PEOPLE}/new"
    form = checked(browser.get(path)).form(path)
    typed = {"name": "Noor", "email": "noor@example.org", "role": "reader", "password": PASSWORD}
    link = link_on(form.submit(browser, "Invite", **typed))

    again = followed(browser, form.submit(browser, "Invite", **typed))

    assert notice(again) == "Noor was invited already. If nobody has the link, invite them again."
    assert Browser(register).get(link).status == 200


def test_a_double_click_while_the_password_is_hashed(engine: Engine, tmp_path: Path) -> None:
    """Both requests are answered, one with the link and one with a word about it; neither is told to come back."""
    with closing(Register(Settings(database_url=engine.register_url(tmp_path)), passwords=Passwords())) as slow:
        slow.prepare()
        browser, path = somebody(slow, "administrator", None), f"{PEOPLE}/new"
        browser.set_up()
        form, begun = checked(browser.get(path)).form(path), threading.Barrier(2)

        def press(_: int) -> int:
            window = Browser(slow)
            window.application, window.cookies = browser.application, dict(browser.cookies)
            begun.wait()
            return form.submit(
                window, "Invite", name="Noor", email="noor@example.org", role="reader", password=PASSWORD
            ).status

        with ThreadPoolExecutor(2) as windows:
            answers = sorted(windows.map(press, range(2)))

    assert answers == [200, 303]


def test_what_is_wrong_with_an_invitation(browser: Browser) -> None:
    """Each fault stands beside its field, and everything but the password is still there."""
    page = checked(invited(browser, name=" ", email="nowhere"), 422)
    taken = checked(invited(browser, email="ADMINISTRATOR@example.org"), 422)
    wrong = checked(invited(browser, password="not it at all"), 422)

    assert page.find(class_="errors").texts("a") == [
        "Enter a name of at most 200 characters.",
        "Enter an e-mail address, such as ada@example.org.",
    ]
    assert page.find(id="email")["value"] == "nowhere"
    assert taken.find(id="email-error").words == "There is an account with this address already."
    assert wrong.find(id="password-error").words == "Enter your own password; it is not right."
    assert wrong.find(id="password").get("value") is None
    assert wrong.find(id="name")["value"] == "Noor Bakker"


def test_guessing_the_password(register: Register, browser: Browser) -> None:
    """Whoever sits at somebody's desk cannot try passwords without end."""
    statuses = [invited(browser, password=f"guess number {number}").status for number in range(12)]

    assert 429 in statuses
    assert [one.email for one in accounts.all_accounts(register.database)] == ["administrator@example.org"]


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


def link_made(browser: Browser, account: Account, **typed: str) -> Answer:
    """Ask for a link for somebody."""
    path = f"{PEOPLE}/{account.id}/link"
    return checked(browser.get(path)).form(path).submit(browser, "Make the link", **({"password": PASSWORD} | typed))


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


def test_a_new_link(register: Register, browser: Browser) -> None:
    """It is shown once; the form that comes twice makes one link, and without the password none."""
    account = add_account(register)
    wrong = checked(link_made(browser, account, password="x"), 422)
    path = f"{PEOPLE}/{account.id}/link"
    form = checked(browser.get(path)).form(path)
    link = link_on(form.submit(browser, "Make the link", password=PASSWORD))

    again = followed(browser, form.submit(browser, "Make the link", password=PASSWORD))

    assert wrong.find(id="password-error").words == "Your password is not right. Enter it again."
    assert "Another link was made for Ada Lovelace meanwhile" in notice(again)
    assert Browser(register).get(link).status == 200
    withdrawn = again.form(f"{PEOPLE}/{account.id}/withdraw-link").submit(browser)
    assert notice(followed(browser, withdrawn)) == "Ada Lovelace has no link any more."
    assert Browser(register).get(link).status == 404
    assert [kind for kind, _ in events(register, account.id)][-2:] == ["link_made", "link_withdrawn"]


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


def test_many_people(register: Register, browser: Browser) -> None:
    """They come in pages of 25, and a search finds one by name or address."""
    for number in range(70):
        new = Account("", f"person{number}@example.org", f"Person {number}", "en", "reader", register.clock())
        accounts.add(register.database, new, OPERATOR)
    page = checked(browser.get(PEOPLE))

    assert len(page.find("tbody").all("tr")) == 25
    assert page.find("nav", class_="page").words.startswith("1 to 25 of 71")
    found = checked(browser.get(f"{PEOPLE}?q=person7%40example")).find("tbody").all("tr")
    assert [one.find("span", dir="auto").words for one in found] == ["Person 7"]


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
