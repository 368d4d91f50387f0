"""Signing in: the steps, what a stranger learns, and how guessing is slowed down."""

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from contact_moments.accounts import accounts
from contact_moments.addresses import read_address
from contact_moments.audit import trail
from contact_moments.clock import SECOND
from contact_moments.register import Register
from contact_moments.storage.questions.audit import Wanted
from contact_moments.throttle.throttle import Throttle
from tests.people.browser import OPERATOR, PASSWORD, Browser, TestClock, add_account, code_of, secret_in


def test_a_password_signs_in(register: Register) -> None:
    """The right password leads to the page that was asked for, with a cookie that scripts cannot read."""
    add_account(register)
    browser = Browser(register)

    asked = browser.get("/account")
    assert (asked.status, asked.location) == (303, "/sign-in?next=/account")
    form = browser.get(asked.location)
    assert 'name="next" value="/account"' in form.text
    done = browser.post("/sign-in", next="/account", email="Ada@Example.ORG", password=PASSWORD)

    assert (done.status, done.location) == (303, "/account")
    (cookie,) = done.cookies
    assert cookie.startswith("session=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax")
    assert "Ada Lovelace" in browser.get("/account").text


def test_whoever_has_signed_in_goes_on(register: Register) -> None:
    """The sign-in page leads on at once."""
    add_account(register)
    browser = Browser(register)
    browser.sign_in()

    assert browser.get("/sign-in?next=/account/second-factor").location == "/account/second-factor"


def test_nobody_learns_who_has_an_account(register: Register, clock: TestClock) -> None:
    """Unknown, disabled, invited and wrong are answered alike, to the byte but for the address that was typed."""
    add_account(register)
    add_account(register, "bob@example.org", password=None)
    third = add_account(register, "eve@example.org")
    accounts.disable(register.database, third.id, clock(), OPERATOR)
    typed = ("ada@example.org", "bob@example.org", "eve@example.org", "max@example.org", "no address")

    answers = [Browser(register, f"127.0.1.{n}").sign_in(email, "a wrong password") for n, email in enumerate(typed)]

    assert {one.status for one in answers} == {401}
    texts = {one.text.replace(email, "") for one, email in zip(answers, typed, strict=True)}
    assert len(texts) == 1
    assert not any(one.cookies for one in answers)


def test_a_disabled_account(register: Register, clock: TestClock) -> None:
    """Nobody signs in to it, also with the right password; once enabled, it is as before."""
    account = add_account(register)
    accounts.disable(register.database, account.id, clock(), OPERATOR)
    assert Browser(register).sign_in().status == 401

    accounts.enable(register.database, account.id, OPERATOR)
    assert Browser(register).sign_in().status == 303


def test_a_planted_cookie_is_never_taken_over(register: Register) -> None:
    """A session that a stranger has begun in this browser ends; the person gets another one (session fixation)."""
    add_account(register)
    add_account(register, "eve@example.org")
    stranger, browser = Browser(register, "127.0.0.66"), Browser(register)
    stranger.sign_in("eve@example.org")
    browser.cookies = dict(stranger.cookies)

    browser.sign_in()

    assert browser.cookies != stranger.cookies
    stranger.register.sessions.forget("")
    register.sessions._cached.clear()
    assert stranger.get("/account").status == 303


def test_guessing_is_slowed_down(register: Register) -> None:
    """After five wrong passwords from an address the right one waits too, and says how long; elsewhere it gets in."""
    add_account(register)
    throttle = Throttle()
    guesser, owner = Browser(register, "127.0.0.66", throttle), Browser(register, "127.0.0.7", throttle)

    statuses = [guesser.sign_in(password="a wrong password").status for _ in range(5)]
    waits = guesser.sign_in()

    assert (statuses[:4], statuses[4], waits.status) == ([401] * 4, 429, 429)
    assert 0 < int(waits.headers["retry-after"]) <= 30
    assert owner.sign_in().status == 303


