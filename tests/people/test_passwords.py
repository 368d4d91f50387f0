"""Passwords: how they are hashed, what they must be, and that not too many are hashed at once."""

import threading

import pytest
from msgspec.structs import replace

from contact_moments.accounts import links, password_rules
from contact_moments.accounts.passwords import MOST_WAITING, Asker, Passwords, _Queue
from contact_moments.errors import InvalidInputError, UnavailableError
from contact_moments.people import Account
from contact_moments.register import Register
from contact_moments.throttle.throttle import Throttle
from tests.people.browser import CHEAP, OPERATOR, PASSWORD, Browser, add_account

ADAS = Asker("ada", "here")
ADA = Account("1", "ada.lovelace@example.org", "Ada Lovelace", "en", "reader", 0)


def test_argon2id_with_todays_parameters() -> None:
    """argon2id, 64 MiB, three passes, one thread; another hash each time."""
    passwords = Passwords()
    hashed = passwords.hash("correct horse battery", ADAS)

    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert not passwords.is_outdated(hashed)
    assert Passwords(CHEAP).is_outdated(hashed)
    cheap = Passwords(CHEAP)
    assert cheap.hash("x", ADAS) != cheap.hash("x", ADAS)


def test_the_right_password_only() -> None:
    """A letter with a mark is the same however the keyboard sends it; capitals and blanks count."""
    passwords = Passwords(CHEAP)
    hashed = passwords.hash("caf\u00e9 au lait noir", ADAS)

    assert passwords.verify(hashed, "cafe\u0301 au lait noir", ADAS)
    for wrong in ("Caf\u00e9 au lait noir", "caf\u00e9 au lait noir ", ""):
        assert not passwords.verify(hashed, wrong, ADAS)
    assert not passwords.verify(None, "anything", ADAS)
    assert not passwords.verify("no hash", "anything", ADAS)


def test_long_passwords_are_not_cut() -> None:
    """Every character counts, up to 256."""
    passwords = Passwords(CHEAP)
    long = "0123456789abcdef" * 16

    assert not passwords.verify(passwords.hash(long, ADAS), long[:-1] + "x", ADAS)


def fill(queue: _Queue) -> None:
    """Take every place, each for another account at another address."""
    for number in range(1 + MOST_WAITING):
        queue._take_place(Asker(f"account {number}", f"address {number}"))


def test_marks_that_were_typed_by_themselves() -> None:
    """A password of 256 characters is right in its longest form; what is longer than that is wrong."""
    passwords = Passwords(CHEAP)
    hashed = passwords.hash("\u1f82" * 256, ADAS)

    assert passwords.verify(hashed, "\u03b1\u0313\u0300\u0345" * 256, ADAS)
    assert not passwords.verify(hashed, "\u03b1\u0313\u0300\u0345" * 256 + "x", ADAS)


def test_not_too_many_at_once() -> None:
    """Some wait for their turn; whoever comes after them is told at once to come back."""
    passwords = Passwords(CHEAP)
    fill(passwords._strangers)

    with pytest.raises(UnavailableError) as refused:
        passwords.hash("x", ADAS)
    assert refused.value.code == "busy"
    assert passwords.hash("x", replace(ADAS, is_known=True))


HELD = {
    "one for an account": ([Asker("ada", "elsewhere")], "busy"),
    "two for an account from one address": ([Asker("ada", "here")], None),
    "not more from one address": ([Asker("ada", "here"), Asker("ada", "here")], "busy"),
    "another for another account": ([Asker("bob", "elsewhere")], None),
    "a few for an address": ([Asker("bob", "here"), Asker("eve", "here")], None),
    "not many for an address": ([Asker("bob", "here"), Asker("eve", "here"), Asker("kim", "here")], "busy"),
}


@pytest.mark.parametrize(("held", "code"), HELD.values(), ids=HELD)
def test_nobody_holds_the_places_of_others(held: list[Asker], code: str | None) -> None:
    """In a queue an account has one place, or two from one address, and an address of strangers three."""
    passwords = Passwords(CHEAP)
    for one in held:
        passwords._strangers._take_place(one)

    try:
        passwords.hash("x", ADAS)
        told = None
    except UnavailableError as fault:
        told = fault.code
    assert told == code


