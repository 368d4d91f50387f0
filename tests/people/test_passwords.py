"""Passwords: how they are hashed, what they must be, and that not too many are hashed at once."""

import threading

import pytest

from contact_moments.accounts import password_rules
from contact_moments.accounts.passwords import AT_ONCE, MOST_WAITING, Parameters, Passwords
from contact_moments.errors import InvalidInputError, UnavailableError
from contact_moments.people import Account
from tests.people.browser import CHEAP

ADA = Account("1", "ada.lovelace@example.org", "Ada Lovelace", "en", "reader", 0)


def test_argon2id_with_todays_parameters() -> None:
    """argon2id, 64 MiB, three passes, one thread; another hash each time."""
    passwords = Passwords()
    hashed = passwords.hash("correct horse battery")

    assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert not passwords.is_outdated(hashed)
    assert Passwords(CHEAP).is_outdated(hashed)
    cheap = Passwords(CHEAP)
    assert cheap.hash("x") != cheap.hash("x")


def test_the_right_password_only() -> None:
    """A letter with a mark is the same however the keyboard sends it; capitals and blanks count."""
    passwords = Passwords(CHEAP)
    hashed = passwords.hash("caf\u00e9 au lait noir")

    assert passwords.verify(hashed, "cafe\u0301 au lait noir")
    for wrong in ("Caf\u00e9 au lait noir", "caf\u00e9 au lait noir ", ""):
        assert not passwords.verify(hashed, wrong)
    assert not passwords.verify(None, "anything")
    assert not passwords.verify("no hash", "anything")


def test_long_passwords_are_not_cut() -> None:
    """Every character counts, up to 256."""
    passwords = Passwords(CHEAP)
    long = "0123456789abcdef" * 16

    assert not passwords.verify(passwords.hash(long), long[:-1] + "x")


def test_marks_that_were_typed_by_themselves() -> None:
    """A password of 256 characters is right in its longest form; what is longer than that is wrong."""
    passwords = Passwords(CHEAP)
    hashed = passwords.hash("\u1f82" * 256)

    assert passwords.verify(hashed, "\u03b1\u0313\u0300\u0345" * 256)
    assert not passwords.verify(hashed, "\u03b1\u0313\u0300\u0345" * 256 + "x")


def test_not_too_many_at_once() -> None:
    """Some wait for their turn; whoever comes after them is told at once to come back."""
    passwords = Passwords(Parameters(1, 8, 1))
    for _ in range(AT_ONCE + MOST_WAITING):
        passwords._places.acquire()

    with pytest.raises(UnavailableError) as refused:
        passwords.hash("x")
    assert refused.value.code == "busy"
    passwords._places.release()
    assert passwords.hash("x")


def test_a_turn_is_given_back() -> None:
    """Hashing from many threads ends, and leaves all places free."""
    passwords = Passwords(CHEAP)
    threads = [threading.Thread(target=passwords.verify, args=(None, "x")) for _ in range(AT_ONCE + MOST_WAITING)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert passwords._places._value == AT_ONCE + MOST_WAITING
    assert passwords._turns._value == AT_ONCE


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