BLANKS = st.text(" \t\n\u00a0\u2003\u3000", max_size=4)
SPELLINGS = st.sampled_from(
    ["jos\u00e9@b\u00fccher.example", "JOSE\u0301@BU\u0308CHER.EXAMPLE", "jos\u00e9@xn--bcher-kva.example"]
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BLANKS, SPELLINGS, BLANKS)
@example(" ", "jos\u00e9@b\u00fccher.example", "")
def test_each_spelling_that_finds_an_account_counts_for_it(
    register: Register, before: str, text: str, after: str
) -> None:
    """Whoever writes the address in another way has no more guesses."""
    if not accounts.all_accounts(register.database):
        add_account(register, "jos\u00e9@b\u00fccher.example")
    throttle = Throttle()
    attempt = throttle.attempt("sign-in", "jos\u00e9@xn--bcher-kva.example", read_address("127.0.0.66"))
    for _ in range(5):
        attempt.failed()

    assert accounts.find(register.database, before + text + after)
    assert Browser(register, "127.0.0.66", throttle).sign_in(before + text + after).status == 429


def test_all_that_is_no_address_counts_together(register: Register) -> None:
    """Nobody gets more attempts by writing other nonsense each time."""
    guesser = Browser(register, "127.0.0.66", Throttle())

    assert [guesser.sign_in(f"no address {n}", "wrong").status for n in range(5)][4] == 429


def test_a_code_is_asked(register: Register, clock: TestClock) -> None:
    """With a second factor the password leads to the code, and only the code lets anybody in."""
    add_account(register)
    first = Browser(register)
    first.sign_in()
    secret, _ = first.set_up()
    browser = Browser(register)

    asked = browser.post("/sign-in", next="/account", email="ada@example.org", password=PASSWORD)
    assert asked.location == "/sign-in?next=/account"
    assert browser.get("/account").location == "/sign-in?next=/account"
    half = dict(browser.cookies)
    assert 'autocomplete="one-time-code"' in browser.get("/sign-in").text
    clock.forward(30)
    code = code_of(secret, clock())
    done = browser.post("/sign-in", next="/account", code=code)

    assert (done.status, done.location) == (303, "/account")
    assert browser.cookies != half
    assert browser.get("/account").status == 200


def test_a_code_works_once(register: Register, clock: TestClock) -> None:
    """A code that was used is wrong, also within its 30 seconds and in another browser."""
    add_account(register)
    first = Browser(register)
    first.sign_in()
    secret, _ = first.set_up()
    clock.forward(60)
    code = code_of(secret, clock())

    statuses = []
    for _ in range(2):
        browser = Browser(register)
        browser.sign_in()
        statuses.append(browser.post("/sign-in", code=code).status)

    assert statuses == [303, 401]


def test_five_wrong_codes_end_it(register: Register, clock: TestClock) -> None:
    """The password is asked again, from however many addresses the codes were tried."""
    add_account(register)
    first = Browser(register)
    first.sign_in()
    secret, _ = first.set_up()
    clock.forward(60)
    browser = Browser(register)
    browser.sign_in()

    for number in range(5):
        browser.peer = f"127.0.2.{number}"
        answer = browser.post("/sign-in", code="000000" if code_of(secret, clock()) != "000000" else "000001")
    register.sessions._cached.clear()
    after = browser.post("/sign-in", code=code_of(secret, clock()))

    assert 'name="password"' in answer.text
    assert (answer.status, after.status) == (401, 401)


def test_a_recovery_code_works_once(register: Register) -> None:
    """It signs in where the telephone is lost, as it is printed or in small letters without hyphens."""
    add_account(register)
    first = Browser(register)
    first.sign_in()
    _, codes = first.set_up()
    assert len(codes) == 10

    statuses = []
    for code in (codes[0], codes[0], codes[1].lower().replace("-", "")):
        browser = Browser(register)
        browser.sign_in()
        statuses.append(browser.post("/sign-in", code=code).status)

    assert statuses == [303, 401, 303]


def test_a_role_can_ask_for_a_second_factor(register: Register) -> None:
    """An administrator without one gets to its set-up and nowhere else; afterwards in."""
    add_account(register, role="administrator")
    browser = Browser(register)

    assert browser.sign_in().location == "/account/second-factor?next=/"
    assert browser.get("/account").location == "/account/second-factor?next=/account"
    assert browser.post("/account/password", current=PASSWORD, password="x", again="x").status == 403
    browser.set_up()

    assert browser.get("/account").status == 200