def test_a_turn_is_given_back() -> None:
    """Hashing from many threads ends, and leaves all places free."""
    passwords, failed = Passwords(CHEAP), []

    def verify(number: int) -> None:
        failed.append(passwords.verify(None, "x", Asker(number, number)))

    threads = [threading.Thread(target=verify, args=(number,)) for number in range(1 + MOST_WAITING)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert failed == [False] * (1 + MOST_WAITING)
    assert passwords._strangers._waiting == []
    assert not passwords._strangers._turn.locked()


def test_people_sign_in_from_where_they_do_while_strangers_hash(register: Register) -> None:
    """However many strangers there are. One of them who is told to come back has made an attempt all the same."""
    add_account(register)
    throttle = Throttle()
    owner, stranger = Browser(register, throttle=throttle), Browser(register, "127.0.0.66", throttle)
    owner.sign_in()
    fill(register.passwords._strangers)

    assert [stranger.sign_in("bob@example.org").status for _ in range(6)] == [503] * 5 + [429]
    assert owner.sign_in().status == 303


def test_a_new_password_is_looked_at_before_anything_is_hashed(register: Register) -> None:
    """Whoever has signed in cannot keep the register busy with passwords that are refused; after five they wait."""
    add_account(register)
    browser = Browser(register)
    browser.sign_in()
    fill(register.passwords._known)

    sent = {"current": PASSWORD, "password": "short", "again": "short"}
    assert [browser.post("/account/password", **sent).status for _ in range(6)] == [422] * 5 + [429]


def test_a_link_is_slowed_down(register: Register) -> None:
    """Whoever has one tries a few passwords, and then waits; the link still works afterwards."""
    account = add_account(register, password=None)
    _, token = links.make(register.database, account.id, register.clock(), OPERATOR)
    browser = Browser(register, throttle=Throttle())

    statuses = [browser.post(f"/invite/{token}", password="short", again="short").status for _ in range(6)]

    assert statuses == [422] * 5 + [429]
    assert Browser(register, "127.0.0.7").post(f"/invite/{token}", password=PASSWORD, again=PASSWORD).status == 303


REFUSED = {
    "eleven characters": ("xk2!mq9zrp-", "password_short"),
    "eleven characters of more bytes": ("é" * 3 + "ñandúxyz"[:8], "password_short"),
    "too long": ("xk2!mq9z" * 33, "password_long"),
    "on the list": ("unbelievable", "password_common"),
    "on the list, in capitals": ("UNBELIEVABLE", "password_common"),
    "on the list, with signs around it": ("!!password2026!!", "password_common"),
    "on the list, twice": ("sunshinesunshine", "password_common"),
    "welcome and a year": ("Welcome20262026", "password_common"),
    "one character": ("aaaaaaaaaaaaaa", "password_run"),
    "three characters": ("abababacacaca", "password_run"),
    "the alphabet": ("abcdefghijkl", "password_run"),
    "digits": ("123456789012", "password_run"),
    "digits backwards": ("9876543210987", "password_run"),
    "digits, three times": ("123412341234", "password_run"),
    "rows of keys": ("qwertyuiopasdfgh", "password_run"),
    "rows of keys across": ("1qaz2wsx3edc", "password_run"),
    "the name": ("adalovelace2026", "password_personal"),
    "the name backwards in parts": ("Lovelace-Ada-1!", "password_personal"),
    "the address": ("ada.lovelace@example.org", "password_personal"),
    "the host": ("register.example.com", "password_personal"),
    "the product": ("contact moments!", "password_personal"),
}


@pytest.mark.parametrize(("password", "code"), REFUSED.values(), ids=REFUSED)
def test_a_password_that_is_guessed_first(password: str, code: str) -> None:
    """It is refused with the reason, and the message has nothing of it."""
    with pytest.raises(InvalidInputError) as refused:
        password_rules.require_good(password, ADA, "register.example.com")

    assert refused.value.code == code
    assert password not in refused.value.message


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "vier woorden op een rij",
        "xk2!mq9zrp-w",
        "Ada prefers violet umbrellas",
        "пароль из слов",
        "日本語のとてもながいことば",
        " blanks around it ",
        "😀 emoji are characters",
    ],
)
def test_a_good_password(password: str) -> None:
    """Anything goes that is long and not guessed first: no rules about kinds of characters."""
    password_rules.require_good(password, ADA, "register.example.com")