def test_what_a_client_asked_is_not_lost_in_the_set_up(register: Register) -> None:
    """Where somebody wanted to go comes after the password, the set-up, and the recovery codes."""
    add_account(register, role="administrator")
    browser, after = Browser(register), "/l/oauth2/authorize?client_id=a%20b&state=c"
    hidden = 'name="next" value="/l/oauth2/authorize?client_id=a%20b&amp;state=c"'

    first = browser.post("/sign-in", next=after, email="ada@example.org", password=PASSWORD).location
    assert browser.get("/sign-in?" + urlencode({"next": after})).location == first
    page = browser.get(first).text
    assert page.count(hidden) == 2  # signing out does not lose it either
    action = "/account/second-factor"
    assert hidden in browser.post(action, action="confirm", code="no code", next=after).text
    secret = secret_in(page)
    done = browser.post(action, action="confirm", code=code_of(secret, register.clock()), next=after)

    assert 'href="/l/oauth2/authorize?client_id=a%20b&amp;state=c"' in done.text


def test_a_fault_is_in_the_title(register: Register) -> None:
    """Of each step: it is what a screen reader says first."""
    add_account(register)
    first, browser = Browser(register), Browser(register)
    first.sign_in()
    action = "/account/second-factor"
    answers = [browser.sign_in(password="a guess"), first.post(action, action="begin", password="a guess")]
    first.post(action, action="begin", password=PASSWORD)
    answers.append(first.post(action, action="confirm", code="no code"))
    first.post(action, action="cancel")
    first.set_up()
    assert "<title>Error" not in browser.get(browser.sign_in().location).text

    answers.append(browser.post("/sign-in", code="no code"))

    assert ["<title>Error: " in one.text for one in answers] == [True] * 4
    assert ['aria-describedby="code-error' in one.text for one in answers[2:]] == [True] * 2


def test_signing_out(register: Register) -> None:
    """The session ends in the database, the cookie in the browser, and what the browser keeps is cleared."""
    add_account(register)
    browser = Browser(register)
    browser.sign_in()
    cookie = dict(browser.cookies)

    done = browser.post("/sign-out")

    assert (done.status, done.location, done.headers["clear-site-data"]) == (303, "/sign-in", '"cache", "storage"')
    assert browser.cookies == {}
    browser.cookies = cookie
    assert browser.get("/account").status == 303


@pytest.mark.parametrize(
    "after",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/a\r\nset-cookie: x=1",
        "/a b",
        "/" + "a" * 8000,
        "",
        "account",
        "/%0d\\evil",
        "/café",
        "/\u2028",
        "/\u20ac",
    ],
)
def test_it_never_leads_elsewhere(register: Register, after: str) -> None:
    """What is no path of this server leads to the account (open redirects)."""
    add_account(register)

    done = Browser(register).post("/sign-in", next=after, email="ada@example.org", password=PASSWORD)

    assert (done.status, done.location) == (303, "/")


def failures(register: Register) -> list[dict[str, object]]:
    """What the audit trail tells of failures: their details but for the minute, and whether the account is known."""
    register.failures.write(register.database, also_now=True)
    found = [one for one in trail.read(register.database, Wanted()) if one.kind == "sign_in_failed"]
    return [{"known": one.account_id is not None} | one.detail | {"minute": ""} for one in found]


def told(what: str, count: int, known: bool, **more: bool) -> dict[str, object]:
    """One of these."""
    return {"known": known, "count": count, "minute": "", "what": what} | more


def test_the_trail_tells_what_was_wrong(register: Register, clock: TestClock) -> None:
    """Password, code or link, and how often it was not looked at because of those before."""
    add_account(register)
    first = Browser(register)
    first.sign_in()
    first.set_up()
    clock.ahead -= clock() % (60 * SECOND)  # all of it in one minute
    browser = Browser(register, "127.0.0.66", Throttle())
    browser.sign_in()
    browser.post("/sign-in", code="12345")
    browser.post("/reset/" + "a" * 43, password="x", again="x")
    for _ in range(7):
        browser.sign_in(password="a guess")

    assert failures(register) == [
        told("code", 1, known=True),
        told("link", 1, known=False),
        told("password", 5, known=True),
        told("password", 2, known=False, refused=True),
    ]
